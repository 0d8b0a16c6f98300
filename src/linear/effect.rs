//! What a part of a text brings to each output: what the output would lose without it. In linear
//! time for all parts together.

use super::model::DIMENSIONS;
use super::{Model, Vector, damped};

/// What something gives each dimension.
type Dimensions = [f64; DIMENSIONS];

/// The sums of a text, from which those without a part of it are made.
#[derive(Debug)]
pub struct Effects<'m> {
    model: &'m Model,
    /// The words of the text that the model weighs: row, how often; in order.
    known: &'m [(usize, f32)],
    /// What all words give each output, before they are brought to length 1.
    sums: Dimensions,
    /// The square of their length.
    square: f64,
}

impl<'m> Effects<'m> {
    /// Of a text with these [`Model::known`] words; of a model of drafts, with an output a
    /// dimension.
    pub fn new(model: &'m Model, known: &'m [(usize, f32)]) -> Self {
        let (mut sums, mut square) = (Dimensions::default(), 0.0);
        for (row, count) in known {
            let value = f64::from(damped(*count));
            square += value * value;
            add(model, *row, value, &mut sums);
        }
        Effects { model, known, sums, square }
    }

    /// What a part brings to each output, below 0 when it takes: its `words` as they occur in it,
    /// below 0 those that the text has only without it, and as `dense` what marks and quantities
    /// are more by it.
    pub fn of(&self, part: &Vector) -> Dimensions {
        let (mut left, mut square) = (self.sums, self.square);
        for (row, count) in self.model.known(&part.words) {
            let whole = match self.known.binary_search_by_key(&row, |(row, _)| *row) {
                Ok(place) => self.known[place].1,
                Err(_) if count < 0.0 => 0.0,
                Err(_) => continue,
            };
            // Counts are whole numbers.
            let value = |count: f32| if count < 0.5 { 0.0 } else { f64::from(damped(count)) };
            let (before, after) = (value(whole), value(whole - count));
            square += after * after - before * before;
            add(self.model, row, after - before, &mut left);
        }
        let length = |square: f64| square.max(0.0).sqrt().max(f64::from(self.model.least));
        let (length, left_length) = (length(self.square), length(square));
        let mut brought = std::array::from_fn(|at| self.sums[at] / length - left[at] / left_length);
        for (key, value) in &part.dense {
            if let Some(row) = self.model.row(*key) {
                add(self.model, row, f64::from(*value), &mut brought);
            }
        }
        brought
    }
}

/// Adds `value` times a row's weights to `sums`.
#[inline]
fn add(model: &Model, row: usize, value: f64, sums: &mut Dimensions) {
    let Some(weights) = model.weights(row) else { return };
    for at in 0..sums.len() {
        sums[at] += value * f64::from(weights[at]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FeatureWeights, Key};
    use super::*;

    fn model() -> Model {
        let row = |key: Key, weight: i16| FeatureWeights {
            key,
            weights: vec![weight, -weight, 0, 0, weight, 0],
        };
        let rows = (1..6).map(|stem| row(Key::stem(stem), 3 * stem as i16 - 8));
        let rows = rows.chain([row(Key::quantity(0), 5)]).collect();
        Model::new(vec![1.0; 6], vec![1.0, 0.5, 1.0, 1.0, 0.25, 1.0], rows)
    }

    fn vector(words: &[u32], quantity: f32) -> Vector {
        let mut vector = Vector::default();
        vector.words.extend(words.iter().map(|word| (Key::stem(*word), 1.0)));
        vector.dense.push((Key::quantity(0), quantity));
        vector
    }

    #[test]
    fn a_part_brings_what_the_text_loses_without_it() {
        for (least, brings) in [(1.0, 5.0), (4.0, 3.0)] {
            loses_what_it_brings(&model().with_least(least), brings);
        }
    }

    /// The part brings more than `brings` to the first output.
    fn loses_what_it_brings(model: &Model, brings: f64) {
        let (whole, part, rest) =
            (vector(&[1, 2, 2, 5, 9, 3], 4.0), vector(&[2, 5, 9], 3.0), vector(&[1, 2, 3], 1.0));
        let known = model.known(&whole.words);
        let lost: Vec<f64> = model
            .apply(&whole)
            .iter()
            .zip(model.apply(&rest))
            .map(|(whole, rest)| f64::from(whole - rest))
            .collect();
        let brought = Effects::new(model, &known).of(&part);
        assert!(
            lost.iter().zip(&brought).all(|(a, b)| (a - b).abs() < 1e-5),
            "{lost:?} {brought:?}"
        );
        assert!(brought[0] > brings, "{brought:?}");
    }

    #[test]
    fn a_part_without_known_words_brings_its_quantities() {
        let model = model();
        let known = model.known(&vector(&[1], 0.0).words);
        assert_eq!(
            Effects::new(&model, &known).of(&vector(&[8], 2.0)),
            [10.0, -5.0, 0.0, 0.0, 2.5, 0.0]
        );
    }
}
