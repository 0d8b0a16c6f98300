//! The files of a run: read, whole or piece by piece, linted, fixed if asked, and drawn, two or
//! more at a time.

use std::borrow::Cow;
use std::io::{IsTerminal, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use indicatif::ProgressBar;

use super::drawn::Drawn;
use super::filter::{BaselineKeys, ReportFilter};
use super::fix::Mode;
use super::leads;
use super::task::{Bytes, Job};
use super::{output, parquet, pool};
use crate::config::Limits;
use crate::files;
use crate::fix::Fixer;
use crate::lint::{Linter, Listed, Session};
use crate::outcome::{Diagnostic, FileReport};
use crate::report::{ByDraft, Digest, DrawnDrafts, Form, Tally};
use crate::source::piece::{self, Piece, Pieces};
use crate::source::{self, Before, Contents, Source, office, walk};
use crate::text::{Problem, Span};
use crate::vocabulary::Channel;

/// What is to be done with every file.
pub struct Work<'w> {
    /// The form of the report.
    pub form: &'w dyn Form,
    /// The channel, when it is forced.
    pub channel: Option<Channel>,
    /// What is left out of the report.
    pub filter: &'w ReportFilter,
    /// Whether to fix, and what.
    pub fix: Mode,
    /// The lead list that templates are checked with.
    pub list: Option<&'w leads::GivenList>,
}

/// What became of a job, or of a piece of one.
pub enum Outcome {
    /// Its report (or, when fixing shows text, that text), counts, and what a baseline has to know.
    Checked(Drawn, Tally, Option<BaselineKeys>),
    /// Of a long list, what is worth it.
    Digested(Digest, Tally),
    /// No draft.
    LeftOut(&'static str),
    /// Could not be read, or not be written.
    Unreadable(String),
}

/// What one thread does at a time.
pub struct WorkItem<'j> {
    /// The file.
    pub job: &'j Job,
    what: WorkKind,
}

enum WorkKind {
    Whole,
    Piece(Piece),
    LeftOut(&'static str),
    Unreadable(String),
}

/// Bytes to read drafts from, and what came before them in a long list.
pub struct PartBytes<'j> {
    /// The bytes.
    pub bytes: Cow<'j, [u8]>,
    /// What came before; `None` for a whole file.
    pub before: Option<Before>,
    /// What is wrong with the document of Office that the bytes were made of; `None` for all other
    /// files.
    pub office: Option<Vec<Problem>>,
    /// Nobody pointed at it, so it may hold no draft.
    walked: bool,
}

/// Why there are no bytes.
pub enum OpenError {
    /// No draft.
    LeftOut(&'static str),
    /// Could not be read.
    Unreadable(String),
}

impl<'j> WorkItem<'j> {
    /// Reads what is to be read.
    pub fn open(self) -> Result<PartBytes<'j>, OpenError> {
        let WorkItem { job, what } = self;
        let whole = |bytes| Ok(PartBytes { bytes, before: None, office: None, walked: false });
        match (what, &job.bytes) {
            (WorkKind::LeftOut(why), _) => Err(OpenError::LeftOut(why)),
            (WorkKind::Unreadable(why), _) => Err(OpenError::Unreadable(why)),
            (WorkKind::Piece(piece), _) => Ok(PartBytes {
                bytes: piece.bytes.into(),
                before: Some(piece.before),
                office: None,
                walked: false,
            }),
            (WorkKind::Whole, Bytes::Stdin(head, more)) => {
                job.limits.allows(head.len() as u64).map_err(OpenError::Unreadable)?;
                let mut bytes = Cow::from(head);
                if *more {
                    let most = job.limits.file as u64;
                    files::fill(bytes.to_mut(), std::io::stdin(), most)
                        .map_err(|error| OpenError::Unreadable(error.to_string()))?;
                }
                whole(bytes)
            }
            (WorkKind::Whole, Bytes::Table(path)) => {
                let mut bytes = Vec::new();
                let read = parquet::open(path)
                    .and_then(|rows| files::fill(&mut bytes, rows, job.limits.file as u64));
                read.map_err(|error| OpenError::Unreadable(error.to_string()))?;
                whole(bytes.into())
            }
            (WorkKind::Whole, Bytes::File(file)) => {
                let read = read_whole(&file.path, &job.limits).map_err(OpenError::Unreadable)?;
                let (read, office) = match office::words(&read) {
                    Some(words) => (words.text.into_bytes(), Some(words.problems)),
                    None => (read, None),
                };
                // A document that is broken is said to be.
                let walked = job.is_walked() && office.as_ref().is_none_or(Vec::is_empty);
                Ok(PartBytes { office, walked, ..whole(read.into())? })
            }
        }
    }
}

