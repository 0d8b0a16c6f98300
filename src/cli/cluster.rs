//! `germane cluster SIGNED...`: from signed drafts to clusters, with memory that hardly grows.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use serde::{Deserialize, Serialize};

use super::{Failure, Output, records};
use crate::campaign::{Clusterer, Signature, record};

/// Arguments of `cluster`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  germane sign sent/ > signed.jsonl\n  germane cluster signed.jsonl > clusters.jsonl\n  germane report signed.jsonl --clustered clusters.jsonl"
)]
pub struct Args {
    /// Output of `germane sign`, JSON lines or Parquet; - for JSON lines from standard input
    #[arg(required = true, value_name = "SIGNED")]
    signed: Vec<PathBuf>,
    /// Write a line for drafts without near-duplicates too
    #[arg(long)]
    all: bool,
    /// How clustered drafts are written
    #[arg(long, value_enum, default_value_t = records::Format::Jsonl)]
    format: records::Format,
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
#[derive(Debug, Serialize)]
struct Placed {
    /// The draft.
    id: String,
    /// The name of its cluster.
    cluster: Option<String>,
    /// Drafts in the cluster.
    drafts: u32,
}

/// Runs the command.
pub fn run(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    let fail = |error: io::Error| Failure::new(format_args!("temporary file: {error}"));
    let mut writer = records::Writer::new(args.format, records::CLUSTERED)?;
    let mut clusterer = Clusterer::new().map_err(fail)?;
    let mut ids = BufWriter::with_capacity(1 << 20, tempfile::tempfile().map_err(fail)?);
    records::each(&args.signed, |path, number, text| {
        let line: Line =
            serde_json::from_str(text).map_err(|error| records::broken(path, number, &error))?;
        let signature: Signature =
            record::parse(line.signature_version, line.words, &line.signature, &line.bands)
                .map_err(|why| records::broken(path, number, &why))?;
        clusterer.push(&signature).map_err(fail)?;
        let id = line.id.as_bytes();
        ids.write_all(&(id.len() as u32).to_le_bytes())
            .and_then(|()| ids.write_all(id))
            .map_err(fail)
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
        let placed = Placed {
            id,
            cluster: cluster.map(|cluster| cluster.id()),
            drafts: cluster.map_or(1, |cluster| cluster.drafts),
        };
        writer.push(&placed, out)?;
    }
    writer.finish(out)?;
    Ok(ExitCode::SUCCESS)
}
