//! Fills [`crate::outcome::PostReport`]: how the arc of a post and its specifics are read from its
//! marks.

use std::collections::HashSet;

use crate::analysis::{Analysis, SPECIFICS, STAGES, stage_name};
use crate::outcome::{PostReport, Range, Specifics, Stage};
use crate::text::Span;

impl PostReport {
    pub(super) fn new(draft: &Analysis, at: &impl Fn(Span) -> Range) -> Self {
        let arc = STAGES.iter().map(|(label, _)| {
            let mut lines: Vec<usize> = draft
                .marks
                .of(*label)
                .iter()
                .map(|mark| at(draft.draft.text.to_source(mark.span)).start.line)
                .collect();
            lines.dedup();
            Stage { stage: stage_name(*label).to_string(), lines }
        });
        let specifics = SPECIFICS.iter().map(|(label, _)| {
            let said = |span: Span| crate::text::one_line(draft.slice(span));
            let mut told = HashSet::new();
            let words = draft
                .marks
                .of(*label)
                .iter()
                .map(|mark| said(mark.span))
                .filter(|said| told.insert(said.clone()));
            Specifics { kind: label.built_in_name().to_string(), words: words.collect() }
        });
        PostReport {
            author: draft.draft.meta.author.clone(),
            arc: arc.filter(|stage| !stage.lines.is_empty()).collect(),
            specifics: specifics.filter(|kind| !kind.words.is_empty()).collect(),
            substance: draft.substance,
            pattern: draft.pattern(),
        }
    }
}
