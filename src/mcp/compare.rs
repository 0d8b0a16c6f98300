//! `compare_drafts`: what changed from one version to the next, and whether the change can be believed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::arguments::{self, Compare};
use super::check::{MOST, numbers};
use super::doubt::{Version, doubts};
use super::draft::Judge;
use super::tools::{Done, Failed};
use crate::lint::{DraftReport, FileReport, FindingReport};
use crate::pack::Severity;
use crate::project::Projects;
use crate::report::rounded;

/// Less than this many points is no difference that readers would notice.
const NOTICED: f64 = 2.0;

/// Answers a call.
pub fn call(projects: &mut Projects, arguments: Value) -> Result<Done, Failed> {
    let (before, after, around) = arguments::read::<Compare>(arguments)?.parts();
    let judge = Judge::new(projects, around)?;
    let (old, new) = (judge.report("`before`", &before)?, judge.report("`after`", &after)?);
    let (was, is) = (only("before", &old)?, only("after", &new)?);
    let doubts = doubts(&judge, &Version { text: &before, report: was }, &Version { text: &after, report: is });
    let change = match (&was.score, &is.score) {
        (Ok(was), Ok(is)) => Some(rounded(is.total) - rounded(was.total)).map(|change| (change * 10.0).round() / 10.0),
        _ => None,
    };
    let (gone, new) = (appeared(is, was), appeared(was, is));
    let weigh = doubts.iter().filter(|doubt| doubt.weighs(was, is)).count();
    let verdict = verdict(change, &new, weigh);
    let structured = json!({
        "germane": env!("CARGO_PKG_VERSION"),
        "verdict": verdict,
        "change": change,
        "before": side(was),
        "after": side(is),
        "gone": gone.iter().take(MOST).map(entry).collect::<Vec<_>>(),
        "more_gone": gone.len().saturating_sub(MOST),
        "new": new.iter().take(MOST).map(entry).collect::<Vec<_>>(),
        "more_new": new.len().saturating_sub(MOST),
        "doubts": doubts.iter().take(MOST).collect::<Vec<_>>(),
        "more_doubts": doubts.len().saturating_sub(MOST),
    });
    let score = |of: &DraftReport| of.score.as_ref().map_or_else(|why| format!("no score ({why})"), |score| format!("{:.1}", score.total));
    let mut out = format!("{}: from {} to {}.\n", meaning(verdict), score(was), score(is));
    for doubt in doubts.iter().take(MOST) {
        let lines: Vec<String> = doubt.lines.iter().map(usize::to_string).collect();
        let place = if lines.is_empty() { String::new() } else { format!(" (line {})", lines.join(", ")) };
        let _ = writeln!(out, "Doubt: {}{place}.", doubt.says);
    }
    for (title, list) in [("Gone", &gone), ("New", &new)] {
        let told: Vec<String> = list
            .iter()
            .take(MOST)
            .map(|(found, count)| if *count > 1 { format!("{} ({count})", found.rule) } else { found.rule.clone() })
            .collect();
        let more = list.len().saturating_sub(MOST);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        if !told.is_empty() {
            let _ = writeln!(out, "{title}: {}{more}.", told.join(", "));
        }
    }
    Ok(Done { text: out, structured })
}

/// The draft of a text that holds one.
fn only<'r>(what: &str, report: &'r FileReport) -> Result<&'r DraftReport, Failed> {
    match &report.drafts[..] {
        [draft] => Ok(draft),
        all => Err(Failed::Said(format!("`{what}` holds {} drafts; compare_drafts takes one at a time", all.len()))),
    }
}

/// Findings that `to` has more of than `from`, the worst first: one of each rule, and how many more.
fn appeared<'r>(from: &DraftReport, to: &'r DraftReport) -> Vec<(&'r FindingReport, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    from.findings.iter().for_each(|finding| *counts.entry(&finding.rule).or_default() += 1);
    let mut more: Vec<(&FindingReport, usize)> = Vec::new();
    for finding in &to.findings {
        match counts.get_mut(finding.rule.as_str()) {
            Some(left @ 1..) => *left -= 1,
            _ => match more.iter_mut().find(|(known, _)| known.rule == finding.rule) {
                Some((_, count)) => *count += 1,
                None => more.push((finding, 1)),
            },
        }
    }
    more.sort_by(|(a, _), (b, _)| b.severity.cmp(&a.severity).then(b.points.total_cmp(&a.points)).then(a.rule.cmp(&b.rule)));
    more
}

fn verdict(change: Option<f64>, new: &[(&FindingReport, usize)], doubts: usize) -> &'static str {
    let fails = new.iter().any(|(finding, _)| finding.severity == Severity::Error);
    match change {
        None => "unscored",
        Some(_) if fails => "worse",
        Some(change) if change <= -NOTICED => "worse",
        Some(change) if change < NOTICED => "same",
        Some(_) if doubts > 0 => "doubtful",
        Some(_) => "better",
    }
}

fn meaning(verdict: &str) -> &'static str {
    match verdict {
        "better" => "Better",
        "worse" => "Worse",
        "same" => "About the same",
        "doubtful" => "The score rose, and there is reason to doubt that the message is better for its recipient",
        _ => "Not comparable",
    }
}

fn side(of: &DraftReport) -> Value {
    let errors = of.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    json!({ "score": numbers(&of.score), "no_score_because": of.score.as_ref().err(), "band": of.band, "errors": errors, "findings": of.findings.len() })
}

fn entry((found, count): &(&FindingReport, usize)) -> Value {
    json!({ "rule": found.rule, "severity": found.severity, "count": count, "line": found.there().start.line, "message": found.message })
}
