//! Two versions of a draft: what got better, what got worse, and whether the change can be
//! believed.

pub mod claim;
mod doubt;
pub mod file;
pub mod human;
pub mod json;
mod pairs;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use claim::{Claim, Given};
pub use doubt::{Doubt, Kind};

use crate::account::{Account, Date};
use crate::order::InOrder;
use crate::outcome::{DraftReport, FindingReport, MarkedDraft};
use crate::score::Score;
use crate::text::rounded;
use crate::vocabulary::{Dimension, Severity};

/// Less than this many points is no difference that readers would notice.
const NOTICED: f64 = 2.0;

/// A version of a draft.
#[derive(Clone, Copy, Debug)]
pub struct Version<'v> {
    /// What is said of it.
    pub report: &'v DraftReport,
    /// What analysis marks in it.
    pub marks: &'v MarkedDraft,
}

/// What a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Readers would notice the gain, and nothing speaks against it.
    Better,
    /// Readers would notice the gain, and it may rest on claims that nothing given supports:
    /// better, if they are true.
    Unproven,
    /// No difference that readers would notice.
    Same,
    /// The score rose, and there is reason to think that the message is no better for its
    /// recipient.
    Doubtful,
    /// Readers would notice the loss, or there is a new error.
    Worse,
    /// One of the two has no score.
    Unscored,
}

impl Verdict {
    /// In words, to begin a line with.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Better => "Better",
            Verdict::Unproven => "Better, if what is new in it is true",
            Verdict::Same => "About the same",
            Verdict::Doubtful => {
                "The score rose, and there is reason to think that the message is no better"
            }
            Verdict::Worse => "Worse",
            Verdict::Unscored => "Not comparable",
        }
    }
}

/// Findings of one rule that only one of the versions has.
#[derive(Clone, Copy, Debug)]
pub struct Change<'r> {
    /// The first of them.
    pub finding: &'r FindingReport,
    /// How many there are.
    pub count: usize,
}

/// What changed from one version to the next.
#[derive(Debug)]
pub struct Comparison<'r> {
    /// In one word.
    pub verdict: Verdict,
    /// How many points the score gained, to one decimal; `None` without two scores.
    pub points: Option<f64>,
    /// How much of that does not hang on claims that nothing confirms; see [`Comparison::held_to`].
    pub confirmed: Option<f64>,
    /// Findings that are gone, the most severe first.
    pub gone: Vec<Change<'r>>,
    /// Findings that are new, the most severe first.
    pub new: Vec<Change<'r>>,
    /// Reasons to doubt the change.
    pub doubts: Vec<Doubt>,
    /// Sentences of the later version that name for the first time what nothing confirms.
    pub claims: Vec<Claim<'r>>,
}

impl<'r> Comparison<'r> {
    /// Compares two versions. What stands in `known` (the text of the earlier one, an account,
    /// earlier steps) is not made up when the later version says it.
    pub fn new(before: &Version<'r>, after: &Version<'r>, known: &[&Given]) -> Self {
        let (was, is) = (before.report, after.report);
        let points = points(&was.score, &is.score);
        // A file may write its words otherwise than they read: escaped, encoded, as entities.
        let said = Given::of(&said(before.marks));
        let claims = claim::unconfirmed(after.marks, &[known, &[&said]].concat());
        let doubts = doubt::doubts(before, after, &claims);
        let weigh = doubts
            .iter()
            .filter(|doubt| doubt.weighs(was, is))
            .map(|doubt| doubt.kind)
            .collect::<Vec<_>>();
        let (gone, new) =
            (appeared(&is.findings, &was.findings), appeared(&was.findings, &is.findings));
        // The words that a gain could hang on are those of before.
        let only_layout = doubts.iter().any(|doubt| doubt.kind == Kind::OnlyLayout);
        let confirmed = points.map(|points| if only_layout { points.min(0.0) } else { points });
        Comparison {
            verdict: verdict(points, &new, &weigh),
            points,
            confirmed,
            gone,
            new,
            doubts,
            claims,
        }
    }

