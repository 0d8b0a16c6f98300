//! What each sentence is worth to the whole: the score of the reader without it, against that with it.

use crate::analysis::judged::{Function, is_read};
use crate::analysis::{Analysis, features};
use crate::linear::DraftModel;

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

/// In drafts of more sentences no single one decides, and each would cost a reading of all others.
const MOST: usize = 60;

/// The effect of each sentence that is read, in order of place: the whole with it less the whole without it.
pub fn effects(model: &DraftModel, draft: &Analysis) -> Vec<Effect> {
    let read: Vec<usize> = (0..draft.sentences.len()).filter(|at| is_read(draft.sentences[*at].part)).take(MOST + 1).collect();
    if model.model.outputs() == 0 || !(2..=MOST).contains(&read.len()) {
        return Vec::new();
    }
    let whole = |without: Option<usize>| {
        let said = model.model.apply(&features::without(draft, without));
        said.iter().zip(model.shares).map(|(said, share)| f64::from(*said).clamp(0.0, 100.0) * share).sum::<f64>()
    };
    let all = whole(None);
    let effect = |at: usize| {
        let function = draft.judged[at].as_ref()?.function();
        Some(Effect { sentence: at, points: all - whole(Some(at)), function })
    };
    read.into_iter().filter_map(effect).collect()
}
