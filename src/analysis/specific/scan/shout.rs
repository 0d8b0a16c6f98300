//! Words that shout: everyday ones in capitals.

use std::cell::OnceCell;

use super::{Scan, kind};
use crate::text::{Span, TokenKind};

/// Degrees: "one HIGH bug".
const DEGREES: &[&str] = &["HIGH", "MEDIUM", "CRITICAL", "SEVERE", "MAJOR", "MINOR"];
/// What has them.
#[rustfmt::skip]
const GRADED: &[&str] = &[
    "bug", "bugs", "defect", "defects", "finding", "findings", "impact", "priority", "risk", "risks", "severity", "vulnerabilities", "vulnerability",
];

/// Labels of a notice: "WHEN: Thursday at six".
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "ABOUT", "AFTER", "AGENDA", "ANSWER", "BACKGROUND", "BEFORE", "CONTEXT", "COST", "DATE", "EDIT", "GOAL", "LOCATION", "NEXT", "NOTE", "NOTES", "PART", "PLACE",
    "PRICE", "PROBLEM", "QUESTION", "RESULT", "RESULTS", "SOLUTION", "STEP", "STEPS", "SUMMARY", "TASK", "TIME", "TITLE", "TODAY", "TOMORROW", "TOPIC", "UPDATE", "VENUE",
    "WHAT", "WHEN", "WHERE", "YESTERDAY",
];

impl Scan<'_> {
    /// Everyday words in capitals. An acronym is not in the list of everyday words, or stands beside
    /// another one with a stroke between them. A degree grades something, a label with its colon
    /// names what follows, and who quotes does not shout.
    pub fn shouts(&self) -> impl Iterator<Item = Span> + '_ {
        let is_capital = |at: usize| {
            // Letters that are set to look bold are a matter of their own.
            self.tokens[at].kind == TokenKind::Word
                && self.word(at).bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_lowercase())
        };
        let is_stroke = |at: usize| {
            let (one, next) = (self.tokens[at].span, self.tokens[at + 1].span);
            self.draft.slice(Span::new(one.end(), next.start())) == "/"
        };
        let quotes = OnceCell::new();
        (0..self.tokens.len()).filter_map(move |at| {
            let shouted = is_capital(at)
                && self.is(at, kind::GENERIC)
                && self.word(at).bytes().filter(u8::is_ascii_alphabetic).count() >= 4
                && !self.in_field(self.tokens[at].span);
            let before = at.checked_sub(1);
            let behind = Some(at).filter(|at| at + 1 < self.tokens.len());
            let beside = || {
                before.is_some_and(|before| is_capital(before) && is_stroke(before))
                    || behind.is_some_and(|at| is_capital(at + 1) && is_stroke(at))
            };
            let grades = || {
                DEGREES.contains(&self.word(at))
                    && [before, behind.map(|at| at + 1)]
                        .into_iter()
                        .flatten()
                        .any(|beside| GRADED.contains(&self.word(beside)))
            };
            let labels = || {
                let end = self.tokens[at].span.end();
                LABELS.contains(&self.word(at))
                    && self.draft.draft.text.as_str()[end..].starts_with(':')
            };
            let quoted = || {
                let span = self.tokens[at].span;
                quotes
                    .get_or_init(|| self.quotes())
                    .iter()
                    .any(|quote| quote.covers(span) && self.is_quoted_from_somebody(*quote))
            };
            (shouted && !beside() && !grades() && !labels() && !quoted())
                .then_some(self.tokens[at].span)
        })
    }
}
