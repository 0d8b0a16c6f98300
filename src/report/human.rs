//! `human`: findings as a compiler would show them, then the score with its ledger. Reasons first, number last.

use std::fmt::Write as _;

use super::snippet::{self, Message, Style};
use super::{Form, Run, author, calendar, post, rounded};
use crate::lint::{Broken, DraftReport, FileReport, FindingReport, Range};
use crate::pack::{Dimension, Severity};
use crate::score::{FORMULA, Held, READER, Score};
use crate::source::{Format, Gravity};
use crate::text::{LineIndex, Span, printable, sentence};

/// What to show beside the findings.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Colours and width.
    pub style: Style,
    /// How the score came about.
    pub explain_score: bool,
    /// What was left out and why.
    pub verbose: bool,
    /// Of many files: what to do, without why. `germane explain` has the reasons.
    pub brief: bool,
    /// Every draft of a long list.
    pub all: bool,
}

impl Form for Options {
    fn file(&self, report: &FileReport) -> String {
        file(report, *self)
    }

    fn digests(&self) -> bool {
        !self.all
    }

    /// The foot lists them.
    fn unread(&self, _: &str, _: &str) -> String {
        String::new()
    }

    fn foot(&self, run: &Run) -> String {
        summary(run, *self)
    }
}

/// Draws one file.
fn file(report: &FileReport, options: Options) -> String {
    let lines = report.lines();
    let mut out = String::new();
    if options.verbose && report.format != Format::Message {
        let _ = writeln!(out, "{}: read as {}, {}\n", printable(&report.path), report.format.what(), count(report.drafts.len(), "draft"));
    }
    for problem in &report.problems {
        let severity = if problem.gravity == Gravity::Error { Severity::Error } else { Severity::Warning };
        let notes = problem.hint.iter().map(|hint| ("help", hint.as_str())).collect();
        let message = Message { severity, id: None, title: &problem.message, notes };
        out += &snippet::render(&message, &report.path, &report.bytes, &lines, span(&lines, &problem.range), options.style);
        out.push('\n');
    }
    for draft in &report.drafts {
        out += &match &draft.elsewhere {
            Some(file) => findings(&draft.findings, &file.path, &file.bytes, &LineIndex::new(&file.bytes), options),
            None => findings(&draft.findings, &report.path, &report.bytes, &lines, options),
        };
        out += &card(draft, options);
        out.push('\n');
    }
    for short in &report.shortfalls {
        let _ = writeln!(out, "{}\n  {}\n", short.message, short.advice);
    }
    for sequence in &report.sequences {
        out += &findings(&sequence.findings, &report.path, &report.bytes, &lines, options);
        out += &calendar::draw(sequence, options);
        out.push('\n');
    }
    out
}

fn findings(findings: &[FindingReport], path: &str, bytes: &[u8], lines: &LineIndex, options: Options) -> String {
    let (mut out, mut explained) = (String::new(), Vec::new());
    for finding in findings {
        // The reason is given once a rule; a second finding needs only the place.
        let first = !explained.contains(&&finding.rule);
        explained.push(&finding.rule);
        out += &snippet::render(&message(finding, first, options.brief), path, bytes, lines, span(lines, finding.there()), options.style);
        out.push('\n');
    }
    out
}

fn span(lines: &LineIndex, range: &Range) -> Span {
    Span::new(lines.within(range.start.offset), lines.within(range.end.offset))
}

fn message(finding: &FindingReport, first: bool, brief: bool) -> Message<'_> {
    let mut notes = Vec::new();
    if first && !brief {
        notes.push(("why", finding.why.as_str()));
    }
    if first {
        notes.push(("do", finding.advice.as_str()));
    }
    Message { severity: finding.severity, id: Some(&finding.rule), title: &finding.message, notes }
}

