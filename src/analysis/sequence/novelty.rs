//! Novelty: what a step brings that no step before it brought.

use std::collections::HashSet;

use super::content::Content;
use super::{Annotator, ArmNotes};
use crate::order::InOrder;
use crate::text::Span;
use crate::vocabulary::label;

/// What a step brings, against all earlier steps that brought something themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
/// Fewer than one new thing in `NOTHING` words is nothing new; more than one in `NEWS` is news.
const NOTHING: usize = 6;
const NEWS: usize = 3;
/// A stem of at least this many letters is worth showing.
const LONG: usize = 6;
/// However long the step, this much is something new.
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

/// Compares every step with what came before. A step that brings nothing new is not compared with
/// later ones.
pub fn read(contents: &[Content], annotator: &mut Annotator) {
    let mut prior = PriorContent::default();
    for same_step in contents.chunk_by(|a, b| a.step == b.step) {
        let judged: Vec<(Novelty, &Content)> =
            same_step.iter().map(|content| (prior.against(content), content)).collect();
        for (novelty, content) in &judged {
            if annotator.drafts[content.draft].draft.opaque {
                // Its words are not known.
            } else if novelty.nothing() {
                let draft = &annotator.drafts[content.draft];
                let (step, shared) = prior.source(content);
                let (span, words) = (
                    draft.first_sentence(),
                    shared.into_iter().map(|span| draft.slice(span).to_string()).collect(),
                );
                annotator.mark(content.draft, label::EMPTY_STEP, span, step, words);
            } else if novelty.is_news() {
                let span = content.facts.values().chain(content.stems.values()).min().copied();
                let span = span.unwrap_or_else(|| annotator.drafts[content.draft].first_sentence());
                annotator.mark(content.draft, label::NEWS, span, content.step, Vec::new());
            }
            annotator.sequence_analysis.arms.push(ArmNotes {
                step: content.step,
                draft: content.draft,
                novelty: novelty.clone(),
            });
        }
        judged
            .iter()
            .filter(|(novelty, _)| !novelty.nothing())
            .for_each(|(_, content)| prior.add(content));
    }
}

/// What earlier steps have said.
#[derive(Debug, Default)]
struct PriorContent<'c> {
    words: HashSet<&'c str>,
    links: HashSet<&'c str>,
    offers: bool,
    lightest: Option<u32>,
    contents: Vec<&'c Content>,
}

impl<'c> PriorContent<'c> {
    fn against(&self, content: &Content) -> Novelty {
        let new = |key: &&String| !self.words.contains(key.as_str());
        let facts: Vec<&String> = content.facts.keys().filter(new).collect();
        let stems = content.stems.keys().filter(new).count();
        // "Any thoughts?" asks for little and about nothing.
        let tells = stems + facts.len() > 0;
        Novelty {
            facts: facts.len(),
            proof: facts.iter().filter(|fact| content.proof.contains(**fact)).count(),
            stems,
            terms: content.terms.iter().filter(new).count(),
            artefact: content.links.iter().any(|link| !self.links.contains(link.as_str()))
                || content.offers && !self.offers,
            smaller_ask: tells
                && content.ask > 0
                && self.lightest.is_some_and(|lightest| content.ask < lightest),
            words: content.words.len(),
            first: self.contents.is_empty(),
        }
    }

    fn add(&mut self, content: &'c Content) {
        self.words.extend(
            content
                .words
                .iter()
                .map(|(stem, _)| stem)
                .chain(content.facts.keys())
                .map(String::as_str),
        );
        self.links.extend(content.links.iter().map(String::as_str));
        self.offers |= content.offers;
        if content.ask > 0 {
            self.lightest =
                Some(self.lightest.map_or(content.ask, |lightest| lightest.min(content.ask)));
        }
        self.contents.push(content);
    }

    /// The step that has said most of this already, and where this says the same: facts, and words
    /// that are not everyday ones.
    fn source(&self, content: &Content) -> (usize, Vec<Span>) {
        let same = |other: &Content| {
            let facts = content.facts.iter().filter(|(fact, _)| other.facts.contains_key(*fact));
            let stems = content.stems.iter().filter(|(stem, _)| other.stems.contains_key(*stem));
            let telling =
                stems.filter(|(stem, _)| content.terms.contains(*stem) || stem.len() >= LONG);
            let mut spans: Vec<Span> = facts.chain(telling).map(|(_, span)| *span).collect();
            spans.order();
            spans
        };
        let candidates = self.contents.iter().map(|other| (other.step, same(other)));
        candidates.max_by_key(|(_, shared)| shared.len()).unwrap_or_default()
    }
}
