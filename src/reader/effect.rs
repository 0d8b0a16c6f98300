//! What each sentence brings to the whole or takes from it: the part of the reader's sum that
//! stands on its words and on what it reads like.

use super::Reading;
use crate::analysis::features::{self, ReadDraft};
use crate::linear::{DraftModel, Effects};
use crate::vocabulary::{Function, Parts};

/// What one sentence does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// The sentence.
    pub sentence: usize,
    /// Points of the whole that it brings, or takes when below 0.
    pub points: f64,
    /// What it reads like, when that is likely.
    pub function: Option<Function>,
}

/// The effect of each sentence of the message, in order of place. One reading of the draft,
/// whatever its length. One with a fault brings nothing.
pub fn effects(model: &DraftModel, reading: &Reading, read: ReadDraft) -> Vec<Effect> {
    let draft = read.draft;
    let of_text = Effects::new(&model.model, &reading.known);
    let mut effects = Vec::with_capacity(draft.sentences.len());
    let in_message = |_, at: usize| Parts::MESSAGE.contains(draft.sentences[at].part);
    features::sentences(&[read], in_message, |_, sentence, part| {
        let Some(said) = &draft.judged[sentence] else { return };
        let is_faulted = read.faulted.get(sentence) == Some(&true);
        let brought =
            of_text.of(part).into_iter().zip(&model.shares).map(|(brought, share)| {
                share * if is_faulted { brought.min(0.0) } else { brought }
            });
        effects.push(Effect { sentence, points: brought.sum(), function: said.sure_function() });
    });
    effects
}
