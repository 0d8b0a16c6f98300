//! What is said of a sequence as a whole: its calendar, what each step brings, its score.

use serde::Serialize;

#[cfg(test)]
use super::score::ScoreOrReason;
use super::score::score_or_reason;
use super::{FindingReport, Range, Scored};
use crate::analysis::sequence::Novelty;
use crate::score::Score;
use crate::text::rounded;

/// What is said of one sequence.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SequenceReport {
    /// Its name.
    pub id: String,
    /// Its place among the sequences of its file.
    #[serde(skip)]
    pub number: usize,
    /// Where it is named.
    #[serde(skip)]
    pub range: Range,
    /// The score, with the weakest arm of every step; or why there is none.
    #[serde(flatten, serialize_with = "score_or_reason")]
    #[cfg_attr(test, schemars(with = "ScoreOrReason<'static>"))]
    pub score: Result<Score, String>,
    /// The total with the best arm of every step, when some step has several.
    #[serde(rename = "best_arms_total", serialize_with = "rounded_option")]
    pub best: Option<f64>,
    /// The calendar.
    pub steps: Vec<StepReport>,
    /// How many of those are left out of the report: known from a baseline, or on lines that did
    /// not change.
    pub hidden: usize,
    /// Findings about the whole; those about a step are its draft's.
    pub findings: Vec<FindingReport>,
}

impl SequenceReport {
    /// What it has in common with a draft.
    pub(crate) fn as_scored(&self) -> Scored<'_> {
        Scored { id: &self.id, score: &self.score, findings: &self.findings, hidden: self.hidden }
    }
}

/// One step in the calendar.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StepReport {
    /// Its number.
    pub step: u32,
    /// The day it is sent on, counted as the file counts; `None` when the file does not say.
    pub day: Option<u32>,
    /// What it is done with.
    pub channel: &'static str,
    /// A reply in the thread of the step before.
    pub reply: bool,
    /// When it is sent at all, in the writer's words.
    pub when: Option<String>,
    /// What may be sent.
    pub arms: Vec<ArmReport>,
}

/// One of the drafts that a step may send.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ArmReport {
    /// Its name; empty when there is one alone.
    pub name: String,
    /// The id of its draft.
    pub draft: String,
    /// Its own score.
    pub score: Option<f64>,
    /// What it brings that no earlier step brought.
    pub novelty: Novelty,
    /// It brings nothing.
    pub nothing_new: bool,
    /// By which arms are compared: one that brings nothing is worth less than any that brings
    /// something.
    #[serde(skip)]
    pub worth: f64,
}

fn rounded_option<S: serde::Serializer>(
    value: &Option<f64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.map(rounded).serialize(serializer)
}
