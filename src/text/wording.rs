//! Numbers and long words in sentences for people.

use super::printable;

/// `1 draft`, `3 drafts`: for words whose plural ends in `s`.
pub fn count(n: impl TryInto<u64>, what: &str) -> String {
    let n = n.try_into().unwrap_or(u64::MAX);
    format!("{n} {what}{}", plural(n, "", "s"))
}

/// `one` for 1, `many` for every other number.
pub fn plural<'w>(n: impl TryInto<u64>, one: &'w str, many: &'w str) -> &'w str {
    if n.try_into().is_ok_and(|n| n == 1) { one } else { many }
}

/// A number with its thousands apart: `1,234`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// With a capital at its start, as a sentence begins.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// A share of 1 in hundredths: `12.5 %`.
pub fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// A number to one decimal, the precision of every report.
pub fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// The first `most` characters of a text, up to the end of a word, with an ellipsis if more follow.
/// Safe to print.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => printable(text).into_owned(),
        Some((end, _)) => format!(
            "{}\u{2026}",
            printable(text[..end].rsplit_once(' ').map_or(&text[..end], |(head, _)| head))
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_their_words_agree() {
        assert_eq!([0, 1, 2].map(|n| count(n, "draft")), ["0 drafts", "1 draft", "2 drafts"]);
        assert_eq!((rounded(0.05), rounded(99.94)), (0.1, 99.9));
        assert_eq!(percent(0.125), "12.5 %");
        assert_eq!([capital("\u{e9}t\u{e9}"), capital("")], ["\u{c9}t\u{e9}", ""]);
    }

    #[test]
    fn a_long_text_ends_with_a_whole_word() {
        assert_eq!(shortened("the night crew", 14), "the night crew");
        assert_eq!(shortened("the night crew", 12), "the night\u{2026}");
        assert_eq!(shortened("overtime", 4), "over\u{2026}");
    }
}
