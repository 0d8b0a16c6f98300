//! Exports as rows of cells, whatever they are written in: CSV and TSV, JSON lines, JSON as
//! interfaces of platforms give it.
//!
//! A long table is read piece by piece, so that memory does not grow with it. A row that cannot be
//! read is said, and the rest is used.

mod columns;
mod json;

pub use columns::{Columns, Shape, whole_number};

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::files;
use crate::source::csv;
use crate::source::piece::{self, Pieces};
use crate::source::{self, Before};
use crate::text::{Text, printable};

/// A row: its number, as a spreadsheet or an editor shows it, and its cells in the order of the
/// table's names.
pub struct ExportRow<'r> {
    /// Its number.
    pub number: usize,
    /// Its cells; what it does not have is empty.
    pub cells: Vec<Cow<'r, str>>,
}

/// What is wrong with a row of an export. Exports are read piece by piece and rows are known by
/// their numbers, so it has no span.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RowProblem {
    /// The file.
    pub path: String,
    /// The row; 0 for the file as a whole.
    pub row: usize,
    /// What is wrong.
    pub message: String,
    /// True when its cells are used all the same.
    #[serde(skip)]
    pub used: bool,
}

impl RowProblem {
    /// A row that is not used; the path is filled in where the file is known.
    pub fn new(row: usize, message: impl Into<String>) -> Self {
        RowProblem { path: String::new(), row, message: message.into(), used: false }
    }
}

/// A table in a file.
pub struct Table {
    /// Names of its columns.
    pub names: Vec<String>,
    /// What is odd about it, that is used all the same: the row (0 for the file as a whole), and what.
    pub warnings: Vec<(usize, String)>,
    path: PathBuf,
    held: TableBytes,
}

enum TableBytes {
    Csv(String),
    Json(String),
    /// Too long to be kept in memory: read anew each time.
    Pieces,
}

/// The first rows, this many, show which columns a JSON file has, and what kind of table it is.
pub const FEW: usize = 1_000;

