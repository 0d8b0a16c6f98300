//! Weights of several outputs over one list of features, packed for a quick start and a quick
//! look-up.

use serde::{Deserialize, Serialize};

use super::vector::join;
use super::{Key, Vector, damped};
use crate::lexicon::Packed;
use crate::vocabulary::Dimension;
use crate::vocabulary::quantity::OUTPUTS;

/// A model: for each output an intercept and a weight a feature.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Model {
    /// What each output starts from.
    pub intercept: Vec<f32>,
    /// What one step of the stored weights is worth, output by output.
    pub step: Vec<f32>,
    /// What the words of a text are divided by when they are no longer than this; see
    /// [`Vector::normal`].
    pub least: f32,
    /// Keys in order.
    keys: Packed<8>,
    /// Weights in steps, a row a key.
    weights: Packed<2>,
    /// Where each key's row is: its number and one at the place that [`place`] gives, or at the
    /// next that was free; 0 where nothing is. A quarter of the places at most are taken, so that a
    /// look-up ends soon: nearly all pairs of a text are in no model.
    rows: Packed<4>,
}

/// A feature's weights before they are packed, in steps.
#[derive(Clone, Debug, PartialEq)]
pub struct FeatureWeights {
    /// The feature.
    pub key: Key,
    /// A weight an output.
    pub weights: Vec<i16>,
}

impl Model {
    /// Packs rows; of two rows for one key the last counts.
    pub fn new(intercept: Vec<f32>, step: Vec<f32>, mut rows: Vec<FeatureWeights>) -> Self {
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
            weights: rows
                .iter()
                .flat_map(|row| &row.weights)
                .map(|weight| weight.to_le_bytes())
                .collect(),
            rows: places.into_iter().collect(),
            intercept,
            step,
            least: 1.0,
        }
    }

    /// The same with another [`Model::least`].
    pub fn with_least(self, least: f32) -> Model {
        Model { least, ..self }
    }

    /// The same model once the numbers of stems `became` others.
    pub fn renumbered(&self, became: &[u32]) -> Model {
        let rows = self
            .rows()
            .map(|row| FeatureWeights { key: row.key.renumbered(became), ..row })
            .collect();
        Model::new(self.intercept.clone(), self.step.clone(), rows).with_least(self.least)
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
    pub fn rows(&self) -> impl Iterator<Item = FeatureWeights> + '_ {
        (0..self.len()).map(|row| FeatureWeights {
            key: Key(self.keys.at(row)),
            weights: self.stored(row).collect(),
        })
    }

    /// The weights of a row, in steps.
    fn stored(&self, row: usize) -> impl Iterator<Item = i16> + '_ {
        self.weights[row * self.outputs()..][..self.outputs()]
            .iter()
            .map(|weight| i16::from_le_bytes(*weight))
    }

    /// The row of a feature, if it has one.
    #[inline]
    pub fn row(&self, key: Key) -> Option<usize> {
        find(&self.rows, &self.keys, key)
    }

    /// The weights of a row of a model of drafts, which has an output a dimension, each in its
    /// output's unit; `None` for other models.
    #[inline]
    pub fn weights(&self, row: usize) -> Option<[f32; DIMENSIONS]> {
        let steps: &[f32; DIMENSIONS] = self.step.as_slice().try_into().ok()?;
        let weights: &[[u8; 2]; DIMENSIONS] =
            self.weights.get(row * DIMENSIONS..)?.first_chunk()?;
        let mut worth = *steps;
        for at in 0..DIMENSIONS {
            worth[at] *= f32::from(i16::from_le_bytes(weights[at]));
        }
        Some(worth)
    }

    /// Adds `value` times a row's weights to `sums`.
    #[inline]
    pub fn add(&self, row: usize, value: f32, sums: &mut [f32]) {
        let weights = &self.weights[row * self.outputs()..][..self.outputs()];
        match sums.len() {
            OUTPUTS => add::<OUTPUTS>(weights, &self.step, value, sums),
            DIMENSIONS => add::<DIMENSIONS>(weights, &self.step, value, sums),
            _ => {
                for ((sum, weight), step) in sums.iter_mut().zip(weights).zip(&self.step) {
                    *sum += value * f32::from(i16::from_le_bytes(*weight)) * step;
                }
            }
        }
    }

    /// The rows of those words that it weighs, each once and with how often it occurs, in the order
    /// of keys. The words need not be counted: of most words and nearly all pairs a model knows
    /// nothing, and only the others are worth to be put in order.
    pub fn known(&self, words: &[(Key, f32)]) -> Vec<(usize, f32)> {
        let mut known = Vec::with_capacity(words.len());
        let (rows, keys) = (&*self.rows, &*self.keys);
        for (key, count) in words {
            if let Some(row) = find(rows, keys, *key) {
                known.push((row, *count));
            }
        }
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
        let length = known
            .iter()
            .map(|(_, count)| damped(*count).powi(2))
            .sum::<f32>()
            .sqrt()
            .max(self.least);
        known.iter().for_each(|(row, count)| self.add(*row, damped(*count) / length, &mut sums));
        for (key, value) in dense {
            if let Some(row) = self.row(*key) {
                self.add(row, *value, &mut sums);
            }
        }
        sums
    }
}

