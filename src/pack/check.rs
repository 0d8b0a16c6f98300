//! The check kinds as written: a closed set. How each one runs is the engine's matter, one file a kind.

use serde::{Deserialize, Serialize};

use super::Severity;
use super::decode::Decoder;
use crate::account::FactKind;
use crate::analysis::{FactCount, Measure, Owner};
use crate::draft::Parts;
use crate::fields::{FieldClass, FieldProblem};
use crate::lexicon::Label;
use crate::yaml::{Fault, MapReader, Node};

/// A condition on marks. Fields are the keys of the kind, described in the pack schema.
#[allow(missing_docs)]
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Check {
    /// A finding for every mark.
    Each { labels: Vec<Label>, parts: Parts, unless: Vec<Label>, about: Option<Owner>, alone: bool, limit: Option<u32> },
    /// Marks or a measure against bounds.
    Count { of: Quantity, parts: Parts, bounds: Vec<Bound>, per_100_words: bool, distinct: bool },
    /// Marks as a share of other marks, against bounds.
    Share { labels: Vec<Label>, of: Vec<Label>, parts: Parts, bounds: Vec<Bound>, at_least: u32 },
    /// None of these marks is there.
    Missing { labels: Vec<Label>, parts: Parts, unless: Vec<Label> },
    /// The first mark comes after the second.
    Order { first: Vec<Label>, second: Vec<Label>, after: Option<f64> },
    /// Marks that have, or lack, another mark beside them.
    Near { labels: Vec<Label>, others: Vec<Label>, present: bool, within: Within, parts: Parts },
    /// A regular expression on the text.
    Pattern { pattern: String, unless: Option<String>, inside: Vec<Label>, parts: Parts },
    /// Merge fields by class and by what is wrong with them.
    Fields { classes: Vec<FieldClass>, problems: Vec<FieldProblem>, parts: Parts },
    /// What the draft makes of its account's facts, against bounds.
    Facts { count: FactCount, kinds: Vec<FactKind>, bounds: Vec<Bound>, per_100_words: bool },
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Quantity {
    /// Marks of these labels.
    Marks(Vec<Label>),
    /// A measure of the draft.
    Measure(Measure),
}

/// One bound, with the severity and points that it brings. Of several the last that holds counts.
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

/// How near is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Within {
    /// The same sentence.
    Sentence,
    /// The same paragraph.
    Paragraph,
    /// Anywhere in the message.
    Message,
    /// So many words apart at most.
    Words(u32),
}

/// The kinds by the key that names them.
pub const KINDS: &[&str] = &["each", "count", "share", "missing", "order", "near", "pattern", "fields", "facts"];

