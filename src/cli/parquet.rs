//! Parquet for engines that keep their tables in it: read as JSON lines, written with the columns
//! of such lines.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::SerializedFileReader;
use parquet::file::writer::SerializedFileWriter;
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use parquet::schema::parser::parse_message_type;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Failure, Output};
use crate::files;

/// What Parquet files begin with.
const MAGIC: &[u8] = b"PAR1";
/// Rows that are written together: some 16 MB of signed drafts.
const ROWS: usize = 16_384;

/// Opens a file: one of Parquet is read as JSON lines, all others as they are.
pub fn open(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    let (mut file, _) = files::open(path)?;
    let mut head = Vec::new();
    file.by_ref().take(MAGIC.len() as u64).read_to_end(&mut head)?;
    file.rewind()?;
    if head == MAGIC { Ok(Box::new(JsonLines::new(file)?)) } else { Ok(Box::new(file)) }
}

/// The rows of a file as JSON lines. Cells without a value are left out.
struct JsonLines {
    rows: RowIter<'static>,
    line: Vec<u8>,
    at: usize,
}

impl JsonLines {
    fn new(file: File) -> io::Result<Self> {
        let rows = guarded(|| SerializedFileReader::new(file).map(IntoIterator::into_iter))?;
        Ok(JsonLines { rows, line: Vec::new(), at: 0 })
    }
}

impl Read for JsonLines {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.line.len() {
            let Some(row) = guarded(|| self.rows.next().transpose())? else { return Ok(0) };
            self.line.clear();
            self.at = 0;
            serde_json::to_writer(&mut self.line, &object(&row))?;
            self.line.push(b'\n');
        }
        let read = (&self.line[self.at..]).read(into)?;
        self.at += read;
        Ok(read)
    }
}

fn object(row: &Row) -> Map<String, Value> {
    let said = row.get_column_iter().filter(|(_, field)| !matches!(field, Field::Null));
    said.map(|(name, field)| (name.clone(), field.to_json_value())).collect()
}

/// What the crate says of a broken file, or of a type that it cannot show, is an error like any
/// other, even where it panics.
fn guarded<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> io::Result<T> {
    let done = catch_unwind(AssertUnwindSafe(read));
    let why = match done {
        Ok(Ok(value)) => return Ok(value),
        Ok(Err(why)) => why.to_string(),
        Err(_) => "a column has a type that is not read, or the file is broken".into(),
    };
    Err(io::Error::new(io::ErrorKind::InvalidData, format!("Parquet: {why}")))
}

/// A table that is written to standard output, some thousand rows at a time.
pub struct Table {
    writer: SerializedFileWriter<Vec<u8>>,
    rows: Vec<Value>,
}

impl Table {
    /// A table with the columns that `schema` says, in Parquet's own notation: texts, whole
    /// numbers, numbers, and lists of texts.
    pub fn new(schema: &str) -> Result<Self, Failure> {
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let schema = parse_message_type(schema).map_err(failed)?;
        let writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))
            .map_err(failed)?;
        Ok(Table { writer, rows: Vec::new() })
    }

    /// Adds a row: what serde makes of it, by the names of the columns.
    pub fn push(&mut self, row: &impl Serialize, out: &mut Output) -> Result<(), Failure> {
        self.rows.push(serde_json::to_value(row).map_err(failed)?);
        if self.rows.len() < ROWS { Ok(()) } else { self.flush(out) }
    }

    /// Writes what is left, and the end of the file.
    pub fn finish(mut self, out: &mut Output) -> Result<(), Failure> {
        self.flush(out)?;
        let end = self.writer.into_inner().map_err(failed)?;
        Ok(out.write_bytes(&end)?)
    }

    fn flush(&mut self, out: &mut Output) -> Result<(), Failure> {
        self.write_rows().map_err(failed)?;
        self.rows.clear();
        // The writer counts by itself how far it is: what it has written may be taken away.
        self.writer.flush()?;
        Ok(out.write_bytes(&std::mem::take(self.writer.inner_mut()))?)
    }

    fn write_rows(&mut self) -> Result<(), ParquetError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let columns = self.writer.schema_descr().columns().to_vec();
        let mut group = self.writer.next_row_group()?;
        for about in columns {
            let Some(mut column) = group.next_column()? else { break };
            let cells = Cells::of(&self.rows, &about.path().parts()[0], about.max_rep_level() > 0);
            let present = (about.max_def_level() > 0).then_some(cells.present.as_slice());
            let again = (about.max_rep_level() > 0).then_some(cells.again.as_slice());
            match column.untyped() {
                ColumnWriter::Int32ColumnWriter(writer) => {
                    let values: Vec<i32> = cells
                        .values
                        .iter()
                        .map(|value| value.as_i64().unwrap_or_default() as i32)
                        .collect();
                    writer.write_batch(&values, present, again)?;
                }
                ColumnWriter::DoubleColumnWriter(writer) => {
                    let values: Vec<f64> = cells
                        .values
                        .iter()
                        .map(|value| value.as_f64().unwrap_or_default())
                        .collect();
                    writer.write_batch(&values, present, again)?;
                }
                ColumnWriter::ByteArrayColumnWriter(writer) => {
                    let values: Vec<ByteArray> = cells
                        .values
                        .iter()
                        .map(|value| value.as_str().unwrap_or_default().into())
                        .collect();
                    writer.write_batch(&values, present, again)?;
                }
                _ => {
                    return Err(ParquetError::NYI(
                        "a column that is no text, whole number or number".into(),
                    ));
                }
            }
            column.close()?;
        }
        group.close()?;
        Ok(())
    }
}

/// The cells of one column: those with a value; for each place whether it has one; for each whether
/// it goes on with the list of the row.
#[derive(Default)]
struct Cells<'r> {
    values: Vec<&'r Value>,
    present: Vec<i16>,
    again: Vec<i16>,
}

impl<'r> Cells<'r> {
    fn of(rows: &'r [Value], name: &str, lists: bool) -> Self {
        let mut cells = Cells::default();
        for row in rows {
            let cell = row.get(name).filter(|cell| !cell.is_null());
            let values = match cell {
                Some(Value::Array(items)) if lists => items.as_slice(),
                Some(one) => std::slice::from_ref(one),
                None => &[],
            };
            if values.is_empty() {
                cells.present.push(0);
                cells.again.push(0);
            }
            for (at, value) in values.iter().enumerate() {
                cells.values.push(value);
                cells.present.push(1);
                cells.again.push(i16::from(at > 0));
            }
        }
        cells
    }
}

fn failed(why: impl std::fmt::Display) -> Failure {
    Failure::new(format_args!("Parquet: {why}"))
}
