//! Traps: what makes a table of replies say what is not so.

use std::collections::BTreeMap;

use super::Answer;
use super::gather::{Gathered, Stratum};
use super::named::{place, stratum_name, title};
use super::outcome::Tally;
use super::provider::Provider;
use super::report::{Trap, Warning};
use super::split::{partly_random, ratios, sides_by_side};
use super::stats::{Arm, Cell, Group, contrast};
use super::table::shown;
use super::traits::{Kind, Trait};
use crate::order::InOrder;
use crate::text::{grouped, percent, plural, printable};

/// Everything to be known before a figure is believed.
/// `randomised` for a report that only compares what was assigned at random.
pub fn find(
    gathered: &Gathered,
    answer: Answer,
    columns: &[Trait],
    randomised: bool,
) -> Vec<Warning> {
    let mut all = Vec::new();
    machines(gathered, answer, &mut all);
    interest(gathered, answer, &mut all);
    labels(gathered, &mut all);
    providers(gathered, answer, &mut all);
    pooled(gathered, answer, columns, &mut all);
    ratios(gathered, randomised, &mut all);
    if randomised {
        partly_random(gathered, &mut all);
    }
    unplaced(gathered, &mut all);
    one_stratum(gathered, answer, &mut all);
    if !gathered.tracked.is_empty() {
        let names: Vec<String> =
            gathered.tracked.iter().map(|name| format!("`{}`", printable(name))).collect();
        all.push(Warning {
            trap: Trap::Tracked,
            message: format!(
                "opens and clicks were left alone ({}): trackers count machines",
                names.join(", ")
            ),
        });
    }
    all
}

fn machines(gathered: &Gathered, answer: Answer, all: &mut Vec<Warning>) {
    let total = gathered.total();
    if answer == Answer::Interest {
        return;
    }
    if !gathered.tells_automatic && total.automatic == 0 && total.counted > 0 {
        let unread: Vec<String> = gathered.unread_labels.iter().map(|name| shown(name)).collect();
        let remedy = match gathered.unread_labels.first() {
            Some(first) => format!(
                "{} {} such labels and was not read: `map: {{ category: {first:?} }}` in germane.yaml says what it is for",
                unread.join(", "),
                plural(unread.len(), "holds", "hold"),
            ),
            None => "a count of automatic replies, or a label such as \"out of office\", would solve it; `map:` in germane.yaml says which column has them (`automatic`, `category`)".to_string(),
        };
        let message = format!(
            "no column separates automatic replies from those of people, so that some of the replies may be machines; {remedy}"
        );
        all.push(Warning { trap: Trap::Blind, message });
    }
    let none = total.counted.saturating_sub(total.replies);
    if none == 0 {
        return;
    }
    let mut message = format!(
        "{} of {} replies that a platform would count are no replies: machines answered, or people asked not to be written to",
        grouped(none),
        grouped(total.counted)
    );
    message += &other_leader(gathered, "by people", |tally| tally.replies).unwrap_or_default();
    all.push(Warning { trap: Trap::AutomaticReplies, message });
}

/// Where interest is what counts: a text that draws many replies need not draw those.
fn interest(gathered: &Gathered, answer: Answer, all: &mut Vec<Warning>) {
    let total = gathered.total();
    let none = total.counted.saturating_sub(total.positive);
    if answer == Answer::Reply || none == 0 {
        return;
    }
    let said = format!(
        "{} of {} replies that a platform would count show no interest: people decline, or machines answered",
        grouped(none),
        grouped(total.counted)
    );
    if let Some(other) = other_leader(gathered, "by interest", |tally| tally.positive) {
        all.push(Warning { trap: Trap::Interest, message: said + &other });
    }
}

