//! `germane fit LABELS...`: the weights of the reader from labelled drafts, and how well they do on sources that they have not seen.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Failure, Output, output};
use crate::files;
use crate::fit::{self, cross::Bench};

/// Arguments of `fit`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: germane fit labels.jsonl --cross-validate")]
pub struct Args {
    /// Labelled drafts: JSON lines (lines of one `id` are joined, from whatever file they come)
    #[arg(required = true, value_name = "LABELS.jsonl")]
    labels: Vec<PathBuf>,
    /// Print how well models do on sources that were left out of their fit
    #[arg(long)]
    cross_validate: bool,
}

/// Runs the command.
pub fn run(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    let mut read = Vec::new();
    for path in &args.labels {
        let name = path.display().to_string();
        let text =
            files::text(path, files::WHOLE).map_err(|error| Failure::Message(format!("error: {}: {error}\n", output::name(path))))?;
        read.push((name, text));
    }
    let examples = fit::read(&read).map_err(|why| Failure::Message(format!("error: {why}\n")))?;
    let bench = Bench::new(examples);
    for (name, value, n) in bench.cross_validate(10, Default::default()) {
        out.write(&format!("{name:<48} {value:>7.3}   {n}\n"))?;
    }
    Ok(ExitCode::SUCCESS)
}
