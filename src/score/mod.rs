//! The score: a pure fold of findings. The ledger explains every point.
//!
//! Each dimension starts from what the fitted reader gives it; a finding takes its rule's points,
//! and repeats of one rule take half, then a quarter, and so on. The whole is the sum of the
//! dimensions by the shares that readers gave them; a blocker caps it. Deliverability and law are
//! gates beside the score.

mod sequence;
mod spread;

pub use sequence::{StepEntries, entry_of_step, sequence, step_of_entry};
pub use spread::Spread;

use serde::{Serialize, Serializer};

use crate::order::InOrder;
use crate::pack::Rule;
use crate::text::rounded;
use crate::vocabulary::{Dimension, Severity};

/// Version of the formula, in every report.
pub const FORMULA: u32 = 2;

/// Drafts of fewer words get no score: there is too little to judge.
pub const MIN_WORDS: usize = 12;

/// What a draft starts from, before its findings take their points.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// What the fitted reader gives each dimension, 0 to 100, in the order of
    /// [`Dimension::SCORED`].
    pub dimensions: [f64; 6],
    /// What each dimension counts in the whole; 0 for one that readers of such drafts do not judge.
    pub shares: [f64; 6],
    /// What is added to the sum.
    pub added: f64,
}

impl Start {
    /// From 100 in every dimension, each counting alike: findings alone decide.
    pub const FULL: Start = Start { dimensions: [100.0; 6], shares: [1.0 / 6.0; 6], added: 0.0 };
}

/// A finding takes from the whole what its dimension counts, and at least this: a rule of a team's
/// own counts also in a dimension that readers of such drafts were not asked about.
const LEAST_SHARE: f64 = 0.1;

/// Name of the ledger's entry for what the fitted reader takes.
pub const READER: &str = "reader";

/// What the fold needs to know of a finding.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'b> {
    /// The rule.
    pub rule: &'b Rule,
    /// Points of a first finding.
    pub points: f64,
    /// Severity of the finding.
    pub severity: Severity,
}

/// A score that could be given. Written with one decimal.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Score {
    /// 0 to 100.
    #[serde(serialize_with = "tenths")]
    pub total: f64,
    /// 0 to 100 by dimension.
    #[serde(serialize_with = "by_dimension")]
    #[cfg_attr(test, schemars(with = "std::collections::BTreeMap<Dimension, f64>"))]
    pub dimensions: Vec<(Dimension, f64)>,
    /// The mean of the dimensions by weight, before any cap.
    #[serde(serialize_with = "tenths")]
    pub mean: f64,
    /// What caps the whole below its mean, if anything does.
    pub cap: Option<Cap>,
    /// What every finding took. By dimension it sums to what is missing from 100.
    pub ledger: Vec<LedgerEntry>,
    /// What each dimension counts in the whole, in the order of [`Dimension::SCORED`].
    #[serde(skip)]
    pub shares: [f64; 6],
    /// What is added to their sum.
    #[serde(skip)]
    pub added: f64,
    /// [`Self::mean`] before it is brought into 0 to 100: of a draft that is far below 0, less by one
    /// fault is no more.
    #[serde(skip)]
    pub sum: f64,
    /// Every cap that a finding puts on the whole, the lowest first.
    #[serde(skip)]
    pub caps: Vec<Cap>,
}

fn tenths<S: Serializer>(score: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(rounded(*score))
}

fn by_dimension<S: Serializer>(
    dimensions: &[(Dimension, f64)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(dimensions.iter().map(|(dimension, score)| (dimension, rounded(*score))))
}

impl Score {
    /// What the whole gains when a rule finds nothing any more: the points that it took, by what
    /// their dimension counts, and the way up from the cap that it set to that of another rule.
    pub fn worth(&self, rule: &str) -> f64 {
        let own = self.ledger.iter().filter(|taken| taken.rule == rule);
        let gain: f64 = own
            .map(|taken| {
                taken.points * f64::max(self.shares[taken.dimension as usize], LEAST_SHARE)
            })
            .sum();
        match &self.cap {
            Some(Cap::Blocker { rule: capping, .. }) if capping != rule => 0.0,
            Some(Cap::Steps { .. }) => 0.0,
            _ => {
                let next = self.caps.iter().find_map(|cap| match cap {
                    Cap::Blocker { rule: other, cap } if other != rule => Some(f64::from(*cap)),
                    _ => None,
                });
                (self.sum + gain).clamp(0.0, next.unwrap_or(100.0)) - self.total
            }
        }
    }

    /// Moves the entries that `moves` chooses by their rule to the reader's own entry of their
    /// dimension: the sums stay.
    pub fn leave_to_reader(&mut self, moves: impl Fn(&str) -> bool) {
        let (moved, kept) = std::mem::take(&mut self.ledger)
            .into_iter()
            .partition(|entry| entry.rule != READER && moves(&entry.rule));
        self.ledger = kept;
        for taken in Vec::into_iter(moved) {
            match self
                .ledger
                .iter_mut()
                .find(|entry| entry.rule == READER && entry.dimension == taken.dimension)
            {
                Some(entry) => entry.points += taken.points,
                None => self.ledger.insert(0, LedgerEntry { rule: READER.to_string(), ..taken }),
            }
        }
    }
}

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LedgerEntry {
    /// Rule id; in a sequence also `step 2`, for what that step takes on its own.
    pub rule: String,
    /// Its dimension.
    pub dimension: Dimension,
    /// Points taken, after halving of repeats and down to zero at most.
    pub points: f64,
}

/// Why the whole is lower than its mean.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Cap {
    /// By a blocker's cap.
    Blocker {
        /// Rule id.
        rule: String,
        /// The cap.
        cap: u8,
    },
    /// Of a sequence: by the share of its steps that bring something.
    Steps {
        /// Steps that do.
        new: usize,
        /// All that were judged.
        of: usize,
    },
}

