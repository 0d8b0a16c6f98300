//! Within one group: the texts with more of a trait against those with less.

use super::design::{Cell, Group};
use super::pool::Effect;

/// What the texts of one side did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Arm {
    /// Recipients reached.
    pub sent: u64,
    /// Those who answered.
    pub replies: u64,
}

impl Arm {
    /// Adds another.
    pub fn add(&mut self, other: Arm) {
        self.sent += other.sent;
        self.replies += other.replies;
    }

    /// Replies by recipient; 0 without recipients.
    pub fn rate(self) -> f64 {
        if self.sent == 0 { 0.0 } else { self.replies as f64 / self.sent as f64 }
    }
}

/// The comparison in one group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contrast {
    /// The log odds ratio of a reply, more against less of the trait.
    pub effect: f64,
    /// Its variance from counting alone.
    pub variance: f64,
    /// What the covariate has more on the side with more of the trait, by recipient.
    pub covariate: f64,
    /// The side with more.
    pub more: Arm,
    /// The side with less.
    pub less: Arm,
    /// Strata that hold both sides.
    pub strata: usize,
}

impl Contrast {
    /// What of it is pooled.
    pub fn as_effect(&self) -> Effect {
        Effect { effect: self.effect, variance: self.variance, covariate: self.covariate }
    }
}

/// On which side the texts of a group stand: 1 those above their median, -1 those below, 0 those on
/// it. `None` when all are alike.
///
/// A trait that a text has or has not splits as one would split it: `least` is the smallest
/// difference that is one.
pub fn sides(values: &[f64], least: f64) -> Option<Vec<i8>> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (sorted.first()?, sorted.last()?);
    if high - low < least {
        return None;
    }
    let middle = sorted.len() / 2;
    let median = if sorted.len() % 2 == 1 {
        sorted[middle]
    } else {
        f64::midpoint(sorted[middle - 1], sorted[middle])
    };
    // Where more than half of the texts are at one end, the median is that end: the others are the
    // other side.
    let median = match median {
        median if median - low < least / 2.0 => low + least / 2.0,
        median if high - median < least / 2.0 => high - least / 2.0,
        median => median,
    };
    let side = |value: &f64| match value - median {
        above if above >= least / 2.0 => 1,
        below if below <= -least / 2.0 => -1,
        _ => 0,
    };
    let sides: Vec<i8> = values.iter().map(side).collect();
    (sides.contains(&1) && sides.contains(&-1)).then_some(sides)
}

/// The comparison of a group whose texts stand on these sides: the odds ratio of Mantel and
/// Haenszel over its strata, with the variance of Robins, Breslow and Greenland. `covariate` holds
/// a value for each text. `None` when no stratum holds both sides, or nobody answered.
///
/// So that no cell is empty, each arm is lent one recipient in all, half of whom answers when arms
/// are equal; a larger arm is lent the larger part, for otherwise few replies would speak for the
/// smaller one (Sweeting, Sutton and Lambert 2004). With one stratum and equal arms this is the
/// usual half in each cell.
pub fn contrast(group: &Group, sides: &[i8], covariate: &[f64]) -> Option<Contrast> {
    let strata =
        || group.cells.chunk_by(|a, b| a.stratum == b.stratum).map(|cells| arms(cells, sides));
    let both = || strata().filter(|[more, less]| more.sent > 0 && less.sent > 0);
    let count = both().count();
    let (mut more, mut less) = (Arm::default(), Arm::default());
    both().for_each(|[above, below]| {
        more.add(above);
        less.add(below);
    });
    let replies = more.replies + less.replies;
    if count == 0 || replies == 0 || replies == more.sent + less.sent {
        return None;
    }
    let (mut r, mut s, mut pr, mut mixed, mut qs) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for [above, below] in both() {
        let lend = |arm: Arm| arm.sent as f64 / (above.sent + below.sent) as f64 / count as f64;
        let (a, b) =
            (above.replies as f64 + lend(above), (above.sent - above.replies) as f64 + lend(above));
        let (c, d) =
            (below.replies as f64 + lend(below), (below.sent - below.replies) as f64 + lend(below));
        let n = a + b + c + d;
        let (p, q) = ((a + d) / n, (b + c) / n);
        r += a * d / n;
        s += b * c / n;
        pr += p * a * d / n;
        mixed += p * b * c / n + q * a * d / n;
        qs += q * b * c / n;
    }
    Some(Contrast {
        effect: (r / s).ln(),
        variance: pr / (2.0 * r * r) + mixed / (2.0 * r * s) + qs / (2.0 * s * s),
        covariate: mean(group, sides, covariate, 1) - mean(group, sides, covariate, -1),
        more,
        less,
        strata: count,
    })
}

