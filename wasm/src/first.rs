//! What to fix first, as the command's report for people says it.

use germane::outcome::first::{self, TopFix};
use germane::{FileReport, Severity};
use serde::Serialize;

#[derive(Serialize)]
pub struct First {
    line: usize,
    severity: Severity,
    rule: Option<String>,
    step: Option<u32>,
    sentence: String,
    what: String,
    advice: String,
    /// What the score gains, about.
    worth: f64,
}

/// What to fix first: in each sequence, then in each draft by itself.
pub fn of_each(report: &FileReport) -> Vec<Vec<First>> {
    // Of several sequences nothing tells which draft is a step of which.
    let steps = if report.sequences.len() == 1 { report.drafts.as_slice() } else { &[] };
    let sequences = report.sequences.iter().map(|sequence| first::of_sequence(sequence, steps));
    let drafts = report.drafts.iter().map(first::of_draft);
    sequences.chain(drafts).map(|fixes| fixes.into_iter().map(told).collect()).collect()
}

fn told(fix: TopFix) -> First {
    First {
        line: fix.line,
        severity: fix.severity,
        rule: fix.rule.map(str::to_string),
        step: fix.step,
        sentence: fix.sentence.to_string(),
        what: fix.what,
        advice: fix.advice.to_string(),
        worth: fix.worth,
    }
}
