//! `missing`: none of these marks is there.

use serde::{Deserialize, Serialize};

use super::{Check, IN, Kind, LABELS};
use crate::pack::decode::Decoder;
use crate::vocabulary::{Label, Parts};
use crate::yaml::{Key, Keys, MapReader, Node};

/// None of these marks is there. One finding.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Missing {
    /// Marks of these labels.
    pub labels: Vec<Label>,
    /// In these parts.
    pub parts: Parts,
    /// One of these anywhere makes up for it.
    pub unless: Vec<Label>,
}

/// The kind.
pub const KIND: Kind = Kind {
    about: "none of these marks is there; one finding",
    keys: Keys::new(
        "check",
        &[
            Key::new("missing", LABELS, "the marks").required(),
            Key::new("unless", LABELS, "one of these marks anywhere makes up for it"),
            IN,
        ],
    ),
    example: "{ missing: ask }",
    decode,
};

fn decode(_: &Node, map: &mut MapReader, decoder: &mut Decoder) -> Check {
    Check::Missing(Missing {
        labels: decoder.labels(map.get("missing")),
        unless: decoder.labels(map.get("unless")),
        parts: decoder.parts(map.get("in")),
    })
}
