//! Remarks: findings and problems of a file as one list, for forms that do not distinguish them.

use super::{ByDraft, DrawnDrafts};
use crate::fingerprint::{Fingerprint, Fingerprints};
use crate::outcome::{
    Diagnostic, DraftReport, FileReport, FindingReport, FixReport, Range, SequenceReport,
};
use crate::source::Format;
use crate::vocabulary::Severity;

/// The rule id that problems of files have.
pub const PROBLEM: &str = "problem";

/// The rule id of scores that are asked for and not reached.
pub const MIN_SCORE: &str = "min-score";

/// Something said of a place in a file.
#[derive(Debug)]
pub struct Remark<'r> {
    /// Rule id, or [`PROBLEM`].
    pub rule: &'r str,
    /// How much it matters.
    pub severity: Severity,
    /// Where.
    pub range: &'r Range,
    /// What is found.
    pub message: &'r str,
    /// What to do.
    pub advice: Option<&'r str>,
    /// Names it when its lines move.
    pub fingerprint: Fingerprint,
    /// An edit that mends it.
    pub fix: Option<&'r FixReport>,
}

impl Remark<'_> {
    /// What is found, and what to do.
    pub fn advised(&self) -> String {
        let Some(advice) = self.advice else { return self.message.to_string() };
        let gap = if self.message.ends_with(['.', '?', '!', ':']) { " " } else { "; " };
        format!("{}{gap}{advice}", self.message)
    }
}

/// What is said of the file itself, before its drafts.
pub fn problems(report: &FileReport) -> Vec<Remark<'_>> {
    let mut prints = Fingerprints::default();
    report.problems.iter().map(|problem| of_problem(problem, &mut prints)).collect()
}

/// What is said of a draft.
pub fn of_draft(draft: &DraftReport) -> impl Iterator<Item = Remark<'_>> {
    draft.findings.iter().map(of_finding)
}

/// What is said of a sequence as a whole.
pub fn of_sequence(sequence: &SequenceReport) -> impl Iterator<Item = Remark<'_>> {
    sequence.findings.iter().map(of_finding)
}

/// What is said behind the drafts: of sequences, and of the scores that are not reached.
pub fn behind(report: &FileReport) -> Vec<Remark<'_>> {
    let mut prints = Fingerprints::default();
    let mut all: Vec<Remark> = report.sequences.iter().flat_map(of_sequence).collect();
    all.extend(report.shortfalls.iter().map(|short| Remark {
        rule: MIN_SCORE,
        severity: Severity::Error,
        range: &short.range,
        message: &short.message,
        advice: Some(&short.advice),
        fingerprint: prints.of(MIN_SCORE, &short.id),
        fix: None,
    }));
    all
}

fn of_finding(finding: &FindingReport) -> Remark<'_> {
    Remark {
        rule: &finding.rule,
        severity: finding.severity,
        range: &finding.range,
        message: &finding.message,
        advice: Some(&finding.advice),
        fingerprint: finding.fingerprint,
        fix: finding.fix.as_ref(),
    }
}

/// A form that is a list of remarks, of which each is drawn by itself.
pub trait ByRemark: Sync {
    /// What stands between two of them.
    const BETWEEN: &'static str = "";

    /// Draws a remark.
    fn remark(&self, of: &FileReport, remark: &Remark) -> String;

    /// What stands before and behind all that is said of a file.
    fn frame(&self, _: &FileReport) -> [String; 2] {
        [String::new(), String::new()]
    }
}

impl<F: ByRemark> ByDraft for F {
    fn draft(&self, of: &FileReport, draft: &DraftReport, _: usize) -> String {
        list(self, of, of_draft(draft))
    }

    fn between(&self) -> &'static str {
        F::BETWEEN
    }

    fn is_list(&self) -> bool {
        true
    }

    fn around(&self, report: &FileReport, _: DrawnDrafts) -> [String; 2] {
        let [before, after] = self.frame(report);
        [
            before + &list(self, report, problems(report).into_iter()),
            list(self, report, behind(report).into_iter()) + &after,
        ]
    }
}

fn list<'r, F: ByRemark>(
    form: &F,
    of: &FileReport,
    remarks: impl Iterator<Item = Remark<'r>>,
) -> String {
    remarks.map(|remark| form.remark(of, &remark)).collect::<Vec<_>>().join(F::BETWEEN)
}

fn of_problem<'r>(problem: &'r Diagnostic, prints: &mut Fingerprints) -> Remark<'r> {
    Remark {
        rule: PROBLEM,
        severity: problem.severity,
        range: &problem.range,
        message: &problem.message,
        advice: problem.hint.as_deref(),
        fingerprint: prints.of(PROBLEM, &problem.message),
        fix: None,
    }
}

/// A path that could not be read or used, as a file with problems.
pub fn unread(path: &str, problems: &[Diagnostic]) -> FileReport {
    FileReport { problems: problems.to_vec(), ..FileReport::of_one(path, Format::Unreadable) }
}
