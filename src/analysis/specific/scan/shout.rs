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

/// Words that push wherever they stand: no name of a programme begins with them.
#[rustfmt::skip]
const PUSHY: &[&str] = &[
    "AMAZING", "BEST", "BIG", "BUY", "CALL", "CLICK", "EASY", "EXCLUSIVE", "EXTRA", "FAST", "FREE", "GREAT", "HUGE", "INSTANT", "JOIN", "LAST", "LIVE",
    "MORE", "NEVER", "ONLY", "REAL", "REALLY", "SAVE", "SPECIAL", "STOP", "TODAY", "VERY", "YOUR",
];

/// Words of statements to a database, with the word that goes with each.
#[rustfmt::skip]
const STATEMENTS: &[(&str, &[&str])] = &[
    ("SELECT", &["FROM"]), ("UPDATE", &["SET"]), ("INSERT", &["INTO"]), ("DELETE", &["FROM"]), ("CREATE", &["TABLE", "INDEX", "VIEW"]),
    ("ALTER", &["TABLE", "INDEX"]), ("DROP", &["TABLE", "INDEX", "VIEW"]),
];

impl Scan<'_> {
    /// The rest of a name, each word with one capital: "the FIRST Robotics Competition".
    fn heads_name(&self, at: usize) -> bool {
        let text = self.draft.draft.text.as_str();
        let titled = |at: usize| {
            let Some(token) = self.tokens.get(at) else { return false };
            let word = self.word(at);
            let beside = Span::new(self.tokens[at - 1].span.end(), token.span.start()).slice(text);
            beside == " "
                && word.starts_with(|c: char| c.is_uppercase())
                && word.chars().skip(1).all(char::is_lowercase)
                && word.len() > 2
        };
        at > 0 && !PUSHY.contains(&self.word(at)) && titled(at + 1) && titled(at + 2)
    }

    /// A word of a line of code: `SELECT id FROM berths WHERE crew = 2;`.
    fn is_in_statement(&self, at: usize) -> bool {
        let text = self.draft.draft.text.as_str();
        let span = self.tokens[at].span;
        let start = text[..span.start()].rfind("\n\n").map_or(0, |at| at + 2);
        let end = text[span.end()..].find("\n\n").map_or(text.len(), |at| span.end() + at);
        let passage = &text[start..end];
        let from = text[..span.start()].rfind('\n').map_or(0, |at| at + 1);
        let head = text[from..].split_whitespace().next().unwrap_or_default();
        let is_word = |word: &str| {
            passage.split(|c: char| !c.is_alphanumeric() && c != '_').any(|other| other == word)
        };
        head.bytes().all(|byte| !byte.is_ascii_lowercase())
            && passage.contains([';', '=', '_', '*'])
            && STATEMENTS
                .iter()
                .any(|(verb, with)| is_word(verb) && with.iter().any(|with| is_word(with)))
    }

    /// "WHEN: Thursday", "BEFORE (mean of 40 nights): 19 hours".
    fn is_label(&self, at: usize) -> bool {
        let rest = &self.draft.draft.text.as_str()[self.tokens[at].span.end()..];
        let line = rest.lines().next().unwrap_or_default();
        let aside = || {
            let inside = line.strip_prefix(" (")?;
            inside[inside.find(')')? + 1..].starts_with(':').then_some(())
        };
        LABELS.contains(&self.word(at)) && (line.starts_with(':') || aside().is_some())
    }

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
            let quoted = || {
                let span = self.tokens[at].span;
                quotes
                    .get_or_init(|| self.quotes())
                    .iter()
                    .any(|quote| quote.covers(span) && self.is_quoted_from_somebody(*quote))
            };
            let named = || self.is_label(at) || self.heads_name(at) || self.is_in_statement(at);
            (shouted && !beside() && !grades() && !named() && !quoted())
                .then_some(self.tokens[at].span)
        })
    }
}
