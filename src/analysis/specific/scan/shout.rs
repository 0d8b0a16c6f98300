//! Words that shout: everyday ones in capitals.

use std::cell::OnceCell;

use memchr::memmem;

use super::{Scan, kind};
use crate::text::{Span, TokenKind};

/// Degrees: "one HIGH bug".
#[rustfmt::skip]
const DEGREES: &[&str] = &[
    "HIGH", "MEDIUM", "CRITICAL", "SEVERE", "MAJOR", "MINOR", "ERROR", "WARNING", "FATAL", "DEBUG",
];
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

/// Bytes around a word in which code, or the end of a label, is looked for.
const NEAR: usize = 300;

/// Bytes around a word in which the site is looked for that it names.
const AROUND: usize = 1000;

/// No slot for a person to fill reaches further from a word in it (in characters).
const SLOT: usize = 60;

/// Words that push wherever they stand: no name of a programme begins with them.
#[rustfmt::skip]
const PUSHY: &[&str] = &[
    "AMAZING", "BEST", "BIG", "BUY", "CALL", "CLICK", "EASY", "EXCLUSIVE", "EXTRA", "FAST", "FREE", "GREAT", "HUGE", "INSTANT", "JOIN", "LAST", "LIVE",
    "MORE", "NEVER", "ONLY", "REAL", "REALLY", "SAVE", "SPECIAL", "STOP", "TODAY", "VERY", "YOUR",
];

/// Words that no heading of a notice has: it says what follows, and these sell it.
#[rustfmt::skip]
const SELLING: &[&str] = &[
    "ACT", "ATTENTION", "BONUS", "BOOK", "CHEAP", "DEAL", "DISCOUNT", "DON'T", "DOUBLE", "EARN", "GET", "GUARANTEED", "HURRY", "I", "IMPORTANT", "LET'S",
    "LIMITED", "MISS", "MONEY", "NOW", "OFF", "OFFER", "PLEASE", "PROFIT", "PROMOTION", "READ", "REPLY", "RICH", "SALE", "SECRET", "SEE", "THIS", "URGENT",
    "WARNING", "WE", "WIN", "YOU",
];

/// What asks for an answer in one word, and the words that are asked for.
#[rustfmt::skip]
const SEND: &[&str] = &["reply", "replying", "text", "texting", "send", "sending", "answer", "type"];
#[rustfmt::skip]
const SENT: &[&str] = &[
    "STOP", "YES", "HOLD", "HELP", "CANCEL", "START", "QUIT", "PAUSE", "LATER", "READY", "INFO", "KEEP", "REMOVE", "UNSUBSCRIBE",
];

