//! The check kinds as written: a closed set. How each one runs is the engine's matter, one file a kind.

use serde::{Deserialize, Serialize};

use super::Severity;
use super::decode::Decoder;
use crate::account::FactKind;
use crate::analysis::sequence::StepMeasure;
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
    Count { of: Quantity, parts: Parts, bounds: Vec<Bound>, per_100_words: bool, distinct: bool, at_least: u32 },
    /// Marks as a share of other marks, against bounds.
    Share { labels: Vec<Label>, of: Vec<Label>, parts: Parts, bounds: Vec<Bound>, at_least: u32 },
    /// None of these marks is there.
    Missing { labels: Vec<Label>, parts: Parts, unless: Vec<Label> },
    /// The first mark comes after the second.
    Order { first: Vec<Label>, second: Vec<Label>, after: Option<f64> },
    /// Marks that have, or lack, another mark beside them.
    Near { labels: Vec<Label>, others: Vec<Label>, present: bool, within: Within, parts: Parts },
    /// Labels that come one after the other and fill the message.
    Stages { stages: Vec<Label>, bounds: Vec<Bound>, sentences: u32, cover: f64 },
    /// A regular expression on the text.
    Pattern { pattern: String, unless: Option<String>, inside: Vec<Label>, parts: Parts },
    /// Merge fields by class and by what is wrong with them.
    Fields { classes: Vec<FieldClass>, problems: Vec<FieldProblem>, parts: Parts },
    /// What the draft makes of its account's facts, against bounds.
    Facts { count: FactCount, kinds: Vec<FactKind>, bounds: Vec<Bound>, per_100_words: bool },
    /// What a step of a sequence bears against the other steps, or a measure of it.
    Steps { of: StepQuantity, terms: StepTerms, bounds: Vec<Bound> },
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Quantity {
    /// Marks of these labels.
    Marks(Vec<Label>),
    /// A measure of the draft.
    Measure(Measure),
}

/// What is looked at in a step, or in the whole sequence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum StepQuantity {
    /// Marks of these labels.
    Marks(Vec<Label>),
    /// A measure of the sequence or of its steps.
    Measure(StepMeasure),
}

/// Which step, and what the others must bear.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepTerms {
    /// Where in the step.
    pub parts: Parts,
    /// Only in these steps.
    pub turn: Option<Turn>,
    /// Not in a sentence that bears one of these.
    pub unless: Vec<Label>,
    /// Earlier steps bear one of these.
    pub after: Vec<Label>,
    /// So many earlier steps.
    pub at_least: u32,
    /// A later step bears one of these.
    pub before: Vec<Label>,
    /// No step at all bears one of these.
    pub never: Vec<Label>,
    /// The step bears more than one, and more than any step before it.
    pub rising: bool,
    /// So many findings a step at most.
    pub limit: u32,
}

/// Which steps of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Turn {
    /// The first.
    First,
    /// All but the first.
    Later,
    /// The last, of several.
    Last,
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
pub const KINDS: &[&str] = &["each", "count", "share", "missing", "order", "near", "stages", "pattern", "fields", "steps", "facts"];

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
                at_least: map.get("at-least").and_then(|node| decoder.faults.whole(node, 0..=1000)).unwrap_or_default(),
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
            "stages" => Check::Stages {
                stages: decoder.labels(map.get("stages")),
                bounds: decoder.bounds(node, &mut map),
                sentences: map.get("sentences").and_then(|node| decoder.faults.whole(node, 1..=100)).unwrap_or(1),
                cover: map.get("cover").and_then(|node| decoder.faults.number(node)).unwrap_or_default(),
            },
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
            "steps" => {
                let of = decoder.step_quantity(map.get("steps"));
                let turns = &[("first", Turn::First), ("later", Turn::Later), ("last", Turn::Last)];
                let terms = StepTerms {
                    parts: decoder.parts(map.get("in")),
                    turn: map.get("at").and_then(|node| decoder.faults.choice(node, turns)),
                    unless: decoder.labels(map.get("unless")),
                    after: decoder.labels(map.get("after")),
                    at_least: map.get("at-least").and_then(|node| decoder.faults.whole(node, 1..=100)).unwrap_or(1),
                    before: decoder.labels(map.get("before")),
                    never: decoder.labels(map.get("never")),
                    rising: map.get("rising").and_then(|node| decoder.faults.flag(node)).unwrap_or(false),
                    limit: map.get("limit").and_then(|node| decoder.faults.whole(node, 1..=100)).unwrap_or(1),
                };
                let bounds = match &of {
                    StepQuantity::Measure(_) => decoder.bounds(node, &mut map),
                    StepQuantity::Marks(_) => {
                        for given in ["above", "below", "tiers"].iter().filter_map(|key| map.get(key)) {
                            decoder.faults.add(Fault::new(given.span, "bounds are for measures; marks of steps are there or not"));
                        }
                        Vec::new()
                    }
                };
                Check::Steps { of, terms, bounds }
            }
            _ => Check::Fields {
                classes: map.get("fields").map(|node| decoder.choices(node, FieldClass::NAMES)).unwrap_or_default(),
                problems: map.get("problem").map(|node| decoder.choices(node, FieldProblem::NAMES)).unwrap_or_default(),
                parts: if map.get("in").is_some() { decoder.parts(map.get("in")) } else { Parts::ALL },
            },
        };
        map.finish(&mut decoder.faults);
        Some(check)
    }

    /// The most points that a tier of its bounds takes, when some tier says it.
    pub fn most_points(&self) -> Option<u8> {
        self.bounds().iter().filter_map(|bound| bound.points).max()
    }

    /// The bounds of a check; none when it has none.
    pub fn bounds(&self) -> &[Bound] {
        match self {
            Check::Count { bounds, .. } | Check::Share { bounds, .. } | Check::Stages { bounds, .. } | Check::Facts { bounds, .. } => {
                bounds
            }
            Check::Steps { of: StepQuantity::Measure(_), bounds, .. } => bounds,
            _ => &[],
        }
    }

    /// The bounds of a check that has some, to be changed.
    pub fn bounds_mut(&mut self) -> Option<&mut Vec<Bound>> {
        match self {
            Check::Count { bounds, .. } | Check::Share { bounds, .. } | Check::Stages { bounds, .. } | Check::Facts { bounds, .. } => {
                Some(bounds)
            }
            Check::Steps { of: StepQuantity::Measure(_), bounds, .. } => Some(bounds),
            _ => None,
        }
    }

    /// Labels that the check looks at, so that a rule on a lexicon of no phrases can be told.
    pub fn labels(&self) -> Vec<Label> {
        match self {
            Check::Each { labels, .. } | Check::Missing { labels, .. } | Check::Near { labels, .. } | Check::Share { labels, .. } => {
                labels.clone()
            }
            Check::Count { of: Quantity::Marks(labels), .. } | Check::Steps { of: StepQuantity::Marks(labels), .. } => labels.clone(),
            Check::Stages { stages, .. } => stages.clone(),
            Check::Order { first, second, .. } => [first.as_slice(), second].concat(),
            Check::Pattern { inside, .. } => inside.clone(),
            _ => Vec::new(),
        }
    }
}
