//! A sheet of an Excel workbook, as CSV: the one that holds copy, or the first that holds anything.
//!
//! Of every sheet only the head is read, and one of them as a whole: what a workbook takes does not
//! grow with the number of its sheets.

use std::borrow::Cow;
use std::io::{BufReader, Cursor, Read};

use calamine::{DataRef, Reader as _, SheetType, Xlsx};
use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::super::table;
use super::{Archive, UNPACKED, WORDS, Words, broken};
use crate::order::InOrder;
use crate::text::{Problem, Span, head};

/// Wider sheets are no tables.
const COLUMNS: u32 = 500;
/// Excel has no more rows.
const ROWS: u32 = 1 << 20;
/// Bytes of a sheet by which it is seen whether it holds copy.
const HEAD: usize = 1 << 16;
/// Cells of a sheet, empty ones too, by which it is seen whether it holds copy.
const HEAD_CELLS: usize = 1 << 18;
/// Digits of the number of strings that a workbook says to have; memory is taken for as many.
const DIGITS: usize = 7;
/// Bytes that formats of cells may take: each has a copy of its font and its number format.
const FORMATS: usize = 64 << 20;

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// The words of a workbook whose largest part has so many bytes.
pub fn words(bytes: &[u8], archive: &mut Archive, largest: usize) -> Words {
    if says_too_many_strings(archive) {
        return broken("it says to have more strings than a workbook can have");
    }
    if has_too_large_formats(archive) {
        return broken("the formats of its cells would take too much memory");
    }
    let mut book: Book = match Xlsx::new(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(error) => return broken(error),
    };
    // Sheets may share one part, which is then read for each.
    let most = (UNPACKED / largest.max(1)).max(1);
    // A chart may stand on a sheet of its own.
    let tables = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = tables.map(|sheet| sheet.name.clone()).collect();
    let (mut first, mut copy, mut problems) = (None, None, Vec::new());
    for name in names.iter().take(most) {
        let begins = match sheet(&mut book, name, HEAD) {
            Ok(sheet) => sheet.text(HEAD).0,
            Err(why) => return broken(format!("sheet `{name}`: {why}")),
        };
        if begins.is_empty() {
            continue;
        }
        first = first.or(Some(name));
        if table::leave_out("sheet.csv", head(&begins, HEAD)).is_some() {
            continue;
        }
        if copy.is_none() {
            copy = Some(name);
            continue;
        }
        let message = format!("the sheet `{name}` has copy too and is not read");
        problems.push(
            Problem::error(Span::default(), message).hint("save it as a CSV file of its own"),
        );
    }
    if names.len() > most {
        problems.push(Problem::error(
            Span::default(),
            format!("more than {most} sheets of this size; the others are not looked at"),
        ));
    }
    let Some(name) = copy.or(first) else { return broken("all cells are empty") };
    match sheet(&mut book, name, WORDS).map(|sheet| sheet.text(WORDS)) {
        Ok((text, true)) => Words { text, problems },
        Ok(_) => broken(format!("sheet `{name}`: its words and cells are too many")),
        Err(why) => broken(format!("sheet `{name}`: {why}")),
    }
}

/// True when memory would be taken for strings that are not there.
fn says_too_many_strings(archive: &mut Archive) -> bool {
    any_part(archive, "sharedstrings.xml", |reader| strings(reader) > DIGITS)
}

/// True when the formats of cells are many and long.
fn has_too_large_formats(archive: &mut Archive) -> bool {
    any_part(archive, "styles.xml", |reader| {
        let (formats, longest) = formats(reader);
        formats.saturating_mul(longest) > FORMATS
    })
}

