//! `each`: a finding for every mark.

use serde::{Deserialize, Serialize};

use super::{Check, IN, Kind, LABELS};
use crate::pack::decoder::Decoder;
use crate::vocabulary::{Label, Owner, Parts};
use crate::yaml::{Key, Keys, MapReader, Node, Shape};

/// A finding for every mark.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Each {
    /// Marks of these labels.
    pub labels: Vec<Label>,
    /// In these parts.
    pub parts: Parts,
    /// Not in a sentence that has one of these.
    pub unless: Vec<Label>,
    /// Not after a sentence that bears one of these, in the same parts.
    pub not_after: Vec<Label>,
    /// Only in sentences about this owner.
    pub about: Option<Owner>,
    /// Only where the sentence holds nothing beside the mark but names and fields.
    pub alone: bool,
    /// At most this many findings.
    pub limit: Option<u32>,
}

/// The kind.
pub const KIND: Kind = Kind {
    about: "a finding for every mark",
    keys: Keys::new(
        "check",
        &[
            Key::new("each", LABELS, "the marks").required(),
            Key::new("unless", LABELS, "not in a sentence that has one of these marks"),
            Key::new(
                "not-after",
                LABELS,
                "not after a sentence of the same parts that bears one of these marks",
            ),
            Key::new(
                "about",
                Shape::Names(&[Owner::MEANINGS]),
                "only in a sentence about this owner",
            ),
            Key::new(
                "alone",
                Shape::Flag,
                "only where the sentence holds nothing beside the mark but names and fields",
            ),
            Key::new("limit", Shape::Whole(1, 100), "so many findings at most"),
            IN,
        ],
    ),
    example: "{ each: cliche-opener, in: opening, limit: 1 }",
    decode,
};

fn decode(_: &Node, map: &mut MapReader, decoder: &mut Decoder) -> Check {
    Check::Each(Each {
        labels: decoder.labels(map.get("each")),
        unless: decoder.labels(map.get("unless")),
        not_after: decoder.labels(map.get("not-after")),
        about: map.choice("about", Owner::NAMES, &mut decoder.problems),
        alone: map.flag("alone", &mut decoder.problems).unwrap_or(false),
        limit: map.whole("limit", &mut decoder.problems),
        parts: decoder.parts(map.get("in")),
    })
}
