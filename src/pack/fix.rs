//! `fix` of a rule: an edit that mends what it finds, and how far it may be trusted.

use serde::{Deserialize, Serialize};

use super::decoder::Decoder;
use crate::text::Problem;
use crate::vocabulary::{Applicability, RemovedPart};
use crate::yaml::{Key, Keys, MapReader, Node, Shape, Value};

/// The `fix` of a rule.
pub static FIX: Keys = Keys::new(
    "a fix",
    &[
        Key::new(
            "replace",
            Shape::Either(&[Shape::Text, Shape::Entries(&Shape::Text, &Shape::Any)]),
            "what stands in place of the words found; or pieces of them, each with what takes its place",
        ),
        Key::new("delete", Shape::Names(&[RemovedPart::MEANINGS]), "what is taken out"),
        Key::new("applicability", Shape::Names(&[Applicability::MEANINGS]), "how far it may be trusted").required(),
    ],
)
.one_of(&[&["replace"], &["delete"]]);

/// What an edit does to the words found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Others stand in their place.
    Replace(String),
    /// Pieces of them are exchanged, each for its partner; where none occurs there is no edit.
    Swap(Vec<(String, String)>),
    /// They go, or the sentence or line around them.
    Delete(RemovedPart),
}

/// The `fix` of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// The edit.
    pub change: Change,
    /// How far it may be trusted.
    pub applicability: Applicability,
}

impl Fix {
    /// Reads `{ replace: ... }` or `{ delete: ... }`, with its applicability.
    pub fn decode(node: &Node, decoder: &mut Decoder) -> Option<Fix> {
        let problems = &mut decoder.problems;
        let mut map = MapReader::of(&FIX, node, problems)?;
        let (replace, delete) = (map.get("replace"), map.get("delete"));
        let applicability = map
            .require("applicability", problems)
            .and_then(|node| problems.choice(node, Applicability::NAMES));
        map.finish(problems);
        let change = match (replace, delete) {
            (Some(node), None) if matches!(node.value, Value::Map(_)) => {
                let pairs = node.entries().iter().filter_map(|(from, to)| {
                    Some((problems.string(from)?, to.as_str()?.to_string()))
                });
                Some(Change::Swap(pairs.collect()))
            }
            (Some(node), None) => problems.string(node).map(Change::Replace),
            (None, Some(node)) => problems.choice(node, RemovedPart::NAMES).map(Change::Delete),
            _ => {
                problems.add(Problem::error(
                    node.span,
                    "a fix needs `replace` or `delete`, and not both",
                ));
                None
            }
        };
        Some(Fix { change: change?, applicability: applicability? })
    }
}
