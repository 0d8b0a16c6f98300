//! What Markdown and HTML spell otherwise than a reader sees it: backslashes before marks, entities,
//! tags and stars inside a word. Whatever is looked for in a draft is looked for in what is shown.

use super::html::words::decoded;
use super::markup::inline_tag;
use crate::text::{Span, Text, TextBuilder, step};

/// Characters before which editors that export Markdown put a backslash, those of merge fields
/// among them.
const ESCAPED: &[u8] = b"!#$&()*+-.<=>[]^_`{|}~";

/// Characters that mean something in Markdown, HTML or a merge field: an entity shows them, and
/// must not become them.
const MEANING: &[char] =
    &['<', '>', '{', '}', '[', ']', '(', ')', '%', '*', '_', '`', '~', '|', '\\', '#', '&', '\n'];

/// True for a text of which something is not shown as it stands.
pub fn has_marks(text: &str) -> bool {
    let mut at = 0;
    while let Some((found, mark)) = next(text, at) {
        if mark.words != text[found..mark.end] {
            return true;
        }
        at = mark.end + mark.passed;
    }
    false
}

/// Appends `written` as it is shown.
pub fn push_shown(builder: &mut TextBuilder, written: &Text) {
    let text = written.as_str();
    let (mut copied, mut at) = (0, 0);
    while let Some((found, mark)) = next(text, at) {
        builder.push_from(written, Span::new(copied, found));
        if mark.hides {
            builder.hide();
        }
        builder.push(&mark.words, written.to_source(Span::new(found, mark.end)));
        copied = mark.end;
        at = mark.end + mark.passed;
    }
    builder.push_from(written, Span::new(copied, text.len()));
}

/// The next mark from `at` on, and where it begins.
fn next(text: &str, mut at: usize) -> Option<(usize, Shown)> {
    loop {
        let rest = &text.as_bytes()[at..];
        at += rest.iter().position(|byte| matches!(byte, b'\\' | b'&' | b'<' | b'*'))?;
        let mark = match text.as_bytes()[at] {
            b'\\' => escape(text, at),
            b'&' => entity(text, at),
            b'<' => tags_in_word(text, at),
            _ => stars_in_word(text, at),
        };
        if let Some(mark) = mark {
            return Some((at, mark));
        }
        at += 1;
    }
}

/// What is shown in place of a mark.
struct Shown {
    /// Where what is not shown as it stands ends.
    end: usize,
    words: String,
    /// Bytes behind it that are no mark, whatever they are.
    passed: usize,
    /// True when something is hidden in a word.
    hides: bool,
}

impl Shown {
    fn nothing(end: usize) -> Shown {
        Shown { end, words: String::new(), passed: 0, hides: false }
    }
}

fn escape(text: &str, at: usize) -> Option<Shown> {
    let next = text.as_bytes().get(at + 1)?;
    ESCAPED.contains(next).then(|| Shown { passed: 1, ..Shown::nothing(at + 1) })
}

/// `&nbsp;`, `&#8203;`. The name of a field keeps its own: no sending tool reads it as we do.
fn entity(text: &str, at: usize) -> Option<Shown> {
    // The longest name in the standard.
    const LONGEST: usize = 32;
    let rest = &text.as_bytes()[at..];
    let length = rest.iter().take(LONGEST).position(|byte| *byte == b';')? + 1;
    let name = &text[at + 1..at + length - 1];
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#');
    let end = at + length;
    if !is_name || text[..at].ends_with('{') || text[end..].starts_with('}') {
        return None;
    }
    match decoded(&text[at..end])? {
        words if words.is_empty() => {
            let inside = is_in_word(text, at, end);
            Some(Shown { hides: inside, ..Shown::nothing(end) })
        }
        words if words.contains(MEANING) => None,
        words => Some(Shown { words, ..Shown::nothing(end) }),
    }
}

/// `pla<b></b>tform`: tags and comments that part no words.
fn tags_in_word(text: &str, at: usize) -> Option<Shown> {
    let mut end = at;
    while let Some(length) = inline_tag(&text[end..]) {
        step(1);
        end += length;
    }
    let chain = &text[at..end];
    (!chain.is_empty()).then(|| match is_in_word(text, at, end) && !is_in_field(text, at) {
        true => Shown::nothing(end),
        // What was looked at once is not looked at again.
        false => Shown { words: chain.to_string(), ..Shown::nothing(end) },
    })
}

