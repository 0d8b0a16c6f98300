//! What a step says, in the form in which steps are compared.

use std::collections::{HashMap, HashSet};

use super::super::Analysis;
use super::synonym::stand_in;
use crate::draft::Sequence;
use crate::text::{Span, TokenKind};
use crate::vocabulary::{Label, Medium, label};

/// What each kind of ask weighs.
const WEIGHTS: &[(Label, u32)] = &[
    (label::ASK_DEMO, 4),
    (label::ASK_MEETING, 3),
    (label::ASK_REFERRAL, 2),
    (label::ASK_RESOURCE, 1),
    (label::ASK_INTEREST, 1),
    (label::ASK_REPLY, 1),
];
/// Shorter words are not content.
const MIN_LETTERS: usize = 4;

/// A signature is no more than this part of a message.
const SIGNATURE: usize = 3;

/// The content of one draft.
#[derive(Debug)]
pub struct Content {
    /// Index of its step.
    pub step: usize,
    /// Its place among the drafts of the source.
    pub draft: usize,
    /// What it is sent with.
    pub medium: Medium,
    /// Minutes from the start.
    pub at: Option<u32>,
    /// Content words by the stem that stands for them, of sentences that say something.
    pub stems: HashMap<String, Span>,
    /// Those of them that are concrete, uncommon words.
    pub terms: HashSet<String>,
    /// Numbers, names, dates, quotations and telling fields of such sentences.
    pub facts: HashMap<String, Span>,
    /// Those of the facts that speak for the sender: figures and names in sentences about them,
    /// quotations.
    pub proof: HashSet<String>,
    /// Links, lower case.
    pub links: HashSet<String>,
    /// Something is offered to be sent.
    pub offers: bool,
    /// The weight of the heaviest ask; 0 when nothing is asked.
    pub ask: u32,
    /// All words of the message in order: stem and place.
    pub words: Vec<(String, Span)>,
}

impl Content {
    /// Reads a draft of a step.
    pub fn new(sequence: &Sequence, step: usize, draft: usize, found: &Analysis) -> Self {
        let at = &sequence.steps[step];
        let marks =
            |label: Label| found.marks.of(label).iter().filter(|mark| found.is_in_message(mark));
        let telling = telling(found);
        let spoken = |label: Label| {
            let tells = |sentence: u32| telling.get(sentence as usize) == Some(&true);
            marks(label).filter(move |mark| tells(mark.sentence)).map(|mark| mark.span)
        };
        let lower = |span: Span| found.slice(span).to_lowercase();
        let mut content = Content {
            step,
            draft,
            medium: at.medium,
            at: at.at,
            stems: HashMap::new(),
            terms: spoken(label::TERM).map(|span| stand_in(found.slice(span))).collect(),
            facts: HashMap::new(),
            proof: spoken(label::SELLER_SPECIFIC)
                .chain(spoken(label::QUOTATION))
                .map(lower)
                .collect(),
            links: found.marks.of(label::LINK).iter().map(|mark| lower(mark.span)).collect(),
            offers: marks(label::ASK_RESOURCE).next().is_some(),
            ask: WEIGHTS
                .iter()
                .filter(|(label, _)| marks(*label).next().is_some())
                .map(|(_, weight)| *weight)
                .max()
                .unwrap_or(0),
            words: Vec::new(),
        };
        for span in spoken(label::SPECIFIC).chain(spoken(label::TELLING_FIELD)) {
            content.facts.entry(lower(span)).or_insert(span);
        }
        for at in found.message() {
            for token in &found.tokens[found.sentences[at].range()] {
                let word = found.slice(token.span);
                let stem = if token.kind == TokenKind::Word {
                    stand_in(word)
                } else {
                    word.to_lowercase()
                };
                if telling[at]
                    && token.kind == TokenKind::Word
                    && word.chars().count() >= MIN_LETTERS
                {
                    content.stems.entry(stem.clone()).or_insert(token.span);
                }
                content.words.push((stem, token.span));
            }
        }
        content
    }
}

/// Drops the words that all steps end with: a signature, however it is written, is nothing that a
/// step says.
pub fn without_common_end(contents: &mut [Content]) {
    let stems = |content: &Content, back: usize| {
        content.words.len().checked_sub(back + 1).map(|at| content.words[at].0.clone())
    };
    if contents.iter().map(|content| content.step).collect::<HashSet<_>>().len() < 2 {
        return;
    }
    let mut common = 0;
    while let Some(word) = stems(&contents[0], common)
        && contents.iter().all(|content| stems(content, common).as_ref() == Some(&word))
    {
        common += 1;
    }
    for content in contents {
        let keep = content.words.len() - common.min(content.words.len() / SIGNATURE);
        let Some((_, cut)) = content.words.get(keep).cloned() else { continue };
        content.words.truncate(keep);
        content.stems.retain(|_, span| span.start < cut.start);
        content.facts.retain(|_, span| span.start < cut.start);
        content.terms.retain(|term| content.stems.contains_key(term));
    }
}

/// Which sentences say something: not those that ask, unless about the reader's own situation, and
/// not those about the exchange itself. The minutes and weekdays of a meeting are no facts.
fn telling(found: &Analysis) -> Vec<bool> {
    let mut telling = vec![true; found.sentences.len()];
    let mut set = |label, value| {
        for mark in found.marks.of(label) {
            if let Some(telling) = telling.get_mut(mark.sentence as usize) {
                *telling = value;
            }
        }
    };
    set(label::ASK, false);
    set(label::READER_QUESTION, true);
    set(label::EXCHANGE_CUE, false);
    telling
}
