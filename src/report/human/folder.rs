//! Many drafts at a glance: a row each, the worst first, with the one thing to fix.

use std::fmt::Write as _;

use super::Options;
use crate::order::InOrder;
use crate::outcome::first::{self, TopFix};
use crate::outcome::{DraftReport, FileReport, FindingReport};
use crate::reader::Band;
use crate::score::Score;
use crate::text::{count, plural, printable};
use crate::vocabulary::Severity;

/// Rows that are shown unless all are asked for.
const ROWS: usize = 30;
/// Columns in front of a draft's name and behind it.
const FIX_COLUMN: usize = 28;
/// Columns that what to fix needs to be understood.
const FIX_ROOM: usize = 30;

/// One draft or sequence in the table.
#[derive(Clone, Debug)]
pub struct DraftRow {
    id: String,
    score: Option<f64>,
    band: Option<Band>,
    errors: usize,
    findings: usize,
    first: String,
    /// Its errors but for a low score: where each stands, what it is.
    blocking: Vec<String>,
}

/// The rows of a file: its sequences, or its drafts when it has none.
pub fn rows(report: &FileReport) -> Vec<DraftRow> {
    let row = |id: &str,
               score: &Result<Score, String>,
               band,
               findings: Vec<&FindingReport>,
               fixes: Vec<TopFix>| {
        let many = findings.len();
        let errors: Vec<&FindingReport> =
            findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
        let blocking =
            errors.iter().filter(|finding| !first::VERDICTS.contains(&finding.rule.as_str()));
        DraftRow {
            id: id.to_string(),
            score: score.as_ref().ok().map(|score| score.total),
            band,
            errors: errors.len(),
            findings: many,
            first: fixes.first().map(TopFix::in_a_row).unwrap_or_default(),
            blocking: blocking.map(|finding| error(report, finding)).collect(),
        }
    };
    if let [sequence] = report.sequences.as_slice() {
        let all = sequence
            .findings
            .iter()
            .chain(report.drafts.iter().flat_map(|draft| &draft.findings))
            .collect();
        return vec![row(
            &report.with_path(&sequence.id),
            &sequence.score,
            None,
            all,
            first::of_sequence(sequence, &report.drafts),
        )];
    }
    let of_draft = |draft: &DraftReport| {
        row(
            &draft.id,
            &draft.score,
            draft.band,
            draft.findings.iter().collect(),
            first::of_draft(draft),
        )
    };
    report.drafts.iter().map(of_draft).collect()
}

/// An error as compilers write it, so that editors and terminals lead to its place.
fn error(report: &FileReport, finding: &FindingReport) -> String {
    let at = finding.range.start;
    format!(
        "{}:{}:{}: error: {} [{}]",
        printable(&report.path),
        at.line,
        at.column,
        finding.message,
        finding.rule
    )
}

/// What must not be sent, whatever it scores; then the table: lowest scores first, then what has no
/// score.
pub fn table(rows: &[DraftRow], options: Options) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut sorted: Vec<&DraftRow> = rows.iter().collect();
    sorted.order_by(|a, b| {
        let key = |row: &DraftRow| (row.score.is_none(), row.score.unwrap_or_default());
        let (a_key, b_key) = (key(a), key(b));
        a_key
            .0
            .cmp(&b_key.0)
            .then(a_key.1.total_cmp(&b_key.1))
            .then(b.errors.cmp(&a.errors))
            .then(a.id.cmp(&b.id))
    });
    let shown = if options.all { sorted.len() } else { ROWS };
    let mut out = blocking(&sorted, options);
    let width = options.style.width;
    let wide = sorted
        .iter()
        .take(shown)
        .map(|row| row.id.chars().count())
        .max()
        .unwrap_or(0)
        .clamp(5, 48.min(width / 2));
    let _ = writeln!(out, "score  band       errors  {:<wide$}  first to fix", "draft");
    // Where what to fix finds no room beside the name, it stands below.
    let beside = width >= FIX_COLUMN + wide + FIX_ROOM;
    for row in sorted.iter().take(shown) {
        let score = row.score.map_or_else(|| "-".to_string(), |score| format!("{score:.0}"));
        let band = row.band.map_or("", Band::short);
        let line =
            format!("{score:>5}  {band:<9}  {:>6}  {:<wide$}", row.errors, tail(&row.id, wide));
        let _ = match beside || row.first.is_empty() {
            true => writeln!(out, "{}", head(&format!("{line}  {}", row.first), width)),
            false => writeln!(
                out,
                "{}\n{}",
                head(&line, width),
                head(&format!("       {}", row.first), width)
            ),
        };
    }
    if sorted.len() > shown {
        let _ = writeln!(
            out,
            "and {} with higher scores; --all shows them",
            count(sorted.len() - shown, "draft")
        );
        let of =
            |band: Band| (rows.iter().filter(|row| row.band == Some(band)).count(), band.short());
        let bands = [Band::Welcome, Band::Mixed, Band::BelowGate, Band::Unwelcome].map(of);
        let bands: Vec<String> =
            bands.iter().filter(|(n, _)| *n > 0).map(|(n, band)| format!("{n} {band}")).collect();
        if !bands.is_empty() {
            let _ = writeln!(out, "in all: {}", bands.join(", "));
        }
    }
    out.push_str("one file alone, or --full, shows what is found in it\n\n");
    out
}

/// Errors but for low scores, those of the lowest drafts first.
fn blocking(rows: &[&DraftRow], options: Options) -> String {
    let errors: Vec<&String> = rows.iter().flat_map(|row| &row.blocking).collect();
    if errors.is_empty() {
        return String::new();
    }
    let drafts = rows.iter().filter(|row| !row.blocking.is_empty()).count();
    let mut out = format!(
        "Must not be sent as {}: {}\n",
        plural(drafts, "it is", "they are"),
        count(drafts, "draft")
    );
    let shown = if options.all { errors.len() } else { ROWS };
    errors.iter().take(shown).for_each(|error| out += &format!("{error}\n"));
    if errors.len() > shown {
        let _ =
            writeln!(out, "and {} more; --all shows them", count(errors.len() - shown, "error"));
    }
    out + "\n"
}

/// A line a draft.
pub fn lines(report: &FileReport, options: Options) -> String {
    let mut out = String::new();
    for row in rows(report) {
        let score =
            row.score.map_or_else(|| "no score".to_string(), |score| format!("{score:.0} of 100"));
        let first = match row.first.as_str() {
            "" if row.findings == 0 => "nothing found".to_string(),
            "" => count(row.findings, "finding"),
            first => format!("first to fix: {first}"),
        };
        let line = format!("{}: {score}, {}; {first}", row.id, count(row.errors, "error"));
        let _ = writeln!(out, "{}", head(&line, options.style.width));
    }
    out
}

/// The start of a line that is too long.
fn head(line: &str, width: usize) -> String {
    match line.char_indices().nth(width.saturating_sub(1)) {
        Some((cut, _)) if line.chars().count() > width => {
            format!("{}\u{2026}", line[..cut].trim_end())
        }
        _ => line.trim_end().to_string(),
    }
}

/// The end of a path that is too long: the file's own name is there.
fn tail(id: &str, width: usize) -> String {
    let n = id.chars().count();
    if n <= width {
        id.to_string()
    } else {
        format!("\u{2026}{}", id.chars().skip(n - width + 1).collect::<String>())
    }
}
