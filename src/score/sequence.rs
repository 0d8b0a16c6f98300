//! The score of a sequence: what its steps lose on their own, then what they lose as steps.
//!
//! Steps that bring something share the weight, later ones more of it, and the weakest of them counts once more. A step that brings
//! nothing has no share: it can only take. So a step that adds nothing never raises the score, and to leave it out never lowers it.

use super::{Entry, Score, Taken, caps, take, total};
use crate::pack::Dimension;

/// What a later step weighs more than the one before it.
const LATER: f64 = 0.15;
/// The share of the weakest step, beside the mean of all.
const WEAKEST: f64 = 0.3;
/// What a step that brings nothing takes of the distance down to it.
const EMPTY: f64 = 0.2;

/// One step, with the findings that it would have alone.
#[derive(Clone, Debug)]
pub struct StepEntries<'b> {
    /// Its number.
    pub number: u32,
    /// Its own findings.
    pub own: Vec<Entry<'b>>,
    /// It brings nothing new, or too little to be judged: it can only take.
    pub empty: bool,
}

/// What a step loses on its own, by dimension.
struct Alone {
    number: u32,
    lost: [f64; 6],
    empty: bool,
}

/// Folds steps, and the findings of the sequence, into a score. `None` when no step brings anything to judge.
pub fn sequence(steps: &[StepEntries], findings: &[Entry]) -> Option<Score> {
    let alone = steps.iter().map(|step| {
        let mut left = [100.0; 6];
        take(&step.own, &mut left, &mut Vec::new());
        Alone { number: step.number, lost: left.map(|left| 100.0 - left), empty: step.empty }
    });
    let (empty, told): (Vec<Alone>, Vec<Alone>) = alone.partition(|step| step.empty);
    if told.is_empty() {
        return None;
    }
    let (mut left, mut ledger) = ([100.0; 6], Vec::new());
    for (at, dimension) in Dimension::SCORED.into_iter().enumerate() {
        let lost = |step: &Alone| step.lost[at];
        let weights: f64 = (0..told.len()).map(weight).sum();
        let mut taken: Vec<f64> =
            told.iter().enumerate().map(|(place, step)| (1.0 - WEAKEST) * weight(place) / weights * lost(step)).collect();
        let weakest = (0..told.len()).max_by(|a, b| lost(&told[*a]).total_cmp(&lost(&told[*b])).then(b.cmp(a))).unwrap_or(0);
        taken[weakest] += WEAKEST * lost(&told[weakest]);
        let sum: f64 = taken.iter().sum();
        let worst = empty.iter().max_by(|a, b| lost(a).total_cmp(&lost(b)).then(b.number.cmp(&a.number)));
        let pulled = worst.map(|step| (step.number, EMPTY * (lost(step) - sum).max(0.0)));
        for (number, points) in told.iter().map(|step| step.number).zip(taken).chain(pulled).filter(|(_, points)| *points > 0.0) {
            left[at] -= points;
            ledger.push(Taken { rule: format!("step {number}"), dimension, points });
        }
        left[at] = left[at].max(0.0);
    }
    take(findings, &mut left, &mut ledger);
    let all: Vec<Entry> = steps.iter().flat_map(|step| &step.own).chain(findings).copied().collect();
    Some(total(left, ledger, caps(&all)))
}

fn weight(place: usize) -> f64 {
    1.0 + LATER * place as f64
}
