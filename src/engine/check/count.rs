//! `count`: marks or a measure against bounds. One finding.

use std::collections::HashSet;

use super::{Hit, absence, bound, goal, marks};
use crate::analysis::Analysis;
use crate::lexicon::stem;
use crate::pack::check::{Count, Quantity};
use crate::text::folded;

/// The stems of words: `export` and `exports` are one thing, named twice.
fn stems(words: &str) -> String {
    let folded = folded(words);
    folded.split_whitespace().map(stem).collect::<Vec<_>>().join(" ")
}

pub fn run(draft: &Analysis, check: &Count) -> Vec<Hit> {
    let (mut value, list, place) = match &check.of {
        Quantity::Measure(measure) => {
            let (value, place) = draft.measure(*measure);
            (value, Vec::new(), place)
        }
        Quantity::Marks(labels) => {
            let mut list: Vec<_> =
                marks(draft, labels, check.parts).into_iter().map(|mark| mark.span).collect();
            if check.distinct {
                list.dedup_by(|next, kept| next.overlaps(*kept));
            }
            let count = if check.distinct {
                list.iter().map(|span| stems(draft.slice(*span))).collect::<HashSet<_>>().len()
            } else {
                list.len()
            };
            let place = list.first().copied().unwrap_or_default();
            (count as f64, list, place)
        }
    };
    let m = value;
    if value < f64::from(check.at_least) {
        return Vec::new();
    }
    if check.per_100_words {
        value *= 100.0 / draft.words().max(1) as f64;
    }
    let Some(passed) = bound(&check.bounds, value) else { return Vec::new() };
    // Of what is too few, the few are no fault: the finding stands at the head of the message.
    let too_few = passed.below.is_some();
    let span = match (place.is_empty(), too_few) {
        (_, true) => absence(draft),
        (false, false) => place,
        (true, false) => draft.first_sentence(),
    };
    vec![Hit {
        span,
        whole: true,
        n: value,
        m,
        limit: passed.limit(),
        goal: goal(&check.bounds),
        list: list.into(),
        severity: passed.severity,
        points: passed.points,
        ..Hit::default()
    }]
}
