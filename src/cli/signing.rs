//! From paths to signed drafts: what `sign` writes and what `campaign` counts.

use std::io::IsTerminal;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;

use super::parts::{OpenError, PartBytes, WorkItem};
use super::task::{Bytes, Job};
use super::{Failure, output, pool};
use crate::analysis;
use crate::campaign::{PassageReader, Signature, Signed, record};
use crate::draft::{Draft, RecipientRow};
use crate::files::Roots;
use crate::leads::{self, Lead, List};
use crate::lint::Session;
use crate::order::InOrder;
use crate::project::Projects;
use crate::source::walk;
use crate::source::{Contents, Format, Source};
use crate::text::{About, Problem, plural, printable};
use crate::vocabulary::Severity;

/// Arguments that `sign` and `campaign` share.
#[derive(Debug, clap::Args)]
pub struct Input {
    /// Files, folders, or - for standard input
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// Fill templates from this list: a draft for every row
    #[arg(long, value_name = "LIST")]
    pub leads: Option<PathBuf>,
    /// The name that standard input goes by, which says its format
    #[arg(long, value_name = "NAME", default_value = "stdin.jsonl")]
    pub stdin_filename: PathBuf,
}

/// What becomes of every draft.
#[derive(Clone, Copy, Debug)]
pub struct SigningOptions {
    /// It is scored.
    pub score: bool,
    /// Its text is kept.
    pub text: bool,
}

/// What a run over all drafts could not use.
#[derive(Debug, Default)]
pub struct Unused {
    /// Files that were not read, or not wholly, and why.
    pub errors: Vec<(String, String)>,
    /// The list that fills templates has no row that names anybody.
    pub nobody: bool,
    /// Files that were read in one of several ways.
    pub warnings: Vec<(String, String)>,
    /// Drafts of which the words stand elsewhere: bodies that are one field.
    pub opaque: usize,
}

impl Unused {
    /// Says on standard error what was not read. True when that was something.
    pub fn report(&self) -> bool {
        self.errors.iter().for_each(|(path, why)| {
            let (path, why) = (output::name(Path::new(path)), printable(why));
            output::print_error(&format!("error: {path}: {why}\n"))
        });
        self.warnings.iter().for_each(|(path, why)| {
            let (path, why) = (output::name(Path::new(path)), printable(why));
            output::print_error(&format!("warning: {path}: {why}\n"))
        });
        if self.opaque > 0 {
            let (n, are) = (self.opaque, plural(self.opaque, "draft is", "drafts are"));
            output::print_error(&format!(
                "note: {n} {are} one merge field, whose text is in a list; --leads LIST fills it\n"
            ));
        }
        !self.errors.is_empty()
    }
}

/// Calls `each` for every draft, in the order of files and of drafts in them.
pub fn each(
    input: &Input,
    wanted: SigningOptions,
    mut each: impl FnMut(Signed, Signature) -> Result<(), Failure>,
) -> Result<Unused, Failure> {
    let mut unused = Unused::default();
    let jobs = jobs(input, &mut unused)?;
    if let Some(path) = &input.leads {
        let list = List::open(path, &path.display().to_string());
        let list = list.map_err(|error| Failure::of_file(path, error))?;
        let said = list.warnings().into_iter();
        unused.warnings.extend(said.map(|problem| (list.path.clone(), problem.message)));
        filled(&jobs, &list, wanted, &mut unused, &mut each)?;
        return Ok(unused);
    }
    let bar = progress(&jobs);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    pool::ordered(
        super::parts::parts(&jobs, true, &bar),
        if jobs.len() < 8 && bar.is_hidden() && bar.length() == Some(0) { 1 } else { threads },
        || (PassageReader::default(), None::<Session>),
        |(reader, session), part| {
            let job = part.job;
            let linter = &*job.linter;
            if session.as_ref().is_none_or(|session| !std::ptr::eq(session.linter(), linter)) {
                *session = Some(linter.session());
            }
            // A fault of this program on one file must not hide the others.
            let done =
                catch_unwind(AssertUnwindSafe(|| signed(part, wanted, reader, session.as_mut())));
            (
                job.name.as_str(),
                done.unwrap_or_else(|_| {
                    Err("germane itself failed on this file; please report it".into())
                }),
            )
        },
        |(name, done)| -> Result<(), Failure> {
            match done {
                Ok(part) => {
                    unused
                        .errors
                        .extend(part.errors.into_iter().map(|why| (name.to_string(), why)));
                    for why in part.warnings {
                        // Parts of one file follow each other.
                        let mut known =
                            unused.warnings.iter().rev().take_while(|(of, _)| of == name);
                        if !known.any(|(_, known)| *known == why) {
                            unused.warnings.push((name.to_string(), why));
                        }
                    }
                    unused.opaque += part.opaque;
                    part.drafts
                        .into_iter()
                        .try_for_each(|(draft, signature)| each(draft, signature))
                }
                Err(why) => {
                    unused.errors.push((name.to_string(), why));
                    Ok(())
                }
            }
        },
    )?;
    bar.finish_and_clear();
    Ok(unused)
}

