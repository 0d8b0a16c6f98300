//! A text with less in it: its words on one line, its words alone.

/// Words with one space between each two, on one line.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words alone in lower case, a space between each two: what two texts are compared by that differ in
/// marks and case.
pub fn bare_words(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}
