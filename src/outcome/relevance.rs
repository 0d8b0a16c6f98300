//! What a draft makes of its account.

use serde::Serialize;

use crate::analysis::Status;

/// A draft compared with its account.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Relevance {
    /// The account, as people say it.
    pub account: String,
    /// Where it was read.
    pub origin: String,
    /// Its facts and what became of each; what is drawn from keys such as `industry` only when the
    /// draft speaks of it.
    pub facts: Vec<FactReport>,
    /// Claims about the reader that no fact carries.
    pub unsupported: Vec<Words>,
    /// Claims that are worded as guesses.
    pub guesses: Vec<Words>,
    /// Depth of relevance, 0 to 6.
    pub depth: u8,
    /// Its name.
    pub depth_name: &'static str,
    /// What the used facts earn, 0 to 1.5.
    pub credit: f64,
    /// The strongest fact that is not used, and what could be made of it.
    pub strongest_unused: Option<Idea>,
    /// Sentences that would be as true for another company.
    pub stays_true: Vec<Words>,
    /// Sentences that are concrete by their own words, and speak of nothing on file.
    pub off_file: Vec<Words>,
    /// Sentences that would be false for another company.
    pub turns_false: Vec<Words>,
}

/// A fact and what became of it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FactReport {
    /// What is the case.
    pub fact: String,
    /// What it is about.
    pub kind: &'static str,
    /// Where it was found.
    pub source: Option<String>,
    /// When.
    pub date: Option<String>,
    /// How deep it goes.
    pub depth: u8,
    /// Ignored, mentioned, contradicted or used.
    pub status: Status,
    /// Where the draft says most of it.
    pub line: Option<usize>,
    /// It is presented as news and is old, or is mentioned and no longer true.
    pub stale: bool,
    /// The draft must not mention it.
    pub private: bool,
}

/// Words of the draft, with their line.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Words {
    /// Line in the file.
    pub line: usize,
    /// The words.
    pub words: String,
}

/// A fact and what could be made of it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Idea {
    /// The fact.
    pub fact: String,
    /// What to do with a fact of its kind.
    pub idea: String,
}
