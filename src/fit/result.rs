//! What a fit gives: a model for each kind of draft, with its bands.

use super::drafts::{Fitted, Scaling};
use super::labels::Kind;
use crate::linear::Model;

/// What a draft is judged by: the model, how dimensions make the whole, and where the bands begin.
#[derive(Clone, Debug)]
pub struct KindModel {
    /// Its kind.
    pub kind: Kind,
    /// Model and points.
    pub fitted: Fitted,
    /// What each dimension counts in the whole.
    pub shares: [f64; 6],
    /// What is added.
    pub added: f64,
    /// Where the bands begin; from left-out sources.
    pub bands: Bands,
}

/// Scores that mean something, read off texts whose sources were left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bands {
    /// Below it a draft fails.
    pub gate: f64,
    /// From it on nine of ten readers were glad.
    pub welcome: f64,
    /// Below it nine of ten were not.
    pub unwelcome: f64,
}

/// What left-out texts of one kind showed.
#[derive(Clone, Copy, Debug)]
pub struct LeftOut {
    /// Their kind.
    pub kind: Kind,
    /// Where the bands begin.
    pub bands: Bands,
    /// What brings judgements to the readers' scale.
    pub stretch: Scaling,
}

/// A whole fit.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The model of sentences.
    pub sentence: Model,
    /// What drafts of each kind are judged by.
    pub kinds: Vec<KindModel>,
}

impl Fit {
    /// What drafts of this kind are judged by.
    pub fn of(&self, kind: Kind) -> &KindModel {
        self.kinds.iter().find(|of| of.kind == kind).unwrap_or(&self.kinds[0])
    }
}
