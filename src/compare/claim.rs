//! What a draft names that nothing else does: a program that reads only the draft cannot tell what
//! is known from what is made up.

use std::collections::HashSet;

use crate::outcome::{MarkedDraft, MarkedSentence};
use crate::text::{bare_words, printable};
use crate::vocabulary::Parts;

/// Days that are proposed are no claims.
const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "today",
    "tomorrow",
];

/// What is known: words, whatever stands between them. Of a text that stands beside many drafts they
/// are looked up once.
#[derive(Clone, Debug, Default)]
pub struct Given(HashSet<String>);

impl Given {
    /// The words of a text.
    pub fn of(text: &str) -> Self {
        let mut given = Given::default();
        given.add(text);
        given
    }

    /// Those of another text too.
    pub fn add(&mut self, text: &str) {
        self.0.extend(bare_words(text).split(' ').map(str::to_string));
    }
}

/// A sentence with figures, dates, names or quotations that nothing confirms.
#[derive(Debug)]
pub struct Claim<'m> {
    /// The sentence.
    pub sentence: &'m MarkedSentence,
    /// What of it is not confirmed, each once.
    pub words: Vec<String>,
}

/// The sentences of a draft's message itself.
pub fn message(draft: &MarkedDraft) -> impl Iterator<Item = &MarkedSentence> {
    draft.sentences.iter().filter(|sentence| Parts::MESSAGE.contains(sentence.part))
}

/// The sentences that name something which does not stand in `given`: what is known of the
/// recipient, what they were sent before, an earlier version. In the order of the draft.
pub fn unconfirmed<'m>(draft: &'m MarkedDraft, given: &[&Given]) -> Vec<Claim<'m>> {
    let is_given = |word: &str| given.iter().any(|given| given.0.contains(word));
    let english = draft.language.is_none_or(|language| language.starts_with("en"));
    let claim = |sentence: &'m MarkedSentence| {
        let mut seen = HashSet::new();
        let specifics = sentence
            .marks
            .iter()
            .filter(|(label, _)| label == "specific")
            .map(|(_, text)| text.as_str());
        let is_new = |words: &&str| {
            let folded = bare_words(words);
            let is_known = DAYS.contains(&folded.as_str()) || folded.split(' ').all(is_given);
            !folded.is_empty() && !is_known && seen.insert(folded)
        };
        let words: Vec<String> = joined(&sentence.text, specifics)
            .into_iter()
            .filter(|words| english || tells_without_capitals(words))
            .filter(is_new)
            .map(|words| printable(words).into_owned())
            .collect();
        (!words.is_empty()).then_some(Claim { sentence, words })
    };
    message(draft).filter_map(claim).collect()
}

/// True for figures, dates and quotations. That a word has a capital says in English alone that it is
/// a name: in German every noun has one.
fn tells_without_capitals(words: &str) -> bool {
    words
        .contains(|c: char| c.is_numeric() || matches!(c, '"' | '\u{201c}' | '\u{201e}' | '\u{ab}'))
}

/// Words of a sentence, in its order, those that stand side by side as one: "9 October" and not
/// "9", "October".
fn joined<'s>(sentence: &'s str, words: impl Iterator<Item = &'s str>) -> Vec<&'s str> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    for words in words {
        let Some(start) = sentence[from..].find(words).map(|at| from + at) else { continue };
        from = start + words.len();
        match spans.last_mut() {
            Some((_, end)) if sentence[*end..start].chars().all(char::is_whitespace) => *end = from,
            _ => spans.push((start, from)),
        }
    }
    spans.into_iter().map(|(start, end)| &sentence[start..end]).collect()
}

/// A text without the sentences of some claims.
pub fn left_out(text: &str, claims: &[Claim]) -> String {
    let (mut out, mut kept) = (String::with_capacity(text.len()), 0);
    for claim in claims {
        let range = &claim.sentence.range;
        // Places lie on letters and come in order; where a format folds its sentences into one
        // another, the rest stays.
        if let Some(before) = text.get(kept..range.start.offset) {
            out.push_str(before);
            kept = range.end.offset;
        }
    }
    out + text.get(kept..).unwrap_or_default()
}
