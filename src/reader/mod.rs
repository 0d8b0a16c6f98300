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
    /// What each sentence gives them, draft by draft in order of place.
    sentences: Vec<Told>,
}

/// What a sentence of a draft gives each dimension.
#[derive(Clone, Copy, Debug)]
struct Told {
    sentence: usize,
    points: [f64; 6],
}

/// Reads a draft, or the drafts of a sequence together; `None` without a model.
///
/// No sentence counts more than the model's bound: whoever reads a post does not throw it away for one
/// polite line, nor forgive it for one good one. One in which a rule finds a fault counts nothing
/// in a draft's favour: where it would raise a dimension, that is taken off. Words that readers were
/// glad of do not make up for what is wrong with the sentence that they stand in. To take off as much
/// of every sentence that reads like a pitch, praise or pressure was tried: the score then agrees
/// less with readers of sources that were left out (overall .67 to .70, without .73), and a bad sentence
/// that makes another read like something else raises it by more.
pub fn read(model: &DraftModel, drafts: &[ReadDraft], sequence: bool) -> Option<Reading> {
    let bound = model.sentence_bound;
    let model = &model.model;
    if model.outputs() == 0 {
        return None;
    }
    let whole = features::vector(drafts, sequence);
    let known = model.known(&whole.words);
    let mut said = Said::new(model, bound, &known, &whole);
    let mut sentences = Vec::new();
    features::sentences(drafts, |draft, sentence, part| {
        let points = said.count(part, drafts[draft].is_faulted(sentence));
        sentences.push(Told { sentence, points });
    });
    let dimensions = said.dimensions.map(|value| value.clamp(0.0, 100.0));
    Some(Reading { dimensions, sentences })
}

/// What a sentence adds to the features of its drafts.
#[derive(Clone, Debug)]
pub struct Part {
    /// Words and quantities.
    features: Vector,
    /// A rule finds a fault in it.
    faulted: bool,
}

/// What each sentence of these drafts adds to their features.
pub fn parts(drafts: &[ReadDraft]) -> Vec<Part> {
    let mut parts = Vec::new();
    features::sentences(drafts, |draft, sentence, part| {
        let faulted = drafts[draft].is_faulted(sentence);
        parts.push(Part { features: part.clone(), faulted });
    });
    parts
}

/// What a model says of a text with these sentences, none of which counts more than `bound`, dimension
/// by dimension; as [`read`], but not brought into 0 to 100.
pub fn judge(model: &Model, bound: f64, whole: &Vector, parts: &[Part]) -> [f64; 6] {
    let known = model.known(&whole.words);
    let mut said = Said::new(model, bound, &known, whole);
    for part in parts {
        said.count(&part.features, part.faulted);
    }
    said.dimensions
}

/// What a model says of a text, less what single sentences bring or take too much.
struct Said<'m> {
    effects: Effects<'m>,
    bound: f64,
    dimensions: [f64; 6],
}

impl<'m> Said<'m> {
    fn new(model: &'m Model, bound: f64, known: &'m [(usize, f32)], whole: &Vector) -> Self {
        let outputs = model.sum(known, &whole.dense);
        let dimensions = std::array::from_fn(|at| f64::from(outputs[at]));
        Said { effects: Effects::new(model, known), bound, dimensions }
    }

    /// Brings what a sentence gives into its bounds, and says what that is.
    fn count(&mut self, part: &Vector, faulted: bool) -> [f64; 6] {
        let most = if faulted { 0.0 } else { self.bound };
        let brought = self.effects.of(part);
        let counted = brought.map(|points| points.clamp(-self.bound, most));
        for (value, (counted, brought)) in
            self.dimensions.iter_mut().zip(counted.into_iter().zip(brought))
        {
            *value += counted - brought;
        }
        counted
    }
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
        let part = |stem: u32, faulted: bool| Part { features: of(&[stem]), faulted };
        let plain = judge(&model, 100.0, &of(&[1, 2]), &[part(1, false), part(2, false)]);
        let faulted = judge(&model, 100.0, &of(&[1, 2]), &[part(1, false), part(2, true)]);
        let without = judge(&model, 100.0, &of(&[1]), &[part(1, false)]);
        assert!(plain[0] > without[0] && plain[1] < without[1], "{plain:?} {without:?}");
        assert!((faulted[0] - without[0]).abs() < 1e-4, "{faulted:?} {without:?}");
        assert_eq!(faulted[1], plain[1]);
    }
}
