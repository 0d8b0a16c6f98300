//! Reports: what a run found, in the forms that people and machines read. One file a form; none of
//! them prints.
//!
//! A file is drawn as soon as it is linted, by the thread that linted it, and only its counts are
//! kept: ten thousand drafts need no more memory than their report.

pub mod author;
#[cfg(feature = "cli")]
pub mod campaign;
pub mod checkstyle;
pub mod conditions;
#[cfg(feature = "cli")]
pub mod deflated;
mod digest;
pub mod github;
pub mod gitlab;
pub mod glance;
#[cfg(feature = "cli")]
pub mod html;
pub mod human;
pub mod inert;
pub mod json;
pub mod jsonl;
pub mod junit;
mod leads;
pub mod learn;
pub mod markdown;
pub mod marks;
mod outline;
pub mod page;
pub mod post;
pub mod rdjson;
mod relevance;
mod remark;
pub mod rule_page;
pub mod sarif;
pub mod snippet;
mod spread;
pub mod unix;
pub mod vocabulary;
pub mod wrap;
mod xml;

pub use digest::Digest;

use serde::Serialize;

use crate::lint::Listed;
use crate::outcome::{Diagnostic, DraftReport, FileReport, Range};
use crate::vocabulary::{Applicability, Severity};

/// The form of a report: a document with a head, the files one by one, and a foot.
pub trait Form: Sync {
    /// What stands before the files.
    fn head(&self) -> String {
        String::new()
    }

    /// Draws one file: draft by draft, in a form that can. A file of which there is nothing to say
    /// may be nothing.
    fn file(&self, report: &FileReport) -> String {
        self.by_draft().map_or_else(String::new, |form| form.all(report))
    }

    /// How it draws a file draft by draft, in a form that can.
    fn by_draft(&self) -> Option<&dyn ByDraft> {
        None
    }

    /// The rows of a file in the table at the end, for the form that shows one.
    fn rows(&self, _: &FileReport) -> Vec<human::DraftRow> {
        Vec::new()
    }

    /// True when of a long list only a [`Digest`] is shown.
    fn digests(&self) -> bool {
        false
    }

    /// What stands between two files.
    fn between(&self) -> &'static str {
        ""
    }

    /// Draws a path that could not be read.
    fn unread(&self, path: &str, problems: &[Diagnostic]) -> String {
        self.file(&remark::unread(path, problems))
    }

    /// What stands after the files.
    fn foot(&self, _: &Run) -> String {
        String::new()
    }

    /// The same in pieces, for a form that has kept what it shows for the end.
    fn foot_pieces<'f>(&'f self, run: &'f Run) -> Box<dyn Iterator<Item = String> + 'f> {
        Box::new(std::iter::once_with(|| self.foot(run)))
    }
}

/// A form in which each draft of a file can be drawn when it is linted, and forgotten: a report
/// takes many times the bytes of its file.
pub trait ByDraft {
    /// Draws a draft, whose place among those of its file is `number`. Of the report of its file
    /// the path and the format are known, and its own shortfall.
    fn draft(&self, of: &FileReport, draft: &DraftReport, number: usize) -> String;

    /// True for a draft that is counted among the failed in what stands around the drafts.
    fn fails(&self, _: &FileReport, _: &DraftReport, _number: usize) -> bool {
        false
    }

    /// What stands between two drafts.
    fn between(&self) -> &'static str {
        ""
    }

    /// True for a form that draws a sequence and its steps as one: such a file is drawn whole.
    fn joins_steps(&self) -> bool {
        false
    }

    /// True for a list of things that are said: a draft of which nothing is said is nothing in it,
    /// and [`ByDraft::between`] stands between what is before, the drafts and what is behind as
    /// well.
    fn is_list(&self) -> bool {
        false
    }

    /// What stands before and behind the drafts of a file, whose report is complete but for them.
    fn around(&self, report: &FileReport, drawn: DrawnDrafts) -> [String; 2];

    /// The whole file.
    fn all(&self, report: &FileReport) -> String {
        let numbered = || report.drafts.iter().enumerate();
        let failed = numbered().filter(|(number, draft)| self.fails(report, draft, *number));
        let drawn = DrawnDrafts { drafts: report.drafts.len(), failed: failed.count() };
        let [before, behind] = self.around(report, drawn);
        let drafts = numbered().map(|(number, draft)| self.draft(report, draft, number));
        if self.is_list() {
            let said = std::iter::once(before)
                .chain(drafts)
                .chain([behind])
                .filter(|text| !text.is_empty());
            return said.collect::<Vec<_>>().join(self.between());
        }
        [before, drafts.collect::<Vec<_>>().join(self.between()), behind].concat()
    }
}

/// The drafts of a file that were drawn one by one.
#[derive(Clone, Copy, Debug, Default)]
pub struct DrawnDrafts {
    /// How many there are.
    pub drafts: usize,
    /// Those of which [`ByDraft::fails`] is true.
    pub failed: usize,
}

/// What a run is known by when its files are drawn.
#[derive(Debug, Default)]
pub struct Run {
    /// What could not be read or used.
    pub errors: Vec<Diagnostic>,
    /// Files left out, and why.
    pub skipped: Vec<(String, String)>,
    /// Counts of the files that were read.
    pub tally: Tally,
}

/// Counts over a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Summary {
    /// Files read.
    pub files: usize,
    /// Drafts in them.
    pub drafts: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are infos.
    pub infos: usize,
    /// Problems of files: something could not be read or used.
    pub problems: usize,
    /// Files left out.
    pub skipped: usize,
    /// Findings left out: known from a baseline, or on lines that did not change.
    pub hidden: usize,
}

