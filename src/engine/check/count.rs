//! `count`: marks or a measure against bounds. One finding.

use std::collections::HashSet;

use super::{Hit, absence, bound, marks};
use crate::analysis::Analysis;
use crate::draft::Parts;
use crate::pack::{Bound, Quantity};

/// How to count.
pub struct CountOptions {
    /// By 100 words of the message.
    pub per_100_words: bool,
    /// The same words count once.
    pub distinct: bool,
    /// Fewer than these, before any division, are no finding.
    pub at_least: u32,
}

pub fn run(draft: &Analysis, of: &Quantity, parts: Parts, bounds: &[Bound], way: CountOptions) -> Vec<Hit> {
    let (mut value, list, place) = match of {
        Quantity::Measure(measure) => {
            let (value, place) = draft.measure(*measure);
            (value, Vec::new(), place)
        }
        Quantity::Marks(labels) => {
            let mut list: Vec<_> = marks(draft, labels, parts).into_iter().map(|mark| mark.span).collect();
            if way.distinct {
                list.dedup_by(|next, kept| next.overlaps(*kept));
            }
            let count = if way.distinct {
                list.iter().map(|span| draft.slice(*span).to_lowercase()).collect::<HashSet<_>>().len()
            } else {
                list.len()
            };
            let place = list.first().copied().unwrap_or_default();
            (count as f64, list, place)
        }
    };
    let m = value;
    if value < f64::from(way.at_least) {
        return Vec::new();
    }
    if way.per_100_words {
        value *= 100.0 / draft.words().max(1) as f64;
    }
    let Some(passed) = bound(bounds, value) else { return Vec::new() };
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
        list: list.into(),
        severity: passed.severity,
        points: passed.points,
        ..Hit::default()
    }]
}