/// How many findings are left out, and why.
pub(super) fn hidden(n: usize, out: &mut String) {
    if n > 0 {
        let _ = writeln!(
            out,
            "  {} not shown: known from the baseline, on lines that did not change, or beyond the first thousand of a rule",
            count(n, "finding")
        );
    }
}

/// The score of a draft, dimension by dimension, with what took the points.
fn card(draft: &DraftReport, options: Options) -> String {
    let mut out = String::new();
    let bold = |text: String| if options.style.colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text };
    match &draft.score {
        Err(why) => {
            let _ = writeln!(out, "{}", bold(format!("{}: no score ({why})", draft.id)));
        }
        Ok(score) => {
            dimensions(score, &mut out);
            match (&draft.post, &draft.relevance) {
                (Some(made), _) => out += &post::draw(made),
                (None, Some(relevance)) => out += &super::relevance::card(relevance),
                (None, None) => swap(draft, &mut out),
            }
            if options.explain_score {
                explain(score, &mut out);
            }
            effects(draft, &mut out);
            if draft.judged_from == "text" && draft.post.is_none() {
                let _ = writeln!(out, "  what it says of its recipient is not verified: no account file");
            }
            let band = draft.band.map_or(String::new(), |band| format!(" ({})", band.words()));
            let _ = writeln!(out, "{}", bold(format!("{}: {:.0} of 100{}{band}", draft.id, score.total, held(score))));
        }
    }
    if let Some(leads) = &draft.leads {
        out += &super::leads::card(leads);
    }
    if draft.allowed > 0 {
        let _ = writeln!(out, "  {} allowed in the text", count(draft.allowed, "finding"));
    }
    hidden(draft.hidden, &mut out);
    if options.verbose {
        let mut reasons: Vec<&str> = draft.skipped.iter().map(|(_, why)| *why).collect();
        reasons.sort_unstable();
        reasons.dedup();
        for reason in reasons {
            let rules: Vec<&str> = draft.skipped.iter().filter(|(_, why)| *why == reason).map(|(rule, _)| rule.as_str()).collect();
            let _ = writeln!(out, "  {} did not run ({reason}): {}", count(rules.len(), "rule"), rules.join(", "));
        }
    }
    out
}

