//! Forms of a subject line that need no words of a language: a reply's prefix, two names with a
//! sign between them.

use super::{Analysis, Mark};
use crate::draft::subject::prefix;
use crate::text::Span;
use crate::vocabulary::{Part, label};

/// What joins parties, and matters too.
const PLUS: &str = " + ";
/// Signs that introduce two parties to each other: "Corvex <> Orbis".
const BETWEEN: &[&str] = &[" <> ", " <-> ", PLUS, " x ", " X ", " \u{d7} ", " \u{21c4} "];

/// Marks the subject lines of a draft.
pub fn mark(draft: &Analysis, marks: &mut Vec<Mark>) {
    for section in draft.draft.sections.iter().filter(|section| section.part == Part::Subject) {
        let sentence = draft.sentence_at(section.span.start());
        let subject = draft.slice(section.span);
        if let Some(prefix) = prefix(subject) {
            let start = section.span.end() - subject.trim_start().len();
            marks.push(Mark {
                label: label::REPLY_PREFIX,
                span: Span::new(start, start + prefix.length),
                sentence,
            });
        }
        if is_pair(subject) {
            marks.push(Mark { label: label::SUBJECT_PAIR, span: section.span, sentence });
        }
    }
}

/// Two names of at most two words, or fields, and nothing else. Joined with a plus, words in small
/// letters are two matters.
fn is_pair(subject: &str) -> bool {
    let is_field = |side: &str| side.starts_with("{{") && side.ends_with("}}");
    let is_name = |side: &str, sign: &str| {
        let side = side.trim();
        let words = || side.split_whitespace();
        let capital = |word: &str| !word.starts_with(char::is_lowercase);
        !side.is_empty()
            && (is_field(side) || words().count() <= 2 && (sign != PLUS || words().all(capital)))
    };
    BETWEEN.iter().any(|sign| {
        let mut sides = subject.split(sign);
        matches!((sides.next(), sides.next(), sides.next()), (Some(left), Some(right), None) if is_name(left, sign) && is_name(right, sign))
    })
}
