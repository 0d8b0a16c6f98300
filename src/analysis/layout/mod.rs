//! The layout of a draft: subject lines, greeting, paragraphs, list items, sign-off, signature,
//! postscript. Lines only; which sentences open and which one asks is decided when sentences are
//! known.

mod signature;
mod wrapped;

use crate::draft::Draft;
use crate::fields::Field;
use crate::lexicon::greeting;
use crate::order::InOrder;
use crate::text::Span;
use crate::vocabulary::{Channel, Part};
use signature::signature;

/// A stretch of one part that holds sentences.
#[derive(Debug)]
pub struct Block {
    pub span: Span,
    pub part: Part,
    pub bullet: bool,
    pub ends_paragraph: bool,
}

/// The blocks in order.
#[derive(Debug, Default)]
pub struct Layout {
    pub blocks: Vec<Block>,
    pub signature_lines: usize,
}

#[derive(Clone, Copy)]
struct Line<'t> {
    span: Span,
    words: &'t str,
}

/// Finds the blocks of a draft.
pub fn find(draft: &Draft, fields: &[Field]) -> Layout {
    let text = draft.text.as_str();
    let mut layout = Layout::default();
    for section in draft.sections.iter().filter(|section| section.part != Part::Body) {
        layout.blocks.push(Block {
            span: section.span,
            part: section.part,
            bullet: false,
            ends_paragraph: true,
        });
    }
    let mut lines = lines(text, draft.body(), &draft.quoted, &draft.masks);
    if draft.channel == Channel::Post {
        // A post has no greeting and no signature, and breaks its lines where its writer wants them
        // broken, unless an editor did.
        paragraphs(&lines, Part::Body, !wrapped::is_wrapped(&lines), &mut layout);
        return layout;
    }
    let (first, own) = greeting(text, &mut lines, fields, &mut layout);
    let body = postscript(&lines[own..], &mut layout);
    let body = signature(body, first < own, &mut layout);
    let end = own + body.len();
    let at = layout
        .blocks
        .iter()
        .position(|block| matches!(block.part, Part::SignOff | Part::Signature | Part::Postscript))
        .unwrap_or(layout.blocks.len());
    let tail = layout.blocks.split_off(at);
    paragraphs(&lines[first..end], Part::Body, false, &mut layout);
    layout.blocks.extend(tail);
    layout.blocks.order_by_key(|block| block.span.start);
    layout
}

/// Lines of the body that the sender wrote. What is masked or quoted is an empty line.
fn lines<'t>(text: &'t str, body: Span, quoted: &[Span], masks: &[Span]) -> Vec<Line<'t>> {
    let mut lines = Vec::new();
    let mut at = body.start();
    let (mut quote, mut mask) = (0, 0);
    for line in crate::text::lines(body.slice(text)) {
        let span = Span::new(at, at + line.len());
        at = span.end();
        while quoted.get(quote).is_some_and(|quote| quote.end <= span.start) {
            quote += 1;
        }
        while masks.get(mask).is_some_and(|mask| mask.end <= span.start) {
            mask += 1;
        }
        let own = masks[mask..].iter().take_while(|mask| mask.start < span.end);
        let inner = without_tags(text, span, own);
        let words = inner.slice(text);
        let hidden = quoted.get(quote).is_some_and(|quote| quote.overlaps(span))
            || masks.get(mask).is_some_and(|mask| mask.covers(inner));
        lines.push(Line { span: inner, words: if hidden { "" } else { words } });
    }
    lines
}

/// A line without the blanks and the tags at its ends: they lay it out, and belong to none of its
/// sentences.
fn without_tags<'m>(text: &str, line: Span, masks: impl Iterator<Item = &'m Span>) -> Span {
    let blank = ['\u{feff}', ' ', '\t', '\r', '\n', '\u{a0}'];
    let trimmed = |from: usize, to: usize| {
        let words = text[from..to].trim_start_matches(blank);
        let start = to - words.len();
        Span::new(start, start + words.trim_end_matches(blank).len())
    };
    let is_tag = |mask: &&&Span| {
        mask.slice(text).starts_with('<')
            && mask.slice(text).ends_with('>')
            && !mask.slice(text).starts_with("<!")
    };
    let tags: Vec<&Span> =
        masks.filter(|mask| line.covers(**mask)).filter(|mask| is_tag(&mask)).collect();
    let mut inner = trimmed(line.start(), line.end());
    for tag in &tags {
        if tag.start() == inner.start() && tag.end() <= inner.end() {
            inner = trimmed(tag.end(), inner.end());
        }
    }
    for tag in tags.iter().rev() {
        if tag.end() == inner.end() && tag.start() >= inner.start() {
            inner = trimmed(inner.start(), tag.start());
        }
    }
    inner
}

