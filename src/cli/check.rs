//! `germane check`: which files, which linter for each, in parallel, and the report.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::ValueEnum;
use rayon::prelude::*;

use super::{Failure, Output, leads, output, project::Projects};
use crate::account::Date;
use crate::analysis::Analyser;
use crate::config::{Config, FAIL_ON};
use crate::draft::Channel;
use crate::lint::{FileReport, Linter};
use crate::pack::Severity;
use crate::report::{Form, Run, Tally, human};
use crate::source::walk::{self, Found};

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files and folders; `-` is standard input
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// Form of the report
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// Fail (exit status 1) on findings of this severity or worse [default: error]
    #[arg(long, value_name = "SEVERITY", value_parser = ["error", "warning", "info", "never"])]
    fail_on: Option<String>,
    /// Fail when a draft scores below this (0 to 100)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_score: Option<u8>,
    /// Say how each score came about
    #[arg(long)]
    explain_score: bool,
    /// Say which files were left out and which rules did not run, and why
    #[arg(long, short)]
    verbose: bool,
    /// The name that standard input would have as a file: for its format and its configuration
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    /// Read every draft as this
    #[arg(long = "as", value_name = "CHANNEL", value_parser = ["email", "dm", "post"])]
    channel: Option<String>,
    /// Hold drafts against what this file knows of their account
    #[arg(long, value_name = "FILE")]
    account: Option<PathBuf>,
    /// Hold templates against every row of this list (CSV, TSV, JSONL), and other drafts against the row that they go to
    #[arg(long, value_name = "FILE", conflicts_with = "account")]
    leads: Option<PathBuf>,
    /// Judge the age of facts as of this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = leads::date)]
    today: Option<Date>,
    /// Use this configuration instead of the nearest `germane.yaml`
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Use no configuration at all
    #[arg(long, conflicts_with = "config")]
    isolated: bool,
    /// Print the configuration that holds for a file, and where each value came from
    #[arg(long, value_name = "FILE")]
    show_config: Option<PathBuf>,
    /// Colours
    #[arg(long, value_enum, default_value = "auto")]
    color: Color,
}

/// Of more files than this nobody reads every reason: the report is brief.
const MANY: usize = 20;

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people: the line, the words, what, why, what to do, the score
    Human,
    /// For programs: one document, with a schema (`germane schema report`)
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Runs the command.
pub fn run(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    let mut projects = Projects::new(args.config.clone(), args.isolated);
    if let Some(file) = &args.show_config {
        projects.linter(file)?;
        out.write(&show_config(&*projects.config(file)?, file))?;
        return Ok(ExitCode::SUCCESS);
    }
    projects.today = args.today.or_else(leads::today);
    projects.account = args.account.as_deref().map(leads::account).transpose()?;
    let bytes = args.leads.as_deref().map(leads::read).transpose()?;
    let list = args.leads.as_deref().zip(bytes.as_deref()).map(|(path, bytes)| leads::list(&shown(path), bytes));
    let channel =
        args.channel.as_deref().and_then(|name| Channel::NAMES.iter().find(|(known, _)| *known == name)).map(|(_, channel)| *channel);
    let (stdin, roots): (Vec<PathBuf>, Vec<PathBuf>) = args.paths.iter().cloned().partition(|path| path.as_os_str() == "-");
    let walk = walk::walk(&roots);
    let form = form(args, walk.files.len() > MANY);
    let mut run = Run::default();
    let mut drawn: Vec<String> = Vec::new();
    let mut configs: Vec<Arc<Config>> = Vec::new();
    if !stdin.is_empty() {
        let name = args.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>"));
        let linter = projects.linter(&name)?;
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(|error| Failure::Message(format!("error: standard input: {error}\n")))?;
        let report = lint(&linter, &mut linter.analyser(), &shown(&name), &bytes, channel, list.as_ref());
        run.tally.add(&Tally::of(&report));
        drawn.push(form.file(&report));
        configs.push(projects.config(&name)?);
    }
    run.errors = walk.errors.iter().map(|(path, why)| (shown(path), why.clone())).collect();
    run.skipped = walk.skipped.iter().map(|(path, why)| (shown(path), why.clone())).collect();
    let mut jobs: Vec<(Found, Arc<Linter>)> = Vec::with_capacity(walk.files.len());
    for file in walk.files {
        let config = projects.config(&file.path)?;
        if !file.named && config.exclude.is_match(config.relative(&file.path)) {
            run.skipped.push((shown(&file.path), "excluded by the configuration".into()));
            continue;
        }
        if !configs.iter().any(|known| Arc::ptr_eq(known, &config)) {
            configs.push(config);
        }
        jobs.push((file.clone(), projects.linter(&file.path)?));
    }
    for (path, outcome) in check_all(&jobs, channel, form, list.as_ref()) {
        match outcome {
            Outcome::Checked(text, tally) => {
                run.tally.add(&tally);
                drawn.push(text);
            }
            Outcome::LeftOut(why) => run.skipped.push((path, why.to_string())),
            Outcome::Unreadable(why) => run.errors.push((path, why)),
        }
    }
    if let Some(list) = list.filter(|list| !list.report.problems.is_empty()) {
        list.bar.finish_and_clear();
        run.tally.summary.problems += list.report.problems.len();
        drawn.push(form.file(&list.report));
    }
    if drawn.is_empty() && run.errors.is_empty() {
        run.errors.push((
            roots.iter().map(|path| shown(path)).collect::<Vec<_>>().join(", "),
            "no draft found (--verbose says what was left out)".into(),
        ));
    }
    out.write(&form.head())?;
    for (at, text) in drawn.iter().enumerate() {
        out.write(if at > 0 { form.between() } else { "" })?;
        out.write(text)?;
    }
    out.write(&form.foot(&run))?;
    Ok(status(&run, args, &configs))
}

