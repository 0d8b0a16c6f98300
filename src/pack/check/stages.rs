//! `stages`: labels that come one after the other and fill the message.

use serde::{Deserialize, Serialize};

use super::{ABOVE, BELOW, Bound, Check, Kind, TIERS};
use crate::pack::decoder::Decoder;
use crate::vocabulary::Label;
use crate::yaml::{Key, Keys, MapReader, Node, Shape};

/// Labels that come one after the other and fill the message. One finding.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stages {
    /// The stages, in order.
    pub stages: Vec<Label>,
    /// Bounds for the number of stages that come in order.
    pub bounds: Vec<Bound>,
    /// So many sentences must bear one.
    pub sentences: u32,
    /// This share of the sentences must bear one.
    pub cover: f64,
}

/// The kind.
pub const KIND: Kind = Kind {
    about: "marks that come one after the other and fill the message; one finding",
    keys: Keys::new(
        "check",
        &[
            Key::new(
                "stages",
                Shape::List(&Shape::Label, 2),
                "the marks, in order; how many of them come in this order is held to the bounds",
            )
            .required(),
            ABOVE,
            BELOW,
            TIERS,
            Key::new("sentences", Shape::Whole(1, 100), "so many sentences must bear one"),
            Key::new("cover", Shape::Within(0.0, 1.0), "this share of the sentences must bear one, from 0 to 1"),
        ],
    ),
    example: "{ stages: [stage-hook, stage-wound, stage-lessons], above: 1, cover: 0.5 }",
    decode,
};

fn decode(node: &Node, map: &mut MapReader, decoder: &mut Decoder) -> Check {
    Check::Stages(Stages {
        stages: decoder.labels(map.get("stages")),
        bounds: decoder.bounds(node, map),
        sentences: map.whole("sentences", &mut decoder.problems).unwrap_or(1),
        cover: map.number("cover", &mut decoder.problems).unwrap_or_default(),
    })
}
