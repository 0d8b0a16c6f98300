//! Everything that is said of a file: each finding with its line, the reason and what to do, then
//! the score with its ledger.

use std::fmt::Write as _;

use super::super::snippet::{self, Message};
use super::super::{glance, leads, post, relevance};
use super::calendar;
use super::ledger::{cap_line, dimensions, explain};
use super::{Options, hidden, origin, problems, shortfalls};
use crate::engine::OFF_IN_TEXT;
use crate::order::InOrder;
use crate::outcome::{DraftReport, FileReport, FindingReport, Range};
use crate::text::{LineIndex, Span, count, plural, sentence};

/// Draws one file.
pub fn file(report: &FileReport, options: Options) -> String {
    let lines = report.lines();
    let mut out = origin(report, options) + &problems(report, options);
    for draft in &report.drafts {
        out += &match &draft.elsewhere {
            Some(file) => findings(
                &draft.findings,
                &file.path,
                &file.bytes,
                &LineIndex::new(&file.bytes),
                options,
            ),
            None => findings(&draft.findings, &report.path, &report.bytes, &lines, options),
        };
        out += &card(draft, options);
        out.push('\n');
    }
    out += &shortfalls(report);
    for sequence in &report.sequences {
        out += &findings(&sequence.findings, &report.path, &report.bytes, &lines, options);
        out += &calendar::draw(sequence, options);
        out.push('\n');
    }
    out
}

fn findings(
    findings: &[FindingReport],
    path: &str,
    bytes: &[u8],
    lines: &LineIndex,
    options: Options,
) -> String {
    let (mut out, mut explained) = (String::new(), Vec::new());
    for finding in findings {
        // The reason is given once a rule; a second finding needs only the place.
        let first = !explained.contains(&&finding.rule);
        explained.push(&finding.rule);
        let (mut message, mut span) = (message(finding, first), span(lines, finding.there()));
        if !span.is_empty() && is_encoded(bytes, lines, span, &finding.matched) {
            // A reader of this report knows the words, and not what the file has in their place.
            let words =
                if finding.sentence.is_empty() { &finding.matched } else { &finding.sentence };
            message.notes.insert(0, ("words", words));
            span = Span::new(span.start(), span.start());
        }
        out += &snippet::render(&message, path, bytes, lines, span, options.style);
        out.push('\n');
    }
    out
}

/// True when the line at `span` is one of base64, as mails have it.
fn is_encoded(bytes: &[u8], lines: &LineIndex, span: Span, words: &str) -> bool {
    const LEAST: usize = 20;
    let line = lines.line_range(bytes, lines.position(bytes, span.start()).line);
    let line = bytes[line].trim_ascii();
    line.len() >= LEAST
        && line.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(byte))
        && line != words.as_bytes()
}

fn span(lines: &LineIndex, range: &Range) -> Span {
    Span::new(lines.within(range.start.offset), lines.within(range.end.offset))
}

fn message(finding: &FindingReport, first: bool) -> Message<'_> {
    let notes =
        if first { vec![("why", &*finding.why), ("do", &*finding.advice)] } else { Vec::new() };
    Message { severity: finding.severity, id: Some(&finding.rule), title: &finding.message, notes }
}

/// The score of a draft, dimension by dimension, with what took the points.
fn card(draft: &DraftReport, options: Options) -> String {
    let mut out = String::new();
    let bold = |text: String| options.style.painted("1", &text);
    match &draft.score {
        Err(why) => {
            let _ = writeln!(out, "{}", bold(format!("{}: no score ({why})", draft.id)));
        }
        Ok(score) => {
            dimensions(score, &mut out);
            match (&draft.post, &draft.relevance) {
                (Some(made), _) => out += &post::draw(made),
                (None, Some(relevance)) => out += &relevance::card(relevance),
                (None, None) => swap(draft, &mut out),
            }
            if options.explain_score {
                explain(score, &mut out);
            }
            effects(draft, &mut out);
            if draft.is_unverified() {
                let _ = writeln!(
                    out,
                    "  what it says of its recipient is not verified: no account file"
                );
            }
            let band = draft.band.map_or(String::new(), |band| format!(" ({})", band.words()));
            let _ = writeln!(
                out,
                "{}",
                bold(format!("{}: {:.0} of 100{}{band}", draft.id, score.total, cap_line(score)))
            );
        }
    }
    let _ = writeln!(out, "  {}", glance::line(&draft.glance));
    if let Some(leads) = &draft.leads {
        out += &leads::card(leads);
    }
    allowed(draft, &mut out);
    hidden(draft.hidden, &mut out);
    skipped(draft, options, &mut out);
    out
}

/// What the writer allowed: findings, and whole rules.
pub fn allowed(draft: &DraftReport, out: &mut String) {
    if draft.allowed > 0 {
        let _ = writeln!(out, "  {} allowed in the text", count(draft.allowed, "finding"));
    }
    if !draft.turned_off.is_empty() {
        let (rules, names) = (count(draft.turned_off.len(), "rule"), draft.turned_off.join(", "));
        let _ = writeln!(out, "  {rules} turned off in the text: {names}");
    }
}

/// Rules that did not run otherwise, and why.
pub fn skipped(draft: &DraftReport, options: Options, out: &mut String) {
    if options.verbose {
        let mut reasons: Vec<&str> = draft.skipped.iter().map(|(_, why)| *why).collect();
        reasons.retain(|why| *why != OFF_IN_TEXT);
        reasons.order();
        reasons.dedup();
        for reason in reasons {
            let rules: Vec<&str> = draft
                .skipped
                .iter()
                .filter(|(_, why)| *why == reason)
                .map(|(rule, _)| rule.as_str())
                .collect();
            let _ = writeln!(
                out,
                "  {} did not run ({reason}): {}",
                count(rules.len(), "rule"),
                rules.join(", ")
            );
        }
    }
}

/// How many sentences would be as true of another recipient, and which would not.
pub fn swap(draft: &DraftReport, out: &mut String) {
    let swap = &draft.swap;
    if swap.sentences == 0 {
        return;
    }
    let verb = plural(swap.sentences, "sentence", "sentences");
    let _ = write!(
        out,
        "  swap test: {} of {} {verb} would read the same for anybody",
        swap.generic, swap.sentences
    );
    if !swap.specific_lines.is_empty() && swap.generic > 0 {
        let mut lines: Vec<String> = swap.specific_lines.iter().map(usize::to_string).collect();
        lines.dedup();
        let more = lines.len().saturating_sub(6);
        lines.truncate(6);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let _ = write!(out, "; not so: line {}{more}", lines.join(", "));
    }
    out.push('\n');
}

/// The sentences that weigh most, with what they are worth to the whole.
fn effects(draft: &DraftReport, out: &mut String) {
    if !draft.effects.is_empty() {
        out.push_str("  sentences that matter most, in points of the score:\n");
    }
    for effect in &draft.effects {
        let words = sentence(crate::text::one_line(&effect.text));
        let short: String = words.chars().take(60).collect();
        let short =
            if short.len() < words.len() { format!("{}...", short.trim_end()) } else { short };
        let (line, points) = (effect.range.start.line, effect.points);
        let like = effect.reads_like.map_or(String::new(), |like| format!(" reads like {like}"));
        let _ = writeln!(out, "    {points:>+5.1}  line {line}: \"{short}\"{like}");
    }
}
