//! Phrases: their grammar, their words, and one automaton that finds them all in a single pass over stems.
//!
//! A *label* names a kind of mark. Lexicons give labels to phrases; analysis gives labels of its own. This module finds
//! phrases in a stream of words; it does not know drafts, rules or what a label means.

mod automaton;
pub mod label;
mod phrase;
mod stem;
mod vocabulary;

pub use automaton::{Automaton, AutomatonBuilder, Hit};
pub use label::{Label, Labels};
pub use phrase::{Element, PhraseError, parse_phrase};
pub use stem::stem;
pub use vocabulary::{Vocabulary, Word, WordReader};
