//! `germane cluster SIGNED...`: from signed drafts to clusters, with memory that hardly grows.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::{Deserialize, Serialize};

use super::{Failure, Output, output};
use crate::campaign::{Clusterer, Signature, record};
use crate::files;

/// Arguments of `cluster`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  germane sign sent/ > signed.jsonl\n  germane cluster signed.jsonl > clusters.jsonl\n  germane report signed.jsonl --clustered clusters.jsonl"
)]
pub struct Args {
    /// Output of `germane sign`; - for standard input
    #[arg(required = true, value_name = "SIGNED.jsonl")]
    signed: Vec<PathBuf>,
    /// Write a line for drafts without near-duplicates too
    #[arg(long)]
    all: bool,
}

/// What is read of a line.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Line {
    id: String,
    words: u32,
    signature_version: u32,
    signature: String,
    bands: Vec<String>,
}

/// What is written for a draft.
#[derive(Debug, Serialize, Deserialize)]
pub struct Placed {
    /// The draft.
    pub id: String,
    /// The name of its cluster.
    pub cluster: Option<String>,
    /// Drafts in the cluster; engines need not say it.
    #[serde(default)]
    pub drafts: u32,
}

/// Calls `each` for every line of JSON lines that is not blank: the path, the number from 1, the text.
pub fn each_line(paths: &[PathBuf], mut each: impl FnMut(&Path, usize, &str) -> Result<(), Failure>) -> Result<(), Failure> {
    for path in paths {
        let fail = |error: io::Error| Failure::Message(format!("error: {}: {error}\n", output::name(path)));
        let input: Box<dyn Read> =
            if path.as_os_str() == "-" { Box::new(io::stdin().lock()) } else { Box::new(files::open(path).map_err(fail)?.0) };
        let mut reader = BufReader::with_capacity(1 << 20, input);
        let mut line = String::new();
        for number in 1.. {
            line.clear();
            if reader.by_ref().take(LONGEST).read_line(&mut line).map_err(fail)? == 0 {
                break;
            }
            if line.len() as u64 == LONGEST {
                return Err(fail(io::Error::other(format!("line {number} is longer than {} MiB", LONGEST >> 20))));
            }
            if !line.trim().is_empty() {
                each(path, number, &line)?;
            }
        }
    }
    Ok(())
}

/// Bytes of the longest line that is read.
const LONGEST: u64 = 8 << 20;

/// What is wrong with a line.
pub fn broken(path: &Path, number: usize, why: &dyn std::fmt::Display) -> Failure {
    Failure::Message(format!("error: {} line {number}: {}\n", output::name(path), crate::text::printable(&why.to_string())))
}

/// Runs the command.
pub fn run(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    let fail = |error: io::Error| Failure::Message(format!("error: temporary file: {error}\n"));
    let mut clusterer = Clusterer::new().map_err(fail)?;
    let mut ids = BufWriter::with_capacity(1 << 20, tempfile::tempfile().map_err(fail)?);
    each_line(&args.signed, |path, number, text| {
        let line: Line = serde_json::from_str(text).map_err(|error| broken(path, number, &error))?;
        let signature: Signature =
            record::parse(line.signature_version, line.words, &line.signature, &line.bands).map_err(|why| broken(path, number, &why))?;
        clusterer.push(&signature).map_err(fail)?;
        let id = line.id.as_bytes();
        ids.write_all(&(id.len() as u32).to_le_bytes()).and_then(|()| ids.write_all(id)).map_err(fail)
    })?;
    let clusters = clusterer.finish().map_err(fail)?;
    let mut ids: File = ids.into_inner().map_err(|error| fail(error.into_error()))?;
    ids.rewind().map_err(fail)?;
    let mut ids = BufReader::with_capacity(1 << 20, ids);
    for draft in 0..clusters.drafts() {
        let mut length = [0; 4];
        ids.read_exact(&mut length).map_err(fail)?;
        let mut id = vec![0; u32::from_le_bytes(length) as usize];
        ids.read_exact(&mut id).map_err(fail)?;
        let cluster = clusters.of(draft).map(|at| clusters.clusters[at]);
        if cluster.is_none() && !args.all {
            continue;
        }
        let id = String::from_utf8_lossy(&id).into_owned();
        let placed = Placed { id, cluster: cluster.map(|cluster| cluster.id()), drafts: cluster.map_or(1, |cluster| cluster.drafts) };
        out.write(&serde_json::to_string(&placed).map_err(|error| Failure::Message(format!("error: {error}\n")))?)?;
        out.write("\n")?;
    }
    Ok(ExitCode::SUCCESS)
}
