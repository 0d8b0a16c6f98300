//! What is said of one file by default: how each draft stands, at most three things to fix, the
//! rest a line each, and the score by dimension.

use std::cmp::Reverse;
use std::fmt::Write as _;

use super::super::{glance, leads, outline, relevance};
use super::ledger::cap_line;
use super::{Options, calendar, folder, further, hidden, origin, problems, shortfalls};
use crate::order::InOrder;
use crate::outcome::first::{self, TopFix, VERDICTS};
use crate::outcome::{DraftReport, FileReport, FindingReport, SequenceReport};
use crate::reader::Band;
use crate::score::Score;
use crate::text::{plural, sentence};
use crate::vocabulary::Severity;

/// Files of more drafts are shown as a table.
const FEW: usize = 5;
/// Cells of a bar.
const BAR: usize = 10;

/// Draws one file.
pub fn file(report: &FileReport, options: Options) -> String {
    let mut out = origin(report, options) + &problems(report, options);
    match report.sequences.as_slice() {
        [sequence] if !report.drafts.is_empty() => {
            sequence_and_steps(report, sequence, options, &mut out)
        }
        _ if report.drafts.len() > FEW && !options.all => {
            out += &folder::table(&folder::rows(report), options);
            report.sequences.iter().for_each(|sequence| whole(sequence, options, &mut out));
        }
        _ => {
            report.drafts.iter().for_each(|draft| one(draft, options, &mut out));
            report.sequences.iter().for_each(|sequence| whole(sequence, options, &mut out));
        }
    }
    out + &shortfalls(report)
}

/// A sequence whose steps stand in the file: one verdict, three things to fix, and the rest step by
/// step.
fn sequence_and_steps(
    report: &FileReport,
    sequence: &SequenceReport,
    options: Options,
    out: &mut String,
) {
    verdict(&sequence.id, &sequence.score, None, None, options, out);
    let fixes = first::of_sequence(sequence, &report.drafts);
    fix_first(&fixes, options, out);
    let all = || {
        sequence.findings.iter().map(|finding| (None, finding)).chain(
            report
                .drafts
                .iter()
                .flat_map(|draft| draft.findings.iter().map(|finding| (draft.step, finding))),
        )
    };
    rest(all(), &fixes, if fixes.is_empty() { "Found" } else { "Also found" }, options, out);
    out.push_str(&calendar::draw(sequence, options));
    report.drafts.iter().for_each(|draft| foot(draft, options, out));
    out.push('\n');
}

/// A sequence whose drafts are shown by themselves.
fn whole(sequence: &SequenceReport, options: Options, out: &mut String) {
    rest(sequence.findings.iter().map(|finding| (None, finding)), &[], "Found", options, out);
    out.push_str(&calendar::draw(sequence, options));
    out.push('\n');
}

fn one(draft: &DraftReport, options: Options, out: &mut String) {
    let is_verdict = |finding: &&FindingReport| VERDICTS.contains(&finding.rule.as_str());
    verdict(
        &draft.id,
        &draft.score,
        draft.band,
        draft.findings.iter().find(is_verdict),
        options,
        out,
    );
    if draft.is_unverified() {
        out.push_str("  What it says of its recipient is not verified: no account file is given (--account).\n");
    }
    let fixes = first::of_draft(draft);
    fix_first(&fixes, options, out);
    if let Some(of) = draft.outline.as_ref().filter(|_| !fixes.is_empty()) {
        let _ = writeln!(out, "\n{}", options.style.painted("1", outline::TITLE));
        for (what, filled) in outline::lines(of) {
            let width = options.style.prose_width();
            let head = format!("  {what:<14}");
            let _ = writeln!(
                out,
                "{}",
                textwrap::fill(
                    &filled,
                    textwrap::Options::new(width)
                        .initial_indent(&head)
                        .subsequent_indent("                ")
                )
            );
        }
    }
    let others = draft.findings.iter().filter(|finding| !is_verdict(finding));
    let title = match draft.band {
        _ if !fixes.is_empty() => "Also found",
        Some(Band::Welcome)
            if draft.findings.iter().all(|finding| finding.severity == Severity::Info) =>
        {
            "Noted; readers liked drafts like this, so change only what you agree with"
        }
        _ => "Found",
    };
    rest(others.map(|finding| (None, finding)), &fixes, title, options, out);
    if let Ok(score) = &draft.score {
        if let Some(line) = further::line(draft, score) {
            out.push('\n');
            wrapped(&line, "  ", options, out);
        }
        bars(score, options, out);
        if draft.post.is_none() && draft.relevance.is_none() {
            super::full::swap(draft, out);
        }
        if let (None, Some(relevance)) = (&draft.post, &draft.relevance) {
            out.push_str(&relevance::card(relevance));
        }
    }
    wrapped(&glance::line(&draft.glance), "  ", options, out);
    foot(draft, options, out);
    out.push('\n');
}

/// Rows of a list, allowed and hidden findings, rules that did not run.
fn foot(draft: &DraftReport, options: Options, out: &mut String) {
    if let Some(leads) = &draft.leads {
        out.push_str(&leads::card(leads));
    }
    super::full::allowed(draft, out);
    hidden(draft.hidden, out);
    super::full::skipped(draft, options, out);
}

