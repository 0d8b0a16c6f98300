//! `germane schema`: JSON Schemas, for editors that complete YAML and for programs that read
//! reports.

use std::process::ExitCode;

use clap::ValueEnum;

use super::{Failure, Output};
use crate::schema;

/// Arguments of `schema`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: germane schema config > .germane/config.schema.json")]
pub struct Args {
    /// Of what
    #[arg(value_enum)]
    of: SchemaName,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum SchemaName {
    /// A pack of lexicons and rules
    Pack,
    /// The project's `germane.yaml`
    Config,
    /// A file of what is known of an account
    Account,
    /// A sequence of steps
    Sequence,
    /// The report of `check --format json`
    Report,
    /// The report of `learn --format json`
    Learn,
    /// The report of `campaign --format json`
    Campaign,
    /// The report of `diff --format json`
    Diff,
}

/// Runs the command.
pub fn run(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    out.write(&match args.of {
        SchemaName::Pack => schema::text(&schema::pack()),
        SchemaName::Config => schema::text(&schema::config()),
        SchemaName::Account => schema::text(&schema::account()),
        SchemaName::Sequence => schema::text(&schema::sequence()),
        SchemaName::Report => schema::REPORT.to_string(),
        SchemaName::Campaign => schema::CAMPAIGN.to_string(),
        SchemaName::Diff => schema::DIFF.to_string(),
        SchemaName::Learn => schema::LEARN.to_string(),
    })?;
    Ok(ExitCode::SUCCESS)
}