/// A step in which another text leads once only the replies that count are counted, in a sentence
/// to be added to another.
fn other_leader(
    gathered: &Gathered,
    called: &str,
    counts: impl Fn(&Tally) -> u64,
) -> Option<String> {
    sides_by_side(gathered, false).into_iter().find_map(|(campaign, step, texts)| {
        let leader = |of: &dyn Fn(&Tally) -> u64| {
            let rate = |tally: &Tally| of(tally) as f64 / tally.delivered as f64;
            texts
                .iter()
                .map(|(text, tally)| (*text, rate(tally)))
                .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
        };
        let (counted, human) = (leader(&|tally| tally.counted)?, leader(&counts)?);
        let own = texts
            .iter()
            .find(|(text, _)| *text == counted.0)
            .map_or(0.0, |(_, tally)| counts(tally) as f64 / tally.delivered as f64);
        (counted.0 != human.0 && own < human.1).then(|| {
            format!(
                ". With them {} would lead in {} ({} of its recipients); {called} {} does ({} against {})",
                title(&gathered.texts[counted.0]),
                place(campaign, step),
                percent(counted.1),
                title(&gathered.texts[human.0]),
                percent(human.1),
                percent(own)
            )
        })
    })
}

fn labels(gathered: &Gathered, all: &mut Vec<Warning>) {
    let labels = gathered.total().labels;
    if labels > 0 {
        let rows = if labels == 1 {
            "1 message bears".to_string()
        } else {
            format!("{labels} messages bear")
        };
        let message = format!(
            "{rows} a label of an answer and drew none: it is a label of the lead, on every message to them; only an answer to the message counts"
        );
        all.push(Warning { trap: Trap::Labels, message });
    }
}

fn providers(gathered: &Gathered, answer: Answer, all: &mut Vec<Warning>) {
    let mut sums: BTreeMap<Provider, Arm> = BTreeMap::new();
    for ((stratum, _), tally) in &gathered.cells {
        sums.entry(gathered.strata[*stratum].provider).or_default().add(answer.arm(tally));
    }
    let unknown = sums.remove(&Provider::Unknown).unwrap_or_default();
    let known: u64 = sums.values().map(|arm| arm.sent).sum();
    if unknown.sent > known {
        let message = "the recipients' mail provider is not known for most messages; replies can differ many times over between providers at the same words. A column `esp` (Google, Microsoft, other) would separate them";
        all.push(Warning { trap: Trap::Blind, message: message.to_string() });
    }
    let high = sums.iter().max_by(|a, b| a.1.rate().total_cmp(&b.1.rate()));
    let Some((best, high)) = high else { return };
    // As many answers as the best would have got are enough to see that they are missing.
    let enough = |arm: &Arm| high.rate() * arm.sent as f64 >= 10.0;
    let low = sums
        .iter()
        .filter(|(_, arm)| enough(arm) && arm.rate() < high.rate() / 4.0)
        .min_by(|a, b| a.1.rate().total_cmp(&b.1.rate()));
    if let Some((worst, low)) = low {
        let message = format!(
            "of recipients at {} {} answered, at {} {}: the provider decides more than the words. Texts are only compared among recipients of one provider",
            best.name(),
            percent(high.rate()),
            worst.name(),
            percent(low.rate())
        );
        all.push(Warning { trap: Trap::Provider, message });
    }
}

