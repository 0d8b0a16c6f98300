//! `count`: marks or a measure against bounds.

use serde::{Deserialize, Serialize};

use super::{ABOVE, BELOW, Bound, Check, IN, Kind, LABELS, PER, TIERS};
use crate::pack::decoder::Decoder;
use crate::vocabulary::{Label, Measure, Parts};
use crate::yaml::{Key, Keys, MapReader, Node, Shape};

/// Marks or a measure against bounds. One finding.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Count {
    /// What is counted.
    pub of: Quantity,
    /// In these parts.
    pub parts: Parts,
    /// Against these bounds.
    pub bounds: Vec<Bound>,
    /// By 100 words of the message.
    pub per_100_words: bool,
    /// The same words count once.
    pub distinct: bool,
    /// Fewer than these, before any division, are no finding.
    pub at_least: u32,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Quantity {
    /// Marks of these labels.
    Marks(Vec<Label>),
    /// A measure of the draft.
    Measure(Measure),
}

/// The kind.
pub const KIND: Kind = Kind {
    about: "marks or a measure against bounds; one finding",
    keys: Keys::new(
        "check",
        &[
            Key::new(
                "count",
                Shape::Either(&[Shape::Names(&[Measure::MEANINGS]), LABELS]),
                "a measure, or else marks",
            )
            .required(),
            IN,
            PER,
            Key::new(
                "at-least",
                Shape::Whole(0, 1000),
                "fewer than these, before any division, are no finding",
            ),
            Key::new("distinct", Shape::Flag, "the same words count once"),
            ABOVE,
            BELOW,
            TIERS,
        ],
    ),
    example: "{ count: hype, per: 100-words, tiers: [{ above: 2 }, { above: 5, severity: error }] }",
    decode,
};

fn decode(node: &Node, map: &mut MapReader, decoder: &mut Decoder) -> Check {
    let given = map.get("count");
    let of = match Measure::named(given.and_then(Node::as_str).unwrap_or_default()) {
        Some(measure) => Quantity::Measure(measure),
        None => Quantity::Marks(decoder.labels(given)),
    };
    Check::Count(Count {
        of,
        parts: decoder.parts(map.get("in")),
        per_100_words: decoder.per_100_words(map),
        at_least: map.whole("at-least", &mut decoder.problems).unwrap_or_default(),
        distinct: map.flag("distinct", &mut decoder.problems).unwrap_or(false),
        bounds: decoder.bounds(node, map),
    })
}
