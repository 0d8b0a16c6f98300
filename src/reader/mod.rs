//! The fitted reader: what readers would say of a draft, from linear models over what stands in it,
//! and which of its sentences carry that. The weights are data in `rules/reader/`; how they are
//! found is the matter of `fit`. What single findings take is the score's matter.

mod effect;

pub use effect::{Effect, effects};

use crate::analysis::features::{self, ReadDraft};
use crate::linear::{DraftModel, Effects, Model, Models, Vector};
use crate::vocabulary::Channel;

/// What drafts on this channel are judged by.
pub fn of_channel(models: &Models, channel: Channel) -> &DraftModel {
    match channel {
        Channel::Email | Channel::Dm => &models.message,
        Channel::Post => &models.post,
    }
}

/// What the reader makes of a draft, or of the drafts of a sequence together.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// What it gives each dimension, 0 to 100.
    pub dimensions: [f64; 6],
    /// The words in it that its model weighs, with how often they occur.
    known: Vec<(usize, f32)>,
}

/// Reads a draft, or the drafts of a sequence together; `None` without a model.
///
/// A sentence in which a rule finds a fault counts nothing in a draft's favour: where it would
/// raise a dimension, that is taken off. Words that readers were glad of do not make up for what is
/// wrong with the sentence that they stand in.
pub fn read(model: &DraftModel, drafts: &[ReadDraft], sequence: bool) -> Option<Reading> {
    let model = &model.model;
    if model.outputs() == 0 {
        return None;
    }
    let vector = features::vector(drafts, sequence);
    let known = model.known(&vector.words);
    let dimensions = said(model, &known, &vector, &faulted(drafts));
    Some(Reading { dimensions: dimensions.map(|value| value.clamp(0.0, 100.0)), known })
}

/// What each sentence with a fault adds to the features of these drafts.
pub fn faulted(drafts: &[ReadDraft]) -> Vec<Vector> {
    let mut parts = Vec::new();
    if drafts.iter().any(|read| read.faulted.contains(&true)) {
        let is_faulted = |draft: usize, at: usize| drafts[draft].faulted.get(at) == Some(&true);
        features::sentences(drafts, is_faulted, |_, _, part| parts.push(part.clone()));
    }
    parts
}

/// What a model says of a text, dimension by dimension, when `faulted` sentences of it count
/// nothing in its favour. Not brought into bounds.
pub fn judge(model: &Model, whole: &Vector, faulted: &[Vector]) -> [f64; 6] {
    said(model, &model.known(&whole.words), whole, faulted)
}

fn said(model: &Model, known: &[(usize, f32)], whole: &Vector, faulted: &[Vector]) -> [f64; 6] {
    let outputs = model.sum(known, &whole.dense);
    let mut said: [f64; 6] = std::array::from_fn(|at| f64::from(outputs[at]));
    if !faulted.is_empty() {
        let effects = Effects::new(model, known);
        for part in faulted {
            let brought = effects.of(part);
            said.iter_mut().zip(brought).for_each(|(value, brought)| *value -= brought.max(0.0));
        }
    }
    said
}

/// Where a score is among what readers said of such drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Band {
    /// Of drafts that scored so high, nine of ten were welcome to readers.
    Welcome,
    /// Readers were of two minds.
    Mixed,
    /// Below the gate: of drafts that readers liked, nineteen of twenty scored higher.
    BelowGate,
    /// Of drafts that scored so low, nine of ten were unwelcome.
    Unwelcome,
}

impl Band {
    /// The band of a score.
    pub fn of(model: &DraftModel, total: f64) -> Band {
        match total {
            total if total < model.unwelcome => Band::Unwelcome,
            total if total < model.gate => Band::BelowGate,
            total if total < model.welcome => Band::Mixed,
            _ => Band::Welcome,
        }
    }

    /// The band in a word.
    pub fn short(self) -> &'static str {
        match self {
            Band::Welcome => "welcome",
            Band::Mixed => "mixed",
            Band::BelowGate => "too low",
            Band::Unwelcome => "unwelcome",
        }
    }

    /// The band in words.
    pub fn words(self) -> &'static str {
        match self {
            Band::Welcome => "of drafts that score so, nine of ten were welcome to readers",
            Band::Mixed => "readers of such drafts disagreed",
            Band::BelowGate => "nearly all drafts that readers liked score higher",
            Band::Unwelcome => "of drafts that score so, nine of ten were unwelcome to readers",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linear::{FeatureWeights, Key};

    /// A sentence with a fault: what it would raise is withheld, what it lowers stays.
    #[test]
    fn a_fault_withholds_what_its_sentence_would_raise() {
        let row = |stem: u32, weight: i16| FeatureWeights {
            key: Key::stem(stem),
            weights: vec![weight, -weight, 0, 0, 0, 0],
        };
        let model = Model::new(vec![50.0; 6], vec![1.0; 6], vec![row(1, 8), row(2, 6)]);
        let of = |stems: &[u32]| Vector {
            words: stems.iter().map(|stem| (Key::stem(*stem), 1.0)).collect(),
            dense: Vec::new(),
        };
        let plain = judge(&model, &of(&[1, 2]), &[]);
        let faulted = judge(&model, &of(&[1, 2]), &[of(&[2])]);
        let without = judge(&model, &of(&[1]), &[]);
        assert!(plain[0] > without[0] && plain[1] < without[1], "{plain:?} {without:?}");
        assert!((faulted[0] - without[0]).abs() < 1e-4, "{faulted:?} {without:?}");
        assert_eq!(faulted[1], plain[1]);
    }
}
