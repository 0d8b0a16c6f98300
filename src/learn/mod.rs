//! What went with replies, from a user's own exports, without fooling anybody.
//!
//! ```text
//! exports -> table (rows) -> outcome (what became of a message) -> gather (texts, strata, counts)
//!         -> traits (what stands in each text) -> stats (within strata, over groups) -> said
//! ```
//!
//! Platforms rank variants by pooled rates, which learns the receiving provider, the list and the
//! sender, not the words. Here texts are only compared with texts that were sent beside them, the
//! unit is the text and not the send, and what cannot be decided is reported, with the test that
//! would decide it. Nothing is changed by itself, and nothing leaves the machine.

mod advice;
pub mod copy;
mod events;
mod funnel;
pub mod gather;
mod join;
pub mod key;
mod label;
mod mapped;
pub mod message;
mod moment;
mod named;
pub mod open;
pub mod outcome;
pub mod provider;
mod random;
pub mod report;
mod split;
pub mod stats;
pub mod suggest;
pub mod table;
mod thread;
pub mod traits;
mod traps;
mod yes;

use std::collections::HashMap;

use crate::lint::Linter;
use crate::order::InOrder;
use crate::text::{capital, count, grouped, plural};
use gather::Gathered;
use outcome::Tally;
use report::{Finding, Learned, Measured, SimilarTrait, Untested};
use stats::{Arm, Design, Slope, Tested, Untestable, benjamini_hochberg, shrink, test_least};
use traits::{Kind, Trait};

/// What counts as an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A reply that a person wrote.
    Reply,
    /// A reply that shows interest.
    Interest,
}

impl Answer {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Answer::Reply => "replies that people wrote",
            Answer::Interest => "replies that show interest",
        }
    }

    /// One of them in short, as odds are those of.
    pub fn one(self) -> &'static str {
        match self {
            Answer::Reply => "a reply",
            Answer::Interest => "a reply that shows interest",
        }
    }

    /// That many of them in words: "1 reply that shows interest".
    pub fn counted(self, answers: u64) -> String {
        let one = match self {
            Answer::Reply => "reply that people wrote",
            Answer::Interest => "reply that shows interest",
        };
        format!("{} {}", grouped(answers), plural(answers, one, self.words()))
    }

    /// How many were reached, and how many answered.
    pub fn arm(self, tally: &Tally) -> Arm {
        Arm {
            sent: tally.delivered,
            replies: if self == Answer::Reply { tally.replies } else { tally.positive },
        }
    }
}

/// How outcomes are to be judged.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// What counts; `None` leaves it to the exports: replies of people, or interest where machines
    /// cannot be separated from people.
    pub answer: Option<Answer>,
    /// With fewer replies in all there is only a plan.
    pub least_replies: u64,
    /// A column says which splits were random, and only those are compared.
    pub randomised: bool,
    /// How many times as high a rate the next test is to see.
    pub lift: f64,
    /// Messages a day, in place of what the exports say.
    pub sends_a_day: Option<f64>,
    /// Meetings by reply, where the exports do not count meetings.
    pub meetings_by_reply: Option<f64>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            answer: None,
            least_replies: 30,
            randomised: false,
            lift: 1.5,
            sends_a_day: None,
            meetings_by_reply: None,
        }
    }
}

/// The share of false findings that is accepted among what is reported.
pub const FALSE_SHARE: f64 = 0.05;