/// What strata may be made of; each alone shows what a pooled difference comes from.
type Factor = (&'static str, fn(&Stratum) -> String);
const FACTORS: [Factor; 4] = [
    ("provider", |stratum| stratum.provider.name().to_string()),
    ("list", |stratum| stratum.list.clone()),
    ("campaign", |stratum| stratum.campaign.clone()),
    ("step", |stratum| stratum.step.to_string()),
];

/// Differences that show when all is thrown into one pot, and are not there, or turn round, side by
/// side.
fn pooled(gathered: &Gathered, answer: Answer, columns: &[Trait], all: &mut Vec<Warning>) {
    let cells = cells(gathered, answer);
    let by = |factor: &dyn Fn(&Stratum) -> String| {
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut stratum = |stratum: usize| {
            let next = numbers.len();
            *numbers.entry(factor(&gathered.strata[stratum])).or_insert(next)
        };
        Group::of(
            &cells
                .iter()
                .map(|cell| Cell { stratum: stratum(cell.stratum), ..*cell })
                .collect::<Vec<_>>(),
        )
    };
    let pot = by(&|_| String::new());
    let full = Group::of(&cells);
    let factors: Vec<(&str, Group)> =
        FACTORS.iter().map(|(name, factor)| (*name, by(factor))).collect();
    let mut found = Vec::new();
    for column in columns.iter().filter(|column| matches!(column.kind, Kind::Rule | Kind::Mark)) {
        let sides = |group: &Group| {
            group
                .texts
                .iter()
                .map(|text| if column.values[*text] > 0.5 { 1 } else { -1 })
                .collect::<Vec<i8>>()
        };
        let effect = |group: &Group| contrast(group, &sides(group), &[]);
        let (Some(crude), Some(beside)) = (effect(&pot), effect(&full)) else { continue };
        // Seen for sure in the pot, and side by side gone for the most part, or turned round.
        let seen =
            crude.effect.abs() > 1.25_f64.ln() && crude.effect.abs() > 2.58 * crude.variance.sqrt();
        let gone = beside.effect * crude.effect.signum() < crude.effect.abs() / 3.0;
        if seen && gone {
            let carrier = factors.iter().filter_map(|(name, group)| {
                Some((*name, (effect(group)?.effect - beside.effect).abs()))
            });
            let carrier = carrier
                .filter(|(_, off)| *off < (crude.effect - beside.effect).abs() / 2.0)
                .min_by(|a, b| a.1.total_cmp(&b.1));
            found.push((
                column,
                crude.effect,
                beside.effect,
                carrier.map_or("campaign, step and provider", |(name, _)| name),
            ));
        }
    }
    // Rules say more than marks, and what turns round more than what fades.
    found.order_by(|a, b| {
        (a.0.kind, (b.1 - b.2).abs())
            .partial_cmp(&(b.0.kind, (a.1 - a.2).abs()))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let Some((column, crude, beside, carrier)) = found.first() else { return };
    let turned =
        if beside * crude < 0.0 && beside.abs() > 1.1_f64.ln() { "turns round" } else { "is gone" };
    let mut message = format!(
        "pooled, texts with {} have {} the odds of {}; compared within the same places, {}: the difference {turned}. It comes from the {carrier}, not from the words",
        column.kind.called(&column.name, false),
        times(crude.exp()),
        answer.one(),
        times(beside.exp()),
    );
    if found.len() > 1 {
        let others = found.len() - 1;
        message +=
            &format!(". The same is true of {others} other {}", plural(others, "trait", "traits"));
    }
    all.push(Warning { trap: Trap::Pooled, message });
}

fn one_stratum(gathered: &Gathered, answer: Answer, all: &mut Vec<Warning>) {
    let mut sums: BTreeMap<usize, u64> = BTreeMap::new();
    for ((stratum, _), tally) in &gathered.cells {
        *sums.entry(*stratum).or_default() += answer.arm(tally).replies;
    }
    let replies: u64 = sums.values().sum();
    let Some((stratum, most)) = sums.iter().max_by_key(|(_, replies)| **replies) else { return };
    if sums.len() > 1 && replies >= 10 && 2 * most > replies {
        let message = format!(
            "{most} of {replies} replies come from one place, {}: the figures describe mainly that place",
            stratum_name(&gathered.strata[*stratum])
        );
        all.push(Warning { trap: Trap::OneStratum, message });
    }
}

/// Texts are compared with those beside them, and nothing may say what was sent side by side.
fn unplaced(gathered: &Gathered, all: &mut Vec<Warning>) {
    if gathered.unplaced > 0 && gathered.texts.len() > 1 {
        let message = "no column says the campaign or the step of a message, so its place is not known: all texts are compared as if they were sent side by side, openers with follow-ups among them. `map: { campaign: COLUMN, step: COLUMN }` in germane.yaml names the columns";
        all.push(Warning { trap: Trap::Blind, message: message.to_string() });
    }
}

/// What each text did in each stratum.
pub fn cells(gathered: &Gathered, answer: Answer) -> Vec<Cell> {
    let cells = gathered.cells.iter().map(|((stratum, text), tally)| {
        let arm = answer.arm(tally);
        Cell { stratum: *stratum, text: *text, sent: arm.sent, replies: arm.replies }
    });
    cells.collect()
}

fn times(ratio: f64) -> String {
    format!("{ratio:.2} times")
}
