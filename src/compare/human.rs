//! A comparison for people: the verdict, score and dimensions before and after, what is gone, what
//! is new, what speaks against the gain.

use std::fmt::Write as _;

use super::file::{FileComparison, FileVersion, Pair, SequencePair, errors};
use super::{Change, Doubt, Kind, Verdict, dimensions};
use crate::outcome::DraftReport;
use crate::report::snippet::Style;
use crate::report::wrap::fit;
use crate::text::{count, plural, printable};

/// The whole comparison.
pub fn draw(
    before: &FileVersion,
    after: &FileVersion,
    comparison: &FileComparison,
    style: Style,
) -> String {
    let mut out = format!("{} -> {}\n", printable(&before.name), printable(&after.name));
    let changed: Vec<&Pair> = comparison.pairs.iter().filter(|pair| pair.changed()).collect();
    let names = comparison.pairs.len() > 1;
    comparison.sequences.iter().for_each(|of| whole(of, style, &mut out));
    changed.iter().for_each(|of| pair(of, names, style, &mut out));
    for (drafts, what) in [(&comparison.only_before, "gone"), (&comparison.only_after, "new")] {
        drafts.iter().for_each(|draft| alone(draft, what, &mut out));
    }
    let same = comparison.pairs.len() - changed.len();
    if same > 0 {
        let _ = writeln!(out, "\n{}: no change that germane can see", count(same, "draft"));
    }
    fit(&out, style.width)
}

fn pair(pair: &Pair, named: bool, style: Style, out: &mut String) {
    let Pair { before, after, change } = pair;
    out.push('\n');
    if named {
        let _ = writeln!(out, "{}", style.painted("1", &after.id));
    }
    let scores = match (&before.score, &after.score) {
        (Ok(was), Ok(is)) => format!(
            "{:.0} -> {:.0} of 100 ({:+.1})",
            was.total,
            is.total,
            change.points.unwrap_or_default()
        ),
        (was, is) => {
            let say = |score: &Result<crate::score::Score, String>| {
                score.as_ref().map_or_else(
                    |why| format!("no score ({why})"),
                    |score| format!("{:.0} of 100", score.total),
                )
            };
            format!("{} -> {}", say(was), say(is))
        }
    };
    wrapped(&format!("{}. {}.", style.painted("1", &scores), change.verdict.words()), style, out);
    if let (Some(was), Some(is)) = (before.band, after.band)
        && was != is
    {
        let _ = writeln!(out, "  before: {}\n  now:    {}", was.words(), is.words());
    }
    if let (Ok(was), Ok(is)) = (&before.score, &after.score) {
        out.push('\n');
        for (dimension, was, is) in dimensions(was, is) {
            let gain = format!("{:+.0}", is - was);
            let gain = if matches!(gain.as_str(), "+0" | "-0") { "" } else { &gain };
            let _ = writeln!(
                out,
                "  {:<12}{was:>4.0} -> {is:>3.0}  {}",
                dimension.name(),
                coloured(gain, is - was, style)
            );
        }
    }
    // A doubt beside a loss is only news.
    let gained = matches!(change.verdict, Verdict::Doubtful | Verdict::Unproven);
    let title = if gained { "Why the gain may be none" } else { "Worth a second look" };
    let (claims, reasons): (Vec<&Doubt>, Vec<&Doubt>) =
        change.doubts.iter().partition(|doubt| doubt.kind == Kind::Unsupported);
    doubts(title, &reasons, style, out);
    doubts(
        "Is it true? It is new, and nothing that germane was given says so (--account FILE)",
        &claims,
        style,
        out,
    );
    changes("Better: no longer found", "was ", &change.gone, style, out);
    changes("Worse: newly found", "", &change.new, style, out);
}

fn whole(whole: &SequencePair, style: Style, out: &mut String) {
    let [was, is] = whole
        .scores
        .map(|score| score.map_or_else(|| "no score".to_string(), |score| format!("{score:.0}")));
    let gain = whole.points.map_or(String::new(), |points| format!(" ({points:+.1})"));
    let _ = writeln!(
        out,
        "\n{}",
        style.painted("1", &format!("{} as a whole: {was} -> {is} of 100{gain}", whole.id))
    );
    changes("Better: no longer found", "was ", &whole.gone, style, out);
    changes("Worse: newly found", "", &whole.new, style, out);
}

fn alone(draft: &DraftReport, what: &str, out: &mut String) {
    let score = draft
        .score
        .as_ref()
        .map_or_else(|_| "no score".to_string(), |score| format!("{:.0} of 100", score.total));
    let errors = match errors(draft) {
        0 => String::new(),
        some => format!(", {}", count(some, "error")),
    };
    let _ = writeln!(out, "\n{}: {what} ({score}{errors})", draft.id);
}

fn doubts(title: &str, doubts: &[&Doubt], style: Style, out: &mut String) {
    if !doubts.is_empty() {
        out.push('\n');
        wrapped(&style.painted("1", title), style, out);
    }
    for doubt in doubts {
        let lines: Vec<String> = doubt.lines.iter().map(usize::to_string).collect();
        let place = if lines.is_empty() {
            String::new()
        } else {
            format!("{} {}: ", plural(lines.len(), "line", "lines"), lines.join(", "))
        };
        item(&format!("{place}{}", doubt.words()), style, out);
    }
}

fn changes(title: &str, place: &str, changes: &[Change], style: Style, out: &mut String) {
    if !changes.is_empty() {
        let _ = writeln!(out, "\n{}", style.painted("1", title));
    }
    for Change { finding, count } in changes {
        let times = if *count > 1 { format!(", {count} times") } else { String::new() };
        let line = finding.there().start.line;
        item(
            &format!("{} [{}] ({place}line {line}{times})", finding.message, finding.rule),
            style,
            out,
        );
    }
}

fn item(text: &str, style: Style, out: &mut String) {
    let width = style.prose_width();
    // Names of rules stay whole.
    let whole = textwrap::WordSplitter::NoHyphenation;
    let filled = textwrap::fill(
        text,
        textwrap::Options::new(width)
            .word_splitter(whole)
            .initial_indent("  * ")
            .subsequent_indent("    "),
    );
    let _ = writeln!(out, "{filled}");
}

fn wrapped(text: &str, style: Style, out: &mut String) {
    let _ = writeln!(
        out,
        "{}",
        textwrap::fill(text, textwrap::Options::new(style.prose_width()).subsequent_indent("  "))
    );
}

fn coloured(text: &str, gain: f64, style: Style) -> String {
    if text.is_empty() {
        return String::new();
    }
    style.painted(if gain > 0.0 { "32" } else { "31" }, text)
}
