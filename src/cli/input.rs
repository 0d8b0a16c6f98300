//! What `check` reads when no path is given: standard input where words come from it, else the
//! folder.

use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::output;

/// After this long, somebody at a terminal, or the log of a build, wants to know what is being
/// waited for.
const PATIENCE: Duration = Duration::from_secs(2);

/// `-` when standard input has text, else `.`. An input that is closed or empty, as builds and
/// hooks have it, has none.
pub fn unnamed() -> PathBuf {
    let input = std::io::stdin();
    if input.is_terminal() {
        return ".".into();
    }
    let (done, waits) = mpsc::channel::<()>();
    let waiter = thread::spawn(move || {
        if waits.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            output::print_error(
                "waiting for a draft on standard input; `germane check .` checks this folder\n",
            );
        }
    });
    // Looked at, not taken: whoever reads the draft finds all of it.
    let holds_words = input.lock().fill_buf().is_ok_and(|words| !words.is_empty());
    drop(done);
    // It is only a note; that it cannot be written is no reason to fail.
    let _ = waiter.join();
    if holds_words { "-".into() } else { ".".into() }
}
