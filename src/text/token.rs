//! Words and numbers with their byte spans: one pass over bytes, with a slow path for what is not
//! ASCII.
//!
//! Leaves merge fields, links and code to the caller, who passes their spans as masks.

use super::{Span, fold::is_invisible};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with apostrophes and digits inside: `don't`, `B2B`.
    Word,
    /// Starts with a digit or a currency sign: `19`, `$4.5M`, `30%`.
    Number,
    /// A merge field or placeholder, standing where a word would stand.
    Field,
}

/// A word, number or field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the text.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Letters spaced out (`F R E E`), to be read as one word.
    pub spaced: bool,
}

/// Splits `text[range]` into tokens, skipping the spans of `masks` (sorted, disjoint), and calls
/// `each` for every token.
pub fn tokenize(text: &str, range: Span, masks: &[Span], mut each: impl FnMut(Token)) {
    let bytes = text.as_bytes();
    let mut mask = masks.partition_point(|mask| mask.end <= range.start);
    let mut at = range.start();
    while at < range.end() {
        if let Some(next) = masks.get(mask)
            && at >= next.start()
        {
            at = at.max(next.end());
            mask += 1;
            continue;
        }
        // Blanks and marks begin nothing.
        if bytes[at].is_ascii() && !bytes[at].is_ascii_alphanumeric() && bytes[at] != b'$' {
            at += 1;
            continue;
        }
        let limit = masks.get(mask).map_or(range.end(), |next| next.start().min(range.end()));
        let Some(token) = token_at(text, bytes, at, limit) else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        at = token.span.end();
        each(token);
    }
}

fn token_at(text: &str, bytes: &[u8], at: usize, limit: usize) -> Option<Token> {
    let first = char_at(text, bytes, at)?;
    if first.is_ascii_digit()
        || (matches!(first, '$' | '€' | '£' | '¥')
            && bytes.get(at + first.len_utf8()).is_some_and(u8::is_ascii_digit))
    {
        return Some(Token {
            span: Span::new(at, number_end(bytes, at + first.len_utf8(), limit)),
            kind: TokenKind::Number,
            spaced: false,
        });
    }
    if !first.is_alphabetic() {
        return None;
    }
    if let Some(end) = spaced_out(bytes, at, limit) {
        return Some(Token { span: Span::new(at, end), kind: TokenKind::Word, spaced: true });
    }
    let mut end = at;
    while end < limit {
        // Nearly all letters need no second look.
        if bytes[end].is_ascii_alphanumeric() {
            end += 1;
            continue;
        }
        let Some(c) = char_at(text, bytes, end) else { break };
        let inside = c.is_alphanumeric()
            || is_invisible(c)
            || (is_apostrophe(c) && next_is_letter(text, end + c.len_utf8(), limit))
            || is_mark(c);
        if !inside {
            break;
        }
        end += c.len_utf8();
    }
    Some(Token { span: Span::new(at, end), kind: TokenKind::Word, spaced: false })
}

fn char_at(text: &str, bytes: &[u8], at: usize) -> Option<char> {
    match bytes.get(at)? {
        byte if byte.is_ascii() => Some(*byte as char),
        _ => text[at..].chars().next(),
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{ff07}')
}

fn is_mark(c: char) -> bool {
    !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
}

fn next_is_letter(text: &str, at: usize, limit: usize) -> bool {
    at < limit && text[at..].chars().next().is_some_and(char::is_alphabetic)
}

/// Digits with separators inside, then a unit glued on: `1,200`, `4.5M`, `30%`, `10x`, `2nd`.
fn number_end(bytes: &[u8], mut at: usize, limit: usize) -> usize {
    let digit = |at: usize| at < limit && bytes[at].is_ascii_digit();
    while digit(at) || (at < limit && matches!(bytes[at], b'.' | b',' | b':') && digit(at + 1)) {
        at += 1;
    }
    while at < limit && bytes[at].is_ascii_alphanumeric() {
        at += 1;
    }
    if at < limit && matches!(bytes[at], b'%' | b'+') { at + 1 } else { at }
}

/// `F R E E`: at least four single letters with one blank between them.
fn spaced_out(bytes: &[u8], at: usize, limit: usize) -> Option<usize> {
    let single = |at: usize| {
        at < limit
            && bytes[at].is_ascii_alphabetic()
            && (at + 1 >= limit || !bytes[at + 1].is_ascii_alphanumeric())
    };
    if at > 0 && !matches!(bytes[at - 1], b' ' | b'\n' | b'(' | b'"') {
        return None;
    }
    let (mut end, mut letters) = (at, 0);
    while single(end) {
        letters += 1;
        end += 1;
        if end < limit && bytes[end] == b' ' && single(end + 1) {
            end += 1;
        } else {
            break;
        }
    }
    (letters >= 4).then_some(end)
}