/// The files, each with the rules that apply to it.
fn jobs(input: &Input, unused: &mut Unused) -> Result<Vec<Job>, Failure> {
    let (stdin, roots): (Vec<PathBuf>, Vec<PathBuf>) =
        input.paths.iter().cloned().partition(|path| path.as_os_str() == "-");
    let mut projects = Projects::new(None, false);
    projects.named = Roots::new(&roots);
    let mut jobs = Vec::new();
    let mut add = |projects: &mut Projects, path: &Path, bytes: Bytes| -> Result<(), Failure> {
        let (config, linter) = (projects.config(path)?, projects.linter(path)?);
        let is_table = matches!(bytes, Bytes::Table(_));
        let (format, limits) =
            (if is_table { Some(Format::Jsonl) } else { config.format_for(path) }, config.limits);
        jobs.push(Job {
            name: super::output::display_name(path),
            bytes,
            linter,
            format,
            least: None,
            fail_on: Severity::Off,
            limits,
        });
        Ok(())
    };
    if !stdin.is_empty() {
        let name = &input.stdin_filename;
        let config = projects.config(name)?;
        let bytes = Bytes::stdin(
            &super::output::display_name(name),
            config.format_for(name),
            &config.limits,
        );
        let bytes = bytes.map_err(|error| Failure::new(format_args!("standard input: {error}")))?;
        add(&mut projects, name, bytes)?;
    }
    let walk = walk::walk(&roots);
    unused.errors.extend(
        walk.errors.iter().map(|(path, why)| (super::output::display_name(path), why.clone())),
    );
    let list = input.leads.as_ref().and_then(|list| list.canonicalize().ok());
    for file in walk.files {
        let config = projects.config(&file.path)?;
        let excluded = !file.named && config.exclude.is_match(config.relative(&file.path));
        // The list that fills templates is no copy.
        let is_list = list.is_some() && file.path.canonicalize().ok() == list;
        if !excluded && !is_list {
            let path = file.path.clone();
            let is_table =
                path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("parquet"));
            add(
                &mut projects,
                &path,
                if is_table { Bytes::Table(file.path) } else { Bytes::File(file) },
            )?;
        }
    }
    Ok(jobs)
}

fn progress(jobs: &[Job]) -> ProgressBar {
    let long: u64 = jobs.iter().filter_map(super::parts::long).sum();
    if long > 0 && !std::io::stdout().is_terminal() {
        output::bar(long, "{wide_bar} {bytes} of {total_bytes}, {eta} left")
    } else {
        let bar = ProgressBar::hidden();
        bar.set_length(long);
        bar
    }
}

/// What one part of a file gives.
#[derive(Default)]
struct PartResult {
    drafts: Vec<(Signed, Signature)>,
    errors: Vec<String>,
    warnings: Vec<String>,
    opaque: usize,
}

fn signed(
    part: WorkItem,
    wanted: SigningOptions,
    reader: &mut PassageReader,
    session: Option<&mut Session>,
) -> Result<PartResult, String> {
    let job = part.job;
    let opened = match part.open() {
        Ok(opened) => opened,
        Err(OpenError::LeftOut(_)) => return Ok(PartResult::default()),
        Err(OpenError::Unreadable(why)) => return Err(why),
    };
    let source = Source {
        format: job.format,
        before: opened.before.as_ref(),
        ..Source::new(&job.name, &opened.bytes)
    };
    let Ok(contents) = opened.read(&source, &job.linter) else { return Ok(PartResult::default()) };
    let mut given = PartResult::default();
    given.errors.extend(errors(&opened, &contents));
    let told = |problem: &Problem| match problem.about {
        About::SharedColumns => Some(problem.message.clone()),
        // Of a long list each part counts its own: told once, without a number.
        About::Encoding => {
            Some("not all of its bytes are text; U+FFFD stands for the others".to_string())
        }
        About::Text | About::OpaqueBody => None,
    };
    given.warnings.extend(contents.problems.iter().filter_map(told));
    let report = session
        .filter(|_| wanted.score)
        .map(|session| session.lint_contents(&source, contents.clone()));
    let sequences = contents.sequence_of();
    for (at, draft) in contents.drafts.iter().enumerate() {
        if draft.opaque {
            given.opaque += 1;
            continue;
        }
        let mut signed = Signed::of(draft);
        if signed.sequence.is_empty() {
            let of = sequences[at].map(|of| contents.sequences[of].id.clone());
            signed.sequence = of.unwrap_or_default();
        }
        if let Some(scored) = report
            .as_ref()
            .and_then(|report| report.drafts.get(at))
            .filter(|scored| scored.id == draft.id)
        {
            signed.score = scored.score.as_ref().ok().map(|score| score.total);
            signed.rules = scored.findings.iter().map(|finding| finding.rule.to_string()).collect();
            signed.rules.order();
            signed.rules.dedup();
        }
        let signature = signed.sign(reader, record::text(draft), wanted.text);
        let others = signed.to_others(draft, draft.row.as_deref());
        let all = std::iter::once(signed).chain(others);
        given.drafts.extend(all.map(|signed| (signed, signature.clone())));
    }
    Ok(given)
}

