//! One row of a table: its cells as written, and what they say.

use std::borrow::Cow;

use crate::text::{Span, Text, TextBuilder};

/// One row.
#[derive(Clone, Debug)]
pub struct Row<'t> {
    pub(super) file: &'t Text,
    /// Its number as a spreadsheet shows it: the first row is 1, blank lines do not count.
    pub number: usize,
    /// Where it stands, in the text of the file, without its line end.
    pub span: Span,
    /// Its cells as written, quotes included, in the text of the file.
    pub(super) cells: Vec<Span>,
    /// A quote inside a cell stands behind a backslash.
    pub(super) escaped: bool,
}

impl Row<'_> {
    /// How many cells it has.
    pub fn width(&self) -> usize {
        self.cells.len()
    }

    /// Where it stands, in bytes of the file.
    pub fn place(&self) -> Span {
        self.file.to_source(self.span)
    }

    /// True when all cells are empty.
    pub fn is_blank(&self) -> bool {
        self.cells
            .iter()
            .all(|cell| cell.slice(self.file.as_str()).trim_matches(['"', ' ']).is_empty())
    }

    /// What a cell says, each byte with its place in the file. Empty when the row has no such cell.
    pub fn text(&self, column: usize) -> Text {
        let mut builder = TextBuilder::default();
        if let Some(cell) = self.cells.get(column) {
            self.decode(*cell, &mut builder);
        }
        builder.finish()
    }

    /// What a cell says, where nobody asks for its place.
    pub fn value(&self, column: usize) -> Cow<'_, str> {
        let raw = self.cells.get(column).map_or("", |cell| cell.slice(self.file.as_str()));
        match raw.strip_prefix('"').map(|inner| inner.strip_suffix('"')) {
            None => raw.into(),
            Some(Some(inner)) if !inner.contains(['"', '\\']) => inner.into(),
            Some(_) => self.text(column).as_str().to_string().into(),
        }
    }

    /// True for a cell of which the quote is closed before its end.
    pub(super) fn is_torn(&self, cell: Span) -> bool {
        let raw = cell.slice(self.file.as_str());
        let Some(inner) = raw.strip_prefix('"').filter(|_| !self.escaped) else { return false };
        let mut rest = inner;
        while let Some(quote) = rest.find('"') {
            rest = &rest[quote + 1..];
            match rest.strip_prefix('"') {
                Some(after) => rest = after,
                None => return !rest.trim().is_empty(),
            }
        }
        false
    }

    /// Appends what a cell says; false when it opens a quote and does not close it.
    pub(super) fn decode(&self, cell: Span, builder: &mut TextBuilder) -> bool {
        let bytes = self.file.as_str().as_bytes();
        let mut open = bytes[cell.start()..cell.end()].starts_with(b"\"");
        let mut at = cell.start() + usize::from(open);
        while open
            && let Some(quote) =
                memchr::memchr(b'"', &bytes[at..cell.end()]).map(|found| at + found)
        {
            let slashes = bytes[at..quote]
                .iter()
                .rev()
                .take_while(|byte| self.escaped && **byte == b'\\')
                .count();
            if slashes % 2 == 1 {
                builder.push_from(self.file, Span::new(at, quote - 1));
                builder.push("\"", self.file.to_source(Span::new(quote - 1, quote + 1)));
                at = quote + 1;
                continue;
            }
            builder.push_from(self.file, Span::new(at, quote));
            open = bytes[quote + 1..cell.end()].starts_with(b"\"");
            at = quote + 1;
            if open {
                builder.push("\"", self.file.to_source(Span::new(quote, quote + 2)));
                at += 1;
            }
        }
        builder.push_from(self.file, Span::new(at, cell.end()));
        !open
    }
}
