//! What a reader sees of a text: characters that are drawn as nothing are taken out, whatever ends a
//! line ends it as `\n`, and digits and ends of sentences of another width or script are those of
//! ASCII. So they hide no label, greeting, figure or end of a sentence, and change no score.
//!
//! Where they stood between two other characters they may disguise a word or break a merge field:
//! the text remembers where. In a chain of emoji they join, and stay.

use super::fold::is_invisible;
use super::{Span, Text, TextBuilder};

/// The text as a reader sees it; `None` when that is the text as it is.
pub fn visible(text: &Text) -> Option<Text> {
    let string = text.as_str();
    let mut at = first(string)?;
    let mut builder = TextBuilder::default();
    let mut copied = 0;
    while let Some(c) = string[at..].chars().next() {
        let mut end = at + c.len_utf8();
        let (mut put, mut inside) = ("", false);
        if let Some(line_end) = line_end(c).filter(|_| !string[at..].starts_with("\r\n")) {
            put = line_end;
        } else if let Some(plain) = plain(c) {
            put = plain;
        } else if is_invisible(c) {
            // What was before it is seen in what was made of it.
            let before = string[copied..at].chars().next_back();
            let before = before.or_else(|| builder.as_str().chars().next_back());
            if joins(c, before) {
                at = end;
                continue;
            }
            let rest = string[at..].trim_start_matches(is_invisible);
            end = string.len() - rest.len();
            let is_joined = |c: char| !c.is_whitespace();
            inside = before.is_some_and(is_joined) && rest.starts_with(is_joined);
        } else if !is_control(c) {
            at = end + first(&string[end..]).unwrap_or(string.len() - end);
            continue;
        }
        builder.push_from(text, Span::new(copied, at));
        if inside {
            builder.hide();
        }
        if !put.is_empty() {
            builder.push(put, text.to_source(Span::new(at, end)));
        }
        (at, copied) = (end, end);
    }
    (copied > 0).then(|| {
        builder.push_from(text, Span::new(copied, string.len()));
        builder.finish()
    })
}

/// True when nothing in a text may have to go.
pub fn is_seen(text: &str) -> bool {
    first(text).is_none()
}

/// Where the first character stands that may have to go.
fn first(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    // Nearly all texts are plain, which is seen in blocks.
    const BLOCK: usize = 64;
    let is_odd = |byte: u8| !matches!(byte, b'\t' | b'\n' | b' '..=b'~');
    let mut at = 0;
    while at < bytes.len() {
        let block = &bytes[at..bytes.len().min(at + BLOCK)];
        if block.iter().fold(false, |odd, byte| odd | is_odd(*byte)) {
            let odd = block.iter().enumerate().map(|(offset, byte)| (at + offset, *byte)).find(
                |(at, byte)| {
                    is_odd(*byte)
                        && match *byte {
                            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                            0x80..0xc0 => false,
                            byte if byte < 0x80 => true,
                            _ => text[*at..].chars().next().is_some_and(|c| {
                                is_invisible(c)
                                    || is_control(c)
                                    || line_end(c).is_some()
                                    || plain(c).is_some()
                            }),
                        }
                },
            );
            if let Some((odd, _)) = odd {
                return Some(odd);
            }
        }
        at += BLOCK;
    }
    None
}

/// What a character is that ends a line, other than `\n`: a lone carriage return, the
/// vertical tabulator, the form feed, and those of Unicode.
fn line_end(c: char) -> Option<&'static str> {
    match c {
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' => Some("\n"),
        '\u{2029}' => Some("\n\n"),
        _ => None,
    }
}

/// The digit or the end of a sentence that a character is, in another width or script. Letters are
/// a matter of folding.
fn plain(c: char) -> Option<&'static str> {
    const DIGITS: &str = "0123456789";
    let digit = match c {
        '\u{ff10}'..='\u{ff19}' => c as usize - 0xff10,
        '\u{1d7ce}'..='\u{1d7ff}' => (c as usize - 0x1d7ce) % 10,
        '\u{660}'..='\u{669}' => c as usize - 0x660,
        '\u{6f0}'..='\u{6f9}' => c as usize - 0x6f0,
        '\u{ff0e}' | '\u{2024}' => return Some("."),
        '\u{ff01}' => return Some("!"),
        '\u{ff1f}' => return Some("?"),
        _ => return None,
    };
    Some(&DIGITS[digit..=digit])
}

