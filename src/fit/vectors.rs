//! Word vectors: what words have in common, known from other texts than those with labels. The model
//! of drafts is fitted to the words of a draft and to the sum of their vectors; afterwards what the
//! vectors are worth is a part of each word's own weight, and a word that no labelled text has weighs
//! what words like it weigh.

use std::collections::{BTreeMap, BTreeSet};

use super::sentences::Columns;
use crate::lexicon;
use crate::linear::{Key, Vector};

/// Vectors of stems, all of one width; without any, nothing is added to a fit.
#[derive(Clone, Debug, Default)]
pub struct Vectors {
    of: BTreeMap<Key, Vec<f32>>,
    width: usize,
}

/// The stems that a file of vectors holds, with the numbers behind each.
///
/// A line is a word and its numbers, parted by blanks, as GloVe and fastText write them, these below a
/// line with the number of words and of numbers; of words of one stem the first counts. An error says
/// the line that is none.
pub fn read(text: &str) -> Result<BTreeMap<String, Vec<f32>>, String> {
    let mut read: BTreeMap<String, Vec<f32>> = BTreeMap::new();
    let mut width = None;
    let is_head = |line: &str| {
        let parts: Vec<&str> = line.split_ascii_whitespace().collect();
        parts.len() == 2 && parts.iter().all(|part| part.parse::<u32>().is_ok())
    };
    for (at, line) in text.lines().enumerate() {
        if at == 0 && is_head(line) {
            continue;
        }
        let mut parts = line.split_ascii_whitespace();
        let Some(word) = parts.next() else { continue };
        let number = |part: &str| part.parse().ok().filter(|number: &f32| number.is_finite());
        let numbers: Vec<f32> = parts.map_while(number).collect();
        let all = line.split_ascii_whitespace().count() - 1;
        if numbers.is_empty() || numbers.len() != all || *width.get_or_insert(all) != all {
            return Err(format!(
                "line {}: expected a word and {} numbers",
                at + 1,
                width.filter(|width| *width > 0).map_or("its".into(), |width| width.to_string())
            ));
        }
        read.entry(lexicon::stem(&word.to_lowercase())).or_insert(numbers);
    }
    Ok(read)
}

impl Vectors {
    /// Of stems by their numbers. The longest vector gets length 1.
    pub fn new(read: &BTreeMap<String, Vec<f32>>, number: impl Fn(&str) -> u32) -> Vectors {
        let length = |vector: &Vec<f32>| vector.iter().map(|x| x * x).sum::<f32>().sqrt();
        let longest = read.values().map(length).fold(1e-6, f32::max);
        let of: BTreeMap<Key, Vec<f32>> = read
            .iter()
            .filter(|(stem, _)| number(stem) != 0)
            .map(|(stem, vector)| {
                (Key::stem(number(stem)), vector.iter().map(|x| x / longest).collect())
            })
            .collect();
        Vectors { width: of.values().next().map_or(0, Vec::len), of }
    }

    /// How many stems have a vector.
    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// True without any.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// Numbers of a vector.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The row of a text: its words and quantities by their columns, and behind all columns the sum
    /// of its words' vectors. `least` is that of [`Vector::normal`].
    pub fn row(&self, vector: &Vector, columns: &Columns, least: f32) -> Vec<(u32, f32)> {
        let known = |key: Key| columns.contains_key(&key) || self.of.contains_key(&key);
        let (mut row, mut sum) = (Vec::new(), vec![0.0_f32; self.width]);
        for (key, value) in vector.normal(known, least) {
            row.extend(columns.get(&key).map(|column| (*column, value)));
            if let Some(own) = self.of.get(&key) {
                sum.iter_mut().zip(own).for_each(|(sum, own)| *sum += value * own);
            }
        }
        let dense = &vector.dense;
        row.extend(dense.iter().filter_map(|(key, value)| Some((*columns.get(key)?, *value))));
        row.extend((columns.len() as u32..).zip(sum));
        row
    }

    /// Columns and weights without vectors: what these are worth goes into the weights of their words.
    pub fn fold(
        &self,
        columns: &Columns,
        solved: &[(f64, Vec<f64>)],
    ) -> (Columns, Vec<(f64, Vec<f64>)>) {
        let keys: BTreeSet<Key> = columns.keys().chain(self.of.keys()).copied().collect();
        let total = |key: &Key, weights: &[f64]| {
            let own = columns.get(key).map_or(0.0, |column| weights[*column as usize]);
            let shared = self.of.get(key).map_or(0.0, |vector| {
                vector.iter().zip(&weights[columns.len()..]).map(|(x, w)| f64::from(*x) * w).sum()
            });
            own + shared
        };
        let folded = solved.iter().map(|(intercept, weights)| {
            (*intercept, keys.iter().map(|key| total(key, weights)).collect())
        });
        let folded = folded.collect();
        (keys.into_iter().zip(0..).collect(), folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_words_with_as_many_numbers_each() {
        let read = super::read("ferries 3 4\nferry 1 1\n\ncrew -1 0.5\n").expect("vectors");
        assert_eq!(read.len(), 2);
        let below_head = super::read("1 2\nferry 1 1\n").expect("vectors");
        assert_eq!(below_head.len(), 1);
        assert_eq!(read.values().filter(|vector| vector[..] == [3.0, 4.0]).count(), 1);
        for (text, line) in [
            ("ferry 1 2\ncrew 1\n", "line 2"),
            ("ferry\n", "line 1"),
            ("a 1 x\n", "line 1"),
            ("a nan\n", "line 1"),
        ] {
            let error = super::read(text).expect_err(text);
            assert!(error.starts_with(line), "{error}");
        }
    }

    /// A text weighs the same with vectors beside its words and with weights that hold them.
    #[test]
    fn folded_weights_say_the_same() {
        let number = |stem: &str| match stem {
            "ferri" => 1,
            "crew" => 2,
            _ => 0,
        };
        let read = BTreeMap::from([
            ("ferri".to_string(), vec![3.0, 4.0]),
            ("crew".to_string(), vec![0.0, -1.0]),
            ("unknown".to_string(), vec![9.0, 9.0]),
        ]);
        let vectors = Vectors::new(&read, number);
        let columns: Columns = [(Key::stem(1), 0), (Key::stem(7), 1), (Key::quantity(0), 2)].into();
        let text = Vector {
            words: vec![
                (Key::stem(1), 1.0),
                (Key::stem(2), 2.0),
                (Key::stem(7), 1.0),
                (Key::stem(8), 1.0),
            ],
            dense: vec![(Key::quantity(0), 0.5)],
        };
        let weights = [2.0, -1.0, 4.0, 10.0, 20.0];
        let sum = |row: Vec<(u32, f32)>, weights: &[f64]| -> f64 {
            row.iter().map(|(column, x)| weights[*column as usize] * f64::from(*x)).sum()
        };
        let (folded, solved) = vectors.fold(&columns, &[(0.0, weights.to_vec())]);
        let known = |key: Key| folded.contains_key(&key);
        let plain = text.normal(known, 2.5).chain(text.dense.iter().copied());
        let plain = plain.map(|(key, x)| (folded[&key], x)).collect();
        let (with, without) =
            (sum(vectors.row(&text, &columns, 2.5), &weights), sum(plain, &solved[0].1));
        assert!((with - without).abs() < 1e-5, "{with} {without}");
        assert!(with.abs() > 1.0);
    }
}
