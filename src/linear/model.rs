//! Weights of several outputs over one list of features, packed for a quick start and a quick look-up.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::{Key, Vector, damped};

/// A model: for each output an intercept and a weight a feature.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Model {
    /// What each output starts from.
    pub intercept: Vec<f32>,
    /// What one step of the stored weights is worth, output by output.
    pub step: Vec<f32>,
    /// Keys in order, as pairs of numbers (high, low).
    #[serde(with = "crate::lexicon::packed")]
    keys: Vec<u32>,
    /// Weights in steps, a row a key, two to a number.
    #[serde(with = "crate::lexicon::packed")]
    weights: Vec<u32>,
    /// A bit for each key, by its hash: most words and nearly all pairs of a text are in no model, and need no search.
    #[serde(skip)]
    sieve: OnceLock<Box<[u64; SIEVE]>>,
}

/// Words of the sieve: 131,072 bits for some thousands of keys.
const SIEVE: usize = 2048;

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
        let mut model = Model { intercept, step, ..Model::default() };
        for row in rows {
            model.keys.extend([(row.key.0 >> 32) as u32, row.key.0 as u32]);
            let two =
                row.weights.chunks(2).map(|two| u32::from(two[0] as u16) | u32::from(two.get(1).map_or(0, |next| *next as u16)) << 16);
            model.weights.extend(two);
        }
        model
    }

    /// How many outputs it has.
    pub fn outputs(&self) -> usize {
        self.intercept.len()
    }

    /// How many features it weighs.
    pub fn len(&self) -> usize {
        self.keys.len() / 2
    }

    /// True for a model without features.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// All rows, as they are stored.
    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        (0..self.len()).map(|row| Row {
            key: Key(u64::from(self.keys[row * 2]) << 32 | u64::from(self.keys[row * 2 + 1])),
            weights: (0..self.outputs()).map(|output| self.stored(row, output)).collect(),
        })
    }

    fn stored(&self, row: usize, output: usize) -> i16 {
        let pair = self.weights[row * self.outputs().div_ceil(2) + output / 2];
        (pair >> (16 * (output % 2))) as u16 as i16
    }

    /// The row of a feature, if it has one.
    pub fn row(&self, key: Key) -> Option<usize> {
        let (word, bit) = place(key.0);
        if self.sieve.get_or_init(|| self.fill())[word] & bit == 0 {
            return None;
        }
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = (low + high) / 2;
            let found = u64::from(self.keys[middle * 2]) << 32 | u64::from(self.keys[middle * 2 + 1]);
            match found.cmp(&key.0) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn fill(&self) -> Box<[u64; SIEVE]> {
        let mut sieve = Box::new([0; SIEVE]);
        for key in self.keys.chunks(2) {
            let (word, bit) = place(u64::from(key[0]) << 32 | u64::from(key[1]));
            sieve[word] |= bit;
        }
        sieve
    }

    /// The weight of a row for an output, in the output's unit.
    pub fn weight(&self, row: usize, output: usize) -> f32 {
        f32::from(self.stored(row, output)) * self.step[output]
    }

    /// Adds `value` times a row's weights to `sums`.
    pub fn add(&self, row: usize, value: f32, sums: &mut [f32]) {
        let width = self.outputs().div_ceil(2);
        let row = &self.weights[row * width..(row + 1) * width];
        for (output, sum) in sums.iter_mut().enumerate() {
            *sum += value * f32::from((row[output / 2] >> (16 * (output % 2))) as u16 as i16) * self.step[output];
        }
    }

    /// The outputs for a vector.
    pub fn apply(&self, vector: &Vector) -> Vec<f32> {
        let mut sums = self.intercept.clone();
        let mut found = Vec::with_capacity(vector.words.len());
        let mut length = 0.0;
        for (key, count) in &vector.words {
            if let Some(row) = self.row(*key) {
                let value = damped(*count);
                length += value * value;
                found.push((row, value));
            }
        }
        let length = f32::sqrt(length).max(1.0);
        found.iter().for_each(|(row, value)| self.add(*row, value / length, &mut sums));
        for (key, value) in &vector.dense {
            if let Some(row) = self.row(*key) {
                self.add(row, *value, &mut sums);
            }
        }
        sums
    }
}

/// Where the bit of a key stands in the sieve: the upper bits of its product with an odd constant (Fibonacci hashing).
fn place(key: u64) -> (usize, u64) {
    let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 47;
    ((hash >> 6) as usize, 1 << (hash & 63))
}
