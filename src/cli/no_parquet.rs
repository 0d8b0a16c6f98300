//! What stands in for `parquet.rs` where it is not built in: files of Parquet are refused by name
//! of the feature.

use std::io::{self, Read, Seek};
use std::path::Path;

use serde::Serialize;

use super::{Failure, Output};
use crate::files;

const WITHOUT: &str =
    "this germane was built without Parquet; one that has it is built with `--features parquet`";

/// Opens a file; one of Parquet is refused.
pub fn open(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    let (mut file, _) = files::open(path)?;
    let mut head = Vec::new();
    file.by_ref().take(4).read_to_end(&mut head)?;
    file.rewind()?;
    if head == b"PAR1" {
        Err(io::Error::new(io::ErrorKind::Unsupported, WITHOUT))
    } else {
        Ok(Box::new(file))
    }
}

/// A table that is never written.
#[derive(Debug)]
pub enum Table {}

impl Table {
    /// Refuses.
    pub fn new(_: &str) -> Result<Self, Failure> {
        Err(Failure::new(WITHOUT))
    }

    /// Never called.
    pub fn push(&mut self, _: &impl Serialize, _: &mut Output) -> Result<(), Failure> {
        match *self {}
    }

    /// Never called.
    pub fn finish(self, _: &mut Output) -> Result<(), Failure> {
        match self {}
    }
}
