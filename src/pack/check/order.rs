//! `order`: the first mark comes after the second.

use serde::{Deserialize, Serialize};

use super::{Check, Kind, LABELS};
use crate::pack::decoder::Decoder;
use crate::text::Problem;
use crate::vocabulary::Label;
use crate::yaml::{Key, Keys, MapReader, Node, Shape};

/// What should come first comes after something else. One finding.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    /// What should come first.
    pub first: Vec<Label>,
    /// What came before it.
    pub second: Vec<Label>,
    /// Only when what should come first begins after this share of the sentences.
    pub after: Option<f64>,
}

/// The kind.
pub const KIND: Kind = Kind {
    about: "what should come first comes after something else; one finding",
    keys: Keys::new(
        "check",
        &[
            Key::new(
                "order",
                Shape::Tuple(&LABELS, 2),
                "marks of what should come first, and of what came before it",
            )
            .required(),
            Key::new(
                "after",
                Shape::Within(0.0, 1.0),
                "only when it begins after this share of the sentences, from 0 to 1",
            ),
        ],
    ),
    example: "{ order: [reader-sentence, seller-sentence], after: 0.5 }",
    decode,
};

fn decode(node: &Node, map: &mut MapReader, decoder: &mut Decoder) -> Check {
    let pair = map.get("order").map(Node::items).unwrap_or_default();
    if pair.len() != 2 {
        decoder.problems.add(Problem::error(
            node.span,
            "`order` needs two labels: what should come first, and what came before it",
        ));
    }
    Check::Order(Order {
        first: decoder.labels(pair.first()),
        second: decoder.labels(pair.get(1)),
        after: map.number("after", &mut decoder.problems),
    })
}
