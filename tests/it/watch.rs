//! `check --watch`: a save is followed by a new report; what goes wrong in between is said, and
//! watching goes on.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn start(folder: &Path, paths: &[&str]) -> Watching {
        let mut command = Command::new(env!("CARGO_BIN_EXE_germane"));
        command.args(["check", "--watch", "--format", "unix"]).args(paths).current_dir(folder);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("runs");
        let out = BufReader::new(child.stdout.take().expect("piped"));
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            out.lines().map_while(Result::ok).try_for_each(|line| sender.send(line).map_err(drop))
        });
        Watching { child, lines }
    }

    /// What one check says.
    fn report(&self) -> String {
        let mut report = String::new();
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(120)).expect("a report");
            if line == "----" {
                return report;
            }
            report += &(line + "\n");
        }
    }

    /// Waits for a report of which this holds: one save may be checked twice on a slow machine.
    fn until(&self, holds: impl Fn(&str) -> bool) {
        while !holds(&self.report()) {}
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("germane-watch-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("writable");
    folder.canonicalize().expect("there")
}

const MAIL: &str = "Hi Ana,\n\nYour July notice says that ships wait 19 hours at Pier 7 at night. Who books the second tug there?\n\nLee\n";

#[test]
fn every_save_is_checked() {
    let folder = scratch("saves");
    fs::write(folder.join("a.md"), MAIL).expect("writable");
    fs::write(folder.join("germane.yaml"), "avoid: { synergy: null }\n").expect("writable");
    let watching = Watching::start(&folder, &["a.md"]);
    watching.until(|report| !report.contains("doubled-word"));
    fs::write(folder.join("a.md"), MAIL.replace("the second", "the the second")).expect("writable");
    watching.until(|report| report.contains("doubled-word"));
    // As editors save: a new file takes the place of the old.
    fs::write(folder.join("a.md~"), MAIL.replace("ships", "the synergy")).expect("writable");
    fs::rename(folder.join("a.md~"), folder.join("a.md")).expect("renamed");
    watching.until(|report| report.contains("avoid-synergy") && !report.contains("doubled-word"));
    // The configuration counts too, and a broken one ends nothing.
    fs::write(folder.join("germane.yaml"), "avoid: [").expect("writable");
    watching.until(|report| !report.contains("a.md:3:"));
    fs::write(folder.join("germane.yaml"), "avoid: { ships: null, synergy: null }\n")
        .expect("writable");
    watching.until(|report| report.contains("avoid-synergy"));
    drop(watching);
    let _ = fs::remove_dir_all(&folder);
}

#[test]
fn a_folder_is_watched_with_what_comes_into_it() {
    let folder = scratch("folder");
    fs::create_dir_all(folder.join("mails/q3")).expect("writable");
    fs::write(folder.join("mails/a.md"), MAIL).expect("writable");
    let watching = Watching::start(&folder, &["mails"]);
    watching.until(|report| report.contains("mails/a.md:"));
    fs::write(folder.join("mails/q3/b.md"), MAIL.replace("the second", "the the second"))
        .expect("writable");
    watching.until(|report| report.contains("mails/q3/b.md:3:"));
    drop(watching);
    let _ = fs::remove_dir_all(&folder);
}

/// What a draft is judged by may come, or change, after the first check.
#[test]
fn configurations_that_come_and_accounts_are_watched() {
    let folder = scratch("come");
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(path, text).expect("writable");
    };
    write("mails/a.md", &MAIL.replace("Hi Ana", "Hi Bo"));
    write("known/orbis.yaml", "account: Orbis\npeople: [Ana Lima]\n");
    let watching = Watching::start(&folder, &["mails/a.md"]);
    watching.until(|report| !report.contains("avoid-"));
    // Below the folder in which the program runs, and beside the draft.
    write("germane.yaml", "avoid: { tug: null }\naccounts: [known]\n");
    watching.until(|report| report.contains("avoid-tug"));
    write("known/orbis.yaml", "account: [\n");
    watching.until(|report| report.contains("known/orbis.yaml:"));
    write("known/orbis.yaml", "account: Orbis\n");
    watching.until(|report| report.contains("avoid-tug"));
    write("mails/germane.yaml", "avoid: { ships: null }\n");
    watching.until(|report| report.contains("avoid-ships"));
    write("mails/orbis.account.yaml", "account: [\n");
    watching.until(|report| report.contains("orbis.account.yaml:"));
    drop(watching);
    let _ = fs::remove_dir_all(&folder);
}

#[test]
fn standard_input_cannot_be_watched() {
    let run = Command::new(env!("CARGO_BIN_EXE_germane"))
        .args(["check", "--watch", "-"])
        .stdin(Stdio::null())
        .output()
        .expect("runs");
    assert_eq!(
        (run.status.code(), String::from_utf8_lossy(&run.stderr).contains("--watch needs files")),
        (Some(2), true)
    );
}