impl Run {
    /// Counts everything.
    pub fn summary(&self) -> Summary {
        let counts = self.tally.summary;
        Summary {
            problems: counts.problems + self.errors.len(),
            skipped: self.skipped.len(),
            ..counts
        }
    }

    /// True when something could not be read or used.
    pub fn is_broken(&self) -> bool {
        !self.errors.is_empty() || self.tally.broken
    }
}

/// Counts of files, to be added up in any order.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Counts.
    pub summary: Summary,
    /// A file has a problem that is an error.
    pub broken: bool,
    /// The greatest severity of all findings.
    pub worst: Option<Severity>,
    /// A finding, or a problem of a file, is as grave as what fails the run.
    pub fails: bool,
    /// The lowest score.
    pub lowest: Option<f64>,
    /// Drafts that do not reach the minimum score.
    pub below: usize,
    /// Fixes offered: safe ones, and those to be read over.
    pub fixable: [usize; 2],
    /// What is kept of each post.
    pub posts: Vec<author::Note>,
    /// Drafts and sequences at a glance.
    pub rows: Vec<human::DraftRow>,
    /// Lines of files that no draft is made of, and why.
    pub unread: Vec<(String, &'static str)>,
}

impl Tally {
    /// Counts of one file.
    pub fn of(report: &FileReport) -> Tally {
        Tally::of_some(report, report.drafts.len())
    }

    /// Counts of some drafts of a file that holds so many.
    pub fn of_some(report: &FileReport, drafts: usize) -> Tally {
        let findings = || report.findings();
        let fixes = |level| {
            findings()
                .filter(|finding| {
                    finding.fix.as_ref().is_some_and(|fix| fix.applicability == level)
                })
                .count()
        };
        let count = |severity| findings().filter(|finding| finding.severity == severity).count();
        Tally {
            summary: Summary {
                files: 1,
                drafts: report.drafts.len(),
                errors: count(Severity::Error),
                warnings: count(Severity::Warning),
                infos: count(Severity::Info),
                problems: report.problems.len(),
                skipped: 0,
                hidden: report.scored().map(|of| of.hidden).sum(),
            },
            broken: report.problems.iter().any(|problem| problem.severity == Severity::Error),
            worst: findings()
                .map(|finding| finding.severity)
                .chain(report.problems.iter().map(|problem| problem.severity))
                .max(),
            fails: false,
            lowest: scores(report).reduce(f64::min),
            below: report.shortfalls.len(),
            fixable: [fixes(Applicability::Safe), fixes(Applicability::Unsafe)],
            posts: author::notes(report, drafts),
            rows: Vec::new(),
            unread: report
                .unread
                .iter()
                .map(|(range, why)| (lines(&report.path, range), *why))
                .collect(),
        }
    }

    /// Counts of a list of which only the lowest drafts are reported in full.
    pub fn of_list(listed: &Listed) -> Tally {
        let (told, counts) = (Tally::of(&listed.report), &listed.counts);
        let count = |severity| counts.findings.get(&severity).copied().unwrap_or_default();
        Tally {
            summary: Summary {
                drafts: counts.drafts,
                errors: count(Severity::Error),
                warnings: count(Severity::Warning),
                infos: count(Severity::Info),
                ..told.summary
            },
            worst: counts.findings.last_key_value().map(|(severity, _)| *severity).max(told.worst),
            below: counts.below,
            fixable: counts.fixable,
            ..told
        }
    }

    /// The same as counts of a further piece of a file that was counted already.
    pub fn more(mut self) -> Tally {
        self.summary.files = 0;
        self
    }

    /// The same for files of which findings from this severity on fail the run.
    pub fn judged(mut self, fail_on: Severity) -> Tally {
        self.fails = self.worst.is_some_and(|worst| worst.fails(fail_on));
        self
    }

    /// Adds another tally.
    pub fn add(&mut self, other: &Tally) {
        let (sum, more) = (&mut self.summary, &other.summary);
        sum.files += more.files;
        sum.drafts += more.drafts;
        sum.errors += more.errors;
        sum.warnings += more.warnings;
        sum.infos += more.infos;
        sum.problems += more.problems;
        sum.hidden += more.hidden;
        self.posts.extend_from_slice(&other.posts);
        self.rows.extend_from_slice(&other.rows);
        self.unread.extend_from_slice(&other.unread);
        self.broken |= other.broken;
        self.fails |= other.fails;
        self.below += other.below;
        self.fixable = [0, 1].map(|at| self.fixable[at] + other.fixable[at]);
        self.worst = self.worst.max(other.worst);
        self.lowest = [self.lowest, other.lowest].into_iter().flatten().reduce(f64::min);
    }
}

/// `plan.md:3-7`.
fn lines(path: &str, range: &Range) -> String {
    // A stretch that ends with a line end stops before the next line.
    let last =
        range.end.line - usize::from(range.end.column == 1 && range.end.line > range.start.line);
    if last == range.start.line {
        format!("{path}:{last}")
    } else {
        format!("{path}:{}-{last}", range.start.line)
    }
}

fn scores(report: &FileReport) -> impl Iterator<Item = f64> + '_ {
    let of_rows = report.drafts.iter().filter_map(|draft| draft.leads.as_ref()?.lowest);
    report.scored().filter_map(|of| of.score.as_ref().ok()).map(|score| score.total).chain(of_rows)
}
