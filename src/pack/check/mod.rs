//! The check kinds: a closed set, one file each, with its keys, an example and how it is read. How
//! a kind runs is the engine's matter, one file a kind there too.

mod bound;
mod count;
mod each;
mod facts;
mod fields;
mod missing;
mod near;
mod order;
mod pattern;
mod share;
mod stages;
mod steps;

pub use bound::{ABOVE, BELOW, Bound, TIER, TIERS};
pub use count::{Count, Quantity};
pub use each::Each;
pub use facts::Facts;
pub use fields::Fields;
pub use missing::Missing;
pub use near::{Near, Within};
pub use order::Order;
pub use pattern::Pattern;
pub use share::Share;
pub use stages::Stages;
pub use steps::{StepQuantity, Steps};

use serde::{Deserialize, Serialize};

use super::decoder::Decoder;
use crate::text::Problem;
use crate::vocabulary::{Label, Part, Parts};
use crate::yaml::{Key, Keys, MapReader, Node, Shape};

/// A condition on marks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Check {
    /// A finding for every mark.
    Each(Each),
    /// Marks or a measure against bounds.
    Count(Count),
    /// Marks as a share of other marks, against bounds.
    Share(Share),
    /// None of these marks is there.
    Missing(Missing),
    /// The first mark comes after the second.
    Order(Order),
    /// Marks that have, or lack, another mark beside them.
    Near(Near),
    /// Labels that come one after the other and fill the message.
    Stages(Stages),
    /// A regular expression on the text.
    Pattern(Pattern),
    /// Merge fields by class and by what is wrong with them.
    Fields(Fields),
    /// What the draft makes of its account's facts, against bounds.
    Facts(Facts),
    /// Marks of a step of a sequence, compared with the other steps; or a measure of it.
    Steps(Steps),
}

/// A check kind as packs write it.
#[derive(Debug)]
pub struct Kind {
    /// What it finds.
    pub about: &'static str,
    /// Its keys. The first one names the kind.
    pub keys: Keys,
    /// A check of this kind, in YAML.
    pub example: &'static str,
    decode: fn(&Node, &mut MapReader, &mut Decoder) -> Check,
}

impl Kind {
    /// The key that names it.
    pub fn name(&self) -> &'static str {
        self.keys.keys[0].name
    }
}

/// All kinds.
pub static KINDS: [Kind; 11] = [
    each::KIND,
    count::KIND,
    share::KIND,
    missing::KIND,
    order::KIND,
    near::KIND,
    stages::KIND,
    pattern::KIND,
    fields::KIND,
    steps::KIND,
    facts::KIND,
];

/// The keys of all kinds.
pub fn tables() -> Vec<&'static Keys> {
    KINDS.iter().map(|kind| &kind.keys).collect()
}

/// Marks: a label, or several.
const LABELS: Shape = Shape::Many(&Shape::Label);
/// `in` of a check.
const IN: Key = Key::new(
    "in",
    Shape::Many(&Shape::Names(&[Part::MEANINGS, Parts::GROUPS])),
    "only in these parts",
);
/// `per` of a check.
const PER: Key = Key::new("per", Shape::Words(&["100-words"]), "by 100 words of the message");

impl Decoder<'_> {
    /// Reads a check: exactly one kind, its own keys and no others.
    pub(super) fn check(&mut self, node: &Node) -> Option<Check> {
        let kind = |key: &Node| KINDS.iter().find(|kind| key.as_str() == Some(kind.name()));
        let given: Vec<&'static Kind> =
            node.entries().iter().filter_map(|(key, _)| kind(key)).collect();
        let [kind] = given.as_slice() else {
            MapReader::new("check", node, &mut self.problems)?;
            let names = |kinds: &mut dyn Iterator<Item = &Kind>| {
                kinds.map(Kind::name).collect::<Vec<_>>().join(", ")
            };
            let several = names(&mut given.iter().copied());
            let what = if several.is_empty() {
                "no check kind".to_string()
            } else {
                format!("several check kinds ({several})")
            };
            self.problems.add(
                Problem::error(node.span, what)
                    .hint(format!("exactly one of: {}", names(&mut KINDS.iter()))),
            );
            return None;
        };
        let mut map = MapReader::of(&kind.keys, node, &mut self.problems)?;
        let check = (kind.decode)(node, &mut map, self);
        map.finish(&mut self.problems);
        Some(check)
    }

    fn per_100_words(&mut self, map: &mut MapReader) -> bool {
        map.choice("per", &[("100-words", true)], &mut self.problems).unwrap_or(false)
    }
}

impl Check {
    /// The most points that a tier of its bounds takes, when some tier says it.
    pub fn most_points(&self) -> Option<u8> {
        self.bounds().iter().filter_map(|bound| bound.points).max()
    }

    /// The bounds of a check; none when it has none.
    pub fn bounds(&self) -> &[Bound] {
        match self {
            Check::Count(Count { bounds, .. })
            | Check::Share(Share { bounds, .. })
            | Check::Stages(Stages { bounds, .. })
            | Check::Facts(Facts { bounds, .. })
            | Check::Steps(Steps { bounds, .. }) => bounds,
            _ => &[],
        }
    }

    /// The bounds of a check that has some, to be changed.
    pub fn bounds_mut(&mut self) -> Option<&mut Vec<Bound>> {
        match self {
            Check::Count(Count { bounds, .. })
            | Check::Share(Share { bounds, .. })
            | Check::Stages(Stages { bounds, .. })
            | Check::Facts(Facts { bounds, .. })
            | Check::Steps(Steps { of: StepQuantity::Measure(_), bounds, .. }) => Some(bounds),
            _ => None,
        }
    }

    /// Labels that the check looks at, so that a rule on a lexicon of no phrases can be reported.
    pub fn labels(&self) -> Vec<Label> {
        match self {
            Check::Each(Each { labels, .. })
            | Check::Missing(Missing { labels, .. })
            | Check::Near(Near { labels, .. })
            | Check::Share(Share { labels, .. })
            | Check::Count(Count { of: Quantity::Marks(labels), .. })
            | Check::Steps(Steps { of: StepQuantity::Marks(labels), .. }) => labels.clone(),
            Check::Stages(check) => check.stages.clone(),
            Check::Order(check) => [check.first.as_slice(), &check.second].concat(),
            Check::Pattern(check) => check.inside.clone(),
            _ => Vec::new(),
        }
    }
}