/// A heading has no more words.
const HEADING: usize = 5;

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
        let text = self.draft.draft.text.as_str().as_bytes();
        let span = self.tokens[at].span;
        let before = &text[span.start().saturating_sub(NEAR)..span.start()];
        let before = memmem::rfind(before, b"\n\n").map_or(before, |gap| &before[gap + 2..]);
        let after = &text[span.end()..text.len().min(span.end() + NEAR)];
        let after = memmem::find(after, b"\n\n").map_or(after, |gap| &after[..gap]);
        let passage = &text[span.start() - before.len()..span.end() + after.len()];
        let line = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
        let head = passage[line..].split(u8::is_ascii_whitespace).find(|word| !word.is_empty());
        let is_word = |word: &str| {
            let parted = |byte: &u8| !byte.is_ascii_alphanumeric() && *byte != b'_';
            passage.split(parted).any(|other| other == word.as_bytes())
        };
        head.is_some_and(|head| !head.iter().any(u8::is_ascii_lowercase))
            && passage.iter().any(|byte| matches!(byte, b';' | b'=' | b'_' | b'*'))
            && STATEMENTS
                .iter()
                .any(|(verb, with)| is_word(verb) && with.iter().any(|with| is_word(with)))
    }

    /// A clause of a query in a sentence: "it writes ORDER BY crew_fee DESC LIMIT 5".
    fn is_in_clause(&self, at: usize) -> bool {
        let is = |at: usize, word: &str| at < self.tokens.len() && self.word(at) == word;
        let sorts = |at: usize| (is(at, "ORDER") || is(at, "GROUP")) && is(at + 1, "BY");
        let ends = |at: usize| is(at, "LIMIT") || is(at, "OFFSET");
        let text = self.sentence.slice(self.draft.draft.text.as_str());
        (sorts(at) || ends(at) && (0..at).any(sorts)) && text.contains(['_', '=', '*'])
    }

    /// "Does ASSIST list it?" beside `assist.example`: the name of a site that the text gives.
    fn names_site(&self, at: usize) -> bool {
        let (word, span) = (self.word(at).as_bytes(), self.tokens[at].span);
        let text = self.draft.draft.text.as_str().as_bytes();
        let text = &text[span.start().saturating_sub(AROUND)..text.len().min(span.end() + AROUND)];
        let within = |from: usize| &text[from..text.len().min(from + word.len())];
        !PUSHY.contains(&self.word(at))
            && memchr::memchr_iter(b'.', text).any(|dot| {
                let Some(start) = dot.checked_sub(word.len()) else { return false };
                let parted =
                    start == 0 || matches!(text[start - 1], b' ' | b'(' | b'/' | b'.' | b'@');
                parted
                    && within(start).eq_ignore_ascii_case(word)
                    && text[start].is_ascii_lowercase()
                    && text.get(dot + 1).is_some_and(u8::is_ascii_lowercase)
            })
    }

    /// "WHEN: Thursday", "BEFORE (mean of 40 nights): 19 hours".
    fn is_label(&self, at: usize) -> bool {
        let end = self.tokens[at].span.end();
        let text = self.draft.draft.text.as_str().as_bytes();
        let near = &text[end..text.len().min(end + NEAR)];
        let line = near.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let has_aside = || {
            line.starts_with(b" (")
                && memchr::memchr(b')', line).is_some_and(|end| line[end + 1..].starts_with(b":"))
        };
        let word = self.word(at);
        let begins = || {
            let before = &text[..self.tokens[at].span.start()];
            matches!(before.last(), None | Some(b'\n' | b'*' | b'_'))
        };
        let names = |word: &str| !PUSHY.contains(&word) && !SELLING.contains(&word);
        LABELS.contains(&word) && (line.starts_with(b":") || has_aside())
            || line.starts_with(b": ") && begins() && names(word)
    }

    /// "Dear #NAME OF CONTACT PERSON#", "Dear >NAME<": a slot, whatever the sign around it.
    fn is_in_slot(&self, at: usize) -> bool {
        let text = self.draft.draft.text.as_str();
        let span = self.tokens[at].span;
        let slotted = |c: &char| c.is_ascii_uppercase() || " _:-".contains(*c);
        let [before, after] = [&text[..span.start()], &text[span.end()..]];
        let open = before.chars().rev().take(SLOT).position(|c| !slotted(&c));
        let close = after.chars().take(SLOT).position(|c| !slotted(&c));
        // What is passed over is ASCII.
        let (Some(open), Some(close)) = (open, close) else { return false };
        let [head, tail] = [&before[..before.len() - open], &after[close..]];
        // Arrows around an offer are no slot.
        let alone = || {
            head.strip_suffix('>')
                .is_some_and(|head| head.is_empty() || head.ends_with([' ', '\n']))
                && tail.strip_prefix('<').is_some_and(|tail| !tail.starts_with(['<', '-', '=']))
        };
        head.ends_with('#') && tail.starts_with('#') || alone()
    }

    /// "Reply STOP", "text HOLD", "reply \"PRICE\"": the word that is to be sent back.
    fn is_reply(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| self.word(before).to_ascii_lowercase());
        let text = &self.draft.draft.text.as_str()[..self.tokens[at].span.start()];
        (SENT.contains(&self.word(at)) || text.ends_with(['"', '“', '\'']))
            && before.is_some_and(|before| SEND.contains(&before.as_str()))
    }

    /// `SECURITY.md`, `BASE_URL`: a part of a name that a machine knows.
    fn is_in_identifier(&self, at: usize) -> bool {
        let (span, text) = (self.tokens[at].span, self.draft.draft.text.as_str());
        let (before, behind) = (&text[..span.start()], &text[span.end()..]);
        let ending = || {
            let letters = behind.strip_prefix('.').unwrap_or_default();
            letters.starts_with(|c: char| c.is_ascii_lowercase())
        };
        // `_FREE_` is set in italics.
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let joined = before.strip_suffix('_').is_some_and(|rest| is_word(rest.chars().next_back()))
            || behind.strip_prefix('_').is_some_and(|rest| is_word(rest.chars().next()));
        joined || ending()
    }

    /// "Your CONTRIBUTING file", "the SECURITY page", "CONTRIBUTING says ask first".
    fn names_file(&self, at: usize) -> bool {
        const KEPT: &[&str] =
            &["CONTRIBUTING", "LICENSE", "NOTICE", "INSTALL", "SECURITY", "CHANGES"];
        const THINGS: &[&str] = &["file", "files", "page", "document", "guide"];
        self.word(at) == "CONTRIBUTING"
            || KEPT.contains(&self.word(at))
                && at + 1 < self.tokens.len()
                && THINGS.contains(&self.word(at + 1))
    }

    /// "The PATH (Painful Advice That Helps)": the letters stand for words.
    fn is_explained(&self, at: usize) -> bool {
        let letters = self.word(at).chars();
        let count = letters.clone().count();
        let behind = self.draft.draft.text.as_str()[self.tokens[at].span.end()..].starts_with(" (");
        let words = self.tokens.get(at + 1..at + 1 + count);
        behind
            && words.is_some_and(|words| {
                words
                    .iter()
                    .zip(letters)
                    .all(|(word, letter)| self.draft.slice(word.span).starts_with(letter))
            })
    }

    /// "TWO YOUNG MEN from the port were here": the first words of a text, as newspapers print them.
    fn leads_in(&self, at: usize) -> bool {
        const LEAD: usize = 4;
        let first = self.sentence.start() == self.draft.draft.body().start();
        let is_capital =
            |at: usize| !self.draft.slice(self.tokens[at].span).contains(char::is_lowercase);
        let end = (0..self.tokens.len().min(LEAD + 1)).find(|at| !is_capital(*at));
        let end = end.unwrap_or(LEAD + 1);
        first
            && (2..=LEAD).contains(&end)
            && at < end
            && end + LEAD <= self.tokens.len()
            && (0..end).all(|at| !PUSHY.contains(&self.word(at)))
            && self.draft.slice(self.tokens[end].span).starts_with(char::is_lowercase)
            && !self
                .draft
                .slice(Span::new(self.sentence.start(), self.tokens[end].span.start()))
                .contains(['!', '?', ':'])
    }

    /// "CONFERENCE PROGRAM", "CALL FOR PAPERS" on a line of its own, above what it names.
    fn heads_section(&self) -> bool {
        let text = self.draft.draft.text.as_str();
        let body = self.draft.draft.body();
        let span = self.sentence;
        let (start, end) = (span.start(), span.end());
        let call = |at: usize| {
            self.word(at) == "CALL" && at + 1 < self.tokens.len() && self.word(at + 1) == "FOR"
        };
        let words = || (0..self.tokens.len()).filter(|at| self.tokens[*at].kind == TokenKind::Word);
        // What it names, and no second line of the same kind.
        let below =
            || text[end..body.end()].lines().find(|line| line.contains(char::is_alphanumeric));
        body.covers(span)
            && words().count() <= HEADING
            && !span.slice(text).contains(|c: char| c.is_lowercase() || "!?".contains(c))
            && text[body.start()..start]
                .trim_end_matches(|c: char| !c.is_alphanumeric() && c != '\n')
                .ends_with('\n')
            && text[end..body.end()]
                .trim_start_matches(|c: char| !c.is_alphanumeric() && c != '\n')
                .starts_with('\n')
            && below().is_some_and(|line| line.contains(char::is_lowercase))
            && words().all(|at| {
                !SELLING.contains(&self.word(at)) && (call(at) || !PUSHY.contains(&self.word(at)))
            })
    }

    /// Everyday words in capitals. An acronym is not in the list of everyday words, has no vowel, or
    /// stands beside another one with a stroke between them. A degree grades something, a label with
    /// its colon names what follows, and who quotes does not shout.
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
                && self.word(at).contains(['A', 'E', 'I', 'O', 'U', 'Y'])
                && !self.in_field(self.tokens[at].span);
            let before = at.checked_sub(1);
            let behind = Some(at).filter(|at| at + 1 < self.tokens.len());
            let beside = || {
                before.is_some_and(|before| is_capital(before) && is_stroke(before))
                    || behind.is_some_and(|at| is_capital(at + 1) && is_stroke(at))
            };
            // "From LOW to CRITICAL".
            let is_span = || {
                let beyond = [at.checked_sub(2), Some(at + 2)].into_iter().flatten();
                let mut beyond = beyond.filter(|at| *at < self.tokens.len());
                beyond.any(|other| {
                    is_capital(other) && ["to", "or", "and"].contains(&self.word((at + other) / 2))
                })
            };
            let grades = || {
                DEGREES.contains(&self.word(at))
                    && (is_span()
                        || [before, behind.map(|at| at + 1)]
                            .into_iter()
                            .flatten()
                            .any(|beside| GRADED.contains(&self.word(beside))))
            };
            let quoted = || {
                let span = self.tokens[at].span;
                quotes
                    .get_or_init(|| self.quotes())
                    .iter()
                    .any(|quote| quote.covers(span) && self.is_quoted_from_somebody(*quote))
            };
            let named = || {
                self.is_label(at)
                    || self.heads_name(at)
                    || self.is_in_statement(at)
                    || self.is_in_clause(at)
                    || self.is_in_slot(at)
                    || self.is_reply(at)
                    || self.names_file(at)
                    || self.is_in_identifier(at)
                    || self.is_explained(at)
                    || self.leads_in(at)
                    || self.heads_section()
                    || self.names_site(at)
            };
            (shouted && !beside() && !grades() && !named() && !quoted())
                .then_some(self.tokens[at].span)
        })
    }
}
