//! Scores that are asked for and not reached.

use serde::Serialize;

use super::Range;

/// A draft, a sequence or the message of a list's row that does not reach the minimum score.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Shortfall {
    /// The id of the draft or the sequence.
    pub id: String,
    /// Its place among all that has a score in the file: drafts, then sequences.
    #[serde(skip)]
    pub of: usize,
    /// Where it stands.
    pub range: Range,
    /// Its score; `None` when it has none, which reaches nothing.
    pub score: Option<f64>,
    /// The score that is asked for.
    pub min_score: f64,
    /// Which draft, its score and the one that is asked for.
    pub message: String,
    /// What to do.
    pub advice: String,
}
