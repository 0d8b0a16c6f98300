//! `germane learn FILE...`: what went with replies, what cannot be said yet, and the test that
//! would decide it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;

use super::{Failure, Output, output};
use crate::learn::suggest::{self, Target};
use crate::learn::{self, Answer, Settings, open::open};
use crate::project::Projects;
use crate::report::learn as report;
use crate::text::printable;

/// Arguments of `learn`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Exports of outcomes (CSV, TSV, JSON, JSON lines), and the sequence files whose steps and
    /// variants they count
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What counts as an answer [default: replies of people; interest where an export does not
    /// separate machines from people]
    #[arg(long, value_enum)]
    outcome: Option<Outcome>,
    /// The column that says whether recipients were assigned at random; only rows in which it says
    /// yes are compared
    #[arg(long, value_name = "COLUMN")]
    randomised: Option<String>,
    /// With fewer replies than this in all, only plan the next test
    #[arg(long, value_name = "N", default_value_t = 30)]
    min_repliers: u64,
    /// The effect that the next test must be able to detect: a reply rate this many times as high
    #[arg(long, value_name = "TIMES", default_value_t = 1.5, value_parser = lift)]
    lift: f64,
    /// Messages that you send a day [default: from the exports]
    #[arg(long, value_name = "N", value_parser = positive)]
    sends_a_day: Option<f64>,
    /// Meetings for each reply, between 0 and 1, where the exports do not count meetings
    #[arg(long, value_name = "SHARE", value_parser = share)]
    meetings_per_reply: Option<f64>,
    /// Print only the change of germane.yaml that your replies support
    #[arg(long, conflicts_with = "format")]
    suggest: bool,
    /// The form of the report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// A configuration in place of the nearest germane.yaml
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    isolated: bool,
}

const EXAMPLES: &str = "Examples:
  germane learn statistics.json                     messages with their texts, one a row
  germane learn steps.csv q3.sequence.yaml          counts by step and variant, and the sequence that they count
  germane learn sends.csv --randomised ab_test      compare only where the split was random
  germane learn sends.csv --format html > replies.html
  germane learn sends.csv --suggest | git apply     take over what the replies speak for, then read it

Nothing leaves this machine, and nothing is changed.";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Outcome {
    /// A reply that a person wrote
    Reply,
    /// A reply that shows interest
    Interest,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// For programs; its schema is `germane schema learn`
    Json,
    /// One page, with intervals drawn
    Html,
}

fn number(text: &str) -> Result<f64, String> {
    text.parse::<f64>()
        .ok()
        .filter(|number| number.is_finite())
        .ok_or_else(|| "not a number".to_string())
}

fn lift(text: &str) -> Result<f64, String> {
    number(text).and_then(|lift| {
        if lift > 1.0 && lift <= 10.0 {
            Ok(lift)
        } else {
            Err("give a number above 1, up to 10".to_string())
        }
    })
}

fn positive(text: &str) -> Result<f64, String> {
    number(text).and_then(|number| {
        if number > 0.0 { Ok(number) } else { Err("say a number above 0".to_string()) }
    })
}

fn share(text: &str) -> Result<f64, String> {
    number(text).and_then(|share| {
        if (0.0..=1.0).contains(&share) {
            Ok(share)
        } else {
            Err("give a share from 0 to 1".to_string())
        }
    })
}

/// A path as a shell takes it.
fn quoted(path: &str) -> String {
    let is_bare = |c: char| c.is_alphanumeric() || "/._-+:@~".contains(c);
    if path.chars().all(is_bare) {
        return path.to_string();
    }
    format!("'{}'", path.replace('\'', "'\\''"))
}

/// Runs the command.
pub fn run(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    let mut projects = Projects::new(args.config.clone(), args.isolated);
    let here = args.files.first().cloned().unwrap_or_default();
    let config = projects.config(&here)?;
    let linter = projects.linter(&here)?;
    let opened =
        open(&args.files, &config.map, args.randomised.as_deref(), config.limits.file as u64);
    for (path, why) in &opened.errors {
        output::print_error(&format!("error: {}: {}\n", printable(path), printable(why)));
    }
    if opened.gathered.cells.is_empty() {
        for problem in opened.gathered.problems.iter().take(10) {
            output::print_error(&format!(
                "error: {} row {}: {}\n",
                printable(&problem.path),
                problem.row,
                printable(&problem.message)
            ));
        }
        if opened.errors.is_empty() {
            // Texts alone: what they drew is in none of the files.
            let only_copy = opened.files.iter().all(|file| file.columns.is_empty());
            output::print_error(if only_copy {
                "error: no file says who replied: give an export with a text and a reply a row, or the counts of replies by step and variant beside the sequence\n"
            } else {
                "error: no row is of a message that was delivered\n"
            });
        }
        return Ok(ExitCode::from(2));
    }
    let settings = Settings {
        answer: args.outcome.map(|outcome| match outcome {
            Outcome::Reply => Answer::Reply,
            Outcome::Interest => Answer::Interest,
        }),
        least_replies: args.min_repliers,
        randomised: args.randomised.is_some(),
        lift: args.lift,
        sends_a_day: args.sends_a_day,
        meetings_by_reply: args.meetings_per_reply,
    };
    let mut learned = learn::learn(&linter, &opened.gathered, &settings);
    learned.files = opened.files;
    if args.suggest {
        let target = Target::of(&config, Path::new("."));
        let change = suggest::diff(&linter, &config, &target, &learned);
        out.write(&change)?;
        if let (Some(folder), true) = (&target.folder, change.starts_with("--- ")) {
            output::print_error(&format!(
                "note: {} stands in {}, outside of this folder, where `git apply` changes nothing: apply the change with `git -C {} apply`\n",
                printable(&target.name),
                printable(&folder.display().to_string()),
                quoted(&printable(&folder.display().to_string()))
            ));
        }
    } else {
        out.write(&match args.format {
            Format::Human => {
                report::human::draw(&learned, output::style(anstream::ColorChoice::Auto))
            }
            Format::Json => report::json::draw(&learned),
            Format::Html => report::html::draw(&learned),
        })?;
    }
    Ok(if opened.errors.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}