/// True within the braces of a merge field: no sending tool takes out what stands there.
fn is_in_field(text: &str, at: usize) -> bool {
    // Further back no name of a field begins.
    const LONGEST: usize = 80;
    let near = &text.as_bytes()[at.saturating_sub(LONGEST)..at];
    let last = near.iter().rev().find(|byte| matches!(byte, b'{' | b'}' | b'\n'));
    last == Some(&b'{')
}

/// `pla**tform**`, `pla*tform*`: stars that open or close inside a word. A star alone between two
/// words (`colleagues*friends`, in German `Kund*innen`) is one that is shown.
fn stars_in_word(text: &str, at: usize) -> Option<Shown> {
    let rest = &text[at..];
    let stars = rest.len() - rest.trim_start_matches('*').len();
    let end = at + stars;
    let is_letter = |c: char| c.is_alphabetic();
    let before = text[..at].ends_with(is_letter);
    let after = text[end..].starts_with(is_letter);
    if !(before && after) || stars > 3 || is_in_field(text, at) {
        return (stars > 1).then(|| Shown { words: "*".repeat(stars), ..Shown::nothing(end) });
    }
    let closes = || {
        let tail = text[end..].trim_start_matches(is_letter);
        tail.starts_with('*') && !tail[1..].starts_with(is_letter)
    };
    let opened = || {
        let head = text[..at].trim_end_matches(is_letter);
        head.ends_with('*') && !head[..head.len() - 1].ends_with(is_letter)
    };
    (stars > 1 || closes() || opened()).then(|| Shown::nothing(end))
}

/// True when what stands in `at..end` has a letter or digit on both sides.
fn is_in_word(text: &str, at: usize, end: usize) -> bool {
    text[..at].ends_with(char::is_alphanumeric) && text[end..].starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut builder = TextBuilder::default();
        push_shown(&mut builder, &Text::identity(text));
        builder.finish().as_str().to_string()
    }

    #[test]
    fn words_are_those_that_a_reader_sees() {
        for (text, words) in [
            ("a plat&#8203;form, plat&zwnj;form, plat&shy;form", "a platform, platform, platform"),
            ("one&nbsp;platform &#x65;ver&period;", "one\u{a0}platform ever."),
            ("pla<b></b>tform pla<wbr>tform pla<!-- x -->tform", "platform platform platform"),
            ("a <b>bold</b> word", "a <b>bold</b> word"),
            (
                "pla**tform** **pla**tform pla*tform* *pla*tform",
                "platform** **platform platform* *platform",
            ),
            ("\\*a\\* 2\\. x\\[0\\]", "*a* 2. x[0]"),
            // What is shown as it stands.
            (
                "Kund*innen und Nutzer*innen, p****d, 2**3, ** a",
                "Kund*innen und Nutzer*innen, p****d, 2**3, ** a",
            ),
            (
                "&lt;!-- a --&gt; &#123;x&#125; AT&T; R&D; &no such; a & b",
                "&lt;!-- a --&gt; &#123;x&#125; AT&T; R&D; &no such; a & b",
            ),
            ("{{&nbsp;name&nbsp;}} ?a=1&copy=2", "{{&nbsp;name&nbsp;}} ?a=1&copy=2"),
            ("{{first<b></b>name}} {{ a**b }}", "{{first<b></b>name}} {{ a**b }}"),
            ("now<!-- germane: allow x -- y -->for", "now<!-- germane: allow x -- y -->for"),
            ("a < b, x<y>z, one<br>two", "a < b, x<y>z, one<br>two"),
        ] {
            assert_eq!(shown(text), words, "{text}");
        }
    }

    #[test]
    fn places_stay_those_of_the_file() {
        let file = "so&nbsp;a pla&shy;tform, here";
        let mut builder = TextBuilder::default();
        push_shown(&mut builder, &Text::identity(file));
        let text = builder.finish();
        let place = |word: &str| {
            let at = text.as_str().find(word).expect("there");
            let span = Span::new(at, at + word.len());
            let source = text.to_source(span);
            (&file[source.start()..source.end()], text.hides(span))
        };
        assert_eq!(place("platform"), ("pla&shy;tform", true));
        assert_eq!(place("here"), ("here", false));
        assert_eq!(place("\u{a0}"), ("&nbsp;", false));
    }
}
