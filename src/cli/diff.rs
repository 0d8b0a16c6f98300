//! `germane diff OLD NEW`: what got better from one version to the next, what got worse, and
//! whether the gain can be believed.

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use clap::builder::PossibleValuesParser;

use super::{Failure, Output, git, leads, output};
use crate::account::{Date, Match};
use crate::compare::file::{FileComparison, FileVersion};
use crate::compare::{KnownAccounts, Verdict, human, json};
use crate::config::{Config, plain};
use crate::draft::Draft;
use crate::files;
use crate::files::Roots;
use crate::lint::Linter;
use crate::outcome::{DraftReport, FileReport};
use crate::project::Projects;
use crate::source::column::{Column, Means};
use crate::source::{self, Source};
use crate::text::printable;
use crate::vocabulary::{Channel, Severity};

/// Arguments of `diff`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Two files; or revisions of git and one file. `-` is standard input, `REVISION:PATH` a file
    /// as it was
    #[arg(value_name = "OLD NEW", required = true, num_args = 1..=3)]
    versions: Vec<String>,
    /// Form of the comparison
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// Fail (exit status 1) when something is worse, can be judged no longer, or is new with an
    /// error; also when a gain is doubtful, or also when it is unproven
    #[arg(long, value_enum, default_value = "never", value_name = "VERDICT")]
    fail_on: FailOn,
    /// Compare both versions with what this file knows of their account
    #[arg(long, value_name = "FILE")]
    account: Option<PathBuf>,
    /// Read every draft as this
    #[arg(long = "as", alias = "channel", value_name = "CHANNEL", value_parser = PossibleValuesParser::new(Channel::NAMES.iter().map(|(name, _)| *name)))]
    channel: Option<String>,
    /// Judge the age of facts as of this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = leads::date)]
    today: Option<Date>,
    /// Use this configuration instead of the nearest `germane.yaml`
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Use no configuration at all
    #[arg(long, conflicts_with = "config")]
    isolated: bool,
    /// Colours
    #[arg(long, value_enum, default_value = "auto")]
    color: output::Color,
}

const EXAMPLES: &str = "Examples:
  germane diff old.md new.md              two files
  germane diff draft.md                   what is committed, and what is there now
  germane diff HEAD~3 draft.md            what was there, and what is there now
  germane diff v1 v2 draft.md             two revisions
  germane diff HEAD:a.md b.md             a file that was renamed
  ./rewrite < a.md | germane diff a.md -  what a program makes of a draft

Both versions are held to the rules that hold for the second. A word alone in front of one path is a revision, unless a file is called so.";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// For programs
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// A draft or a sequence got worse or lost its score, or a new draft has an error
    Worse,
    /// The same, or a score rose by what looks like a trick
    Doubtful,
    /// The same, or a gain rests on new claims that nothing given supports
    Unproven,
    /// Nothing
    Never,
}

/// Where a version is.
#[derive(Debug, PartialEq, Eq)]
enum VersionSource {
    Stdin,
    File(PathBuf),
    Revision(String, PathBuf),
}

impl VersionSource {
    /// One argument: `-`, a path, `REVISION:PATH`.
    fn of(text: &str) -> VersionSource {
        let path = || PathBuf::from(text);
        match text.split_once(':') {
            _ if text == "-" => VersionSource::Stdin,
            // A drive's letter is no revision.
            Some((revision, file))
                if revision.len() > 1 && !file.is_empty() && !path().exists() =>
            {
                VersionSource::Revision(revision.into(), file.into())
            }
            _ => VersionSource::File(path()),
        }
    }

    fn path(&self) -> Option<&Path> {
        match self {
            VersionSource::Stdin => None,
            VersionSource::File(path) | VersionSource::Revision(_, path) => Some(path),
        }
    }

    fn display_name(&self) -> String {
        match self {
            VersionSource::Stdin => "<stdin>".into(),
            VersionSource::File(path) => shown(path),
            VersionSource::Revision(revision, path) => format!("{} ({revision})", shown(path)),
        }
    }

    fn read(&self) -> Result<Vec<u8>, Failure> {
        let read = match self {
            VersionSource::Stdin => {
                let mut bytes = Vec::new();
                files::fill(&mut bytes, std::io::stdin(), files::WHOLE)
                    .map(|()| bytes)
                    .map_err(|error| error.to_string())
            }
            VersionSource::File(path) => {
                files::read(path, files::WHOLE).map_err(|error| match error.kind() {
                    ErrorKind::NotFound => {
                        "there is no such file, and git knows no such revision here".into()
                    }
                    _ => error.to_string(),
                })
            }
            VersionSource::Revision(revision, path) => git::file(path, revision),
        };
        read.map_err(|why| {
            Failure::new(format_args!("{}: {why}", crate::text::printable(&self.display_name())))
        })
    }
}

/// A path for people: the folder that one stands in has a name as well.
fn shown(path: &Path) -> String {
    Some(output::display_name(path)).filter(|name| !name.is_empty()).unwrap_or_else(|| ".".into())
}

