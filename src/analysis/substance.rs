//! The substance of a social post: what a reader can use, check or retell. Every kind of specific
//! is a mark, so that rules and reports can read them; [`Analysis::substance`] is their weight.
//!
//! What is said while thanking or selling does not count, nor does the same thing said twice, nor a
//! number without a subject.

use std::collections::HashSet;

use super::specific::SentenceSpecifics;
use super::{Analysis, Mark, has};
use crate::lexicon::Hit;
use crate::text::{Span, Token, TokenKind, Told};
use crate::vocabulary::{Label, label};

/// The kinds of specifics, with their weight. Many of one kind count little more than some: see
/// [`Analysis::substance`].
pub const KINDS: &[(Label, f64)] = &[
    (label::CAUSE, 2.5),
    (label::MEASURED, 4.0),
    (label::EXACT_ASIDE, 2.5),
    (label::STEP, 2.5),
    (label::TRIAL, 2.5),
    (label::NAMED_THING, 0.8),
    (label::DATED_EVENT, 1.0),
    (label::SOURCE, 3.0),
    (label::EXAMPLE, 1.0),
    (label::CODE_WORD, 1.0),
];

/// Wording of sentences that thank, praise or sell.
const SELLING: &[Label] = &[label::PROMO_CUE, label::THANKS_CUE, label::BAIT_CUE];

/// Weight of different concrete words.
const TERMS: f64 = 2.0;

/// Wording that makes a sentence with something concrete in it a specific of a kind.
const CUES: &[(Label, Label)] = &[
    (label::MECHANISM, label::CAUSE),
    (label::CONDITION_CUE, label::CAUSE),
    (label::STEP_CUE, label::STEP),
    (label::TRIAL_CUE, label::TRIAL),
    (label::EXAMPLE_CUE, label::EXAMPLE),
    (label::CITING_CUE, label::SOURCE),
];

/// Marks the specifics of a post.
pub fn mark(
    draft: &Analysis,
    hits: &[Vec<Hit>],
    found: &[SentenceSpecifics],
    marks: &mut Vec<Mark>,
) {
    for at in draft.message() {
        let (hits, found) = (&hits[at], &found[at]);
        if sells(hits) {
            continue;
        }
        let sentence = &draft.sentences[at];
        let mut add = |label, span| marks.push(Mark { label, span, sentence: at as u32 });
        let concrete = found.terms.len()
            + found.specifics.iter().filter(|(kind, _)| *kind == label::NAME).count();
        for (_, kind) in CUES.iter().filter(|(cue, _)| concrete >= 1 && has(hits, *cue)) {
            add(*kind, sentence.span);
        }
        for (kind, span) in &found.specifics {
            match *kind {
                label::NAME => add(label::NAMED_THING, *span),
                label::DATE if concrete >= 1 && is_past(draft, at, hits) => {
                    add(label::DATED_EVENT, sentence.span)
                }
                label::NUMBER | label::MONEY | label::PERCENT if concrete >= 1 => {
                    if let Some(measured) = measured(draft, *kind, *span, hits) {
                        add(label::MEASURED, measured);
                    }
                }
                _ => {}
            }
        }
        if concrete >= 1 {
            spelled(draft, sentence.range()).for_each(|span| add(label::MEASURED, span));
        }
        for token in &draft.tokens[sentence.range()] {
            if token.kind == TokenKind::Word && is_code(draft, token.span) {
                add(label::CODE_WORD, token.span);
            }
        }
        for aside in asides(draft, sentence.span) {
            if found
                .terms
                .iter()
                .chain(found.specifics.iter().map(|(_, span)| span))
                .any(|span| aside.covers(*span))
            {
                add(label::EXACT_ASIDE, aside);
            }
        }
    }
    for link in &draft.draft.links {
        let sentence = draft.sentence_at(link.start());
        if !hits.get(sentence as usize).is_some_and(|hits| sells(hits)) {
            marks.push(Mark { label: label::SOURCE, span: *link, sentence });
        }
    }
}

/// Thanks, praise and sales talk name many things, and say nothing about them.
fn sells(hits: &[Hit]) -> bool {
    SELLING.iter().any(|cue| has(hits, *cue))
        || hits.iter().filter(|hit| hit.label == label::PUFF_CUE).count() >= 2
}

/// True when something happened: a past form stands in the sentence.
pub fn is_past(draft: &Analysis, at: usize, hits: &[Hit]) -> bool {
    let regular = |span: Span| {
        let word = draft.slice(span);
        word.len() > 4 && word.ends_with("ed")
    };
    has(hits, label::PAST_WORD)
        || draft.tokens[draft.sentences[at].range()].iter().any(|token| regular(token.span))
}

/// Words that join a number to what comes next, and measure nothing: "another 10 that night", "4 a.m.",
/// "1 in 6".
#[rustfmt::skip]
const NO_UNITS: &[&str] = &[
    "a", "about", "after", "all", "an", "and", "are", "as", "at", "be", "because", "before", "but", "by", "can", "depending", "did", "do", "for", "from",
    "had", "has", "have", "he", "i", "if", "in", "into", "is", "it", "more", "my", "of", "on", "or", "our", "p", "she", "so", "than", "that", "the",
    "them", "then", "they", "this", "to", "until", "up", "was", "we", "were", "what", "when", "where", "which", "while", "who", "will", "with", "you", "your",
];

