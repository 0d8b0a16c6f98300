//! `check_draft`: score, what took points, findings.

use std::cmp::Reverse;
use std::fmt::Write as _;

use serde_json::Value;

use super::answer::{Checked, CheckedDraft, CheckedFinding, CheckedProblem, CheckedSequence};
use super::arguments::{self, Check};
use super::draft::Judge;
use super::result::{MOST, ToolError, ToolResult};
use super::unconfirmed::Unconfirmed;
use crate::order::InOrder;
use crate::outcome::{DraftReport, FileReport, FindingReport, Scored};
use crate::project::Projects;
use crate::text::{plural, printable};

/// Answers a call.
pub fn call(projects: &mut Projects, arguments: Value) -> Result<ToolResult, ToolError> {
    let (text, around) = arguments::read::<Check>(arguments)?.parts();
    let judge = Judge::new(projects, around)?;
    let report = judge.report("`text`", &text)?;
    let marks = judge.marks(&text);
    let unconfirmed = Unconfirmed::new(&judge, &text, &marks);
    let (findings, more) = worst(&report);
    let (drafts, more_drafts) =
        (report.drafts.iter().take(MOST), report.drafts.len().saturating_sub(MOST));
    let (problems, more_problems) =
        (report.problems.iter().take(MOST), report.problems.len().saturating_sub(MOST));
    let checked = Checked {
        germane: env!("CARGO_PKG_VERSION"),
        reader: report.reader.clone(),
        format: report.format,
        drafts: drafts
            .clone()
            .enumerate()
            .map(|(at, of)| CheckedDraft::new(of, unconfirmed.score(at, of)))
            .collect(),
        more_drafts,
        sequences: report.sequences.iter().take(MOST).map(CheckedSequence::from).collect(),
        unconfirmed: unconfirmed.listed(),
        more_unconfirmed: unconfirmed.more(),
        findings: findings.iter().map(CheckedFinding::from).collect(),
        more_findings: more,
        problems: problems.clone().map(CheckedProblem::from).collect(),
        more_problems,
    };
    let mut out = unconfirmed.in_words(&report);
    for of in drafts {
        out += &in_words(of);
    }
    said_more(&mut out, more_drafts, "draft");
    for of in &report.sequences {
        let score = of.score.as_ref().map_or_else(
            |why| format!("no score ({why})"),
            |score| format!("{:.1} of 100", score.total),
        );
        let _ = writeln!(out, "{}, as a sequence: {score}.", printable(&of.id));
    }
    for problem in problems {
        let hint = problem.hint.as_ref().map_or(String::new(), |hint| format!(" ({hint})"));
        let _ = writeln!(out, "Line {}: {}{hint}", problem.range.start.line, problem.message);
    }
    said_more(&mut out, more_problems, "problem");
    for (at, (of, found)) in findings.iter().enumerate() {
        let whose = if report.drafts.len() > 1 { format!("{}, ", of.id) } else { String::new() };
        let place = format!(
            "{whose}line {}, {}, {}",
            found.there().start.line,
            found.severity.name(),
            found.rule
        );
        let _ = writeln!(
            out,
            "{}. {place}: {} Why: {} Advice: {}",
            at + 1,
            found.message,
            found.why,
            found.advice
        );
    }
    said_more(&mut out, more, "finding");
    if findings.is_empty() && !report.drafts.is_empty() {
        out += "No findings.\n";
    }
    ToolResult::new(out, &checked)
}

fn said_more(out: &mut String, more: usize, what: &str) {
    if more > 0 {
        let _ = writeln!(out, "{more} more {what}{} not shown.", plural(more, " is", "s are"));
    }
}

/// The worst findings of a text, in this order: severity, points, place; and how many more there
/// are.
pub fn worst(report: &FileReport) -> (Vec<(Scored<'_>, &FindingReport)>, usize) {
    let mut all: Vec<(Scored, &FindingReport)> = report
        .scored()
        .flat_map(|of| of.findings.iter().map(move |finding| (of, finding)))
        .collect();
    all.order_by(|(_, a), (_, b)| {
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

fn in_words(of: &DraftReport) -> String {
    let mut out = match &of.score {
        Err(why) => format!("{}: no score ({why}).", printable(&of.id)),
        Ok(score) => {
            let band = of.band.map_or(String::new(), |band| format!(" ({})", band.words()));
            let dimensions: Vec<String> = score
                .dimensions
                .iter()
                .map(|(dimension, value)| format!("{} {value:.0}", dimension.name()))
                .collect();
            format!(
                "{}: {:.1} of 100{band}. By dimension: {}.",
                printable(&of.id),
                score.total,
                dimensions.join(", ")
            )
        }
    };
    let swap = &of.swap;
    if swap.sentences > 0 {
        let _ = write!(
            out,
            " Of {} sentences {} would read the same for anybody.",
            swap.sentences, swap.generic
        );
    }
    if let Some(relevance) = &of.relevance {
        let _ =
            write!(out, " Of {} it uses: {}.", printable(&relevance.account), relevance.depth_name);
    }
    out.push('\n');
    out
}
