//! Messages of a length that nobody writes. What analysis keeps of a text is many times its length,
//! so that of one message only so much is judged, and the rest is told to be left out.

use crate::draft::Draft;
use crate::text::{Problem, Span};

/// Bytes of a message that are judged: more than forty thousand words.
const MOST: usize = 256 << 10;

/// Cuts a draft that is longer, behind a line, and says so.
pub fn hold(draft: &mut Draft, problems: &mut Vec<Problem>) {
    let text = draft.text.as_str();
    if text.len() <= MOST {
        return;
    }
    let near = crate::text::floor(text, MOST);
    let from = crate::text::floor(text, MOST - MOST / 8);
    let at = text[from..near].rfind(['\n', '\r']).map_or(near, |at| from + at + 1);
    let rest = draft.text.to_source(Span::new(at, text.len()));
    let kib = text.len().div_ceil(1024);
    let message = format!(
        "a message of {kib} KiB: its first {} KiB are judged, and nothing that comes after them",
        MOST / 1024
    );
    let problem =
        Problem::warning(draft.elsewhere.as_ref().map_or(rest, |file| file.named), message);
    problems
        .push(problem.hint("of a file with many messages each needs a heading or a subject line of its own; a list is JSON lines or CSV"));
    draft.truncate(at);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_just_short_enough_is_read_whole() {
        let mut draft =
            Draft { text: crate::text::Text::identity("a".repeat(MOST)), ..Draft::default() };
        let mut problems = Vec::new();
        hold(&mut draft, &mut problems);
        assert!(problems.is_empty() && draft.text.as_str().len() == MOST);
        draft.text = crate::text::Text::identity("\u{e9}\u{e9}".repeat(MOST / 4) + "b");
        hold(&mut draft, &mut problems);
        assert!(problems.len() == 1 && draft.text.as_str().len() == MOST, "{problems:?}");
    }
}
