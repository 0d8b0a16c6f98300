//! Forms of a subject line that need no words of a language: a reply's prefix, two names with a
//! sign between them.

use super::{Analysis, Mark};
use crate::text::Span;
use crate::vocabulary::{Part, label};

/// What mail programs put before the subject of an answer or a forwarded mail, in the languages we
/// recognise.
const PREFIXES: &[&str] = &["re", "fw", "fwd", "aw", "wg", "sv", "antw", "rif"];

/// Signs that introduce two parties to each other: "Corvex <> Orbis".
const BETWEEN: &[&str] = &[" <> ", " <-> ", " + ", " x ", " X ", " \u{d7} ", " \u{21c4} "];

/// Marks the subject lines of a draft.
pub fn mark(draft: &Analysis, marks: &mut Vec<Mark>) {
    for section in draft.draft.sections.iter().filter(|section| section.part == Part::Subject) {
        let sentence = draft.sentence_at(section.span.start());
        let subject = draft.slice(section.span);
        if let Some(length) = reply_prefix(subject) {
            let start = section.span.end() - subject.trim_start().len();
            marks.push(Mark {
                label: label::REPLY_PREFIX,
                span: Span::new(start, start + length),
                sentence,
            });
        }
        if is_pair(subject) {
            marks.push(Mark { label: label::SUBJECT_PAIR, span: section.span, sentence });
        }
    }
}

/// Length of `Re:`, `FWD :`, `Re[2]:` at the start.
pub(super) fn reply_prefix(subject: &str) -> Option<usize> {
    let subject = subject.trim_start();
    let colon = subject.find(':')?;
    let head = subject[..colon].trim_end();
    let word = head.split('[').next().unwrap_or("").trim_end();
    PREFIXES.iter().any(|prefix| word.eq_ignore_ascii_case(prefix)).then_some(colon + 1)
}

/// Two names of at most two words, or fields, and nothing else.
fn is_pair(subject: &str) -> bool {
    let is_name = |side: &str| {
        let side = side.trim();
        !side.is_empty()
            && (side.starts_with("{{") && side.ends_with("}}")
                || side.split_whitespace().count() <= 2)
    };
    BETWEEN.iter().any(|sign| {
        let mut sides = subject.split(sign);
        matches!((sides.next(), sides.next(), sides.next()), (Some(left), Some(right), None) if is_name(left) && is_name(right))
    })
}
