//! Marks that need no words: sentences, paragraphs, questions, links, emoji, capitals, exclamation
//! marks, numbers.

use super::{Analysis, Mark};
use crate::text::{Span, TokenKind};
use crate::vocabulary::{Part, Parts, label};

/// Puts the marks of this module on a draft.
pub fn mark(draft: &Analysis, marks: &mut Vec<Mark>) {
    let text = draft.draft.text.as_str();
    let prose = Parts::MESSAGE.union(Parts::of(&[Part::Subject, Part::Preheader, Part::Greeting]));
    let (mut first, mut last) = (None, None);
    for (at, sentence) in draft.sentences.iter().enumerate() {
        let mut add = |label, span| marks.push(Mark { label, span, sentence: at as u32 });
        if Parts::MESSAGE.contains(sentence.part) {
            add(label::SENTENCE, sentence.span);
            let question = is_question(sentence.span.slice(text));
            add(if question { label::QUESTION } else { label::STATEMENT }, sentence.span);
            if sentence.bullet {
                add(label::BULLET, sentence.span);
            }
            if sentence.part != Part::Postscript {
                first = first.or(Some(at));
                last = Some(at);
            }
        } else if sentence.part == Part::Subject && is_question(sentence.span.slice(text)) {
            add(label::QUESTION, sentence.span);
        }
        if !prose.contains(sentence.part) {
            continue;
        }
        let words = sentence.span.slice(text);
        // Nearly all sentences are plain, which is seen in blocks.
        let plain = words.is_ascii() && memchr::memchr(b'!', words.as_bytes()).is_none();
        let odd = if plain { "" } else { words }.bytes().enumerate().filter(|(at, byte)| {
            (*byte == b'!' || !byte.is_ascii()) && words.is_char_boundary(*at)
        });
        for (byte, c) in odd.filter_map(|(at, _)| Some((at, words[at..].chars().next()?))) {
            let start = sentence.span.start() + byte;
            let span = Span::new(start, start + c.len_utf8());
            if c == '!' && !draft.is_code(span) {
                add(label::EXCLAMATION, span);
            } else if is_emoji(c) {
                add(label::EMOJI, span);
            }
        }
        for token in &draft.tokens[sentence.range()] {
            add(label::WORD, token.span);
            if token.kind == TokenKind::Word
                && (is_disguised(token.span.slice(text)) || draft.draft.text.hides(token.span))
            {
                add(label::DISGUISED, token.span);
            }
            if token.kind == TokenKind::Number && Parts::ALL.contains(sentence.part) {
                add(label::NUMBER, token.span);
            }
        }
    }
    for (label, at) in [(label::FIRST_SENTENCE, first), (label::LAST_SENTENCE, last)] {
        if let Some(at) = at {
            marks.push(Mark { label, span: draft.sentences[at].span, sentence: at as u32 });
        }
    }
    for span in &draft.paragraphs {
        marks.push(Mark {
            label: label::PARAGRAPH,
            span: *span,
            sentence: draft.sentence_at(span.start()),
        });
    }
    for link in &draft.draft.links {
        let is_mail = link.slice(text).contains('@') && !link.slice(text).contains("//");
        let label = if is_mail { label::EMAIL_ADDRESS } else { label::LINK };
        marks.push(Mark { label, span: *link, sentence: draft.sentence_at(link.start()) });
    }
}

/// A question mark at the end, whatever quotes or brackets close after it.
pub fn is_question(sentence: &str) -> bool {
    sentence.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '?').ends_with('?')
}

/// Latin letters beside Cyrillic or Greek ones, or alphabets that are drawn otherwise. What was
/// hidden in a word is known to its text.
fn is_disguised(word: &str) -> bool {
    if word.is_ascii() {
        return false;
    }
    let foreign = word.chars().any(|c| matches!(c as u32, 0x370..=0x52f));
    let latin = word.chars().any(|c| c.is_ascii_alphabetic());
    let drawn = word
        .chars()
        .any(|c| matches!(c as u32, 0x24b6..=0x24e9 | 0xff21..=0xff5a | 0x1d400..=0x1d7ff));
    drawn || foreign && latin
}

/// Pictures, dingbats and flags.
pub fn is_emoji(c: char) -> bool {
    matches!(c as u32, 0x1f300..=0x1faff | 0x2600..=0x27bf | 0x2b50 | 0x2b55 | 0x231a..=0x231b | 0x23e9..=0x23f3 | 0x1f000..=0x1f2ff)
}

impl Analysis<'_> {
    /// Index of the sentence at a byte of the text, or of the last one before it.
    pub fn sentence_at(&self, offset: usize) -> u32 {
        self.sentences.partition_point(|sentence| sentence.span.start() <= offset).saturating_sub(1)
            as u32
    }
}
