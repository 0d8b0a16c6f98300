//! `germane check`: which files, which linter for each, and the report. The files themselves are
//! checked in `job`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::builder::PossibleValuesParser;

use super::config_failures::ConfigFailures;
use super::format::Format;
use super::given::Given;
use super::job::{self, Work};
use super::output::{Color, display_name};
use super::printer::Printer;
use super::show_config::show_config;
use super::task::{Bytes, Job};
use super::{Failure, Output, filter, fix, input, leads, output, unused, watch};
use crate::account::Date;
use crate::config::{Config, FAIL_ON};
use crate::files::Roots;
use crate::outcome::{Diagnostic, Diagnostics};
use crate::project::Projects;
use crate::report::snippet::Style;
use crate::report::{self, Form, Run, Tally, human};
use crate::source::{Format as SourceFormat, IgnoreFiles, walk};
use crate::text::printable_lines;
use crate::vocabulary::{Channel, Severity};
use crate::yaml::Broken;

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files and folders; `-` is standard input [default: standard input where words come from it,
    /// else this folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Form of the report
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// Fail (exit status 1) on findings, and on warnings about a file, of this severity or worse
    /// [default: error]
    #[arg(long, value_name = "SEVERITY", value_parser = PossibleValuesParser::new(FAIL_ON.iter().map(|(name, _)| *name)))]
    fail_on: Option<String>,
    /// Fail when a draft scores below this (0 to 100), or has no score
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_score: Option<u8>,
    /// Show every draft of a long list, not only the lowest
    #[arg(long)]
    all: bool,
    /// Show every finding with its line, its reason and what to do
    #[arg(long, conflicts_with = "brief")]
    full: bool,
    /// Show one line for each draft
    #[arg(long)]
    brief: bool,
    /// Check again whenever a file is saved, until Ctrl-C
    #[arg(long, conflicts_with_all = ["fixing", "baseline", "stdin_filename", "show_config"])]
    watch: bool,
    /// Show how each score was computed
    #[arg(long)]
    explain_score: bool,
    /// Show which files were skipped and which rules did not run, and why
    #[arg(long, short)]
    verbose: bool,
    /// The name that standard input would have as a file: for its format and its configuration
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    /// What the files are, when neither their names nor their contents show it
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(SourceFormat::declarable().map(|(name, _)| *name)))]
    source_format: Option<String>,
    /// Read every draft as this
    #[arg(long = "as", alias = "channel", value_name = "CHANNEL", value_parser = PossibleValuesParser::new(Channel::NAMES.iter().map(|(name, _)| *name)))]
    channel: Option<String>,
    /// Compare drafts with what this file knows of their account
    #[arg(long, value_name = "FILE")]
    account: Option<PathBuf>,
    /// Check templates with every row of this list (CSV, TSV, JSONL), and other drafts with the row
    /// of their recipient
    #[arg(long, value_name = "FILE", conflicts_with = "account")]
    leads: Option<PathBuf>,
    /// Judge the age of facts as of this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = leads::date)]
    today: Option<Date>,
    /// Skip named files that are not drafts, as in a folder (for hooks that name all files)
    #[arg(long)]
    drafts_only: bool,
    /// Use this configuration instead of the nearest `germane.yaml`
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Use no configuration at all
    #[arg(long, conflicts_with = "config")]
    isolated: bool,
    /// Print the configuration that applies to a file, and where each value comes from
    #[arg(long, value_name = "FILE")]
    show_config: Option<PathBuf>,
    /// Colours
    #[arg(long, value_enum, default_value = "auto")]
    color: Color,
    // Last, because their headings apply to all that comes after them.
    #[command(flatten)]
    filter: filter::Args,
    #[command(flatten)]
    fix: fix::Args,
}

const EXAMPLES: &str = "Examples:
  germane check templates/                               what is in a folder
  germane check - --stdin-filename a.md --format unix    a buffer, for an editor
  germane check --fix templates/                         make the safe fixes
  germane check --watch draft.md                         again on every save
  germane check --diff --unsafe-fixes draft.md           show what all fixes would do
  germane check --changed=origin/main --format github    a pull request
  germane check --baseline known.json                    only what is new";

/// Of more files than this nobody reads every finding: the report is a table.
const MANY: usize = 5;

/// Runs the command.
pub fn run(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    if !args.watch {
        return once(args, out);
    }
    let mut paths = args.paths();
    if paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Failure::new(
            "--watch needs files or folders to look at, and standard input is neither",
        ));
    }
    paths.extend(args.account.iter().chain(&args.leads).cloned());
    let of = watch::Dependencies { paths, config: args.config.clone(), isolated: args.isolated };
    watch::run(&of, out, &mut |out| once(args, out))
}

