//! Folding: the plain form in which words are compared. Positions never see it.
//!
//! Lower case, straight apostrophes, no zero-width characters, no accents, and look-alike letters
//! read as the Latin letters they imitate, so that a phrase cannot hide behind a Cyrillic "а" or a
//! mathematical bold alphabet.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// What is written for an apostrophe.
const QUOTES: [char; 7] =
    ['\u{2018}', '\u{2019}', '\u{201b}', '\u{2bc}', '\u{ff07}', '`', '\u{b4}'];

/// A word in the form in which words are compared.
pub fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold(word, &mut out);
    out
}

/// Appends the folded form of `word` to `out`.
pub fn fold(word: &str, out: &mut String) {
    if word.is_ascii() {
        let before = out.len();
        out.push_str(word);
        out[before..].make_ascii_lowercase();
        return;
    }
    let mut push = |c: char| match c {
        _ if is_combining_mark(c) || is_invisible(c) => {}
        c if QUOTES.contains(&c) => out.push('\''),
        c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        c => out.extend(c.to_lowercase().map(latin)),
    };
    for c in word.chars() {
        if c.is_ascii() {
            push(c);
        } else {
            // The order of combining marks, which are left out, is all that a character's
            // neighbours would change.
            decompose_compatible(c, &mut push);
        }
    }
}

/// Characters that are drawn as nothing: zero-width spaces and joiners, soft hyphens, direction
/// marks, fillers, tags (Unicode `Default_Ignorable_Code_Point`, and the blank of Braille).
#[rustfmt::skip]
#[inline]
pub fn is_invisible(c: char) -> bool {
    !c.is_ascii() && matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffc}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// The Latin letter that a lower-case Cyrillic or Greek letter looks like (Unicode TR 39
/// confusables, the ones met in mail).
fn latin(c: char) -> char {
    match c {
        'а' | 'α' => 'a',
        'в' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ё' | 'ε' => 'e',
        'һ' => 'h',
        'і' | 'ι' | 'ı' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' => 'l',
        'м' => 'm',
        'о' | 'ο' | 'σ' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'у' | 'υ' => 'y',
        'ν' => 'v',
        'х' | 'χ' => 'x',
        'ѡ' | 'ω' => 'w',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn characters_are_taken_apart_one_by_one_as_all_together() {
        let reference = |word: &str| -> String {
            let kept = word.nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c));
            kept.flat_map(|c| c.to_lowercase().map(latin))
                .map(|c| if QUOTES.contains(&c) { '\'' } else { c })
                .collect()
        };
        for c in
            ('\u{80}'..'\u{3100}').chain('\u{ac00}'..'\u{ac80}').chain('\u{1d400}'..'\u{1d7ff}')
        {
            let word = format!("a{c}\u{323}{c}\u{301}z");
            assert_eq!(folded(&word), reference(&word), "{c:?}");
        }
    }

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(folded("\u{c9}COLE"), "ecole");
        assert_eq!(folded("d\u{435}mo\u{2019}s"), "demo's");
        assert_eq!(folded("Don`t"), "don`t");
        assert_eq!(folded("Don`t\u{2026}"), "don't...");
    }
}