/// What the gathered outcomes say.
pub fn learn(linter: &Linter, gathered: &Gathered, settings: &Settings) -> Learned {
    let total = gathered.total();
    let blind = !gathered.tells_automatic && gathered.tells_interest && total.positive > 0;
    let answer = settings.answer.unwrap_or(if blind { Answer::Interest } else { Answer::Reply });
    let read = traits::read(linter, &gathered.texts);
    let columns = traits::columns(&read);
    let mut cells = traps::cells(gathered, answer);
    if settings.randomised {
        cells.retain(|cell| gathered.strata[cell.stratum].random);
    }
    let design = Design::new(&cells);
    let slope = Slope::fit(&design, &traits::words(&read));
    let replies: u64 = cells.iter().map(|cell| cell.replies).sum();
    let only_a_plan = (replies < settings.least_replies).then(|| {
        format!(
            "{}; {} {} needed before anything can be said",
            match answer {
                Answer::Reply => answered(replies),
                Answer::Interest => answer.counted(replies),
            },
            settings.least_replies,
            plural(settings.least_replies, "is", "are")
        )
    });
    let warnings = traps::find(gathered, answer, &columns, settings.randomised);
    let uneven = warnings.iter().any(|warning| warning.trap == report::Trap::SampleRatio);
    let mut learned = Learned {
        problems: gathered.problems.clone(),
        faults: gathered.faults,
        joined: gathered.joined,
        outcome: answer.words(),
        total,
        texts: gathered.texts.len(),
        strata: gathered.strata.len(),
        groups: design.groups.len(),
        warnings,
        only_a_plan,
        // An uneven split was not the random one that it is said to be.
        randomised: settings.randomised && !uneven,
        funnel: funnel::funnel(gathered, settings),
        ..Learned::default()
    };
    let (tested, untestable) = test_all(&design, &columns, &slope);
    learned.untestable = untestable;
    if learned.only_a_plan.is_none() {
        sort(&mut learned, gathered, answer, together(tested));
    }
    learned.next = advice::next(linter, gathered, answer, &read, &columns, &learned, settings);
    learned
}

