//! What a network allows in a post: numbers of characters, sizes of pictures, fields of its
//! interface. Such a section stands under the name of a post, and is none.

use super::line::is_item;

/// Why it is left out.
pub const LIMITS: &str = "what a network allows, no post";

/// What is counted there and hardly anywhere else.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "character", "characters", "char", "chars", "pixel", "pixels", "px", "zeichen", "caractères", "caracteres", "caratteri", "tekens", "znaków", "tecken",
    "pixeles", "píxeles",
];

/// Proportions of pictures; other numbers with a colon are times.
const RATIOS: &[&str] = &[
    "1:1", "4:5", "5:4", "16:9", "9:16", "1.91:1", "2:3", "3:2", "3:4", "4:3", "2:1", "1:2", "21:9",
];

/// What is counted in many a text, and other words of limits and of lists of fields.
#[rustfmt::skip]
const SIGNS: &[&str] = &[
    "kb", "mb", "gb", "seconds", "sec", "secs", "fps", "hashtags", "dpi", "sekunden", "secondes", "segundos", "secondi", "jpg", "jpeg", "png", "mp4", "mov", "string",
    "integer", "boolean", "array", "ratio", "resolution",
];

/// Words that set a limit.
const SETS: &[&str] = &[
    "max",
    "maximum",
    "min",
    "minimum",
    "limit",
    "limits",
    "most",
    "required",
    "optional",
    "recommended",
    "size",
    "sizes",
    "dimensions",
    "best",
];

/// Words of somebody who tells something.
const TELLERS: &[&str] =
    &["i", "my", "me", "i'm", "i've", "ich", "mein", "je", "mon", "ma", "yo", "mi"];

/// True for lines that are of little else: two figures at least, and with the other words of that
/// kind one for every ten words of a list or a table, for every six of prose that sets a limit; and
/// nobody speaks of himself.
pub fn are_limits<'t>(lines: impl Iterator<Item = &'t str> + Clone) -> bool {
    const FOR_EACH: usize = 10;
    const FOR_EACH_OF_PROSE: usize = 6;
    let (mut count, mut figures, mut signs, mut sets, mut before) = (0, 0, 0, false, "");
    let listed = lines.clone().any(|line| is_item(line) || line.starts_with('|'));
    for word in lines.flat_map(str::split_whitespace) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            before = if word == "×" { word } else { before };
            continue;
        }
        let lower = bare.to_lowercase();
        let is_one_of = |list: &[&str]| list.contains(&lower.as_str());
        if is_one_of(TELLERS) {
            return false;
        }
        let figure = is_number(before) && is_one_of(UNITS)
            || is_number(bare) && matches!(before, "x" | "X" | "×")
            || is_size(bare);
        let sets_one = is_one_of(SETS) || before == "at" && lower == "most";
        sets |= sets_one;
        figures += usize::from(figure);
        signs += usize::from(figure || is_one_of(SIGNS) || sets_one);
        count += 1;
        before = bare;
    }
    let each = if listed { FOR_EACH } else { FOR_EACH_OF_PROSE };
    (listed || sets) && figures >= 2 && signs * each >= count
}

/// `2,200`, `10`.
fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–'))
}

/// `1200x627`, `1.91:1`, `280px`.
fn is_size(word: &str) -> bool {
    let figure = |word: &str| is_number(word.trim_end_matches("px"));
    let halves = ['x', 'X', '×'].iter().find_map(|mark| word.split_once(*mark));
    halves.is_some_and(|(wide, high)| figure(wide) && figure(high))
        || word.strip_suffix("px").is_some_and(is_number)
        || RATIOS.contains(&word)
}
