//! `germane campaign PATH...`: who got the same words, over all drafts together. `germane report`
//! says the same of drafts that were signed and clustered elsewhere.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use super::signing::{self, Input, SigningOptions};
use super::{Failure, Output, clustered, records};
use crate::campaign::Clusterer;
use crate::campaign::survey::{JUDGED, Survey, survey};
use crate::report::campaign as report;

/// Arguments of `campaign`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  germane campaign sent/ export.csv                who got the same words\n  germane campaign templates/ --leads list.csv     what a list will get\n  germane campaign export.csv --max-same 50        a gate before sending: status 1 when more than 50 get the same words\n\ndocs/campaign.md in the sources says what is compared, and how well it is found."
)]
pub struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    options: ReportOptions,
    /// Score every draft too, for the mean score of each cluster; this takes most of the time
    #[arg(long)]
    score: bool,
}

/// How the report looks, and what fails.
#[derive(Debug, clap::Args)]
pub struct ReportOptions {
    /// Fail (status 1) when more recipients than this get the same words
    #[arg(long, value_name = "N")]
    max_same: Option<u32>,
    /// How many clusters to show, the largest first
    #[arg(long, value_name = "N", default_value_t = 10)]
    clusters: usize,
    /// The form of the report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// For programs: one document, with a schema (`germane schema campaign`)
    Json,
    /// One page to look at
    Html,
}

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  germane sign sent/ --text > signed.jsonl\n  germane cluster signed.jsonl > clusters.jsonl\n  germane report signed.jsonl --clustered clusters.jsonl"
)]
pub struct ReportArgs {
    /// Output of `germane sign`, JSON lines or Parquet; if it has texts (`--text`), the differences
    /// are shown
    #[arg(required = true, value_name = "SIGNED")]
    signed: Vec<PathBuf>,
    /// Output of `germane cluster`, or of an engine: `id` and `cluster`, in any order, JSON lines
    /// or Parquet
    #[arg(long, required = true, value_name = "FILE")]
    clustered: Vec<PathBuf>,
    #[command(flatten)]
    options: ReportOptions,
}

/// Runs `campaign`.
pub fn run(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    let fail = |error: io::Error| Failure::new(format_args!("temporary file: {error}"));
    let mut clusterer = Clusterer::new().map_err(fail)?;
    let mut spool = BufWriter::with_capacity(1 << 20, tempfile::tempfile().map_err(fail)?);
    let unused = signing::each(
        &args.input,
        SigningOptions { score: args.score && args.input.leads.is_none(), text: true },
        |signed, signature| {
            clusterer.push(&signature).map_err(fail)?;
            serde_json::to_writer(&mut spool, &signed).map_err(|error| fail(error.into()))?;
            spool.write_all(b"\n").map_err(fail)
        },
    )?;
    let clusters = clusterer.finish().map_err(fail)?;
    let mut spool: File = spool.into_inner().map_err(|error| fail(error.into_error()))?;
    let broken = unused.report();
    if clusters.drafts() == 0 {
        // Where nobody is in the list that is said already.
        if !unused.nobody {
            super::output::print_error(
                "error: no draft found; name an export, a mailbox or a folder of drafts: germane campaign export.csv\n",
            );
        }
        return Ok(ExitCode::from(2));
    }
    let mut survey = survey(&clusters, args.options.clusters.max(JUDGED), |each| {
        spool.rewind().map_err(fail)?;
        let mut reader = BufReader::with_capacity(1 << 20, &mut spool);
        let (mut line, mut at) = (String::new(), 0);
        while reader.read_line(&mut line).map_err(fail)? > 0 {
            each(at, &serde_json::from_str(&line).map_err(|error| fail(error.into()))?);
            at += 1;
            line.clear();
        }
        Ok::<(), Failure>(())
    })?;
    survey.clusters.truncate(args.options.clusters);
    let code = args.options.write(&survey, out)?;
    Ok(if broken { ExitCode::from(2) } else { code })
}

/// Runs `report`.
pub fn report(args: &ReportArgs, out: &mut Output) -> Result<ExitCode, Failure> {
    let clusters = clustered::read(&args.signed, &args.clustered)?;
    let mut survey = survey(&clusters, args.options.clusters.max(JUDGED), |each| {
        let mut at = 0;
        records::each(&args.signed, |path, number, text| {
            each(
                at,
                &serde_json::from_str(text)
                    .map_err(|error| records::broken(path, number, &error))?,
            );
            at += 1;
            Ok(())
        })
    })?;
    survey.clusters.truncate(args.options.clusters);
    args.options.write(&survey, out)
}

impl ReportOptions {
    fn write(&self, survey: &Survey, out: &mut Output) -> Result<ExitCode, Failure> {
        out.write(&match self.format {
            Format::Human => report::human::draw(survey),
            Format::Json => report::json::draw(survey),
            Format::Html => report::html::draw(survey),
        })?;
        let Some(most) = self.max_same else { return Ok(ExitCode::SUCCESS) };
        let why = match () {
            () if survey.most_same > most => {
                format!("{} recipients get the same words", survey.most_same)
            }
            // They may all be the same.
            () if survey.wordless_drafts > most => {
                format!("{} drafts have no words that could be compared", survey.wordless_drafts)
            }
            () => return Ok(ExitCode::SUCCESS),
        };
        super::output::print_error(&format!("{why}; --max-same allows {most}\n"));
        Ok(ExitCode::from(1))
    }
}
