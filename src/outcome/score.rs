//! What has a score and findings of its own, and how a score is written.

use serde::Serialize;

use super::FindingReport;
use crate::score::Score;

/// What has a score and findings of its own: a draft, or a sequence as a whole.
#[derive(Clone, Copy, Debug)]
pub struct Scored<'r> {
    /// Its name.
    pub id: &'r str,
    /// Its score, or why there is none.
    pub score: &'r Result<Score, String>,
    /// What is said of it.
    pub findings: &'r [FindingReport],
    /// How many findings are left out.
    pub hidden: usize,
}

/// A score as it is written, or why there is none.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScoreOrReason<'s> {
    /// The score; `null` when there is none.
    score: Option<&'s Score>,
    /// Why there is no score.
    no_score_because: Option<&'s str>,
}

/// Writes a score, or why there is none.
pub(super) fn score_or_reason<S: serde::Serializer>(
    score: &Result<Score, String>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    ScoreOrReason {
        score: score.as_ref().ok(),
        no_score_because: score.as_ref().err().map(String::as_str),
    }
    .serialize(serializer)
}