/// One check of everything.
fn once(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    let mut projects = Projects::new(args.config.clone(), args.isolated);
    if let Some(file) = &args.show_config {
        projects.linter(file)?;
        out.write(&printable_lines(&show_config(&*projects.config(file)?, file)))?;
        return Ok(ExitCode::SUCCESS);
    }
    projects.today = args.today.or_else(Date::today);
    let given = Given::read(args.account.as_deref(), args.leads.as_deref(), &args.filter);
    let Given { account, list, filter } = match given {
        Ok(given) => given,
        Err(broken) => return nothing_checked(args, broken, out),
    };
    projects.account = account;
    let channel = args.channel.as_deref().and_then(Channel::named);
    let (stdin, roots): (Vec<PathBuf>, Vec<PathBuf>) =
        args.paths().into_iter().partition(|path| path.as_os_str() == "-");
    projects.named = Roots::new(&roots);
    let Collected { jobs, configs, mut run, seen, config_failures } =
        collect_jobs(args, &mut projects, &stdin, &roots, &filter)?;
    let for_people = matches!(args.format, Format::Human);
    run.errors.extend(config_failures.report(for_people, jobs.is_empty())?);
    let form = form(args, &jobs);
    let fix = args.fix.mode();
    fix.sweep(&jobs);
    let work = Work { form: &*form, channel, filter: &filter, fix, list: list.as_ref() };
    let colour = output::style(args.colours()).colour;
    let paint = |text: &str| fix.paint(text, colour);
    let shows_text = fix.shows_text(&jobs);
    let mut printer = Printer::new(out, &*form, shows_text.then_some(&paint as _), run)?;
    job::check_all(&jobs, &work, |path, outcome| printer.take(path, outcome))?;
    if let Some(list) = &list {
        list.bar.finish_and_clear();
        for report in &list.reports {
            printer.run.tally.add(&Tally::of(report).more().judged(strictest(args, &jobs)));
            printer.write(&form.file(report))?;
        }
    }
    if !printer.any && printer.run.errors.is_empty() && !filter.asks_git() && !args.drafts_only {
        let names = roots.iter().map(|path| display_name(path));
        let names = names.map(|name| if name.is_empty() { ".".into() } else { name });
        printer.run.errors.push(Diagnostic::unusable(
            &names.collect::<Vec<_>>().join(", "),
            "no draft found (--verbose shows what was skipped)",
        ));
    }
    configs.iter().for_each(|config| output::print_error(&unused::globs(config, &roots, &seen)));
    match filter.finish(std::mem::take(&mut printer.seen)) {
        Ok(said) => output::print_error(&said),
        Err((path, why)) => printer.run.errors.push(Diagnostic::unusable(&path, why)),
    }
    let run = printer.finish()?;
    Ok(status(&run))
}

/// Says why nothing is checked. A report that programs read is whole all the same: who uploads it
/// looks at no exit status.
fn nothing_checked(
    args: &Args,
    broken: Vec<Broken>,
    out: &mut Output,
) -> Result<ExitCode, Failure> {
    let Failure(said) = broken.clone().into();
    if matches!(args.format, Format::Human) {
        return Err(Failure(said));
    }
    output::print_error(&said);
    let errors = Diagnostics::from(broken).iter().cloned().collect();
    let form = form(args, &[]);
    Printer::new(out, &*form, None, Run { errors, ..Run::default() })?.finish()?;
    Ok(ExitCode::from(2))
}

/// The files of a check, and what is known of those that are left out of it.
#[derive(Default)]
struct Collected {
    jobs: Vec<Job>,
    /// The configurations that apply, each once.
    configs: Vec<Arc<Config>>,
    /// Paths that could not be read, and files that are skipped.
    run: Run,
    /// All files that were met, whether or not they are checked.
    seen: Vec<PathBuf>,
    config_failures: ConfigFailures,
}

/// The files that the paths of a check lead to, each with its linter.
fn collect_jobs(
    args: &Args,
    projects: &mut Projects,
    stdin: &[PathBuf],
    roots: &[PathBuf],
    filter: &filter::ReportFilter,
) -> Result<Collected, Failure> {
    let mut found = Collected::default();
    if !stdin.is_empty() {
        let name = args.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>"));
        let config = projects.config(&name);
        let (declared, limits) =
            config.map(|config| (config.format_for(&name), config.limits)).unwrap_or_default();
        let format = args.source_format().or(declared);
        let bytes = Bytes::stdin(&display_name(&name), format, &limits)
            .map_err(|error| Failure::new(format_args!("standard input: {error}")))?;
        found.add(args, projects, &name, bytes);
    }
    let walk = walk::walk(roots);
    let shown = |of: &[(PathBuf, String)]| -> Vec<(String, String)> {
        of.iter().map(|(path, why)| (display_name(path), why.clone())).collect()
    };
    let unusable = |(path, why): (String, String)| Diagnostic::unusable(&path, why);
    found.run.errors = shown(&walk.errors).into_iter().map(unusable).collect();
    found.run.skipped = shown(&walk.skipped);
    let files = walk.files.iter().map(|file| &file.path);
    found.seen = files.chain(walk.skipped.iter().map(|(path, _)| path)).cloned().collect();
    if args.verbose {
        let why = "an ignore file names it; name it here to check it all the same";
        let ignored = walk.ignored().into_iter();
        found.run.skipped.extend(ignored.map(|path| (display_name(&path), why.to_string())));
    }
    let mut ignore_files = IgnoreFiles::default();
    for mut file in walk.files {
        // A file that is named, and to be taken as a walk of its folder would take it.
        let as_walked = args.drafts_only && file.named;
        file.named &= !args.drafts_only;
        let path = file.path.clone();
        let mut ignored =
            || ignore_files.leave_out(&path).then(|| "an ignore file names it".to_string());
        if as_walked && let Some(why) = walk::leave_out(&path).or_else(&mut ignored) {
            found.run.skipped.push((display_name(&path), why));
            continue;
        }
        let config = match projects.config(&path) {
            Ok(config) => config,
            Err(broken) => {
                found.config_failures.add(broken);
                continue;
            }
        };
        let skipped = if !file.named && config.exclude.is_match(config.relative(&path)) {
            "excluded by the configuration"
        } else if !filter.includes(&path) {
            "it did not change, according to git"
        } else {
            found.add(args, projects, &path, Bytes::File(file));
            continue;
        };
        found.run.skipped.push((display_name(&path), skipped.into()));
    }
    Ok(found)
}

