//! Text and positions: spans, source maps, lines, words and folding. Knows nothing of drafts.
//!
//! Everything else speaks in byte spans of a [`Text`]; only reports turn them into lines and
//! columns.

mod bare;
pub mod edit;
mod fold;
mod glob;
pub mod hash;
mod lines;
mod map;
mod near;
mod printable;
mod problem;
mod span;
mod steps;
mod token;
mod told;
mod visible;
mod wording;

pub use bare::{bare_words, one_line};
pub use fold::{fold, folded, is_invisible};
pub use glob::Globs;
pub use lines::{LineIndex, Position, Start, lines};
pub use map::{Text, TextBuilder};
pub use near::{GUESSED, closest, nearest, slip};
pub use printable::{built_in_sentence, is_plain, picture, printable, printable_lines, sentence};
pub use problem::{About, Problem};
pub use span::{Span, floor, head, meets, tidy};
pub use steps::{step, steps};
pub use token::{Token, TokenKind, tokenize};
pub use told::Told;
pub use visible::{is_seen, visible};
pub use wording::{capital, count, grouped, percent, plural, rounded, shortened};
