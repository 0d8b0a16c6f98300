//! `share`: marks as a share of other marks, against bounds. One finding.

use super::{Hit, bound, goal, marks};
use crate::analysis::Analysis;
use crate::draft::Parts;
use crate::lexicon::Label;
use crate::pack::Bound;

pub fn run(draft: &Analysis, labels: &[Label], of: &[Label], parts: Parts, bounds: &[Bound], at_least: u32) -> Vec<Hit> {
    let whole = marks(draft, of, parts).len();
    if whole == 0 || (whole as u32) < at_least {
        return Vec::new();
    }
    let list: Vec<_> = marks(draft, labels, parts).into_iter().map(|mark| mark.span).collect();
    let share = list.len() as f64 / whole as f64;
    let Some(passed) = bound(bounds, share) else { return Vec::new() };
    let span = list.first().copied().unwrap_or_else(|| draft.first_sentence());
    let hit = Hit {
        span,
        whole: true,
        limit: passed.limit(),
        goal: goal(bounds),
        severity: passed.severity,
        points: passed.points,
        ..Hit::default()
    };
    vec![Hit { n: share, m: whole as f64, list: list.into(), ..hit }]
}