/// Outputs of the models of drafts.
pub const DIMENSIONS: usize = Dimension::SCORED.len();

/// [`Model::add`] for a number of outputs that the compiler knows: it takes several at a time.
#[inline]
fn add<const OUTPUTS: usize>(weights: &[[u8; 2]], steps: &[f32], value: f32, sums: &mut [f32]) {
    let (Ok(weights), Ok(steps), Ok(sums)) = (
        <&[[u8; 2]; OUTPUTS]>::try_from(weights),
        <&[f32; OUTPUTS]>::try_from(steps),
        <&mut [f32; OUTPUTS]>::try_from(sums),
    ) else {
        return;
    };
    for at in 0..OUTPUTS {
        sums[at] += value * f32::from(i16::from_le_bytes(weights[at])) * steps[at];
    }
}

/// The row of a key: `rows` are the places of a model, `keys` its keys.
#[inline]
fn find(rows: &[[u8; 4]], keys: &[[u8; 8]], key: Key) -> Option<usize> {
    if keys.is_empty() {
        return None;
    }
    let mut at = place(key, rows.len());
    loop {
        let row = (u32::from_le_bytes(rows[at]) as usize).checked_sub(1)?;
        if u64::from_le_bytes(keys[row]) == key.0 {
            return Some(row);
        }
        at = (at + 1) & (rows.len() - 1);
    }
}

/// Where a key is looked for first, of `places`, a power of two: the upper bits of its product with
/// an odd constant (Fibonacci hashing).
#[inline]
fn place(key: Key, places: usize) -> usize {
    (key.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (places as u64 - 1).leading_zeros()) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_its_row_and_no_other_has_one() {
        for many in [0, 1, 2, 3, 4, 1000, 4096] {
            let keys = |odd: u32| {
                (0..many).flat_map(move |n| [Key::stem(2 * n + odd), Key::pair(n, 2 * n + odd)])
            };
            let rows = keys(1)
                .map(|key| FeatureWeights { key, weights: vec![key.0 as i16, -1, 7] })
                .collect();
            let model = Model::new(vec![0.0; 3], vec![1.0; 3], rows);
            assert_eq!(model.len(), 2 * many as usize);
            for key in keys(1) {
                let row = model.row(key).expect("a row");
                assert_eq!(model.stored(row).collect::<Vec<i16>>(), [key.0 as i16, -1, 7]);
            }
            assert!(keys(0).all(|key| model.row(key).is_none()));
            assert!(model.rows().is_sorted_by_key(|row| row.key));
        }
    }

    #[test]
    fn words_are_known_in_order_and_counted() {
        let row = |stem: u32| FeatureWeights { key: Key::stem(stem), weights: vec![1] };
        let model = Model::new(vec![0.0], vec![1.0], vec![row(9), row(4), row(5)]);
        let words: Vec<(Key, f32)> =
            [9, 3, 4, 9, 8, 9].into_iter().map(|stem| (Key::stem(stem), 1.0)).collect();
        assert_eq!(model.known(&words), [(0, 1.0), (2, 3.0)]);
        let mut vector = Vector { words, dense: Vec::new() };
        let before = model.apply(&vector);
        vector.count();
        assert_eq!(model.apply(&vector), before);
    }
}
