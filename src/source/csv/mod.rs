//! CSV with positions: rows one by one, cells as texts that know their bytes in the file. What the
//! columns mean is the caller's matter.
//!
//! `csv-core` finds where cells end; the words of a cell are only made when asked for.

mod row;
mod shared;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::Before;
use super::separator::declared;
pub use super::separator::separator;
use crate::text::{Problem, Span, Text, TextBuilder, count, folded};
pub use row::Row;
pub use shared::{repeated, shared_names};

/// No header is longer, in bytes.
const MAX_HEADER: usize = 1 << 18;

/// The columns of `Comments.csv` in LinkedIn's export, which writes a quote inside a cell as `\"`.
const COMMENTS: &[&str] = &["date", "link", "message"];

/// A table: its first row, and an iterator over the rows below. Memory does not grow with the file.
///
/// A file without a header is read with `std::iter::once(table.header().clone()).chain(&mut
/// table)`.
#[derive(Debug)]
pub struct Table<'t> {
    file: &'t Text,
    reader: Reader,
    at: usize,
    end: usize,
    number: usize,
    header: Row<'t>,
    names: Vec<String>,
}

impl<'t> Table<'t> {
    /// A table in `file`; its separator is the one that its first row has most of.
    pub fn new(file: &'t Text) -> Self {
        Table::within(file, Span::new(0, file.as_str().len()))
    }

    /// A table in a part of `file`, for exports with lines of prose above their header.
    pub fn within(file: &'t Text, span: Span) -> Self {
        let text = span.slice(file.as_str());
        let at = span.start() + above_rows(text);
        let mut builder = ReaderBuilder::new();
        let reader = builder.delimiter(separator(text.trim_start_matches('\u{feff}'))).build();
        let header =
            Row { file, number: 0, span: Span::new(at, at), cells: Vec::new(), escaped: false };
        let mut table =
            Table { file, reader, at, end: span.end(), number: 0, header, names: Vec::new() };
        if let Some(header) = table.next() {
            table.names =
                (0..header.width()).map(|column| key(header.text(column).as_str())).collect();
            table.header = header;
        }
        if table.names == COMMENTS {
            table.reader = builder.escape(Some(b'\\')).build();
            table.header.escaped = true;
        }
        table
    }

    /// A table of which `file` is a piece, and what came before it.
    pub fn after(before: &'t Before, file: &'t Text) -> Self {
        let (Some(head), rows) = (&before.head, before.records) else { return Table::new(file) };
        let top = Table::new(head);
        let escape = top.header.escaped.then_some(b'\\');
        Table {
            file,
            reader: ReaderBuilder::new().delimiter(separator(head.as_str())).escape(escape).build(),
            at: 0,
            end: file.as_str().len(),
            number: rows,
            ..top
        }
    }

    /// The first row.
    pub fn header(&self) -> &Row<'t> {
        &self.header
    }

    /// The first row's cells in lower case, letters and digits only: `First Name` and `first_name`
    /// are both `firstname`.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The first column that has one of these names, which are written as in [`Table::names`];
    /// earlier names win.
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.names.iter().position(|own| own == name))
    }

    /// What is wrong with a row: its quotes, or its shape. All of one with a warning is read.
    pub fn problem(&self, row: &Row) -> Option<Problem> {
        self.quote_problem(row).or_else(|| self.shape_problem(row))
    }

    /// A quote that stays open, or closes before its cell ends: the row may have others in itself.
    pub fn quote_problem(&self, row: &Row) -> Option<Problem> {
        let at = self.file.to_source(row.span);
        let last = row.cells.last().filter(|cell| cell.end() == self.end);
        if last.is_some_and(|cell| !row.decode(*cell, &mut TextBuilder::default())) {
            let message = format!(
                "row {}: a quote that is never closed swallows the rest of the file",
                row.number
            );
            return Some(
                Problem::error(at, message)
                    .hint("close it; a quote inside a cell is written twice"),
            );
        }
        if row.cells.iter().any(|cell| row.is_torn(*cell)) {
            let message = format!(
                "row {}: words behind a closing quote; the row may contain parts of others",
                row.number
            );
            return Some(Problem::error(at, message).hint(
                "close the quote where its cell ends; a quote inside a cell is written twice",
            ));
        }
        None
    }

    /// Cells too many or too few for the header.
    pub fn shape_problem(&self, row: &Row) -> Option<Problem> {
        let (cells, columns) = (row.width(), self.header.width());
        (cells != columns).then(|| {
            let message = format!(
                "row {}: {}, and the header has {columns}",
                row.number,
                count(cells, "cell")
            );
            let problem = Problem::error(self.file.to_source(row.span), message)
                .hint("put a cell that contains the separator in quotes");
            // Spreadsheets leave out what is empty at the end of a row, or put commas there; cells
            // with words in them that no column is for have moved others.
            let moved = (columns..cells).any(|at| !row.value(at).trim().is_empty());
            if moved { problem } else { problem.mild() }
        })
    }

    /// The next cell as written, and whether it ends its row.
    fn cell(&mut self) -> Option<(Span, bool)> {
        let bytes = self.file.as_str().as_bytes();
        let (start, mut scratch) = (self.at, [0; 256]);
        loop {
            let (result, read, _) = self.reader.read_field(&bytes[self.at..self.end], &mut scratch);
            self.at += read;
            match result {
                // The end of the file is told to the reader by one more call, with nothing in it.
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::End => return None,
                ReadFieldResult::Field { record_end } => {
                    return Some((Span::new(start, self.at - usize::from(read > 0)), record_end));
                }
            }
        }
    }
}

