//! Text of others made safe to print: file names, and words of drafts, lists, packs and
//! configurations.
//!
//! A terminal obeys control characters, a viewer reorders text at direction marks, and the runners
//! of GitHub, Azure and TeamCity take orders from the lines of a log. Nothing of that may come from
//! what is read. Every character stays one character, so that columns still fit.

use std::borrow::Cow;

use super::bare::one_line;

/// Stands for a character that has no picture of its own.
const REPLACED: char = '\u{fffd}';
/// Orders that Azure Pipelines, TeamCity and older runners of GitHub find anywhere in a line, after
/// `##`.
const ORDERS: [&str; 3] = ["[", "vso[", "teamcity["];

/// The text on one line, with nothing in it that its surroundings would obey.
pub fn printable(text: &str) -> Cow<'_, str> {
    if is_plain(text) { Cow::Borrowed(text) } else { replaced(text, false) }
}

/// The same of several lines: their ends stay, and tabs.
pub fn printable_lines(text: &str) -> Cow<'_, str> {
    if is_plain_but(text, |byte| matches!(byte, b'\n' | b'\t')) {
        Cow::Borrowed(text)
    } else {
        replaced(text, true)
    }
}

/// A sentence that quotes others: on one line, with single blanks.
pub fn sentence(text: String) -> String {
    if is_plain(&text) {
        return text;
    }
    let line = match text.contains(['\n', '\r', '\t']) {
        true => one_line(&text),
        false => text,
    };
    match printable(&line) {
        Cow::Borrowed(_) => line,
        Cow::Owned(printable) => printable,
    }
}

/// The same for a text that is part of the program: one that is plain already is not copied.
pub fn built_in_sentence(text: Cow<'static, str>) -> Cow<'static, str> {
    if is_plain(&text) { text } else { sentence(text.into_owned()).into() }
}

/// True for a text that needs no second look: printable ASCII in which nothing begins a command.
pub fn is_plain(text: &str) -> bool {
    is_plain_but(text, |_| false)
}

/// The same, but for bytes that `may` be in it. A command has two of its marks. No byte is asked on
/// the way whether it was the last: all can be looked at side by side.
fn is_plain_but(text: &str, may: impl Fn(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let plain =
        bytes.iter().fold(true, |plain, byte| plain & (matches!(byte, b' '..=b'~') | may(*byte)));
    plain
        && !memchr::memchr2_iter(b':', b'#', bytes).any(|at| bytes.get(at + 1) == Some(&bytes[at]))
}

/// The picture of a character that would be obeyed; `None` for one that is harmless.
pub fn picture(c: char) -> Option<char> {
    match c {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32),
        '\u{7f}' => Some('\u{2421}'),
        '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}' => Some(REPLACED),
        // All that Unicode calls Bidi_Control.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some(REPLACED)
        }
        _ => None,
    }
}

fn replaced(text: &str, lines: bool) -> Cow<'_, str> {
    let mut before = None;
    // Most texts need nothing: they are copied only from the first character on that does.
    let mut out: Option<String> = None;
    for (at, c) in text.char_indices() {
        let shown = match c {
            ' '..='~' if c != ':' && c != '#' => c,
            '\n' | '\t' if lines => c,
            '\t' => ' ',
            // `::error::` begins a line, or follows its white space; lines may be wrapped before
            // any word.
            ':' if begins_word(before) && is_command(&text[at + 1..]) => REPLACED,
            '#' if before == Some('#')
                && ORDERS.iter().any(|order| text[at + 1..].starts_with(order)) =>
            {
                REPLACED
            }
            c => picture(c).unwrap_or(c),
        };
        if shown != c && out.is_none() {
            out = Some(text[..at].to_string());
        }
        if let Some(out) = &mut out {
            out.push(shown);
        }
        before = Some(c);
    }
    out.map_or(Cow::Borrowed(text), Cow::Owned)
}

fn begins_word(before: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || picture(c).is_some())
}

fn is_command(rest: &str) -> bool {
    rest.strip_prefix(':').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_obeyed_is_shown_and_not_done() {
        for (text, shown) in [
            ("\u{1b}[31mred", "\u{241b}[31mred"),
            ("\u{1b}]0;title\u{7}", "\u{241b}]0;title\u{2407}"),
            ("\u{9b}31m", "\u{fffd}31m"),
            ("a\nb\r\nc", "a\u{240a}b\u{240d}\u{240a}c"),
            ("abc\u{202e}cba\u{2069}", "abc\u{fffd}cba\u{fffd}"),
            ("::error::x", "\u{fffd}:error::x"),
            ("x\n  ::stop-commands::t", "x\u{240a}  \u{fffd}:stop-commands::t"),
            ("see ##[stop-commands]t", "see #\u{fffd}[stop-commands]t"),
            ("##vso[task.complete]", "#\u{fffd}vso[task.complete]"),
            ("a\u{2028}::debug::", "a\u{fffd}\u{fffd}:debug::"),
            ("\u{7f}\u{0}", "\u{2421}\u{2400}"),
        ] {
            assert_eq!(printable(text), shown);
            assert_eq!(
                printable(text).chars().count(),
                text.chars().count(),
                "columns of {text:?}"
            );
        }
    }

    #[test]
    fn everything_else_stays() {
        for text in [
            "Hi Ana, 10:30?",
            "std::fs and Berths :: Pier 7",
            "## Heading #1 [x]",
            "caf\u{e9} \u{1f469}\u{200d}\u{1f680} \u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{4f60}\u{597d}",
            "non\u{a0}breaking, soft\u{ad}hyphen",
            "ratio 3::4",
        ] {
            assert!(matches!(printable(text), Cow::Borrowed(_)), "{text:?}");
            assert_eq!(sentence(text.to_string()), text);
        }
    }

    #[test]
    fn sentences_keep_to_one_line() {
        assert_eq!(sentence("no key `k\n::error::x`".into()), "no key `k \u{fffd}:error::x`");
        assert_eq!(printable_lines("a\n\u{1b}b\n"), "a\n\u{241b}b\n");
    }
}