impl PartBytes<'_> {
    /// What is in the bytes, which are those of `source`; or why that is no draft.
    pub fn read(&self, source: &Source, linter: &Linter) -> Result<Contents, &'static str> {
        if self.walked {
            source::read_if_draft(source, &linter.resolver)
        } else {
            Ok(linter.read(source))
        }
    }
}

impl Job {
    /// Where the file is, when it is one.
    fn path(&self) -> Option<&Path> {
        match &self.bytes {
            Bytes::File(file) => Some(&file.path),
            Bytes::Table(_) | Bytes::Stdin(..) => None,
        }
    }

    /// True for a file that nobody pointed at and of which nobody says what it is.
    fn is_walked(&self) -> bool {
        self.format.is_none() && matches!(&self.bytes, Bytes::File(file) if !file.named)
    }
}

/// The parts of all jobs, in order; long lists in pieces.
pub fn parts<'j>(
    jobs: &'j [Job],
    bar: &'j ProgressBar,
) -> impl Iterator<Item = WorkItem<'j>> + Send {
    WorkItems { jobs: jobs.iter(), open: None, cuts: true, bar }
}

/// Checks all files. `each` gets what became of them, in order; of a long list, of its pieces.
pub fn check_all<E>(
    jobs: &[Job],
    work: &Work,
    mut each: impl FnMut(&str, Outcome) -> Result<(), E>,
) -> Result<(), E> {
    // What is fixed, known from a baseline or compared with a list is read whole.
    let cuts = work.fix.least().is_none() && !work.filter.has_baseline() && work.list.is_none();
    let long: u64 = jobs.iter().filter(|_| cuts).filter_map(long).sum();
    // Where drafts are written as they come, they show the progress.
    let bar = if long > 0 && (work.form.digests() || !std::io::stdout().is_terminal()) {
        output::bar(long, "{wide_bar} {bytes} of {total_bytes}, {eta} left")
    } else {
        ProgressBar::hidden()
    };
    let parts = WorkItems { jobs: jobs.iter(), open: None, cuts, bar: &bar };
    // Threads cost more than a draft: a handful is read by this one.
    let threads = if jobs.len() < 8 && long == 0 {
        1
    } else {
        std::thread::available_parallelism().map_or(1, usize::from)
    };
    pool::ordered(
        parts,
        threads,
        || None::<(&Job, Session)>,
        |state, part| {
            let job = part.job;
            let session = match state {
                Some((last, session)) if Arc::ptr_eq(&last.linter, &job.linter) => session,
                _ => &mut state.insert((job, job.linter.session())).1,
            };
            // A fault of this program on one file must not hide what is found in the others.
            let done = catch_unwind(AssertUnwindSafe(|| {
                check(part, work, session).unwrap_or_else(Outcome::Unreadable)
            }));
            let outcome = done.unwrap_or_else(|_| {
                *state = None;
                Outcome::Unreadable("germane itself failed on this file; please report it".into())
            });
            (job.name.as_str(), outcome)
        },
        |(name, outcome)| bar.suspend(|| each(name, outcome)),
    )?;
    bar.finish_and_clear();
    Ok(())
}

/// Bytes of a file that is read piece by piece, as far as its name and its length show.
pub fn long(job: &Job) -> Option<u64> {
    let length = || match &job.bytes {
        Bytes::File(file) => std::fs::metadata(&file.path).ok().map(|file| file.len()),
        // A table is packed: its length says little of that of its rows.
        Bytes::Table(path) => std::fs::metadata(path).ok().map(|file| file.len()),
        Bytes::Stdin(head, _) => Some(head.len() as u64),
    };
    piece::is_named_list(&job.name, job.format)
        .then(length)
        .flatten()
        .filter(|length| *length > piece::SIZE as u64)
}

type Input<'j> = Box<dyn Read + Send + 'j>;

