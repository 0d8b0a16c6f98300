//! An open document: its text, edited in place, and the two ways in which clients count columns.

use std::sync::Arc;

use lsp_types::{Position, PositionEncodingKind, Range, TextDocumentContentChangeEvent};

use crate::outcome::FileReport;
use crate::text::LineIndex;

/// How the client counts columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// In bytes.
    Utf8,
    /// In UTF-16 code units, as the protocol began.
    Utf16,
}

impl Encoding {
    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
        }
    }
}

/// An open document.
#[derive(Debug)]
pub struct Document {
    /// Its text.
    pub text: String,
    /// The client's number for this state of it.
    pub version: i32,
    /// What was found in this state; `None` when not linted since the last edit.
    pub report: Option<Arc<FileReport>>,
    lines: LineIndex,
    encoding: Encoding,
}

impl Document {
    /// A document as it was opened.
    pub fn new(text: String, version: i32, encoding: Encoding) -> Self {
        let lines = LineIndex::new(text.as_bytes());
        Document { text, version, report: None, lines, encoding }
    }

    /// Makes one edit. Without a range the whole text is new.
    pub fn edit(&mut self, change: TextDocumentContentChangeEvent) {
        match change.range {
            None => self.text = change.text,
            Some(range) => {
                let start = self.offset(range.start);
                let end = self.offset(range.end).max(start);
                self.text.replace_range(start..end, &change.text);
            }
        }
        self.lines = LineIndex::new(self.text.as_bytes());
        self.report = None;
    }

    /// The byte that a position stands before. Positions beyond a line or the text stand at its
    /// end.
    pub fn offset(&self, position: Position) -> usize {
        let line = self.lines.line_range(self.text.as_bytes(), position.line as usize + 1);
        let (mut at, mut column) = (line.start, 0);
        for c in self.text[line].chars() {
            if column >= position.character as usize {
                break;
            }
            column += match self.encoding {
                Encoding::Utf8 => c.len_utf8(),
                Encoding::Utf16 => c.len_utf16(),
            };
            at += c.len_utf8();
        }
        at
    }

    /// The position of a byte.
    pub fn position(&self, offset: usize) -> Position {
        let place = self.lines.position(self.text.as_bytes(), offset);
        let column = match self.encoding {
            Encoding::Utf16 => place.column_utf16 - 1,
            Encoding::Utf8 => {
                place.offset
                    - self
                        .lines
                        .line_range(self.text.as_bytes(), place.line)
                        .start
                        .min(place.offset)
            }
        };
        Position::new(place.line as u32 - 1, column as u32)
    }

    /// The range of two bytes.
    pub fn range(&self, start: usize, end: usize) -> Range {
        Range::new(self.position(start), self.position(end))
    }

    /// The line around a byte, without its end, and where it starts.
    pub fn line(&self, offset: usize) -> (&str, usize) {
        let line = self.lines.position(self.text.as_bytes(), offset).line;
        let range = self.lines.line_range(self.text.as_bytes(), line);
        (&self.text[range.clone()], range.start)
    }

    /// The word around a byte, as rule ids are written.
    pub fn word(&self, offset: usize) -> &str {
        let inside = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let start = self.text[..offset]
            .rfind(|c| !inside(c))
            .map_or(0, |at| at + self.text[at..].chars().next().map_or(1, char::len_utf8));
        let end =
            self.text[offset..].find(|c| !inside(c)).map_or(self.text.len(), |at| offset + at);
        &self.text[start..end]
    }
}
