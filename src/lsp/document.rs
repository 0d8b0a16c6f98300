//! An open document: its text, edited in place, and the two ways in which clients count columns.

use std::sync::Arc;

use lsp_types::{Position, PositionEncodingKind, Range, TextDocumentContentChangeEvent};
use ropey::Rope;

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

    /// The character of a text that a position stands before. Positions beyond a line or the text
    /// stand at its end, positions inside a character behind it.
    fn place(self, text: &Rope, position: Position) -> usize {
        let line = position.line as usize;
        if line >= text.len_lines() {
            return text.len_chars();
        }
        let start = text.line_to_char(line);
        let ends = |c: &char| matches!(c, '\n' | '\r');
        let content = text.line(line);
        let end = start + content.len_chars()
            - content.chars_at(content.len_chars()).reversed().take_while(ends).count();
        let column = position.character as usize;
        let (place, inside) = match self {
            Encoding::Utf8 => {
                let at = text.char_to_byte(start).saturating_add(column).min(text.len_bytes());
                let place = text.byte_to_char(at);
                (place, text.char_to_byte(place) < at)
            }
            Encoding::Utf16 => {
                let at =
                    text.char_to_utf16_cu(start).saturating_add(column).min(text.len_utf16_cu());
                let place = text.utf16_cu_to_char(at);
                (place, text.char_to_utf16_cu(place) < at)
            }
        };
        (place + usize::from(inside)).min(end)
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

    /// Makes edits, one after the other. Without a range the whole text is new.
    ///
    /// They are made on a rope, so that many of them in one message cost no pass over the text
    /// each.
    pub fn edit(&mut self, changes: Vec<TextDocumentContentChangeEvent>) {
        let mut rope = Rope::from_str(&self.text);
        for change in changes {
            match change.range {
                None => rope = Rope::from_str(&change.text),
                Some(range) => {
                    let start = self.encoding.place(&rope, range.start);
                    let end = self.encoding.place(&rope, range.end).max(start);
                    rope.remove(start..end);
                    rope.insert(start, &change.text);
                }
            }
        }
        self.text = rope.into();
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn change(from: (u32, u32), to: (u32, u32), text: &str) -> TextDocumentContentChangeEvent {
        let range = Range::new(Position::new(from.0, from.1), Position::new(to.0, to.1));
        TextDocumentContentChangeEvent { range: Some(range), range_length: None, text: text.into() }
    }

    proptest! {
        /// Edits of one message give what cutting the text by hand gives, wherever a client
        /// counts to.
        #[test]
        fn edits_of_a_message_are_made_in_turn(
            text in "[ab é☕🚀\r\n]{0,40}",
            edits in prop::collection::vec(((0u32..9, 0u32..12), (0u32..9, 0u32..12), "[x🚀\r\n]{0,3}"), 0..8),
            utf8: bool,
        ) {
            let encoding = if utf8 { Encoding::Utf8 } else { Encoding::Utf16 };
            let mut by_hand = Document::new(text.clone(), 1, encoding);
            for (from, to, piece) in &edits {
                let start = by_hand.offset(Position::new(from.0, from.1));
                let end = by_hand.offset(Position::new(to.0, to.1)).max(start);
                let mut text = by_hand.text.clone();
                text.replace_range(start..end, piece);
                by_hand = Document::new(text, 1, encoding);
            }
            let mut document = Document::new(text, 1, encoding);
            document.edit(edits.iter().map(|(from, to, piece)| change(*from, *to, piece)).collect());
            prop_assert_eq!(document.text, by_hand.text);
        }
    }

    /// Would take some hundred thousand million copied bytes if each edit cost a pass over the
    /// text.
    #[test]
    fn a_hundred_thousand_edits_of_one_long_line_end_soon() {
        let mut document = Document::new("é".repeat(1 << 20), 1, Encoding::Utf16);
        let edits = (0..100_000).map(|at| change((0, at * 11), (0, at * 11 + 1), "ab"));
        document.edit(edits.collect());
        assert_eq!(document.text.matches("ab").count(), 100_000);
        let whole = TextDocumentContentChangeEvent {
            range: None,
            range_length: None,
            text: "new\n".into(),
        };
        document.edit(vec![whole, change((9, 0), (9, 0), "end")]);
        assert_eq!(document.text, "new\nend");
    }
}
