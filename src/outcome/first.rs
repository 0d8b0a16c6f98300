//! What to fix first: of all findings, and of the sentences that cost most, the three that matter.

use std::cmp::Ordering;

use super::{DraftReport, FindingReport, SentenceEffect, SequenceReport};
use crate::order::InOrder;
use crate::reader::Band;
use crate::score::{Score, entry_of_step};
use crate::text::{sentence, shortened};
use crate::vocabulary::Severity;

/// So many are named.
const MOST: usize = 3;
/// What a sentence without a finding must cost to be named, in points.
const COSTS: f64 = 1.5;
/// What an info must be worth to be named, in points.
const INFO: f64 = 1.0;
/// Characters of a sentence in a row of a table.
const QUOTED: usize = 44;
/// Findings that only say how the draft stands, which the first line of the report does already.
pub const VERDICTS: &[&str] = &["reads-as-blast"];

/// Why a score is too low, in words: what readers said of drafts that score so, or, above the gate,
/// what the finding itself says.
pub fn why_low(low: &FindingReport, band: Option<Band>) -> &str {
    match band {
        Some(band @ (Band::BelowGate | Band::Unwelcome)) => band.words(),
        _ => low.message.trim_end_matches('.'),
    }
}

/// One thing to fix.
#[derive(Clone, Debug)]
pub struct TopFix<'r> {
    /// The line of its file.
    pub line: usize,
    /// How much it matters.
    pub severity: Severity,
    /// The rule that found it; `None` for a sentence that costs, and that no rule speaks of.
    pub rule: Option<&'r str>,
    /// It is about the draft as a whole.
    pub is_whole: bool,
    /// The step that it stands in.
    pub step: Option<u32>,
    /// The sentence, when it is about one.
    pub sentence: &'r str,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub advice: &'r str,
    /// What the score gains once it is gone, in points.
    pub worth: f64,
}

impl TopFix<'_> {
    /// Where it stands, in words.
    pub fn place(&self) -> String {
        let line =
            if self.is_whole { "as a whole".to_string() } else { format!("line {}", self.line) };
        self.step.map_or_else(|| line.clone(), |step| format!("step {step}, {line}"))
    }

    /// What is wrong, in a row of a table: of a sentence that no rule speaks of, its words.
    pub fn in_a_row(&self) -> String {
        match self.rule {
            Some(rule) => format!("{} [{rule}]", self.what),
            None => format!(
                "\"{}\": {}",
                shortened(&sentence(self.sentence.to_string()), QUOTED),
                self.what
            ),
        }
    }
}

/// What is said of one draft, or of a sequence as a whole.
struct Unit<'r> {
    /// Its findings.
    findings: &'r [FindingReport],
    /// What its sentences are worth.
    effects: &'r [SentenceEffect],
    /// The score that its findings take from, when there is one.
    score: Option<&'r Score>,
    /// The step of a sequence that it is.
    step: Option<u32>,
}

impl Unit<'_> {
    /// What the score gains when the rule finds nothing here any more.
    fn worth(&self, rule: &str) -> f64 {
        let name = self.step.map_or_else(|| rule.to_string(), |step| entry_of_step(step, rule));
        self.score.map_or(0.0, |score| score.worth(&name))
    }
}

/// What to fix first in a draft by itself.
pub fn of_draft(draft: &DraftReport) -> Vec<TopFix<'_>> {
    let unit = Unit {
        findings: &draft.findings,
        effects: &draft.effects,
        score: draft.score.as_ref().ok(),
        step: None,
    };
    choose(&[unit])
}

/// What to fix first in a sequence and its steps, which are among the drafts of its file.
pub fn of_sequence<'r>(sequence: &'r SequenceReport, drafts: &'r [DraftReport]) -> Vec<TopFix<'r>> {
    let score = sequence.score.as_ref().ok();
    let whole = Unit { findings: &sequence.findings, effects: &[], score, step: None };
    let steps = drafts.iter().filter(|draft| draft.sequence == Some(sequence.number));
    let steps = steps.map(|draft| Unit {
        findings: &draft.findings,
        effects: &draft.effects,
        score,
        step: draft.step,
    });
    choose(&std::iter::once(whole).chain(steps).collect::<Vec<_>>())
}

/// The three that matter most: what must not be sent, then what is worth most. One a sentence, one
/// a rule.
fn choose<'r>(units: &[Unit<'r>]) -> Vec<TopFix<'r>> {
    let mut fixes: Vec<TopFix> = units.iter().flat_map(candidates).collect();
    let first = |fix: &TopFix| fix.severity == Severity::Error;
    let order = |a: &TopFix, b: &TopFix| -> Ordering {
        first(b)
            .cmp(&first(a))
            .then(b.worth.total_cmp(&a.worth))
            .then(b.severity.cmp(&a.severity))
            .then(a.line.cmp(&b.line))
    };
    fixes.order_by(order);
    let mut chosen: Vec<TopFix> = Vec::new();
    for fix in fixes {
        let known = |other: &TopFix| {
            (fix.rule.is_some() && other.rule == fix.rule)
                || (!fix.sentence.is_empty() && other.sentence == fix.sentence)
        };
        if !chosen.iter().any(known) {
            chosen.push(fix);
        }
        if chosen.len() == MOST {
            break;
        }
    }
    chosen
}

fn candidates<'r>(unit: &Unit<'r>) -> Vec<TopFix<'r>> {
    let cost = |finding: &FindingReport| {
        let within = |effect: &&SentenceEffect| {
            effect.range.start.offset <= finding.there().start.offset
                && finding.there().start.offset < effect.range.end.offset
        };
        let found = unit.effects.iter().find(within).filter(|_| !finding.sentence.is_empty());
        found.map_or(0.0, |effect| f64::max(-effect.points, 0.0))
    };
    let findings =
        unit.findings.iter().filter(|finding| !VERDICTS.contains(&finding.rule.as_str()));
    let mut fixes: Vec<TopFix> = findings
        .map(|finding| TopFix {
            line: finding.there().start.line,
            severity: finding.severity,
            rule: Some(&finding.rule),
            is_whole: finding.matched.is_empty(),
            step: unit.step,
            sentence: &finding.sentence,
            what: finding.message.clone(),
            advice: &finding.advice,
            worth: unit.worth(&finding.rule) + cost(finding),
        })
        .collect();
    fixes.retain(|fix| fix.severity > Severity::Info || fix.worth >= INFO);
    for effect in unit.effects.iter().filter(|effect| effect.points <= -COSTS) {
        let covered = unit.findings.iter().any(|finding| {
            let at = finding.there().start.offset;
            !finding.sentence.is_empty()
                && finding.severity > Severity::Info
                && effect.range.start.offset <= at
                && at < effect.range.end.offset
        });
        if let (false, Some(like), Some(advice)) = (covered, effect.reads_like, effect.advice) {
            fixes.push(TopFix {
                line: effect.range.start.line,
                severity: Severity::Info,
                rule: None,
                is_whole: false,
                step: unit.step,
                sentence: effect.text.trim(),
                what: format!(
                    "It reads like {like}; readers thought less of drafts for such sentences."
                ),
                advice,
                worth: -effect.points,
            });
        }
    }
    fixes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_named_here_exist() {
        let book = crate::builtin::rulebook();
        VERDICTS.iter().for_each(|rule| assert!(book.rule(rule).is_some(), "{rule}"));
    }
}
