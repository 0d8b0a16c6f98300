//! How every format builds a draft: its sections, then its text, then what in its body is no prose.

use super::shown::{has_marks, push_shown};
use super::{allow, markup, thread};
use crate::draft::{Draft, Section};
use crate::text::{Problem, Span, Text, TextBuilder, is_seen, visible};
use crate::vocabulary::{Kind, Part, Thread};
use crate::yaml::{self, Written};

/// Gives a draft its text, once all sections are in it, and finds what in the body is not prose.
pub fn finish(
    draft: &mut Draft,
    builder: TextBuilder,
    markdown: bool,
    problems: &mut Vec<Problem>,
) {
    draft.text = builder.finish();
    let body = draft.body();
    let found = markup::find(draft.text.as_str(), body, markdown);
    draft.allows = allow::read(&draft.text, body, &found.comments, problems);
    let others = thread::quoted(draft.text.as_str(), body);
    draft.quoted = others.spans;
    // What stands below shows that they have written before, unless the draft declares that it is
    // the first.
    let first = draft.meta.touch == Some(1) || draft.meta.kind == Some(Kind::Cold);
    if others.answers && !first {
        draft.meta.thread = draft.meta.thread.or(Some(Thread::Reply));
    }
    draft.masks = found.masks;
    draft.links = found.links;
    draft.anchors = found.anchors;
}

/// Adds a section, as a reader sees what Markdown or HTML spells; sections are kept apart by a line
/// end that stands nowhere in the file.
pub fn section(
    draft: &mut Draft,
    builder: &mut TextBuilder,
    part: Part,
    push: impl FnOnce(&mut TextBuilder),
) {
    literal_section(draft, builder, part, |builder| {
        let start = builder.len();
        push(builder);
        if has_marks(&builder.as_str()[start..]) {
            let text = builder.split_off(start);
            push_shown(builder, &text);
        }
    });
}

/// The same for words that mean what they are, as in a mail of plain text.
pub fn literal_section(
    draft: &mut Draft,
    builder: &mut TextBuilder,
    part: Part,
    push: impl FnOnce(&mut TextBuilder),
) {
    section_as_it_is(draft, builder, part, |builder| {
        let start = builder.len();
        push(builder);
        if !is_seen(&builder.as_str()[start..]) {
            let text = builder.split_off(start);
            let seen = visible(&text).unwrap_or(text);
            builder.push_from(&seen, seen.whole());
        }
    });
}

/// The same for words into which somebody else has places.
pub fn section_as_it_is(
    draft: &mut Draft,
    builder: &mut TextBuilder,
    part: Part,
    push: impl FnOnce(&mut TextBuilder),
) {
    let before = builder.len();
    if !builder.is_empty() {
        builder.push_glue("\n");
    }
    let start = builder.len();
    push(builder);
    if part == Part::Subject && continues_thread(&builder.as_str()[start..]) {
        builder.split_off(before);
        draft.meta.thread = draft.meta.thread.or(Some(Thread::Reply));
        return;
    }
    draft.sections.push(Section { part, span: Span::new(start, builder.len()) });
}

/// True for a remark in the place of a subject: `(same thread)`, `[reply]`.
fn continues_thread(subject: &str) -> bool {
    const REMARKS: &[&str] = &[
        "reply",
        "same thread",
        "same subject",
        "reply in thread",
        "reply in same thread",
        "in thread",
        "thread",
        "continue thread",
    ];
    let inner =
        subject.trim().strip_prefix(['(', '[']).and_then(|rest| rest.strip_suffix([')', ']']));
    inner.is_some_and(|words| REMARKS.iter().any(|remark| words.eq_ignore_ascii_case(remark)))
}

/// A scalar of a YAML or JSON file as text, with the way back to the file.
pub fn decoded(file: &Text, node: &yaml::Node) -> Text {
    let (mut span, mut inner) = (node.span, TextBuilder::default());
    if node.written() == Written::Block {
        // With the blanks before its first line, which tell those of the others.
        let before = &file.as_str()[..span.start()];
        span.start -= (before.len() - before.trim_end_matches(' ').len()) as u32;
    }
    yaml::align(
        node.as_str().unwrap_or_default(),
        node.written(),
        span.slice(file.as_str()),
        span.start(),
        &mut inner,
    );
    inner.finish().through(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_in_the_place_of_a_subject_continues_the_thread() {
        for (subject, thread, text) in [
            ("(same thread)", Some(Thread::Reply), "Hi"),
            ("[Reply]", Some(Thread::Reply), "Hi"),
            ("(Re)opening the yard", None, "(Re)opening the yard\nHi"),
            ("reply", None, "reply\nHi"),
        ] {
            let (mut draft, mut builder) = (Draft::default(), TextBuilder::default());
            section(&mut draft, &mut builder, Part::Subject, |builder| builder.push_glue(subject));
            section(&mut draft, &mut builder, Part::Body, |builder| builder.push_glue("Hi"));
            finish(&mut draft, builder, true, &mut Vec::new());
            assert_eq!((draft.meta.thread, draft.text.as_str()), (thread, text), "{subject}");
        }
    }
}
