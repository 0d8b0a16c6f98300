//! The model of sentences: fitted to sentences that readers labelled with owner, function and
//! specificity.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::labels::Example;
use super::solve::{Regression, Rows};
use crate::analysis::Analysis;
use crate::linear::{FeatureWeights, Key, Model, Vector};
use crate::order::InOrder;
use crate::vocabulary::quantity::{DEGREES, FUNCTIONS, OUTPUTS};
use crate::vocabulary::{Function, Owner};

/// A word or a pair is kept when it occurs in texts of at least this many sources.
const MIN_SOURCES: usize = 3;
/// The penalty of the ridge.
const PENALTY: f64 = 0.6;
/// At most this many words and pairs are kept.
const WORDS: usize = 2000;
/// What a sentence of a text that is only fitted to weighs beside one that readers got. With 6,059 such
/// sentences, on sources that were left out: owner .783 to .790 right, function .604 to .618, F1 of "of
/// this recipient" .521 to .531; at full weight .785, .617, .518.
const ONLY_FITTED: f64 = 0.5;

/// A labelled sentence with its features.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// Whose text it stands in.
    pub source: String,
    /// What the model reads.
    pub vector: Vector,
    /// The outputs that readers gave: 0 or 1 each.
    pub target: [f32; OUTPUTS],
    /// What it weighs.
    pub weight: f64,
}

/// The outputs for what readers said.
fn target(owner: Owner, function: Function, specific: u8) -> [f32; OUTPUTS] {
    let mut target = [0.0; OUTPUTS];
    let owner = Owner::NAMES.iter().position(|(_, known)| *known == owner).unwrap_or(3);
    target[owner] = 1.0;
    target[FUNCTIONS + function as usize] = 1.0;
    target[DEGREES + usize::from(specific.min(2))] = 1.0;
    target
}

/// Pairs the labelled sentences of an example with those that analysis found, by their words: each
/// label goes to the sentence that it shares most words with. The second number is the sentence's
/// place in the draft.
fn pair(example: &Example, draft: &Analysis) -> Vec<(usize, usize)> {
    let body = &example.steps[0].body;
    let places = |texts: &mut dyn Iterator<Item = &str>| {
        let mut at = 0;
        texts
            .map(|text| {
                let found =
                    body[at..].find(text).map(|found| found + at).or_else(|| body.find(text));
                let span = found.map(|start| (start, start + text.len()));
                at = span.map_or(at, |(_, end)| end);
                span
            })
            .collect::<Vec<_>>()
    };
    let labelled = places(&mut example.sentences.iter().map(|sentence| sentence.text.as_str()));
    let found = places(&mut draft.sentences.iter().map(|sentence| draft.slice(sentence.span)));
    let overlap = |a: Option<(usize, usize)>, b: Option<(usize, usize)>| match (a, b) {
        (Some(a), Some(b)) => a.1.min(b.1).saturating_sub(a.0.max(b.0)),
        _ => 0,
    };
    let mut pairs = Vec::new();
    for (label, place) in labelled.iter().enumerate() {
        let best =
            (0..found.len()).max_by_key(|at| (overlap(*place, found[*at]), std::cmp::Reverse(*at)));
        if let Some(best) = best.filter(|at| overlap(*place, found[*at]) > 0) {
            pairs.push((label, best));
        }
    }
    pairs
}

/// The labelled sentences of an example that the model reads; of the others, those that analysis
/// did not find among them, whether they are about neither.
pub fn labelled(example: &Example, draft: &Analysis) -> (Vec<Labelled>, Vec<bool>) {
    let pairs = pair(example, draft);
    let (mut read, mut unread) = (Vec::new(), Vec::new());
    let weight = if example.only_fitted { ONLY_FITTED } else { 1.0 };
    for (label, said) in example.sentences.iter().enumerate() {
        let found = pairs
            .iter()
            .find(|(of, _)| *of == label)
            .and_then(|(_, at)| draft.features[*at].clone());
        match found {
            Some(vector) => {
                let target = target(said.owner, said.function, said.specific);
                read.push(Labelled { source: example.source.clone(), vector, target, weight });
            }
            None => unread.push(said.owner == Owner::Neither),
        }
    }
    (read, unread)
}

/// The column of each feature.
pub type Columns = BTreeMap<Key, u32>;

/// Words and pairs that texts of enough sources have.
pub fn known_words<'v>(
    texts: impl Iterator<Item = (&'v str, &'v Vector)>,
    least: usize,
) -> BTreeSet<Key> {
    let mut sources: HashMap<Key, BTreeSet<&str>> = HashMap::new();
    for (source, vector) in texts {
        for (key, _) in &vector.words {
            let of = sources.entry(*key).or_default();
            if of.len() < least {
                of.insert(source);
            }
        }
    }
    sources.into_iter().filter(|(_, of)| of.len() >= least).map(|(key, _)| key).collect()
}

/// The columns of all features of some vectors: words that are known, and every mark and quantity
/// that occurs often enough.
pub fn columns<'v>(
    vectors: impl Iterator<Item = &'v Vector> + Clone,
    words: &BTreeSet<Key>,
) -> Columns {
    let mut dense: BTreeMap<Key, usize> = BTreeMap::new();
    vectors
        .flat_map(|vector| &vector.dense)
        .for_each(|(key, _)| *dense.entry(*key).or_default() += 1);
    let dense = dense.into_iter().filter(|(_, n)| *n >= 5).map(|(key, _)| key);
    words.iter().copied().chain(dense).enumerate().map(|(at, key)| (key, at as u32)).collect()
}

