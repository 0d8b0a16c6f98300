//! Figures of agreement: rank correlation, each author counted once, distance, and what a gate
//! would do.

use std::collections::BTreeMap;

use crate::text::hash;

/// Ranks, equal values sharing the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut out = vec![0.0; values.len()];
    let mut at = 0;
    while at < order.len() {
        let mut end = at;
        while end + 1 < order.len() && values[order[end + 1]] == values[order[at]] {
            end += 1;
        }
        order[at..=end].iter().for_each(|place| out[*place] = (at + end) as f64 / 2.0);
        at = end + 1;
    }
    out
}

/// Spearman's rank correlation; 0 when one side is constant.
pub fn spearman(a: &[f64], b: &[f64]) -> f64 {
    let (a, b) = (ranks(a), ranks(b));
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len().max(1) as f64;
    let (ma, mb) = (mean(&a), mean(&b));
    let together: f64 = a.iter().zip(&b).map(|(x, y)| (x - ma) * (y - mb)).sum();
    let spread = |of: &[f64], m: f64| of.iter().map(|x| (x - m) * (x - m)).sum::<f64>();
    let both = (spread(&a, ma) * spread(&b, mb)).sqrt();
    if both > 0.0 { together / both } else { 0.0 }
}

/// Rank correlation with one text of each author, drawn anew 200 times: the mean.
pub fn each_author_once(said: &[f64], truth: &[f64], authors: &[String]) -> f64 {
    let mut by: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    authors.iter().enumerate().for_each(|(at, author)| by.entry(author).or_default().push(at));
    let mut state = 7_u64;
    let mut sum = 0.0;
    for _ in 0..200 {
        let pick: Vec<usize> = by
            .values()
            .map(|texts| texts[(hash::next(&mut state) % texts.len() as u64) as usize])
            .collect();
        let of = |from: &[f64]| pick.iter().map(|at| from[*at]).collect::<Vec<_>>();
        sum += spearman(&of(said), &of(truth));
    }
    sum / 200.0
}

/// The mean distance.
pub fn distance(said: &[f64], truth: &[f64]) -> f64 {
    said.iter().zip(truth).map(|(a, b)| (a - b).abs()).sum::<f64>() / said.len().max(1) as f64
}

/// What brings judgements of left-out texts to the readers' scale: the slope and what is added. A
/// penalty draws what a model says of texts that it has not seen towards the mean; a slope below 1
/// would hide more, and one above 1.5 would be chance.
pub fn stretch(said: &[f64], truth: &[f64]) -> (f64, f64) {
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len().max(1) as f64;
    let (ms, mt) = (mean(said), mean(truth));
    let together: f64 = said.iter().zip(truth).map(|(s, t)| (s - ms) * (t - mt)).sum();
    let spread: f64 = said.iter().map(|s| (s - ms) * (s - ms)).sum();
    let slope = if spread > 0.0 { (together / spread).clamp(1.0, 1.5) } else { 1.0 };
    (slope, mt - slope * ms)
}

/// The highest whole bound that at least 95 of 100 liked texts reach: what a gate may ask for.
pub fn gate(liked: &[f64]) -> f64 {
    let passes = |bound: f64| {
        liked.iter().filter(|score| **score >= bound).count() as f64 >= 0.95 * liked.len() as f64
    };
    (0..=60).map(f64::from).rev().find(|bound| passes(*bound)).unwrap_or(0.0)
}

/// The least texts that a band is read off.
const ENOUGH: usize = 10;

/// The lowest whole score from which on at least nine of ten texts were wanted; 100 when there is
/// none.
pub fn from_which_on(scores: &[f64], wanted: &[bool]) -> f64 {
    let holds = |bound: f64| {
        let above: Vec<bool> = scores
            .iter()
            .zip(wanted)
            .filter(|(score, _)| **score >= bound)
            .map(|(_, wanted)| *wanted)
            .collect();
        above.len() >= ENOUGH
            && above.iter().filter(|wanted| **wanted).count() as f64 >= 0.9 * above.len() as f64
    };
    (0..=100).map(f64::from).find(|bound| holds(*bound)).unwrap_or(100.0)
}

/// The highest whole score below which at least nine of ten texts were not wanted; 0 when there is
/// none.
pub fn below_which(scores: &[f64], wanted: &[bool]) -> f64 {
    let holds = |bound: f64| {
        let below: Vec<bool> = scores
            .iter()
            .zip(wanted)
            .filter(|(score, _)| **score < bound)
            .map(|(_, wanted)| *wanted)
            .collect();
        below.len() >= ENOUGH
            && below.iter().filter(|wanted| !**wanted).count() as f64 >= 0.9 * below.len() as f64
    };
    (0..=100).map(f64::from).rev().find(|bound| holds(*bound)).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_and_bands_are_those_of_a_small_table() {
        assert!((spearman(&[1.0, 2.0, 3.0, 4.0], &[10.0, 20.0, 20.0, 40.0]) - 0.9487).abs() < 1e-3);
        assert_eq!(spearman(&[1.0, 1.0], &[1.0, 2.0]), 0.0);
        let scores: Vec<f64> = (0..40).map(f64::from).collect();
        let wanted: Vec<bool> = (0..40).map(|at| at >= 20).collect();
        assert_eq!(from_which_on(&scores, &wanted), 18.0);
        assert_eq!(below_which(&scores, &wanted), 22.0);
        assert_eq!(gate(&scores), 2.0);
        assert_eq!(stretch(&[40.0, 50.0, 60.0], &[38.0, 50.0, 62.0]), (1.2, -10.0));
        assert_eq!(stretch(&[40.0, 60.0], &[10.0, 90.0]), (1.5, -25.0), "no more than that");
    }
}