/// What a rate is told by: "40 a month".
const RATES: &[&str] = &[
    "minute", "hour", "day", "night", "shift", "week", "month", "quarter", "year", "head",
    "person", "piece",
];

/// A number with its unit: a sum, a share, glued letters, or the thing that is counted. "5 tips"
/// announces a list.
fn measured(draft: &Analysis, kind: Label, number: Span, hits: &[Hit]) -> Option<Span> {
    let next = draft.tokens.partition_point(|token| token.span.start <= number.start);
    let unit = draft
        .tokens
        .get(next)
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| token.span);
    let beside =
        |unit: &Span| matches!(draft.slice(Span::new(number.end(), unit.start())), " " | "-");
    let unit = unit.filter(|unit| {
        let word = draft.slice(*unit);
        let of = draft.tokens.get(next + 1).map_or("", |token| draft.slice(token.span));
        let rate = matches!(word, "a" | "an") && RATES.contains(&of);
        beside(unit) && word.starts_with(char::is_lowercase) && (rate || !NO_UNITS.contains(&word))
    });
    if kind != label::NUMBER || draft.slice(number).ends_with(|c: char| c.is_alphabetic()) {
        return Some(number);
    }
    let announces = hits
        .iter()
        .any(|hit| hit.label == label::LIST_WORD && (next..next + 2).contains(&hit.first));
    unit.filter(|_| !announces).map(|unit| number.join(unit))
}

/// Numbers in words.
#[rustfmt::skip]
const SPELLED: &[&str] = &[
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred",
];

/// Units of measures, and of no story: "five years later" measures nothing.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "acres", "centimetres", "cents", "degrees", "dollars", "euros", "feet", "gallons", "grams", "hectares", "hours", "inches", "kilometres", "kilos", "knots",
    "litres", "metres", "miles", "millimetres", "minutes", "percent", "pints", "pounds", "tonnes", "tons", "yards",
];

/// "Nineteen minutes", "twenty-five miles".
fn spelled<'d>(
    draft: &'d Analysis,
    range: std::ops::Range<usize>,
) -> impl Iterator<Item = Span> + 'd {
    let counts = move |pair: &&[Token]| {
        let number = draft.slice(pair[0].span).to_lowercase();
        let last = number.rsplit('-').next().unwrap_or_default();
        let ones = last == "one" && number.len() > last.len();
        let beside = draft.slice(Span::new(pair[0].span.end(), pair[1].span.start())) == " ";
        beside && (ones || SPELLED.contains(&last))
    };
    draft.tokens[range]
        .windows(2)
        .filter(move |pair| UNITS.contains(&draft.slice(pair[1].span)))
        .filter(counts)
        .map(|pair| pair[0].span.join(pair[1].span))
}

/// `maxRetries`, `user_id`, `flush()`, `std::env`.
fn is_code(draft: &Analysis, span: Span) -> bool {
    let word = draft.slice(span);
    let rest = &draft.draft.text.as_str()[span.end()..];
    let camel = word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().skip(1).any(|c| c.is_ascii_uppercase());
    let joined = rest.starts_with("::")
        || rest.starts_with("()")
        || rest.starts_with('_') && rest[1..].starts_with(char::is_alphanumeric);
    (camel || joined) && word.len() > 2
}

/// Brackets inside a sentence, with their contents.
fn asides(draft: &Analysis, sentence: Span) -> Vec<Span> {
    let words = draft.slice(sentence);
    let mut found = Vec::new();
    let mut open = None;
    for (at, c) in words.char_indices().filter(|(_, c)| matches!(c, '(' | ')')) {
        match (c, open.take()) {
            (')', Some(start)) => {
                found.push(Span::new(sentence.start() + start, sentence.start() + at + 1))
            }
            ('(', _) => open = Some(at),
            _ => {}
        }
    }
    found
}

impl Analysis<'_> {
    /// Weighs how much a post holds that can be used, checked or retold. Each kind counts by the
    /// logarithm of its different instances, so that neither length nor a heap of one kind makes up
    /// for the others.
    pub(super) fn weigh(&self) -> f64 {
        let different = |marks: &mut dyn Iterator<Item = &Mark>| {
            let mut told = Told::default();
            for mark in marks {
                told.insert(self.slice(mark.span));
            }
            told.different() as f64
        };
        let kinds = KINDS.iter().map(|(label, weight)| {
            weight * libm::log1p(different(&mut self.marks.of(*label).iter()))
        });
        let kinds: f64 = kinds.sum();
        let selling: HashSet<u32> = [label::PROMO_CUE, label::THANKS_CUE, label::BAIT_CUE]
            .iter()
            .flat_map(|cue| self.marks.of(*cue))
            .map(|mark| mark.sentence)
            .collect();
        let mut terms =
            self.marks.of(label::TERM).iter().filter(|mark| !selling.contains(&mark.sentence));
        kinds + TERMS * libm::log1p(different(&mut terms) / 4.0)
    }
}
