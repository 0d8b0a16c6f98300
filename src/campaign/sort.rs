//! Sorting more records than fit into memory: sorted runs in temporary files, merged as they are
//! read.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use crate::text::step;

/// Bytes of records that are held before they are written to a run.
const HELD: usize = 48 << 20;
/// Bytes read ahead of a run.
const AHEAD: usize = 256 << 10;

/// Records of `N` bytes, to be sorted byte by byte: numbers are written big-endian.
#[derive(Debug)]
pub struct Sorter<const N: usize> {
    held: Vec<[u8; N]>,
    most: usize,
    runs: Vec<File>,
}

impl<const N: usize> Sorter<N> {
    /// None yet.
    pub fn new() -> Self {
        Sorter::holding(HELD / N)
    }

    /// None yet; so many records are held at most.
    pub fn holding(most: usize) -> Self {
        Sorter { held: Vec::new(), most: most.max(1), runs: Vec::new() }
    }

    /// Adds a record.
    pub fn push(&mut self, record: [u8; N]) -> io::Result<()> {
        step(1);
        self.held.push(record);
        if self.held.len() >= self.most { self.spill() } else { Ok(()) }
    }

    fn spill(&mut self) -> io::Result<()> {
        self.held.sort_unstable();
        let mut run = BufWriter::new(tempfile::tempfile()?);
        for record in &self.held {
            run.write_all(record)?;
        }
        let mut run = run.into_inner().map_err(io::IntoInnerError::into_error)?;
        run.rewind()?;
        self.runs.push(run);
        self.held.clear();
        Ok(())
    }

    /// Calls `each` for every record, in order.
    pub fn each(mut self, mut each: impl FnMut(&[u8; N]) -> io::Result<()>) -> io::Result<()> {
        self.held.sort_unstable();
        if self.runs.is_empty() {
            return self.held.iter().try_for_each(each);
        }
        self.spill()?;
        self.held = Vec::new();
        let mut runs: Vec<BufReader<File>> =
            self.runs.into_iter().map(|run| BufReader::with_capacity(AHEAD, run)).collect();
        let mut heads = BinaryHeap::new();
        for (at, run) in runs.iter_mut().enumerate() {
            heads.extend(next(run)?.map(|record| Reverse((record, at))));
        }
        while let Some(Reverse((record, at))) = heads.pop() {
            each(&record)?;
            heads.extend(next(&mut runs[at])?.map(|record| Reverse((record, at))));
        }
        Ok(())
    }
}

/// The next record of a run.
fn next<const N: usize>(run: &mut BufReader<File>) -> io::Result<Option<[u8; N]>> {
    let mut record = [0; N];
    match run.read_exact(&mut record) {
        Ok(()) => Ok(Some(record)),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_merged_in_order() {
        for most in [1, 7, 1000] {
            let mut sorter = Sorter::<4>::holding(most);
            let numbers: Vec<u32> = (0..100).map(|at| at * 7919 % 101).collect();
            numbers
                .iter()
                .try_for_each(|number| sorter.push(number.to_be_bytes()))
                .expect("written");
            let mut seen = Vec::new();
            sorter
                .each(|record| {
                    seen.push(u32::from_be_bytes(*record));
                    Ok(())
                })
                .expect("read");
            let mut sorted = numbers;
            sorted.sort_unstable();
            assert_eq!(seen, sorted, "{most}");
        }
    }
}