/// What of a file was not read.
fn errors(opened: &PartBytes, contents: &Contents) -> Vec<String> {
    let of_office = opened.office.iter().flatten();
    let all = of_office.chain(&contents.problems);
    let all = all.filter(|problem| problem.is_error());
    let hint = |of: &Problem| of.hint.as_ref().map_or(String::new(), |hint| format!(" ({hint})"));
    all.map(|problem| format!("{}{}", problem.message, hint(problem))).collect()
}

/// Every template with every row of a list. Drafts that are no templates stand for themselves.
fn filled(
    jobs: &[Job],
    list: &List,
    wanted: SigningOptions,
    unused: &mut Unused,
    each: &mut impl FnMut(Signed, Signature) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut reader = PassageReader::default();
    let bar = ProgressBar::hidden();
    for part in super::parts::parts(jobs, true, &bar) {
        let job = part.job;
        let opened = match part.open() {
            Ok(opened) => opened,
            Err(OpenError::LeftOut(_)) => continue,
            Err(OpenError::Unreadable(why)) => {
                unused.errors.push((job.name.clone(), why));
                continue;
            }
        };
        let source = Source {
            format: job.format,
            before: opened.before.as_ref(),
            ..Source::new(&job.name, &opened.bytes)
        };
        let Ok(contents) = opened.read(&source, &job.linter) else { continue };
        unused
            .errors
            .extend(errors(&opened, &contents).into_iter().map(|why| (job.name.clone(), why)));
        for draft in &contents.drafts {
            let fields = analysis::fields(draft);
            if !analysis::is_template(draft, &fields) && !draft.opaque {
                let mut signed = Signed::of(draft);
                let signature = signed.sign(&mut reader, record::text(draft), wanted.text);
                let others = signed.to_others(draft, draft.row.as_deref());
                let mut all = std::iter::once(signed).chain(others);
                all.try_for_each(|signed| each(signed, signature.clone()))?;
                continue;
            }
            let (mut done, mut broken) = (Ok(()), 0);
            unused.nobody = true;
            list.each(|lead| match lead {
                Ok(lead) if done.is_ok() => {
                    unused.nobody = false;
                    let rendered = leads::render(draft, &fields, &lead).draft;
                    let row = row_of(&lead);
                    let mut signed = for_lead(&rendered, &lead, &row);
                    let signature = signed.sign(&mut reader, record::text(&rendered), wanted.text);
                    let others = signed.to_others(&rendered, Some(&row));
                    let mut all = std::iter::once(signed).chain(others);
                    done = all.try_for_each(|signed| each(signed, signature.clone()));
                }
                Ok(_) => {}
                Err(_) => broken += 1,
            });
            done?;
            if unused.nobody && broken == 0 {
                let why = "no row names a person or a company, so no template is filled";
                let said = (list.path.clone(), why.to_string());
                if !unused.errors.contains(&said) {
                    unused.errors.push(said);
                }
            }
            if broken > 0 {
                let rows = plural(broken, "row was", "rows were");
                let said = (
                    list.path.clone(),
                    format!("{broken} {rows} left out; `germane check --leads` says which"),
                );
                if !unused.errors.contains(&said) {
                    unused.errors.push(said);
                }
            }
        }
    }
    Ok(())
}

/// The cells of a lead.
fn row_of(lead: &Lead) -> RecipientRow {
    let cells = lead.values.iter().map(|(name, value)| (name.as_str().into(), value.clone()));
    RecipientRow { number: lead.number, cells: cells.collect() }
}

/// A rendered draft, with what its row says of the recipient.
fn for_lead(draft: &Draft, lead: &Lead, row: &RecipientRow) -> Signed {
    let mut signed = Signed::of_row(draft, Some(row));
    signed.names.extend(lead.account.names().map(str::to_string).filter(|name| !name.is_empty()));
    if signed.account.is_empty() {
        signed.account = lead
            .account
            .domains
            .first()
            .cloned()
            .unwrap_or_else(|| lead.account.spoken_name().to_string());
    }
    signed
}
