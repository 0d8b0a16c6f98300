//! Misspelt keys: the known key that an unknown one is close to.

use std::collections::HashMap;

use crate::text::closest;

/// The key that another one is nearly. Items of a list share their keys: each is compared once.
pub fn key(
    name: String,
    known: &[&'static str],
    keys: &mut HashMap<String, Option<&'static str>>,
) -> Option<&'static str> {
    const MOST: usize = 500;
    const LONGEST: usize = 24;
    if let Some(near) = keys.get(&name) {
        return *near;
    }
    if keys.len() >= MOST || name.len() > LONGEST {
        return None;
    }
    let near = closest(&name, known, 0.8)
        .or_else(|| known.iter().copied().find(|known| are_swapped(&name, known)));
    keys.insert(name, near);
    near
}

/// True for two names of which one has two neighbouring letters the other way round: `dya`, `day`.
/// Of names so short that is no likeness that could be measured.
fn are_swapped(name: &str, known: &str) -> bool {
    let differ = |(one, other): &(u8, u8)| one != other;
    let mut pairs = name.bytes().zip(known.bytes()).skip_while(|pair| !differ(pair));
    let (first, second) = (pairs.next(), pairs.next());
    let crossed = first.zip(second).is_some_and(|((a, b), (c, d))| a == d && b == c);
    name.len() == known.len() && crossed && !pairs.any(|pair| differ(&pair))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_two_letters_is_seen_in_a_short_key() {
        let of = |name: &str| key(name.to_string(), &["day", "body", "wait"], &mut HashMap::new());
        assert_eq!((of("dya"), of("bdy"), of("wiat")), (Some("day"), Some("body"), Some("wait")));
        assert_eq!((of("dna"), of("yad"), of("dry")), (None, None, None));
    }
}
