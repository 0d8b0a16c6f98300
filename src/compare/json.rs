//! A comparison for programs. `germane schema diff` is made from these types.

use std::collections::BTreeMap;

use serde::Serialize;

use super::file::{FileComparison, FileVersion, Pair, SequencePair};
use super::{Change, Doubt, Verdict};
use crate::outcome::DraftReport;
use crate::reader::Band;
use crate::report::inert;
use crate::score::Score;
use crate::text::rounded;
use crate::vocabulary::{Dimension, Severity};

/// The whole comparison.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Document<'r> {
    /// Version of the program.
    germane: &'static str,
    /// What the earlier version is called: a path, or a path and a revision.
    before: &'r str,
    /// What the later version is called.
    after: &'r str,
    /// Drafts that both versions have, in the order of the later.
    drafts: Vec<DraftEntry<'r>>,
    /// Names of drafts that are gone.
    only_before: Vec<&'r str>,
    /// Names of drafts that are new.
    only_after: Vec<&'r str>,
    /// Sequences that both versions have, each as a whole.
    sequences: Vec<SequenceEntry<'r>>,
}

/// What became of a draft.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct DraftEntry<'r> {
    /// Its name in the later version.
    id: &'r str,
    /// In one word.
    verdict: Verdict,
    /// Points gained; `null` where one of the versions has no score.
    points: Option<f64>,
    /// As it was.
    before: Side<'r>,
    /// As it is.
    after: Side<'r>,
    /// Findings that are gone, the gravest first.
    gone: Vec<RuleChange<'r>>,
    /// Findings that are new, the gravest first.
    new: Vec<RuleChange<'r>>,
    /// Reasons to doubt the gain.
    doubts: &'r [Doubt],
}

/// What became of a sequence as a whole.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SequenceEntry<'r> {
    /// Its name.
    id: &'r str,
    /// Points gained; `null` where one of the versions has no score.
    points: Option<f64>,
    /// Its score before; `null` when there is none.
    before: Option<f64>,
    /// Its score after; `null` when there is none.
    after: Option<f64>,
    /// Findings between steps that are gone.
    gone: Vec<RuleChange<'r>>,
    /// Findings between steps that are new.
    new: Vec<RuleChange<'r>>,
}

/// A draft as it stands in one version.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Side<'r> {
    /// Its score; `null` when there is none.
    score: Option<Total>,
    /// Why there is no score.
    no_score_because: Option<&'r str>,
    /// What readers said of drafts that score so.
    band: Option<Band>,
    /// How many of its findings are errors.
    errors: usize,
    /// How many findings there are.
    findings: usize,
}

/// A score, without its ledger.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Total {
    /// 0 to 100.
    total: f64,
    /// 0 to 100 by dimension.
    dimensions: BTreeMap<Dimension, f64>,
}

/// Findings of one rule that one version has more of than the other.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RuleChange<'r> {
    /// The rule.
    rule: &'r str,
    /// Its severity in that version.
    severity: Severity,
    /// How many more there are.
    count: usize,
    /// The line of the first of them, in that version.
    line: usize,
    /// What is found there. Safe to print.
    message: &'r str,
}

impl Total {
    /// The numbers of a score; none without one.
    pub fn of(score: &Result<Score, String>) -> Option<Self> {
        let score = score.as_ref().ok()?;
        let dimensions =
            score.dimensions.iter().map(|(dimension, value)| (*dimension, rounded(*value)));
        Some(Total { total: rounded(score.total), dimensions: dimensions.collect() })
    }
}

impl<'r> From<&'r DraftReport> for Side<'r> {
    fn from(of: &'r DraftReport) -> Self {
        let errors =
            of.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        let no_score_because = of.score.as_ref().err().map(String::as_str);
        Side {
            score: Total::of(&of.score),
            no_score_because,
            band: of.band,
            errors,
            findings: of.findings.len(),
        }
    }
}

impl<'r> From<&Change<'r>> for RuleChange<'r> {
    fn from(Change { finding, count }: &Change<'r>) -> Self {
        let line = finding.there().start.line;
        RuleChange {
            rule: &finding.rule,
            severity: finding.severity,
            count: *count,
            line,
            message: &finding.message,
        }
    }
}

/// One document on one line.
pub fn draw(before: &FileVersion, after: &FileVersion, comparison: &FileComparison) -> String {
    let document = Document {
        germane: env!("CARGO_PKG_VERSION"),
        before: &before.name,
        after: &after.name,
        drafts: comparison.pairs.iter().map(draft).collect(),
        only_before: comparison.only_before.iter().map(|draft| draft.id.as_str()).collect(),
        only_after: comparison.only_after.iter().map(|draft| draft.id.as_str()).collect(),
        sequences: comparison.sequences.iter().map(sequence).collect(),
    };
    inert::json(&document) + "\n"
}

fn draft<'r>(Pair { before, after, change }: &'r Pair<'r>) -> DraftEntry<'r> {
    DraftEntry {
        id: &after.id,
        verdict: change.verdict,
        points: change.points,
        before: Side::from(*before),
        after: Side::from(*after),
        gone: change.gone.iter().map(RuleChange::from).collect(),
        new: change.new.iter().map(RuleChange::from).collect(),
        doubts: &change.doubts,
    }
}

fn sequence<'r>(whole: &'r SequencePair<'r>) -> SequenceEntry<'r> {
    let [before, after] = whole.scores.map(|score| score.map(rounded));
    let [gone, new] =
        [&whole.gone, &whole.new].map(|changes| changes.iter().map(RuleChange::from).collect());
    SequenceEntry { id: whole.id, points: whole.points, before, after, gone, new }
}