fn form(args: &Args, brief: bool) -> Form {
    let choice = match args.color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    };
    match args.format {
        Format::Json => Form::Json,
        Format::Human => {
            Form::Human(human::Options { style: output::style(choice), explain_score: args.explain_score, verbose: args.verbose, brief })
        }
    }
}

/// Lints one source, against the lead list if there is one.
fn lint(
    linter: &Linter,
    analyser: &mut Analyser,
    name: &str,
    bytes: &[u8],
    channel: Option<Channel>,
    list: Option<&leads::Given>,
) -> FileReport {
    match list {
        Some(list) => linter.lint_against(analyser, name, bytes, channel, &list.leads, &|rows| list.bar.inc(rows as u64)),
        None => linter.lint(analyser, name, bytes, channel),
    }
}

enum Outcome {
    Checked(String, Tally),
    LeftOut(&'static str),
    Unreadable(String),
}

/// Lints and draws all files, two or more at a time; results come in order.
fn check_all(jobs: &[(Found, Arc<Linter>)], channel: Option<Channel>, form: Form, list: Option<&leads::Given>) -> Vec<(String, Outcome)> {
    let check = |(file, linter): &(Found, Arc<Linter>), analyser: &mut Analyser| {
        let name = shown(&file.path);
        let outcome = match std::fs::read(&file.path) {
            Err(error) => Outcome::Unreadable(error.to_string()),
            Ok(bytes) => match walk::not_a_draft(&bytes).filter(|_| !file.named) {
                Some(why) => Outcome::LeftOut(why),
                None => {
                    let report = lint(linter, analyser, &name, &bytes, channel, list);
                    Outcome::Checked(form.file(&report), Tally::of(&report))
                }
            },
        };
        (name, outcome)
    };
    // Threads cost more than a draft: a handful is read by this one.
    if jobs.len() < 8 {
        return jobs.iter().map(|job| check(job, &mut job.1.analyser())).collect();
    }
    let chunks = jobs.chunk_by(|a, b| Arc::ptr_eq(&a.1, &b.1));
    chunks
        .flat_map(|chunk| chunk.par_iter().map_init(|| chunk[0].1.analyser(), |analyser, job| check(job, analyser)).collect::<Vec<_>>())
        .collect()
}

fn status(run: &Run, args: &Args, configs: &[Arc<Config>]) -> ExitCode {
    let given = args.fail_on.as_deref().and_then(|name| FAIL_ON.iter().find(|(known, _)| *known == name)).map(|(_, severity)| *severity);
    let configured = || configs.iter().filter_map(|config| config.fail_on).min();
    let fail_on = given.or_else(configured).unwrap_or(Severity::Error);
    let least = args.min_score.map(f64::from).or_else(|| configs.iter().filter_map(|config| config.min_score).reduce(f64::max));
    if run.is_broken() {
        ExitCode::from(2)
    } else if (fail_on != Severity::Off && run.tally.worst.is_some_and(|worst| worst >= fail_on))
        || least.is_some_and(|least| run.tally.lowest.is_some_and(|lowest| lowest < least))
    {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}

/// A path as reports show it: with forward slashes, without a leading `./`.
fn shown(path: &Path) -> String {
    let path = path.strip_prefix("./").unwrap_or(path).to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace(std::path::MAIN_SEPARATOR, "/") }
}

fn show_config(config: &Config, file: &Path) -> String {
    let Some(path) = &config.path else { return format!("{}: no germane.yaml above it; the defaults hold\n", shown(file)) };
    let mut out = format!("{}: {}\n", shown(file), shown(path));
    for (key, line) in &config.origins {
        out += &format!("  {key:<12} {}:{line}\n", shown(path));
    }
    for at in config.overrides_for(file) {
        let set = &config.overrides[at];
        let rules: Vec<&str> = set.rules.iter().map(|(rule, _)| rule.as_str()).collect();
        out += &format!("  overrides for {}: {}\n", set.globs.join(", "), rules.join(", "));
    }
    for key in ["extends", "packs", "sender", "accounts", "rules", "overrides", "exclude", "min-score", "fail-on"] {
        if !config.origins.iter().any(|(set, _)| set == key) {
            out += &format!("  {key:<12} default\n");
        }
    }
    out
}
