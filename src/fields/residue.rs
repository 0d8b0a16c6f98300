//! Left-overs of a failed rendering in plain words, alternatives nobody chose from, and the chatter
//! of a model around its draft.

use super::{blank, scan::Scanner, slot};
use crate::lexicon::greeting;
use crate::text::Span;
use crate::vocabulary::{FieldClass, FieldProblem};

/// What a missing value is printed as.
#[rustfmt::skip]
const SENTINELS: &[&str] = &[
    "undefined", "null", "nan", "none", "nil", "n/a", "(null)", "na", "[]", "no_name", "unknown",
];

/// The sentinels that mean nothing else in a sentence.
#[rustfmt::skip]
const PRINTED: &[&str] = &[
    "undefined", "null", "NaN",
];

/// Words that want a name behind them.
#[rustfmt::skip]
const PREPOSITIONS: &[&str] = &[
    "at", "for", "from", "with", "of", "about", "like",
];

/// How a model introduces its draft, and what such a line says.
#[rustfmt::skip]
const INTRODUCTIONS: &[&str] = &[
    "here is ", "here's ", "here’s ", "sure, ", "sure! ", "sure—", "certainly! ", "certainly, ", "absolutely! ", "of course! ",
];
#[rustfmt::skip]
const DRAFTS: &[&str] = &[
    "email", "e-mail", "draft", "version", "rewrite", "subject line", "follow-up", "outreach message",
];
#[rustfmt::skip]
const MADE: &[&str] =
    &[
    "revised", "rewritten", "personalized", "personalised", "polished", "shorter", "improved", "a cold email", "options",
];

/// What a person may introduce as well: "the version that works for small teams".
const PLAIN: &[&str] = &["draft", "version", "rewrite"];

/// How a model praises what it made: "a version that is more concise".
#[rustfmt::skip]
const STYLED: &[&str] = &[
    "concise", "engaging", "professional tone", "punchier", "punchy", "friendlier", "conversational", "persuasive", "compelling", "your email", "your e-mail", "your draft", "your post", "your message", "your outreach", "cold email",
];

/// What a model says of itself or offers.
#[rustfmt::skip]
const OFFERS: &[&str] = &[
    "as an ai language model", "as an ai assistant", "as a large language model", "let me know if you'd like me to adjust",
    "let me know if you’d like me to adjust", "let me know if you'd like any changes", "let me know if you'd like me to tweak",
    "let me know if you'd like me to revise", "would you like me to adjust", "would you like me to tweak",
    "would you like me to make it", "feel free to customize this", "feel free to adjust this", "i don't have access to real-time",
    "i hope this draft",
];

/// True for a value that a program wrote because it had none: `null`, `N/A`, `#REF!`.
pub fn is_left_over(value: &str) -> bool {
    let value = value.trim();
    // Somebody may be called Na.
    let is = |word: &&str| value.eq_ignore_ascii_case(word) && value != "Na";
    SENTINELS.iter().chain(blank::CELL_ERRORS).any(is) || value == "[object Object]"
}

