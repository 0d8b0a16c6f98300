//! A comparison for programs.

use serde_json::{Map, Value, json};

use super::file::{FileComparison, FileVersion, Pair, SequencePair};
use super::{Change, Doubt};
use crate::outcome::DraftReport;
use crate::report::inert;
use crate::text::rounded;
use crate::vocabulary::Severity;

/// One document on one line.
pub fn draw(before: &FileVersion, after: &FileVersion, comparison: &FileComparison) -> String {
    let ids = |drafts: &[&DraftReport]| drafts.iter().map(|draft| draft.id.clone()).collect::<Vec<_>>();
    let document = json!({
        "germane": env!("CARGO_PKG_VERSION"),
        "before": before.name,
        "after": after.name,
        "drafts": comparison.pairs.iter().map(pair).collect::<Vec<_>>(),
        "only_before": ids(&comparison.only_before),
        "only_after": ids(&comparison.only_after),
        "sequences": comparison.sequences.iter().map(whole).collect::<Vec<_>>(),
    });
    inert::json(&document) + "\n"
}

fn pair(pair: &Pair) -> Value {
    let change = &pair.change;
    json!({
        "id": pair.after.id,
        "verdict": change.verdict,
        "points": change.points,
        "before": side(pair.before),
        "after": side(pair.after),
        "gone": changes(&change.gone),
        "new": changes(&change.new),
        "doubts": change.doubts.iter().map(|Doubt { kind, says, lines }| json!({ "kind": kind, "says": says, "lines": lines })).collect::<Vec<_>>(),
    })
}

fn whole(whole: &SequencePair) -> Value {
    let [before, after] = whole.scores.map(|score| score.map(rounded));
    json!({
        "id": whole.id, "points": whole.points, "before": before, "after": after,
        "gone": changes(&whole.gone), "new": changes(&whole.new),
    })
}

/// A draft as it stands in one version.
pub fn side(of: &DraftReport) -> Value {
    let errors = of.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let score = of.score.as_ref().ok().map(|score| {
        let dimensions = score.dimensions.iter().map(|(dimension, value)| (dimension.name().to_string(), json!(rounded(*value))));
        json!({ "total": rounded(score.total), "dimensions": dimensions.collect::<Map<_, _>>() })
    });
    json!({ "score": score, "no_score_because": of.score.as_ref().err(), "band": of.band, "errors": errors, "findings": of.findings.len() })
}

/// A change of findings.
pub fn entry(Change { finding, count }: &Change) -> Value {
    let line = finding.there().start.line;
    json!({ "rule": finding.rule, "severity": finding.severity, "count": count, "line": line, "message": finding.message })
}

fn changes(changes: &[Change]) -> Vec<Value> {
    changes.iter().map(entry).collect()
}
