//! Foreign text where a viewer would make something of it: Markdown, messages that may be posted as
//! Markdown, JSON.

use std::fmt::Write as _;
use std::io;

use serde::Serialize;

use crate::text::picture;

/// Drawn as nothing, and parts a sign from what it would act on.
const APART: &str = "&#8203;";

/// Text for one line of Markdown, which shows it as it is: no image, link, mention, reference,
/// mark-up or cell comes of it.
pub fn markdown(text: &str) -> String {
    let line = crate::text::one_line(text);
    let mut out = String::with_capacity(line.len() + 16);
    for (at, c) in line.char_indices() {
        let next = line[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => out.extend(['\\', c]),
            _ => out.push(picture(c).unwrap_or(c)),
        }
        // GitHub and GitLab look for these in the finished text, where a backslash is gone.
        let refers = matches!(c, '@' | '#' | '!' | '$' | '&' | '%' | '~' | '^')
            && (next.is_alphanumeric() || matches!(next, '"' | '['));
        let begins_link = (c == ':' && next == '/')
            || (c == '.' && at >= 3 && line.as_bytes()[at - 3..at].eq_ignore_ascii_case(b"www"));
        if refers || begins_link {
            out.push_str(APART);
        }
    }
    out
}

/// A plain message that its receiver may post as Markdown: links, images and mentions are parted,
/// and else it stays as it is.
pub fn plain(text: &str) -> String {
    if !text.contains(['@', ']', '/']) {
        return text.to_string();
    }
    text.replace("](", "]\u{200b}(").replace('@', "@\u{200b}").replace("://", ":\u{200b}//")
}

/// A value as JSON, with escapes for what a terminal or the log of a build would obey. It reads as
/// the same value.
pub fn json(value: &impl Serialize) -> String {
    // A draft takes some thousands of bytes.
    let mut text = Bytes(Vec::with_capacity(1 << 13));
    let _ = serde_json::to_writer(&mut text, value);
    escaped(String::from_utf8(text.0).unwrap_or_default())
}

/// What JSON is written to. Half of its thousand pieces a draft are one byte each, a quote or a
/// comma, which need no copying of memory.
struct Bytes(Vec<u8>);

impl io::Write for Bytes {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match bytes {
            [one] => self.0.push(*one),
            more => self.0.extend_from_slice(more),
        }
        Ok(bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes).map(|_| ())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The same in many lines, for people to read too.
pub fn json_lines(value: &impl Serialize) -> String {
    escaped(serde_json::to_string_pretty(value).unwrap_or_default())
}

/// JSON with the escapes.
fn escaped(text: String) -> String {
    let bytes = text.as_bytes();
    // In strings characters below a blank are escaped already, and so are those between them but
    // for the ends of lines; those above stand in strings only. What is copied is copied in
    // stretches.
    let (mut out, mut copied, mut at) = (String::new(), 0, 0);
    while let Some(next) = odd(&bytes[at..]) {
        at += next;
        let c = text[at..].chars().next().unwrap_or(' ');
        if c != '\n' && picture(c).is_some() || (c == '#' && at > 0 && bytes[at - 1] == b'#') {
            out.push_str(&text[copied..at]);
            let _ = write!(out, "\\u{:04x}", c as u32);
            copied = at + c.len_utf8();
        }
        at += c.len_utf8();
    }
    if copied == 0 {
        return text;
    }
    out.push_str(&text[copied..]);
    out
}

/// Where the first byte is that may need an escape. Whole blocks are looked at at once, for nearly
/// all need none.
fn odd(bytes: &[u8]) -> Option<usize> {
    const BLOCK: usize = 64;
    let is_odd = |byte: &u8| *byte == b'#' || !matches!(byte, b' '..=b'~');
    let plain = bytes
        .chunks(BLOCK)
        .take_while(|block| !block.iter().fold(false, |odd, byte| odd | is_odd(byte)))
        .count()
        * BLOCK;
    let rest = bytes.get(plain..)?;
    rest.iter().position(is_odd).map(|at| plain + at)
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::*;

    #[test]
    fn markdown_shows_text_and_makes_nothing_of_it() {
        for text in [
            "![x](https://evil.example/t.png)",
            "[login](https://evil.example)",
            "say **no** to _this_ ~~now~~ `x` | y",
            "<img src=x> &amp; <https://evil.example>",
            "[ref]: https://evil.example [^1] $x$ $$y$$ [[z]]",
            "a \\![x](y) \\\\[z](w)",
        ] {
            let cell = format!("| a |\n|:--|\n| {} |\n", markdown(text));
            let shown = Parser::new_ext(&cell, Options::all()).filter_map(|event| match event {
                Event::Text(text) => Some(text.replace('\u{200b}', "")),
                Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell)
                | Event::End(_) => None,
                made => panic!("{text} makes {made:?}"),
            });
            assert_eq!(shown.collect::<String>(), format!("a{text}"));
        }
        for (text, gone) in [
            ("@octocat", "@o"),
            ("see #12", "#1"),
            ("www.evil.example", "www.e"),
            ("http://e.example", "://"),
            ("!7", "!7"),
        ] {
            assert!(!markdown(text).contains(gone), "{}", markdown(text));
        }
        for text in ["Ana: 40 % of 9 a.m. calls, #, @ and !", "low.email.md", "who? 1. now"] {
            assert_eq!(markdown(text), text);
        }
    }

    #[test]
    fn json_reads_as_the_same_value() {
        for text in [
            "\u{9b}31m",
            "\u{7f}",
            "a\u{202e}b",
            "##[group]x",
            "###",
            "\\## \"\u{2028}",
            "\u{1b}",
            "caf\u{e9} # x",
        ] {
            let written = json(&text);
            assert_eq!(serde_json::from_str::<String>(&written).expect("JSON"), text);
            assert!(
                !written.contains("##") && written.chars().all(|c| picture(c).is_none()),
                "{written}"
            );
        }
        let of = serde_json::json!({ "a\u{2028}": ["##vso[x]", "\u{85}::error::y\n"] });
        let written = json_lines(&of);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&written).expect("JSON"), of);
        assert!(
            !written.contains("##") && written.lines().all(|line| line.is_ascii()),
            "{written}"
        );
        for before in 0..140 {
            for odd in ["##", "\u{9b}", "#", "\u{e9}"] {
                let text = "x".repeat(before) + odd + &"y".repeat(70) + odd;
                let written = json(&text);
                assert_eq!(serde_json::from_str::<String>(&written).expect("JSON"), text);
                assert_eq!(
                    written.matches("\\u00").count(),
                    if matches!(odd, "##" | "\u{9b}") { 2 } else { 0 },
                    "{written}"
                );
            }
        }
    }
}
