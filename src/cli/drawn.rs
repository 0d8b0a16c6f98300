//! The drawing of a file while it waits for its turn to be written. A report takes many times the
//! bytes of its file; what is long is kept deflated, to about a tenth.

use std::io;

use crate::report::deflated::Deflated;

/// Bytes that are kept as they are, and then deflated together.
const CHUNK: usize = 1 << 20;

/// A text that grows at its end.
#[derive(Debug, Default)]
pub struct Drawn {
    first: String,
    deflated: Vec<Deflated>,
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
            // Writing into memory does not fail; if it did, the text would stay as it is.
            if let Ok(chunk) = Deflated::new(&self.last) {
                self.deflated.push(chunk);
                self.last.clear();
            }
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
        self.first.is_empty() && self.deflated.is_empty() && self.last.is_empty()
    }

    /// Hands it over in pieces, and forgets each.
    pub fn each<E: From<io::Error>>(
        self,
        mut write: impl FnMut(&str) -> Result<(), E>,
    ) -> Result<(), E> {
        write(&self.first)?;
        for chunk in self.deflated {
            write(&chunk.text()?)?;
        }
        write(&self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_pushed_comes_back_and_takes_little() {
        let mut drawn = Drawn::default();
        assert!(drawn.is_empty());
        let line = |at: usize| format!("{{\"draft\":{at},\"words\":\"caf\u{e9}\"}}\n");
        (0..200_000).for_each(|at| drawn.push(&line(at)));
        let deflated: usize = drawn.deflated.iter().map(Deflated::len).sum();
        assert!(!drawn.is_empty() && deflated < CHUNK);
        let mut text = String::new();
        let done: io::Result<()> = drawn.within(["<".into(), ">".into()]).each(|piece| {
            text.push_str(piece);
            Ok(())
        });
        assert!(
            done.is_ok() && text == format!("<{}>", (0..200_000).map(line).collect::<String>())
        );
    }
}
