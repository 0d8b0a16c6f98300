//! The files of a run: linted, fixed if asked, and drawn, two or more at a time. `parts` reads them.

use std::io::IsTerminal;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use indicatif::ProgressBar;

use super::drawn::Drawn;
use super::filter::{BaselineKeys, ReportFilter, WholeFindings, whole_findings};
use super::fix::Mode;
use super::leads;
use super::parts::{OpenError, WorkItem, long, parts};
use super::task::Job;
use super::{output, pool};
use crate::fix::Fixer;
use crate::lint::{Listed, Session};
use crate::outcome::{Diagnostic, FileReport};
use crate::report::{ByDraft, Digest, DrawnDrafts, Form, Tally};
use crate::source::{self, Contents, Source};
use crate::text::{Problem, Span};
use crate::vocabulary::{Channel, Severity};

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
    /// Its report, counts, and what a baseline has to know.
    Checked(Drawn, Tally, Option<BaselineKeys>),
    /// The same of a file whose text is shown in place of the report: its difference, or standard
    /// input made right, byte by byte.
    Fixed(Vec<u8>, Tally, Option<BaselineKeys>),
    /// Of a long list, what is worth it.
    Digested(Digest, Tally),
    /// No draft.
    LeftOut(&'static str),
    /// Could not be read, or not be written.
    Unreadable(String),
}

impl Outcome {
    /// The same with its counts judged by the severity from which on findings fail the run.
    fn judged(self, fail_on: Severity) -> Self {
        match self {
            Outcome::Checked(drawn, tally, keys) => {
                Outcome::Checked(drawn, tally.judged(fail_on), keys)
            }
            Outcome::Fixed(text, tally, keys) => Outcome::Fixed(text, tally.judged(fail_on), keys),
            Outcome::Digested(digest, tally) => Outcome::Digested(digest, tally.judged(fail_on)),
            other => other,
        }
    }
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
    let parts = parts(jobs, cuts, &bar);
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
            (job.name.as_str(), outcome.judged(job.fail_on))
        },
        |(name, outcome)| bar.suspend(|| each(name, outcome)),
    )?;
    bar.finish_and_clear();
    Ok(())
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
    let apart = office.is_none() && work.fix.least().is_none() && work.list.is_none();
    // Posts of one file have one author, who gets a summary of all of them.
    let posts = contents.drafts.iter().any(|draft| draft.channel == Channel::Post);
    let is_long = before.is_some() || Digest::is_worth(&contents);
    if apart && !posts && digests && is_long && work.filter.is_idle() {
        let listed = session.lint_list(&source, contents, job.least);
        let tally = Tally::of_list(&listed);
        return Ok(Outcome::Digested(
            Digest::of(listed, work.form),
            if more { tally.more() } else { tally },
        ));
    }
    // What to fix first in a sequence that scores too low may stand in one of its steps.
    let draws = |form: &&dyn ByDraft| {
        let whole = form.joins_steps() || job.least.is_some();
        apart && (contents.sequences.is_empty() || !whole)
    };
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
    let unchanged = match &office {
        Some(_) => Some(("a document of Word or Excel", "save its words as text")),
        None => source::is_utf_16(bytes).then_some(("a file in UTF-16", "save it as UTF-8")),
    };
    let unchanged = unchanged.filter(|_| work.fix.least().is_some()).map(|(what, hint)| {
        Problem::warning(Span::default(), format!("nothing is mended in {what}")).hint(hint)
    });
    let of_office = office.iter().flatten().cloned().chain(unchanged);
    report.problems.extend(of_office.map(|problem| Diagnostic::of_file(&job.name, problem)));
    let path = job.path().unwrap_or(Path::new(&job.name));
    let seen = work.filter.apply(path, &known_before(work, job, session, &source), &mut report);
    report.require_score(job.least);
    if before.is_none() && report.scored().next().is_none() {
        report.require_draft(job.least);
    }
    let tally = Tally::of(&report);
    let tally = if more { tally.more() } else { tally };
    if shown.is_none() && work.form.digests() && (before.is_some() || Digest::is_due(&report)) {
        return Ok(Outcome::Digested(Digest::of(Listed::of(report, job.least), work.form), tally));
    }
    // A list that is digested has no rows: their number would be that of its drafts.
    let tally = Tally { rows: work.form.rows(&report), ..tally };
    Ok(match shown {
        Some(text) => Outcome::Fixed(text, tally, seen),
        None => Outcome::Checked(work.form.file(&report).into(), tally, seen),
    })
}

/// What was said of the drafts of a file as a whole before it changed, where only changes are told.
fn known_before(work: &Work, job: &Job, session: &mut Session, now: &Source) -> WholeFindings {
    // Of a long list, which is read in pieces, rows are compared with none: those that changed are
    // told.
    let whole = now.before.is_none();
    let bytes = job.path().filter(|_| whole).and_then(|path| work.filter.before(path));
    let lint = |bytes: &Vec<u8>| whole_findings(&session.lint(&Source { bytes, ..*now }));
    bytes.as_ref().map(lint).unwrap_or_default()
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
    let (mut counts, all) = (DrawnDrafts::default(), contents.drafts.len());
    let mut seen: Option<BaselineKeys> = None;
    let path = job.path().unwrap_or(Path::new(&job.name));
    let before_change = known_before(work, job, session, source);
    let mut narrow = |of: &mut FileReport, number: usize| {
        let known = work.filter.apply(path, &before_change, of);
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
        tally.add(&Tally::of_some(&of, all).more());
        let first = if form.is_list() { text.is_empty() || drawn.is_empty() } else { number == 0 };
        drawn.push(if first { "" } else { form.between() });
        drawn.push(&text);
    });
    narrow(&mut report, counts.drafts);
    if counts.drafts == 0 && report.sequences.is_empty() && source.before.is_none() {
        report.require_draft(job.least);
    }
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
