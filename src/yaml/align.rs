//! Where each byte of a decoded scalar stands in the YAML (or JSON) that it was read from.
//!
//! The decoded value and the raw slice are walked together. Anything that does not fit gives one
//! run for the whole scalar: a wide position instead of a wrong one.

use super::{Written, block};
use crate::text::{Span, TextBuilder};

/// What YAML folds. A no-break space is a letter to it.
const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// Appends the scalar `value`, written as `raw` at offset `base`, to `builder`, with a source run
/// for every stretch.
pub fn align(value: &str, written: Written, raw: &str, base: usize, builder: &mut TextBuilder) {
    let mut runs = Vec::new();
    let fits = match written {
        Written::Block => block::walk(value, raw, &mut runs),
        Written::Plain | Written::Quoted => walk(value, raw, &mut runs),
    };
    if fits {
        for (text, source) in runs {
            builder.push(
                &value[text.start()..text.end()],
                Span::new(base + source.start(), base + source.end()),
            );
        }
    } else {
        // A copy and a decoded stretch are separated by length: make sure this one is seen as
        // decoded.
        let end = if raw.len() == value.len() { base + raw.len() + 1 } else { base + raw.len() };
        builder.push(value, Span::new(base, end));
    }
}

fn walk(value: &str, raw: &str, runs: &mut Vec<(Span, Span)>) -> bool {
    let quote = raw.chars().next().filter(|c| matches!(c, '"' | '\''));
    let inner = match quote {
        Some(quote) if raw.len() >= 2 && raw.ends_with(quote) => 1..raw.len() - 1,
        Some(_) => return false,
        None => 0..raw.len(),
    };
    let (mut at, mut from) = (0, inner.start);
    while at < value.len() {
        let copied = copied(&value[at..], &raw[from..inner.end], quote);
        if copied > 0 {
            runs.push((Span::new(at, at + copied), Span::new(from, from + copied)));
            at += copied;
            from += copied;
            continue;
        }
        let (Some(want), Some(have)) =
            (value[at..].chars().next(), raw[from..inner.end].chars().next())
        else {
            return false;
        };
        let (taken, width) = match (quote, have) {
            (Some('"'), '\\') => match escape(&raw[from..inner.end]) {
                Some((Some(decoded), width)) if decoded == want => (decoded.len_utf8(), width),
                Some((None, width)) => {
                    from += width;
                    continue;
                }
                _ => return false,
            },
            (Some('\''), '\'') if raw[from..].starts_with("''") && want == '\'' => (1, 2),
            _ if have == want && !breaks_ahead(&raw[from..inner.end]) => {
                (want.len_utf8(), have.len_utf8())
            }
            _ if BLANKS.contains(&have) => {
                let blank = raw[from..inner.end].len()
                    - raw[from..inner.end].trim_start_matches(BLANKS).len();
                let folded = value[at..].chars().take_while(|c| *c == '\n').count();
                let taken = if folded > 0 { folded } else { usize::from(want == ' ') };
                if taken == 0 {
                    return false;
                }
                (taken, blank)
            }
            _ => return false,
        };
        runs.push((Span::new(at, at + taken), Span::new(from, from + width)));
        at += taken;
        from += width;
    }
    true
}

/// How many bytes at the start of `raw` stand for themselves: up to an escape, a doubled quote, or
/// white space that may be folded.
fn copied(value: &str, raw: &str, quote: Option<char>) -> usize {
    let end = match quote {
        Some('"') => memchr::memchr3(b'\\', b'\n', b'\r', raw.as_bytes()),
        Some(quote) => memchr::memchr3(quote as u8, b'\n', b'\r', raw.as_bytes()),
        None => memchr::memchr2(b'\n', b'\r', raw.as_bytes()),
    };
    let plain = &raw[..end.unwrap_or(raw.len())];
    let plain = if end.is_some() { plain.trim_end_matches(BLANKS) } else { plain };
    if value.starts_with(plain) { plain.len() } else { 0 }
}

/// White space that holds a line break is folded by YAML, so it is not a copy.
fn breaks_ahead(raw: &str) -> bool {
    raw.chars().take_while(|c| BLANKS.contains(c)).any(|c| matches!(c, '\n' | '\r'))
}

/// A double-quoted escape: the character it stands for (`None` for an escaped line break) and its
/// length.
fn escape(raw: &str) -> Option<(Option<char>, usize)> {
    let kind = raw.chars().nth(1)?;
    let hex = |from: usize, digits: usize| {
        raw.get(from..from + digits).and_then(|text| u32::from_str_radix(text, 16).ok())
    };
    let simple = |c: char| Some((Some(c), 2));
    match kind {
        'n' => simple('\n'),
        't' | '\t' => simple('\t'),
        'r' => simple('\r'),
        '0' => simple('\0'),
        'a' => simple('\u{7}'),
        'b' => simple('\u{8}'),
        'v' => simple('\u{b}'),
        'f' => simple('\u{c}'),
        'e' => simple('\u{1b}'),
        'N' => simple('\u{85}'),
        '_' => simple('\u{a0}'),
        'L' => simple('\u{2028}'),
        'P' => simple('\u{2029}'),
        '"' | '/' | '\\' | ' ' => simple(kind),
        'x' => Some((char::from_u32(hex(2, 2)?), 4)),
        'U' => Some((char::from_u32(hex(2, 8)?), 10)),
        'u' => {
            let high = hex(2, 4)?;
            if (0xd800..0xdc00).contains(&high) {
                let low = hex(8, 4).filter(|_| raw[6..].starts_with("\\u"))?;
                return Some((
                    char::from_u32(0x10000 + ((high - 0xd800) << 10) + low.checked_sub(0xdc00)?),
                    12,
                ));
            }
            Some((char::from_u32(high), 6))
        }
        '\n' | '\r' => {
            let rest = &raw[1..];
            Some((None, 1 + rest.len() - rest.trim_start_matches(BLANKS).len()))
        }
        _ => None,
    }
}
