//! The drawing of a file while it waits for its turn to be written. A report takes many times the
//! bytes of its file; what is long is kept deflated, to about a tenth. A little is kept as it is:
//! most of what is drawn is written at once, and would be deflated for nothing.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::report::deflated::Deflated;

/// Bytes that are kept as they are, and then deflated together.
const CHUNK: usize = 1 << 20;

/// Bytes of chunks that may wait as they are, in all drawings of the process together: those of a
/// piece of a list (half a megabyte, eight times as long when drawn), and of the next.
const PLAIN: usize = 8 << 20;

/// Bytes of chunks that do wait so.
static WAITING: AtomicUsize = AtomicUsize::new(0);

/// A stretch of a drawing.
#[derive(Debug)]
enum Chunk {
    /// As it is; counted in [`WAITING`] until it is dropped.
    Plain(PlainChunk),
    /// Deflated.
    Deflated(Deflated),
}

#[derive(Debug)]
struct PlainChunk(String);

impl Drop for PlainChunk {
    fn drop(&mut self) {
        WAITING.fetch_sub(self.0.len(), Ordering::Relaxed);
    }
}

impl Chunk {
    /// Takes a text over; leaves it where it is when it can be neither kept nor deflated.
    fn take(text: &mut String) -> Option<Chunk> {
        if WAITING.fetch_add(text.len(), Ordering::Relaxed) + text.len() <= PLAIN {
            let next = String::with_capacity(text.capacity());
            return Some(Chunk::Plain(PlainChunk(std::mem::replace(text, next))));
        }
        WAITING.fetch_sub(text.len(), Ordering::Relaxed);
        // Writing into memory does not fail.
        let deflated = Deflated::new(text).ok()?;
        text.clear();
        Some(Chunk::Deflated(deflated))
    }
}

/// A text that grows at its end.
#[derive(Debug, Default)]
pub struct Drawn {
    first: String,
    chunks: Vec<Chunk>,
    last: String,
}

impl From<String> for Drawn {
    fn from(text: String) -> Self {
        Drawn { last: text, ..Drawn::default() }
    }
}

impl Drawn {
    /// Adds to it.
    pub fn push(&mut self, text: &str) {
        self.last.push_str(text);
        if self.last.len() >= CHUNK {
            self.chunks.extend(Chunk::take(&mut self.last));
        }
    }

    /// The same between two texts.
    pub fn within(mut self, [before, behind]: [String; 2]) -> Self {
        self.first.insert_str(0, &before);
        self.push(&behind);
        self
    }

    /// True when nothing was added.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty() && self.chunks.is_empty() && self.last.is_empty()
    }

    /// Hands it over in pieces, and forgets each.
    pub fn each<E: From<io::Error>>(
        self,
        mut write: impl FnMut(&str) -> Result<(), E>,
    ) -> Result<(), E> {
        write(&self.first)?;
        for chunk in self.chunks {
            match chunk {
                Chunk::Plain(text) => write(&text.0)?,
                Chunk::Deflated(text) => write(&text.text()?)?,
            }
        }
        write(&self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_pushed_comes_back_and_takes_little() {
        const LINES: usize = 400_000;
        let mut drawn = Drawn::default();
        assert!(drawn.is_empty());
        let line = |at: usize| format!("{{\"draft\":{at},\"words\":\"caf\u{e9}\"}}\n");
        (0..LINES).for_each(|at| drawn.push(&line(at)));
        let kept = |chunk: &Chunk| match chunk {
            Chunk::Plain(text) => (text.0.len(), 0),
            Chunk::Deflated(text) => (0, text.len()),
        };
        let sum = |a: (usize, usize), b: (usize, usize)| (a.0 + b.0, a.1 + b.1);
        let (plain, deflated) = drawn.chunks.iter().map(kept).fold((0, 0), sum);
        assert!(plain <= PLAIN && deflated > 0 && deflated < CHUNK, "{plain} {deflated}");
        let mut text = String::new();
        let done: io::Result<()> = drawn.within(["<".into(), ">".into()]).each(|piece| {
            text.push_str(piece);
            Ok(())
        });
        assert!(done.is_ok() && text == format!("<{}>", (0..LINES).map(line).collect::<String>()));
    }
}
