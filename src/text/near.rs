//! "Did you mean": the known name nearest to one that is not known.

/// Longer names are not compared: nobody mistypes a paragraph, and comparing takes as many steps as the two have letters, multiplied.
const LONGEST: usize = 80;

/// The one of `known` that `name` is a misspelling of, if any.
pub fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    if name.len() > LONGEST {
        return None;
    }
    similar::get_close_matches(name, known, 1, 0.6).first().copied()
}

/// The name that `name` was surely meant to be: all of it but a letter or two.
pub fn slip<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    const SHORTEST: usize = 4;
    if name.len() > LONGEST || name.len() < SHORTEST {
        return None;
    }
    similar::get_close_matches(name, known, 1, 0.8).first().copied()
}
