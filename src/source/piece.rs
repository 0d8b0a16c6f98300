//! Long lists piece by piece: JSON lines, tables and mailboxes are cut between two records, so that
//! memory does not grow with the file. A piece is read like a file; [`Before`] has what came before
//! it.

use std::io::{self, Read};
use std::sync::Arc;

use csv_core::{ReadRecordResult, ReaderBuilder};

use super::formats::{self, RecordBoundary};
use super::{Before, Format, Source, csv, mbox};
use crate::text::LineIndex;

/// Bytes of a piece: enough to keep a thread busy, little enough to keep many.
pub const SIZE: usize = 1 << 19;

/// Bytes that a record may take when nobody says otherwise.
pub const RECORD: usize = 8 << 20;

/// Some whole records of a list.
#[derive(Debug)]
pub struct Piece {
    /// The records.
    pub bytes: Vec<u8>,
    /// What came before them.
    pub before: Before,
}

/// A list, cut.
#[derive(Debug)]
pub struct Pieces<R> {
    input: R,
    cut: RecordBoundary,
    /// Bytes of a piece.
    size: usize,
    /// Bytes that a record may take.
    most: usize,
    rest: Vec<u8>,
    before: Before,
    ended: bool,
}

/// True for the formats of which the drafts are independent of each other.
pub fn is_list(format: Format) -> bool {
    formats::of(format).cut.is_some()
}

/// True for names, or formats that the caller names, of what may be such a list.
pub fn is_named_list(name: &str, format: Option<Format>) -> bool {
    cut(name, format, b"").is_some()
}

/// Where a file that starts with `head` may be cut, by its name or as the caller says.
fn cut(name: &str, format: Option<Format>, head: &[u8]) -> Option<RecordBoundary> {
    // A packed table has no lines. In UTF-16 a line end is no single byte: such a file is read
    // whole.
    let lines = !head.starts_with(b"PK\x03\x04")
        && !head.starts_with(&[0xff, 0xfe])
        && !head.starts_with(&[0xfe, 0xff]);
    let source = Source { format, ..Source::new(name, head) };
    formats::detect(&source).cut.filter(|_| lines)
}

impl<R: Read> Pieces<R> {
    /// Cuts a list into pieces of about `size` bytes; `None` for a file that is no list, or that
    /// one piece holds. No record may be longer than `most` bytes.
    pub fn new(
        name: &str,
        format: Option<Format>,
        mut input: R,
        size: usize,
        most: usize,
    ) -> io::Result<Option<Self>> {
        let mut rest = Vec::new();
        input.by_ref().take(size as u64).read_to_end(&mut rest)?;
        let cut = cut(name, format, &rest).filter(|_| rest.len() == size);
        Ok(cut.map(|cut| Pieces {
            input,
            cut,
            size,
            most: most.max(size),
            rest,
            before: Before::default(),
            ended: false,
        }))
    }

    /// The next piece.
    fn piece(&mut self) -> Result<Piece, String> {
        let mut bytes = std::mem::take(&mut self.rest);
        let mut size = self.size;
        let (end, records) = loop {
            let missing = size.saturating_sub(bytes.len()) as u64;
            let read = self
                .input
                .by_ref()
                .take(missing)
                .read_to_end(&mut bytes)
                .map_err(|error| error.to_string())?;
            self.ended = (read as u64) < missing;
            match self.end(&bytes) {
                _ if self.ended => break (bytes.len(), 0),
                (0, _) if size >= self.most => {
                    self.ended = true;
                    return Err(self.too_long());
                }
                (0, _) => size *= 2,
                found => break found,
            }
        };
        self.rest = bytes.split_off(end);
        let before = self.before.clone();
        if before.is_nothing() && matches!(self.cut, RecordBoundary::Row) {
            self.before.head = Some(Arc::new(csv::first_row(&bytes)));
        }
        self.before.start.offset += bytes.len();
        self.before.start.lines += LineIndex::new(&bytes).lines() - 1;
        self.before.records += records;
        Ok(Piece { bytes, before })
    }

    /// Where the last whole record ends, and how many there are.
    fn end(&self, bytes: &[u8]) -> (usize, usize) {
        match self.cut {
            RecordBoundary::Line => (memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1), 0),
            RecordBoundary::Row => {
                // What stands above the rows is in the first row's text, and in the first piece.
                match &self.before.head {
                    Some(head) => rows(bytes, 0, csv::separator(head.as_str())),
                    None => {
                        let head = csv::first_row(bytes);
                        rows(bytes, csv::above_rows(head.as_str()), csv::separator(head.as_str()))
                    }
                }
            }
            RecordBoundary::Mail => mbox::last(bytes),
        }
    }

    fn too_long(&self) -> String {
        let (line, most) = (self.before.start.lines + 1, self.most >> 20);
        match self.cut {
            RecordBoundary::Mail => {
                format!("the mail at line {line} is longer than {most} MiB; the rest is not read")
            }
            RecordBoundary::Line => {
                format!("line {line} is longer than {most} MiB; the rest is not read")
            }
            RecordBoundary::Row => format!(
                "the row at line {line} or one soon after is longer than {most} MiB (a quote that is never closed?); the rest is not read"
            ),
        }
    }
}

impl<R: Read> Iterator for Pieces<R> {
    type Item = Result<Piece, String>;

    fn next(&mut self) -> Option<Self::Item> {
        (!self.ended)
            .then(|| self.piece())
            .filter(|piece| !piece.as_ref().is_ok_and(|piece| piece.bytes.is_empty()))
    }
}

/// Where the last whole row of a table from `at` on ends, and how many there are, blank ones too.
fn rows(bytes: &[u8], mut at: usize, separator: u8) -> (usize, usize) {
    let mut reader = ReaderBuilder::new().delimiter(separator).build();
    let (mut end, mut count) = (0, 0);
    let (mut scratch, mut ends) = ([0; 4096], [0; 512]);
    let (mut blank, mut starts) = (0, true);
    loop {
        if starts {
            let found = csv::blank_lines(bytes, at);
            (at, blank, starts) = (found.0, blank + found.1, false);
        }
        let (result, read, ..) = reader.read_record(&bytes[at..], &mut scratch, &mut ends);
        at += read;
        match result {
            ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {}
            // Half of a line end may still be to come.
            ReadRecordResult::Record if at == bytes.len() && bytes[at - 1] == b'\r' => break,
            ReadRecordResult::Record => {
                (end, count, starts) = (at, count + 1 + blank, true);
                blank = 0;
            }
            ReadRecordResult::InputEmpty | ReadRecordResult::End => break,
        }
    }
    // The reader leaves the second half of CR LF to the next row.
    (end + usize::from(end > 0 && bytes[end - 1] == b'\r' && bytes.get(end) == Some(&b'\n')), count)
}
