//! Byte offsets to lines and columns, from one table per file. Used by reports and error messages only.

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
}

/// The start of each line; knows `\n`, `\r\n` and a lone `\r`.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `bytes`, the file as it is on disk.
    pub fn new(bytes: &[u8]) -> Self {
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at as u32 + 1);
            }
        }
        LineIndex { starts }
    }

    /// Where `offset` is. Bytes that are not UTF-8 count as one column each.
    pub fn position(&self, bytes: &[u8], offset: usize) -> Position {
        let offset = offset.min(bytes.len());
        let line = self.starts.partition_point(|start| *start as usize <= offset) - 1;
        let head = String::from_utf8_lossy(&bytes[self.starts[line] as usize..offset]);
        let head = if line == 0 { head.trim_start_matches('\u{feff}') } else { &head };
        Position { offset, line: line + 1, column: head.chars().count() + 1, column_utf16: head.encode_utf16().count() + 1 }
    }

    /// The bytes of a line (from 1) without its line end.
    pub fn line_range(&self, bytes: &[u8], line: usize) -> std::ops::Range<usize> {
        let start = self.starts.get(line.saturating_sub(1)).map_or(bytes.len(), |start| *start as usize);
        let end = self.starts.get(line).map_or(bytes.len(), |start| *start as usize);
        let mut end = end.max(start);
        while end > start && matches!(bytes[end - 1], b'\n' | b'\r') {
            end -= 1;
        }
        start..end
    }
}
