//! Remarks: findings and problems of a file as one list, for forms that do not distinguish them.

use crate::fingerprint::{Fingerprint, Fingerprints};
use crate::outcome::{Diagnostic, FileReport, FixReport, Range};
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

/// All that is said of a file: its problems, its findings, the scores that it does not reach.
pub fn remarks(report: &FileReport) -> Vec<Remark<'_>> {
    let mut prints = Fingerprints::default();
    let mut remarks: Vec<Remark> = report.problems.iter().map(|problem| of_problem(problem, &mut prints)).collect();
    remarks.extend(report.findings().map(|finding| Remark {
        rule: &finding.rule,
        severity: finding.severity,
        range: &finding.range,
        message: &finding.message,
        advice: Some(&finding.advice),
        fingerprint: finding.fingerprint,
        fix: finding.fix.as_ref(),
    }));
    remarks.extend(report.shortfalls.iter().map(|short| Remark {
        rule: MIN_SCORE,
        severity: Severity::Error,
        range: &short.range,
        message: &short.message,
        advice: Some(&short.advice),
        fingerprint: prints.of(MIN_SCORE, &short.id),
        fix: None,
    }));
    remarks
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

/// A path that could not be read, as a file with a problem.
pub fn unread(path: &str, why: &str) -> FileReport {
    FileReport { problems: vec![Diagnostic::unusable(path, why)], ..FileReport::of_one(path, Format::Unreadable) }
}