/// The parts of all jobs, in order. Long lists are read here, one piece at a time; other files by
/// whoever checks them.
struct WorkItems<'j> {
    jobs: std::slice::Iter<'j, Job>,
    open: Option<(&'j Job, Pieces<Input<'j>>)>,
    /// Bytes of long lists that were handed out.
    bar: &'j ProgressBar,
    /// Long lists may be cut.
    cuts: bool,
}

impl<'j> Iterator for WorkItems<'j> {
    type Item = WorkItem<'j>;

    fn next(&mut self) -> Option<WorkItem<'j>> {
        if let Some((job, pieces)) = &mut self.open {
            match pieces.next() {
                Some(Ok(piece)) => {
                    self.bar.inc(piece.bytes.len() as u64);
                    return Some(WorkItem { job, what: WorkKind::Piece(piece) });
                }
                Some(Err(why)) => return Some(WorkItem { job, what: WorkKind::Unreadable(why) }),
                None => self.open = None,
            }
        }
        let job = self.jobs.next()?;
        let Some(mut pieces) = self.pieces(job) else {
            return Some(WorkItem { job, what: WorkKind::Whole });
        };
        let what = match pieces.next()? {
            Err(why) => WorkKind::Unreadable(why),
            Ok(first) => match walk::not_a_draft(Path::new(&job.name), &first.bytes)
                .filter(|_| job.is_walked())
            {
                Some(why) => WorkKind::LeftOut(why),
                None => {
                    self.open = Some((job, pieces));
                    self.bar.inc(first.bytes.len() as u64);
                    WorkKind::Piece(first)
                }
            },
        };
        Some(WorkItem { job, what })
    }
}

impl<'j> WorkItems<'j> {
    fn pieces(&self, job: &'j Job) -> Option<Pieces<Input<'j>>> {
        long(job).filter(|_| self.cuts)?;
        let input: Input = match &job.bytes {
            Bytes::File(file) => Box::new(files::open(&file.path).ok()?.0),
            Bytes::Table(path) => parquet::open(path).ok()?,
            Bytes::Stdin(head, false) => Box::new(head.as_slice()),
            Bytes::Stdin(head, true) => Box::new(head.chain(std::io::stdin())),
        };
        Pieces::new(&job.name, job.format, input, piece::SIZE, job.limits.record).ok()?
    }
}

fn read_whole(path: &Path, limits: &Limits) -> Result<Vec<u8>, String> {
    let said = |error: std::io::Error| error.to_string();
    let (file, length) = files::open(path).map_err(said)?;
    limits.allows(length)?;
    let mut bytes = Vec::with_capacity(length as usize);
    files::fill(&mut bytes, file, limits.file as u64).map_err(said)?;
    Ok(bytes)
}

fn check<'l>(
    part: WorkItem<'l>,
    work: &Work,
    session: &mut Session<'l>,
) -> Result<Outcome, String> {
    let job = part.job;
    let opened = match part.open() {
        Ok(opened) => opened,
        Err(OpenError::LeftOut(why)) => return Ok(Outcome::LeftOut(why)),
        Err(OpenError::Unreadable(why)) => return Err(why),
    };
    let (bytes, before) = (&*opened.bytes, &opened.before);
    let source = Source {
        channel: work.channel,
        format: job.format,
        before: before.as_ref(),
        ..Source::new(&job.name, bytes)
    };
    let contents = match opened.read(&source, session.linter()) {
        Ok(contents) => contents,
        Err(why) => return Ok(Outcome::LeftOut(why)),
    };
    let office = &opened.office;
    let more = before.as_ref().is_some_and(|before| !before.is_nothing());
    let digests = work.form.digests() && !work.filter.asks_git();
    let mut shown = None;
    // Posts of one file have one author, who gets a summary of all of them.
    let apart = office.is_none()
        && work.fix.least().is_none()
        && work.list.is_none()
        && contents.drafts.iter().all(|draft| draft.channel != Channel::Post);
    let is_long = before.is_some() || Digest::is_worth(&contents);
    if apart && digests && is_long && work.filter.is_idle() {
        let listed = session.lint_list(&source, contents, job.least);
        let tally = Tally::of_list(&listed);
        return Ok(Outcome::Digested(
            Digest::of(listed, work.form),
            if more { tally.more() } else { tally },
        ));
    }
    let draws =
        |form: &&dyn ByDraft| apart && (contents.sequences.is_empty() || !form.joins_steps());
    if let Some(form) = work.form.by_draft().filter(draws) {
        let (drawn, tally, seen) = one_by_one(form, work, job, session, &source, contents);
        return Ok(Outcome::Checked(drawn, if more { tally.more() } else { tally }, seen));
    }
    let mut report = match work.fix.least().filter(|_| office.is_none()) {
        None => match work.list {
            Some(list) => {
                let done = |rows: usize| list.bar.inc(rows as u64);
                session.lint_against(&source, contents, &list.leads, &done)
            }
            None => session.lint_contents(&source, contents),
        },
        Some(least) => {
            let fixed = Fixer { session, source }.run_on(contents, least);
            match work.fix.settle(&job.name, job.path(), bytes, &fixed.bytes) {
                Ok(text) => {
                    output::print_error(&work.fix.describe(&job.name, &fixed));
                    shown = text;
                    fixed.report
                }
                // The file is as it was, and so is what there is to say of it.
                Err(why) => {
                    let mut report = session.lint(&source);
                    report.problems.insert(0, Diagnostic::unusable(&job.name, why));
                    report
                }
            }
        }
    };
    // What is made of a document is not written back into it.
    let unchanged = work.fix.least().and(office.as_ref()).map(|_| {
        Problem::warning(Span::default(), "nothing is mended in a document of Word or Excel")
            .hint("save its words as text")
    });
    let of_office = office.iter().flatten().cloned().chain(unchanged);
    report.problems.extend(of_office.map(|problem| Diagnostic::of_file(&job.name, problem)));
    let seen = work.filter.apply(job.path().unwrap_or(Path::new(&job.name)), &mut report);
    report.require_score(job.least);
    let tally = Tally::of(&report);
    let tally = if more { tally.more() } else { tally };
    if shown.is_none() && work.form.digests() && (before.is_some() || Digest::is_due(&report)) {
        return Ok(Outcome::Digested(Digest::of(Listed::of(report, job.least), work.form), tally));
    }
    // A list that is digested has no rows: their number would be that of its drafts.
    let tally = Tally { rows: work.form.rows(&report), ..tally };
    Ok(Outcome::Checked(shown.unwrap_or_else(|| work.form.file(&report)).into(), tally, seen))
}

