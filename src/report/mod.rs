//! Reports: what a run found, in the forms that people and machines read. One file a form; none of them prints.
//!
//! A file is drawn as soon as it is linted, by the thread that linted it, and only its counts are kept: ten thousand drafts need
//! no more memory than their report.

pub mod human;
pub mod json;
mod leads;
mod relevance;
pub mod snippet;

use serde::Serialize;

use crate::lint::FileReport;
use crate::pack::Severity;
use crate::source::Gravity;

/// The form of a report.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// For people.
    Human(human::Options),
    /// For programs.
    Json,
}

impl Form {
    /// Draws one file.
    pub fn file(self, report: &FileReport) -> String {
        match self {
            Form::Human(options) => human::file(report, options),
            Form::Json => json::file(report),
        }
    }

    /// What stands before the files.
    pub fn head(self) -> String {
        match self {
            Form::Human(_) => String::new(),
            Form::Json => json::head(),
        }
    }

    /// What stands between two files.
    pub fn between(self) -> &'static str {
        match self {
            Form::Human(_) => "",
            Form::Json => ",\n",
        }
    }

    /// What stands after the files.
    pub fn foot(self, run: &Run) -> String {
        match self {
            Form::Human(options) => human::summary(run, options),
            Form::Json => json::foot(run),
        }
    }
}

/// What a run is known by when its files are drawn.
#[derive(Debug, Default)]
pub struct Run {
    /// Paths that could not be read, and why.
    pub errors: Vec<(String, String)>,
    /// Files left out, and why.
    pub skipped: Vec<(String, String)>,
    /// Counts of the files that were read.
    pub tally: Tally,
}

/// Counts over a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
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
}

impl Run {
    /// Counts everything.
    pub fn summary(&self) -> Summary {
        let counts = self.tally.summary;
        Summary { problems: counts.problems + self.errors.len(), skipped: self.skipped.len(), ..counts }
    }

    /// True when something could not be read or used.
    pub fn is_broken(&self) -> bool {
        !self.errors.is_empty() || self.tally.broken
    }
}

/// Counts of files, to be added up in any order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Counts.
    pub summary: Summary,
    /// A file has a problem that is an error.
    pub broken: bool,
    /// The greatest severity of all findings.
    pub worst: Option<Severity>,
    /// The lowest score.
    pub lowest: Option<f64>,
}

impl Tally {
    /// Counts of one file.
    pub fn of(report: &FileReport) -> Tally {
        let findings = || report.drafts.iter().flat_map(|draft| &draft.findings);
        let leads = || report.drafts.iter().filter_map(|draft| draft.leads.as_ref());
        let scores = || report.drafts.iter().filter_map(|draft| draft.score.as_ref().ok()).map(|score| score.total);
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
            },
            broken: report.problems.iter().any(|problem| problem.gravity == Gravity::Error),
            worst: findings().map(|finding| finding.severity).chain(leads().filter_map(|leads| leads.severity)).max(),
            lowest: scores().chain(leads().filter_map(|leads| leads.lowest)).reduce(f64::min),
        }
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
        self.broken |= other.broken;
        self.worst = self.worst.max(other.worst);
        self.lowest = [self.lowest, other.lowest].into_iter().flatten().reduce(f64::min);
    }
}

/// A score to one decimal, the precision of every report.
pub fn rounded(score: f64) -> f64 {
    (score * 10.0).round() / 10.0
}