impl<'t> Iterator for Table<'t> {
    type Item = Row<'t>;

    fn next(&mut self) -> Option<Row<'t>> {
        // The reader would count blank lines, and the second half of CR LF, to the next cell.
        let (at, blank) = blank_lines(&self.file.as_str().as_bytes()[..self.end], self.at);
        self.at = at;
        self.number += blank;
        let mut cells = Vec::with_capacity(self.header.width());
        loop {
            let (cell, last) = self.cell()?;
            cells.push(cell);
            if last {
                self.number += 1;
                return Some(Row {
                    file: self.file,
                    number: self.number,
                    span: cells[0].join(cell),
                    cells,
                    escaped: self.header.escaped,
                });
            }
        }
    }
}

/// Bytes above the first row: a byte order mark, and the line in which Excel names the separator.
pub fn above_rows(text: &str) -> usize {
    let rest = text.trim_start_matches('\u{feff}');
    text.len() - rest.len() + declared(rest).map_or(0, |(length, _)| length)
}

/// Where the blank lines from `at` on end, and how many there are. A spreadsheet shows each as a row.
pub fn blank_lines(bytes: &[u8], at: usize) -> (usize, usize) {
    let (mut end, mut blank) = (at, 0);
    while let Some(byte @ (b'\r' | b'\n')) = bytes.get(end) {
        // The second half of CR LF ends no line of its own.
        blank += usize::from(*byte == b'\r' || end == 0 || bytes[end - 1] != b'\r');
        end += 1;
    }
    (end, blank)
}

/// A name as columns are compared: folded, letters and digits only.
fn key(name: &str) -> String {
    let mut key = folded(name);
    key.retain(char::is_alphanumeric);
    key
}

