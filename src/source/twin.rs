//! Two forms of one mail, plain and HTML: which of them its readers see.

use std::collections::HashSet;

/// An HTML form has a few words more than its twin: what stands on its pictures, a footer.
const FEW: usize = 5;

/// True for the words of an HTML form most of which, by pairs, the plain form does not have: that
/// one only points at the mail, or says something else, and readers see the HTML.
pub fn says_more(html: &str, plain: &str) -> bool {
    let pairs = |text: &str| -> Vec<(String, String)> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(str::to_lowercase).collect();
        words.windows(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect()
    };
    let said: HashSet<_> = pairs(plain).into_iter().collect();
    let shown = pairs(html);
    let common = shown.iter().filter(|pair| said.contains(pair)).count();
    2 * common + FEW < shown.len()
}
