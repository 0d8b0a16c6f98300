//! Where the YAML before a draft begins and ends, closed or not.

use crate::text::{Problem, Span, Text, lines};

/// The YAML block at the start of a file (without its fences) and where the body begins. Blank
/// lines and comments may stand above it.
pub fn block(text: &str) -> Option<(Span, usize)> {
    let start = above(text);
    let first = lines(&text[start..]).next()?;
    if first.trim_end() != "---" || !first.ends_with(['\n', '\r']) {
        return None;
    }
    let open = start + first.len();
    // Between two rules below the top there may be anything; in front matter the first line is a
    // key.
    if start > 3
        && !lines(&text[open..])
            .find(|line| !line.trim().is_empty() && !line.starts_with('#'))
            .is_some_and(is_key)
    {
        return None;
    }
    let (mut at, mut prose) = (open, false);
    for line in lines(&text[open..]) {
        if is_fence(line) {
            let closed = (Span::new(open, at), at + line.len());
            return unclosed(text, open).filter(|_| prose).or(Some(closed));
        }
        prose |= is_prose(line);
        at += line.len();
    }
    unclosed(text, open)
}

/// The line that closes the block.
fn is_fence(line: &str) -> bool {
    matches!(line.trim_end(), "---" | "...")
}

/// A line that is no YAML in a map.
fn is_prose(line: &str) -> bool {
    line.starts_with(|c: char| c.is_alphanumeric() || c == '{') && !line.contains(':')
}

/// The keys of a message below a fence that nothing closes, up to the first line that is none; the
/// message begins there.
fn unclosed(text: &str, open: usize) -> Option<(Span, usize)> {
    let is_own =
        |line: &&str| is_key(line) || line.starts_with([' ', '\t', '#']) && !line.trim().is_empty();
    let length: usize = lines(&text[open..]).take_while(is_own).map(str::len).sum();
    let block = Span::new(open, open + length);
    is_marked(block.slice(text)).then_some((block, block.end()))
}

/// Where the first line stands that is neither blank nor a comment.
fn above(text: &str) -> usize {
    let mut rest = text.trim_start_matches('\u{feff}');
    loop {
        let line = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        // Blanks before the first rule would make it no rule of front matter.
        let indent = rest.len() - line.len();
        let line = &rest[rest[..indent].rfind('\n').map_or(0, |end| end + 1)..];
        match line.strip_prefix("<!--").and_then(|inner| inner.split_once("-->")) {
            Some((_, after)) => rest = after,
            None => return text.len() - line.len(),
        }
    }
}

/// `subject: ...`.
fn is_key(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, _)| {
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    })
}

/// Keys of which each says that the file is one message.
const MARKERS: &[&str] = &[
    "subject:",
    "subject_line:",
    "preview:",
    "preview_text:",
    "preheader:",
    "thread:",
    "post:",
    "touch:",
    "step:",
    "to:",
];

/// True for front matter of one message.
pub fn is_marked(block: &str) -> bool {
    lines(block).any(|line| {
        MARKERS.iter().any(|marker| {
            line.get(..marker.len()).is_some_and(|head| head.eq_ignore_ascii_case(marker))
        })
    })
}

/// What is said of a block that nothing closes.
pub fn missing(file: &Text, span: Span) -> Option<Problem> {
    let closed = lines(&file.as_str()[span.end()..]).next().is_some_and(is_fence);
    let fence = file.as_str()[..span.start()].trim_end().len();
    let problem = Problem::error(
        file.to_source(Span::new(fence.saturating_sub(3), fence)),
        "front matter is not closed",
    );
    (!closed).then(|| problem.hint("put a line with `---` below its last key"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_without_an_end_ends_where_its_keys_end() {
        for (text, body) in [
            ("---\nsubject: Permit\nHi Ana,\n\nwho files it?\n", "Hi Ana,"),
            ("---\nsubject: Permit\nto: Ana\n\nHi Ana,\n\n---\nSam\n", "\nHi Ana,"),
        ] {
            let (span, after) = block(text).expect(text);
            assert!(text[after..].starts_with(body), "{text}");
            let mut problems = Vec::new();
            let found = super::super::read(&Text::identity(text), span, &mut problems);
            let said: Vec<_> =
                problems.iter().map(|problem| (problem.message.as_str(), problem.span)).collect();
            assert_eq!(said, [("front matter is not closed", Span::new(0, 3))], "{text}");
            assert_eq!(found.subjects[0].as_str(), Some("Permit"));
        }
        // What has no key of a message is a rule.
        for text in ["---\nHi Ana,\n", "---\nnote: x\nHi Ana,\n", "---\n\nsubject: x\n"] {
            assert_eq!(block(text), None, "{text}");
        }
        let closed = "---\nsubject: Permit\nvars:\n- a\n\nlang: en\n---\nHi\n";
        assert!(block(closed).is_some_and(|(_, after)| &closed[after..] == "Hi\n"));
    }
}
