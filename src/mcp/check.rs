//! `check_draft`: score, what took points, findings.

use std::cmp::Reverse;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::arguments::{self, Check};
use super::draft::Judge;
use super::result::{ToolError, ToolResult};
use crate::outcome::{DraftReport, FileReport, FindingReport, Scored};
use crate::project::Projects;
use crate::score::Score;
use crate::text::{printable, rounded};
use crate::vocabulary::Severity;

/// So many of each list are listed; of the rest the number is given.
pub const MOST: usize = 12;

/// Answers a call.
pub fn call(projects: &mut Projects, arguments: Value) -> Result<ToolResult, ToolError> {
    let (text, around) = arguments::read::<Check>(arguments)?.parts();
    let report = Judge::new(projects, around)?.report("`text`", &text)?;
    let (findings, more) = worst(&report);
    let (drafts, more_drafts) = (report.drafts.iter().take(MOST), report.drafts.len().saturating_sub(MOST));
    let (problems, more_problems) = (report.problems.iter().take(MOST), report.problems.len().saturating_sub(MOST));
    let structured = json!({
        "germane": env!("CARGO_PKG_VERSION"),
        "reader": report.reader,
        "format": report.format,
        "drafts": drafts.clone().map(draft).collect::<Vec<_>>(),
        "more_drafts": more_drafts,
        "sequences": report.sequences.iter().take(MOST).map(|of| json!({
            "id": printable(&of.id), "score": of.score.as_ref().ok().map(|score| rounded(score.total)), "no_score_because": of.score.as_ref().err(),
        })).collect::<Vec<_>>(),
        "findings": findings.iter().map(|(of, found)| finding(of, found)).collect::<Vec<_>>(),
        "more_findings": more,
        "problems": problems.clone().map(|problem| json!({
            "gravity": problem.severity, "line": problem.range.start.line, "message": problem.message, "hint": problem.hint,
        })).collect::<Vec<_>>(),
        "more_problems": more_problems,
    });
    let mut out = String::new();
    for of in drafts {
        out += &in_words(of);
    }
    said_more(&mut out, more_drafts, "draft", "drafts");
    for of in &report.sequences {
        let score = of.score.as_ref().map_or_else(|why| format!("no score ({why})"), |score| format!("{:.1} of 100", score.total));
        let _ = writeln!(out, "{}, as a sequence: {score}.", printable(&of.id));
    }
    for problem in problems {
        let hint = problem.hint.as_ref().map_or(String::new(), |hint| format!(" ({hint})"));
        let _ = writeln!(out, "Line {}: {}{hint}", problem.range.start.line, problem.message);
    }
    said_more(&mut out, more_problems, "problem", "problems");
    for (at, (of, found)) in findings.iter().enumerate() {
        let whose = if report.drafts.len() > 1 { format!("{}, ", of.id) } else { String::new() };
        let place = format!("{whose}line {}, {}, {}", found.there().start.line, found.severity.name(), found.rule);
        let _ = writeln!(out, "{}. {place}: {} Why: {} Advice: {}", at + 1, found.message, found.why, found.advice);
    }
    said_more(&mut out, more, "finding", "findings");
    if findings.is_empty() && !report.drafts.is_empty() {
        out += "No findings.\n";
    }
    Ok(ToolResult { text: out, structured })
}

fn said_more(out: &mut String, more: usize, one: &str, many: &str) {
    if more > 0 {
        let _ = writeln!(out, "{more} more {} not shown.", if more == 1 { format!("{one} is") } else { format!("{many} are") });
    }
}

