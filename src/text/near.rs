//! "Did you mean": the known name nearest to one that is not known.

/// Longer names are not compared: nobody mistypes a paragraph, and comparing takes as many steps as
/// the two have letters, multiplied.
const LONGEST: usize = 80;

/// A suggestion is made for at most this many wrong names of one run: each is compared with all
/// that are known.
pub const GUESSED: usize = 50;

/// The one of `known` that `name` is a misspelling of, if any.
pub fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    closest(name, known, 0.6)
}

/// The name that `name` was surely meant to be: all of it but a letter or two.
pub fn slip<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    const SHORTEST: usize = 4;
    if name.len() < SHORTEST { None } else { closest(name, known, 0.8) }
}

/// The one of `known` that is most like `name`, when it is at least so much like it; of equals the
/// first by letter.
pub fn closest<'k>(name: &str, known: &[&'k str], least: f32) -> Option<&'k str> {
    if name.len() > LONGEST {
        return None;
    }
    let name: Vec<char> = name.chars().collect();
    let likely =
        known.iter().filter(|one| one.len() <= 2 * LONGEST).map(|one| (likeness(&name, one), *one));
    let best = likely
        .filter(|(likeness, _)| *likeness >= least)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
    best.map(|(_, one)| one)
}

/// Twice the letters that two names share in the same order, as a part of all their letters: 1 for
/// the same name, 0 for nothing in common.
fn likeness(name: &[char], other: &str) -> f32 {
    // How many letters the name so far shares with each beginning of the other one.
    let letters: Vec<char> = other.chars().collect();
    let mut shared = vec![0_usize; letters.len() + 1];
    for own in name {
        let mut diagonal = 0;
        for (at, letter) in letters.iter().enumerate() {
            let above = shared[at + 1];
            shared[at + 1] = if own == letter { diagonal + 1 } else { above.max(shared[at]) };
            diagonal = above;
        }
    }
    let all = name.len() + letters.len();
    if all == 0 { 1.0 } else { 2.0 * shared[letters.len()] as f32 / all as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_that_of_a_diff() {
        let names = [
            "cliche-opener",
            "cliche-closer",
            "opener",
            "",
            "no-way-out",
            "self-heavy",
            "sender",
            "\u{e9}t\u{e9}",
        ];
        for (one, other) in names.iter().flat_map(|one| names.iter().map(move |other| (one, other)))
        {
            let ratio = similar::TextDiff::from_chars(*one, *other).ratio();
            assert_eq!(likeness(&one.chars().collect::<Vec<_>>(), other), ratio, "{one} {other}");
        }
        assert_eq!(
            (nearest("cliche-openr", &names), slip("sendr", &names), slip("snd", &names)),
            (Some("cliche-opener"), Some("sender"), None)
        );
        assert_eq!(nearest("zzz", &names), None);
    }
}
