//! `facts`: what the draft makes of its account's facts, against bounds.

use serde::{Deserialize, Serialize};

use super::{ABOVE, BELOW, Bound, Check, Kind, PER, TIERS};
use crate::pack::decoder::Decoder;
use crate::vocabulary::{FactCount, FactKind};
use crate::yaml::{Key, Keys, MapReader, Node, Shape};

/// What the draft makes of its account's facts, against bounds. One finding; without an account
/// there is none.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Facts {
    /// What is counted.
    pub count: FactCount,
    /// Facts of these kinds; of any, when none is named.
    pub kinds: Vec<FactKind>,
    /// Against these bounds.
    pub bounds: Vec<Bound>,
    /// By 100 words of the message.
    pub per_100_words: bool,
}

/// The kind.
pub const KIND: Kind = Kind {
    about: "what the draft makes of the facts of its account, against bounds; one finding, and none without an account",
    keys: Keys::new(
        "check",
        &[
            Key::new("facts", Shape::Names(&[FactCount::MEANINGS]), "what is counted").required(),
            Key::new(
                "kind",
                Shape::Many(&Shape::Names(&[FactKind::MEANINGS])),
                "only facts of these kinds",
            ),
            PER,
            ABOVE,
            BELOW,
            TIERS,
        ],
    ),
    example: "{ facts: used, kind: [goal, news], below: 1 }",
    decode,
};

fn decode(node: &Node, map: &mut MapReader, decoder: &mut Decoder) -> Check {
    Check::Facts(Facts {
        count: map
            .choice("facts", FactCount::NAMES, &mut decoder.problems)
            .unwrap_or(FactCount::Used),
        kinds: map.choices("kind", FactKind::NAMES, &mut decoder.problems),
        per_100_words: decoder.per_100_words(map),
        bounds: decoder.bounds(node, map),
    })
}
