//! Folding: the plain form in which words are compared. Positions never see it.
//!
//! Lower case, straight apostrophes, no zero-width characters, no accents, and look-alike letters
//! read as the Latin letters they imitate, so that a phrase cannot hide behind a Cyrillic "а" or a
//! mathematical bold alphabet.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Appends the folded form of `word` to `out`.
pub fn fold(word: &str, out: &mut String) {
    if word.is_ascii() {
        let before = out.len();
        out.push_str(word);
        out[before..].make_ascii_lowercase();
        return;
    }
    for c in word.nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c)) {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{ff07}' | '`' | '\u{b4}' => {
                out.push('\'')
            }
            c => out.extend(c.to_lowercase().map(latin)),
        }
    }
}

/// Characters that are drawn as nothing: zero-width spaces and joiners, soft hyphens, direction
/// marks, fillers, tags (Unicode `Default_Ignorable_Code_Point`, and the blank of Braille).
#[rustfmt::skip]
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
