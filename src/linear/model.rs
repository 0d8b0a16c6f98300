//! Weights of several outputs over one list of features, packed for a quick start and a quick look-up.

use serde::{Deserialize, Serialize};

use super::vector::join;
use super::{Key, Vector, damped};
use crate::lexicon::Packed;

/// A model: for each output an intercept and a weight a feature.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Model {
    /// What each output starts from.
    pub intercept: Vec<f32>,
    /// What one step of the stored weights is worth, output by output.
    pub step: Vec<f32>,
    /// Keys in order.
    keys: Packed<8>,
    /// Weights in steps, a row a key.
    weights: Packed<2>,
    /// Where each key's row is: its number and one at the place that [`place`] gives, or at the next that was free; 0 where nothing is.
    /// A quarter of the places at most are taken, so that a look-up ends soon: nearly all pairs of a text are in no model.
    rows: Packed<4>,
}

/// A feature's weights before they are packed, in steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The feature.
    pub key: Key,
    /// A weight an output.
    pub weights: Vec<i16>,
}

impl Model {
    /// Packs rows; of two rows for one key the last holds.
    pub fn new(intercept: Vec<f32>, step: Vec<f32>, mut rows: Vec<Row>) -> Self {
        rows.sort_by_key(|row| row.key);
        rows.reverse();
        rows.dedup_by_key(|row| row.key);
        rows.reverse();
        let mut places = vec![0_u32; (rows.len() * 4).next_power_of_two()];
        for (number, row) in (1..).zip(&rows) {
            let mut at = place(row.key, places.len());
            while places[at] != 0 {
                at = (at + 1) & (places.len() - 1);
            }
            places[at] = number;
        }
        Model {
            keys: rows.iter().map(|row| row.key.0.to_le_bytes()).collect(),
            weights: rows.iter().flat_map(|row| &row.weights).map(|weight| weight.to_le_bytes()).collect(),
            rows: places.into_iter().collect(),
            intercept,
            step,
        }
    }

    /// How many outputs it has.
    pub fn outputs(&self) -> usize {
        self.intercept.len()
    }

    /// How many features it weighs.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// True for a model without features.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// All rows, as they are stored.
    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        (0..self.len()).map(|row| Row { key: Key(self.keys.at(row)), weights: self.stored(row).collect() })
    }

    /// The weights of a row, in steps.
    fn stored(&self, row: usize) -> impl Iterator<Item = i16> + '_ {
        self.weights[row * self.outputs()..][..self.outputs()].iter().map(|weight| i16::from_le_bytes(*weight))
    }

    /// The row of a feature, if it has one.
    pub fn row(&self, key: Key) -> Option<usize> {
        if self.is_empty() {
            return None;
        }
        let mut at = place(key, self.rows.len());
        loop {
            let row = (self.rows.at(at) as usize).checked_sub(1)?;
            if self.keys.at(row) == key.0 {
                return Some(row);
            }
            at = (at + 1) & (self.rows.len() - 1);
        }
    }

    /// The weights of a row, each in its output's unit.
    pub fn weights(&self, row: usize) -> impl Iterator<Item = f32> + '_ {
        self.stored(row).zip(&self.step).map(|(weight, step)| f32::from(weight) * step)
    }

    /// Adds `value` times a row's weights to `sums`.
    pub fn add(&self, row: usize, value: f32, sums: &mut [f32]) {
        let weights = self.stored(row).zip(&self.step);
        sums.iter_mut().zip(weights).for_each(|(sum, (weight, step))| *sum += value * f32::from(weight) * step);
    }

    /// The rows of those words that it weighs, each once and with how often it occurs, in the order of keys. The words need not be counted:
    /// of most words and nearly all pairs a model knows nothing, and only the others are worth to be put in order.
    pub fn known(&self, words: &[(Key, f32)]) -> Vec<(usize, f32)> {
        let mut known = Vec::with_capacity(words.len() / 2);
        known.extend(words.iter().filter_map(|(key, count)| Some((self.row(*key)?, *count))));
        join(&mut known);
        known
    }

    /// The outputs for a vector.
    pub fn apply(&self, vector: &Vector) -> Vec<f32> {
        self.sum(&self.known(&vector.words), &vector.dense)
    }

    /// The outputs for the [`Model::known`] words of a vector, and its marks and quantities.
    pub fn sum(&self, known: &[(usize, f32)], dense: &[(Key, f32)]) -> Vec<f32> {
        let mut sums = self.intercept.clone();
        let length = known.iter().map(|(_, count)| damped(*count).powi(2)).sum::<f32>().sqrt().max(1.0);
        known.iter().for_each(|(row, count)| self.add(*row, damped(*count) / length, &mut sums));
        for (key, value) in dense {
            if let Some(row) = self.row(*key) {
                self.add(row, *value, &mut sums);
            }
        }
        sums
    }
}

/// Where a key is looked for first, of so many places, a power of two: the upper bits of its product with an odd constant (Fibonacci hashing).
fn place(key: Key, places: usize) -> usize {
    (key.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (places as u64 - 1).leading_zeros()) as usize
}
