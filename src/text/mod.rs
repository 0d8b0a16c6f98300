//! Text and positions: spans, source maps, lines, words and folding. Knows nothing of drafts.
//!
//! Everything else speaks in byte spans of a [`Text`]; only reports turn them into lines and columns.

pub mod edit;
mod fold;
mod lines;
mod map;
mod span;
mod token;

pub use fold::{fold, is_invisible};
pub use lines::{LineIndex, Position, Start};
pub use map::{Text, TextBuilder};
pub use span::{Span, head};
pub use token::{Token, TokenKind, tokenize};
