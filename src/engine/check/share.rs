//! `share`: marks as a share of other marks, against bounds. One finding.

use super::{Hit, bound, goal, marks};
use crate::analysis::Analysis;
use crate::pack::check::Share;

pub fn run(draft: &Analysis, check: &Share) -> Vec<Hit> {
    let whole = marks(draft, &check.of, check.parts).len();
    if whole == 0 || (whole as u32) < check.at_least {
        return Vec::new();
    }
    let list: Vec<_> =
        marks(draft, &check.labels, check.parts).into_iter().map(|mark| mark.span).collect();
    let share = list.len() as f64 / whole as f64;
    let Some(passed) = bound(&check.bounds, share) else { return Vec::new() };
    let span = list.first().copied().unwrap_or_else(|| draft.first_sentence());
    let hit = Hit {
        span,
        whole: true,
        limit: passed.limit(),
        goal: goal(&check.bounds),
        severity: passed.severity,
        points: passed.points,
        ..Hit::default()
    };
    vec![Hit { n: share, m: whole as f64, list: list.into(), ..hit }]
}
