//! `pattern`: a regular expression on the text.

use serde::{Deserialize, Serialize};

use super::{Check, IN, Kind, LABELS};
use crate::expression;
use crate::pack::decoder::Decoder;
use crate::text::Problem;
use crate::vocabulary::{Label, Parts};
use crate::yaml::{Key, Keys, MapReader, Node, Shape};

/// A regular expression on the text. A finding a match.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pattern {
    /// What is looked for.
    pub pattern: String,
    /// Not in a sentence, or inside of a mark on words, that this fits too.
    pub unless: Option<String>,
    /// Only inside marks of these labels, the first match in each.
    pub inside: Vec<Label>,
    /// In these parts.
    pub parts: Parts,
}

/// The kind.
pub const KIND: Kind = Kind {
    about: "a regular expression on the text as the reader sees it; a finding a match",
    keys: Keys::new(
        "check",
        &[
            Key::new(
                "pattern",
                Shape::Text,
                "the expression, in the syntax of Rust's `regex`: no backtracking, so neither look-around nor back-references",
            )
            .required(),
            Key::new("unless", Shape::Text, "not in a sentence that this expression matches too"),
            Key::new("inside", LABELS, "only inside these marks, the first match in each"),
            IN,
        ],
    ),
    example: "{ pattern: '(?i)\\bas per my last (email|message)\\b', in: all }",
    decode,
};

fn decode(_: &Node, map: &mut MapReader, decoder: &mut Decoder) -> Check {
    Check::Pattern(Pattern {
        pattern: map.get("pattern").and_then(|node| pattern(node, decoder)).unwrap_or_default(),
        unless: map.get("unless").and_then(|node| pattern(node, decoder)),
        inside: decoder.labels(map.get("inside")),
        parts: decoder.parts(map.get("in")),
    })
}

/// A regular expression that compiles. It cannot blow up: the engine behind it does not backtrack,
/// and its size is limited, and that of all expressions of a pack.
fn pattern(node: &Node, decoder: &mut Decoder) -> Option<String> {
    let pattern = decoder.problems.string(node)?;
    let what = if decoder.compiled > expression::MOST_IN_A_PACK {
        "all before it take as much memory as those of a pack may".to_string()
    } else {
        match expression::size(&pattern) {
            Ok(bytes) => {
                decoder.compiled += bytes;
                return Some(pattern);
            }
            Err(what) => what,
        }
    };
    let message = format!("not a regular expression that can be used: {what}");
    decoder.problems.add(Problem::error(node.span, message));
    None
}
