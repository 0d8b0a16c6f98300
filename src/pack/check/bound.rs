//! Bounds: from which value on a check finds something, and what each tier of it brings.

use serde::{Deserialize, Serialize};

use crate::pack::decoder::Decoder;
use crate::pack::decoder::{POINTS, SEVERITY};
use crate::text::Problem;
use crate::vocabulary::Severity;
use crate::yaml::{Key, Keys, MapReader, Node, Shape};

/// One bound, with its severity and points. Of several the last that is passed counts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bound {
    /// Holds when the value is greater.
    pub above: Option<f64>,
    /// Holds when the value is less.
    pub below: Option<f64>,
    /// In place of the rule's severity.
    pub severity: Option<Severity>,
    /// In place of the rule's points.
    pub points: Option<u8>,
}

impl Bound {
    /// True when `value` is beyond the bound.
    pub fn holds(&self, value: f64) -> bool {
        self.above.is_none_or(|above| value > above) && self.below.is_none_or(|below| value < below)
    }

    /// The limit that was passed, for messages.
    pub fn limit(&self) -> f64 {
        self.above.or(self.below).unwrap_or_default()
    }
}

/// `above` of a check or a tier.
pub const ABOVE: Key =
    Key::new("above", Shape::Number, "finds something when the value is greater");
/// `below` of a check or a tier.
pub const BELOW: Key = Key::new("below", Shape::Number, "finds something when the value is less");
/// `tiers` of a check.
pub const TIERS: Key = Key::new(
    "tiers",
    Shape::List(&Shape::Map(&TIER), 1),
    "several bounds in place of one, each with a severity and points of its own; the last that is passed counts",
);
/// A tier.
pub const TIER: Keys = Keys::new("a tier", &[ABOVE, BELOW, SEVERITY, POINTS]);

impl Decoder<'_> {
    /// `above`, `below` or `tiers`.
    pub fn bounds(&mut self, node: &Node, map: &mut MapReader) -> Vec<Bound> {
        let direct = Bound {
            above: map.number("above", &mut self.problems),
            below: map.number("below", &mut self.problems),
            severity: None,
            points: None,
        };
        let tiers = map.get("tiers");
        let is_direct = is_bounded(node);
        if is_direct == tiers.is_some() {
            self.problems
                .add(Problem::error(node.span, "needs `above` or `below`, or else `tiers`"));
        }
        let Some(tiers) = tiers else { return vec![direct] };
        tiers.items().iter().filter_map(|tier| self.tier(tier)).collect()
    }

    /// One tier.
    pub fn tier(&mut self, node: &Node) -> Option<Bound> {
        let mut map = MapReader::of(&TIER, node, &mut self.problems)?;
        let bound = Bound {
            above: map.number("above", &mut self.problems),
            below: map.number("below", &mut self.problems),
            severity: map.choice("severity", Severity::NAMES, &mut self.problems),
            points: map.whole("points", &mut self.problems).map(|points| points as u8),
        };
        map.finish(&mut self.problems);
        if !is_bounded(node) {
            self.problems.add(Problem::error(node.span, "a tier needs `above` or `below`"));
        }
        Some(bound)
    }
}

/// True for a bound that is given, be it a number or not: what is no number is told as that.
fn is_bounded(node: &Node) -> bool {
    ["above", "below"].iter().any(|key| node.get(key).is_some_and(|value| !value.is_null()))
}