    /// Counts only what holds without the claims: `rest` is the later version when their sentences
    /// are left out, and a gain that is gone then was theirs. Without a score of the rest nothing
    /// of a gain is known to hold.
    pub fn held_to(mut self, before: &DraftReport, rest: Option<&DraftReport>) -> Self {
        let left = rest.and_then(|rest| points(&before.score, &rest.score));
        self.confirmed = self.confirmed.zip(left).map(|(points, left)| points.min(left));
        if self.verdict == Verdict::Better && self.confirmed.is_none_or(|points| points < NOTICED) {
            self.verdict = Verdict::Unproven;
        }
        self
    }
}

/// How many points were gained, in the precision that scores are shown in.
pub fn points(was: &Result<Score, String>, is: &Result<Score, String>) -> Option<f64> {
    let (was, is) = (was.as_ref().ok()?, is.as_ref().ok()?);
    Some(rounded(rounded(is.total) - rounded(was.total)))
}

/// Each dimension that both scores have, with its value before and after.
pub fn dimensions(was: &Score, is: &Score) -> Vec<(Dimension, f64, f64)> {
    let of = |score: &Score, dimension| {
        score.dimensions.iter().find(|(own, _)| *own == dimension).map(|(_, value)| *value)
    };
    was.dimensions
        .iter()
        .filter_map(|(dimension, value)| Some((*dimension, *value, of(is, *dimension)?)))
        .collect()
}

/// What the accounts say that drafts are for. One account for all drafts is read once.
#[derive(Debug, Default)]
pub struct KnownAccounts {
    given: Given,
    last: Option<Arc<Account>>,
}

impl KnownAccounts {
    /// That of another draft.
    pub fn add(&mut self, account: &Arc<Account>) {
        if !self.last.as_ref().is_some_and(|last| Arc::ptr_eq(last, account)) {
            self.given.add(&words_of(account));
            self.last = Some(account.clone());
        }
    }

    /// The words of all of them.
    pub fn given(&self) -> &Given {
        &self.given
    }
}

/// What an account says, in one text, with the days of its facts as people write them.
fn words_of(account: &Account) -> String {
    let people = account.people.iter().flat_map(|person| [&person.name, &person.role]);
    let facts = account
        .facts
        .iter()
        .map(|fact| &fact.text)
        .chain(account.fields.iter().map(|(_, value)| value));
    let days = account.facts.iter().filter_map(|fact| fact.date).map(Date::spellings);
    let all = account
        .names()
        .chain(people.map(String::as_str))
        .chain(facts.map(String::as_str))
        .map(str::to_string);
    all.chain(days).collect::<Vec<_>>().join("\n")
}

/// Findings that `to` has more of than `from`, the most severe first: one of each rule, and how
/// many more.
pub fn appeared<'r>(from: &[FindingReport], to: &'r [FindingReport]) -> Vec<Change<'r>> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    from.iter().for_each(|finding| *counts.entry(&finding.rule).or_default() += 1);
    let mut more: Vec<Change> = Vec::new();
    for finding in to {
        match counts.get_mut(finding.rule.as_str()) {
            Some(left @ 1..) => *left -= 1,
            _ => match more.iter_mut().find(|known| known.finding.rule == finding.rule) {
                Some(known) => known.count += 1,
                None => more.push(Change { finding, count: 1 }),
            },
        }
    }
    more.order_by(|a, b| {
        let (a, b) = (a.finding, b.finding);
        b.severity.cmp(&a.severity).then(b.points.total_cmp(&a.points)).then(a.rule.cmp(&b.rule))
    });
    more
}

/// What a draft says, sentence by sentence.
fn said(marks: &MarkedDraft) -> String {
    let sentences = marks.sentences.iter().map(|sentence| sentence.text.as_str());
    sentences.collect::<Vec<_>>().join("\n")
}

fn verdict(points: Option<f64>, new: &[Change], doubts: &[Kind]) -> Verdict {
    let fails = new.iter().any(|change| change.finding.severity == Severity::Error);
    match points {
        _ if fails => Verdict::Worse,
        None => Verdict::Unscored,
        Some(points) if points <= -NOTICED => Verdict::Worse,
        Some(points) if points < NOTICED => Verdict::Same,
        Some(_) if doubts.is_empty() => Verdict::Better,
        Some(_) if doubts.iter().all(|kind| *kind == Kind::Unsupported) => Verdict::Unproven,
        Some(_) => Verdict::Doubtful,
    }
}
