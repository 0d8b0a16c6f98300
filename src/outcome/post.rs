//! What is said of a post beside its findings: the arc of the formula, and the specifics found.

use serde::Serialize;

use crate::analysis::PostPattern;

/// What a post is made of.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PostReport {
    /// Who wrote it, when that is declared.
    pub author: Option<String>,
    /// The stages of the worn formula found in it, with the lines that they stand on.
    pub arc: Vec<Stage>,
    /// What a reader can use, check or retell, kind by kind.
    pub specifics: Vec<Specifics>,
    /// The specifics, weighed.
    pub substance: f64,
    /// What it shares with other posts of its author, if those follow one pattern.
    #[serde(skip)]
    pub pattern: PostPattern,
}

/// A stage of the formula.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Stage {
    /// Its name.
    pub stage: String,
    /// The lines of the file that it stands on.
    pub lines: Vec<usize>,
}

/// Specifics of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Specifics {
    /// The kind.
    pub kind: String,
    /// The words, each once.
    pub words: Vec<String>,
}