/// The worst findings of a text, in this order: severity, points, place; and how many more there are.
pub fn worst(report: &FileReport) -> (Vec<(Scored<'_>, &FindingReport)>, usize) {
    let mut all: Vec<(Scored, &FindingReport)> =
        report.scored().flat_map(|of| of.findings.iter().map(move |finding| (of, finding))).collect();
    all.sort_by(|(_, a), (_, b)| {
        Reverse(a.severity)
            .cmp(&Reverse(b.severity))
            .then(b.points.total_cmp(&a.points))
            .then(a.there().start.offset.cmp(&b.there().start.offset))
            .then(a.rule.cmp(&b.rule))
    });
    let hidden: usize = report.scored().map(|of| of.hidden).sum();
    let more = all.len().saturating_sub(MOST) + hidden;
    all.truncate(MOST);
    (all, more)
}

fn finding(of: &Scored, found: &FindingReport) -> Value {
    let place = found.there().start;
    json!({
        "draft": printable(of.id),
        "rule": found.rule,
        "severity": found.severity,
        "dimension": found.dimension,
        // A weight of nothing may be a negative zero.
        "points": found.points + 0.0,
        "line": place.line,
        "column": place.column,
        "words": printable(&found.matched),
        "message": found.message,
        "why": found.why,
        "advice": found.advice,
        "replacement": found.fix.as_ref().map(|fix| &fix.replacement),
    })
}

/// How many findings of a severity a draft has.
fn count(of: &DraftReport, severity: Severity) -> usize {
    of.findings.iter().filter(|finding| finding.severity == severity).count()
}

/// What the score is, by dimension; `null` without one.
pub fn numbers(score: &Result<Score, String>) -> Value {
    let Ok(score) = score else { return Value::Null };
    let dimensions = score.dimensions.iter().map(|(dimension, value)| (dimension.name().to_string(), json!(rounded(*value))));
    json!({ "total": rounded(score.total), "dimensions": dimensions.collect::<serde_json::Map<_, _>>() })
}

/// What took most, by rule.
fn took(score: &Result<Score, String>) -> Vec<Value> {
    let Ok(score) = score else { return Vec::new() };
    let mut sums: Vec<(&str, &str, f64)> = Vec::new();
    for taken in &score.ledger {
        match sums.iter_mut().find(|(rule, dimension, _)| *rule == taken.rule && *dimension == taken.dimension.name()) {
            Some((.., points)) => *points += taken.points,
            None => sums.push((&taken.rule, taken.dimension.name(), taken.points)),
        }
    }
    sums.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    sums.truncate(MOST);
    sums.iter().map(|(rule, dimension, points)| json!({ "rule": rule, "dimension": dimension, "points": rounded(*points) })).collect()
}

fn draft(of: &DraftReport) -> Value {
    let sentences = of.effects.iter().map(|effect| {
        json!({
            "line": effect.range.start.line,
            "words": printable(&effect.text),
            "points": effect.points,
            "reads_like": effect.reads_like,
        })
    });
    let relevance = of.relevance.as_ref().map(|relevance| {
        json!({
            "account": printable(&relevance.account),
            "depth": relevance.depth,
            "depth_name": relevance.depth_name,
            "facts": relevance.facts.iter().take(MOST).map(|fact| json!({ "fact": printable(&fact.fact), "status": fact.status, "line": fact.line })).collect::<Vec<_>>(),
            "more_facts": relevance.facts.len().saturating_sub(MOST),
            "unsupported": relevance.unsupported.iter().take(MOST).map(|words| json!({ "line": words.line, "words": printable(&words.words) })).collect::<Vec<_>>(),
        })
    });
    json!({
        "id": printable(&of.id),
        "channel": of.channel,
        "language": of.language,
        "line": of.range.start.line,
        "score": numbers(&of.score),
        "no_score_because": of.score.as_ref().err(),
        "band": of.band,
        "errors": count(of, Severity::Error),
        "warnings": count(of, Severity::Warning),
        "infos": count(of, Severity::Info),
        "took": took(&of.score),
        "sentences": sentences.collect::<Vec<_>>(),
        "swap": { "sentences": of.swap.sentences, "generic": of.swap.generic },
        "relevance": relevance,
    })
}

fn in_words(of: &DraftReport) -> String {
    let mut out = match &of.score {
        Err(why) => format!("{}: no score ({why}).", printable(&of.id)),
        Ok(score) => {
            let band = of.band.map_or(String::new(), |band| format!(" ({})", band.words()));
            let dimensions: Vec<String> =
                score.dimensions.iter().map(|(dimension, value)| format!("{} {value:.0}", dimension.name())).collect();
            format!("{}: {:.1} of 100{band}. By dimension: {}.", printable(&of.id), score.total, dimensions.join(", "))
        }
    };
    let swap = &of.swap;
    if swap.sentences > 0 {
        let _ = write!(out, " Of {} sentences {} would read the same for anybody.", swap.sentences, swap.generic);
    }
    if let Some(relevance) = &of.relevance {
        let _ = write!(out, " Of {} it uses: {}.", printable(&relevance.account), relevance.depth_name);
    }
    out.push('\n');
    out
}
