//! The surface of a social post: hashtags, mentions, letters that only look bold, emoji that begin
//! lines, lines that stand alone.

use super::{Analysis, Mark, surface::is_emoji};
use crate::draft::Draft;
use crate::text::Span;
use crate::vocabulary::{Channel, label};

/// A paragraph of one line is short up to this many words.
const SHORT: usize = 12;
/// A post of more words than this on one line has lost its line breaks.
const ONE_LINE: usize = 60;

/// Hashtags and mentions of a post, in order. Other drafts have none.
pub fn tags(draft: &Draft) -> Vec<Span> {
    if draft.channel != Channel::Post {
        return Vec::new();
    }
    let text = draft.text.as_str();
    let starts = memchr::memchr2_iter(b'#', b'@', text.as_bytes())
        .filter(|at| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '/'));
    let spans = starts.map(|at| {
        let rest = &text[at + 1..];
        let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        Span::new(at, at + 1 + length)
    });
    spans
        .filter(|span| text[span.start() + 1..span.end()].starts_with(char::is_alphabetic))
        .collect()
}

/// Those that are no words of a sentence: a tag beside another one, or at the end of a line.
pub fn tags_outside_sentences<'t>(
    text: &'t str,
    tags: &'t [Span],
) -> impl Iterator<Item = Span> + 't {
    let blank = |from: usize, to: usize| {
        text.get(from..to).is_some_and(|gap| gap.trim_matches([' ', ',', '|']).is_empty())
    };
    (0..tags.len()).map(|at| tags[at]).enumerate().filter_map(move |(at, tag)| {
        let after = tags.get(at + 1).is_some_and(|next| blank(tag.end(), next.start()));
        let before = at > 0 && blank(tags[at - 1].end(), tag.start());
        let rest = text[tag.end()..].trim_start_matches([' ', '\t', '\r']);
        (after || before || rest.is_empty() || rest.starts_with('\n')).then_some(tag)
    })
}

/// Puts the marks of this module on a post.
pub fn mark(draft: &Analysis, marks: &mut Vec<Mark>) {
    let text = draft.draft.text.as_str();
    let mut add = |label, span: Span| {
        marks.push(Mark { label, span, sentence: draft.sentence_at(span.start()) })
    };
    for tag in tags(draft.draft) {
        add(if tag.slice(text).starts_with('#') { label::HASHTAG } else { label::MENTION }, tag);
    }
    for token in &draft.tokens {
        if draft.slice(token.span).chars().any(|c| matches!(c as u32, 0x1d400..=0x1d7ff)) {
            add(label::FANCY_WORD, token.span);
        }
    }
    let body = draft.draft.body();
    let lines = filled_lines(draft).count();
    if lines == 1 && draft.words() > ONE_LINE {
        return add(label::BREAKS_LOST, body);
    }
    let mut words = vec![0; draft.paragraphs.len()];
    for sentence in &draft.sentences {
        if let Some(words) = words.get_mut(sentence.paragraph as usize) {
            // A list item is short by nature.
            *words += if sentence.bullet { SHORT + 1 } else { sentence.words() };
        }
    }
    for (paragraph, words) in draft.paragraphs.iter().zip(words) {
        if words <= SHORT && !paragraph.slice(text).trim().contains('\n') {
            add(label::SHORT_LINE, *paragraph);
        }
    }
}

/// Marks pictures and arrows that begin the lines of a draft on any channel.
pub fn mark_bullets(draft: &Analysis, marks: &mut Vec<Mark>) {
    let text = draft.draft.text.as_str();
    for line in filled_lines(draft) {
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        if let Some(first) = line.chars().next().filter(|c| is_emoji(*c) || is_arrow(*c)) {
            let span = Span::new(start, start + first.len_utf8());
            let sentence = draft.sentence_at(span.start());
            marks.push(Mark { label: label::EMOJI_BULLET, span, sentence });
        }
    }
}

/// The lines of the body that hold something.
fn filled_lines<'d>(draft: &'d Analysis) -> impl Iterator<Item = &'d str> {
    let body = draft.draft.body().slice(draft.draft.text.as_str());
    body.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn is_arrow(c: char) -> bool {
    matches!(c as u32, 0x2190..=0x21ff | 0x25a0..=0x25ff | 0x27a0..=0x27bf | 0x2b00..=0x2bff)
}
