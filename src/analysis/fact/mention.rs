//! Which facts a sentence speaks of: what both say, weighed.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashSet};

use super::key::{self, Key, Keyed};
use super::known::Known;
use crate::analysis::{Analysis, ask::Asks};
use crate::lexicon::Hit;
use crate::order::InOrder;
use crate::text::{Span, folded};
use crate::vocabulary::{Part, Parts, label};

/// Where a sentence speaks of a fact.
#[derive(Clone, Copy, Debug)]
pub struct Mention {
    pub fact: usize,
    pub sentence: usize,
    pub score: f64,
    pub span: Span,
    /// One word in common, be it a name or a number: that may be chance.
    chance: bool,
    /// A word is among what they share.
    named: bool,
}

/// What a sentence must have in common with a fact to speak of it: a proper name or a figure with a
/// word, or two concrete words.
const ENOUGH: f64 = 1.6;
/// Two sentences need more.
const TOGETHER: f64 = 2.4;
/// Or this share of all that the fact says, for short ones.
const MOST: f64 = 0.6;
/// But never less than one concrete word.
pub const LEAST: f64 = 0.8;
/// A sentence that speaks of more facts than this lists them.
pub const LIST: usize = 3;
/// Of the facts that a sentence speaks of so many count, those that it says most of.
const MOST_MENTIONED: usize = 32;

/// Everything that is compared for one draft.
pub struct FactInputs<'a> {
    pub draft: &'a Analysis<'a>,
    pub hits: &'a [Vec<Hit>],
    pub asks: &'a Asks,
    pub known: &'a Known,
    /// Keys by sentence.
    pub keys: Vec<Vec<Keyed>>,
    /// Those of them that something known carries, by sentence.
    pub carried: Vec<Vec<usize>>,
    /// The words of each sentence, where they were asked for.
    said: Vec<OnceCell<Vec<String>>>,
}

impl<'a> FactInputs<'a> {
    pub fn new(
        draft: &'a Analysis<'a>,
        hits: &'a [Vec<Hit>],
        asks: &'a Asks,
        known: &'a Known,
    ) -> Self {
        let titled = Parts::of(&[Part::Subject, Part::Preheader]);
        let of = |at: usize| {
            let sentence = &draft.sentences[at];
            if !Parts::MESSAGE.contains(sentence.part) && !titled.contains(sentence.part) {
                return Vec::new();
            }
            let range = sentence.range();
            let mut generic = vec![false; range.len()];
            for hit in hits[at].iter().filter(|hit| hit.label == label::GENERIC_WORD) {
                generic[hit.first - range.start..=hit.last - range.start].fill(true);
            }
            let text = draft.draft.text.as_str();
            key::keys(text, &draft.tokens[range], |token| generic[token], |word| known.is_own(word))
        };
        let keys: Vec<Vec<Keyed>> = (0..draft.sentences.len()).map(of).collect();
        let carried = |keys: &Vec<Keyed>| {
            (0..keys.len()).filter(|at| known.carries(&keys[*at].key)).collect()
        };
        let said = vec![OnceCell::new(); keys.len()];
        let carried = keys.iter().map(carried).collect();
        FactInputs { draft, hits, asks, known, carried, keys, said }
    }

    /// What sentences `at` have in common with a fact.
    fn common(&self, at: &[usize], fact: usize) -> Option<Mention> {
        let wanted = &self.known.facts[fact];
        let mut shared: Vec<(&Key, f64, Span)> = Vec::new();
        for keyed in
            at.iter().flat_map(|at| self.carried[*at].iter().map(|key| &self.keys[*at][*key]))
        {
            let Some(weight) = wanted.get(&keyed.key).map(|weight| weight.max(keyed.weight)) else {
                continue;
            };
            match shared.iter_mut().find(|(key, ..)| **key == keyed.key) {
                Some((_, most, _)) => *most = most.max(weight),
                None => shared.push((&keyed.key, weight, keyed.span)),
            }
        }
        let span = shared.iter().map(|(_, _, span)| *span).reduce(Span::join)?;
        let score = shared.iter().map(|(_, weight, _)| weight).sum();
        // A sum of money, or a figure as large, is no chance.
        let large =
            |key: &&Key| matches!(key, Key::Number(hundredths) if *hundredths >= 10_000_000);
        Some(Mention {
            fact,
            sentence: at[0],
            score,
            span,
            chance: shared.len() == 1 && !shared.iter().any(|(key, ..)| large(key)),
            named: shared.iter().any(|(key, ..)| matches!(key, Key::Word(_))),
        })
    }

    /// Whether a sentence speaks of a fact: by itself, or with the one after it.
    fn mention(&self, at: usize, fact: usize) -> Option<Mention> {
        let own = self.known.facts[fact].iter().filter(|(key, _)| !matches!(key, Key::Pair(..)));
        let total: f64 = own.map(|(_, weight)| weight).sum();
        if total < ENOUGH
            && let Some(quoted) = self.quoted(at, fact)
        {
            return Some(quoted);
        }
        let alone = self.common(&[at], fact)?;
        if (alone.score >= ENOUGH && !alone.chance)
            || (alone.score >= LEAST && alone.score >= total * MOST)
        {
            return Some(alone);
        }
        let next = at + 1;
        let same = self
            .draft
            .sentences
            .get(next)
            .is_some_and(|sentence| sentence.paragraph == self.draft.sentences[at].paragraph);
        let both = same.then(|| self.common(&[at, next], fact)).flatten()?;
        let together = both.score >= TOGETHER && both.score > alone.score && !both.chance;
        together.then_some(Mention { span: alone.span, ..both })
    }

    /// A sentence that says a fact word for word, be they everyday words.
    fn quoted(&self, at: usize, fact: usize) -> Option<Mention> {
        /// Fewer words may be chance.
        const LEAST_WORDS: usize = 4;
        let wanted = self.known.words(fact);
        if wanted.len() < LEAST_WORDS {
            return None;
        }
        let tokens = &self.draft.tokens[self.draft.sentences[at].range()];
        let said = self.said[at].get_or_init(|| {
            tokens.iter().map(|token| folded(self.draft.slice(token.span))).collect()
        });
        let start = said.windows(wanted.len()).position(|some| some == wanted)?;
        let span = tokens[start].span.join(tokens[start + wanted.len() - 1].span);
        Some(Mention { fact, sentence: at, score: ENOUGH, span, chance: false, named: false })
    }

    /// All mentions, by sentence. What a sentence says of a fact that the draft has named elsewhere
    /// may be less: a name is enough.
    pub fn mentions(&self) -> Vec<Vec<Mention>> {
        let facts = 0..self.known.facts.len();
        let mut all: Vec<Vec<Mention>> = (0..self.keys.len())
            .map(|at| facts.clone().filter_map(|fact| self.mention(at, fact)).collect())
            .collect();
        let facts_of =
            |mentions: &Vec<Mention>| mentions.iter().map(|mention| mention.fact).collect();
        let known: Vec<HashSet<usize>> = all.iter().map(facts_of).collect();
        let named: BTreeSet<usize> = known.iter().flatten().copied().collect();
        for fact in named {
            for (at, mentions) in
                all.iter_mut().enumerate().filter(|(at, _)| !known[*at].contains(&fact))
            {
                mentions.extend(
                    self.common(&[at], fact)
                        .filter(|mention| mention.score >= key::PROPER && mention.named),
                );
            }
        }
        for mentions in &mut all {
            mentions.order_by(|a, b| b.score.total_cmp(&a.score).then(a.fact.cmp(&b.fact)));
            mentions.truncate(MOST_MENTIONED);
        }
        all
    }
}
