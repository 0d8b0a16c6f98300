//! `fix` of a rule: an edit that mends what it finds, and how far it may be trusted.

use serde::{Deserialize, Serialize};

use super::decode::Decoder;
use crate::yaml::{Fault, MapReader, Node, Value};

/// How far an edit may be trusted. Ordered: a safe one is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// A person has to finish it; shown by editors, never applied by the command line.
    Suggestion,
    /// Right most of the time: read the result.
    Unsafe,
    /// Keeps what the draft says.
    Safe,
}

impl Applicability {
    /// All values by name.
    pub const NAMES: &[(&str, Applicability)] =
        &[("suggestion", Applicability::Suggestion), ("unsafe", Applicability::Unsafe), ("safe", Applicability::Safe)];
}

/// What is taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RemovedPart {
    /// The words found.
    Match,
    /// The sentence around them.
    Sentence,
    /// The line around them.
    Line,
}

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
        const STRETCHES: &[(&str, RemovedPart)] =
            &[("match", RemovedPart::Match), ("sentence", RemovedPart::Sentence), ("line", RemovedPart::Line)];
        let faults = &mut decoder.faults;
        let mut map = MapReader::new("a fix", node, faults)?;
        let (replace, delete) = (map.get("replace"), map.get("delete"));
        let applicability = map.require("applicability", faults).and_then(|node| faults.choice(node, Applicability::NAMES));
        map.finish(faults);
        let change = match (replace, delete) {
            (Some(node), None) if matches!(node.value, Value::Map(_)) => {
                let pairs = node.entries().iter().filter_map(|(from, to)| Some((faults.string(from)?, to.as_str()?.to_string())));
                Some(Change::Swap(pairs.collect()))
            }
            (Some(node), None) => faults.string(node).map(Change::Replace),
            (None, Some(node)) => faults.choice(node, STRETCHES).map(Change::Delete),
            _ => {
                faults.add(Fault::new(node.span, "a fix needs `replace` or `delete`, and not both"));
                None
            }
        };
        Some(Fix { change: change?, applicability: applicability? })
    }
}
