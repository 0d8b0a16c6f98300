//! How recipients were split between the texts of a step: whether evenly, and whether at random.

use std::collections::BTreeMap;

use super::gather::Gathered;
use super::named::place;
use super::outcome::Tally;
use super::report::{Trap, Warning};
use super::stats::uneven;
use crate::text::grouped;

/// At most this many warnings of one kind are written out.
const TOLD: usize = 4;
/// Texts that reached fewer are not called the better or the worse.
const FEW: u64 = 30;

/// A step of a campaign, with what each of its texts did there.
pub type StepTexts<'g> = (&'g str, u32, Vec<(usize, Tally)>);

/// Steps of campaigns in which two texts or more reached enough people; `random` for those only who
/// were assigned at random.
pub fn sides_by_side(gathered: &Gathered, random: bool) -> Vec<StepTexts<'_>> {
    let mut steps: BTreeMap<(&str, u32), BTreeMap<usize, Tally>> = BTreeMap::new();
    for ((stratum, text), tally) in &gathered.cells {
        let stratum = &gathered.strata[*stratum];
        if random && !stratum.random {
            continue;
        }
        steps
            .entry((&stratum.campaign, stratum.step))
            .or_default()
            .entry(*text)
            .or_default()
            .add(tally);
    }
    let wide = steps.into_iter().map(|((campaign, step), texts)| {
        (
            campaign,
            step,
            texts.into_iter().filter(|(_, tally)| tally.delivered >= FEW).collect::<Vec<_>>(),
        )
    });
    wide.filter(|(_, _, texts)| texts.len() > 1).collect()
}

/// Splits that were not even; `randomised` for those only that are said to be random.
pub fn ratios(gathered: &Gathered, randomised: bool, all: &mut Vec<Warning>) {
    let mut found = Vec::new();
    for (campaign, step, texts) in sides_by_side(gathered, randomised) {
        let sent: Vec<u64> = texts.iter().map(|(_, tally)| tally.delivered).collect();
        let (most, least) =
            (sent.iter().max().copied().unwrap_or(0), sent.iter().min().copied().unwrap_or(0));
        if most as f64 > 1.2 * least as f64 && uneven(&sent) < 0.001 {
            let parts: Vec<String> = sent.iter().take(8).map(|n| grouped(*n)).collect();
            let parts = match parts.split_last() {
                Some((last, before)) if sent.len() == parts.len() => {
                    format!("{} and {last}", before.join(", "))
                }
                _ => format!("{}, ...", parts.join(", ")),
            };
            found.push(format!(
                "in {} the texts reached {parts} recipients, which is no even split: one was added later, stopped early or chosen as winner, so its recipients or its days are others",
                place(campaign, step)
            ));
        }
    }
    let more = found.len().saturating_sub(TOLD);
    found.truncate(TOLD);
    if more > 0 {
        found.push(format!("{more} more steps were not split evenly"));
    }
    all.extend(found.into_iter().map(|message| Warning { trap: Trap::SampleRatio, message }));
}

/// What is compared may be less than what is counted.
pub fn partly_random(gathered: &Gathered, all: &mut Vec<Warning>) {
    let (mut random, mut every) = (0, 0);
    for ((stratum, _), tally) in &gathered.cells {
        every += tally.delivered;
        random += if gathered.strata[*stratum].random { tally.delivered } else { 0 };
    }
    if random < every {
        let message = format!(
            "{} of {} messages were assigned at random, and texts are compared among those alone; totals, volume and the next test's figures are of all",
            grouped(random),
            grouped(every)
        );
        all.push(Warning { trap: Trap::PartlyRandom, message });
    }
}
