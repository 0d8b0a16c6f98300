//! `share`: marks as a share of other marks, against bounds.

use serde::{Deserialize, Serialize};

use super::{ABOVE, BELOW, Bound, Check, IN, Kind, LABELS, TIERS};
use crate::pack::decoder::Decoder;
use crate::vocabulary::{Label, Parts};
use crate::yaml::{Key, Keys, MapReader, Node, Shape};

/// Marks as a share of other marks, against bounds. One finding.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Share {
    /// Marks of these labels.
    pub labels: Vec<Label>,
    /// As a share of marks of these.
    pub of: Vec<Label>,
    /// In these parts.
    pub parts: Parts,
    /// Against these bounds, of the share from 0 to 1.
    pub bounds: Vec<Bound>,
    /// Of fewer there is no share.
    pub at_least: u32,
}

/// The kind.
pub const KIND: Kind = Kind {
    about: "marks as a share of other marks, from 0 to 1, against bounds; one finding",
    keys: Keys::new(
        "check",
        &[
            Key::new("share", LABELS, "the marks").required(),
            Key::new("of", LABELS, "what they are a share of").required(),
            IN,
            Key::new("at-least", Shape::Whole(1, 1000), "of fewer there is no share"),
            ABOVE,
            BELOW,
            TIERS,
        ],
    ),
    example: "{ share: seller-sentence, of: sentence, above: 0.6, at-least: 3 }",
    decode,
};

fn decode(node: &Node, map: &mut MapReader, decoder: &mut Decoder) -> Check {
    Check::Share(Share {
        labels: decoder.labels(map.get("share")),
        of: map
            .require("of", &mut decoder.problems)
            .map(|node| decoder.labels(Some(node)))
            .unwrap_or_default(),
        parts: decoder.parts(map.get("in")),
        at_least: map.whole("at-least", &mut decoder.problems).unwrap_or(1),
        bounds: decoder.bounds(node, map),
    })
}
