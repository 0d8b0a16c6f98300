//! What each sentence brings to the whole or takes from it: the part of the reader's sum that
//! stands on its words and on what it reads like.

use super::Reading;
use crate::analysis::{Analysis, features, judged};
use crate::linear::{DraftModel, Vector, damped};
use crate::vocabulary::{Function, Parts, quantity::OUTPUTS};

/// What one sentence does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// The sentence.
    pub sentence: usize,
    /// Points of the whole that it brings, or takes when below 0.
    pub points: f64,
    /// What it reads like.
    pub function: Function,
}

/// The effect of each sentence of the message, in order of place. One reading of the draft,
/// whatever its length.
pub fn effects(draft_model: &DraftModel, reading: &Reading, draft: &Analysis) -> Vec<Effect> {
    let (model, known) = (&draft_model.model, &reading.known);
    let whole = |row: usize| {
        model
            .weights(row)
            .zip(&draft_model.shares)
            .map(|(weight, share)| f64::from(weight) * share)
            .sum::<f64>()
    };
    let length = known.iter().map(|(_, count)| damped(*count).powi(2)).sum::<f32>().sqrt().max(1.0);
    let worth: Vec<f64> = known.iter().map(|(row, _)| whole(*row)).collect();
    let means: Vec<Option<f64>> = features::means().map(|key| model.row(key).map(whole)).collect();
    let message: Vec<usize> = (0..draft.sentences.len())
        .filter(|at| Parts::MESSAGE.contains(draft.sentences[*at].part))
        .collect();
    let (mut words, mut own) = (Vec::new(), Vector::default());
    let effect = |at: &usize| {
        let said = draft.judged[*at].as_ref()?;
        words.clear();
        judged::stream(draft, *at, &mut words);
        own.words.clear();
        own.push_words(&words);
        let of_word = |(row, count): &(usize, f32)| {
            let place = known.binary_search_by_key(row, |(row, _)| *row).ok()?;
            let total = known[place].1;
            Some(worth[place] * f64::from(damped(total) / length * (count / total).min(1.0)))
        };
        let by_words: f64 = model.known(&own.words).iter().filter_map(of_word).sum();
        let by_kind: f64 = (0..OUTPUTS)
            .filter_map(|output| Some(means[output]? * f64::from(said.0[output])))
            .sum();
        Some(Effect {
            sentence: *at,
            points: by_words + by_kind / message.len() as f64,
            function: said.function(),
        })
    };
    message.iter().filter_map(effect).collect()
}