/// The row of a vector.
pub fn row(vector: &Vector, columns: &Columns) -> Vec<(u32, f32)> {
    let known = |key: Key| columns.contains_key(&key);
    let words = vector.normal(known, 1.0).map(|(key, value)| (columns[&key], value));
    let dense = vector.dense.iter().filter_map(|(key, value)| Some((*columns.get(key)?, *value)));
    words.chain(dense).collect()
}

/// Fits the model.
pub fn fit(sentences: &[&Labelled]) -> Model {
    let words = known_words(
        sentences.iter().map(|sentence| (sentence.source.as_str(), &sentence.vector)),
        MIN_SOURCES,
    );
    let solve = |columns: &Columns, start: Option<Vec<(f64, Vec<f64>)>>| {
        let rows: Rows = sentences.iter().map(|sentence| row(&sentence.vector, columns)).collect();
        let weights = sentences.iter().map(|sentence| sentence.weight).collect();
        let problem = Regression::new(&rows, columns.len(), weights, PENALTY);
        let target = |output: usize| {
            sentences.iter().map(|sentence| f64::from(sentence.target[output])).collect::<Vec<_>>()
        };
        let from = |output: usize| start.as_ref().map(|start| start[output].clone());
        let solved: Vec<(f64, Vec<f64>)> = (0..OUTPUTS)
            .into_par_iter()
            .map(|output| problem.logistic(&target(output), from(output)))
            .collect();
        (rows, solved)
    };
    let mut all = columns(sentences.iter().map(|sentence| &sentence.vector), &words);
    let mut start = None;
    if all.keys().filter(|key| key.is_words()).count() > WORDS {
        let (rows, solved) = solve(&all, None);
        let kept = strongest(&all, &rows, &solved, WORDS);
        start = Some(of_columns(&solved, &all, &kept));
        all = kept;
    }
    let (_, solved) = solve(&all, start);
    pack(&all, &solved)
}

/// What was solved for `all` columns, for those of them that were kept.
pub fn of_columns(
    solved: &[(f64, Vec<f64>)],
    all: &Columns,
    kept: &Columns,
) -> Vec<(f64, Vec<f64>)> {
    let of = |weights: &[f64]| kept.keys().map(|key| weights[all[key] as usize]).collect();
    solved.iter().map(|(intercept, weights)| (*intercept, of(weights))).collect()
}

/// Of all words and pairs the `most` that move the outputs most over these rows; every mark and
/// quantity.
pub fn strongest(
    columns: &Columns,
    rows: &Rows,
    solved: &[(f64, Vec<f64>)],
    most: usize,
) -> Columns {
    let mut squares = vec![0.0; columns.len()];
    let own = rows.iter().flatten().filter(|(column, _)| (*column as usize) < columns.len());
    own.for_each(|(column, value)| {
        squares[*column as usize] += f64::from(*value) * f64::from(*value)
    });
    // Outputs of small and of large spread count alike.
    let spread = |weights: &[f64]| {
        weights
            .iter()
            .zip(&squares)
            .map(|(weight, square)| weight * weight * square)
            .sum::<f64>()
            .max(1e-12)
    };
    let spreads: Vec<f64> = solved.iter().map(|(_, weights)| spread(weights)).collect();
    let moves = |column: u32| {
        let of = |((_, weights), spread): (&(f64, Vec<f64>), &f64)| {
            weights[column as usize].powi(2) / spread
        };
        solved.iter().zip(&spreads).map(of).sum::<f64>() * squares[column as usize]
    };
    let mut words: Vec<(f64, Key)> = columns
        .iter()
        .filter(|(key, _)| key.is_words())
        .map(|(key, column)| (moves(*column), *key))
        .collect();
    words.order_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let kept: BTreeSet<Key> = words.into_iter().take(most).map(|(_, key)| key).collect();
    let kept = columns.keys().filter(|key| !key.is_words() || kept.contains(key));
    kept.enumerate().map(|(at, key)| (*key, at as u32)).collect()
}

/// Packs solved weights, in steps of a thousandth of the largest of their output.
pub fn pack(columns: &Columns, solved: &[(f64, Vec<f64>)]) -> Model {
    let largest =
        |weights: &[f64]| weights.iter().fold(1e-6_f64, |most, weight| most.max(weight.abs()));
    let steps: Vec<f64> = solved.iter().map(|(_, weights)| largest(weights) / 1000.0).collect();
    let rows = columns.iter().map(|(key, column)| {
        let weight = |(solved, step): (&(f64, Vec<f64>), &f64)| {
            (solved.1[*column as usize] / step).round() as i16
        };
        FeatureWeights { key: *key, weights: solved.iter().zip(&steps).map(weight).collect() }
    });
    let rows = rows.filter(|row| row.weights.iter().any(|weight| *weight != 0)).collect();
    Model::new(
        solved.iter().map(|(intercept, _)| *intercept as f32).collect(),
        steps.iter().map(|step| *step as f32).collect(),
        rows,
    )
}