impl Check {
    /// Reads a check: exactly one kind, its own keys and no others.
    pub fn decode(node: &Node, decoder: &mut Decoder) -> Option<Check> {
        let mut map = MapReader::new("check", node, &mut decoder.faults)?;
        let kinds: Vec<&str> = node.entries().iter().filter_map(|(key, _)| key.as_str()).filter(|key| KINDS.contains(key)).collect();
        let kind = match kinds.as_slice() {
            [kind] => *kind,
            _ => {
                let what =
                    if kinds.is_empty() { "no check kind".to_string() } else { format!("several check kinds ({})", kinds.join(", ")) };
                decoder.faults.add(Fault::new(node.span, what).hint(format!("exactly one of: {}", KINDS.join(", "))));
                return None;
            }
        };
        let check = match kind {
            "each" => Check::Each {
                labels: decoder.labels(map.get("each")),
                unless: decoder.labels(map.get("unless")),
                about: map.get("about").and_then(|node| decoder.faults.choice(node, Owner::NAMES)),
                alone: map.get("alone").and_then(|node| decoder.faults.flag(node)).unwrap_or(false),
                limit: map.get("limit").and_then(|node| decoder.faults.whole(node, 1..=100)),
                parts: decoder.parts(map.get("in")),
            },
            "count" => Check::Count {
                of: decoder.quantity(map.get("count")),
                parts: decoder.parts(map.get("in")),
                per_100_words: map.get("per").and_then(|node| decoder.faults.choice(node, &[("100-words", true)])).unwrap_or(false),
                distinct: map.get("distinct").and_then(|node| decoder.faults.flag(node)).unwrap_or(false),
                bounds: decoder.bounds(node, &mut map),
            },
            "share" => Check::Share {
                labels: decoder.labels(map.get("share")),
                of: map.require("of", &mut decoder.faults).map(|node| decoder.labels(Some(node))).unwrap_or_default(),
                parts: decoder.parts(map.get("in")),
                at_least: map.get("at-least").and_then(|node| decoder.faults.whole(node, 1..=1000)).unwrap_or(1),
                bounds: decoder.bounds(node, &mut map),
            },
            "missing" => Check::Missing {
                labels: decoder.labels(map.get("missing")),
                unless: decoder.labels(map.get("unless")),
                parts: decoder.parts(map.get("in")),
            },
            "order" => {
                let pair = map.get("order").map(Node::items).unwrap_or_default();
                if pair.len() != 2 {
                    decoder.faults.add(Fault::new(node.span, "`order` needs two labels: what should come first, and what came before it"));
                }
                Check::Order {
                    first: decoder.labels(pair.first()),
                    second: decoder.labels(pair.get(1)),
                    after: map.get("after").and_then(|node| decoder.faults.number(node)),
                }
            }
            "near" => {
                let (with, without) = (map.get("with"), map.get("without"));
                if with.is_some() == without.is_some() {
                    decoder.faults.add(Fault::new(node.span, "`near` needs either `with` or `without`"));
                }
                Check::Near {
                    labels: decoder.labels(map.get("near")),
                    others: decoder.labels(with.or(without)),
                    present: with.is_some(),
                    within: map.get("within").and_then(|node| decoder.within(node)).unwrap_or(Within::Sentence),
                    parts: decoder.parts(map.get("in")),
                }
            }
            "pattern" => Check::Pattern {
                pattern: map.get("pattern").and_then(|node| decoder.pattern(node)).unwrap_or_default(),
                unless: map.get("unless").and_then(|node| decoder.pattern(node)),
                inside: decoder.labels(map.get("inside")),
                parts: decoder.parts(map.get("in")),
            },
            "facts" => Check::Facts {
                count: map.get("facts").and_then(|node| decoder.faults.choice(node, FactCount::NAMES)).unwrap_or(FactCount::Used),
                kinds: map.get("kind").map(|node| decoder.choices(node, FactKind::NAMES)).unwrap_or_default(),
                per_100_words: map.get("per").and_then(|node| decoder.faults.choice(node, &[("100-words", true)])).unwrap_or(false),
                bounds: decoder.bounds(node, &mut map),
            },
            _ => Check::Fields {
                classes: map.get("fields").map(|node| decoder.choices(node, FieldClass::NAMES)).unwrap_or_default(),
                problems: map.get("problem").map(|node| decoder.choices(node, FieldProblem::NAMES)).unwrap_or_default(),
                parts: if map.get("in").is_some() { decoder.parts(map.get("in")) } else { Parts::ALL },
            },
        };
        map.finish(&mut decoder.faults);
        Some(check)
    }

    /// The bounds of a check that has some.
    pub fn bounds_mut(&mut self) -> Option<&mut Vec<Bound>> {
        match self {
            Check::Count { bounds, .. } | Check::Share { bounds, .. } | Check::Facts { bounds, .. } => Some(bounds),
            _ => None,
        }
    }

    /// Labels that the check looks at, so that a rule on a lexicon of no phrases can be told.
    pub fn labels(&self) -> Vec<Label> {
        match self {
            Check::Each { labels, .. } | Check::Missing { labels, .. } | Check::Near { labels, .. } | Check::Share { labels, .. } => {
                labels.clone()
            }
            Check::Count { of: Quantity::Marks(labels), .. } => labels.clone(),
            Check::Order { first, second, .. } => [first.as_slice(), second].concat(),
            Check::Pattern { inside, .. } => inside.clone(),
            _ => Vec::new(),
        }
    }
}
