//! The score: a pure fold of findings. The ledger explains every point.
//!
//! Each dimension starts at 100. A finding takes its rule's points; repeats of one rule take half, then a quarter, and so on.
//! The whole is the lower of the weighted mean and (weaker of focus and relevance) plus a margin, so that polish cannot buy back
//! irrelevance; a blocker caps it. Deliverability and law are gates beside the score.

use serde::Serialize;

use crate::pack::{Dimension, Rule, Severity};

/// Version of the formula, in every report.
pub const FORMULA: u32 = 1;

/// Drafts of fewer words get no score: there is too little to judge.
pub const MIN_WORDS: usize = 12;

/// What the whole may be above the weaker of focus and relevance.
pub const MARGIN: f64 = 25.0;

/// Weights of the dimensions in the mean, in the order of [`Dimension::SCORED`]: what a message says counts double, manners once.
pub const WEIGHTS: [f64; 6] = [2.0, 2.0, 2.0, 1.0, 1.0, 1.0];

/// What the fold needs to know of a finding.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'b> {
    /// The rule.
    pub rule: &'b Rule,
    /// Points of a first finding.
    pub points: u8,
    /// Severity of the finding.
    pub severity: Severity,
}

/// A score that could be given.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Score {
    /// 0 to 100.
    pub total: f64,
    /// 0 to 100 by dimension.
    pub dimensions: Vec<(Dimension, f64)>,
    /// What every finding took. By dimension it sums to what is missing from 100.
    pub ledger: Vec<Taken>,
    /// The mean of the dimensions by weight, before any cap.
    pub mean: f64,
    /// What holds the whole below its mean, if anything does.
    pub held: Option<Held>,
}

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Taken {
    /// Rule id.
    pub rule: String,
    /// Its dimension.
    pub dimension: Dimension,
    /// Points taken, after halving of repeats and down to zero at most.
    pub points: f64,
}

/// Why the whole is lower than its mean.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Held {
    /// By a blocker's cap.
    Blocker {
        /// Rule id.
        rule: String,
        /// The cap.
        cap: u8,
    },
    /// By the weaker of focus and relevance.
    Weakest {
        /// Which one.
        dimension: Dimension,
    },
}

/// Folds findings into a score. Their order does not matter.
pub fn score(entries: &[Entry]) -> Score {
    let mut entries = entries.to_vec();
    entries.retain(|entry| entry.severity != Severity::Off);
    entries.sort_by(|a, b| (a.rule.dimension, &a.rule.id).cmp(&(b.rule.dimension, &b.rule.id)).then(b.points.cmp(&a.points)));
    let mut ledger: Vec<Taken> = Vec::new();
    let mut left = [100.0_f64; 6];
    let (mut rule, mut repeat) = ("", 0);
    for entry in &entries {
        repeat = if entry.rule.id == rule { repeat + 1 } else { 0 };
        rule = &entry.rule.id;
        let Some(at) = Dimension::SCORED.iter().position(|dimension| *dimension == entry.rule.dimension) else { continue };
        let points = (f64::from(entry.points) * 0.5_f64.powi(repeat)).min(left[at]);
        left[at] -= points;
        if points > 0.0 {
            ledger.push(Taken { rule: entry.rule.id.clone(), dimension: entry.rule.dimension, points });
        }
    }
    let mean = left.iter().zip(WEIGHTS).map(|(left, weight)| left * weight).sum::<f64>() / WEIGHTS.iter().sum::<f64>();
    let weakest = if left[0] < left[1] { Dimension::Focus } else { Dimension::Relevance };
    let (mut total, mut held) = (mean, None);
    if left[0].min(left[1]) + MARGIN < total {
        total = left[0].min(left[1]) + MARGIN;
        held = Some(Held::Weakest { dimension: weakest });
    }
    for entry in &entries {
        if let Some(cap) = entry.rule.blocker.filter(|cap| f64::from(*cap) < total) {
            total = f64::from(cap);
            held = Some(Held::Blocker { rule: entry.rule.id.clone(), cap });
        }
    }
    Score { total, dimensions: Dimension::SCORED.into_iter().zip(left).collect(), ledger, mean, held }
}
