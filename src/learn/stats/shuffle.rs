//! How often chance alone would do as well: the sides of the texts dealt out anew within each
//! group.

use super::contrast::{Contrast, contrast};
use super::design::Group;
use super::pool::{Effect, Prior, pool};

/// The most shuffles that are made.
pub const SHUFFLES: usize = 9_999;
/// After this many that do as well, it is clear enough that chance does: the probability is known
/// to about a fifth of itself.
const ENOUGH: usize = 25;
/// Ways to deal out the sides of a group that are worked out once; eight texts have 70 at most.
const KEPT: usize = 70;
/// The same numbers are drawn every time, on every machine.
const SEED: u64 = 0x0067_6572_6d61_6e65;

/// A group with the sides of its texts.
pub struct GroupSides<'d> {
    /// The group.
    pub group: &'d Group,
    /// The sides, as they are.
    pub sides: Vec<i8>,
}

enum SideOrders {
    /// All of them, worked out.
    Kept(Vec<Option<Effect>>),
    /// Too many.
    Many,
}

/// The probability that the sides, dealt out by chance within each group, give a mean as far from
/// nothing by its error as `seen`; and the smallest that could have come out. Exact where there are
/// few ways to deal.
pub fn probability(
    groups: &[GroupSides],
    covariate: &[f64],
    prior: Prior,
    seen: f64,
) -> (f64, f64) {
    let effect = |group: &Group, sides: &[i8]| {
        contrast(group, sides, covariate).as_ref().map(Contrast::as_effect)
    };
    let counts: Vec<f64> = groups.iter().map(|dealt| arrangements(&dealt.sides)).collect();
    let ways: Vec<SideOrders> = groups
        .iter()
        .zip(&counts)
        .map(|(dealt, count)| match *count <= KEPT as f64 {
            false => SideOrders::Many,
            true => {
                let mut sides = dealt.sides.clone();
                sides.sort_unstable();
                let mut kept = vec![effect(dealt.group, &sides)];
                while next(&mut sides) {
                    kept.push(effect(dealt.group, &sides));
                }
                SideOrders::Kept(kept)
            }
        })
        .collect();
    let as_far = |effects: &[Effect]| {
        pool(effects, prior).is_some_and(|pooled| pooled.t().abs() >= seen.abs() - 1e-9)
    };
    let all: f64 = counts.iter().product();
    if all <= (SHUFFLES + 1) as f64 && ways.iter().all(|ways| matches!(ways, SideOrders::Kept(_))) {
        return exact(&ways, &as_far);
    }
    let mut rng = fastrand::Rng::with_seed(SEED);
    let mut sides: Vec<Vec<i8>> = groups.iter().map(|dealt| dealt.sides.clone()).collect();
    let mut effects = Vec::with_capacity(groups.len());
    let mut far = 0;
    for tried in 1..=SHUFFLES {
        effects.clear();
        for ((dealt, sides), ways) in groups.iter().zip(&mut sides).zip(&ways) {
            match ways {
                SideOrders::Kept(kept) => effects.extend(kept[rng.usize(..kept.len())]),
                SideOrders::Many => {
                    rng.shuffle(sides);
                    effects.extend(effect(dealt.group, sides));
                }
            }
        }
        far += usize::from(as_far(&effects));
        if far == ENOUGH {
            return (far as f64 / tried as f64, 1.0 / (SHUFFLES + 1) as f64);
        }
    }
    ((far + 1) as f64 / (SHUFFLES + 1) as f64, 1.0 / (SHUFFLES + 1) as f64)
}

/// Every way to deal out all groups.
fn exact(ways: &[SideOrders], as_far: &dyn Fn(&[Effect]) -> bool) -> (f64, f64) {
    let kept: Vec<&[Option<Effect>]> = ways
        .iter()
        .map(|ways| if let SideOrders::Kept(kept) = ways { kept.as_slice() } else { &[] })
        .collect();
    let mut places = vec![0; kept.len()];
    let (mut all, mut far) = (0_usize, 0_usize);
    loop {
        let effects: Vec<Effect> =
            kept.iter().zip(&places).filter_map(|(kept, place)| kept[*place]).collect();
        all += 1;
        far += usize::from(as_far(&effects));
        let Some(turned) = (0..kept.len()).find(|at| places[*at] + 1 < kept[*at].len()) else {
            break;
        };
        places[turned] += 1;
        places[..turned].fill(0);
    }
    // Turned round, a deal has the same size and the other sign: where texts are paired, two of all
    // are as far as can be.
    (far as f64 / all as f64, (2.0 / all as f64).min(1.0))
}

/// In how many ways sides can be dealt out.
fn arrangements(sides: &[i8]) -> f64 {
    let (mut left, mut ways) = (sides.len() as f64, 1.0);
    for side in [1, -1] {
        let count = sides.iter().filter(|own| **own == side).count();
        for at in 0..count {
            ways *= (left - at as f64) / (count - at) as f64;
        }
        left -= count as f64;
    }
    ways
}

/// The next arrangement in order; false after the last.
fn next(sides: &mut [i8]) -> bool {
    let Some(at) = (1..sides.len()).rev().find(|at| sides[at - 1] < sides[*at]) else {
        return false;
    };
    let other = (at..sides.len()).rev().find(|other| sides[*other] > sides[at - 1]).unwrap_or(at);
    sides.swap(at - 1, other);
    sides[at..].reverse();
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::stats::{Cell, Design};

    #[test]
    fn arrangements_are_all_there_and_counted() {
        for sides in [vec![-1, 1], vec![-1, 0, 1, 1], vec![-1, -1, -1, 1], vec![-1, -1, 1, 1, 1]] {
            let (mut seen, mut own) = (vec![sides.clone()], sides.clone());
            while next(&mut own) {
                seen.push(own.clone());
            }
            seen.dedup();
            assert_eq!(seen.len() as f64, arrangements(&sides), "{sides:?}");
        }
    }

    #[test]
    fn four_pairs_cannot_be_told_from_chance() {
        let cells: Vec<Cell> = (0..8)
            .map(|text| Cell {
                stratum: text / 2,
                text,
                sent: 10_000,
                replies: 100 + 400 * (text as u64 % 2),
            })
            .collect();
        let design = Design::new(&cells);
        let groups: Vec<GroupSides> =
            design.groups.iter().map(|group| GroupSides { group, sides: vec![-1, 1] }).collect();
        let effects: Vec<_> =
            groups.iter().filter_map(|dealt| contrast(dealt.group, &dealt.sides, &[])).collect();
        let seen =
            pool(&effects.iter().map(Contrast::as_effect).collect::<Vec<_>>(), Prior::default())
                .expect("four")
                .t();
        assert_eq!(probability(&groups, &[], Prior::default(), seen), (2.0 / 16.0, 2.0 / 16.0));
    }
}
