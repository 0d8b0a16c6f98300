//! A rule as engine, score and `explain` know it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Bound, Check, Fix};
use crate::account::{Account, Date};
use crate::vocabulary::{Channel, Dimension, FactKind, Kind, Label, Measure, Relation, Severity};

/// A rule: a condition on marks, and what to say when it holds. Texts of built-in rules are part of
/// the program, and are not copied at every start.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rule {
    /// Flat, kebab-case, permanent.
    pub id: String,
    /// The pack that it came from.
    #[serde(borrow)]
    pub pack: Cow<'static, str>,
    /// Language of the pack (ISO 639-1); `None` for a pack of structure rules.
    pub language: Option<String>,
    /// Its dimension.
    pub dimension: Dimension,
    /// Severity of its findings, where no tier says otherwise.
    pub severity: Severity,
    /// Points its first finding takes, as written. Of a rule that was fitted they only say what its
    /// tiers are worth beside each other.
    pub points: u8,
    /// What its heaviest finding takes according to the fit, in messages, posts and sequences;
    /// `None` for a rule that was not fitted, whose points are taken as they are written.
    pub fitted: Option<[f32; 3]>,
    /// A sentence in which it finds a fault counts nothing in its draft's favour. True for built-in
    /// rules, whether the fit met them or not; a rule of a user's own, or one whose points a
    /// configuration sets, takes these points and nothing else.
    pub withholds: bool,
    /// A finding caps the whole score at this.
    pub blocker: Option<u8>,
    /// Its findings are said only of drafts that score lower: of better ones it is too often wrong.
    /// They take their points all the same.
    pub below_score: Option<u8>,
    /// A draft of the channel with one of its findings reads as a blast already when it scores
    /// below this.
    pub fails_below: Vec<(Channel, u8)>,
    /// Its findings speak against a draft whatever an account confirms; a draft without such findings
    /// whose facts all hold never scores lower than without the account.
    pub against: bool,
    /// Channels it runs on.
    pub on: Vec<Channel>,
    /// What else must hold for it to run.
    pub when: When,
    /// The condition.
    pub check: Check,
    /// Rules whose findings on the same words make this one silent.
    pub yields_to: Vec<String>,
    /// An edit that mends it.
    pub fix: Option<Fix>,
    /// What is found, with `{match}` and other slots.
    #[serde(borrow)]
    pub message: Cow<'static, str>,
    /// What to do.
    #[serde(borrow)]
    pub advice: Cow<'static, str>,
    /// Why it matters to the reader.
    #[serde(borrow)]
    pub why: Cow<'static, str>,
    /// Version that brought it.
    #[serde(borrow)]
    pub since: Cow<'static, str>,
}

/// What a finding is found in, as far as its points are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// A message to one person.
    Message,
    /// A social post.
    Post,
    /// A sequence as a whole.
    Sequence,
}

impl From<Channel> for Setting {
    fn from(channel: Channel) -> Self {
        match channel {
            Channel::Email | Channel::Dm => Setting::Message,
            Channel::Post => Setting::Post,
        }
    }
}

impl Rule {
    /// What a first finding of the rule takes at most, in words.
    pub fn price(&self) -> String {
        match self.fitted {
            _ if self.dimension.is_gate() => "a gate beside the score".to_string(),
            None => format!("takes {} points", self.points),
            Some(fitted) => {
                let settings = ["a message", "a post", "a sequence"];
                let each = settings.iter().zip(fitted).filter(|(_, points)| *points >= 0.05);
                let each: Vec<String> =
                    each.map(|(what, points)| format!("{points:.1} in {what}")).collect();
                if each.is_empty() {
                    "takes no points: the words of the draft are already counted".to_string()
                } else {
                    format!("takes at most {} (fitted)", each.join(", "))
                }
            }
        }
    }

    /// True when it runs on drafts of this channel.
    #[inline]
    pub fn runs_on(&self, channel: Channel) -> bool {
        self.on.contains(&channel)
    }

