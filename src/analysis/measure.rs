//! Measures: quantities of a whole draft, computed when a rule asks for one.

use std::collections::HashSet;

use super::{Analysis, field::characters, surface::is_question};
use crate::text::{Span, TokenKind};
use crate::vocabulary::{Channel, Measure, Part, label};

impl Analysis<'_> {
    /// The value of a measure, and the stretch that it is about (the longest sentence, the subject
    /// line); an empty stretch when it is about the whole message.
    pub fn measure(&self, measure: Measure) -> (f64, Span) {
        let message = || self.message().map(|at| &self.sentences[at]);
        let words = || message().map(|sentence| sentence.words()).sum::<usize>();
        let whole = Span::default();
        let count = |n: usize| (n as f64, whole);
        match measure {
            Measure::Words => count(words()),
            Measure::Characters => {
                count(message().map(|sentence| characters(self, sentence.span) + 1).sum::<usize>())
            }
            Measure::Sentences => count(message().count()),
            Measure::Paragraphs => count(self.paragraphs.len()),
            Measure::Questions => {
                count(message().filter(|sentence| is_question(self.slice(sentence.span))).count())
            }
            Measure::MeanSentenceWords => (words() as f64 / message().count().max(1) as f64, whole),
            Measure::LongestSentenceWords => {
                longest(message().map(|sentence| (sentence.words(), sentence.span)))
            }
            Measure::LongestParagraphWords => {
                // An item of a list stands for itself, whether or not a blank line parts it.
                let mut runs: Vec<(usize, Span)> = Vec::new();
                let mut paragraph = None;
                // A feed shows each break of a line; of a text that an editor wrapped, sentences
                // have breaks in them.
                let has_break = |span: Span| self.slice(span).contains('\n');
                let shows_breaks = self.draft.channel == Channel::Post
                    && !message().any(|sentence| has_break(sentence.span));
                for sentence in message() {
                    let begins_line = |before: &(usize, Span)| {
                        shows_breaks && has_break(Span::new(before.1.end(), sentence.span.start()))
                    };
                    let same = paragraph == Some(sentence.paragraph)
                        && !(sentence.bullet && self.begins_item(sentence.span))
                        && !runs.last().is_some_and(begins_line);
                    match runs.last_mut().filter(|_| same) {
                        Some((words, span)) => {
                            *words += sentence.words();
                            *span = span.join(sentence.span);
                        }
                        None => runs.push((sentence.words(), sentence.span)),
                    }
                    paragraph = Some(sentence.paragraph);
                }
                longest(runs.into_iter())
            }
            Measure::ReadingGrade => (self.reading_grade(), whole),
            Measure::SubjectWords => {
                longest(self.part(Part::Subject).map(|sentence| (sentence.words(), sentence.span)))
            }
            Measure::SubjectCharacters => longest(
                self.draft
                    .sections
                    .iter()
                    .filter(|section| section.part == Part::Subject)
                    .map(|section| (characters(self, section.span), section.span)),
            ),
            Measure::Links => count(self.marks.of(label::LINK).len()),
            Measure::Asks => count(self.marks.of(label::ASK).len()),
            Measure::Substance => (self.substance, whole),
            Measure::SignatureLines => count(self.signature_lines),
            Measure::DistinctTerms => {
                let terms = self.marks.of(label::TERM).iter();
                let terms = terms.filter(|mark| self.is_in_message(mark));
                count(
                    terms
                        .map(|mark| self.slice(mark.span).to_lowercase())
                        .collect::<HashSet<_>>()
                        .len(),
                )
            }
        }
    }

    /// Words of the message.
    pub fn words(&self) -> usize {
        self.message().map(|at| self.sentences[at].words()).sum()
    }

    /// True when the mark of a list item stands before it on its line.
    fn begins_item(&self, span: Span) -> bool {
        const WIDEST: usize = 24;
        let before = &self.draft.text.as_str()[..span.start()];
        let head = || before.chars().rev().take_while(|c| *c != '\n').take(WIDEST + 1);
        head().count() <= WIDEST && head().any(|c| !c.is_whitespace())
    }

    fn part(&self, part: Part) -> impl Iterator<Item = &super::Sentence> {
        self.sentences.iter().filter(move |sentence| sentence.part == part)
    }

    fn reading_grade(&self) -> f64 {
        let (mut words, mut syllables, mut sentences) = (0.0, 0.0, 0.0_f64);
        for at in self.message() {
            sentences += 1.0;
            for token in self.tokens[self.sentences[at].range()]
                .iter()
                .filter(|token| token.kind == TokenKind::Word)
            {
                words += 1.0;
                syllables += syllables_of(self.slice(token.span)) as f64;
            }
        }
        if words == 0.0 { 0.0 } else { 0.39 * words / sentences + 11.8 * syllables / words - 15.59 }
    }
}

fn longest(of: impl Iterator<Item = (usize, Span)>) -> (f64, Span) {
    let (value, span) =
        of.max_by_key(|(value, span)| (*value, std::cmp::Reverse(span.start))).unwrap_or_default();
    (value as f64, span)
}

/// Syllables of an English word: groups of vowels, a silent final e left out, at least one.
fn syllables_of(word: &str) -> usize {
    let lower = word.to_lowercase();
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut groups = 0;
    let mut before = false;
    for c in lower.chars() {
        let vowel = is_vowel(c);
        groups += usize::from(vowel && !before);
        before = vowel;
    }
    let silent = lower.ends_with('e') && !lower.ends_with("le") && groups > 1;
    (groups - usize::from(silent)).max(1)
}