impl Table {
    /// Opens a table; `Ok(None)` for a file that is none by its name and its beginning. `most` is
    /// the size in bytes up to which a file is read that cannot be cut.
    pub fn open(path: &Path, most: u64) -> Result<Option<Table>, String> {
        let name = path.to_string_lossy().to_lowercase();
        let is = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        if !is(&[".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".txt"]) {
            return Ok(None);
        }
        let error = |error: std::io::Error| error.to_string();
        let pieces = Pieces::new(
            &name,
            None,
            files::open(path).map_err(error)?.0,
            piece::SIZE,
            piece::RECORD,
        )
        .map_err(error)?;
        let (held, undecoded) = match pieces {
            Some(pieces) => {
                let pieces = pieces.filter_map(Result::ok).map(|piece| piece.bytes);
                (TableBytes::Pieces, source::undecoded(pieces))
            }
            None => {
                let bytes = files::read(path, most).map_err(error)?;
                if let Some(what) = source::office(&bytes) {
                    return Err(format!("this is {what}; save the table as CSV"));
                }
                let (text, told) = source::list_text(&bytes);
                let text = text.into_owned();
                let held = if json::is_json(&text) {
                    json::fault(&text).map_or(Ok(()), Err)?;
                    TableBytes::Json(text)
                } else {
                    TableBytes::Csv(text)
                };
                (held, told)
            }
        };
        let path = path.to_path_buf();
        let mut table = Table { names: Vec::new(), warnings: Vec::new(), path, held };
        table.names = table.read_names();
        let undecoded = undecoded.map(|problem| (0, problem.message));
        let shared = table.shared_names().into_iter().map(|message| (1, message));
        table.warnings = undecoded.into_iter().chain(shared).collect();
        Ok(Some(table))
    }

    /// What is said of each name that several of its columns have.
    fn shared_names(&self) -> Vec<String> {
        let first = match &self.held {
            TableBytes::Csv(text) => csv::first_row(text.as_bytes()),
            TableBytes::Json(_) => return Vec::new(),
            TableBytes::Pieces => match self.pieces().next() {
                Some(Ok(piece)) if !json::is_json(&String::from_utf8_lossy(&piece.bytes)) => {
                    csv::first_row(&piece.bytes)
                }
                _ => return Vec::new(),
            },
        };
        let said = csv::shared_names(csv::Table::new(&first).header(), |_| true).into_iter();
        said.map(|problem| problem.message).collect()
    }

    fn read_names(&self) -> Vec<String> {
        match &self.held {
            TableBytes::Csv(text) => header(&csv::first_row(text.as_bytes())),
            TableBytes::Json(text) => json::names(text, FEW),
            TableBytes::Pieces => match self.pieces().next() {
                Some(Ok(piece)) if json::is_json(&String::from_utf8_lossy(&piece.bytes)) => {
                    json::names(&String::from_utf8_lossy(&piece.bytes), FEW)
                }
                Some(Ok(piece)) => header(&csv::first_row(&piece.bytes)),
                _ => Vec::new(),
            },
        }
    }

    /// Calls `each` for every row, in order, until it says stop by giving false.
    pub fn each(&self, each: &mut dyn FnMut(Result<ExportRow, RowProblem>) -> bool) {
        match &self.held {
            TableBytes::Csv(text) => {
                rows(&Text::identity(text.as_str()), &Before::default(), each);
            }
            TableBytes::Json(text) => {
                json::each(text, 0, &self.names, each);
            }
            TableBytes::Pieces => {
                for piece in self.pieces() {
                    let more = match piece {
                        Ok(piece) => {
                            let text = String::from_utf8_lossy(&piece.bytes).into_owned();
                            match piece.before.head.is_none() && json::is_json(&text) {
                                true => {
                                    json::each(&text, piece.before.start.lines, &self.names, each)
                                }
                                false => rows(&Text::identity(text), &piece.before, each),
                            }
                        }
                        Err(message) => each(Err(RowProblem::new(0, message))),
                    };
                    if !more {
                        return;
                    }
                }
            }
        }
    }

    fn pieces(&self) -> impl Iterator<Item = Result<piece::Piece, String>> + use<> {
        let open = |path: &Path| -> std::io::Result<_> {
            Pieces::new(
                &path.to_string_lossy().to_lowercase(),
                None,
                files::open(path)?.0,
                piece::SIZE,
                piece::RECORD,
            )
        };
        open(&self.path).ok().flatten().into_iter().flatten()
    }
}

fn header(file: &Text) -> Vec<String> {
    let table = csv::Table::new(file);
    (0..table.header().width())
        .map(|column| table.header().value(column).trim().to_string())
        .collect()
}

/// The rows of a CSV, or of a piece of one. A piece begins with rows, the first with the header.
fn rows(
    file: &Text,
    before: &Before,
    each: &mut dyn FnMut(Result<ExportRow, RowProblem>) -> bool,
) -> bool {
    let mut table = csv::Table::after(before, file);
    let width = table.header().width();
    while let Some(row) = table.next() {
        if row.is_blank() {
            continue;
        }
        // Cells too few are empty ones; cells too many, or a quote that is not closed, stand under
        // the wrong names.
        let torn = table.quote_problem(&row);
        let used = row.width() < width && torn.is_none();
        if let Some(problem) = torn.or_else(|| table.shape_problem(&row)) {
            let message = problem
                .message
                .split_once(": ")
                .map_or(problem.message.as_str(), |(_, rest)| rest)
                .to_string();
            if !each(Err(RowProblem { used, ..RowProblem::new(row.number, message) })) {
                return false;
            }
            if !used {
                continue;
            }
        }
        if !each(Ok(ExportRow {
            number: row.number,
            cells: (0..width).map(|column| row.value(column)).collect(),
        })) {
            return false;
        }
    }
    true
}

/// A name of a column as messages show it.
pub fn shown(name: &str) -> String {
    format!("`{}`", printable(name))
}
