//! `fields`: merge fields by class and by what is wrong with them.

use serde::{Deserialize, Serialize};

use super::{Check, IN, Kind};
use crate::pack::decoder::Decoder;
use crate::vocabulary::{FieldClass, FieldProblem, Parts};
use crate::yaml::{Key, Keys, MapReader, Node, Shape};

/// Merge fields by class and by what is wrong with them. A finding a field.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fields {
    /// Of these classes.
    pub classes: Vec<FieldClass>,
    /// With one of these problems; of any kind, when none is named.
    pub problems: Vec<FieldProblem>,
    /// In these parts.
    pub parts: Parts,
    /// Each field at the first of its places alone.
    pub once: bool,
}

/// The kind.
pub const KIND: Kind = Kind {
    about: "merge fields by class and by what is wrong with them; a finding a field",
    keys: Keys::new(
        "check",
        &[
            Key::new(
                "fields",
                Shape::Many(&Shape::Names(&[FieldClass::MEANINGS])),
                "the classes of the fields",
            )
            .required(),
            Key::new(
                "problem",
                Shape::Many(&Shape::Names(&[FieldProblem::MEANINGS])),
                "only those that have one of these problems",
            ),
            IN,
            Key::new(
                "once",
                Shape::Flag,
                "a field that stands in several places is one finding, at the first of them",
            ),
        ],
    ),
    example: "{ fields: field, problem: [no-fallback, empty-fallback] }",
    decode,
};

fn decode(_: &Node, map: &mut MapReader, decoder: &mut Decoder) -> Check {
    Check::Fields(Fields {
        classes: map.choices("fields", FieldClass::NAMES, &mut decoder.problems),
        problems: map.choices("problem", FieldProblem::NAMES, &mut decoder.problems),
        parts: if map.get("in").is_some() { decoder.parts(map.get("in")) } else { Parts::ALL },
        once: map.flag("once", &mut decoder.problems).unwrap_or(false),
    })
}
