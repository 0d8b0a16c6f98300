//! `near`: marks that have, or lack, another mark beside them.

use serde::{Deserialize, Serialize};

use super::{Check, IN, Kind, LABELS};
use crate::pack::decoder::Decoder;
use crate::text::Problem;
use crate::vocabulary::{Label, Parts};
use crate::yaml::{Key, Keys, MapReader, Node, Shape};

/// Marks that have, or lack, another mark beside them. A finding a mark.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Near {
    /// Marks of these labels.
    pub labels: Vec<Label>,
    /// The other marks.
    pub others: Vec<Label>,
    /// One of the others is there, or else none is.
    pub present: bool,
    /// How near is near.
    pub within: Within,
    /// In these parts.
    pub parts: Parts,
}

/// How near is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Within {
    /// The same sentence.
    Sentence,
    /// The same paragraph.
    Paragraph,
    /// Anywhere in the message.
    Message,
    /// At most this many words apart.
    Words(u32),
}

/// The kind.
pub const KIND: Kind = Kind {
    about: "marks that have, or lack, another mark beside them; a finding a mark",
    keys: Keys::new(
        "check",
        &[
            Key::new("near", LABELS, "the marks").required(),
            Key::new("with", LABELS, "one of these marks is beside it"),
            Key::new("without", LABELS, "none of these marks is beside it"),
            Key::new(
                "within",
                Shape::Either(&[Shape::Words(&["sentence", "paragraph", "message"]), Shape::Form("^[0-9]+ words$")]),
                "how near: the same sentence (when nothing is said), the same paragraph, the message, or so many words (`5 words`, 1 to 50)",
            ),
            IN,
        ],
    )
    .one_of(&[&["with"], &["without"]]),
    example: "{ near: percent, without: mechanism, within: 12 words }",
    decode,
};

fn decode(node: &Node, map: &mut MapReader, decoder: &mut Decoder) -> Check {
    let (with, without) = (map.get("with"), map.get("without"));
    if with.is_some() == without.is_some() {
        decoder.problems.add(Problem::error(node.span, "`near` needs either `with` or `without`"));
    }
    Check::Near(Near {
        labels: decoder.labels(map.get("near")),
        others: decoder.labels(with.or(without)),
        present: with.is_some(),
        within: map
            .get("within")
            .and_then(|node| within(node, decoder))
            .unwrap_or(Within::Sentence),
        parts: decoder.parts(map.get("in")),
    })
}

fn within(node: &Node, decoder: &mut Decoder) -> Option<Within> {
    let text = decoder.problems.string(node)?;
    let words =
        text.strip_suffix(" words").and_then(|n| n.parse().ok()).filter(|n| (1..=50).contains(n));
    let found = match (text.as_str(), words) {
        ("sentence", _) => Some(Within::Sentence),
        ("paragraph", _) => Some(Within::Paragraph),
        ("message", _) => Some(Within::Message),
        (_, Some(words)) => Some(Within::Words(words)),
        _ => None,
    };
    if found.is_none() {
        let hint = "allowed: sentence, paragraph, message, `5 words` (1 to 50)";
        decoder
            .problems
            .add(Problem::error(node.span, format!("`{text}` is no distance")).hint(hint));
    }
    found
}
