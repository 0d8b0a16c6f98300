//! What is said of a file, its drafts and their words.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::excerpt;
use super::scored::ScoredDraft;
use crate::analysis::{Analysis, Mark};
use crate::draft::Draft;
use crate::engine::{Finding, OFF_IN_TEXT, Outcome};
use crate::fingerprint::{Fingerprint, Fingerprints};
use crate::linear::Models;
use crate::order::InOrder;
use crate::outcome::{
    DraftReport, FindingReport, FixReport, Glance, Letter, Outline, PostReport, Range, Relevance,
    SentenceEffect, Swap,
};
use crate::pack::{Check, Rulebook, Setting};
use crate::reader::{self, Band, Reading};
use crate::text::{Span, built_in_sentence, is_plain, printable, rounded, sentence};
use crate::vocabulary::{Channel, Function, label};

/// At most this many findings of one rule are reported for a draft. Nobody reads more, and a text
/// of a megabyte may have a million.
const TOLD: usize = 1000;

/// At most this many sentences are shown.
const SHOWN: usize = 4;
/// What a sentence must be worth to be shown, in points.
const WORTH_SHOWING: f64 = 1.0;

impl SentenceEffect {
    fn strongest(
        models: &Models,
        reading: &Reading,
        draft: &Analysis,
        at: &impl Fn(Span) -> Range,
    ) -> Vec<SentenceEffect> {
        let model = reader::of_channel(models, draft.draft.channel);
        let mut effects = reader::effects(model, reading, draft);
        effects.retain(|effect| effect.points.abs() >= WORTH_SHOWING);
        effects.order_by(|a, b| {
            b.points.abs().total_cmp(&a.points.abs()).then(a.sentence.cmp(&b.sentence))
        });
        effects.truncate(SHOWN);
        effects.order_by(|a, b| a.points.total_cmp(&b.points).then(a.sentence.cmp(&b.sentence)));
        // A question about their own situation may read like a request; "ask for less" would be no
        // advice.
        let questions = draft.marks.of(label::READER_QUESTION);
        let is_question = |effect: &reader::Effect| {
            effect.function == Some(Function::Ask)
                && questions
                    .binary_search_by_key(&effect.sentence, |mark| mark.sentence as usize)
                    .is_ok()
        };
        let is_message = draft.draft.channel != Channel::Post;
        let told = |effect: reader::Effect| {
            let span = draft.sentences[effect.sentence].span;
            SentenceEffect {
                range: at(draft.draft.text.to_source(span)),
                text: draft.slice(span).to_string(),
                points: rounded(effect.points),
                reads_like: effect.function.filter(|_| is_message).map(Function::meaning),
                advice: effect
                    .function
                    .and_then(Function::advice)
                    .filter(|_| is_message && !is_question(&effect)),
            }
        };
        effects.into_iter().map(told).collect()
    }
}

impl DraftReport {
    pub(super) fn new(
        book: &Rulebook,
        draft: &Analysis,
        outcome: &Outcome,
        marked: ScoredDraft,
        prints: &mut Fingerprints,
        fix: &impl Fn(&Draft, &Finding) -> Option<FixReport>,
        at: &impl Fn(Span) -> Range,
    ) -> Self {
        let models = &book.models;
        let sentences = draft.message().count();
        let mut told: HashMap<&str, usize, RandomState> = HashMap::default();
        let mut findings = Vec::with_capacity(outcome.findings.len().min(TOLD));
        for finding in &outcome.findings {
            let count = told.entry(&finding.rule.id).or_default();
            *count += 1;
            if *count <= TOLD {
                let fingerprint = prints.of(&finding.rule.id, excerpt::around(draft, finding));
                let fix = fix(draft.draft, finding);
                findings.push(FindingReport {
                    fingerprint,
                    fix,
                    ..FindingReport::new(finding, draft, at)
                });
            }
        }
        let hidden = outcome.findings.len() - findings.len();
        let band =
            marked.score.as_ref().ok().map(|score| {
                Band::of(reader::of_channel(models, draft.draft.channel), score.total)
            });
        let relevance = draft.facts.as_ref().map(|facts| Relevance::new(facts, draft, at));
        // A fact that is only put on show would be false for another company all the same.
        let tied = |mark: &&Mark| {
            draft.facts.as_ref().is_some_and(|facts| facts.ties(mark.sentence as usize))
        };
        let mut specific: Vec<&Mark> = draft.marks.of(label::SPECIFIC_SENTENCE).iter().collect();
        specific.extend(draft.marks.of(label::GENERIC_SENTENCE).iter().filter(tied));
        specific.order_by_key(|mark| mark.span);
        let lines =
            specific.iter().map(|mark| at(draft.draft.text.to_source(mark.span)).start.line);
        DraftReport {
            id: printable(&draft.draft.id).into_owned(),
            elsewhere: draft.draft.elsewhere.clone(),
            channel: draft.draft.channel,
            step: draft.draft.step,
            sequence: None,
            range: at(excerpt::place(draft.draft)),
            band,
            effects: marked
                .reading
                .as_ref()
                .map(|reading| SentenceEffect::strongest(models, reading, draft, at))
                .unwrap_or_default(),
            score: marked.score,
            judged_from: if draft.facts.is_some() { "account" } else { "text" },
            swap: Swap {
                sentences,
                generic: sentences - specific.len().min(sentences),
                specific_lines: lines.collect(),
            },
            glance: Glance::new(draft, book),
            letter: Letter::default(),
            outline: Outline::new(draft, band, relevance.as_ref()),
            relevance,
            leads: None,
            post: (draft.draft.channel == Channel::Post).then(|| PostReport::new(draft, at)),
            findings,
            allowed: outcome.allowed.len(),
            turned_off: outcome
                .skipped
                .iter()
                .filter(|(_, why)| *why == OFF_IN_TEXT)
                .map(|(rule, _)| rule.to_string())
                .collect(),
            hidden,
            language: draft.language,
            skipped: outcome.skipped.iter().map(|(rule, why)| (rule.to_string(), *why)).collect(),
        }
    }
}

