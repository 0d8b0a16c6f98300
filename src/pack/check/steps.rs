//! `steps`: marks of a step of a sequence, compared with the other steps; or a measure of it.

use serde::{Deserialize, Serialize};

use super::{ABOVE, BELOW, Bound, Check, IN, Kind, LABELS, TIERS};
use crate::pack::decoder::Decoder;
use crate::text::Problem;
use crate::vocabulary::{Label, Parts, StepMeasure, Turn};
use crate::yaml::{Key, Keys, MapReader, Node, Shape};

/// Marks of a step of a sequence, compared with the other steps; or a measure of the sequence or of
/// its steps. Runs on sequences alone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Steps {
    /// What is looked at.
    pub of: StepQuantity,
    /// Against these bounds, when it is a measure.
    pub bounds: Vec<Bound>,
    /// Where in the step.
    pub parts: Parts,
    /// Only in these steps.
    pub turn: Option<Turn>,
    /// Not in a sentence that has one of these.
    pub unless: Vec<Label>,
    /// Earlier steps have one of these.
    pub after: Vec<Label>,
    /// In at least this many earlier steps.
    pub at_least: u32,
    /// A later step has one of these.
    pub before: Vec<Label>,
    /// No step at all has one of these.
    pub never: Vec<Label>,
    /// The step has more than one, and more than any step before it.
    pub rising: bool,
    /// At most this many findings a step.
    pub limit: u32,
}

/// What is looked at in a step, or in the whole sequence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum StepQuantity {
    /// Marks of these labels.
    Marks(Vec<Label>),
    /// A measure of the sequence or of its steps.
    Measure(StepMeasure),
}

/// The kind.
pub const KIND: Kind = Kind {
    about: "marks of a step of a sequence, compared with the other steps; or a measure of the sequence or of its steps, against bounds",
    keys: Keys::new(
        "check",
        &[
            Key::new(
                "steps",
                Shape::Either(&[Shape::Names(&[StepMeasure::MEANINGS]), LABELS]),
                "a measure, or else marks",
            )
            .required(),
            IN,
            Key::new("at", Shape::Names(&[Turn::MEANINGS]), "only in these steps"),
            Key::new("unless", LABELS, "not in a sentence that has one of these marks"),
            Key::new("after", LABELS, "earlier steps have one of these marks"),
            Key::new(
                "at-least",
                Shape::Whole(1, 100),
                "in at least this many earlier steps (1 when nothing is said)",
            ),
            Key::new("before", LABELS, "a later step has one of these marks"),
            Key::new("never", LABELS, "no step of the sequence has one of these marks"),
            Key::new(
                "rising",
                Shape::Flag,
                "the step has more than one of the marks, and more than any step before it",
            ),
            Key::new(
                "limit",
                Shape::Whole(1, 100),
                "at most this many findings a step (1 when nothing is said)",
            ),
            ABOVE,
            BELOW,
            TIERS,
        ],
    ),
    example: "{ steps: ask-meeting, at: later, after: ask-meeting, at-least: 2 }",
    decode,
};

fn decode(node: &Node, map: &mut MapReader, decoder: &mut Decoder) -> Check {
    let given = map.get("steps");
    let of = match StepMeasure::named(given.and_then(Node::as_str).unwrap_or_default()) {
        Some(measure) => StepQuantity::Measure(measure),
        None => StepQuantity::Marks(decoder.labels(given)),
    };
    let steps = Steps {
        of,
        bounds: Vec::new(),
        parts: decoder.parts(map.get("in")),
        turn: map.choice("at", Turn::NAMES, &mut decoder.problems),
        unless: decoder.labels(map.get("unless")),
        after: decoder.labels(map.get("after")),
        at_least: map.whole("at-least", &mut decoder.problems).unwrap_or(1),
        before: decoder.labels(map.get("before")),
        never: decoder.labels(map.get("never")),
        rising: map.flag("rising", &mut decoder.problems).unwrap_or(false),
        limit: map.whole("limit", &mut decoder.problems).unwrap_or(1),
    };
    let bounds = match &steps.of {
        StepQuantity::Measure(_) => decoder.bounds(node, map),
        StepQuantity::Marks(_) => {
            for given in ["above", "below", "tiers"].iter().filter_map(|key| map.get(key)) {
                decoder.problems.add(Problem::error(
                    given.span,
                    "bounds are for measures; marks of steps are there or not",
                ));
            }
            Vec::new()
        }
    };
    Check::Steps(Steps { bounds, ..steps })
}