/// Control characters that no text needs.
fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n') && line_end(c).is_none()
}

/// True for an invisible character that joins a picture to what follows, or says how it is drawn.
fn joins(c: char, before: Option<char>) -> bool {
    let Some(before) = before else { return false };
    let is_picture = before >= '\u{2190}' && !before.is_alphanumeric() && !before.is_whitespace();
    match c {
        '\u{200d}' => is_picture && before != c,
        '\u{e0020}'..='\u{e007f}' => is_picture,
        // Behind digits it makes a key of them.
        '\u{fe0e}' | '\u{fe0f}' => {
            is_picture && !is_invisible(before)
                || before.is_ascii_digit()
                || matches!(before, '#' | '*' | '\u{a9}' | '\u{ae}')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> String {
        let text = Text::identity(text);
        visible(&text).unwrap_or(text).as_str().to_string()
    }

    #[test]
    fn what_is_drawn_as_nothing_goes_and_lines_end_in_one_way() {
        for (text, words) in [
            ("\u{feff}Subject: a\n\u{200b}\nHi", "Subject: a\n\nHi"),
            ("\u{200b}Hi\u{2060} Ana\u{ad},\u{200b}\u{200b} 1\u{200b}9", "Hi Ana, 19"),
            ("lead\u{2066}ing plat\u{3164}form", "leading platform"),
            ("a\rb\r\nc\r\rd\u{b}e\u{2028}f\u{2029}g", "a\nb\r\nc\n\nd\ne\nf\n\ng"),
            ("a\u{1b}[31mb\u{7f}c\u{9b}d\te", "a[31mbcd\te"),
            ("\u{1f469}\u{200d}\u{1f4bb} x\u{200d}", "\u{1f469}\u{200d}\u{1f4bb} x"),
            (
                "\u{2764}\u{fe0f}\u{200d}\u{1f525} 1\u{fe0f} a\u{fe0f}",
                "\u{2764}\u{fe0f}\u{200d}\u{1f525} 1\u{fe0f} a",
            ),
            ("\u{2026}\u{200d} \u{201d}\u{200d}", "\u{2026} \u{201d}"),
            ("caf\u{e9} \u{201c}a\u{201d}", "caf\u{e9} \u{201c}a\u{201d}"),
            ("\u{ff14}\u{1d7d0}\u{1d7ec}\u{661}\u{6f9} a\u{2024} b\u{ff1f}", "42019 a. b?"),
        ] {
            assert_eq!(seen(text), words, "{text:?}");
        }
        assert!(visible(&Text::identity("plain\r\n\u{e9} \u{201c}")).is_none());
    }

    #[test]
    fn what_is_hidden_in_a_word_is_remembered() {
        let text =
            visible(&Text::identity("a lim\u{200b}ited\u{200b} of\u{ad}fer")).expect("there");
        let mut builder = TextBuilder::default();
        builder.push_glue("x ");
        builder.push_from(&text, Span::new(2, text.as_str().len()));
        let text = builder.finish();
        assert_eq!(text.as_str(), "x limited offer");
        let hides = |word: &str| {
            let at = text.as_str().find(word).expect("there");
            text.hides(Span::new(at, at + word.len()))
        };
        assert_eq!(
            ["x", "limited", "offer", "limi", "lim"].map(hides),
            [false, true, true, true, false]
        );
    }

    #[test]
    fn places_stay_those_of_the_file() {
        let file = "ab\u{200b}\ncd\u{2029}ef";
        let text = visible(&Text::identity(file)).expect("there");
        for word in ["ab", "cd", "ef"] {
            let at = text.as_str().find(word).expect("there");
            let span = text.to_source(Span::new(at, at + 2));
            assert_eq!(&file[span.start()..span.end()], word);
        }
    }
}