/// True when one of the parts with such a name is so.
fn any_part(archive: &mut Archive, name: &str, so: impl Fn(Part) -> bool) -> bool {
    (0..archive.len()).any(|at| {
        let Ok(part) = archive.by_index(at) else { return false };
        let named = part.name().is_ok_and(|own| own.to_ascii_lowercase().ends_with(name));
        if !named {
            return false;
        }
        let mut reader = Reader::from_reader(BufReader::new(Box::new(part) as Box<dyn Read + '_>));
        reader.config_mut().check_end_names = false;
        so(reader)
    })
}

type Part<'p> = Reader<BufReader<Box<dyn Read + 'p>>>;

/// How many formats of cells there are, and the bytes of the longest tag or text of the part.
fn formats(mut reader: Part) -> (usize, usize) {
    let (mut buffer, mut formats, mut longest) = (Vec::new(), 0, 0);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) | Err(_) => return (formats, longest),
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "xf" => {
                formats += 1;
            }
            Ok(_) => {}
        }
        longest = longest.max(buffer.len());
    }
}

/// How many digits the number of strings has.
fn strings(mut reader: Part) -> usize {
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "sst" => {
                let count = tag.try_get_attribute("uniqueCount").ok().flatten();
                return count.map_or(0, |count| count.value.len());
            }
            Ok(Event::Eof) | Err(_) => return 0,
            Ok(_) => {}
        }
    }
}

/// The cells of a sheet that hold anything, as they are met.
#[derive(Default)]
struct Sheet {
    words: String,
    cells: Vec<Cell>,
    /// There is more in it than was asked for.
    cut: bool,
}

/// Where a cell is, and where its words are.
struct Cell {
    row: u32,
    column: u32,
    start: u32,
    end: u32,
}

/// What a sheet holds, up to so many bytes.
fn sheet(book: &mut Book, name: &str, most: usize) -> Result<Sheet, String> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|error| error.to_string())?;
    let (mut sheet, mut met) = (Sheet::default(), 0);
    while let Some(cell) = reader.next_cell().map_err(|error| error.to_string())? {
        met += 1;
        if most == HEAD && met > HEAD_CELLS {
            sheet.cut = true;
            break;
        }
        let (row, column) = cell.get_position();
        let words = spelt(cell.get_value());
        if words.is_empty() || column >= COLUMNS {
            continue;
        }
        if row >= ROWS {
            return Err(format!(
                "a cell in row {}: a sheet has {ROWS} rows at most",
                u64::from(row) + 1
            ));
        }
        let start = sheet.words.len();
        let taken = head(&words, most.saturating_sub(start + sheet.cells.len()));
        sheet.words.push_str(taken);
        let end = sheet.words.len();
        sheet.cells.push(Cell { row, column, start: start as u32, end: end as u32 });
        if taken.len() < words.len() {
            sheet.cut = true;
            break;
        }
    }
    sheet.cells.order_by_key(|cell| (cell.row, cell.column));
    Ok(sheet)
}

impl Sheet {
    /// Row by row, as wide as the widest, up to so many bytes with all that stands between the
    /// words; and whether that is everything. Line breaks in cells are spelt out, so that a row is
    /// a line. Of two cells in one place the last counts.
    fn text(&self, most: usize) -> (String, bool) {
        let width = self.cells.iter().map(|cell| cell.column + 1).max().unwrap_or(1);
        let (mut text, mut line) = (String::new(), 0);
        for row in self.cells.chunk_by(|a, b| a.row == b.row) {
            // An empty row is one that a spreadsheet counts.
            let empty = (row[0].row - line) as usize;
            text.push_str(&",\n".repeat(empty.min(most)));
            line = row[0].row + 1;
            let mut column = 0;
            for cells in row.chunk_by(|a, b| a.column == b.column) {
                let Some(cell) = cells.last() else { continue };
                (column..cell.column).for_each(|_| text.push(','));
                column = cell.column;
                text.push_str(&quoted(&self.words[cell.start as usize..cell.end as usize]));
            }
            (column + 1..width).for_each(|_| text.push(','));
            text.push('\n');
            if text.len() > most {
                return (text, false);
            }
        }
        (text, !self.cut)
    }
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
fn spelt<'c>(value: &'c DataRef) -> Cow<'c, str> {
    let words = match value {
        DataRef::String(words) | DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => {
            return words.into();
        }
        DataRef::SharedString(words) => return (*words).into(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    };
    words.into()
}