/// Draws each draft as soon as it is linted, and counts it; gives what a baseline has to know, too.
fn one_by_one(
    form: &dyn ByDraft,
    work: &Work,
    job: &Job,
    session: &mut Session,
    source: &Source,
    contents: Contents,
) -> (Drawn, Tally, Option<BaselineKeys>) {
    let (mut drawn, mut tally, mut short) = (Drawn::default(), Tally::default(), Vec::new());
    let mut of =
        FileReport { start: source.start(), ..FileReport::of_one(source.name, contents.format) };
    let mut counts = DrawnDrafts::default();
    let mut seen: Option<BaselineKeys> = None;
    let mut narrow = |of: &mut FileReport, number: usize| {
        let known = work.filter.apply(job.path().unwrap_or(Path::new(&job.name)), of);
        match (&mut seen, known) {
            (Some(seen), Some(known)) => seen.keys.extend(known.keys),
            (seen, known) => *seen = known,
        }
        of.require_score(job.least);
        of.shortfalls.iter_mut().for_each(|short| short.of += number);
    };
    let mut report = session.lint_each(source, contents, &mut |draft| {
        let number = counts.drafts;
        of.drafts = vec![draft];
        narrow(&mut of, number);
        let text = form.draft(&of, &of.drafts[0], number);
        counts.failed += usize::from(form.fails(&of, &of.drafts[0], number));
        counts.drafts += 1;
        short.append(&mut of.shortfalls);
        tally.add(&Tally::of(&of).more());
        let first = if form.is_list() { text.is_empty() || drawn.is_empty() } else { number == 0 };
        drawn.push(if first { "" } else { form.between() });
        drawn.push(&text);
    });
    narrow(&mut report, counts.drafts);
    short.append(&mut report.shortfalls);
    report.shortfalls = short;
    tally.add(&Tally::of(&report));
    let [mut before, mut behind] = form.around(&report, counts);
    if form.is_list() {
        let between = form.between();
        if !(behind.is_empty() || before.is_empty() && drawn.is_empty()) {
            behind.insert_str(0, between);
        }
        if !before.is_empty() && !drawn.is_empty() {
            before += between;
        }
    }
    (drawn.within([before, behind]), tally, seen)
}
