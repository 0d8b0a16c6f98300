//! `steps`: marks of a step of a sequence, compared with the steps before and after it; or a
//! measure of the step.
//!
//! Runs on sequences alone. A draft that is no step has nothing before it.

use super::{Hit, bound, goal, marks};
use crate::analysis::sequence::SequenceAnalysis;
use crate::analysis::{Analysis, Mark};
use crate::pack::Check;
use crate::pack::check::{Bound, StepQuantity, Steps};
use crate::vocabulary::{Label, Parts, Turn};

/// A draft among the other drafts of its sequence.
#[derive(Clone, Copy, Debug)]
pub struct StepContext<'a, 'd> {
    /// What is known of the sequence.
    pub sequence_analysis: &'a SequenceAnalysis<'a>,
    /// All drafts of the source.
    pub drafts: &'a [Analysis<'d>],
    /// Which of them this is.
    pub draft: usize,
}

/// One step against the others.
pub fn run(context: StepContext, check: &Steps) -> Vec<Hit> {
    let Some(notes) = context.sequence_analysis.notes(context.draft) else { return Vec::new() };
    let draft = &context.drafts[context.draft];
    let last =
        context.sequence_analysis.arms.iter().map(|other| other.step).max() == Some(notes.step);
    match check.turn {
        Some(Turn::First) if notes.step > 0 => return Vec::new(),
        Some(Turn::Later) if notes.step == 0 => return Vec::new(),
        Some(Turn::Last) if !last || notes.step == 0 => return Vec::new(),
        _ => {}
    }
    let labels = match &check.of {
        StepQuantity::Measure(measure) if measure.is_whole() => return Vec::new(),
        StepQuantity::Measure(measure) => {
            let value = context.sequence_analysis.of_step(*measure, context.draft);
            return measured(value, &check.bounds)
                .map(|hit| Hit { span: draft.first_sentence(), ..hit })
                .into_iter()
                .collect();
        }
        StepQuantity::Marks(labels) => labels,
    };
    let mut found = marks(draft, labels, check.parts);
    found.retain(|mark| !super::beside(draft, mark.sentence, &check.unless));
    if found.is_empty() || !holds(context, notes.step, labels, check, found.len()) {
        return Vec::new();
    }
    let before = others(context, &check.after, |step| step < notes.step);
    let other = before
        .last()
        .copied()
        .or_else(|| others(context, &check.before, |step| step > notes.step).first().copied());
    let hit = |mark: &Mark| {
        let echo = context.sequence_analysis.echo(context.draft, mark);
        let step = echo
            .map(|echo| echo.step)
            .or(other.map(|(step, _)| context.sequence_analysis.sequence.steps[step].number));
        let words = match (echo, other) {
            (Some(echo), _) => echo.words.clone(),
            (None, Some((_, words))) => vec![words.to_string()],
            (None, None) => Vec::new(),
        };
        Hit {
            span: mark.span,
            n: f64::from(context.sequence_analysis.sequence.steps[notes.step].number),
            m: before.len() as f64,
            step,
            words,
            ..Hit::default()
        }
    };
    found.iter().take(check.limit as usize).map(hit).collect()
}

/// Whether the other steps have the marks that they must have, and none that they must not.
fn holds(context: StepContext, step: usize, labels: &[Label], check: &Steps, own: usize) -> bool {
    let bearing = |labels: &[Label], which: &dyn Fn(usize) -> bool| {
        let mut steps: Vec<usize> =
            others(context, labels, which).iter().map(|(step, _)| *step).collect();
        steps.dedup();
        steps.len()
    };
    let rises = || {
        let earlier = context.sequence_analysis.arms.iter().filter(|notes| {
            notes.step < step && !context.sequence_analysis.is_empty_step(notes.step)
        });
        let most = earlier
            .map(|notes| marks(&context.drafts[notes.draft], labels, check.parts).len())
            .max();
        own > 1 && most.is_some_and(|most| own > most)
    };
    (check.after.is_empty()
        || bearing(&check.after, &|other| other < step) >= check.at_least as usize)
        && (check.before.is_empty() || bearing(&check.before, &|other| other > step) > 0)
        && (check.never.is_empty() || bearing(&check.never, &|_| true) == 0)
        && (!check.rising || rises())
}

/// Steps whose number fits and that have a mark of these labels, with the words of the first.
fn others<'a>(
    context: StepContext<'a, '_>,
    labels: &[Label],
    which: impl Fn(usize) -> bool,
) -> Vec<(usize, &'a str)> {
    let fitting = context.sequence_analysis.arms.iter().filter(|notes| which(notes.step));
    fitting
        .filter_map(|notes| {
            let draft = &context.drafts[notes.draft];
            let mark = marks(draft, labels, Parts::ALL).first().copied()?;
            Some((notes.step, draft.slice(mark.span)))
        })
        .collect()
}

/// True for a check of a measure of the whole sequence.
pub fn is_whole(check: &Check) -> bool {
    matches!(check, Check::Steps(Steps { of: StepQuantity::Measure(measure), .. }) if measure.is_whole())
}

/// A measure of the whole sequence.
pub fn whole(sequence_analysis: &SequenceAnalysis, check: &Steps) -> Option<Hit> {
    match check.of {
        StepQuantity::Measure(measure) if measure.is_whole() => {
            measured(sequence_analysis.whole(measure), &check.bounds)
        }
        _ => None,
    }
}

fn measured(value: Option<f64>, bounds: &[Bound]) -> Option<Hit> {
    let value = value?;
    let passed = bound(bounds, value)?;
    Some(Hit {
        whole: true,
        n: value,
        limit: passed.limit(),
        goal: goal(bounds),
        severity: passed.severity,
        points: passed.points,
        ..Hit::default()
    })
}
