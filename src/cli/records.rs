//! The records that `sign`, `cluster` and `report` hand on: JSON lines, or tables of Parquet.

use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::Serialize;

use super::{Failure, Output, output, parquet};
use crate::report::inert;

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// JSON lines
    Jsonl,
    /// A table of Parquet, in a germane that was built with it
    Parquet,
}

/// The columns of signed drafts: the keys of `Signed`.
pub const SIGNED: &str = "message signed {
    required binary id (STRING); optional binary account (STRING); optional binary recipient (STRING); optional binary sender (STRING);
    optional binary sequence (STRING); optional int32 step; optional binary sent (STRING); optional binary industry (STRING);
    required group competitors (LIST) { repeated group list { required binary element (STRING); } }
    optional double score;
    required group rules (LIST) { repeated group list { required binary element (STRING); } }
    required int32 words; required int32 signature-version; required binary signature (STRING);
    required group bands (LIST) { repeated group list { required binary element (STRING); } }
    required group names (LIST) { repeated group list { required binary element (STRING); } }
    optional binary text (STRING);
}";

/// The columns of clustered drafts.
pub const CLUSTERED: &str = "message clustered {
    required binary id (STRING); optional binary cluster (STRING); required int32 drafts;
}";

/// Where records go.
pub enum Writer {
    /// A line each.
    Lines,
    /// Rows of a table.
    Table(Box<parquet::Table>),
}

impl Writer {
    /// A writer of records with these columns.
    pub fn new(format: Format, columns: &str) -> Result<Self, Failure> {
        match format {
            Format::Jsonl => Ok(Writer::Lines),
            Format::Parquet if io::stdout().is_terminal() => {
                Err(Failure::new("Parquet is no text: send it to a file (`> signed.parquet`)"))
            }
            Format::Parquet => Ok(Writer::Table(parquet::Table::new(columns)?.into())),
        }
    }

    /// Writes a record.
    pub fn push(&mut self, record: &impl Serialize, out: &mut Output) -> Result<(), Failure> {
        match self {
            Writer::Table(table) => table.push(record, out),
            Writer::Lines => Ok(out.write(&(inert::json(record) + "\n"))?),
        }
    }

    /// Writes what is left to be written.
    pub fn finish(self, out: &mut Output) -> Result<(), Failure> {
        match self {
            Writer::Lines => Ok(()),
            Writer::Table(table) => table.finish(out),
        }
    }
}

/// Bytes of the longest line that is read.
const LONGEST: u64 = 8 << 20;

/// Calls `each` for every record of JSON lines and tables: the path, the number from 1, the record
/// as JSON.
pub fn each(
    paths: &[PathBuf],
    mut each: impl FnMut(&Path, usize, &str) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for path in paths {
        let fail = |error: io::Error| Failure::of_file(path, error);
        let input: Box<dyn Read> = if path.as_os_str() == "-" {
            Box::new(io::stdin().lock())
        } else {
            parquet::open(path).map_err(fail)?
        };
        let mut reader = BufReader::with_capacity(1 << 20, input);
        let mut line = String::new();
        for number in 1.. {
            line.clear();
            if reader.by_ref().take(LONGEST).read_line(&mut line).map_err(fail)? == 0 {
                break;
            }
            if line.len() as u64 == LONGEST {
                return Err(fail(io::Error::other(format!(
                    "line {number} is longer than {} MiB",
                    LONGEST >> 20
                ))));
            }
            if !line.trim().is_empty() {
                each(path, number, &line)?;
            }
        }
    }
    Ok(())
}

/// What is wrong with a record.
pub fn broken(path: &Path, number: usize, why: &dyn std::fmt::Display) -> Failure {
    Failure::new(format_args!(
        "{} line {number}: {}\n  help: records are JSON lines or Parquet: `germane sign PATHS > signed.jsonl` writes them for drafts, lists and exports, `germane cluster signed.jsonl > clusters.jsonl` from these",
        output::name(path),
        crate::text::printable(&why.to_string())
    ))
}