pub(super) fn dimensions(score: &Score, out: &mut String) {
    for (dimension, value) in &score.dimensions {
        let line = format!("  {:<12}{:>4.0}   {}", dimension.name(), value, ledger(score, *dimension));
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

/// "self-heavy -25, opener-self -20".
fn ledger(score: &Score, dimension: Dimension) -> String {
    let mut by_rule: Vec<(&str, f64, usize)> = Vec::new();
    // What rounds to nothing is not worth a place on the line.
    for taken in score.ledger.iter().filter(|taken| taken.dimension == dimension && taken.points >= 0.05) {
        match by_rule.iter_mut().find(|(rule, ..)| *rule == taken.rule) {
            Some((_, points, times)) => {
                *points += taken.points;
                *times += 1;
            }
            None => by_rule.push((&taken.rule, taken.points, 1)),
        }
    }
    by_rule.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    // To the recipient's side of the report "reader" would be somebody else.
    let name = |rule: &str| if rule == READER { "the text as a whole".to_string() } else { rule.to_string() };
    let line = |(rule, points, times): &(&str, f64, usize)| {
        let times = if *times > 1 { format!(" ({times} times)") } else { String::new() };
        format!("{} -{}{times}", name(rule), rounded(*points))
    };
    by_rule.iter().map(line).collect::<Vec<_>>().join(", ")
}

fn swap(draft: &DraftReport, out: &mut String) {
    let swap = &draft.swap;
    if swap.sentences == 0 {
        return;
    }
    let verb = if swap.sentences == 1 { "sentence" } else { "sentences" };
    let _ = write!(out, "  swap test: {} of {} {verb} would read the same for anybody", swap.generic, swap.sentences);
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

pub(super) fn held(score: &Score) -> String {
    match &score.held {
        None => String::new(),
        Some(Held::Blocker { rule, cap }) => format!(", held at {cap} by {rule}"),
        Some(Held::Steps { told, of }) => format!(", held there: {told} of {of} steps bring something"),
    }
}

fn explain(score: &Score, out: &mut String) {
    let _ = writeln!(
        out,
        "  Each dimension starts from what the fitted reader gives it (the text as a whole takes the rest) and loses the points listed; repeats of a"
    );
    let _ = writeln!(
        out,
        "  rule take half, then a quarter. The whole is their sum by what each counted for readers: {:.1}. Formula {FORMULA}.",
        score.mean
    );
}

/// The sentences that weigh most, with what they are worth to the whole.
fn effects(draft: &DraftReport, out: &mut String) {
    if !draft.effects.is_empty() {
        out.push_str("  sentences that weigh most, in points of the score:\n");
    }
    for effect in &draft.effects {
        let words = sentence(effect.text.split_whitespace().collect::<Vec<_>>().join(" "));
        let short: String = words.chars().take(60).collect();
        let short = if short.len() < words.len() { format!("{}...", short.trim_end()) } else { short };
        let (line, points) = (effect.range.start.line, effect.points);
        let like = effect.reads_like.map_or(String::new(), |like| format!(" reads like {like}"));
        let _ = writeln!(out, "    {points:>+5.1}  line {line}: \"{short}\"{like}");
    }
}

/// The last line of a run.
fn summary(run: &Run, options: Options) -> String {
    let mut out = String::new();
    for (path, why) in &run.errors {
        let _ = writeln!(out, "error: {}: {}", printable(path), printable(why));
    }
    if options.verbose {
        for (path, why) in &run.skipped {
            let _ = writeln!(out, "skipped {}: {}", printable(path), printable(why));
        }
        for (lines, why) in &run.tally.unread {
            let _ = writeln!(out, "not read {lines}: {why}");
        }
    }
    out += &author::draw(&run.tally.posts);
    let summary = run.summary();
    let counted = [count(summary.errors, "error"), count(summary.warnings, "warning"), count(summary.infos, "info")].join(", ");
    let skipped = if summary.skipped > 0 && !options.verbose {
        format!("; {} left out (--verbose says why)", count(summary.skipped, "file"))
    } else {
        String::new()
    };
    let [safe, risky] = run.tally.fixable;
    for (n, flag, note) in [(safe, "--fix", ""), (risky, "--unsafe-fixes", ", to be read over")].into_iter().filter(|(n, ..)| *n > 0) {
        let _ = writeln!(out, "{flag} can make {n} {}{note}", if n == 1 { "fix" } else { "fixes" });
    }
    if run.tally.below > 0 {
        let verb = if run.tally.below == 1 { "does" } else { "do" };
        let _ = writeln!(out, "{} {verb} not reach the score that is asked for", count(run.tally.below, "draft"));
    }
    if summary.files != 1 || summary.skipped > 0 || summary.problems > 0 {
        let problems = if summary.problems > 0 { format!(", {}", count(summary.problems, "problem")) } else { String::new() };
        let _ = writeln!(out, "{} in {}: {counted}{problems}{skipped}", count(summary.drafts, "draft"), count(summary.files, "file"));
    } else {
        let _ = writeln!(out, "{counted}");
    }
    out
}

pub(super) fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// Faults of packs and configurations.
pub fn broken(broken: &[Broken], style: Style) -> String {
    let mut out = String::new();
    for file in broken {
        let lines = LineIndex::new(file.text.as_bytes());
        for fault in &file.faults {
            let notes = fault.hint.iter().map(|hint| ("help", hint.as_str())).collect();
            let message = Message { severity: Severity::Error, id: None, title: &fault.message, notes };
            out += &snippet::render(&message, &file.path, file.text.as_bytes(), &lines, fault.span, style);
            out.push('\n');
        }
    }
    out
}
