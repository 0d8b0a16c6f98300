//! The score of a sequence: what its steps are worth on their own, less what they lose as steps.
//!
//! Steps that bring something share the weight, later ones more of it, and the weakest of them counts once more. A step that brings
//! nothing has no share, it can only take; and no sequence is worth more than the share of its steps that bring something. So a
//! step that adds nothing never raises the score, and to leave it out never lowers it.

use super::{Entry, Held, LETTER, Score, Taken, cap, caps, score, take};
use crate::pack::Dimension;

/// What a later step weighs more than the one before it.
const LATER: f64 = 0.15;
/// The share of the weakest step, beside the mean of all.
const WEAKEST: f64 = 0.15;
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

/// Folds steps, and the findings of the sequence, into a score. `None` when no step brings anything to judge.
pub fn sequence(steps: &[StepEntries], findings: &[Entry]) -> Option<Score> {
    let alone: Vec<Score> = steps.iter().map(|step| score(&step.own)).collect();
    let (mut left, mut ledger) = ([100.0; 6], Vec::new());
    for (at, dimension) in Dimension::SCORED.into_iter().enumerate() {
        let lost = |step: usize| 100.0 - alone[step].dimensions[at].1;
        for (step, points) in shares(steps, lost)?.into_iter().enumerate().filter(|(_, points)| *points > 0.0) {
            left[at] -= points;
            ledger.push(Taken { rule: format!("step {}", steps[step].number), dimension, points });
        }
        left[at] = f64::max(left[at], 0.0);
    }
    let own: f64 = 100.0 - shares(steps, |step| 100.0 - alone[step].total)?.iter().sum::<f64>();
    take(findings, &mut left, &mut ledger);
    // Of the whole they take the same whatever the steps left of a dimension: a worse step would else make them cheaper.
    let mut full = [100.0; 6];
    take(findings, &mut full, &mut Vec::new());
    let taken: f64 = full.iter().zip(LETTER.weights).map(|(left, weight)| (100.0 - left) * weight).sum();
    let mean = (own - taken / LETTER.weights.iter().sum::<f64>()).max(0.0);
    let told = steps.iter().filter(|step| !step.empty).count();
    let (mut total, mut held) = (mean, None);
    let share = 100.0 * told as f64 / steps.len() as f64;
    if share < total {
        (total, held) = (share, Some(Held::Steps { told, of: steps.len() }));
    }
    cap(caps(findings), &mut total, &mut held);
    Some(Score { total, dimensions: Dimension::SCORED.into_iter().zip(left).collect(), ledger, mean, held })
}

/// What each step takes, when `lost` is what it loses on its own. `None` when no step brings anything.
fn shares(steps: &[StepEntries], lost: impl Fn(usize) -> f64) -> Option<Vec<f64>> {
    let (empty, told): (Vec<usize>, Vec<usize>) = (0..steps.len()).partition(|step| steps[*step].empty);
    let most = |of: &[usize]| of.iter().copied().max_by(|a, b| lost(*a).total_cmp(&lost(*b)).then(b.cmp(a)));
    let weight = |place: usize| 1.0 + LATER * place as f64;
    let weights: f64 = (0..told.len()).map(weight).sum();
    let mut taken = vec![0.0; steps.len()];
    for (place, step) in told.iter().enumerate() {
        taken[*step] = (1.0 - WEAKEST) * weight(place) / weights * lost(*step);
    }
    let weakest = most(&told)?;
    taken[weakest] += WEAKEST * lost(weakest);
    if let Some(worst) = most(&empty) {
        taken[worst] = EMPTY * (lost(worst) - taken.iter().sum::<f64>()).max(0.0);
    }
    Some(taken)
}
