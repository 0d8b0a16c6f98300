//! `stages`: labels that come one after the other and fill the message. One finding, with the
//! sentences that make it up.

use super::{Hit, bound, goal, marks};
use crate::analysis::Analysis;
use crate::pack::check::Stages;
use crate::vocabulary::{Label, Parts};

pub fn run(draft: &Analysis, check: &Stages) -> Vec<Hit> {
    let stages = &check.stages;
    // The longest chain of stages in the order given, each at the first place it can have.
    let mut ends: Vec<Vec<u32>> = vec![Vec::new(); stages.len()];
    for at in 0..stages.len() {
        let best = ends[..at]
            .iter()
            .filter_map(|chain| extend(draft, chain, stages[at]))
            .max_by_key(Vec::len);
        ends[at] = best.or_else(|| extend(draft, &[], stages[at])).unwrap_or_default();
    }
    let chain = ends.into_iter().max_by_key(Vec::len).unwrap_or_default();
    let marked = marks(draft, stages, Parts::MESSAGE);
    let mut sentences: Vec<u32> = marked.iter().map(|mark| mark.sentence).collect();
    sentences.dedup();
    let whole = draft.message().count();
    let share = sentences.len() as f64 / whole.max(1) as f64;
    let fills = share >= check.cover && sentences.len() >= check.sentences as usize;
    let Some(passed) = bound(&check.bounds, chain.len() as f64).filter(|_| fills) else {
        return Vec::new();
    };
    let Some(first) = chain.first() else { return Vec::new() };
    let list: Vec<_> = sentences.iter().map(|at| draft.sentences[*at as usize].span).collect();
    let hit = Hit {
        span: draft.sentences[*first as usize].span,
        whole: true,
        list: list.into(),
        ..Hit::default()
    };
    vec![Hit {
        n: sentences.len() as f64,
        m: whole as f64,
        limit: passed.limit(),
        goal: goal(&check.bounds),
        severity: passed.severity,
        points: passed.points,
        ..hit
    }]
}

/// The chain with the first sentence of this stage that comes after its end; a sentence can end one
/// stage and begin the next.
fn extend(draft: &Analysis, chain: &[u32], stage: Label) -> Option<Vec<u32>> {
    let from = chain.last().copied().unwrap_or_default();
    let next = draft.marks.of(stage).iter().map(|mark| mark.sentence).find(|at| *at >= from)?;
    Some([chain, &[next]].concat())
}