impl Scanner<'_> {
    /// `#N/A` where a value should stand: as a line, before a comma that it begins, behind `at`. Who
    /// writes about a sheet ("your list shows #REF! in column D") has words around it.
    pub fn cell_error(&mut self, at: usize) -> Option<usize> {
        let length = blank::cell_error(self.rest_of_line(at, 12))?;
        let rest = self.rest_of_line(at + length, 4);
        let (ends, pauses) = (rest.trim().is_empty(), rest.starts_with([',', '.', '?', '!', ';']));
        let front = self.words(at.saturating_sub(6), at);
        let placed = [" at ", " from ", " @ "].iter().any(|place| front.ends_with(place));
        let owner = rest.starts_with("'s ") || rest.starts_with("’s ");
        let here = self.starts_line(at) && (ends || rest.starts_with(','))
            || placed && (ends || pauses)
            || owner;
        here.then(|| self.left(Span::new(at, at + length)))
    }

    /// `Hi ,`, `Hi null,`, `Hi / Hey / Hello`.
    pub fn greeting(&mut self, word: Span) -> Option<usize> {
        let words = word.slice(self.text);
        if !(words.starts_with(char::is_uppercase) || self.starts_line(word.start()))
            || !greeting::is_word(words)
        {
            return None;
        }
        let rest = self.rest_of_line(word.end(), 120);
        let name = rest.trim_start();
        let at = word.end() + rest.len() - name.len();
        if at == word.end() {
            return None;
        }
        if name.starts_with(',') {
            self.push(Span::new(word.start(), at + 1), FieldClass::Residue, String::new(), &[]);
            return Some(at + 1);
        }
        if name.starts_with("/ ") {
            return self.unspun(word, rest);
        }
        if let Some((length, words)) = blank::in_greeting(name) {
            let span = Span::new(at, at + length);
            self.push(span, FieldClass::Placeholder, slot::name(words), &[]);
            return Some(span.end());
        }
        let error = blank::cell_error(name);
        let word_end = || {
            name.find(|c: char| {
                c.is_whitespace() || matches!(c, ',' | '!' | '.' | ':' | ';' | '-' | '–')
            })
        };
        let end = error.unwrap_or_else(|| word_end().unwrap_or(name.len()));
        let closed = name[end..].trim_start().is_empty()
            || name[end..].starts_with([',', '!', '.', ':', '-']);
        let sentinel = error.is_some()
            || SENTINELS.iter().any(|sentinel| name[..end].eq_ignore_ascii_case(sentinel));
        (sentinel && closed && end > 0).then(|| {
            self.push(Span::new(at, at + end), FieldClass::Residue, String::new(), &[]);
            at + end
        })
    }

    /// Alternatives with blanks around their slashes, at the start of a line.
    fn unspun(&mut self, word: Span, rest: &str) -> Option<usize> {
        let (mut options, mut at, mut left) = (vec![word], word.end(), rest);
        while let Some(next) = left.strip_prefix(" / ").filter(|_| options.len() < 5) {
            let length = next.find(|c: char| !c.is_alphanumeric()).unwrap_or(next.len());
            if length == 0 {
                break;
            }
            options.push(Span::new(at + 3, at + 3 + length));
            at += 3 + length;
            left = &next[length..];
        }
        if options.len() < 2 || !self.starts_line(word.start()) {
            return None;
        }
        self.push(
            Span::new(word.start(), at),
            FieldClass::Placeholder,
            String::new(),
            &[FieldProblem::Unspun],
        )
        .field
        .options = options;
        Some(at)
    }

    /// `at undefined.`, `$NaN`, `at .`, `lorem ipsum`.
    pub fn left_over(&mut self, word: Span) -> Option<usize> {
        let words = word.slice(self.text);
        // The longest of them is `undefined`; for other words the first letter decides.
        if words.len() > "undefined".len()
            || !matches!(
                words.as_bytes()[0],
                b'u' | b'n' | b'N' | b'l' | b'L' | b'a' | b'f' | b'w' | b'o'
            )
        {
            return None;
        }
        if PRINTED.contains(&words) {
            let (before, after) = (self.before(word.start()), self.after(word.end()));
            let front = self.words(word.start().saturating_sub(6), word.start());
            let named = [" at ", " from ", " @ "].iter().any(|place| front.ends_with(place))
                && !after.is_some_and(|c| c == ' ' || c.is_alphanumeric());
            let owner = self
                .text
                .get(word.end()..)
                .is_some_and(|rest| rest.starts_with("'s ") || rest.starts_with("’s "));
            let counted = matches!(before, Some('$' | '€' | '£')) || after == Some('%');
            return (named || owner || counted).then(|| self.left(word));
        }
        if words.eq_ignore_ascii_case("lorem")
            && self.rest_of_line(word.end(), 8).to_ascii_lowercase().starts_with(" ipsum")
        {
            let filler = Span::new(word.start(), word.end() + " ipsum".len());
            return self.stands_as_text(filler).then(|| self.left(filler));
        }
        if !PREPOSITIONS.contains(&words) {
            return None;
        }
        let rest = self.rest_of_line(word.end(), 12);
        let gap = rest.len() - rest.trim_start().len();
        let mut ahead = rest[gap..].chars();
        let length = match (ahead.next()?, ahead.next()) {
            ('.' | ',', None | Some(' ')) => 1,
            ('\'' | '’', Some('s')) if ahead.next() == Some(' ') => {
                rest[gap..].len() - ahead.as_str().len() - 1
            }
            _ => return None,
        };
        (gap > 0).then(|| self.left(Span::new(word.start(), word.end() + gap + length)))
    }

    /// True for filler that stands where words should: it begins its sentence, and runs on or is
    /// all that there is. Who writes about it ("we tested with lorem ipsum") has other words around
    /// it, and who quotes it has quotation marks.
    fn stands_as_text(&self, filler: Span) -> bool {
        const LONG_RUN: &str = " dolor sit amet";
        let before = self.text[..filler.start()].trim_end_matches([' ', '\t', '*', '_', '-', '#']);
        if before.ends_with(['"', '\'', '\u{201c}', '\u{2018}', '\u{ab}', '`', '(']) {
            return false;
        }
        let rest = self.rest_of_line(filler.end(), 40).to_ascii_lowercase();
        let begins = before.is_empty() || before.ends_with(['\n', '\r', '.', '!', '?', '>', '|']);
        let alone = rest.trim_start_matches(['.', ',', '\u{2026}', '*', '_']).trim().is_empty();
        begins && (alone || rest.starts_with(['.', ',']) || rest.starts_with(" dolor"))
            || before.ends_with(':') && rest.starts_with(" dolor")
            || rest.starts_with(LONG_RUN)
                && rest[LONG_RUN.len()..].trim_start_matches(',').starts_with(" consect")
    }

    /// "Here's a revised draft:", "As an AI language model".
    pub fn chatter(&mut self, word: Span) -> Option<usize> {
        if !matches!(
            word.slice(self.text),
            "Here"
                | "Sure"
                | "Certainly"
                | "Absolutely"
                | "Of"
                | "As"
                | "Let"
                | "Would"
                | "Feel"
                | "I"
        ) {
            return None;
        }
        if !self.starts_line(word.start())
            && !self.before(word.start()).is_some_and(char::is_whitespace)
        {
            return None;
        }
        let line = self.rest_of_line(word.start(), 160);
        let lower = line.to_ascii_lowercase();
        let end = match OFFERS.iter().find(|offer| lower.starts_with(**offer)) {
            Some(offer) => word.start() + offer.len(),
            None => {
                let introduced = self.starts_line(word.start())
                    && lower.trim_end().ends_with(':')
                    && INTRODUCTIONS.iter().any(|start| lower.starts_with(start));
                let holds = |table: &[&str]| table.iter().any(|part| lower.contains(part));
                let told = lower.starts_with("here")
                    && (lower.contains(" that ") || lower.contains(" which "));
                let made = holds(MADE) || holds(PLAIN) && (!told || holds(STYLED));
                (introduced && holds(DRAFTS) && made)
                    .then(|| word.start() + line.trim_end().len())?
            }
        };
        self.push(Span::new(word.start(), end), FieldClass::Prompt, String::new(), &[]);
        Some(end)
    }

    fn left(&mut self, span: Span) -> usize {
        self.push(span, FieldClass::Residue, String::new(), &[]);
        span.end()
    }
}
