//! Phrases: their grammar, their words, and one automaton that finds them all in a single pass over
//! stems.
//!
//! A *label* names a kind of mark. Lexicons give labels to phrases; analysis gives labels of its
//! own. This module finds phrases in a stream of words; it does not know drafts, rules or what a
//! label means.

mod automaton;
pub mod greeting;
mod labels;
mod packed;
mod phrase;
pub mod sign_off;
mod stem;
mod vocabulary;

use std::sync::Arc;

pub use automaton::{Automaton, AutomatonBuilder, Hit, Search};
pub use labels::Labels;
pub use packed::Packed;
pub use phrase::{Element, PhraseError, parse_phrase};
pub use stem::stem;
pub use vocabulary::{Vocabulary, Word, WordReader};

use crate::vocabulary::Label;

/// All compiled lexicons, which share what they have in common: what a stream of words is searched
/// for.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Lexicons {
    /// Names of labels.
    pub labels: Labels,
    /// Words that occur in some phrase.
    pub vocabulary: Vocabulary,
    /// Phrases of the built-in packs, and of the user's.
    pub automata: Vec<Arc<Automaton>>,
    /// Labels whose built-in phrases (those of the first automaton) a user's lexicon replaces.
    pub muted: Vec<Label>,
    /// Pairs of labels: a hit of the first is excused where it overlaps a hit of the second.
    pub excuses: Vec<(Label, Label)>,
}

impl Lexicons {
    /// Adds words that are in no phrase, and numbers all words in the order of their letters. What
    /// each number became, for those who have noted some.
    pub fn add_words(&mut self, words: impl IntoIterator<Item = String>) -> Vec<u32> {
        let (vocabulary, became) = self.vocabulary.in_order_with(words);
        self.vocabulary = vocabulary;
        for automaton in &mut self.automata {
            *automaton = Arc::new(automaton.renumbered(&became));
        }
        became
    }
}
