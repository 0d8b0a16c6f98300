//! What reads the parts of a pack: it collects problems, and the labels that were named.

use crate::lexicon::Labels;
use crate::text::{Problem, Span};
use crate::vocabulary::{Label, Parts, Severity};
use crate::yaml::{Key, Node, Problems, Shape};

/// A name in kebab case.
pub const ID: Shape = Shape::Form("^[a-z0-9]+(-[a-z0-9]+)*$");
/// `severity` of a rule, a change of one, or a tier.
pub const SEVERITY: Key =
    Key::new("severity", Shape::Names(&[Severity::MEANINGS]), "how much a finding matters");
/// `points` of a rule, a change of one, or a tier.
pub const POINTS: Key = Key::new(
    "points",
    Shape::Whole(0, 100),
    "what a first finding takes from the score of its dimension; of a rule that was fitted, what its tiers are worth beside each other",
);

/// Carries problems, and the labels that were named, through the reading of one pack.
pub struct Decoder<'l> {
    /// What is wrong.
    pub problems: Problems,
    /// Labels by name.
    pub labels: &'l mut Labels,
    /// Names of labels used, with their places, to be checked when all lexicons are known.
    pub used: Vec<(String, Span)>,
    /// Bytes that the regular expressions read so far take.
    pub compiled: usize,
}

impl<'l> Decoder<'l> {
    /// A decoder without problems.
    pub fn new(labels: &'l mut Labels) -> Self {
        Decoder { problems: Problems::default(), labels, used: Vec::new(), compiled: 0 }
    }

    /// A kebab-case name.
    pub fn id(&mut self, node: &Node) -> Option<String> {
        let name = self.problems.string(node)?;
        let kebab = name.split('-').all(|word| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        });
        if !kebab {
            self.problems.add(
                Problem::error(node.span, format!("`{name}` is not kebab-case"))
                    .hint("lower-case letters and digits, words joined by `-`"),
            );
        }
        kebab.then_some(name)
    }

    /// Labels by name; new ones are made, and must turn out to be some lexicon's.
    pub fn labels(&mut self, node: Option<&Node>) -> Vec<Label> {
        let names: Vec<(String, Span)> = node
            .map(Node::items)
            .unwrap_or_default()
            .iter()
            .filter_map(|item| self.problems.string(item).map(|name| (name, item.span)))
            .collect();
        names
            .into_iter()
            .map(|(name, span)| {
                let label = self.labels.add(&name);
                self.used.push((name, span));
                label
            })
            .collect()
    }

    /// Parts; nothing given means the message.
    pub fn parts(&mut self, node: Option<&Node>) -> Parts {
        let sets = node.map(|node| self.problems.choices(node, Parts::NAMES)).unwrap_or_default();
        sets.into_iter().reduce(Parts::union).unwrap_or(Parts::MESSAGE)
    }
}
