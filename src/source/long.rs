//! Messages of a length that nobody writes. What analysis keeps of a text is many times its length, so that of one message only so much is
//! judged, and the rest is told to be left out.

use super::Problem;
use crate::draft::Draft;
use crate::text::Span;

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
    let message = format!("a message of {kib} KiB: its first {} KiB are judged, and nothing that comes after them", MOST / 1024);
    let problem = Problem::warning(draft.elsewhere.as_ref().map_or(rest, |file| file.named), message);
    problems
        .push(problem.hint("of a file with many messages each needs a heading or a subject line of its own; a list is JSON lines or CSV"));
    draft.truncate(at);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::Linter;
    use crate::source::Source;

    #[test]
    fn of_a_very_long_message_the_beginning_is_judged_and_the_rest_is_told() {
        let text = format!(
            "Hi Ana,\n\n{}[last](https://last.example) words {{{{field}}}}\n",
            "The crane stood idle on eleven days.\n\n".repeat(9_000)
        );
        let report = Linter::new().lint(&Source::new("a.md", text.as_bytes()));
        let told: Vec<_> = report.problems.iter().filter(|problem| problem.message.contains("are judged")).collect();
        assert_eq!(told.len(), 1, "{:?}", report.problems);
        let range = &told[0].range;
        assert!(range.start.column == 1 && range.start.offset <= MOST && range.end.offset == text.len(), "{range:?}");
        assert!(report.findings().all(|finding| finding.range.end.offset <= range.start.offset));
        // One byte less than too long is read whole.
        let mut draft = Draft { text: crate::text::Text::identity("a".repeat(MOST)), ..Draft::default() };
        let mut problems = Vec::new();
        hold(&mut draft, &mut problems);
        assert!(problems.is_empty() && draft.text.as_str().len() == MOST);
    }
}
