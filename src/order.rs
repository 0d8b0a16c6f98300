//! Sorting with one copy of the sort for the whole program.
//!
//! The standard library makes its stable sort anew for each type and each comparison, some eight
//! kilobytes of code a time: a hundred of them were an eighth of the library's code and of the time
//! that it takes to build. Here one copy finds the order of the places, asking through a pointer,
//! and the items are moved there. Long lists of numbers, which are sorted on the way of every
//! draft, keep the standard library's sorts.

use std::cmp::Ordering;

/// Stable sorts of a slice, named after those of the standard library.
pub trait InOrder<T> {
    /// Sorts; what is equal keeps its order.
    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(Ord::cmp);
    }

    /// Sorts by `compare`; what is equal keeps its order.
    fn order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// Sorts by the key of each item; what is equal keeps its order.
    fn order_by_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K);
}

impl<T> InOrder<T> for [T] {
    fn order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let mut compare = |a: usize, b: usize| compare(&self[a], &self[b]);
        // Most lists come in order, or have one item.
        if (1..self.len()).all(|at| compare(at - 1, at).is_le()) {
            return;
        }
        let mut place = places(self.len(), &mut compare);
        for at in 0..self.len() {
            while place[at] != at {
                let to = place[at];
                self.swap(at, to);
                place.swap(at, to);
            }
        }
    }

    fn order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }
}

/// Where each of `len` items goes.
fn places(len: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..len).collect();
    sorted.sort_by(|a, b| compare(*a, *b));
    let mut place = vec![0; len];
    for (to, from) in sorted.into_iter().enumerate() {
        place[from] = to;
    }
    place
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::InOrder;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(items: Vec<(u8, String)>) {
            let mut ours = items.clone();
            ours.order_by_key(|item| item.0 % 8);
            let mut theirs = items;
            theirs.sort_by_key(|item| item.0 % 8);
            prop_assert_eq!(ours, theirs);
        }
    }
}
