//! Fills [`crate::outcome::DraftReport::score`]: how the reader and the findings make the score of a
//! draft, and which findings a good score silences.

use crate::analysis::features::ReadDraft;
use crate::analysis::{Analysis, Facts, language_name};
use crate::engine::{Finding, OTHER_LANGUAGE, Outcome};
use crate::linear::{DraftModel, Models};
use crate::pack::{Rule, Setting};
use crate::reader::{self, Reading};
use crate::score::{self, Score, Start};
use crate::text::plural;
use crate::vocabulary::{Channel, Dimension};

/// What a draft scores, and what the reader made of it.
#[derive(Debug)]
pub(super) struct ScoredDraft {
    /// The score, or why there is none.
    pub score: Result<Score, String>,
    /// What the score starts from, when there is one.
    pub reading: Option<Reading>,
}

/// Scores a draft.
pub(super) fn score(models: &Models, draft: &Analysis, outcome: &Outcome) -> ScoredDraft {
    let none = |why: String| ScoredDraft { score: Err(why), reading: None };
    let words = draft.words();
    if words == 0 {
        return none("no words to judge".to_string());
    }
    if words < score::MIN_WORDS {
        return none(format!(
            "{words} {} too few to judge; a score needs {}",
            plural(words, "word is", "words are"),
            score::MIN_WORDS
        ));
    }
    if let Some(code) = draft.language.filter(|language| *language != "en") {
        let asleep = outcome.skipped.iter().filter(|(_, why)| *why == OTHER_LANGUAGE).count();
        return none(format!(
            "reads as {} (`{code}`): {asleep} rules on wording are for English and did not run; fields, links, lengths and layout were judged",
            language_name(code)
        ));
    }
    let channel = draft.draft.channel;
    let entries: Vec<score::Entry> =
        outcome.findings.iter().map(|finding| entry(finding, channel.into())).collect();
    let model = reader::of_channel(models, channel);
    let faulted = outcome.faulted(draft);
    let reading = reader::read(model, &[ReadDraft { draft, faulted: &faulted }], false);
    ScoredDraft {
        score: Ok(score::score_from(
            &start(model, reading.as_ref(), draft.facts.as_ref()),
            &entries,
        )),
        reading,
    }
}

/// Why a rule says nothing of a good draft.
const UNLIKELY: &str = "of a draft that scores so high it is more often wrong than right";

/// True for a rule that says nothing of a draft with this score.
pub(super) fn is_unlikely(rule: &Rule, total: f64, channel: Channel) -> bool {
    rule.below_score.is_some_and(|bound| total >= f64::from(bound))
        && rule.fails_below(channel).is_none_or(|bound| total >= bound)
}

/// Of what other readings of a draft found, what is said of one with this score.
pub(super) fn likely<'b>(
    mut findings: Vec<Finding<'b>>,
    score: &Result<Score, String>,
    channel: Channel,
) -> Vec<Finding<'b>> {
    if let Ok(score) = score {
        findings.retain(|finding| !is_unlikely(finding.rule, score.total, channel));
    }
    findings
}

/// Drops the findings of rules that speak only of drafts with a lower score. What they took stays
/// with the reader, whose judgement they are a part of. One with which a draft of `channel` fails
/// is said.
pub(super) fn drop_unlikely<'b>(
    outcome: &mut Outcome<'b>,
    score: &mut Result<Score, String>,
    channel: Channel,
) {
    let Ok(score) = score else { return };
    let total = score.total;
    let mut dropped: Vec<&'b Rule> = Vec::new();
    outcome.findings.retain(|finding| {
        let drop = is_unlikely(finding.rule, total, channel);
        if drop && dropped.iter().all(|rule| rule.id != finding.rule.id) {
            dropped.push(finding.rule);
        }
        !drop
    });
    score.leave_to_reader(|name| dropped.iter().any(|rule| rule.id == name));
    outcome.skipped.extend(dropped.iter().map(|rule| (rule.id.as_str(), UNLIKELY)));
}

/// The relevance that a fact of the account gives at least when it is used, by its depth (0 none, 1
/// merge fields, 2 industry, 3 role, 4 size, tool or structure, 5 dated event, 6 stated goal).
const CONFIRMED: [f64; 7] = [0.0, 0.0, 20.0, 40.0, 60.0, 75.0, 85.0];

/// What drafts start from: what the fitted reader gives them. What the account confirms is better
/// known than what words make likely: it can raise relevance, and never lower it.
pub(super) fn start(model: &DraftModel, reading: Option<&Reading>, facts: Option<&Facts>) -> Start {
    let Some(reading) = reading else { return Start::FULL };
    let mut dimensions = reading.dimensions;
    if let Some(facts) = facts {
        let relevance = &mut dimensions[Dimension::Relevance as usize];
        *relevance = relevance.max(CONFIRMED[usize::from(facts.depth()).min(CONFIRMED.len() - 1)]);
    }
    Start { dimensions, shares: model.shares, added: model.added }
}

/// What a finding takes from a score, and how much it matters.
pub(super) fn entry<'b>(finding: &Finding<'b>, setting: Setting) -> score::Entry<'b> {
    score::Entry {
        rule: finding.rule,
        points: finding.rule.takes(finding.points, setting),
        severity: finding.severity,
    }
}
