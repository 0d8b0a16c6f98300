//! What is said of outcomes: the types that every report is made from.

use serde::Serialize;

use super::Answer;
use super::outcome::Tally;
use super::stats::{Arm, Shrunk, Tested};
use super::table::RowProblem;
use super::traits::Kind;

/// Everything that the exports say.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Learned {
    /// The files, and what they were read as.
    pub files: Vec<File>,
    /// Rows that were not used, or not wholly: the first of them.
    pub problems: Vec<RowProblem>,
    /// How many there are.
    pub faults: usize,
    /// Rows that were joined with an earlier one of the same recipient, campaign and step.
    pub joined: usize,
    /// What counts as an answer, in words.
    pub outcome: &'static str,
    /// Everything added up.
    pub total: Tally,
    /// Distinct texts.
    pub texts: usize,
    /// Strata: campaign, step, provider, list.
    pub strata: usize,
    /// Groups of strata in which texts stand side by side, and which share no text.
    pub groups: usize,
    /// What must be known before any figure is believed.
    pub warnings: Vec<Warning>,
    /// Why there is only a plan, and no finding.
    pub only_a_plan: Option<String>,
    /// The split was random, in all that is compared.
    pub randomised: bool,
    /// What can be said.
    pub said: Vec<Finding>,
    /// What was tested, and may as well be chance; the likeliest first.
    pub unclear: Vec<Finding>,
    /// What could not be tested, and why.
    pub untestable: Vec<Untested>,
    /// What to try next.
    pub next: Option<NextTest>,
    /// What the present rate and volume give.
    pub funnel: Option<Funnel>,
}

impl Learned {
    /// What counts as an answer.
    pub fn answer(&self) -> Answer {
        let interest = self.outcome == Answer::Interest.words();
        if interest { Answer::Interest } else { Answer::Reply }
    }
}

/// A file that was read.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct File {
    /// Its path.
    pub path: String,
    /// What it is: sends, counts, copy.
    pub what: &'static str,
    /// Its columns by what they were taken for.
    pub columns: Vec<(&'static str, String)>,
}

/// Which trap a warning is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Trap {
    /// Answers by machines, and opt-outs, among the replies.
    AutomaticReplies,
    /// Replies without interest, where interest is what counts, that would change the leader.
    Interest,
    /// The receiving provider decides more than the words.
    Provider,
    /// Pooled, a difference shows that is not there side by side, or turns round.
    Pooled,
    /// Recipients were not dealt out evenly.
    SampleRatio,
    /// Only some of the messages were assigned at random, and only those are compared.
    PartlyRandom,
    /// One stratum holds more than half of those who answered.
    OneStratum,
    /// Labels of leads that stand on rows without an answer.
    Labels,
    /// Columns of opens and clicks.
    Tracked,
    /// What the export cannot show.
    Blind,
}

/// Something to know before a figure is believed.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Warning {
    /// Which trap.
    pub trap: Trap,
    /// What is the matter.
    pub message: String,
}

/// What the replies say of one trait.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Finding {
    /// What kind of trait.
    pub kind: Kind,
    /// Its name.
    #[serde(rename = "trait")]
    pub name: String,
    /// Traits that divide the texts in just the same way: nothing can separate them from it.
    pub also: Vec<SimilarTrait>,
    /// The sentence that may be said.
    pub words: String,
    /// The odds of a reply with more of it, by those with less: drawn towards 1 by how little is
    /// known, as `--suggest` takes it.
    pub odds_ratio: f64,
    /// How far that may be off if the effects of all traits come from one spread around 1. It is
    /// drawn towards 1 too, and covers a true effect that is far from 1 less often than in 95 of
    /// 100 cases: `measured.interval` is the interval to go by.
    pub interval: (f64, f64),
    /// The same as it was measured, which `words` says.
    pub measured: Measured,
    /// The share of false findings if this one and all likelier ones are believed.
    pub false_share: f64,
    /// The side with more of it.
    pub more: Arm,
    /// The side with less.
    pub less: Arm,
    /// Strata in which both sides are.
    pub strata: usize,
    /// Groups of those that share no text.
    pub groups: usize,
    /// What it rests on, when one group carries it.
    pub carried_by: Option<String>,
}

