//! Linear models over named features: what a draft or a sentence is turned into (a [`Vector`]), and
//! the weights that are laid on it (a [`Model`]). Knows nothing of drafts or readers; which
//! features there are is the matter of `analysis` and `reader`, how weights are found that of
//! `fit`.

mod effect;
mod key;
mod model;
mod vector;

pub use effect::Effects;
pub use key::{Key, class};
pub use model::{FeatureWeights, Model};
pub use vector::{Vector, damped, join};

/// The fitted models that a run needs.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Models {
    /// What a sentence is.
    pub sentence: Model,
    /// What a message to one person is worth.
    pub message: DraftModel,
    /// What a post is worth.
    pub post: DraftModel,
    /// What a sequence is worth.
    pub sequence: DraftModel,
}

/// What drafts of one kind are judged by.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct DraftModel {
    /// An output a dimension, from 0 to 100.
    pub model: Model,
    /// What each dimension counts in the whole.
    pub shares: [f64; 6],
    /// What is added to the sum of the dimensions.
    pub added: f64,
    /// Points of a dimension that one sentence may bring or take.
    pub sentence_bound: f64,
    /// Below this a draft fails: what readers would call a blast.
    pub gate: f64,
    /// From this score on nine of ten drafts were welcome to readers.
    pub welcome: f64,
    /// Below this score nine of ten were not.
    pub unwelcome: f64,
}

impl DraftModel {
    /// Multiplies what each dimension counts for; all together count what they did.
    pub fn tilt(&mut self, times: [f64; 6]) {
        let before: f64 = self.shares.iter().sum();
        self.shares.iter_mut().zip(times).for_each(|(share, times)| *share *= times);
        let after: f64 = self.shares.iter().sum();
        if after > 0.0 {
            self.shares.iter_mut().for_each(|share| *share *= before / after);
        }
    }
}
