//! Reads one sentence for what is concrete in it.

mod shout;

use std::ops::Range;

use super::SentenceSpecifics;
use crate::analysis::surface::is_emoji;
use crate::analysis::{Analysis, ReaderNames, Sentence};
use crate::draft::Sender;
use crate::lexicon::Hit;
use crate::text::{Span, Token, TokenKind, step};
use crate::vocabulary::{Channel, Label, label};

/// Kinds of words that are asked for at every token, a bit each.
mod kind {
    pub const GENERIC: u8 = 1;
    pub const OWN_NAME: u8 = 2;
    pub const DATE: u8 = 4;
    pub const OBSERVE: u8 = 8;
}

/// The kinds of each token of a sentence, from its hits.
fn kinds(hits: &[Hit], tokens: Range<usize>) -> Vec<u8> {
    let mut kinds = vec![0; tokens.len()];
    for hit in hits {
        let kind = match hit.label {
            label::GENERIC_WORD => kind::GENERIC,
            label::OWN_NAME => kind::OWN_NAME,
            label::DATE_WORD => kind::DATE,
            label::OBSERVE_CUE => kind::OBSERVE,
            _ => continue,
        };
        step(hit.last - hit.first);
        kinds[hit.first - tokens.start..=hit.last - tokens.start]
            .iter_mut()
            .for_each(|of| *of |= kind);
    }
    kinds
}

/// One sentence, and what is known while it is read.
pub struct Scan<'a> {
    draft: &'a Analysis<'a>,
    sentence: Span,
    /// The kinds of each token.
    kinds: Vec<u8>,
    tokens: &'a [Token],
    sender: &'a Sender,
    reader: &'a ReaderNames<'a>,
}

/// Words with a capital that are nobody's name.
const NO_NAMES: &[&str] = &[
    "I",
    "I'm",
    "I\u{2019}m",
    "I've",
    "I\u{2019}ve",
    "I'd",
    "I\u{2019}d",
    "I'll",
    "I\u{2019}ll",
    "OK",
    "PS",
    "Re",
    "RE",
    "Fwd",
    "FW",
    "English",
    "Internet",
    "It's",
    "It\u{2019}s",
    "That's",
    "That\u{2019}s",
    "What's",
    "What\u{2019}s",
    "Here's",
    "Here\u{2019}s",
    "There's",
    "There\u{2019}s",
    "Let's",
    "Let\u{2019}s",
];

/// What is one hundred percent so, is wholly so: nobody measured it.
#[rustfmt::skip]
const WHOLLY: &[&str] = &[
    "anonymous", "authentic", "behind", "bespoke", "certain", "committed", "compostable", "confidential", "confident", "custom", "digital", "electric",
    "free", "genuine", "handmade", "honest", "independent", "legal", "legit", "legitimate", "local", "manual", "natural", "offline", "online", "optional", "organic",
    "original", "plant-based", "private", "recyclable", "refundable", "remote", "reversible", "safe", "secure", "self-hosted", "straight", "sure", "transparent",
    "unique", "vegan", "vegetarian", "voluntary", "white", "yours",
];

/// "100% unique": no measure.
fn is_wholly(digits: &str, next: &str) -> bool {
    digits == "100" && WHOLLY.contains(&next)
}

impl<'a> Scan<'a> {
    pub fn new(
        draft: &'a Analysis<'a>,
        sentence: &Sentence,
        hits: &[Hit],
        sender: &'a Sender,
        reader: &'a ReaderNames<'a>,
    ) -> Self {
        let tokens = &draft.tokens[sentence.range()];
        let kinds = kinds(hits, sentence.range());
        Scan { draft, sentence: sentence.span, kinds, tokens, sender, reader }
    }

    fn word(&self, at: usize) -> &str {
        self.draft.slice(self.tokens[at].span)
    }

    fn is(&self, at: usize, kind: u8) -> bool {
        self.kinds[at] & kind != 0
    }

