//! Words of names and facts, in the form in which they are compared.

use crate::text::{Span, folded, tokenize};

/// A word without the `'s` of an owner.
pub fn bare(word: &str) -> &str {
    word.strip_suffix("'s").or(word.strip_suffix("\u{2019}s")).unwrap_or(word)
}

/// The folded words of a name.
pub fn words(name: &str) -> Vec<String> {
    let mut found = Vec::new();
    tokenize(name, Span::new(0, name.len()), &[], |token| {
        found.push(folded(token.span.slice(name)))
    });
    found
}
