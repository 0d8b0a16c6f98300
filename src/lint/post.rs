//! What is said of a post beside its findings: the arc of the formula, and the specifics found.

use std::collections::HashSet;

use serde::Serialize;

use super::Range;
use crate::analysis::{Analysis, PostPattern, SPECIFICS, STAGES, stage_name};
use crate::text::Span;

/// What a post is made of.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PostReport {
    /// Who wrote it, when that is declared.
    pub author: Option<String>,
    /// The stages of the worn formula found in it, with the lines that they stand on.
    pub arc: Vec<Stage>,
    /// What a reader can use, check or retell, kind by kind.
    pub specifics: Vec<Specifics>,
    /// The specifics, weighed.
    pub substance: f64,
    /// What it shares with other posts of its author, if those are cast alike.
    #[serde(skip)]
    pub mould: PostPattern,
}

/// A stage of the formula.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stage {
    /// Its name.
    pub stage: String,
    /// The lines of the file that it stands on.
    pub lines: Vec<usize>,
}

/// Specifics of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Specifics {
    /// The kind.
    pub kind: String,
    /// The words, each once.
    pub words: Vec<String>,
}

impl PostReport {
    pub(super) fn new(draft: &Analysis, at: &impl Fn(Span) -> Range) -> Self {
        let arc = STAGES.iter().map(|(label, _)| {
            let mut lines: Vec<usize> =
                draft.marks.of(*label).iter().map(|mark| at(draft.draft.text.to_source(mark.span)).start.line).collect();
            lines.dedup();
            Stage { stage: stage_name(*label).to_string(), lines }
        });
        let specifics = SPECIFICS.iter().map(|(label, _)| {
            let said = |span: Span| draft.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
            let mut told = HashSet::new();
            let words = draft.marks.of(*label).iter().map(|mark| said(mark.span)).filter(|said| told.insert(said.clone()));
            Specifics { kind: label.built_in_name().to_string(), words: words.collect() }
        });
        PostReport {
            author: draft.draft.meta.author.clone(),
            arc: arc.filter(|stage| !stage.lines.is_empty()).collect(),
            specifics: specifics.filter(|kind| !kind.words.is_empty()).collect(),
            substance: draft.substance,
            mould: draft.mould(),
        }
    }
}
