//! Many drafts at a glance: a row each, the worst first, with the one thing to fix.

use std::fmt::Write as _;

use super::Options;
use super::first::{self, TopFix};
use crate::outcome::{DraftReport, FileReport, FindingReport};
use crate::reader::Band;
use crate::score::Score;
use crate::text::count;
use crate::vocabulary::Severity;

/// Rows that are shown unless all are asked for.
const ROWS: usize = 30;

/// One draft or sequence in the table.
#[derive(Clone, Debug)]
pub struct DraftRow {
    id: String,
    score: Option<f64>,
    band: Option<Band>,
    errors: usize,
    first: String,
}

/// The rows of a file: its sequences, or its drafts when it has none.
pub fn rows(report: &FileReport) -> Vec<DraftRow> {
    let errors = |findings: &[FindingReport]| findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let row = |id: &str, score: &Result<Score, String>, band, errors, fixes: Vec<TopFix>| {
        let fix = fixes.into_iter().next();
        DraftRow {
            id: id.to_string(),
            score: score.as_ref().ok().map(|score| score.total),
            band,
            errors,
            first: fix
                .map(|fix| format!("{} {}", fix.what, fix.rule.map(|rule| format!("[{rule}]")).unwrap_or_default()))
                .unwrap_or_default(),
        }
    };
    if let [sequence] = report.sequences.as_slice() {
        let all = errors(&sequence.findings) + report.drafts.iter().map(|draft| errors(&draft.findings)).sum::<usize>();
        return vec![row(&sequence.id, &sequence.score, None, all, first::of_sequence(sequence, &report.drafts))];
    }
    let of_draft = |draft: &DraftReport| row(&draft.id, &draft.score, draft.band, errors(&draft.findings), first::of_draft(draft));
    report.drafts.iter().map(of_draft).collect()
}

/// The table: lowest scores first, then what has no score.
pub fn table(rows: &[DraftRow], options: Options) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut sorted: Vec<&DraftRow> = rows.iter().collect();
    sorted.sort_by(|a, b| {
        let key = |row: &DraftRow| (row.score.is_none(), row.score.unwrap_or_default());
        let (a_key, b_key) = (key(a), key(b));
        a_key.0.cmp(&b_key.0).then(a_key.1.total_cmp(&b_key.1)).then(b.errors.cmp(&a.errors)).then(a.id.cmp(&b.id))
    });
    let shown = if options.all { sorted.len() } else { ROWS };
    let wide = sorted.iter().take(shown).map(|row| row.id.chars().count()).max().unwrap_or(0).clamp(5, 48);
    let mut out = String::new();
    let _ = writeln!(out, "score  band       errors  {:<wide$}  first to fix", "draft");
    for row in sorted.iter().take(shown) {
        let score = row.score.map_or_else(|| "-".to_string(), |score| format!("{score:.0}"));
        let band = row.band.map_or("", Band::short);
        let line = format!("{score:>5}  {band:<9}  {:>6}  {:<wide$}  {}", row.errors, tail(&row.id, wide), row.first);
        let _ = writeln!(out, "{}", head(&line, options.style.width));
    }
    if sorted.len() > shown {
        let _ = writeln!(out, "and {} with higher scores; --all shows them", count(sorted.len() - shown, "draft"));
    }
    out.push_str("one file alone, or --full, shows what is found in it\n\n");
    out
}

/// A line a draft.
pub fn lines(report: &FileReport, options: Options) -> String {
    let mut out = String::new();
    for row in rows(report) {
        let score = row.score.map_or_else(|| "no score".to_string(), |score| format!("{score:.0} of 100"));
        let first = if row.first.is_empty() { "nothing to fix" } else { &row.first };
        let _ = writeln!(out, "{}", head(&format!("{}: {score}, {}: {first}", row.id, count(row.errors, "error")), options.style.width));
    }
    out
}

/// What must not be sent, a line each: where it stands, what it is.
pub fn errors(report: &FileReport) -> String {
    let mut out = String::new();
    for finding in report.findings().filter(|finding| finding.severity == Severity::Error) {
        let at = finding.range.start;
        let _ = writeln!(
            out,
            "{}:{}:{}: error: {} [{}]",
            crate::text::printable(&report.path),
            at.line,
            at.column,
            finding.message,
            finding.rule
        );
    }
    out
}

/// The start of a line that is too long.
fn head(line: &str, width: usize) -> String {
    match line.char_indices().nth(width.saturating_sub(1)) {
        Some((cut, _)) if line.chars().count() > width => format!("{}\u{2026}", line[..cut].trim_end()),
        _ => line.trim_end().to_string(),
    }
}

/// The end of a path that is too long: the file's own name is there.
fn tail(id: &str, width: usize) -> String {
    let n = id.chars().count();
    if n <= width { id.to_string() } else { format!("\u{2026}{}", id.chars().skip(n - width + 1).collect::<String>()) }
}