/// What the two sides did in one stratum: more, less.
fn arms(cells: &[Cell], sides: &[i8]) -> [Arm; 2] {
    let mut arms = [Arm::default(); 2];
    for cell in cells {
        let arm = Arm { sent: cell.sent, replies: cell.replies };
        match sides[cell.text] {
            1 => arms[0].add(arm),
            -1 => arms[1].add(arm),
            _ => {}
        }
    }
    arms
}

/// The covariate of a side, by recipient.
fn mean(group: &Group, sides: &[i8], covariate: &[f64], side: i8) -> f64 {
    let of_side = group.cells.iter().filter(|cell| sides[cell.text] == side);
    let (sum, sent) = of_side.fold((0.0, 0.0), |(sum, sent), cell| {
        let weight = cell.sent as f64;
        (
            sum + weight * covariate.get(group.texts[cell.text]).copied().unwrap_or_default(),
            sent + weight,
        )
    });
    if sent > 0.0 { sum / sent } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::stats::Design;

    #[test]
    fn texts_stand_above_or_below_their_median() {
        assert_eq!(sides(&[0.0, 1.0], 1.0), Some(vec![-1, 1]));
        assert_eq!(sides(&[0.0, 0.0, 0.0, 1.0], 1.0), Some(vec![-1, -1, -1, 1]));
        assert_eq!(sides(&[1.0, 1.0, 0.0], 1.0), Some(vec![1, 1, -1]));
        assert_eq!(sides(&[10.0, 50.0, 30.0], 5.0), Some(vec![-1, 1, 0]));
        assert_eq!(sides(&[50.0, 52.0], 5.0), None);
        assert_eq!(sides(&[1.0], 1.0), None);
    }

    #[test]
    fn one_stratum_of_equal_arms_gets_a_half_in_each_cell() {
        let cell = |text, replies| Cell { stratum: 0, text, sent: 100, replies };
        let design = Design::new(&[cell(0, 2), cell(1, 7)]);
        let contrast = contrast(&design.groups[0], &[-1, 1], &[0.0, 0.0]).expect("both sides");
        let expected = ((7.5 / 93.5) / (2.5 / 98.5_f64)).ln();
        assert!((contrast.effect - expected).abs() < 1e-12);
        assert!(
            (contrast.variance - (1.0 / 7.5 + 1.0 / 93.5 + 1.0 / 2.5 + 1.0 / 98.5)).abs() < 1e-12
        );
    }

    /// Each stratum has an odds ratio of one, and the text with the trait goes where more answer:
    /// pooled, it would look good.
    #[test]
    fn strata_are_not_pooled() {
        let cell = |stratum, text, sent: u64, replies| Cell { stratum, text, sent, replies };
        let design = Design::new(&[
            cell(0, 0, 1000, 10),
            cell(0, 1, 100, 1),
            cell(1, 0, 100, 10),
            cell(1, 1, 1000, 100),
        ]);
        let contrast = contrast(&design.groups[0], &[-1, 1], &[0.0, 0.0]).expect("both sides");
        assert!(contrast.effect.abs() < 0.1, "{}", contrast.effect);
        assert!(contrast.more.rate() > 4.0 * contrast.less.rate());
    }
}
