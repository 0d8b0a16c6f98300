//! The words of a message as they are compared: folded, stemmed, with names, fields, links and
//! numbers each as one class.
//!
//! Everything is computed from the folded text, so that case, line ends, invisible characters and
//! look-alike letters change nothing.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use linkify::LinkFinder;

use super::names::Names;
use super::stop::STOP;
use crate::fields::{self, Hints};
use crate::lexicon::{greeting, stem};
use crate::order::InOrder;
use crate::text::{Span, TokenKind, fold, is_invisible, step, tokenize};
use crate::vocabulary::FieldClass;

/// One word, or what stands for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it is compared by: a hash of its stem, or the number of its class.
    pub key: u64,
    /// Where, in the text as given.
    pub span: Span,
    /// The number of its sentence.
    pub sentence: u32,
    /// It says something of what the message is about.
    pub content: bool,
}

impl Word {
    /// True for names, fields, links and numbers.
    pub fn is_class(&self) -> bool {
        self.key <= NUMBER
    }
}

/// A name of the recipient or the sender, a merge field or placeholder.
pub const NAME: u64 = 1;
/// A link or an address.
pub const LINK: u64 = 2;
/// A number, a sum, a percentage.
pub const NUMBER: u64 = 3;

/// The words of one message.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    /// In order; without the greeting.
    pub words: Vec<Word>,
    /// Where each sentence stands, in the text as given.
    pub sentences: Vec<Span>,
}

/// Words that a reader remembers before it forgets all of them.
const MEMORY: usize = 1 << 16;
/// Bytes of a message that are read; nobody is sent more, and a book is not compared.
pub const MOST: usize = 64 << 10;

/// Reads messages one after the other; remembers words between them. One a thread.
#[derive(Debug, Default)]
pub struct PassageReader {
    known: HashMap<Box<str>, (u64, bool), RandomState>,
}

impl PassageReader {
    /// The words of `text`, which greets, is from or is about `names`.
    pub fn read(&mut self, text: &str, names: &[&str]) -> Passage {
        let text = crate::text::head(text, MOST);
        let (folded, origin) = folded(text);
        let from = after_greeting(&folded);
        let names = Names::new(names.iter().copied(), words_of);
        let masks = masks(&folded, from);
        let mut tokens: Vec<(Span, Option<u64>)> = Vec::new();
        let mut at = from;
        for (span, class) in masks.iter().filter(|(span, _)| span.end() > from) {
            if span.start() > at {
                plain(&folded, Span::new(at, span.start()), &mut tokens);
            }
            if span.start() >= at {
                tokens.extend(class.map(|class| (*span, Some(class))));
            }
            at = at.max(span.end());
        }
        if at < folded.len() {
            plain(&folded, Span::new(at, folded.len()), &mut tokens);
        }
        step(folded.len() + tokens.len());
        let origin =
            |span: Span| Span::new(origin[span.start()] as usize, origin[span.end()] as usize);
        let ends = sentence_ends(&folded, from);
        let mut passage = Passage::default();
        let (mut sentence, mut at) = (0, 0);
        while at < tokens.len() {
            let (span, class) = tokens[at];
            let rest = tokens[at..]
                .iter()
                .take_while(|(_, class)| class.is_none())
                .map(|(span, _)| span.slice(&folded));
            let named = if class.is_none() { names.begin(rest) } else { 0 };
            let span = span.join(tokens[at + named.saturating_sub(1)].0);
            at += named.max(1);
            let before = sentence;
            while ends.get(sentence).is_some_and(|end| *end <= span.start()) {
                sentence += 1;
            }
            let place = origin(span);
            if sentence != before || passage.sentences.is_empty() {
                passage.sentences.push(place);
            }
            let last = passage.sentences.len() - 1;
            passage.sentences[last] = passage.sentences[last].join(place);
            let (key, content) = match class {
                Some(class) => (class, true),
                None if named > 0 => (NAME, true),
                None => self.key(span.slice(&folded)),
            };
            // First name and last name, name and field: one name.
            match passage.words.last_mut().filter(|last| {
                key == NAME
                    && last.key == NAME
                    && last.sentence == (passage.sentences.len() - 1) as u32
            }) {
                Some(last) => last.span = last.span.join(place),
                None => passage.words.push(Word {
                    key,
                    span: place,
                    sentence: (passage.sentences.len() - 1) as u32,
                    content,
                }),
            }
        }
        passage
    }