/// How it stands: its score, the band, and the rule that a low score breaks.
fn verdict(
    id: &str,
    score: &Result<Score, String>,
    band: Option<Band>,
    low: Option<&FindingReport>,
    options: Options,
    out: &mut String,
) {
    let text = match score {
        Err(why) => format!("{id}: no score ({why})"),
        Ok(score) => {
            let stands = match (low, band) {
                (Some(low), band) => format!(
                    ", {}: {} [{}]",
                    low.severity.name(),
                    first::why_low(low, band),
                    low.rule
                ),
                (None, Some(band)) => format!(" - {}", band.words()),
                (None, None) => String::new(),
            };
            format!("{id}: {:.0} of 100{}{stands}", score.total, cap_line(score))
        }
    };
    let _ = writeln!(out, "{}", options.style.painted("1", &text));
}

/// The code of a severity's colour, as compilers use them.
fn colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "1;31",
        Severity::Warning => "33",
        Severity::Info | Severity::Off => "36",
    }
}

fn wrapped(text: &str, indent: &str, options: Options, out: &mut String) {
    let width = options.style.prose_width();
    let filled = textwrap::fill(
        text,
        textwrap::Options::new(width).initial_indent(indent).subsequent_indent(indent),
    );
    let _ = writeln!(out, "{filled}");
}

fn fix_first(fixes: &[TopFix], options: Options, out: &mut String) {
    if fixes.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "\n{}",
        options.style.painted("1", plural(fixes.len(), "Fix this first", "Fix these first"))
    );
    for (at, fix) in fixes.iter().enumerate() {
        let place = fix.place();
        let quote = if fix.sentence.is_empty() {
            String::new()
        } else {
            format!(": \"{}\"", sentence(crate::text::one_line(fix.sentence)))
        };
        let worth =
            if fix.worth >= 0.5 { format!(" (about +{:.0})", fix.worth) } else { String::new() };
        let rule = fix.rule.map(|rule| format!(" [{rule}]")).unwrap_or_default();
        let mut block = String::new();
        wrapped(&format!("{place}{quote}{worth}"), "     ", options, &mut block);
        block.replace_range(..4, &format!("  {}.", at + 1));
        out.push_str(&block);
        wrapped(&format!("{}{rule}", fix.what), "     ", options, out);
        wrapped(&format!("Do: {}", fix.advice), "     ", options, out);
    }
}

/// What is not among the first, a line each; what several rules say of the same words is one line.
fn rest<'r>(
    findings: impl Iterator<Item = (Option<u32>, &'r FindingReport)>,
    fixes: &[TopFix],
    title: &str,
    options: Options,
    out: &mut String,
) {
    let named = |step: Option<u32>, finding: &FindingReport| {
        fixes.iter().any(|fix| {
            fix.rule == Some(finding.rule.as_str())
                && fix.line == finding.there().start.line
                && fix.step == step
        })
    };
    let mut rest: Vec<(Option<u32>, &FindingReport)> =
        findings.filter(|(step, finding)| !named(*step, finding)).collect();
    if rest.is_empty() {
        return;
    }
    let ends = |finding: &FindingReport| (finding.there().start.offset, finding.there().end.offset);
    rest.order_by_key(|(step, finding)| {
        (finding.severity != Severity::Error, *step, ends(finding), Reverse(finding.severity))
    });
    let mut lines: Vec<(Option<u32>, &FindingReport, String)> = Vec::new();
    for (step, finding) in rest {
        match lines.last_mut() {
            Some((of, first, rules))
                if *of == step && !first.sentence.is_empty() && ends(first) == ends(finding) =>
            {
                *rules += &format!(", {}", finding.rule);
            }
            _ => lines.push((step, finding, finding.rule.clone())),
        }
    }
    let _ = writeln!(
        out,
        "\n{} (--full shows the line, the reason and what to do)",
        options.style.painted("1", title)
    );
    let place = |step: Option<u32>, finding: &FindingReport| {
        let at = finding.there().start;
        step.map_or_else(
            || format!("{}:{}", at.line, at.column),
            |step| format!("step {step} {}:{}", at.line, at.column),
        )
    };
    let wide =
        lines.iter().map(|(step, finding, _)| place(*step, finding).len()).max().unwrap_or(0);
    for (step, finding, rules) in lines {
        let head = format!("  {:>wide$}  ", place(step, finding));
        let severity = options
            .style
            .painted(colour(finding.severity), &format!("{:<7}", finding.severity.name()));
        let room = options.style.width.saturating_sub(head.len() + 9).max(30);
        let _ = writeln!(
            out,
            "{head}{severity}  {}",
            clipped(&format!("{} [{rules}]", finding.message), room)
        );
    }
}

/// A text cut to so many characters; the name of the rule at its end stays.
fn clipped(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_string();
    }
    let (message, rule) = text
        .rsplit_once(" [")
        .map_or((text, String::new()), |(message, rule)| (message, format!(" [{rule}")));
    let kept: String =
        message.chars().take(room.saturating_sub(rule.chars().count() + 1).max(8)).collect();
    format!("{}\u{2026}{rule}", kept.trim_end())
}

/// The score by dimension, each beside the question that it answers.
fn bars(score: &Score, options: Options, out: &mut String) {
    out.push('\n');
    for (dimension, value) in &score.dimensions {
        let full = ((value / 100.0 * BAR as f64).round() as usize).min(BAR);
        let bar = if options.style.colour {
            let code = if *value < 35.0 {
                "31"
            } else if *value < 60.0 {
                "33"
            } else {
                "32"
            };
            options.style.painted(code, &("\u{2588}".repeat(full) + &"\u{2591}".repeat(BAR - full)))
        } else {
            "#".repeat(full) + &".".repeat(BAR - full)
        };
        let _ =
            writeln!(out, "  {:<12}{value:>4.0}  {bar}  {}", dimension.name(), dimension.meaning());
    }
    if options.explain_score {
        super::ledger::ledgers(score, out);
    }
}
