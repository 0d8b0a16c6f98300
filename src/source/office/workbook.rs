//! A sheet of an Excel workbook, as CSV: the one that holds copy, or the first that holds anything.

use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};

use super::super::table;
use super::{WORDS, Words, broken};
use crate::text::{Problem, Span};

/// Wider sheets are no tables.
const COLUMNS: u32 = 500;

/// The words of a workbook.
pub fn words(bytes: &[u8]) -> Words {
    let mut book: Xlsx<_> = match Xlsx::new(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(error) => return broken(error),
    };
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        match sheet(&mut book, &name) {
            Ok(text) if text.trim_matches([',', '\n']).is_empty() => {}
            Ok(text) => sheets.push((name, text)),
            Err(why) => return broken(format!("sheet `{name}`: {why}")),
        }
    }
    let holds = |(_, text): &(String, String)| {
        table::leave_out("sheet.csv", text.get(..text.len().min(1 << 16)).unwrap_or(text)).is_none()
    };
    let at = sheets.iter().position(holds).unwrap_or_default();
    if sheets.is_empty() {
        return broken("all cells are empty");
    }
    let (_, text) = sheets.remove(at);
    let more = sheets.iter().filter(|sheet| holds(sheet)).map(|(name, _)| {
        Problem::warning(
            Span::default(),
            format!("the sheet `{name}` has copy too and is not read"),
        )
        .hint("save it as a CSV file of its own")
    });
    Words { problems: more.collect(), text }
}

/// A sheet, row by row. Line breaks in cells are spelt out, so that a row is a line.
fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<String, String> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|error| error.to_string())?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let (mut size, mut width) = (0, 1);
    while let Some(cell) = cells.next_cell().map_err(|error| error.to_string())? {
        let (row, column) = cell.get_position();
        let words = spelt(cell.get_value());
        if words.is_empty() || column >= COLUMNS {
            continue;
        }
        let (row, column) = (row as usize, column as usize);
        size += words.len() + (row + 1).saturating_sub(rows.len());
        if size > WORDS {
            return Err("its words are too many".into());
        }
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        if rows[row].len() <= column {
            rows[row].resize(column + 1, String::new());
        }
        rows[row][column] = words;
        width = width.max(column + 1);
    }
    let mut text = String::new();
    for row in &rows {
        // An empty row is one that a spreadsheet counts.
        let cells: Vec<String> = (0..if row.is_empty() { 2 } else { width })
            .map(|at| quoted(row.get(at).map_or("", String::as_str)))
            .collect();
        text += &cells.join(",");
        text.push('\n');
    }
    Ok(text)
}

fn quoted(words: &str) -> String {
    let words = words.replace("\r\n", "\n").replace(['\n', '\r'], "\\n");
    if words.contains(['"', ',', ';', '\t', '|']) {
        format!("\"{}\"", words.replace('"', "\"\""))
    } else {
        words
    }
}

/// What a cell shows, as far as its value shows.
fn spelt(value: &DataRef) -> String {
    match value {
        DataRef::String(words) | DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => {
            words.clone()
        }
        DataRef::SharedString(words) => words.to_string(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