/// Every trait compared with the replies, or why not.
fn test_all<'c>(
    design: &Design,
    columns: &'c [Trait],
    slope: &Slope,
) -> (Vec<(&'c Trait, Tested)>, Vec<Untested>) {
    use rayon::prelude::*;
    let all: Vec<_> = columns
        .par_iter()
        .map(|column| {
            test_least(
                design,
                &column.values,
                column.least,
                (column.kind != Kind::Length).then_some(slope),
            )
        })
        .collect();
    let (mut tested, mut untestable) = (Vec::new(), Vec::new());
    for (column, result) in columns.iter().zip(all) {
        match result {
            Ok(own) => tested.push((column, own)),
            Err(why) => untestable.push(Untested {
                kind: column.kind,
                name: column.name.clone(),
                because: because(why),
            }),
        }
    }
    (tested, untestable)
}

/// `1 reply`, `3 replies`.
fn answered(replies: u64) -> String {
    format!("{replies} {}", plural(replies, "reply", "replies"))
}

fn because(why: Untestable) -> String {
    let groups = |groups: usize| count(groups, "comparison");
    match why {
        Untestable::NeverBeside => "texts with it and texts without it were never sent side by side, or nobody answered there".to_string(),
        Untestable::FewStrata(strata) => {
            format!("texts with it and without it stand side by side in {strata} of the 3 places that are needed")
        }
        Untestable::SameTexts(of) => format!("the same few texts stand in all places: that is {}, and 3 are needed", groups(of)),
        Untestable::FewReplies(more, less) => {
            format!("{} to texts with more of it and {less} to the others; 10 on each side are needed", answered(more))
        }
        Untestable::NeverCertain(of, p) => {
            format!("with {} of texts, chance does as well in {:.0} of 100 cases whatever the difference", groups(of), 100.0 * p)
        }
    }
}

/// Traits that part the texts in one way, the first of them to speak for all: a rule says most, a
/// mark least.
fn together<'c>(
    mut tested: Vec<(&'c Trait, Tested)>,
) -> Vec<(&'c Trait, Tested, Vec<SimilarTrait>)> {
    tested.order_by_key(|(column, _)| ORDER.iter().position(|kind| *kind == column.kind));
    let mut all: Vec<(&'c Trait, Tested, Vec<SimilarTrait>)> = Vec::new();
    let mut places: HashMap<u64, usize> = HashMap::new();
    for (column, own) in tested {
        let place = *places.entry(own.pattern).or_insert(all.len());
        match all.get_mut(place) {
            Some((_, first, also)) => {
                let opposite = first.begins_with_less != own.begins_with_less;
                also.push(SimilarTrait { kind: column.kind, name: column.name.clone(), opposite });
                also.extend(column.also.iter().map(|(kind, name)| SimilarTrait {
                    kind: *kind,
                    name: name.clone(),
                    opposite,
                }));
            }
            None => {
                let also = column.also.iter().map(|(kind, name)| SimilarTrait {
                    kind: *kind,
                    name: name.clone(),
                    opposite: false,
                });
                let also = also.collect();
                all.push((column, own, also));
            }
        }
    }
    let place = |kind| ORDER.iter().position(|own| *own == kind);
    all.iter_mut().for_each(|(_, _, also)| also.order_by_key(|also| place(also.kind)));
    all
}

/// Which kind of trait speaks for others.
const ORDER: [Kind; 5] = [Kind::Rule, Kind::Length, Kind::Dimension, Kind::Total, Kind::Mark];

/// Parts what can be said from what may be chance.
fn sort(
    learned: &mut Learned,
    gathered: &Gathered,
    answer: Answer,
    tested: Vec<(&Trait, Tested, Vec<SimilarTrait>)>,
) {
    let shares = benjamini_hochberg(&tested.iter().map(|(_, own, _)| own.p).collect::<Vec<_>>());
    let shrunk = shrink(&tested.iter().map(|(_, own, _)| own.pooled).collect::<Vec<_>>());
    let mut order: Vec<usize> = (0..tested.len()).collect();
    order.order_by(|a, b| tested[*a].1.p.total_cmp(&tested[*b].1.p));
    for at in order {
        let (column, own, also) = &tested[at];
        let carried = (own.heaviest > 0.5)
            .then(|| named::stratum_name(&gathered.strata[own.heaviest_stratum]));
        let mut finding = Finding {
            kind: column.kind,
            name: column.name.clone(),
            also: also.clone(),
            words: String::new(),
            odds_ratio: 1.0,
            interval: (1.0, 1.0),
            measured: Measured::of(own),
            false_share: shares[at],
            more: own.more,
            less: own.less,
            strata: own.strata,
            groups: own.groups,
            carried_by: carried,
        };
        finding.shown(shrunk[at]);
        let said = shares[at] <= FALSE_SHARE;
        finding.words = words(column, &finding, answer, said, learned.randomised);
        if said { learned.said.push(finding) } else { learned.unclear.push(finding) }
    }
}

/// The sentence that may be said of a trait: "went with", and only of a random split that the texts
/// did it. It says what was measured: the interval of that is one that covers the truth as often as
/// it says.
fn words(
    column: &Trait,
    finding: &Finding,
    answer: Answer,
    said: bool,
    randomised: bool,
) -> String {
    let (low, high) = finding.measured.interval;
    let verb = match (said, randomised) {
        (true, true) => "drew",
        (true, false) => "went with",
        (false, _) => "may have gone with",
    };
    let length = if column.kind == Kind::Length { "" } else { ", texts of equal length" };
    let random = if said && randomised {
        "; the split was random, so the texts made the difference, though not which words did"
    } else {
        ""
    };
    format!(
        "{} {verb} {:.2} times the odds of {} (95 %: {low:.2} to {high:.2}{length}){random}",
        capital(&column.kind.called(&column.name, false)),
        finding.measured.odds_ratio,
        answer.one()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_in_words() {
        assert_eq!(Answer::Interest.counted(1), "1 reply that shows interest");
        assert_eq!(Answer::Reply.counted(1), "1 reply that people wrote");
        assert_eq!(Answer::Reply.counted(1_204), "1,204 replies that people wrote");
    }
}
