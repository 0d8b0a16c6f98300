//! Days that are named: ends of offers that a later step does not keep, and promises that no step
//! keeps.

use std::ops::RangeInclusive;

use super::content::Content;
use super::{Annotator, SequenceAnalysis};
use crate::draft::MINUTES_A_DAY;
use crate::text::Span;
use crate::vocabulary::{Label, label};

/// Days from now, by the word that names them. What needs a number is in [`UNITS`].
#[rustfmt::skip]
const DAYS: &[(&str, RangeInclusive<u32>)] = &[
    ("tomorrow", 1..=2), ("tonight", 0..=0), ("today", 0..=0), ("midnight", 0..=0), ("chance", 0..=0), ("call", 0..=0),
    ("monday", 1..=7), ("tuesday", 1..=7), ("wednesday", 1..=7), ("thursday", 1..=7), ("friday", 1..=7), ("weekend", 1..=7),
    ("few days", 1..=5), ("couple of days", 1..=4), ("this week", 1..=5), ("next week", 3..=13), ("next month", 7..=60),
    ("few weeks", 10..=40),
];
const UNITS: &[(&str, u32)] = &[
    ("hour", 60),
    ("day", MINUTES_A_DAY),
    ("week", 7 * MINUTES_A_DAY),
    ("month", 30 * MINUTES_A_DAY),
];

/// Marks deadlines that moved, and promises of a day on which nothing comes.
pub fn read(contents: &[Content], annotator: &mut Annotator) {
    moved(contents, annotator);
    unkept(contents, annotator);
}

/// Words of a deadline that do not say what ends.
const ENDS: &[&str] = &[
    "offer", "expir", "hour", "day", "week", "left", "avail", "end", "close", "cost", "chanc",
    "last", "only", "remain", "special",
];
/// A promise that reaches this many days beyond the last step is kept outside of the sequence.
const BEYOND: u32 = 30;

struct NamedDay {
    draft: usize,
    span: Span,
    step: usize,
    /// Days of the sequence.
    days: RangeInclusive<u32>,
}

fn moved(contents: &[Content], annotator: &mut Annotator) {
    let ends = named(contents, annotator, label::DEADLINE_CUE);
    for later in &ends {
        let today = *later.days.start();
        let sent = annotator.sequence_analysis.sequence.steps[later.step].day().unwrap_or(today);
        let words = |draft: usize| {
            contents.iter().find(|content| content.draft == draft).map(|content| &content.words)
        };
        let Some(said) = words(later.draft) else { continue };
        let past = |before: &&NamedDay| {
            before.step < later.step
                && *before.days.end() < sent
                && same_thing(before, words(before.draft), said, annotator)
        };
        let Some(before) = ends.iter().find(past) else { continue };
        if annotator
            .marks
            .iter()
            .any(|(draft, mark)| *draft == later.draft && mark.label == label::MOVED_DEADLINE)
        {
            continue;
        }
        let words = vec![annotator.drafts[before.draft].slice(before.span).to_string()];
        annotator.mark(later.draft, label::MOVED_DEADLINE, later.span, before.step, words);
    }
}

/// True when what ended is still spoken of, or when it was not said what ends.
fn same_thing(
    before: &NamedDay,
    words: Option<&Vec<(String, Span)>>,
    later: &[(String, Span)],
    annotator: &Annotator,
) -> bool {
    let draft = &annotator.drafts[before.draft];
    let sentence = draft.sentences[draft.sentence_at(before.span.start()) as usize].span;
    let inside = words.into_iter().flatten().filter(|(_, span)| sentence.covers(*span));
    let things: Vec<&String> = inside
        .map(|(stem, _)| stem)
        .filter(|stem| stem.len() > 3 && !ENDS.contains(&stem.as_str()))
        .collect();
    things.is_empty() || things.iter().any(|thing| later.iter().any(|(stem, _)| stem == *thing))
}

fn unkept(contents: &[Content], annotator: &mut Annotator) {
    let last = annotator
        .sequence_analysis
        .sequence
        .steps
        .iter()
        .filter_map(|step| step.day())
        .max()
        .unwrap_or(0);
    for promise in named(contents, annotator, label::PROMISE_CUE)
        .into_iter()
        .filter(|promise| *promise.days.start() <= last + BEYOND)
    {
        let steps =
            annotator.sequence_analysis.sequence.steps.iter().enumerate().skip(promise.step + 1);
        let keeps = |sequence_analysis: &SequenceAnalysis, at: usize, day: Option<u32>| {
            day.is_some_and(|day| promise.days.contains(&day))
                && !sequence_analysis.is_empty_step(at)
        };
        if !steps
            .map(|(at, step)| (at, step.day()))
            .any(|(at, day)| keeps(annotator.sequence_analysis, at, day))
        {
            annotator.mark(
                promise.draft,
                label::UNKEPT_PROMISE,
                promise.span,
                promise.step,
                Vec::new(),
            );
        }
    }
}

/// The days that marks of a label name, in sequences whose days are known.
fn named(contents: &[Content], annotator: &Annotator, label: Label) -> Vec<NamedDay> {
    let mut all = Vec::new();
    for content in contents {
        let (Some(at), draft) = (content.at, &annotator.drafts[content.draft]) else { continue };
        for mark in draft.marks.of(label) {
            if let Some(days) = days(&draft.slice(mark.span).to_lowercase(), at) {
                all.push(NamedDay {
                    draft: content.draft,
                    span: mark.span,
                    step: content.step,
                    days,
                });
            }
        }
    }
    all
}

/// The days that `words` (such as "in 3 days") can mean in a message sent `at` minutes after the
/// start.
fn days(words: &str, at: u32) -> Option<RangeInclusive<u32>> {
    let today = at / MINUTES_A_DAY;
    let number: String = words
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    if let Ok(count) = number.parse::<u32>() {
        let (_, minutes) = UNITS.iter().find(|(unit, _)| words.contains(unit))?;
        let day = at.saturating_add(count.saturating_mul(*minutes)) / MINUTES_A_DAY;
        let slack = if *minutes > MINUTES_A_DAY { 3 } else { 0 };
        return Some(day.saturating_sub(slack)..=day + slack);
    }
    let (_, days) = DAYS.iter().find(|(word, _)| words.contains(word))?;
    Some(today + days.start()..=today + days.end())
}
