//! What was said before, in whatever case it was said.

use std::collections::HashSet;
use std::hash::BuildHasher;

use foldhash::fast::RandomState;

use super::fold;

/// A set of words, each remembered by a number of 64 bits that nobody can foresee.
#[derive(Default)]
pub struct Told {
    known: HashSet<u64, RandomState>,
    hasher: RandomState,
    bytes: Vec<u8>,
    folded: String,
}

/// For each byte its letter in lower case; 0 for what is none.
const LETTERS: [u8; 256] = {
    let (mut table, mut byte) = ([0; 256], 0);
    while byte < 128 {
        if (byte as u8).is_ascii_alphabetic() {
            table[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

impl Told {
    /// Remembers `words`; false when they were there, in this case or another.
    pub fn insert(&mut self, words: &str) -> bool {
        self.bytes.clear();
        if words.is_ascii() {
            self.bytes.extend_from_slice(words.as_bytes());
            self.bytes.make_ascii_lowercase();
        } else {
            self.bytes.extend_from_slice(words.to_lowercase().as_bytes());
        }
        self.remember()
    }

    /// Remembers a sentence by its letters alone; false when it was there: with another number it is
    /// the same. One without any is new each time.
    pub fn insert_letters(&mut self, sentence: &str) -> bool {
        if sentence.is_ascii() {
            // Each byte is written, and the next one over it when it was no letter.
            self.bytes.resize(sentence.len(), 0);
            let mut end = 0;
            for byte in sentence.bytes() {
                let letter = LETTERS[usize::from(byte)];
                self.bytes[end] = letter;
                end += usize::from(letter != 0);
            }
            self.bytes.truncate(end);
        } else {
            self.folded.clear();
            fold(sentence, &mut self.folded);
            self.folded.retain(char::is_alphabetic);
            self.bytes.clear();
            self.bytes.extend_from_slice(self.folded.as_bytes());
        }
        self.bytes.is_empty() || self.remember()
    }

    /// How many different ones there are.
    pub fn different(&self) -> usize {
        self.known.len()
    }

    fn remember(&mut self) -> bool {
        self.known.insert(self.hasher.hash_one(&self.bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_in_case_alone_was_told() {
        let mut told = Told::default();
        assert!(told.insert("Acme Lifts") && told.insert("\u{c9}cole") && told.insert("acme"));
        assert!(!told.insert("ACME LIFTS") && !told.insert("\u{e9}COLE"));
        assert_eq!(told.different(), 3);
    }

    #[test]
    fn a_sentence_is_known_by_its_letters() {
        let mut told = Told::default();
        assert!(told.insert_letters("Got 5 minutes?") && told.insert_letters("Got 5 minute?"));
        assert!(!told.insert_letters("Got 15 minutes?"));
        assert!(
            !told.insert_letters("got 5 -- MINUTES") && !told.insert_letters("g\u{f6}t 5 minutes")
        );
        assert!(
            told.insert_letters("***") && told.insert_letters("***"),
            "nothing is said by either"
        );
    }
}