impl Collected {
    /// Adds the file at `path`, or what is wrong with its configuration.
    fn add(&mut self, args: &Args, projects: &mut Projects, path: &Path, bytes: Bytes) {
        let read = projects.config(path).and_then(|config| Ok((config, projects.linter(path)?)));
        let (config, linter) = match read {
            Ok(read) => read,
            Err(broken) => return self.config_failures.add(broken),
        };
        let least = args.min_score.map(f64::from).or_else(|| config.min_score_for(path));
        let format = args.source_format().or_else(|| config.format_for(path));
        let (limits, fail_on) = (config.limits, config.fail_on);
        if !self.configs.iter().any(|known| Arc::ptr_eq(known, &config)) {
            self.configs.push(config);
            output::print_error(&human::broken(&linter.unread, Style::PLAIN));
        }
        let fail_on = args.fail_on().or(fail_on).unwrap_or(Severity::Error);
        let name = display_name(path);
        self.jobs.push(Job { name, bytes, linter, format, least, fail_on, limits });
    }
}

fn form(args: &Args, jobs: &[Job]) -> Box<dyn Form> {
    let style = output::style(args.colours());
    match args.format {
        Format::Human => Box::new(human::Options {
            style,
            explain_score: args.explain_score,
            verbose: args.verbose,
            detail: if args.full {
                human::Detail::Full
            } else if args.brief {
                human::Detail::Line
            } else if jobs.len() > MANY {
                human::Detail::Table
            } else {
                human::Detail::Short
            },
            all: args.all,
        }),
        Format::Json => Box::new(report::json::Json),
        Format::Jsonl => Box::new(report::jsonl::Jsonl),
        Format::Sarif => Box::new(report::sarif::Sarif::new(jobs.iter().map(|job| &*job.linter))),
        Format::Github => Box::new(report::github::Github),
        Format::Gitlab => Box::new(report::gitlab::Gitlab),
        Format::Junit => Box::new(report::junit::Junit {
            fail_on: strictest(args, jobs),
            of_files: jobs.iter().map(|job| (job.name.clone(), job.fail_on)).collect(),
        }),
        Format::Checkstyle => Box::new(report::checkstyle::Checkstyle),
        Format::Unix => Box::new(report::unix::Unix),
        Format::Rdjson => Box::new(report::rdjson::Rdjson),
        Format::Markdown => Box::new(report::markdown::Markdown),
        Format::Html => Box::new(report::html::Html::default()),
    }
}

impl Args {
    /// The paths that are given or, where none is, meant. What asks for files of a project does not
    /// mean standard input.
    fn paths(&self) -> Vec<PathBuf> {
        if !self.paths.is_empty() {
            self.paths.clone()
        } else if self.stdin_filename.is_some() {
            vec!["-".into()]
        } else if self.drafts_only || self.filter.is_given() {
            vec![".".into()]
        } else {
            vec![input::unnamed()]
        }
    }

    /// What all files are read as, where that is given.
    fn source_format(&self) -> Option<SourceFormat> {
        self.source_format.as_deref().and_then(SourceFormat::named)
    }

    /// The severity from which on findings fail the run, where the command line says it.
    fn fail_on(&self) -> Option<Severity> {
        let name = self.fail_on.as_deref()?;
        FAIL_ON.iter().find(|(known, _)| *known == name).map(|(_, severity)| *severity)
    }

    fn colours(&self) -> anstream::ColorChoice {
        self.color.choice()
    }
}

/// The severity from which on something fails that belongs to no file of a project: the least that
/// fails one of the files.
fn strictest(args: &Args, jobs: &[Job]) -> Severity {
    let of_files = || jobs.iter().map(|job| job.fail_on);
    let least = || of_files().filter(|severity| *severity != Severity::Off).min();
    args.fail_on().or_else(least).or_else(|| of_files().next()).unwrap_or(Severity::Error)
}

fn status(run: &Run) -> ExitCode {
    if run.is_broken() {
        ExitCode::from(2)
    } else if run.tally.fails || run.tally.below > 0 {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}
