//! `compare_drafts`: what changed from one version to the next, and whether the change can be
//! believed.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;

use super::arguments::{self, Compare};
use super::draft::Judge;
use super::result::{MOST, ToolError, ToolResult};
use crate::compare::claim::Given;
use crate::compare::json::{RuleChange, Side};
use crate::compare::{Change, Comparison, Doubt, Verdict, Version};
use crate::outcome::{DraftReport, FileReport, MarkedDraft, MarksReport};
use crate::project::Projects;

/// What `compare_drafts` gives back.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Compared<'r> {
    /// Version of germane.
    pub germane: &'static str,
    /// In one word. `unproven`: better, if the names, figures and dates that are new in it are
    /// true. `doubtful`: the score rose, and there is reason to think that the message is no better
    /// for its recipient.
    pub verdict: Verdict,
    /// Points, if all that the later version says is true.
    pub change: Option<f64>,
    /// Points that do not depend on new sentences with figures, dates, names or quotations which
    /// nothing confirms; null when too little is left for a score.
    pub confirmed_change: Option<f64>,
    /// The draft as it was.
    pub before: Side<'r>,
    /// The draft as it is.
    pub after: Side<'r>,
    /// Findings that are gone.
    pub gone: Vec<RuleChange<'r>>,
    /// Such findings that are not listed.
    pub more_gone: usize,
    /// Findings that are new.
    pub new: Vec<RuleChange<'r>>,
    /// Such findings that are not listed.
    pub more_new: usize,
    /// Reasons to think that the message is no better for its recipient.
    pub doubts: &'r [Doubt],
    /// Reasons that are not listed.
    pub more_doubts: usize,
}

/// Answers a call.
pub fn call(projects: &mut Projects, arguments: Value) -> Result<ToolResult, ToolError> {
    let (before, after, around) = arguments::read::<Compare>(arguments)?.parts();
    let judge = Judge::new(projects, around)?;
    let (old, new) = (judge.report("`before`", &before)?, judge.report("`after`", &after)?);
    let (was, is) = (only("before", &old)?, only("after", &new)?);
    let (old_marks, new_marks) = (judge.marks(&before), judge.marks(&after));
    let version = |report, marks| Some(Version { report, marks: first(marks)? });
    let versions = version(was, &old_marks).zip(version(is, &new_marks));
    let Some((old, new)) = versions else {
        return Err(ToolError::Said("there is no draft to compare".into()));
    };
    let known = [&Given::of(&before), &judge.given()];
    let mut comparison = Comparison::new(&old, &new, &known);
    if !comparison.claims.is_empty() {
        let rest = judge.rest(&after, &comparison.claims);
        comparison = comparison.held_to(was, rest.as_ref().and_then(|rest| rest.drafts.first()));
    }
    let Comparison { verdict, points, confirmed, gone, new, doubts, .. } = comparison;
    let compared = Compared {
        germane: env!("CARGO_PKG_VERSION"),
        verdict,
        change: points,
        confirmed_change: confirmed,
        before: Side::from(was),
        after: Side::from(is),
        gone: gone.iter().take(MOST).map(RuleChange::from).collect(),
        more_gone: gone.len().saturating_sub(MOST),
        new: new.iter().take(MOST).map(RuleChange::from).collect(),
        more_new: new.len().saturating_sub(MOST),
        doubts: &doubts[..doubts.len().min(MOST)],
        more_doubts: doubts.len().saturating_sub(MOST),
    };
    let score = |of: &DraftReport| {
        of.score
            .as_ref()
            .map_or_else(|why| format!("no score ({why})"), |score| format!("{:.1}", score.total))
    };
    let mut out = format!("{}: from {} to {}.\n", verdict.words(), score(was), score(is));
    if confirmed != points {
        let left = confirmed.map_or("too little is left for a score".into(), |points| {
            format!("the change is {points:+.1}")
        });
        let _ = writeln!(out, "Without the new sentences that nothing confirms {left}.");
    }
    for doubt in doubts.iter().take(MOST) {
        let lines: Vec<String> = doubt.lines.iter().map(usize::to_string).collect();
        let place =
            if lines.is_empty() { String::new() } else { format!(" (line {})", lines.join(", ")) };
        let _ = writeln!(out, "Doubt: {}{place}.", doubt.says);
    }
    for (title, list) in [("Gone", &gone), ("New", &new)] {
        let told: Vec<String> = list
            .iter()
            .take(MOST)
            .map(|Change { finding, count }| {
                if *count > 1 {
                    format!("{} ({count})", finding.rule)
                } else {
                    finding.rule.clone()
                }
            })
            .collect();
        let more = list.len().saturating_sub(MOST);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        if !told.is_empty() {
            let _ = writeln!(out, "{title}: {}{more}.", told.join(", "));
        }
    }
    ToolResult::new(out, &compared)
}

/// The draft of a text that has one alone.
fn only<'r>(what: &str, report: &'r FileReport) -> Result<&'r DraftReport, ToolError> {
    match &report.drafts[..] {
        [draft] => Ok(draft),
        all => Err(ToolError::Said(format!(
            "`{what}` has {} drafts; compare_drafts takes one at a time",
            all.len()
        ))),
    }
}

fn first(marks: &MarksReport) -> Option<&MarkedDraft> {
    marks.drafts.first()
}