/// Folds findings into the score of a draft that starts from 100. Their order does not matter.
pub fn score(entries: &[Entry]) -> Score {
    score_from(&Start::FULL, entries)
}

/// Folds findings into the score of a draft. Their order does not matter.
pub fn score_from(start: &Start, entries: &[Entry]) -> Score {
    let (mut left, mut ledger) = begin(start);
    take(entries, &mut left, &mut ledger);
    total(start, left, ledger, caps(entries))
}

/// What the reader leaves of each dimension, and its entries in the ledger.
fn begin(start: &Start) -> ([f64; 6], Vec<LedgerEntry>) {
    let left = start.dimensions.map(|value| value.clamp(0.0, 100.0));
    let missing = Dimension::SCORED.into_iter().zip(left).filter(|(_, left)| *left < 100.0);
    let entries = missing.map(|(dimension, left)| LedgerEntry {
        rule: READER.to_string(),
        dimension,
        points: 100.0 - left,
    });
    (left, entries.collect())
}

/// Takes the points of findings from what is left of each dimension.
fn take(entries: &[Entry], left: &mut [f64; 6], ledger: &mut Vec<LedgerEntry>) {
    let mut entries = entries.to_vec();
    entries.retain(|entry| entry.severity != Severity::Off);
    entries.order_by(|a, b| {
        (a.rule.dimension, &a.rule.id)
            .cmp(&(b.rule.dimension, &b.rule.id))
            .then(b.points.total_cmp(&a.points))
    });
    let (mut rule, mut repeat) = ("", 0);
    for entry in &entries {
        repeat = if entry.rule.id == rule { repeat + 1 } else { 0 };
        rule = &entry.rule.id;
        let Some(at) =
            Dimension::SCORED.iter().position(|dimension| *dimension == entry.rule.dimension)
        else {
            continue;
        };
        let points = (entry.points * 0.5_f64.powi(repeat)).min(left[at]);
        left[at] -= points;
        if points > 0.0 {
            ledger.push(LedgerEntry {
                rule: entry.rule.id.clone(),
                dimension: entry.rule.dimension,
                points,
            });
        }
    }
}

/// The caps that findings put on the whole.
fn caps(entries: &[Entry]) -> Vec<Cap> {
    let set = entries.iter().filter(|entry| entry.severity != Severity::Off);
    let mut caps: Vec<(u8, &str)> =
        set.filter_map(|entry| Some((entry.rule.blocker?, entry.rule.id.as_str()))).collect();
    caps.order();
    caps.into_iter().map(|(cap, rule)| Cap::Blocker { rule: rule.to_string(), cap }).collect()
}

/// The whole: the sum of the dimensions by their shares, less what findings took, capped by
/// blockers.
fn total(start: &Start, left: [f64; 6], ledger: Vec<LedgerEntry>, caps: Vec<Cap>) -> Score {
    let mut sum = start.added;
    for (at, left) in left.iter().enumerate() {
        let before = start.dimensions[at].clamp(0.0, 100.0);
        sum +=
            start.shares[at] * before - f64::max(start.shares[at], LEAST_SHARE) * (before - left);
    }
    let mean = sum.clamp(0.0, 100.0);
    let (mut total, mut capped) = (mean, None);
    lower(&caps, &mut total, &mut capped);
    let judged = |(dimension, left): &(Dimension, f64)| {
        start.shares[*dimension as usize] > 0.0 || *left < 100.0
    };
    Score {
        total,
        dimensions: Dimension::SCORED.into_iter().zip(left).filter(judged).collect(),
        ledger,
        mean,
        cap: capped,
        shares: start.shares,
        added: start.added,
        sum,
        caps,
    }
}

/// Holds the whole at the lowest cap.
fn lower(caps: &[Cap], total: &mut f64, capped: &mut Option<Cap>) {
    for blocker in caps {
        if let Cap::Blocker { cap, .. } = blocker
            && f64::from(*cap) < *total
        {
            *total = f64::from(*cap);
            *capped = Some(blocker.clone());
        }
    }
}