/// The first row of a table as a text of its own.
pub fn first_row(bytes: &[u8]) -> Text {
    let head = &bytes[..bytes.len().min(MAX_HEADER)];
    let text = head.utf8_chunks().next().map(|chunk| chunk.valid()).unwrap_or_default();
    let file = Text::identity(text);
    let row = Table::new(&file).header().span;
    Text::identity(&text[..row.end()])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cells(row: &Row) -> Vec<String> {
        (0..row.width())
            .for_each(|column| assert_eq!(row.value(column), row.text(column).as_str()));
        (0..row.width()).map(|column| row.text(column).as_str().to_string()).collect()
    }

    /// What `csv-core` itself makes of a text.
    fn decoded(text: &str, delimiter: u8) -> Vec<Vec<String>> {
        let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
        let (mut at, mut rows, mut row, mut output) =
            (0, Vec::new(), Vec::new(), vec![0; text.len() + 1]);
        loop {
            let mut length = 0;
            let result = loop {
                let (result, read, wrote) =
                    reader.read_field(&text.as_bytes()[at..], &mut output[length..]);
                at += read;
                length += wrote;
                if result != ReadFieldResult::InputEmpty {
                    break result;
                }
            };
            let ReadFieldResult::Field { record_end } = result else { return rows };
            row.push(String::from_utf8_lossy(&output[..length]).into_owned());
            if record_end {
                rows.push(std::mem::take(&mut row));
            }
        }
    }

    fn written(rows: &[Vec<String>], separator: char, end: &str) -> String {
        let cell = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let row = |row: &Vec<String>| {
            row.iter().map(cell).collect::<Vec<_>>().join(&separator.to_string())
        };
        rows.iter().map(|cells| row(cells) + end).collect()
    }

    #[test]
    fn a_shape_that_does_not_fit_is_said() {
        let file = Text::identity(
            "\u{feff}First Name;e-mail\r\n\r\nAna;a@corvex.example\r\nDana\r\nLee;\"open\r\nto the end",
        );
        let mut table = Table::new(&file);
        assert_eq!(table.names(), ["firstname", "email"]);
        assert_eq!((table.column(&["mail", "email"]), table.column(&["phone"])), (Some(1), None));
        let rows: Vec<_> = table.by_ref().collect();
        assert_eq!(cells(&rows[0]), ["Ana", "a@corvex.example"]);
        let faults: Vec<_> =
            rows.iter().map(|row| table.problem(row).map(|problem| problem.message)).collect();
        assert_eq!(faults[0], None);
        assert_eq!(faults[1].as_deref(), Some("row 4: 1 cell, and the header has 2"));
        assert_eq!(
            faults[2].as_deref(),
            Some("row 5: a quote that is never closed swallows the rest of the file")
        );
    }

    #[test]
    fn quotes_behind_backslashes_are_read_where_an_export_writes_them() {
        let file = Text::identity(
            "Date,Link,Message\n2031-05-04,x,\"He said \\\"no\\\", then yes.\"\n2031-05-05,y,\"Good \\\\\"\n",
        );
        let mut table = Table::new(&file);
        let rows: Vec<_> = table.by_ref().collect();
        assert_eq!(cells(&rows[0])[2], "He said \"no\", then yes.");
        assert_eq!(rows[0].text(2).to_source(Span::new(8, 9)).slice(file.as_str()), "\\\"");
        assert_eq!((rows.len(), table.problem(&rows[1])), (2, None));
    }

    #[test]
    fn a_quote_that_takes_in_the_next_row_is_said() {
        let file =
            Text::identity("a,b\n1,\"Hi Bo,Kuhl\n2,\"Hi Cy\",Mro\n3,\"Hi \"\"Di\"\"\",Mro\n");
        let mut table = Table::new(&file);
        let rows: Vec<_> = table.by_ref().collect();
        let said = |row: &Row| {
            table
                .problem(row)
                .is_some_and(|problem| problem.message.contains("behind a closing quote"))
        };
        assert_eq!(rows.iter().map(said).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn a_declared_separator_is_no_header() {
        for text in [
            "sep=;\r\nname;note\r\nAna;a, b\r\n",
            "\u{feff}\"sep=;\"\nname;note\nAna;a, b\n",
            "name|note\nAna|a, b\n",
        ] {
            let file = Text::identity(text);
            let mut table = Table::new(&file);
            assert_eq!(table.names(), ["name", "note"], "{text}");
            assert_eq!(cells(&table.next().expect("a row")), ["Ana", "a, b"], "{text}");
        }
        let file = Text::identity("sep=name,note\nAna,b\n");
        assert_eq!(Table::new(&file).names(), ["sepname", "note"]);
    }

    #[test]
    fn a_doubled_quote_stands_on_both_its_bytes() {
        let file = Text::identity("say\n\"He said \"\"no\"\".\"\n");
        let row = Table::new(&file).next().expect("a row");
        let text = row.text(0);
        assert_eq!(text.as_str(), "He said \"no\".");
        assert_eq!(text.to_source(Span::new(8, 9)), Span::new(13, 15));
        assert_eq!(text.to_source(Span::new(9, 11)).slice(file.as_str()), "no");
    }

    proptest! {
        #[test]
        fn cells_come_back_and_know_their_bytes(
            rows in proptest::collection::vec(proptest::collection::vec("[a-zé,;|\t\"\r\n 1]{0,12}", 2..4), 1..6),
            separator in prop_oneof![Just(','), Just(';'), Just('\t'), Just('|')],
            end in prop_oneof![Just("\n"), Just("\r\n")],
        ) {
            let file = Text::identity(written(&rows, separator, end));
            let mut table = Table::new(&file);
            let found: Vec<_> = std::iter::once(table.header().clone()).chain(table.by_ref()).collect();
            prop_assert_eq!(found.iter().map(cells).collect::<Vec<_>>(), rows);
            for row in &found {
                prop_assert_eq!(row.width() != table.header().width(), table.problem(row).is_some());
                for text in (0..row.width()).map(|column| row.text(column)) {
                    let mut last = 0;
                    for (at, c) in text.as_str().char_indices() {
                        let source = text.to_source(Span::new(at, at + c.len_utf8()));
                        let expected = if c == '"' { "\"\"".to_string() } else { c.to_string() };
                        prop_assert_eq!(source.slice(file.as_str()), expected);
                        prop_assert!(source.start() >= last);
                        last = source.end();
                    }
                }
            }
        }

        #[test]
        fn any_text_reads_as_the_library_reads_it(text in "[ab,;\t\"\r\n]{0,60}|\\PC{0,60}") {
            let file = Text::identity(text.as_str());
            let mut table = Table::new(&file);
            let found: Vec<_> = Some(table.header().clone()).into_iter().filter(|row| row.number > 0).chain(table.by_ref()).collect();
            let expected = decoded(text.trim_start_matches('\u{feff}'), separator(&text));
            prop_assert_eq!(found.iter().map(cells).collect::<Vec<_>>(), expected);
        }
    }
}
