//! Figures of agreement: rank correlation, each author counted once, distance, and what a gate would do.

use std::collections::BTreeMap;

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
        let pick: Vec<usize> = by.values().map(|texts| texts[(super::gaming::next(&mut state) % texts.len() as u64) as usize]).collect();
        let of = |from: &[f64]| pick.iter().map(|at| from[*at]).collect::<Vec<_>>();
        sum += spearman(&of(said), &of(truth));
    }
    sum / 200.0
}

/// The mean distance.
pub fn distance(said: &[f64], truth: &[f64]) -> f64 {
    said.iter().zip(truth).map(|(a, b)| (a - b).abs()).sum::<f64>() / said.len().max(1) as f64
}
