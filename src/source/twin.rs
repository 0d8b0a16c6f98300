//! Two forms of one mail, plain and HTML: which of them its readers see.

use std::collections::HashSet;

use foldhash::fast::RandomState;

/// An HTML form has a few words more than its twin: what stands on its pictures, a footer.
const FEW: usize = 5;

/// True for the words of an HTML form most of which, by pairs, the plain form does not have: that
/// one only points at the mail, or says something else, and readers see the HTML.
pub fn says_more(html: &str, plain: &str) -> bool {
    let (html, plain) = (html.to_lowercase(), plain.to_lowercase());
    let said: HashSet<(&str, &str), RandomState> = pairs(&plain).collect();
    let (mut shown, mut common) = (0, 0);
    for pair in pairs(&html) {
        shown += 1;
        common += usize::from(said.contains(&pair));
    }
    2 * common + FEW < shown
}

/// Each word with the next.
fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words().zip(words().skip(1))
}
