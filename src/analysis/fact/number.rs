//! Numbers by value: `$40M`, `40 million` and `40,000,000` are one; so are `19` and `nineteen`,
//! `Q3` and `third quarter`.

const SCALES: &[(&str, f64)] = &[
    ("k", 1e3),
    ("thousand", 1e3),
    ("m", 1e6),
    ("mm", 1e6),
    ("mn", 1e6),
    ("million", 1e6),
    ("b", 1e9),
    ("bn", 1e9),
    ("billion", 1e9),
];

/// Words of numbers, from one.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
    "seventeen", "eighteen", "nineteen", "twenty",
];
const TENS: &[(&str, f64)] = &[
    ("dozen", 12.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("hundred", 100.0),
];

/// True for a word that only scales the number before it.
pub fn is_scale(word: &str) -> bool {
    word.len() > 2 && scale(word).is_some()
}

fn scale(word: &str) -> Option<f64> {
    SCALES.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, scale)| *scale)
}

/// The value of a number in digits or words, with the scale that is glued to it or follows.
pub fn value(word: &str, next: &str, after: Option<char>) -> Option<f64> {
    let base = match digits(word) {
        Some((number, "")) => number,
        Some((number, unit)) => match scale(unit.trim_end_matches('+')) {
            Some(scale) => return Some(number * scale),
            None if matches!(
                unit,
                "%" | "+" | "st" | "nd" | "rd" | "th" | "x" | "h" | "ft" | "kg" | "km"
            ) =>
            {
                number
            }
            None => return None,
        },
        None => {
            let small = WORDS
                .iter()
                .position(|known| known.eq_ignore_ascii_case(word))
                .map(|at| at as f64 + 1.0);
            small.or_else(|| {
                TENS.iter()
                    .find(|(known, _)| known.eq_ignore_ascii_case(word))
                    .map(|(_, value)| *value)
            })?
        }
    };
    let scaled =
        scale(next).filter(|_| after.is_some_and(|c| c == ' ' || c == '\u{a0}' || c == '-'));
    Some(base * scaled.filter(|_| next.len() > 1).unwrap_or(1.0))
}

/// A number at the start of a word, and what is left of the word.
fn digits(word: &str) -> Option<(f64, &str)> {
    let bare = word.trim_start_matches(['$', '\u{20ac}', '\u{a3}', '\u{a5}']);
    if !bare.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let end =
        bare.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(bare.len());
    let figures: String =
        bare[..end].trim_end_matches(['.', ',']).chars().filter(|c| *c != ',').collect();
    figures.parse().ok().map(|number| (number, &bare[end..]))
}

/// The quarter that `Q3`, or `third` before `quarter`, names.
pub fn quarter(word: &str, next: &str) -> Option<u16> {
    let of = word
        .strip_prefix(['Q', 'q'])
        .and_then(|digit| digit.parse::<u16>().ok())
        .filter(|quarter| (1..=4).contains(quarter));
    let named = || {
        let at = ["first", "second", "third", "fourth"]
            .iter()
            .position(|ordinal| word.eq_ignore_ascii_case(ordinal));
        at.filter(|_| next.eq_ignore_ascii_case("quarter")).map(|at| at as u16 + 1)
    };
    of.or_else(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_number_agree() {
        for (word, next, expected) in [
            ("$40M", "", Some(40e6)),
            ("40", "million", Some(40e6)),
            ("$40", "million", Some(40e6)),
            ("40,000,000", "", Some(40e6)),
            ("forty", "million", Some(40e6)),
            ("$16.4B", "acquisition", Some(16.4e9)),
            ("19", "hours", Some(19.0)),
            ("nineteen", "hours", Some(19.0)),
            ("40%", "", Some(40.0)),
            ("67+", "", Some(67.0)),
            ("3015GX", "", None),
            ("line", "", None),
        ] {
            assert_eq!(value(word, next, Some(' ')).map(f64::round), expected, "{word} {next}");
        }
        assert_eq!(
            (quarter("Q3", ""), quarter("third", "quarter"), quarter("third", "line")),
            (Some(3), Some(3), None)
        );
    }
}
