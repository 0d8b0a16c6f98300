//! The file of the fitted reader: weights of the models of sentences and drafts, what findings
//! take, and the card that says what they were fitted to. `germane fit` writes it.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Rulebook, Setting};
use crate::linear::{DraftModel, FeatureWeights, Key, Model};
use crate::text::{Problem, Span};
use crate::vocabulary::{Dimension, quantity};
use crate::yaml::{MapReader, Node, Problems};

/// What the weights were fitted to, and how well they do on sources that were left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Name of the reader.
    pub name: String,
    /// Changes with every fit: a sum over the weights.
    pub version: String,
    /// What is said of the fit, line by line: name and value.
    pub lines: Vec<(String, String)>,
}

impl Card {
    /// Name and version.
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }
}

/// Sections of drafts, in the order of [`Setting`].
const SECTIONS: [(&str, Setting); 3] =
    [("message", Setting::Message), ("post", Setting::Post), ("sequence", Setting::Sequence)];

/// All stems that the weights name.
pub fn stems(root: &Node) -> Vec<String> {
    let sections = ["sentence", "message", "post", "sequence"]
        .into_iter()
        .filter_map(|section| root.get(section)?.get("weights"));
    let names = sections.flat_map(Node::entries).filter_map(|(name, _)| name.as_str());
    let words = names.filter(|name| !name.contains(':')).flat_map(|name| name.split(' '));
    words.filter(|word| !word.starts_with('<')).map(str::to_string).collect()
}

/// Reads the file into a rulebook: its models, its card, and what the findings of its rules take.
pub fn read(root: &Node, book: &mut Rulebook) -> Vec<Problem> {
    let mut problems = Problems::default();
    let Some(mut map) = MapReader::new("a reader", root, &mut problems) else { return problems.0 };
    let name = map
        .require("reader", &mut problems)
        .and_then(|node| problems.string(node))
        .unwrap_or_default();
    let version = map
        .require("version", &mut problems)
        .and_then(|node| problems.string(node))
        .unwrap_or_default();
    // What it was also fitted to concerns `germane fit --check` alone.
    map.get("also");
    map.get("vectors");
    let lines = map.get("card").map(Node::entries).unwrap_or_default();
    let text = |node: &Node| node.as_str().unwrap_or_default().to_string();
    let first = book.card.version.is_empty();
    book.card = Card {
        name,
        version,
        lines: lines.iter().map(|(key, value)| (text(key), text(value))).collect(),
    };
    // Without sentences of its own a reader keeps those of the one before.
    if let Some(node) = map.get("sentence") {
        book.models.sentence =
            model(node, quantity::OUTPUTS, quantity::SENTENCE, book, &mut problems);
    }
    let quantities: Vec<&str> = quantity::DRAFT.iter().map(String::as_str).collect();
    let mut fitted: HashMap<String, [f32; 3]> = HashMap::new();
    for (section, setting) in SECTIONS {
        let Some(node) = map.require(section, &mut problems) else { continue };
        let read = draft_model(node, &quantities, book, &mut problems);
        for (rule, points) in node.get("points").map(Node::entries).unwrap_or_default() {
            let (Some(rule), Some(points)) = (rule.as_str(), numbers(points, 1, &mut problems))
            else {
                continue;
            };
            fitted.entry(rule.to_string()).or_default()[setting as usize] = points[0] as f32;
        }
        match setting {
            Setting::Message => book.models.message = read,
            Setting::Post => book.models.post = read,
            Setting::Sequence => book.models.sequence = read,
        }
    }
    map.finish(&mut problems);
    // A rule that the fit never met, such as those on accounts, takes the points that its pack
    // gives it. One whose points a configuration set keeps them.
    for rule in
        book.rules.iter_mut().filter(|rule| !rule.dimension.is_gate() && (first || rule.withholds))
    {
        let rule = Arc::make_mut(rule);
        rule.withholds = true;
        rule.fitted = fitted.get(&rule.id).copied();
    }
    problems.0
}

fn draft_model(
    node: &Node,
    quantities: &[&str],
    book: &mut Rulebook,
    problems: &mut Problems,
) -> DraftModel {
    let mut value = |key: &str, many: usize| match node.get(key) {
        Some(node) => numbers(node, many, problems).unwrap_or_else(|| vec![0.0; many]),
        None => {
            problems.add(Problem::error(node.span, format!("`{key}` is missing")));
            vec![0.0; many]
        }
    };
    let shares = value("shares", Dimension::SCORED.len());
    let [added, gate, welcome, unwelcome] =
        ["added", "gate", "welcome", "unwelcome"].map(|key| value(key, 1)[0]);
    let shares = std::array::from_fn(|at| shares[at]);
    let mut optional = |key: &str, default: f64, least: f64| {
        let Some(given) = node.get(key) else { return default };
        let number = numbers(given, 1, problems).map_or(default, |numbers| numbers[0]);
        if number < least {
            let message = format!("`{key}` is {least} or more, not {number}");
            problems.add(Problem::error(given.span, message));
            return default;
        }
        number
    };
    let sentence_bound = optional("sentence-bound", 100.0, 0.0);
    let least = optional("least-length", 1.0, 1.0) as f32;
    DraftModel {
        model: model(node, Dimension::SCORED.len(), quantities, book, problems).with_least(least),
        shares,
        added,
        sentence_bound,
        gate,
        welcome,
        unwelcome,
    }
}

fn model(
    node: &Node,
    outputs: usize,
    quantities: &[&str],
    book: &mut Rulebook,
    problems: &mut Problems,
) -> Model {
    let mut list = |key: &str| match node.get(key) {
        Some(node) => numbers(node, outputs, problems).unwrap_or_else(|| vec![0.0; outputs]),
        None => {
            problems.add(Problem::error(node.span, format!("`{key}` is missing")));
            vec![0.0; outputs]
        }
    };
    let single =
        |values: Vec<f64>| values.into_iter().map(|value| value as f32).collect::<Vec<f32>>();
    let (intercept, step) = (single(list("intercept")), single(list("step")));
    let mut rows = Vec::new();
    for (name, weights) in node.get("weights").map(Node::entries).unwrap_or_default() {
        let Some(weights) = numbers(weights, outputs, problems) else { continue };
        let text = name.as_str().unwrap_or_default();
        let lexicons = Arc::make_mut(&mut book.lexicons);
        match Key::named(text, &mut lexicons.vocabulary, &lexicons.labels, quantities) {
            Some(key) => rows.push(FeatureWeights {
                key,
                weights: weights.into_iter().map(|weight| weight as i16).collect(),
            }),
            // A mark of a lexicon that a rulebook does not have can never occur.
            None if text.starts_with("mark:") => {}
            None => {
                problems.add(Problem::error(name.span, format!("there is no feature `{text}`")))
            }
        }
    }
    Model::new(intercept, step, rows)
}

/// No number of a reader is larger: sums of larger ones would be no numbers.
const LARGEST: f64 = 1e6;

/// Numbers with blanks between them.
fn numbers(node: &Node, many: usize, problems: &mut Problems) -> Option<Vec<f64>> {
    let parsed: Option<Vec<f64>> = node.as_str().and_then(|text| {
        text.split_whitespace()
            .map(|word| word.parse().ok().filter(|number: &f64| number.abs() <= LARGEST))
            .collect()
    });
    match parsed {
        Some(numbers) if numbers.len() == many => Some(numbers),
        _ => {
            problems.add(Problem::error(
                Span { ..node.span },
                format!(
                    "{many} numbers from -{LARGEST} to {LARGEST} with blanks between them are expected here"
                ),
            ));
            None
        }
    }
}
