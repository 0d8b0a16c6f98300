//! The words that phrases are made of, numbered, and the reading of a draft's words into those
//! numbers.
//!
//! Stemming is the slow part, so each thread remembers the number of every word it has met.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;
use serde::{Deserialize, Serialize};

use super::packed::Packed;
use super::stem::stem;
use crate::text::fold;

/// A word of a draft as phrases see it. Zero means: in no phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// Number of its stem.
    pub stem: u32,
    /// Number of its exact folded form, among the forms that some phrase asks for with `=`.
    pub exact: u32,
}

/// Numbered stems and exact forms (the latter keyed with a leading `=`): a sorted table from the
/// build, and what user packs add.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Vocabulary {
    table: Arc<Table>,
    #[serde(skip)]
    added: HashMap<String, u32, RandomState>,
}

/// Keys in order, in one piece.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Table {
    arena: Packed<1>,
    ends: Packed<4>,
}

impl Vocabulary {
    /// The number of a key; 0 when it is not known.
    pub fn get(&self, key: &str) -> u32 {
        let (mut low, mut high) = (0, self.table.ends.len());
        while low < high {
            let middle = (low + high) / 2;
            match self.table.entry(middle).cmp(key.as_bytes()) {
                std::cmp::Ordering::Equal => return middle as u32 + 1,
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        self.added.get(key).copied().unwrap_or(0)
    }

    /// The number of a key, giving it one when it is new.
    pub fn add(&mut self, key: &str) -> u32 {
        match self.get(key) {
            0 => {
                let number = self.len() as u32 + 1;
                self.added.insert(key.to_string(), number);
                number
            }
            number => number,
        }
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.table.ends.len() + self.added.len()
    }

    /// True when there is no key.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// This vocabulary and `words`, all numbered in the order of their letters, whatever their
    /// numbers were; and the number that each of the old ones became, at its place.
    pub fn in_order_with(&self, words: impl IntoIterator<Item = String>) -> (Self, Vec<u32>) {
        let mut old = vec![String::new(); self.len() + 1];
        for at in 0..self.table.ends.len() {
            old[at + 1] = String::from_utf8_lossy(self.table.entry(at)).into_owned();
        }
        self.added.iter().for_each(|(key, number)| old[*number as usize].clone_from(key));
        let known = old.iter().skip(1).cloned();
        let ordered = Vocabulary::sorted(known.chain(words).filter(|word| !word.is_empty()));
        let became = old.iter().map(|word| ordered.get(word)).collect();
        (ordered, became)
    }

    /// A sorted table of `keys`, to be numbered by position.
    pub fn sorted(keys: impl IntoIterator<Item = String>) -> Self {
        let keys: std::collections::BTreeSet<String> = keys.into_iter().collect();
        let mut end = 0;
        let ends = keys.iter().map(|key| {
            end += key.len() as u32;
            end
        });
        let table = Table {
            ends: ends.collect(),
            arena: keys.iter().flat_map(|key| key.bytes()).map(|byte| [byte]).collect(),
        };
        Vocabulary { table: Arc::new(table), ..Vocabulary::default() }
    }
}

impl Table {
    fn entry(&self, at: usize) -> &[u8] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends.at(before) as usize);
        self.arena[start..self.ends.at(at) as usize].as_flattened()
    }
}

/// Words remembered before the memory is emptied: bounds a run over endless input.
const MEMORY: usize = 1 << 16;

/// Reads words into numbers, remembering those met. One per thread.
#[derive(Debug)]
pub struct WordReader<'v> {
    vocabulary: &'v Vocabulary,
    memory: HashMap<Box<str>, Word, RandomState>,
    folded: String,
}

impl<'v> WordReader<'v> {
    /// A reader with an empty memory.
    pub fn new(vocabulary: &'v Vocabulary) -> Self {
        WordReader { vocabulary, memory: HashMap::default(), folded: String::new() }
    }

    /// The numbers of a word; `spaced` letters are joined first.
    pub fn read(&mut self, word: &str, spaced: bool) -> Word {
        if let Some(known) = self.memory.get(word) {
            return *known;
        }
        self.folded.clear();
        fold(word, &mut self.folded);
        if spaced {
            self.folded.retain(|c| c != ' ');
        }
        let exact = format!("={}", self.folded);
        let read = Word {
            stem: self.vocabulary.get(&stem(&self.folded)),
            exact: self.vocabulary.get(&exact),
        };
        if self.memory.len() >= MEMORY {
            self.memory.clear();
        }
        self.memory.insert(word.into(), read);
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_added_take_their_place_among_the_others() {
        let mut vocabulary = Vocabulary::sorted(["pear", "=fig", "lime"].map(String::from));
        vocabulary.add("kiwi");
        let words = ["apple", "pear", ""].map(String::from);
        let (ordered, became) = vocabulary.in_order_with(words);
        let numbers = ["=fig", "apple", "kiwi", "lime", "pear"].map(|word| ordered.get(word));
        assert_eq!((numbers, ordered.len()), ([1, 2, 3, 4, 5], 5));
        let known = ["=fig", "lime", "pear", "kiwi"];
        assert_eq!(known.map(|word| became[vocabulary.get(word) as usize]), [1, 4, 5, 3]);
        assert_eq!(became[0], 0);
    }
}