/// Takes the greeting off the front, and gives the first line of the message and the first that
/// has no part of the greeting. What follows a greeting on its line is the beginning of what the
/// next lines go on with.
fn greeting<'t>(
    text: &'t str,
    lines: &mut [Line<'t>],
    fields: &[Field],
    layout: &mut Layout,
) -> (usize, usize) {
    let Some(at) = lines.iter().position(|line| !line.words.is_empty()) else { return (0, 0) };
    let line = lines[at];
    let end = if greeting::begins(line.words).is_some() {
        greeting_end(line, fields)
    } else if line.words.ends_with([',', ':', '!', '\u{2014}', '-'])
        && line.words.split_whitespace().count() <= 4
        && is_name(line, fields)
    {
        Some(line.span.end())
    } else {
        None
    };
    let Some(end) = end else { return (0, 0) };
    layout.blocks.push(Block {
        span: Span::new(line.span.start(), end),
        part: Part::Greeting,
        bullet: false,
        ends_paragraph: false,
    });
    let rest = text[end..line.span.end()].trim();
    if rest.is_empty() {
        return (at + 1, at + 1);
    }
    let start = line.span.end() - text[end..line.span.end()].trim_start().len();
    let span = Span::new(start, line.span.end());
    lines[at] = Line { span, words: rest };
    (at, at + 1)
}

/// Where the greeting ends that `line` begins with; what stands in a field ends none.
fn greeting_end(line: Line, fields: &[Field]) -> Option<usize> {
    // Only a spin group holds other fields, and it comes before them.
    let reach = fields.iter().scan(0, |reach, field| {
        *reach = field.span.end.max(*reach);
        Some(*reach)
    });
    let reach: Vec<u32> = reach.collect();
    let start = line.span.start();
    let inside = |at: usize| {
        let before = fields.partition_point(|field| field.span.start() <= start + at);
        before > 0 && reach[before - 1] as usize > start + at
    };
    greeting::end(line.words, inside).map(|end| start + end)
}

/// "Ana," or "{{first_name}},": words with capitals, or fields.
fn is_name(line: Line, fields: &[Field]) -> bool {
    fields.iter().any(|field| line.span.covers(field.span) && field.span.start == line.span.start)
        || line
            .words
            .split_whitespace()
            .all(|word| word.starts_with(char::is_uppercase) || matches!(word, "-" | "\u{2014}"))
}

/// Cuts the postscript off the end: a line that starts with PS and what follows it in its
/// paragraph.
fn postscript<'l, 't>(body: &'l [Line<'t>], layout: &mut Layout) -> &'l [Line<'t>] {
    let begins = |line: &Line| {
        // Few lines begin with its letter.
        if !line.words.trim_start_matches(['*', '_', '.']).starts_with(['p', 'P']) {
            return false;
        }
        let head: String = line
            .words
            .trim_start_matches(['*', '_'])
            .chars()
            .filter(|c| *c != '.')
            .take(4)
            .collect::<String>()
            .to_lowercase();
        (head.starts_with("ps") || head.starts_with("pps"))
            && head
                .trim_start_matches('p')
                .strip_prefix('s')
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let Some(at) = body.iter().rposition(begins) else { return body };
    let first = body[..at].iter().rposition(begins).filter(|first| at - first <= 3).unwrap_or(at);
    paragraphs(&body[first..], Part::Postscript, false, layout);
    &body[..first]
}

/// Splits lines into paragraphs and list items; `apart`: every line stands for itself.
fn paragraphs(lines: &[Line], part: Part, apart: bool, layout: &mut Layout) {
    let mut open: Option<Block> = None;
    let close = |open: &mut Option<Block>, ends: bool, layout: &mut Layout| {
        if let Some(mut block) = open.take() {
            block.ends_paragraph = ends;
            layout.blocks.push(block);
        }
    };
    for line in lines {
        if line.words.is_empty() || is_rule(line.words) {
            close(&mut open, true, layout);
            continue;
        }
        let item = bullet(line.words);
        if item.is_some() || apart || open.as_ref().is_some_and(|block| block.part != part) {
            close(&mut open, false, layout);
        }
        match &mut open {
            Some(block) => block.span = block.span.join(line.span),
            None => {
                let start = line.span.start() + item.unwrap_or(0);
                open = Some(Block {
                    span: Span::new(start, line.span.end()),
                    part,
                    bullet: item.is_some(),
                    ends_paragraph: true,
                });
            }
        }
    }
    close(&mut open, true, layout);
}

fn is_rule(words: &str) -> bool {
    words.len() >= 3
        && (words.bytes().all(|byte| byte == b'-')
            || words.bytes().all(|byte| byte == b'*')
            || words.bytes().all(|byte| byte == b'_'))
}

/// Length of the mark before a list item: `- `, `* `, `1. `, `•`, a heading's `#`.
fn bullet(words: &str) -> Option<usize> {
    let mut chars = words.char_indices();
    let (_, first) = chars.next()?;
    let (second_at, second) = chars.next()?;
    match first {
        '-' | '*' | '+' | '\u{2013}' if second == ' ' => Some(second_at + 1),
        '\u{2022}' | '\u{25aa}' | '\u{25cf}' | '\u{2023}' | '\u{2713}' | '\u{2714}'
        | '\u{2705}' | '\u{2192}' | '\u{25e6}' | '\u{b7}' => Some(second_at),
        '#' => Some(words.len() - words.trim_start_matches('#').len()),
        c if c.is_ascii_digit() => {
            let digits = words.bytes().take_while(u8::is_ascii_digit).count();
            let rest = &words[digits..];
            (digits <= 2 && (rest.starts_with(". ") || rest.starts_with(") ")))
                .then_some(digits + 2)
        }
        _ => None,
    }
}
