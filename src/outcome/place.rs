//! Places in a file, as reports give them.

use serde::Serialize;

use crate::text::{LineIndex, Position, Span};

/// A place in a file: byte offsets, lines and columns from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Range {
    /// First byte.
    pub start: Location,
    /// One past the last byte.
    pub end: Location,
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Location {
    /// Byte offset.
    pub offset: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Column in bytes, from 1.
    #[serde(skip)]
    pub(crate) byte_column: usize,
}

impl From<Position> for Location {
    fn from(position: Position) -> Self {
        let Position { offset, line, column, byte_column, .. } = position;
        Location { offset, line, column, byte_column }
    }
}

impl Range {
    /// The place of what is said of a file as a whole.
    pub(crate) fn top() -> Range {
        let top = Location { offset: 0, line: 1, column: 1, byte_column: 1 };
        Range { start: top, end: top }
    }

    pub(crate) fn new(lines: &LineIndex, bytes: &[u8], span: Span) -> Range {
        Range {
            start: lines.position(bytes, span.start()).into(),
            end: lines.position(bytes, span.end()).into(),
        }
    }
}
