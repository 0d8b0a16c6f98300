//! What analysis makes of a draft, sentence by sentence: for authors of rules, and for measuring
//! the marks themselves.

use serde::Serialize;

use super::Range;
use crate::vocabulary::{Channel, Function, Owner, Part};

/// The marks of every draft of one file.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct MarksReport {
    /// Its path, or the name given for standard input.
    pub path: String,
    /// Its drafts.
    pub drafts: Vec<MarkedDraft>,
}

/// The marks of one draft.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct MarkedDraft {
    /// Path, and what distinguishes it from others of the file.
    pub id: String,
    /// How it reaches the recipient.
    pub channel: Channel,
    /// Language found or declared.
    pub language: Option<&'static str>,
    /// Every measure that is not zero.
    pub measures: Vec<(&'static str, f64)>,
    /// Its sentences, subject line and greeting among them.
    pub sentences: Vec<MarkedSentence>,
}

/// One sentence with its marks.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct MarkedSentence {
    /// Its words.
    pub text: String,
    /// Where it stands in the file.
    pub range: Range,
    /// Which part of the draft it belongs to.
    pub part: Part,
    /// Whom it is about.
    pub owner: Owner,
    /// What it does, when it is read.
    pub function: Option<Function>,
    /// True when it is concrete and would be false for another recipient.
    pub specific: bool,
    /// Every mark in it: the mark's name, and the words under it.
    pub marks: Vec<(String, String)>,
}
