//! Where each byte of a block scalar (`|` or `>`) stands in the YAML that it was read from: line by
//! line, for each line of it that is not blank stands in the value as it is.

use crate::text::Span;

/// Notes a run for each line and for what is between two. False when the value is not that of
/// `raw`, which begins with a line of it or with the mark of the block.
pub fn walk(value: &str, raw: &str, runs: &mut Vec<(Span, Span)>) -> bool {
    let head = match raw.starts_with(['|', '>']) {
        true => raw.find(['\n', '\r']).unwrap_or(raw.len()),
        false => 0,
    };
    let is_blank = |line: &&str| line.trim_matches([' ', '\t', '\n', '\r']).is_empty();
    let margin = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let first = value.split('\n').find(|line| !is_blank(line));
    let first_raw = crate::text::lines(&raw[head..]).find(|line| !is_blank(line));
    // An indicator may say that some of the blanks before the first line belong to it.
    let indent = match (first, first_raw) {
        (Some(first), Some(raw)) => margin(raw).checked_sub(margin(first)),
        _ => Some(usize::MAX),
    };
    let Some(indent) = indent else { return false };
    let (mut at, mut from, mut line_start) = (0, head, head);
    for line in crate::text::lines(&raw[head..]) {
        let words = line.trim_end_matches(['\n', '\r']);
        let start = line_start + indent.min(words.len());
        line_start += line.len();
        let words = words.get(indent..).unwrap_or_default();
        if words.is_empty() {
            continue;
        }
        // What folding or the line ends of the file made of what stands between.
        let between = value[at..].find(|c| c != '\n').unwrap_or(value.len() - at);
        let between = match value[at + between..].starts_with(words) {
            true => between,
            false if value[at..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(words)) => 1,
            false => return false,
        };
        if between > 0 {
            runs.push((Span::new(at, at + between), Span::new(from, start)));
        }
        at += between;
        runs.push((Span::new(at, at + words.len()), Span::new(start, start + words.len())));
        (at, from) = (at + words.len(), start + words.len());
    }
    if value[at..].bytes().any(|byte| byte != b'\n') {
        return false;
    }
    if at < value.len() {
        runs.push((Span::new(at, value.len()), Span::new(from, raw.len())));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::super::{Written, align};
    use crate::text::{Span, TextBuilder};
    use crate::yaml::parse;

    /// Words of a block stand where they are written, however it is indented, folded and ended.
    #[test]
    fn words_stand_where_they_are_written() {
        for yaml in [
            "a: |\n  Hi Ana,\n\n  Who plans?\n",
            "a: |\n  Hi Ana,  \n   \n      \n  Who plans?  ",
            "a: |\n\n  Hi Ana,\n\n  Who plans?",
            "a: |2-\n    Hi Ana,\n\n  Who plans?\n\n",
            "a: |+\r\n  Hi Ana,\r\n\r\n  Who plans?\r\n\r\n",
            "a: >\n  Hi Ana,\n\n  Who\n  plans?\n\n    - x\n    - y\n\n  Z\n",
            "a: >-\n\n\n  Hi Ana,  \n  who  \n\n\n  plans?",
            "a: >\n  Hi Ana,\n   \n      \n  Who plans?\n",
        ] {
            let root = parse(yaml, 0).expect("YAML");
            let node = root.get("a").expect("a key");
            let (value, start) =
                (node.as_str().expect("a text"), yaml[..node.span.start()].rfind('\n'));
            let start = start.map_or(0, |at| at + 1).max(3);
            let mut builder = TextBuilder::default();
            align(value, Written::Block, &yaml[start..node.span.end()], start, &mut builder);
            let text = builder.finish();
            assert_eq!((node.written(), text.as_str()), (Written::Block, value));
            let mut words = 0;
            for word in value.split_whitespace() {
                let at = word.as_ptr() as usize - value.as_ptr() as usize;
                let span = text.to_source(Span::new(at, at + word.len()));
                assert_eq!(span.slice(yaml), word, "{yaml:?}");
                words += 1;
            }
            assert!(words >= 4);
        }
    }

    #[test]
    fn another_value_is_refused() {
        for (value, raw) in [("a b", "  a\n  c\n"), ("a", "  a\n  b\n"), ("   a", "  a\n")] {
            assert!(!super::walk(value, raw, &mut Vec::new()), "{value:?}");
        }
    }
}
