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

/// The start of each line; knows `\n`, `\r\n` and a lone `\r`, in UTF-8 and in UTF-16.
#[derive(Debug)]
pub struct LineIndex {
    units: Units,
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

/// What the characters of a file are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Units {
    Bytes,
    /// Two bytes each, the lower or the higher one first.
    LowFirst,
    HighFirst,
}

impl Units {
    /// By the byte order mark of a file.
    fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0xff, 0xfe, 0, 0, ..] => Units::Bytes,
            [0xff, 0xfe, ..] => Units::LowFirst,
            [0xfe, 0xff, ..] => Units::HighFirst,
            _ => Units::Bytes,
        }
    }

    fn width(self) -> usize {
        if self == Units::Bytes { 1 } else { 2 }
    }

    /// True when the unit at `at` is `ascii`.
    fn is(self, bytes: &[u8], at: usize, ascii: u8) -> bool {
        let unit = bytes.get(at..at + self.width()).unwrap_or_default();
        match self {
            Units::Bytes => unit == [ascii],
            Units::LowFirst => unit == [ascii, 0],
            Units::HighFirst => unit == [0, ascii],
        }
    }

    /// True when a character that began before goes on at `at`.
    fn goes_on(self, bytes: &[u8], at: usize) -> bool {
        let high = |at: usize| bytes.get(at).is_some_and(|byte| (0xdc..0xe0).contains(byte));
        match self {
            Units::Bytes => bytes.get(at).is_some_and(|byte| byte & 0xc0 == 0x80),
            Units::LowFirst => at % 2 == 1 || high(at + 1),
            Units::HighFirst => at % 2 == 1 || high(at),
        }
    }

    /// The words in a stretch; what is none is U+FFFD.
    fn words(self, bytes: &[u8]) -> Cow<'_, str> {
        let unit = |two: &[u8]| match self {
            Units::LowFirst => u16::from_le_bytes([two[0], two[1]]),
            _ => u16::from_be_bytes([two[0], two[1]]),
        };
        match self {
            Units::Bytes => String::from_utf8_lossy(bytes),
            _ => {
                let units: Vec<u16> = bytes.chunks_exact(2).map(unit).collect();
                String::from_utf16_lossy(&units).into()
            }
        }
    }
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
        let units = Units::of(bytes);
        let mut starts = vec![0];
        for found in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let at = found - found % units.width();
            let next = at + units.width();
            if units.is(bytes, at, b'\n')
                || units.is(bytes, at, b'\r') && !units.is(bytes, next, b'\n')
            {
                starts.push(next as u32);
            }
        }
        let mut index = LineIndex { units, start, starts, stops: Vec::new() };
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
            while next > stop.offset as usize + 1 && self.units.goes_on(bytes, next) {
                next -= 1;
            }
            let (columns, columns_utf16) =
                self.columns(&bytes[stop.offset as usize..next], stop.offset == 0);
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
            self.columns(&bytes[stop.offset as usize..offset], stop.offset == 0);
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
        let width = self.units.width();
        let ends_line = |end: usize| {
            let at = end - width;
            self.units.is(bytes, at, b'\n') || self.units.is(bytes, at, b'\r')
        };
        while end >= start + width && ends_line(end) {
            end -= width;
        }
        start..end
    }

    /// The words in a stretch of `bytes`; what is none is U+FFFD.
    pub fn words<'b>(&self, bytes: &'b [u8], stretch: std::ops::Range<usize>) -> Cow<'b, str> {
        self.units.words(bytes.get(stretch).unwrap_or_default())
    }

    /// True when a character that began before goes on at the byte `at` of `bytes`.
    pub fn goes_on(&self, bytes: &[u8], at: usize) -> bool {
        self.units.goes_on(bytes, at)
    }

    /// Characters and UTF-16 units of a stretch; a byte order mark at the start of a file is none.
    fn columns(&self, bytes: &[u8], starts_file: bool) -> (usize, usize) {
        if self.units == Units::Bytes && bytes.is_ascii() {
            return (bytes.len(), bytes.len());
        }
        let text = self.units.words(bytes);
        let text = if starts_file { text.trim_start_matches('\u{feff}') } else { &text };
        // A character of four bytes takes two units in UTF-16, any other one.
        let columns = text.chars().count();
        (columns, columns + text.bytes().filter(|byte| *byte >= 0xf0).count())
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
    fn lines_of_utf_16_are_those_of_its_characters() {
        let text = "\u{feff}subject: x\r\n\u{10a}\u{d0a}\u{1f600}ab\r\rlast ".to_string()
            + &"\u{1f600}".repeat(100)
            + "end\n";
        for swap in [false, true] {
            let to_bytes = |unit: u16| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() };
            let bytes: Vec<u8> = text.encode_utf16().flat_map(to_bytes).collect();
            let lines = LineIndex::new(&bytes);
            let place = |word: &str| {
                let units = text[..text.find(word).expect("there")].encode_utf16().count();
                let at = lines.position(&bytes, 2 * units);
                let range = lines.line_range(&bytes, at.line);
                (at.line, at.column, at.column_utf16, lines.words(&bytes, range).into_owned())
            };
            assert_eq!(place("x"), (1, 10, 10, "\u{feff}subject: x".into()));
            assert_eq!(place("ab"), (2, 4, 5, "\u{10a}\u{d0a}\u{1f600}ab".into()));
            let (line, column, units, _) = place("end");
            assert_eq!((line, column, units), (4, 106, 206));
        }
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