    /// The score below which a draft of this channel fails when the rule has found something in it.
    pub fn fails_below(&self, channel: Channel) -> Option<f64> {
        self.fails_below.iter().find(|(of, _)| *of == channel).map(|(_, score)| f64::from(*score))
    }

    /// [`Rule::fails_below`] in words: `54 (email, dm)`.
    pub fn fails_below_in_words(&self) -> Option<String> {
        let mut scores: Vec<u8> = self.fails_below.iter().map(|(_, score)| *score).collect();
        scores.dedup();
        let channels = |score: u8| {
            self.fails_below
                .iter()
                .filter(move |(_, of)| *of == score)
                .map(|(channel, _)| channel.name())
        };
        let each = scores
            .into_iter()
            .map(|score| format!("{score} ({})", channels(score).collect::<Vec<_>>().join(", ")));
        (!self.fails_below.is_empty()).then(|| each.collect::<Vec<_>>().join(", "))
    }

    /// The most that a first finding takes in any setting.
    pub fn most_taken(&self) -> f64 {
        match self.fitted {
            None => f64::from(self.points),
            Some(fitted) => {
                fitted.into_iter().fold(0.0, |most, points| most.max(f64::from(points)))
            }
        }
    }

    /// What a first finding with these written points takes from the rule's dimension.
    pub fn takes(&self, written: u8, setting: Setting) -> f64 {
        let written = f64::from(written);
        match self.fitted {
            None => written,
            Some(fitted) => {
                let most = self.check.most_points().unwrap_or(0).max(self.points);
                // A weight of -0 is no weight.
                f64::from(fitted[setting as usize]) * written / f64::from(most.max(1)) + 0.0
            }
        }
    }
}

/// Conditions on the draft. All given must hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct When {
    /// A first message (or, when false, a later one).
    pub first_touch: Option<bool>,
    /// A first message, or one that claims only mails of its own: nothing says that the recipient
    /// answered.
    pub stranger: Option<bool>,
    /// Declared to be new: `thread: new`, `touch: 1` or `kind: cold`, not merely unsaid.
    pub declared_new: Option<bool>,
    /// A reply in a thread.
    pub reply: Option<bool>,
    /// Has merge fields and no address.
    pub template: Option<bool>,
    /// One of these occasions.
    pub kind: Vec<Kind>,
    /// At least this many words.
    pub min_words: Option<u32>,
    /// At most this many words.
    pub max_words: Option<u32>,
    /// Has one of these marks.
    pub has: Vec<Label>,
    /// Has none of these marks.
    pub lacks: Vec<Label>,
    /// A subject line is there.
    pub subject: Option<bool>,
    /// It says to whom it goes.
    pub addressed: Option<bool>,
    /// It is compared with what is known of its account.
    pub account: Option<bool>,
    /// The account is one of these.
    pub relation: Vec<Relation>,
    /// The account holds a fact of one of these kinds.
    pub fact: Vec<FactKind>,
    /// Measures within these bounds.
    pub measures: Vec<(Measure, Bound)>,
}

/// Research behind a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// A (controlled, replicated) to D (opinion of practitioners).
    pub grade: char,
    /// The finding, in our words.
    pub says: String,
    /// Who found it, where, when.
    pub source: String,
}

/// What `explain` and `test` need and a run does not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Rule id.
    pub id: String,
    /// Research behind it.
    pub evidence: Vec<Evidence>,
    /// Drafts that it must flag.
    pub flag: Vec<Example>,
    /// Near misses that it must leave alone.
    pub pass: Vec<Example>,
}

/// A draft that a rule must flag or pass, and the account that it is compared with, if any.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// The draft, as a file would have it.
    pub draft: String,
    /// Its account.
    pub account: Option<Account>,
    /// Other accounts that are known.
    pub others: Vec<Account>,
    /// The day on which it is judged.
    pub today: Option<Date>,
}
