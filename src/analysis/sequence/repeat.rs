//! Repetition: shared runs of words, copies on another channel, the same opening, the same subject,
//! and numbers that changed.

use std::collections::{HashMap, HashSet};

use super::Annotator;
use super::content::Content;
use crate::text::Span;
use crate::vocabulary::{Part, Thread, label};

/// A run of this many words is no coincidence.
const RUN: usize = 8;
/// Words by which two messages are compared with each other.
const GRAM: usize = 3;
/// A message that shares this share of its grams with one on another channel is a copy.
const COPY: f64 = 0.6;
/// Words that make an opening.
const OPENING: usize = 5;
/// Nouns whose numbers say how long something takes: they may change.
const UNITS: &[&str] =
    &["minut", "hour", "day", "week", "month", "year", "time", "second", "step", "min"];

/// Holds every step against each earlier one.
pub fn read(contents: &[Content], annotator: &mut Annotator) {
    let mut subjects: HashMap<String, usize> = HashMap::new();
    let mut figures: HashMap<(char, String), (String, usize)> = HashMap::new();
    for (at, content) in contents.iter().enumerate() {
        let earlier = || contents[..at].iter().filter(|other| other.step < content.step);
        run(content, earlier(), annotator);
        if let Some(other) =
            earlier().find(|other| other.medium != content.medium && shared(content, other) >= COPY)
        {
            let span = annotator.drafts[content.draft].first_sentence();
            annotator.mark(content.draft, label::COPIED_STEP, span, other.step, Vec::new());
        }
        opening(content, earlier(), annotator);
        subject(content, &mut subjects, annotator);
        contradictions(content, &mut figures, annotator);
    }
}

/// The longest run of words that an earlier step has too.
fn run<'c>(
    content: &Content,
    earlier: impl Iterator<Item = &'c Content>,
    annotator: &mut Annotator,
) {
    let mut best: Option<(usize, usize, usize)> = None;
    for other in earlier {
        let grams: HashSet<Vec<&str>> = other.words.windows(RUN).map(stems).collect();
        let mut at = 0;
        while at + RUN <= content.words.len() {
            let mut end = at;
            while end + RUN <= content.words.len()
                && grams.contains(&stems(&content.words[end..end + RUN]))
            {
                end += 1;
            }
            if end > at && best.is_none_or(|(from, to, _)| end + RUN - 1 - at > to - from) {
                best = Some((at, end + RUN - 1, other.step));
            }
            at = end.max(at + 1);
        }
    }
    if let Some((from, to, step)) = best {
        let span = content.words[from].1.join(content.words[to - 1].1);
        annotator.mark(content.draft, label::REPEATED_RUN, span, step, Vec::new());
    }
}

fn stems(words: &[(String, Span)]) -> Vec<&str> {
    words.iter().map(|(stem, _)| stem.as_str()).collect()
}

/// The share of the shorter message that stands in the other.
fn shared(a: &Content, b: &Content) -> f64 {
    let grams = |content: &'_ Content| {
        content.words.windows(GRAM).map(|words| stems(words).join(" ")).collect::<HashSet<_>>()
    };
    let (a, b) = (grams(a), grams(b));
    a.intersection(&b).count() as f64 / a.len().min(b.len()).max(1) as f64
}

fn opening<'c>(
    content: &Content,
    mut earlier: impl Iterator<Item = &'c Content>,
    annotator: &mut Annotator,
) {
    let Some(head) = content.words.get(..OPENING).map(stems) else { return };
    if let Some(other) =
        earlier.find(|other| other.words.get(..OPENING).map(stems).as_ref() == Some(&head))
    {
        let span = content.words[0].1.join(content.words[OPENING - 1].1);
        annotator.mark(content.draft, label::SAME_OPENING, span, other.step, Vec::new());
    }
}

/// The subject of an earlier step over what is not said to be a reply to it.
fn subject(content: &Content, subjects: &mut HashMap<String, usize>, annotator: &mut Annotator) {
    let draft = &annotator.drafts[content.draft];
    let Some(span) = draft.draft.section(Part::Subject).filter(|span| !span.is_empty()) else {
        return;
    };
    let line = draft.slice(span).trim().to_lowercase();
    let reply = annotator.sequence_analysis.sequence.steps[content.step].thread
        == Some(Thread::Reply)
        || line.starts_with("re:");
    match subjects.get(&line) {
        Some(step) if *step < content.step && !reply => {
            annotator.mark(content.draft, label::SAME_SUBJECT, span, *step, Vec::new())
        }
        Some(_) => {}
        None => _ = subjects.insert(line, content.step),
    }
}

/// "12 % of loads" in one step and "20 % of loads" in another: the same kind of number before the
/// same two words.
fn contradictions(
    content: &Content,
    figures: &mut HashMap<(char, String), (String, usize)>,
    annotator: &mut Annotator,
) {
    let kind = |fact: &str| {
        if fact.ends_with('%') {
            '%'
        } else {
            fact.chars().find(|c| !c.is_ascii_digit()).filter(|c| "$€£".contains(*c)).unwrap_or('#')
        }
    };
    let mut own: HashMap<(char, String), Vec<(String, Span)>> = HashMap::new();
    for (at, (fact, span)) in content.words.iter().enumerate().filter(|(_, (word, span))| {
        content.facts.get(word) == Some(span) && word.contains(|c: char| c.is_ascii_digit())
    }) {
        let after = content.words[at + 1..].iter().map(|(stem, _)| stem.as_str());
        let nouns: Vec<&str> =
            after.take(4).filter(|stem| stem.chars().count() > 3).take(2).collect();
        if let [first, second] = nouns[..]
            && !UNITS.contains(&first)
            && [first, second].iter().any(|noun| content.terms.contains(*noun))
        {
            own.entry((kind(fact), format!("{first} {second}")))
                .or_default()
                .push((fact.clone(), *span));
        }
    }
    for (key, found) in own {
        let [(fact, span)] = &found[..] else { continue };
        match figures.get(&key) {
            Some((other, step)) if other != fact && *step < content.step => {
                annotator.mark(
                    content.draft,
                    label::CONTRADICTION,
                    *span,
                    *step,
                    vec![other.clone()],
                );
            }
            Some(_) => {}
            None => _ = figures.insert(key, (fact.clone(), content.step)),
        }
    }
}
