//! `pattern`: a regular expression on the text as the reader sees it. A finding a match. Nothing backtracks.

use regex::Regex;

use super::Hit;
use crate::analysis::Analysis;
use crate::draft::{Part, Parts};
use crate::engine::compile;
use crate::text::Span;

/// The expressions of one rule, compiled when the rule first runs.
#[derive(Debug)]
pub struct Patterns {
    pattern: Option<Regex>,
    unless: Option<Regex>,
}

impl Patterns {
    /// Compiles both.
    pub fn new(pattern: &str, unless: Option<&str>) -> Self {
        Patterns { pattern: compile(pattern), unless: unless.and_then(compile) }
    }
}

pub fn run(draft: &Analysis, patterns: &Patterns, parts: Parts) -> Vec<Hit> {
    let Some(pattern) = &patterns.pattern else { return Vec::new() };
    let mut hits = Vec::new();
    for section in &draft.draft.sections {
        let whole = matches!(section.part, Part::Subject | Part::Preheader);
        if whole && !parts.contains(section.part) {
            continue;
        }
        for found in pattern.find_iter(draft.slice(section.span)) {
            let start = section.span.start() + found.start();
            let span = Span::new(start, section.span.start() + found.end());
            let excused = || patterns.unless.as_ref().is_some_and(|unless| unless.is_match(around(draft, span)));
            if (whole || in_parts(draft, span, parts)) && !excused() {
                hits.push(Hit { span, list: vec![span], n: 1.0, ..Hit::default() });
            }
        }
    }
    hits
}

/// The sentence around a match, or the match itself.
fn around<'d>(draft: &'d Analysis, span: Span) -> &'d str {
    let at = draft.sentence_at(span.start()) as usize;
    let sentence = draft.sentences.get(at).filter(|sentence| sentence.span.overlaps(span));
    draft.slice(sentence.map_or(span, |sentence| sentence.span.join(span)))
}

fn in_parts(draft: &Analysis, span: Span, parts: Parts) -> bool {
    let hidden = draft.draft.masks.iter().chain(&draft.draft.quoted).any(|mask| mask.overlaps(span));
    let at = draft.sentence_at(span.start()) as usize;
    !hidden && draft.sentences.get(at).is_some_and(|sentence| parts.contains(sentence.part))
}
