//! One trait compared with the replies.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::contrast::{Arm, Contrast, contrast, sides};
use super::design::Design;
use super::length::Slope;
use super::pool::{Effect, Pooled, pool};
use super::shuffle::{GroupSides, probability};

/// At least this many strata, and this many groups of them that share no text, are needed.
pub const STRATA: usize = 3;
/// At least this many replies on each side are needed.
pub const REPLIES: u64 = 10;

/// What the replies say of a trait.
#[derive(Clone, Debug, PartialEq)]
pub struct Tested {
    /// The odds of a reply with more of the trait, by those with less, texts of equal length.
    pub odds_ratio: f64,
    /// The pooled log odds ratio that it comes from.
    pub pooled: Pooled,
    /// The interval of 95 % around the odds ratio.
    pub interval: (f64, f64),
    /// The larger of the two probabilities below.
    pub p: f64,
    /// The probability by the interval.
    pub p_interval: f64,
    /// The probability by shuffling.
    pub p_shuffled: f64,
    /// The odds ratio when everything is thrown into one pot: what platforms show. For comparison
    /// only.
    pub crude: f64,
    /// The side with more, summed over strata in which both are.
    pub more: Arm,
    /// The side with less.
    pub less: Arm,
    /// Strata in which both sides are.
    pub strata: usize,
    /// Groups of them that share no text.
    pub groups: usize,
    /// The part of the weight that the heaviest group has.
    pub heaviest: f64,
    /// The stratum of the group that has it, by its number.
    pub heaviest_stratum: usize,
    /// Names the way in which it parts the texts: traits of one pattern cannot be separated.
    pub pattern: u64,
    /// The first text that is on a side has less of it.
    pub begins_with_less: bool,
}

/// Why a trait cannot be compared with the replies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Untestable {
    /// No stratum has texts with it and texts without.
    NeverBeside,
    /// In too few strata: only this many.
    FewStrata(usize),
    /// In enough strata, but all except this many have the same texts.
    SameTexts(usize),
    /// Too few replies on one side: more, less.
    FewReplies(u64, u64),
    /// However great the difference, chance could do as well: the smallest probability that this
    /// number of groups can give.
    NeverCertain(usize, f64),
}

/// Holds a trait against the replies: `values` has a value for each text, of which a difference of
/// 1 is one.
pub fn test(design: &Design, values: &[f64], length: Option<&Slope>) -> Result<Tested, Untestable> {
    test_least(design, values, 1.0, length)
}

/// The same for a trait that differs when it differs by `least`.
pub fn test_least(
    design: &Design,
    values: &[f64],
    least: f64,
    length: Option<&Slope>,
) -> Result<Tested, Untestable> {
    let none = Slope::default();
    let length = length.unwrap_or(&none);
    let mut dealt = Vec::new();
    let (mut contrasts, mut used) = (Vec::new(), Vec::new());
    for (at, group) in design.groups.iter().enumerate() {
        let own: Vec<f64> = group.texts.iter().map(|text| values[*text]).collect();
        let Some(sides) = sides(&own, least) else { continue };
        let Some(found) = contrast(group, &sides, &length.lengths) else { continue };
        dealt.push(GroupSides { group, sides });
        contrasts.push(found);
        used.push(at);
    }
    let strata: usize = contrasts.iter().map(|contrast| contrast.strata).sum();
    let (mut more, mut less) = (Arm::default(), Arm::default());
    contrasts.iter().for_each(|contrast| {
        more.add(contrast.more);
        less.add(contrast.less);
    });
    match contrasts.len() {
        0 => return Err(Untestable::NeverBeside),
        _ if strata < STRATA => return Err(Untestable::FewStrata(strata)),
        groups if groups < STRATA => return Err(Untestable::SameTexts(groups)),
        _ if more.replies.min(less.replies) < REPLIES => {
            return Err(Untestable::FewReplies(more.replies, less.replies));
        }
        _ => {}
    }
    let effects: Vec<Effect> = contrasts.iter().map(Contrast::as_effect).collect();
    let prior = length.elsewhere(&used);
    let Some(pooled) = pool(&effects, prior) else { return Err(Untestable::FewStrata(strata)) };
    let (p_shuffled, smallest) = probability(&dealt, &length.lengths, prior, pooled.t());
    if smallest > 0.05 {
        return Err(Untestable::NeverCertain(contrasts.len(), smallest));
    }
    let weights: Vec<f64> =
        effects.iter().map(|own| 1.0 / (own.variance + pooled.spread)).collect();
    let sum: f64 = weights.iter().sum();
    let first = dealt[0].sides.iter().copied().find(|side| *side != 0).unwrap_or(1);
    let reach = pooled.reach(0.95) * pooled.error;
    let (at, heaviest) = weights
        .iter()
        .copied()
        .enumerate()
        .fold((0, 0.0), |most, next| if next.1 > most.1 { next } else { most });
    let half = |arm: Arm| (arm.replies as f64 + 0.5) / ((arm.sent - arm.replies) as f64 + 0.5);
    let p_interval = pooled.p();
    Ok(Tested {
        odds_ratio: pooled.effect.exp(),
        interval: ((pooled.effect - reach).exp(), (pooled.effect + reach).exp()),
        p: p_interval.max(p_shuffled),
        p_interval,
        p_shuffled,
        crude: half(more) / half(less),
        more,
        less,
        strata,
        groups: contrasts.len(),
        heaviest: heaviest / sum,
        pattern: pattern(&dealt, &used, first),
        begins_with_less: first < 0,
        heaviest_stratum: dealt[at].group.strata[0],
        pooled,
    })
}

/// A number for the sides of all texts, the same when all sides are turned round.
fn pattern(dealt: &[GroupSides], used: &[usize], first: i8) -> u64 {
    let mut hash = DefaultHasher::new();
    for (group, dealt) in used.iter().zip(dealt) {
        group.hash(&mut hash);
        dealt.sides.iter().for_each(|side| (side * first).hash(&mut hash));
    }
    hash.finish()
}