impl DraftReport {
    /// Of a draft in another file: what knows only of the source is pointed to where the source
    /// names it.
    pub(super) fn named_at(mut self, range: &Range) -> Self {
        for finding in &mut self.findings {
            finding.elsewhere = Some(std::mem::replace(&mut finding.range, range.clone()));
        }
        self.range = range.clone();
        self
    }
}

impl FindingReport {
    pub(super) fn new(finding: &Finding, draft: &Analysis, at: &impl Fn(Span) -> Range) -> Self {
        // What is found between steps takes from the sequence.
        let setting = if matches!(finding.rule.check, Check::Steps(_)) {
            Setting::Sequence
        } else {
            draft.draft.channel.into()
        };
        FindingReport {
            rule: finding.rule.id.clone(),
            severity: finding.severity,
            dimension: finding.rule.dimension,
            points: rounded(finding.rule.takes(finding.points, setting)),
            range: at(finding.source),
            elsewhere: None,
            matched: excerpt::excerpt(draft.slice(finding.span)).into_owned(),
            sentence: around(draft, finding.span)
                .map(|span| quoted(draft.slice(span)))
                .unwrap_or_default(),
            whole: finding.whole,
            message: sentence(finding.message(draft)),
            advice: built_in_sentence(finding.rule.advice.clone()),
            why: built_in_sentence(finding.rule.why.clone()),
            fingerprint: Fingerprint::default(),
            fix: None,
            rows: Vec::new(),
        }
    }
}

/// The sentence that a stretch begins in.
fn around(draft: &Analysis, span: Span) -> Option<Span> {
    let after = draft.sentences.partition_point(|sentence| sentence.span.start <= span.start);
    let sentence = draft.sentences[..after].last()?.span;
    (!span.is_empty() && span.start < sentence.end).then_some(sentence)
}

/// Characters of a sentence that are quoted.
const QUOTED: usize = 100;

/// A sentence on one line, safe to print, cut at the end of a word.
fn quoted(text: &str) -> String {
    if let Some(line) = quoted_plain(text) {
        return line;
    }
    let mut line = String::with_capacity(text.len().min(2 * QUOTED));
    for word in text.split_whitespace() {
        if line.len() + word.len() > QUOTED && !line.is_empty() {
            line.push_str(" \u{2026}");
            break;
        }
        let end = if word.len() <= QUOTED { None } else { word.char_indices().nth(QUOTED) };
        line.extend([
            if line.is_empty() { "" } else { " " },
            end.map_or(word, |(end, _)| &word[..end]),
        ]);
    }
    sentence(line)
}

/// The same for a text that begins with plain words and single blanks, as nearly all do: it is
/// copied in one stretch.
fn quoted_plain(text: &str) -> Option<String> {
    /// One past the place where a last word may end: the blank before it does not count.
    const END: usize = QUOTED + 2;
    let head = text.get(..text.len().min(END))?;
    let end = if text.len() < END { text.len() } else { head.rfind(' ')? };
    let line = &head[..end];
    let two_blanks = head.as_bytes().windows(2).any(|pair| pair == b"  ");
    let is_cut_word = line.len() > QUOTED && !line.contains(' ');
    let edged = text.starts_with(' ') || text.ends_with(char::is_whitespace);
    if !is_plain(head) || two_blanks || is_cut_word || edged {
        return None;
    }
    Some(if end == text.len() { line.to_string() } else { format!("{line} \u{2026}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_cut_behind_a_word() {
        let words = |count: usize, word: &str| vec![word; count].join(" ");
        for (text, shown) in [
            ("Hi Ana".to_string(), "Hi Ana".to_string()),
            (words(20, "berth"), words(17, "berth") + " \u{2026}"),
            (words(17, "berth"), words(17, "berth")),
            ("x".repeat(99) + " y z", "x".repeat(99) + " y \u{2026}"),
            ("x".repeat(101), "x".repeat(100)),
            ("x".repeat(101) + " y", "x".repeat(100) + " \u{2026}"),
            (words(20, "two  blanks"), words(14, "two blanks")[..98].to_string() + " \u{2026}"),
            ("caf\u{e9} ::a::\nb".into(), "caf\u{e9} \u{fffd}:a:: b".into()),
        ] {
            assert_eq!(quoted(&text), shown);
        }
        // Wherever it is cut, no blank is left, and a soft hyphen makes no difference to its start.
        for length in 90..110 {
            for word in ["a", "of", "berths", "nine-word"] {
                let text = &words(60, word)[..length];
                let slow = quoted(&text.replacen(word, &format!("{word}\u{ad}"), 1));
                let fast = quoted(text.trim_end());
                assert!(!fast.ends_with(' ') && slow.starts_with(word), "{fast} {slow}");
            }
        }
    }
}
