//! Reports: what a run found, in the forms that people and machines read. One file a form; none of them prints.

pub mod human;
pub mod json;
pub mod snippet;

use serde::Serialize;

use crate::lint::FileReport;
use crate::pack::Severity;
use crate::source::Gravity;

/// All that a run found.
#[derive(Debug, Default)]
pub struct Run {
    /// Files in order of path.
    pub files: Vec<FileReport>,
    /// Paths that could not be read, and why.
    pub errors: Vec<(String, String)>,
    /// Files left out, and why.
    pub skipped: Vec<(String, String)>,
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
        let findings = || self.files.iter().flat_map(|file| &file.drafts).flat_map(|draft| &draft.findings);
        let count = |severity| findings().filter(|finding| finding.severity == severity).count();
        Summary {
            files: self.files.len(),
            drafts: self.files.iter().map(|file| file.drafts.len()).sum(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            problems: self.files.iter().map(|file| file.problems.len()).sum::<usize>() + self.errors.len(),
            skipped: self.skipped.len(),
        }
    }

    /// True when something could not be read or used.
    pub fn is_broken(&self) -> bool {
        !self.errors.is_empty() || self.files.iter().flat_map(|file| &file.problems).any(|problem| problem.gravity == Gravity::Error)
    }

    /// The greatest severity of all findings.
    pub fn worst(&self) -> Option<Severity> {
        self.files.iter().flat_map(|file| &file.drafts).flat_map(|draft| &draft.findings).map(|finding| finding.severity).max()
    }

    /// The lowest score.
    pub fn lowest(&self) -> Option<f64> {
        let scores = self.files.iter().flat_map(|file| &file.drafts).filter_map(|draft| draft.score.as_ref().ok());
        scores.map(|score| score.total).reduce(f64::min)
    }
}

/// A score to one decimal, the precision of every report.
pub fn rounded(score: f64) -> f64 {
    (score * 10.0).round() / 10.0
}
