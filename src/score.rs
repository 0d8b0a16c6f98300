//! The score: a pure fold of findings. The ledger explains every point.
//!
//! Each dimension starts at 100. A finding takes its rule's points; repeats of one rule take half, then a quarter, and so on.
//! The whole is the lower of the weighted mean and (weaker of two pillars: focus and relevance, in a post focus and insight) plus a
//! margin, so that polish cannot buy back irrelevance; a blocker caps it. Deliverability and law are gates beside the score.

mod sequence;
mod spread;

pub use sequence::{StepEntries, sequence};
pub use spread::Spread;

use serde::Serialize;

use crate::draft::Channel;
use crate::pack::{Dimension, Rule, Severity};

/// Version of the formula, in every report.
pub const FORMULA: u32 = 1;

/// Drafts of fewer words get no score: there is too little to judge.
pub const MIN_WORDS: usize = 12;

/// How the dimensions of a channel make the whole.
#[derive(Debug)]
pub struct Weighing {
    /// Weights in the mean, in the order of [`Dimension::SCORED`].
    pub weights: [f64; 6],
    /// The two without which the rest is worth little: the whole is held near the weaker of them.
    pub pillars: [Dimension; 2],
    /// What the whole may be above the weaker of them.
    pub margin: f64,
}

/// A message to one person: what it says counts double, manners once.
const LETTER: Weighing =
    Weighing { weights: [2.0, 2.0, 2.0, 1.0, 1.0, 1.0], pillars: [Dimension::Focus, Dimension::Relevance], margin: 25.0 };
/// A post is to nobody in particular: it stands by what there is in it to learn.
const POST: Weighing = Weighing { weights: [2.0, 1.0, 6.0, 1.0, 1.0, 4.0], pillars: [Dimension::Focus, Dimension::Insight], margin: 40.0 };

impl Weighing {
    /// The weighing of a channel.
    pub fn of(channel: Channel) -> &'static Weighing {
        match channel {
            Channel::Email | Channel::Dm => &LETTER,
            Channel::Post => &POST,
        }
    }
}

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
    /// Rule id; in a sequence also `step 2`, for what that step takes on its own.
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
    /// By the weaker of the two pillars.
    Weakest {
        /// Which one.
        dimension: Dimension,
    },
    /// Of a sequence: by the share of its steps that bring something.
    Steps {
        /// Steps that do.
        told: usize,
        /// All that were judged.
        of: usize,
    },
}

/// Folds findings of a message into a score. Their order does not matter.
pub fn score(entries: &[Entry]) -> Score {
    score_on(Channel::Email, entries)
}

/// Folds findings into the score of a draft on this channel. Their order does not matter.
pub fn score_on(channel: Channel, entries: &[Entry]) -> Score {
    let (mut left, mut ledger) = ([100.0; 6], Vec::new());
    take(entries, &mut left, &mut ledger);
    total(Weighing::of(channel), left, ledger, caps(entries))
}

/// Takes the points of findings from what is left of each dimension.
fn take(entries: &[Entry], left: &mut [f64; 6], ledger: &mut Vec<Taken>) {
    let mut entries = entries.to_vec();
    entries.retain(|entry| entry.severity != Severity::Off);
    entries.sort_by(|a, b| (a.rule.dimension, &a.rule.id).cmp(&(b.rule.dimension, &b.rule.id)).then(b.points.cmp(&a.points)));
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
}

/// The caps that findings put on the whole.
fn caps(entries: &[Entry]) -> Vec<Held> {
    let set = entries.iter().filter(|entry| entry.severity != Severity::Off);
    let mut caps: Vec<(u8, &str)> = set.filter_map(|entry| Some((entry.rule.blocker?, entry.rule.id.as_str()))).collect();
    caps.sort_unstable();
    caps.into_iter().map(|(cap, rule)| Held::Blocker { rule: rule.to_string(), cap }).collect()
}

/// The whole: the mean of what is left, held by the weaker of the two pillars and by blockers.
fn total(weighing: &Weighing, left: [f64; 6], ledger: Vec<Taken>, caps: Vec<Held>) -> Score {
    let weights = weighing.weights;
    let mean = left.iter().zip(weights).map(|(left, weight)| left * weight).sum::<f64>() / weights.iter().sum::<f64>();
    let [first, second] = weighing.pillars.map(|dimension| (left[dimension as usize], dimension));
    let (floor, weakest) = if first.0 < second.0 { first } else { second };
    let (mut total, mut held) = (mean, None);
    if floor + weighing.margin < total {
        total = floor + weighing.margin;
        held = Some(Held::Weakest { dimension: weakest });
    }
    cap(caps, &mut total, &mut held);
    Score { total, dimensions: Dimension::SCORED.into_iter().zip(left).collect(), ledger, mean, held }
}

/// Holds the whole at the lowest cap.
fn cap(caps: Vec<Held>, total: &mut f64, held: &mut Option<Held>) {
    for blocker in caps {
        if let Held::Blocker { cap, .. } = blocker
            && f64::from(cap) < *total
        {
            *total = f64::from(cap);
            *held = Some(blocker);
        }
    }
}
