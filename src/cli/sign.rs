//! `germane sign PATH...`: a JSON line a draft, with its signature. The first of three commands
//! (`sign`, `cluster`, `report`); a data engine can regroup the lines between them.

use std::process::ExitCode;

use super::signing::{self, Input, SigningOptions};
use super::{Failure, Output, records};

/// Arguments of `sign`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  germane sign sent/ > signed.jsonl\n  germane sign export.csv --no-score | germane cluster - > clusters.jsonl\n\ndocs/campaign.md in the sources says what every field means."
)]
pub struct Args {
    #[command(flatten)]
    input: Input,
    /// Leave out score and rules, which take most of the time
    #[arg(long)]
    no_score: bool,
    /// Keep the text, so that `germane report` can show what differs
    #[arg(long)]
    text: bool,
    /// How signed drafts are written
    #[arg(long, value_enum, default_value_t = records::Format::Jsonl)]
    format: records::Format,
}

/// Runs the command.
pub fn run(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    let wanted =
        SigningOptions { score: !args.no_score && args.input.leads.is_none(), text: args.text };
    let mut writer = records::Writer::new(args.format, records::SIGNED)?;
    let unused = signing::each(&args.input, wanted, |signed, _| writer.push(&signed, out))?;
    writer.finish(out)?;
    Ok(if unused.report() { ExitCode::from(2) } else { ExitCode::SUCCESS })
}
