//! What a text is turned into before weights are laid on it.

use super::Key;

/// What a word counts that occurs so often: said ten times it does not count ten times. By `libm`:
/// the logarithm of the standard library is that of the system, whose last digit is another on the
/// next one.
#[inline]
pub fn damped(count: f32) -> f32 {
    // What occurs once, as most does, needs no logarithm.
    if count == 1.0 { 1.0 } else { 1.0 + libm::logf(count) }
}

/// Puts what is counted in order, and joins what occurs several times.
pub fn join<K: Copy + Ord>(counted: &mut Vec<(K, f32)>) {
    counted.sort_unstable_by_key(|(key, _)| *key);
    counted.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        kept.1 += if same { next.1 } else { 0.0 };
        same
    });
}

/// Features with their values.
#[derive(Clone, Debug, Default)]
pub struct Vector {
    /// Stems and pairs with how often they occur; each once, and in the order of keys, when
    /// [`Vector::count`] has run.
    pub words: Vec<(Key, f32)>,
    /// Marks and quantities, with their values as they are.
    pub dense: Vec<(Key, f32)>,
}

impl Vector {
    /// Adds the stems and pairs of a run of words. 0 is a word that no model knows: it breaks a
    /// pair.
    pub fn push_words(&mut self, words: &[u32]) {
        self.words.reserve(2 * words.len());
        for word in words.iter().filter(|word| **word != 0) {
            self.words.push((Key::stem(*word), 1.0));
        }
        for pair in words.windows(2).filter(|pair| pair[0] != 0 && pair[1] != 0) {
            self.words.push((Key::pair(pair[0], pair[1]), 1.0));
        }
    }

    /// Joins what occurs several times.
    pub fn count(&mut self) {
        join(&mut self.words);
    }

    /// Stems and pairs of which `keeps` is true, damped by the logarithm of their count and brought
    /// to length 1: a text twice as long says nothing twice, and a word said ten times does not
    /// count ten times. What is shorter than `least` is divided by that instead: few words say less,
    /// and whatever is put beside them does not thin them out.
    pub fn normal<'v>(
        &'v self,
        keeps: impl Fn(Key) -> bool + Copy + 'v,
        least: f32,
    ) -> impl Iterator<Item = (Key, f32)> + 'v {
        let kept = move || {
            self.words
                .iter()
                .filter(move |(key, _)| keeps(*key))
                .map(|(key, count)| (*key, damped(*count)))
        };
        let length = kept().map(|(_, value)| value * value).sum::<f32>().sqrt().max(least);
        kept().map(move |(key, value)| (key, value / length))
    }
}
