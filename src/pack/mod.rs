//! Packs: lexicons and rules as written in YAML, checked strictly, compiled into what analysis and
//! engine run.
//!
//! A built-in pack and a user's pack are read by the same code. Built-ins are compiled when the
//! program is built (see `build.rs` and [`crate::builtin`]); a user's packs are added to them at
//! start.

mod avoid;
pub mod check;
mod compile;
mod decode;
mod decoder;
mod example;
mod fix;
mod keys;
mod message;
mod reader;
mod rule;

pub use check::{Bound, Check, Quantity, StepQuantity};
pub use compile::{Compiler, tune};
pub use decode::Tuning;
pub use decoder::Decoder;
pub use fix::{Change, Fix};
pub use keys::{AVOID, PACK, TUNINGS};
pub use message::{NUMBERS, general_message};
pub use reader::Card;
pub use rule::{Evidence, Example, Page, Rule, Setting, When};

use std::sync::Arc;

use crate::lexicon::Lexicons;
use crate::linear::Models;

/// Compiled packs: what a run needs.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Rulebook {
    /// Phrases to search for.
    pub lexicons: Arc<Lexicons>,
    /// Rules in order of pack and place; rulebooks share those that are the same.
    pub rules: Vec<Arc<Rule>>,
    /// Names of lexicons; rulebooks share them.
    pub lexicon_names: Arc<Vec<String>>,
    /// The fitted models of sentences and drafts.
    pub models: Models,
    /// What they were fitted to, and how well they do.
    pub card: Card,
}

impl Rulebook {
    /// The rule of this id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id).map(|rule| &**rule)
    }

    /// The id nearest to `name`, for "did you mean".
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let ids: Vec<&str> = self.rules.iter().map(|rule| rule.id.as_str()).collect();
        crate::text::nearest(&name.to_lowercase(), &ids)
    }
}