/// The two versions that the arguments name.
fn places(versions: &[String]) -> Result<[VersionSource; 2], Failure> {
    let at =
        |revision: &str, path: &str| VersionSource::Revision(revision.to_string(), path.into());
    match versions {
        [path] => Ok([at("HEAD", path), VersionSource::File(path.into())]),
        [old, new] => {
            let (first, second) = (VersionSource::of(old), VersionSource::of(new));
            let is_revision = matches!(&first, VersionSource::File(path) if !path.exists())
                && second.path().is_some_and(|path| git::knows(git::folder_of(path), old));
            match &second {
                VersionSource::File(_) if is_revision => Ok([at(old, new), second]),
                _ if first == VersionSource::Stdin && second == VersionSource::Stdin => {
                    Err(Failure::new("only one version can come from standard input"))
                }
                _ => Ok([first, second]),
            }
        }
        [old, new, path] => Ok([at(old, path), at(new, path)]),
        _ => Err(Failure::new("two versions are compared")),
    }
}

/// Runs the command.
pub fn run(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    let places = places(&args.versions)?;
    let paths: Vec<&Path> = places.iter().filter_map(VersionSource::path).collect();
    let last = paths.last().copied().unwrap_or(Path::new("draft.md"));
    let mut projects = Projects::new(args.config.clone(), args.isolated);
    projects.today = args.today.or_else(Date::today);
    projects.account = args.account.as_deref().map(leads::account).transpose()?;
    projects.named = Roots::new(&paths);
    let (config, linter) = (projects.config(last)?, projects.linter(last)?);
    let channel = args.channel.as_deref().and_then(Channel::named);
    let known = RefCell::default();
    let [old, new] = &places;
    let version = |place: &VersionSource| version(place, last, (&config, &linter), channel, &known);
    let (before, after) = (version(old)?, version(new)?);
    let known = known.into_inner();
    let comparison = FileComparison::new(&before, &after, known.given());
    for version in [&before, &after] {
        if version.report.drafts.is_empty() {
            return Err(Failure::new(format_args!(
                "{}: no draft found",
                crate::text::printable(&version.name)
            )));
        }
    }
    out.write(&match args.format {
        Format::Human => {
            human::draw(&before, &after, &comparison, output::style(args.color.choice()))
        }
        Format::Json => json::draw(&before, &after, &comparison),
    })?;
    let unread = |version: &FileVersion| {
        let problems = version.report.problems.iter();
        let errors = problems.filter(|problem| problem.severity == Severity::Error);
        errors.map(|problem| output::print_error(&format!("error: {problem}\n"))).count()
    };
    unread(&before);
    if unread(&after) > 0 {
        return Ok(ExitCode::from(2));
    }
    let too_bad = |verdict| match args.fail_on {
        FailOn::Never | FailOn::Worse => false,
        FailOn::Doubtful => verdict == Verdict::Doubtful,
        FailOn::Unproven => matches!(verdict, Verdict::Doubtful | Verdict::Unproven),
    };
    let fails = args.fail_on != FailOn::Never
        && (comparison.is_worse()
            || comparison.pairs.iter().any(|pair| too_bad(pair.change.verdict)));
    Ok(if fails { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Reads and lints a version. What its account says is added to `known`.
fn version(
    place: &VersionSource,
    other: &Path,
    (config, linter): (&Config, &Linter),
    channel: Option<Channel>,
    known: &RefCell<KnownAccounts>,
) -> Result<FileVersion, Failure> {
    let bytes = place.read()?;
    let path = place.path().unwrap_or(other);
    let name = output::display_name(path);
    let source = Source { channel, ..config.source(path, &name, &bytes) };
    let recipients = RefCell::new(Vec::new());
    let find = |draft: &Draft| {
        recipients.borrow_mut().push((printable(&draft.id).into_owned(), recipient(draft)));
        let found = linter.accounts.of(&draft.meta, source.path());
        if let Match::One(account, _) = &found {
            known.borrow_mut().add(account);
        }
        found
    };
    let mut session = linter.session();
    let (report, marks) = (session.lint_for(&source, &find), session.marks(&source));
    Ok(FileVersion {
        name: place.display_name(),
        text: source::list_text(&bytes).0.into_owned(),
        bytes,
        recipients: in_order(&report, recipients.into_inner()),
        report,
        marks,
    })
}

/// Who gets a draft: an address, else what its row is called in the list.
fn recipient(draft: &Draft) -> String {
    const IDS: &[&str] = &["id", "leadid", "contactid", "recordid", "prospectid", "recipientid"];
    let of_row = |wanted: &dyn Fn(&str) -> bool| {
        let cells = draft.row.iter().flat_map(|row| &row.cells);
        let mut cells = cells.filter(|(name, cell)| !cell.trim().is_empty() && wanted(name));
        cells.next().map(|(_, cell)| cell.trim().to_string())
    };
    let declared = draft.meta.to.as_ref().map(|to| to.mail.trim().to_string());
    declared
        .filter(|mail| !mail.is_empty())
        .or_else(|| of_row(&|name| Column::new(name).means == Means::Email))
        .or_else(|| of_row(&|name| IDS.contains(&plain(name).as_str())))
        .unwrap_or_default()
}

/// What was found of drafts, by their names, in the order of the report.
fn in_order(report: &FileReport, found: Vec<(String, String)>) -> Vec<String> {
    let mut by_name: HashMap<String, VecDeque<String>> = HashMap::new();
    found.into_iter().for_each(|(name, own)| by_name.entry(name).or_default().push_back(own));
    let own = |draft: &DraftReport| by_name.get_mut(&draft.id)?.pop_front();
    report.drafts.iter().map(own).map(Option::unwrap_or_default).collect()
}
