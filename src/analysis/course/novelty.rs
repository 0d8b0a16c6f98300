//! Novelty: what a step brings that no step before it brought.

use std::collections::{HashMap, HashSet};

use super::content::Content;
use super::{ArmNotes, Noted};
use crate::lexicon::label;
use crate::text::Span;

/// What a step brings, against all earlier steps that brought something themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Novelty {
    /// New numbers, names, dates, quotations and fields that will hold something specific.
    pub facts: usize,
    /// Those of them that are proof: figures and names of the sender's, words of others.
    pub proof: usize,
    /// New content words, synonyms taken as one.
    pub stems: usize,
    /// Those of them that are concrete, uncommon words.
    pub terms: usize,
    /// A link, or the first offer to send something.
    pub artefact: bool,
    /// It asks for less than any step before it.
    pub smaller_ask: bool,
    /// Words of the message.
    pub words: usize,
    /// First of its sequence: all of it is new.
    pub first: bool,
}

/// What a fact, and what something to look at, weighs against a new word.
const FACT: usize = 2;
const ARTEFACT: usize = 4;
/// Fewer than one new thing in so many words is nothing; more than one in so many is news.
const NOTHING: usize = 6;
const NEWS: usize = 3;
/// However long the step, so much is not nothing.
const ENOUGH: usize = 25;

impl Novelty {
    /// All that is new, in words' worth. A fact weighs more than a word, for words are cheap.
    pub fn news(&self) -> usize {
        let extra = ARTEFACT * (usize::from(self.artefact) + usize::from(self.smaller_ask));
        self.stems + self.terms + FACT * self.facts + extra
    }

    /// True when there is nothing new in the step.
    pub fn nothing(&self) -> bool {
        !self.first && self.news() * NOTHING < self.words.min(ENOUGH * NOTHING)
    }

    fn is_news(&self) -> bool {
        self.news() * NEWS >= self.words
    }
}

/// Holds every step against what was told before. A step that brings nothing tells nothing: later ones are not held against it.
pub fn read(contents: &[Content], noted: &mut Noted) {
    let mut told = Told::default();
    for same_step in contents.chunk_by(|a, b| a.step == b.step) {
        let judged: Vec<(Novelty, &Content)> = same_step.iter().map(|content| (told.against(content), content)).collect();
        for (novelty, content) in &judged {
            if novelty.nothing() {
                let draft = &noted.drafts[content.draft];
                let (step, shared) = told.source(content);
                let (span, words) = (draft.first_sentence(), shared.into_iter().map(|span| draft.slice(span).to_string()).collect());
                noted.mark(content.draft, label::EMPTY_STEP, span, step, words);
            } else if novelty.is_news() {
                let span = content.facts.values().chain(content.stems.values()).min().copied();
                let span = span.unwrap_or_else(|| noted.drafts[content.draft].first_sentence());
                noted.mark(content.draft, label::NEWS, span, content.step, Vec::new());
            }
            noted.course.arms.push(ArmNotes { step: content.step, draft: content.draft, novelty: novelty.clone() });
        }
        judged.iter().filter(|(novelty, _)| !novelty.nothing()).for_each(|(_, content)| told.add(content));
    }
}

/// What the reader has been told, and in which step first.
#[derive(Debug, Default)]
struct Told<'c> {
    words: HashMap<&'c str, usize>,
    links: HashSet<&'c str>,
    offers: bool,
    lightest: Option<u32>,
    first: Option<usize>,
}

impl<'c> Told<'c> {
    fn against(&self, content: &Content) -> Novelty {
        let new = |key: &&String| !self.words.contains_key(key.as_str());
        let facts: Vec<&String> = content.facts.keys().filter(new).collect();
        Novelty {
            facts: facts.len(),
            proof: facts.iter().filter(|fact| content.proof.contains(**fact)).count(),
            stems: content.stems.keys().filter(new).count(),
            terms: content.terms.iter().filter(new).count(),
            artefact: content.links.iter().any(|link| !self.links.contains(link.as_str())) || content.offers && !self.offers,
            smaller_ask: content.ask > 0 && self.lightest.is_some_and(|lightest| content.ask < lightest),
            words: content.words.len(),
            first: self.first.is_none(),
        }
    }

    fn add(&mut self, content: &'c Content) {
        let words = content.words.iter().map(|(stem, _)| stem).chain(content.facts.keys());
        words.for_each(|word| _ = self.words.entry(word).or_insert(content.step));
        self.links.extend(content.links.iter().map(String::as_str));
        self.offers |= content.offers;
        if content.ask > 0 {
            self.lightest = Some(self.lightest.map_or(content.ask, |lightest| lightest.min(content.ask)));
        }
        self.first = self.first.or(Some(content.step));
    }

    /// The step that told most of this already, and where this says the same: facts first, then uncommon words.
    fn source(&self, content: &Content) -> (usize, Vec<Span>) {
        let places = content.facts.iter().chain(&content.stems);
        let mut shared: Vec<(usize, &String, Span)> =
            places.filter_map(|(word, span)| Some((*self.words.get(word.as_str())?, word, *span))).collect();
        let count = |step: usize| shared.iter().filter(|(other, ..)| *other == step).count();
        let step = shared.iter().map(|(step, ..)| *step).max_by_key(|step| (count(*step), std::cmp::Reverse(*step)));
        let step = step.or(self.first).unwrap_or(0);
        shared.retain(|(other, ..)| *other == step);
        shared.sort_by_key(|(_, word, span)| (!content.facts.contains_key(*word), !content.terms.contains(*word), *span));
        (step, shared.into_iter().map(|(.., span)| span).collect())
    }
}
