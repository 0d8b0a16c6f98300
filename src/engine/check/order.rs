//! `order`: what should come first comes after something else. One finding, at what came too early.

use super::{Hit, marks};
use crate::analysis::Analysis;
use crate::pack::check::Order;
use crate::vocabulary::Parts;

pub fn run(draft: &Analysis, check: &Order) -> Vec<Hit> {
    let (late, early) =
        (marks(draft, &check.first, Parts::MESSAGE), marks(draft, &check.second, Parts::MESSAGE));
    let (Some(late), Some(early)) = (late.first(), early.first()) else { return Vec::new() };
    let sentences: Vec<usize> = draft.message().collect();
    let place = sentences.iter().position(|at| *at == late.sentence as usize).unwrap_or(0) as f64
        / sentences.len().max(1) as f64;
    if late.sentence <= early.sentence || check.after.is_some_and(|after| place < after) {
        return Vec::new();
    }
    vec![Hit { span: early.span, other: late.span, whole: true, n: place, ..Hit::default() }]
}
