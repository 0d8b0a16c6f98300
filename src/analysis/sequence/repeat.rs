//! Repetition: shared runs of words, copies on another channel, the same opening, the same subject,
//! and numbers that changed.

use std::collections::{HashMap, HashSet};

use super::Annotator;
use super::content::Content;
use crate::draft::subject;
use crate::text::Span;
use crate::text::hash::{OFFSET, fnv};
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
    let runs: Vec<Grams> = contents.iter().map(|content| Grams::new(content, RUN)).collect();
    let grams: Vec<Grams> = contents.iter().map(|content| Grams::new(content, GRAM)).collect();
    for (at, content) in contents.iter().enumerate() {
        let earlier = || (0..at).filter(|other| contents[*other].step < content.step);
        let told = earlier().map(|other| (&runs[other], contents[other].step));
        run(content, &runs[at], told, annotator);
        let copied = earlier().find(|other| {
            contents[*other].medium != content.medium && grams[at].shared(&grams[*other]) >= COPY
        });
        if let Some(other) = copied {
            let span = annotator.drafts[content.draft].first_sentence();
            let step = contents[other].step;
            annotator.mark(content.draft, label::COPIED_STEP, span, step, Vec::new());
        }
        opening(content, earlier().map(|other| &contents[other]), annotator);
        subject(content, &mut subjects, annotator);
        contradictions(content, &mut figures, annotator);
    }
}

/// Runs of a number of words, each by its hash.
struct Grams {
    /// In order of place.
    all: Vec<u64>,
    different: HashSet<u64>,
}

impl Grams {
    fn new(content: &Content, words: usize) -> Self {
        let gram = |hash, (stem, _): &(String, Span)| fnv(fnv(hash, stem.as_bytes()), b" ");
        let hash = |words: &[(String, Span)]| words.iter().fold(OFFSET, gram);
        let all: Vec<u64> = content.words.windows(words).map(hash).collect();
        Grams { different: all.iter().copied().collect(), all }
    }

    /// The share of the shorter message that stands in the other.
    fn shared(&self, other: &Grams) -> f64 {
        let (a, b) = (&self.different, &other.different);
        a.intersection(b).count() as f64 / a.len().min(b.len()).max(1) as f64
    }
}

/// The longest run of words that an earlier step has too.
fn run<'g>(
    content: &Content,
    own: &Grams,
    earlier: impl Iterator<Item = (&'g Grams, usize)>,
    annotator: &mut Annotator,
) {
    let mut best: Option<(usize, usize, usize)> = None;
    for (other, step) in earlier {
        let mut at = 0;
        while at < own.all.len() {
            let rest = &own.all[at..];
            let end = at + rest.iter().take_while(|gram| other.different.contains(gram)).count();
            if end > at && best.is_none_or(|(from, to, _)| end + RUN - 1 - at > to - from) {
                best = Some((at, end + RUN - 1, step));
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
        || subject::prefix(&line).is_some_and(|prefix| prefix.answers);
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