    /// What a folded word is compared by, and whether it shows what a message is about.
    fn key(&mut self, word: &str) -> (u64, bool) {
        if let Some(known) = self.known.get(word) {
            return *known;
        }
        let content = STOP.binary_search(&word).is_err();
        let key = super::hash::hash(stem(word.strip_suffix("'s").unwrap_or(word)).as_bytes())
            .max(NUMBER + 1);
        if self.known.len() >= MEMORY {
            self.known.clear();
        }
        self.known.insert(word.into(), (key, content));
        (key, content)
    }
}

/// The folded text, and for each of its bytes (and its end) where it comes from.
fn folded(text: &str) -> (String, Vec<u32>) {
    let mut out = String::with_capacity(text.len());
    let mut origin = Vec::with_capacity(text.len() + 1);
    for (at, c) in text.char_indices() {
        match c {
            '\r' if text[at + 1..].starts_with('\n') => continue,
            '\r' => out.push('\n'),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c if is_invisible(c) => continue,
            c => fold(c.encode_utf8(&mut [0; 4]), &mut out),
        }
        origin.resize(out.len(), at as u32);
    }
    origin.push(text.len() as u32);
    (out, origin)
}

/// The folded words of a name.
fn words_of(name: &str) -> Vec<String> {
    let (folded, _) = folded(name);
    let mut words = Vec::new();
    tokenize(&folded, Span::new(0, folded.len()), &[], |token| {
        words.push(token.span.slice(&folded).to_string())
    });
    words
}

/// Where the message begins behind its greeting.
fn after_greeting(folded: &str) -> usize {
    let start = folded.len() - folded.trim_start().len();
    let line = folded[start..].lines().next().unwrap_or_default();
    match greeting::begins(line).and_then(|_| greeting::end(line, |_| false)) {
        Some(end) => start + end,
        None => start,
    }
}

/// Fields, placeholders and links, in order and disjoint; a class for those that stand for a word.
fn masks(folded: &str, from: usize) -> Vec<(Span, Option<u64>)> {
    let mut found: Vec<(Span, Option<u64>)> = Vec::new();
    if folded.contains(['{', '[', '<', '%', '*', '$', '_', '#', '(']) {
        for field in fields::scan(folded, &[], &Hints::default()) {
            match field.class {
                FieldClass::Field | FieldClass::Placeholder => found.push((field.span, Some(NAME))),
                // Of alternatives the first is read.
                FieldClass::Spin if !field.options.is_empty() => {
                    let first = field.options[0];
                    found.push((Span::new(field.span.start(), first.start()), None));
                    found.push((Span::new(first.end(), field.span.end()), None));
                }
                FieldClass::Block | FieldClass::Tracking => found.push((field.span, None)),
                _ => {}
            }
        }
    }
    if folded[from..].contains(['@', ':', '.']) {
        let links = LinkFinder::new();
        found.extend(
            links
                .links(&folded[from..])
                .map(|link| (Span::new(from + link.start(), from + link.end()), Some(LINK))),
        );
    }
    found.order_by_key(|(span, class)| (span.start, std::cmp::Reverse(span.end), *class));
    let mut last = 0;
    found.retain(|(span, _)| {
        let keeps = span.start >= last;
        last = if keeps { span.end } else { last };
        keeps
    });
    found
}

fn plain(folded: &str, range: Span, tokens: &mut Vec<(Span, Option<u64>)>) {
    tokenize(folded, range, &[], |token| {
        tokens.push((token.span, (token.kind == TokenKind::Number).then_some(NUMBER)))
    });
}

/// Where sentences end: a mark and a blank, or an empty line. Abbreviations end some too early, in
/// every copy alike.
fn sentence_ends(folded: &str, from: usize) -> Vec<usize> {
    let bytes = folded.as_bytes();
    let mut ends = Vec::new();
    for at in from..bytes.len() {
        let blank = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
        let ends_here = match bytes[at] {
            b'.' | b'!' | b'?' => blank(at + 1),
            b'\n' => folded[at + 1..].trim_start_matches([' ', '\t']).starts_with('\n'),
            _ => false,
        };
        if ends_here {
            ends.push(at + 1);
        }
    }
    ends
}
