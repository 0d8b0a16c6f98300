//! `pattern`: a regular expression on the text as the reader sees it. A finding a match. Nothing
//! backtracks.

use std::sync::OnceLock;

use regex::bytes::Regex;

use super::{Hit, marks};
use crate::analysis::{Analysis, Mark};
use crate::expression;
use crate::pack::check::Pattern;
use crate::text::{Span, meets, tidy};
use crate::vocabulary::{Part, Parts};

/// The expressions of one rule, compiled when the rule first runs.
#[derive(Debug)]
pub struct Patterns {
    pattern: Option<Regex>,
    unless: Option<String>,
    /// Compiled when the pattern first matches: most never do.
    compiled_unless: OnceLock<Option<Regex>>,
}

impl Patterns {
    /// Compiles both. They were checked when their pack was read.
    pub fn new(pattern: &str, unless: Option<&str>) -> Self {
        Patterns {
            pattern: expression::compile(pattern).ok(),
            unless: unless.map(str::to_string),
            compiled_unless: OnceLock::new(),
        }
    }
}

impl Patterns {
    fn excuses(&self, words: &str) -> bool {
        let unless = || {
            let compile = |unless: &str| expression::compile(unless).ok();
            self.compiled_unless.get_or_init(|| self.unless.as_deref().and_then(compile)).as_ref()
        };
        self.unless.is_some() && unless().is_some_and(|unless| unless.is_match(words.as_bytes()))
    }
}

/// `patterns` keeps the expressions, compiled when first one is needed.
pub fn run(draft: &Analysis, check: &Pattern, patterns: &OnceLock<Patterns>) -> Vec<Hit> {
    let patterns =
        || patterns.get_or_init(|| Patterns::new(&check.pattern, check.unless.as_deref()));
    match check.inside.as_slice() {
        [] => anywhere(draft, patterns(), check.parts),
        labels => inside(draft, patterns, &marks(draft, labels, check.parts)),
    }
}

fn anywhere(draft: &Analysis, patterns: &Patterns, parts: Parts) -> Vec<Hit> {
    let Some(pattern) = &patterns.pattern else { return Vec::new() };
    let mut hits = Vec::new();
    let mut hidden: Option<Vec<Span>> = None;
    // Many matches stand in one sentence, which is asked once.
    let mut asked = (Span::default(), false);
    for section in &draft.draft.sections {
        let whole = matches!(section.part, Part::Subject | Part::Preheader);
        if whole && !parts.contains(section.part) {
            continue;
        }
        for found in pattern.find_iter(draft.slice(section.span).as_bytes()) {
            let span = whole_characters(
                draft,
                Span::new(section.span.start() + found.start(), section.span.start() + found.end()),
            );
            let mut excused = || {
                let around = around(draft, span);
                if patterns.unless.is_some() && asked.0 != around {
                    asked = (around, patterns.excuses(draft.slice(around)));
                }
                asked.1
            };
            // Each byte of one character may match.
            if hits.last().is_some_and(|last: &Hit| last.span == span) {
                continue;
            }
            if (whole || in_parts(draft, span, parts, &mut hidden))
                && !draft.is_code(span)
                && !excused()
            {
                hits.push(Hit { span, list: vec![span].into(), n: 1.0, ..Hit::default() });
            }
        }
    }
    hits
}

/// Runs only inside marks; nothing is compiled where there are none.
fn inside<'p>(draft: &Analysis, patterns: impl Fn() -> &'p Patterns, marks: &[Mark]) -> Vec<Hit> {
    let mut hits = Vec::new();
    for mark in marks {
        let patterns = patterns();
        let found = patterns
            .pattern
            .as_ref()
            .and_then(|pattern| pattern.find(draft.slice(mark.span).as_bytes()));
        let span = found.map(|found| {
            Span::new(mark.span.start() + found.start(), mark.span.start() + found.end())
        });
        if let Some(span) = span
            .map(|span| whole_characters(draft, span))
            .filter(|span| !patterns.excuses(draft.slice(around(draft, *span))))
        {
            hits.push(Hit { span, list: vec![span].into(), n: 1.0, ..Hit::default() });
        }
    }
    hits
}

/// A match on bytes may begin or end inside a character.
fn whole_characters(draft: &Analysis, span: Span) -> Span {
    let text = draft.draft.text.as_str();
    let start = (0..=span.start()).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let end = (span.end()..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    Span::new(start, end)
}

/// The sentence around a match, or the match itself.
fn around(draft: &Analysis, span: Span) -> Span {
    let at = draft.sentence_at(span.start()) as usize;
    let sentence = draft.sentences.get(at).filter(|sentence| sentence.span.overlaps(span));
    sentence.map_or(span, |sentence| sentence.span.join(span))
}

/// `hidden` is made at the first match: what is masked or quoted.
fn in_parts(draft: &Analysis, span: Span, parts: Parts, hidden: &mut Option<Vec<Span>>) -> bool {
    let hidden = hidden.get_or_insert_with(|| {
        let mut spans = [draft.draft.masks.as_slice(), &draft.draft.quoted].concat();
        tidy(&mut spans);
        spans
    });
    let at = draft.sentence_at(span.start()) as usize;
    !meets(hidden, span)
        && draft.sentences.get(at).is_some_and(|sentence| parts.contains(sentence.part))
}