    pub fn run(&self, found: &mut SentenceSpecifics) {
        let mut at = 0;
        while at < self.tokens.len() {
            let token = self.tokens[at];
            let mut last = at;
            match token.kind {
                TokenKind::Number if self.is_telling_number(at) => found
                    .specifics
                    .push((self.number(at), self.share(token.span).unwrap_or(token.span))),
                TokenKind::Word
                    if self.is(at, kind::DATE)
                        && self.word(at).starts_with(|c: char| c.is_uppercase()) =>
                {
                    found.specifics.push((label::DATE, token.span));
                }
                TokenKind::Word if self.reader.holds(self.word(at)) => found.names_reader = true,
                TokenKind::Word if self.is_name(at) => {
                    while last + 1 < self.tokens.len() && self.continues_name(last) {
                        last += 1;
                    }
                    found.specifics.push((label::NAME, token.span.join(self.tokens[last].span)));
                }
                _ => {}
            }
            at = last + 1;
        }
        self.quotations(found);
    }

    /// A multiple ("10x", "3-5x", "24/7") promises; it says nothing of anybody. Nor do small counts
    /// that introduce a list.
    fn is_telling_number(&self, at: usize) -> bool {
        let word = self.word(at);
        let rest = &self.draft.draft.text.as_str()[self.tokens[at].span.end()..];
        let times =
            word.strip_suffix(['x', 'X']).is_some_and(|count| !count.contains(char::is_alphabetic));
        let multiple = times || rest.starts_with(['\u{d7}']) || rest.starts_with("/7");
        let range = rest.strip_prefix('-').is_some_and(|rest| {
            rest.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['x', 'X', '\u{d7}'])
        });
        !multiple && !range
    }

    /// "10x", "4\u{d7}", "3-5x": each whole, with its sign.
    pub fn multiples(&self) -> impl Iterator<Item = Span> + '_ {
        let rest = |at: usize| &self.draft.draft.text.as_str()[self.tokens[at].span.end()..];
        let is_multiple = move |at: usize| {
            self.tokens[at].kind == TokenKind::Number
                && !self.is_telling_number(at)
                && !rest(at).starts_with("/7")
        };
        let joins = move |at: usize| {
            at + 1 < self.tokens.len()
                && rest(at).starts_with('-')
                && self.tokens[at + 1].span.start() == self.tokens[at].span.end() + 1
                && is_multiple(at + 1)
        };
        let ends_range = move |at: usize| at > 0 && is_multiple(at - 1) && joins(at - 1);
        let whole = move |at: usize| {
            let last = at + usize::from(joins(at));
            let sign = if rest(last).starts_with('\u{d7}') { '\u{d7}'.len_utf8() } else { 0 };
            Span::new(self.tokens[at].span.start(), self.tokens[last].span.end() + sign)
        };
        (0..self.tokens.len()).filter(move |at| is_multiple(*at) && !ends_range(*at)).map(whole)
    }

    /// The number and what makes a share of it: "20 %", "20 percent". None for a number that is no
    /// share.
    fn share(&self, span: Span) -> Option<Span> {
        let text = self.draft.draft.text.as_str();
        if span.slice(text).ends_with('%') {
            return Some(span);
        }
        let rest = text[span.end()..].trim_start();
        let sign = ["%", "percent", "per cent"].into_iter().find(|sign| rest.starts_with(sign))?;
        Some(Span::new(span.start(), text.len() - rest.len() + sign.len()))
    }

    fn number(&self, at: usize) -> Label {
        let word = self.word(at);
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        let next =
            self.tokens.get(at + 1).map(|_| self.word(at + 1).to_lowercase()).unwrap_or_default();
        if word.starts_with(['$', '€', '£', '¥'])
            || matches!(next.as_str(), "dollars" | "euros" | "pounds" | "usd" | "eur" | "gbp")
        {
            label::MONEY
        } else if self.share(self.tokens[at].span).is_some()
            && !is_wholly(&digits, &next)
            && !self.ends_scale(at)
        {
            label::PERCENT
        } else if (digits.len() == 4 && word.len() == 4 && matches!(&digits[..2], "19" | "20"))
            || self.dated(at)
        {
            label::DATE
        } else {
            label::NUMBER
        }
    }

    /// "0-100%": what is measured with, not what was measured.
    fn ends_scale(&self, at: usize) -> bool {
        let digits = |at: usize| self.word(at).trim_end_matches('%');
        let begins = |at: usize| matches!(digits(at), "0" | "1");
        digits(at) == "100"
            && (at > 0 && begins(at - 1) || at > 1 && self.word(at - 1) == "to" && begins(at - 2))
    }

    /// "3 May", "May 3", "Q3 2026".
    fn dated(&self, at: usize) -> bool {
        (at > 0 && self.is(at - 1, kind::DATE))
            || (at + 1 < self.tokens.len() && self.is(at + 1, kind::DATE))
    }

    fn is_name(&self, at: usize) -> bool {
        let word = self.word(at);
        // Nearly all words.
        if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            return false;
        }
        let mut chars = word.chars();
        let Some(first) = chars.next() else { return false };
        let inner_capital = chars.clone().any(char::is_uppercase);
        let capital =
            first.is_uppercase() || (inner_capital && word.chars().any(char::is_lowercase));
        if !capital
            || chars.next().is_none()
            || NO_NAMES.contains(&word)
            || self.is(at, kind::OWN_NAME)
            || self.sender.has_word(word)
        {
            return false;
        }
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let acronym = letters > 1 && !word.chars().any(char::is_lowercase);
        if acronym {
            return letters <= 6 && !self.is(at, kind::GENERIC);
        }
        let starts = at == 0 || self.begins_clause(at);
        if starts && !inner_capital {
            // The first word has a capital anyway: a name when the next word is one too, or when it
            // is no everyday word and owns something.
            let next = self
                .tokens
                .get(at + 1)
                .is_some_and(|token| token.kind == TokenKind::Word && self.capital_inside(at + 1));
            let owns = word.ends_with("'s") || word.ends_with("\u{2019}s");
            return !self.is(at, kind::GENERIC) && (next || owns);
        }
        !(self.is(at, kind::GENERIC) && self.titled())
    }

    /// True when most words of the sentence have capitals: a title, in which capitals mean nothing.
    fn titled(&self) -> bool {
        let capitals = (0..self.tokens.len())
            .filter(|at| self.word(*at).starts_with(char::is_uppercase))
            .count();
        self.tokens.len() > 2 && capitals * 2 > self.tokens.len()
    }

    fn capital_inside(&self, at: usize) -> bool {
        let word = self.word(at);
        word.starts_with(char::is_uppercase) && !NO_NAMES.contains(&word) && !self.begins_clause(at)
    }

    fn begins_clause(&self, at: usize) -> bool {
        let before = &self.draft.draft.text.as_str()[..self.tokens[at].span.start()];
        // Who speaks begins a sentence, behind whatever comma.
        let spoken = before.ends_with(['"', '\u{201c}']) && self.is(at, kind::GENERIC);
        let before = before.trim_end_matches([' ', '*', '_', '"', '\u{201c}', '\'', '(']);
        spoken
            || before.ends_with([
                '.', ':', '?', '!', '\u{2022}', '\u{2026}', '\n', '-', '\u{2013}', '\u{2014}',
            ])
            // A picture heads an item of a list.
            || before.ends_with(|c| is_emoji(c) || matches!(c, '\u{20e3}' | '\u{fe0f}'))
    }

    fn continues_name(&self, at: usize) -> bool {
        let gap = Span::new(self.tokens[at].span.end(), self.tokens[at + 1].span.start());
        let glued = matches!(self.draft.slice(gap), " " | "-" | " & " | "&" | ".");
        glued && self.tokens[at + 1].kind != TokenKind::Field && self.capital_inside(at + 1)
            || glued
                && self.tokens[at + 1].kind == TokenKind::Number
                && self.word(at + 1).len() <= 3
    }

    fn quotations(&self, found: &mut SentenceSpecifics) {
        let said = self.quotes().into_iter().filter(|quote| self.is_quoted_from_somebody(*quote));
        found.specifics.extend(said.map(|quote| (label::QUOTATION, quote)));
    }

    /// Two words or more between quotation marks.
    fn quotes(&self) -> Vec<Span> {
        let mut quotes = Vec::new();
        let span = self.sentence;
        let text = self.draft.draft.text.as_str();
        let (start, words) = (span.start(), span.slice(text));
        let mut at = 0;
        while let Some(open) =
            words[at..].find(['"', '\u{201c}', '\u{201e}']).map(|found| found + at)
        {
            let width = words[open..].chars().next().map_or(1, char::len_utf8);
            let Some(close) = words[open + width..]
                .find(['"', '\u{201d}', '\u{201c}'])
                .map(|found| found + open + width)
            else {
                break;
            };
            if words[open + width..close].split_whitespace().count() >= 2 {
                quotes.push(Span::new(start + open, start + close));
            }
            at = close + words[close..].chars().next().map_or(1, char::len_utf8);
        }
        quotes
    }

    /// A quotation is one that somebody said or wrote, and the sentence says so: marks alone make
    /// no words more specific.
    fn is_quoted_from_somebody(&self, quote: Span) -> bool {
        #[rustfmt::skip]
        const SAID: &[&str] = &[
            "say", "says", "said", "saying", "wrote", "write", "writes", "written", "call", "calls", "called", "ask", "asks", "asked",
            "read", "reads", "titled", "title", "headline", "promise", "promises", "promised", "state", "states", "stated", "quote",
            "quotes", "quoted", "claim", "claims", "claimed", "tell", "tells", "told", "answer", "answers", "answered", "post", "posts",
            "posted", "review", "reviews", "report", "reports", "note", "notes", "noted", "mention", "mentions", "mentioned", "describe",
            "describes", "described", "page", "site", "ad", "listing", "name", "named", "words", "word", "slogan",
        ];
        // A post tells what people say, often without naming them.
        let post = self.draft.draft.channel == Channel::Post;
        post || (0..self.tokens.len()).filter(|at| !quote.covers(self.tokens[*at].span)).any(|at| {
            SAID.iter().any(|said| self.word(at).eq_ignore_ascii_case(said))
                || self.is(at, kind::OBSERVE)
        })
    }

    /// Concrete words: not everyday ones, not names of the sender, long enough to carry a picture.
    pub fn terms(&self) -> impl Iterator<Item = Span> + '_ {
        (0..self.tokens.len()).filter_map(|at| {
            let token = self.tokens[at];
            let word = self.word(at);
            let concrete = token.kind == TokenKind::Word
                && !self.is(at, kind::GENERIC | kind::OWN_NAME)
                && word.chars().nth(3).is_some()
                && !self.sender.has_word(word)
                && !self.reader.holds(word);
            concrete.then_some(token.span)
        })
    }

    /// True within a merge field or a placeholder; fields stand in the order of the text.
    fn in_field(&self, span: Span) -> bool {
        let fields = &self.draft.fields;
        let before = fields.partition_point(|field| field.span.start <= span.start);
        before > 0 && fields[before - 1].span.covers(span)
    }

    pub fn reader_names(&self) -> impl Iterator<Item = Span> + '_ {
        self.tokens
            .iter()
            .filter(|token| {
                token.kind == TokenKind::Word && self.reader.holds(self.draft.slice(token.span))
            })
            .map(|token| token.span)
    }
}
