//! Byte offsets to lines and columns, from one table per file. Used by reports and error messages
//! only.

use std::borrow::Cow;

/// A place in a file, for people and for editors. Lines and columns count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Byte offset from the start of the file.
    pub offset: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Column in UTF-16 code units, from 1 (for editors that count so).
    pub column_utf16: usize,
    /// Column in bytes, from 1.
    pub byte_column: usize,
}

/// Where a piece of a file begins: a long list is read piece by piece, and each begins a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// Bytes before it.
    pub offset: usize,
    /// Lines before it.
    pub lines: usize,
}

/// The start of each line; knows `\n`, `\r\n` and a lone `\r`.
#[derive(Debug)]
pub struct LineIndex {
    start: Start,
    starts: Vec<u32>,
    stops: Vec<Stop>,
}

/// A place in a long line whose columns are known: a file of one line would else be counted from
/// its start for every finding.
#[derive(Clone, Copy, Debug)]
struct Stop {
    offset: u32,
    columns: u32,
    columns_utf16: u32,
}

/// Bytes between two stops of a line.
const STRIDE: usize = 128;

impl LineIndex {
    /// Indexes `bytes`, the file as it is on disk.
    pub fn new(bytes: &[u8]) -> Self {
        LineIndex::of_piece(bytes, Start::default())
    }

    /// Indexes a piece of a file. Places in it are given as places of the file.
    pub fn of_piece(bytes: &[u8], start: Start) -> Self {
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at as u32 + 1);
            }
        }
        let mut index = LineIndex { start, starts, stops: Vec::new() };
        for line in 0..index.starts.len() {
            index.add_stops(bytes, line);
        }
        index
    }

    fn add_stops(&mut self, bytes: &[u8], line: usize) {
        let end = self.starts.get(line + 1).map_or(bytes.len(), |start| *start as usize);
        let mut stop = Stop { offset: self.starts[line], columns: 0, columns_utf16: 0 };
        while end - stop.offset as usize > STRIDE {
            let mut next = stop.offset as usize + STRIDE;
            while next > stop.offset as usize + 1 && bytes[next] & 0xc0 == 0x80 {
                next -= 1;
            }
            let (columns, columns_utf16) =
                columns(&bytes[stop.offset as usize..next], stop.offset == 0);
            stop = Stop {
                offset: next as u32,
                columns: stop.columns + columns as u32,
                columns_utf16: stop.columns_utf16 + columns_utf16 as u32,
            };
            self.stops.push(stop);
        }
    }

    /// How many lines there are; what follows a last line end is one more.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// Where the byte `offset` of the file is among the bytes that were indexed.
    pub fn within(&self, offset: usize) -> usize {
        offset.saturating_sub(self.start.offset)
    }

    /// Where in the file the byte `offset` of `bytes` is. Bytes that are not UTF-8 count as one
    /// column each.
    pub fn position(&self, bytes: &[u8], offset: usize) -> Position {
        let offset = offset.min(bytes.len());
        let line = self.starts.partition_point(|start| *start as usize <= offset) - 1;
        let start = Stop { offset: self.starts[line], columns: 0, columns_utf16: 0 };
        let before =
            self.stops[..self.stops.partition_point(|stop| stop.offset as usize <= offset)].last();
        let stop = before.filter(|stop| stop.offset >= start.offset).unwrap_or(&start);
        let (columns, columns_utf16) =
            columns(&bytes[stop.offset as usize..offset], stop.offset == 0);
        Position {
            offset: self.start.offset + offset,
            line: self.start.lines + line + 1,
            column: stop.columns as usize + columns + 1,
            column_utf16: stop.columns_utf16 as usize + columns_utf16 + 1,
            byte_column: offset - self.starts[line] as usize + 1,
        }
    }

    /// The stretch of `bytes` that is a line of the file (from 1), without its line end.
    pub fn line_range(&self, bytes: &[u8], line: usize) -> std::ops::Range<usize> {
        let line = line.saturating_sub(self.start.lines);
        let start =
            self.starts.get(line.saturating_sub(1)).map_or(bytes.len(), |start| *start as usize);
        let end = self.starts.get(line).map_or(bytes.len(), |start| *start as usize);
        let mut end = end.max(start);
        while end > start && matches!(bytes[end - 1], b'\n' | b'\r') {
            end -= 1;
        }
        start..end
    }
}

/// The lines of a text with their ends, which may be `\n`, `\r\n` or a lone `\r`.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = match memchr::memchr2(b'\n', b'\r', rest.as_bytes()) {
            _ if rest.is_empty() => return None,
            None => rest.len(),
            Some(at) => at + 1 + usize::from(rest[at..].starts_with("\r\n")),
        };
        let line;
        (line, rest) = rest.split_at(end);
        Some(line)
    })
}

/// Characters and UTF-16 units of a stretch; a byte order mark at the start of a file is none.
fn columns(bytes: &[u8], starts_file: bool) -> (usize, usize) {
    if bytes.is_ascii() {
        return (bytes.len(), bytes.len());
    }
    let text =
        std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed);
    let text = if starts_file { text.trim_start_matches('\u{feff}') } else { &text };
    // A character of four bytes takes two units in UTF-16, any other one.
    let columns = text.chars().count();
    (columns, columns + text.bytes().filter(|byte| *byte >= 0xf0).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_three_ways() {
        let found: Vec<&str> = lines("a\r\rb\r\nc\n\n\rd").collect();
        assert_eq!(found, ["a\r", "\r", "b\r\n", "c\n", "\n", "\r", "d"]);
        assert_eq!(lines("").count(), 0);
    }

    #[test]
    fn columns_of_a_long_line_are_counted_once_and_right() {
        let text = "\u{feff}first\n".to_string() + &"é\u{1f680}x".repeat(5000) + "\nlast";
        let index = LineIndex::new(text.as_bytes());
        for (offset, _) in text.char_indices().step_by(97) {
            let at = index.position(text.as_bytes(), offset);
            let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
            let head = text[start..offset].trim_start_matches('\u{feff}');
            assert_eq!(
                (at.column, at.column_utf16),
                (head.chars().count() + 1, head.encode_utf16().count() + 1)
            );
        }
    }
}
