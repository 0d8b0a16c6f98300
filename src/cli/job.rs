//! The files of a run: read, linted, fixed if asked, and drawn, two or more at a time.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::fix::Mode;
use super::leads;
use super::narrow::Narrow;
use super::output;
use crate::analysis::Analyser;
use crate::draft::Channel;
use crate::fix::Fixer;
use crate::lint::Linter;
use crate::report::{Form, Tally};
use crate::source::Source;
use crate::source::walk::{self, Found};

/// One file to be checked.
pub struct Job {
    /// Its path as reports show it.
    pub name: String,
    /// Where its bytes are.
    pub bytes: Bytes,
    /// The rules for it.
    pub linter: Arc<Linter>,
    /// The score that its drafts need.
    pub least: Option<f64>,
}

/// Where the bytes of a job are.
pub enum Bytes {
    /// In a file.
    File(Found),
    /// Read from standard input.
    Stdin(Vec<u8>),
}

/// What is to be done with every file.
pub struct Work<'w> {
    /// The form of the report.
    pub form: &'w dyn Form,
    /// The channel, when it is forced.
    pub channel: Option<Channel>,
    /// What is left out of the report.
    pub narrow: &'w Narrow,
    /// Whether to fix, and what.
    pub fix: Mode,
    /// The lead list to hold templates against.
    pub list: Option<&'w leads::Given<'w>>,
}

/// What became of a job.
pub enum Outcome {
    /// Its report (or, when fixing shows text, that text), counts, and what a baseline has to know.
    Checked(String, Tally, Option<Seen>),
    /// No draft.
    LeftOut(&'static str),
    /// Could not be read, or not be written.
    Unreadable(String),
}

/// The findings of a file that a baseline knows already, or all of them when it is new.
pub struct Seen {
    /// The path.
    pub path: String,
    /// Keys of the findings.
    pub keys: BTreeSet<String>,
}

/// Checks all files; results come in order.
pub fn check_all(jobs: &[Job], work: &Work) -> Vec<(String, Outcome)> {
    // Threads cost more than a draft: a handful is read by this one.
    if jobs.len() < 8 {
        return jobs.iter().map(|job| check(job, work, &mut job.linter.analyser())).collect();
    }
    let chunks = jobs.chunk_by(|a, b| Arc::ptr_eq(&a.linter, &b.linter));
    chunks
        .flat_map(|chunk| {
            chunk.par_iter().map_init(|| chunk[0].linter.analyser(), |analyser, job| check(job, work, analyser)).collect::<Vec<_>>()
        })
        .collect()
}

fn check<'j>(job: &'j Job, work: &Work, analyser: &mut Analyser<'j>) -> (String, Outcome) {
    (job.name.clone(), one(job, work, &job.linter, analyser).unwrap_or_else(Outcome::Unreadable))
}

fn one<'l>(job: &Job, work: &Work, linter: &'l Linter, analyser: &mut Analyser<'l>) -> Result<Outcome, String> {
    let read;
    let (bytes, path) = match &job.bytes {
        Bytes::Stdin(bytes) => (bytes, None),
        Bytes::File(file) => {
            read = std::fs::read(&file.path).map_err(|error| error.to_string())?;
            if let Some(why) = walk::not_a_draft(&file.path, &read).filter(|_| !file.named) {
                return Ok(Outcome::LeftOut(why));
            }
            (&read, Some(file.path.as_path()))
        }
    };
    let source = Source { channel: work.channel, ..Source::new(&job.name, bytes) };
    let mut shown = None;
    let mut report = match work.fix.least() {
        None => match work.list {
            Some(list) => {
                let done = |rows: usize| list.bar.inc(rows as u64);
                linter.lint_against(analyser, &source, &list.leads, &done)
            }
            None => linter.lint(analyser, &source),
        },
        Some(least) => {
            let fixed = Fixer { linter, analyser, source }.run(least);
            output::complain(&work.fix.told(&job.name, &fixed));
            shown = work.fix.settle(&job.name, path, bytes, &fixed.bytes)?;
            fixed.report
        }
    };
    let seen = work.narrow.apply(&mut report);
    let tally = Tally::of(&report).against(&report, job.least);
    Ok(Outcome::Checked(shown.unwrap_or_else(|| work.form.file(&report)), tally, seen))
}
