//! What each sentence brings to the whole or takes from it: the part of the reader's sum that
//! stands on its words and on what it reads like.

use super::Reading;
use crate::analysis::Analysis;
use crate::linear::DraftModel;
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

/// The effect of each sentence of the message of a draft that was read alone, in order of place.
pub fn effects(model: &DraftModel, reading: &Reading, draft: &Analysis) -> Vec<Effect> {
    let told = reading.sentences.iter().filter_map(|told| {
        let said = draft.judged[told.sentence].as_ref()?;
        let is_message = Parts::MESSAGE.contains(draft.sentences[told.sentence].part);
        let shares = told.points.iter().zip(&model.shares);
        is_message.then(|| Effect {
            sentence: told.sentence,
            points: shares.map(|(points, share)| points * share).sum(),
            function: said.sure_function(),
        })
    });
    told.collect()
}
