//! The score of a sequence: what the fitted reader makes of the steps that bring something, less
//! what findings take.
//!
//! Findings of a step on its own count by its share of the steps; findings on steps, and on the
//! whole, count in full. A step that brings nothing has no share and is not read: it can only take.
//! So a step that adds nothing never raises the score.

use super::{Cap, Entry, Score, Start, begin, caps, take, total};

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

/// The entry of the ledger for what `rule` takes from a step alone.
pub fn entry_of_step(step: u32, rule: &str) -> String {
    format!("step {step}: {rule}")
}

/// The step and the rule of such an entry; `None` for one of the whole sequence.
pub fn step_of_entry(entry: &str) -> Option<(u32, &str)> {
    let (step, rule) = entry.strip_prefix("step ")?.split_once(": ")?;
    Some((step.parse().ok()?, rule))
}

/// Folds steps, and the findings of the sequence, into a score. `None` when all steps are empty.
pub fn sequence(start: &Start, steps: &[StepEntries], findings: &[Entry]) -> Option<Score> {
    let new = steps.iter().filter(|step| !step.empty).count();
    if new == 0 {
        return None;
    }
    let (mut left, mut ledger) = begin(start);
    for step in steps.iter().filter(|step| !step.empty) {
        let own: Vec<Entry> = step
            .own
            .iter()
            .map(|entry| Entry { points: entry.points / new as f64, ..*entry })
            .collect();
        let before = ledger.len();
        take(&own, &mut left, &mut ledger);
        ledger[before..]
            .iter_mut()
            .for_each(|taken| taken.rule = entry_of_step(step.number, &taken.rule));
    }
    take(findings, &mut left, &mut ledger);
    let mut score = total(start, left, ledger, caps(findings));
    let share = 100.0 * new as f64 / steps.len() as f64;
    if share < score.total {
        (score.total, score.cap) = (share, Some(Cap::Steps { new, of: steps.len() }));
    }
    Some(score)
}
