//! The texts of facts as keys, remembered: the rows of a list say the same of many companies.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::{FixedState, RandomState};

use super::key::{Key, Keyed, keys};
use super::words::bare;
use crate::lexicon::{Lexicons, Search, WordReader};
use crate::text::{Span, Token, TokenKind, folded, tokenize};
use crate::vocabulary::label;

/// Keys of a text, with their weights.
pub type Keys = HashMap<Key, f64, FixedState>;
/// Folded words of somebody's names.
pub type Names = HashSet<String, FixedState>;

/// Texts remembered before the memory is emptied.
const MEMORY: usize = 1 << 12;

/// What a text says, and the words that it says it with.
#[derive(Debug)]
struct FactText {
    words: Vec<String>,
    keys: Arc<Keys>,
}

/// Reads texts into keys. One per thread.
#[derive(Debug)]
pub struct PassageReader<'v> {
    lexicons: &'v Lexicons,
    met: HashMap<String, FactText, RandomState>,
}

impl<'v> PassageReader<'v> {
    /// A reader with an empty memory.
    pub fn new(lexicons: &'v Lexicons) -> Self {
        PassageReader { lexicons, met: HashMap::default() }
    }

    /// The keys of a text; the account's `own` names say nothing.
    pub fn read(&mut self, text: &str, own: &Names, reader: &mut WordReader) -> Arc<Keys> {
        let names_nobody = |words: &[String]| !words.iter().any(|word| own.contains(word));
        if let Some(said) = self.met.get(text).filter(|said| names_nobody(&said.words)) {
            return said.keys.clone();
        }
        let (tokens, generic) = passage(text, self.lexicons, reader);
        let mut all = Keys::default();
        for Keyed { key, weight, .. } in
            keys(text, &tokens, |at| generic[at], |word| own.contains(&folded(word)))
        {
            let slot = all.entry(key).or_default();
            *slot = slot.max(weight);
        }
        let keys = Arc::new(all);
        let words: Vec<String> =
            tokens.iter().map(|token| folded(bare(token.span.slice(text)))).collect();
        if names_nobody(&words) {
            if self.met.len() >= MEMORY {
                self.met.clear();
            }
            self.met.insert(text.to_string(), FactText { words, keys: keys.clone() });
        }
        keys
    }
}

/// Tokens of a text, and which of them are everyday words.
fn passage(text: &str, lexicons: &Lexicons, reader: &mut WordReader) -> (Vec<Token>, Vec<bool>) {
    let mut tokens: Vec<Token> = Vec::new();
    tokenize(text, Span::new(0, text.len()), &[], |token| tokens.push(token));
    let words: Vec<_> =
        tokens.iter().map(|token| reader.read(token.span.slice(text), token.spaced)).collect();
    let (mut hits, mut search) = (Vec::new(), Search::default());
    for automaton in &lexicons.automata {
        automaton.search(&words, |at| tokens[at].kind == TokenKind::Number, &mut search, &mut hits);
    }
    let mut generic = vec![false; tokens.len()];
    for hit in hits.iter().filter(|hit| hit.label == label::GENERIC_WORD) {
        generic[hit.first..=hit.last].fill(true);
    }
    (tokens, generic)
}