/// A trait that parts the texts as another does.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SimilarTrait {
    /// What kind of trait.
    pub kind: Kind,
    /// Its name.
    #[serde(rename = "trait")]
    pub name: String,
    /// Where there is more of the one, there is less of the other.
    pub opposite: bool,
}

/// An effect before it is drawn towards nothing.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Measured {
    /// The odds ratio, texts of equal length.
    pub odds_ratio: f64,
    /// Its interval of 95 %, by Knapp and Hartung.
    pub interval: (f64, f64),
    /// The larger of the next two.
    pub p: f64,
    /// The probability by the interval.
    pub p_interval: f64,
    /// The probability by shuffling.
    pub p_shuffled: f64,
    /// The part of the variance between groups that is no counting error, 0 to 1.
    pub inconsistency: f64,
    /// The odds ratio when all is thrown into one pot, as platforms do.
    pub pooled_odds_ratio: f64,
}

impl Measured {
    /// Of a trait that was tested.
    pub fn of(tested: &Tested) -> Measured {
        Measured {
            odds_ratio: tested.odds_ratio,
            interval: tested.interval,
            p: tested.p,
            p_interval: tested.p_interval,
            p_shuffled: tested.p_shuffled,
            inconsistency: tested.pooled.inconsistency,
            pooled_odds_ratio: tested.crude,
        }
    }
}

impl Finding {
    /// True when it is about this trait, or one that cannot be separated from it.
    pub fn is_about(&self, name: &str) -> bool {
        self.name == name || self.also.iter().any(|also| also.name == name)
    }

    /// Gives it the odds ratio that is shown.
    pub fn shown(&mut self, shrunk: Shrunk) {
        self.odds_ratio = shrunk.odds_ratio;
        self.interval = shrunk.interval;
    }
}

/// A trait that could not be tested.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Untested {
    /// What kind of trait.
    pub kind: Kind,
    /// Its name.
    #[serde(rename = "trait")]
    pub name: String,
    /// Why not.
    pub because: String,
}

/// The most informative test.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NextTest {
    /// The rule that it is about.
    pub rule: String,
    /// Why this one.
    pub why: String,
    /// The text as it is sent now.
    pub one: String,
    /// The text without what the rule finds; `None` when a person has to write it.
    pub other: Option<String>,
    /// What to change, when a person has to.
    pub advice: String,
    /// Its step.
    pub step: u32,
    /// The reply rate that it starts from.
    pub rate: f64,
    /// How many times as high a rate it can see in four of five cases.
    pub lift: f64,
    /// Recipients that each of the two texts needs.
    pub sends_per_arm: Option<u64>,
    /// Messages of that step a day, at present.
    pub sends_a_day: Option<f64>,
    /// Days until it is done.
    pub days: Option<u64>,
}

/// Volume against quality, from the same figures. Arithmetic, no promise.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Funnel {
    /// People written to.
    pub leads: u64,
    /// Messages that they got.
    pub sends: u64,
    /// Those who answered.
    pub replies: u64,
    /// The share of people who answered.
    pub rate: f64,
    /// Its interval of 95 %.
    pub rate_interval: (f64, f64),
    /// Those who showed interest, where the exports say.
    pub interested: Option<u64>,
    /// Meetings, where the exports or the caller say.
    pub meetings: Option<f64>,
    /// Days from the first to the last message, where the exports say.
    pub days: Option<u64>,
    /// People fewer to be written to for the same replies, were the rate one point higher.
    pub leads_spared: u64,
    /// Messages fewer.
    pub sends_spared: u64,
}
