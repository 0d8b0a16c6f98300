//! Fixes: the edit that a rule's `fix` means at one place, in the draft's own text.

use crate::analysis::Analysis;
use crate::pack::{Change, Rule};
use crate::text::{Span, edit::Edit};
use crate::vocabulary::{Applicability, FieldClass, RemovedPart, label};

/// An edit of the draft's text that would mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// How far it may be trusted.
    pub applicability: Applicability,
    /// The edit.
    pub edit: Edit,
}

/// The edit for words found at `span`; none when the rule has no fix, or its fix does not fit here.
pub fn mend(rule: &Rule, span: Span, draft: &Analysis) -> Option<Mend> {
    let fix = rule.fix.as_ref().filter(|_| !span.is_empty())?;
    let edit = match &fix.change {
        Change::Replace(text) => Edit { span, text: text.clone() },
        Change::Swap(pairs) => swap(draft.slice(span), pairs).map(|text| Edit { span, text })?,
        Change::Delete(stretch) => delete(draft, span, *stretch)?,
    };
    Some(Mend { applicability: fix.applicability, edit })
}

/// The words with every piece exchanged; none when there is nothing to exchange.
fn swap(words: &str, pairs: &[(String, String)]) -> Option<String> {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        match pairs.iter().find(|(from, _)| rest.starts_with(from.as_str())) {
            Some((from, to)) => {
                out.push_str(to);
                rest = &rest[from.len()..];
            }
            None => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    (out != words).then_some(out)
}

/// Takes out the words, their sentence or their line, with the blanks that would be left over. A
/// draft is never emptied.
fn delete(draft: &Analysis, span: Span, stretch: RemovedPart) -> Option<Edit> {
    let text = draft.draft.text.as_str();
    let section = draft
        .draft
        .sections
        .iter()
        .map(|section| section.span)
        .find(|section| section.covers(span))?;
    let sentence =
        draft.sentences.get(draft.sentence_at(span.start()) as usize).map(|sentence| sentence.span);
    let gone = match stretch {
        RemovedPart::Match => span,
        RemovedPart::Sentence => sentence.filter(|sentence| sentence.covers(span))?,
        RemovedPart::Line => line(text, section, span),
    };
    let rest = |span: Span| {
        !text[section.start()..span.start()].trim().is_empty()
            || !text[span.end()..section.end()].trim().is_empty()
    };
    if !is_whole(draft, gone) || stretch != RemovedPart::Match && says_more(draft, gone, span) {
        return None;
    }
    let gone = with_blanks(text, section, with_mark(text, section, gone));
    if !rest(gone) {
        return None;
    }
    // The next word now starts the sentence.
    let starts = stretch == RemovedPart::Match
        && sentence.is_some_and(|sentence| sentence.start == span.start);
    let next =
        text[gone.end()..section.end()].chars().next().filter(|c| starts && c.is_lowercase());
    Some(match next {
        Some(c) => Edit {
            span: Span::new(gone.start(), gone.end() + c.len_utf8()),
            text: c.to_uppercase().collect(),
        },
        None => Edit { span: gone, text: String::new() },
    })
}

/// Fields that are looked at before a stretch.
const GROUP: usize = 64;

/// True when nothing is torn apart: tags, fields, brackets and marks of emphasis go with their
/// other half or stay with it.
fn is_whole(draft: &Analysis, gone: Span) -> bool {
    let words = draft.slice(gone);
    let torn = |span: Span| span.overlaps(gone) && !gone.covers(span);
    let inside = |span: Span| gone.covers(span);
    let next = draft.fields.partition_point(|field| field.span.start < gone.end);
    // A group of alternatives may begin far above; none is longer than this many fields.
    let fields =
        draft.fields[..next].iter().rev().take(GROUP).any(|field| {
            torn(field.span) || field.class == FieldClass::Block && inside(field.span)
        });
    let masks =
        &draft.draft.masks[draft.draft.masks.partition_point(|mask| mask.end <= gone.start)..];
    let masks = &masks[..masks.partition_point(|mask| mask.start < gone.end)];
    if fields || masks.iter().any(|mask| torn(*mask)) {
        return false;
    }
    let tags = masks
        .iter()
        .filter(|mask| inside(**mask))
        .map(|mask| draft.slice(*mask))
        .filter(|tag| tag.starts_with('<'));
    let name = |tag: &str| {
        tag.trim_start_matches(['<', '/'])
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    let mut open: Vec<String> = Vec::new();
    for tag in tags.filter(|tag| !tag.starts_with("<!") && !tag.ends_with("/>")) {
        match tag.starts_with("</") {
            true if open.pop() != Some(name(tag)) => return false,
            true => {}
            false => open.extend(
                Some(name(tag)).filter(|name| !matches!(name.as_str(), "br" | "img" | "hr")),
            ),
        }
    }
    open.is_empty() && is_paired(words)
}

/// True when marks of emphasis, quotes and brackets are there in pairs.
fn is_paired(words: &str) -> bool {
    let mut counts = [0_usize; 256];
    words.bytes().for_each(|byte| counts[usize::from(byte)] += 1);
    let count = |byte: u8| counts[usize::from(byte)];
    let even = |mark: &str| {
        count(mark.as_bytes()[0]) < mark.len() || words.matches(mark).count().is_multiple_of(2)
    };
    let paired = |from: char, to: char| words.matches(from).count() == words.matches(to).count();
    ["**", "__", "~~", "`", "\""].into_iter().all(even)
        && [(b'(', b')'), (b'[', b']'), (b'{', b'}')]
            .into_iter()
            .all(|(from, to)| count(from) == count(to))
        && (words.is_ascii() || paired('\u{201c}', '\u{201d}') && paired('\u{ab}', '\u{bb}'))
}

/// True when a stretch says something beside the words found: a name, a number, a question, a
/// second sentence, or much else.
fn says_more(draft: &Analysis, gone: Span, span: Span) -> bool {
    const LITTLE: usize = 8;
    let beside = |other: Span| gone.covers(other) && !span.overlaps(other);
    let words = draft.slice(gone);
    // What is quoted is said by somebody else, in a sentence about it.
    let before = draft.slice(Span::new(gone.start(), span.start()));
    let quoted = before.matches('"').count() % 2 == 1 && !before.starts_with('"')
        || before.contains(['\u{201c}', '\u{ab}', '\u{201e}']) && before.contains(' ');
    let second = memchr::memchr3_iter(b'.', b'!', b'?', words.as_bytes()).any(|at| {
        let rest = words[at..].trim_start_matches(|c: char| !c.is_alphanumeric());
        !rest.is_empty()
            && rest.len() + 1 < words.len() - at
            && rest.starts_with(char::is_uppercase)
    });
    let tokens =
        &draft.tokens[draft.tokens.partition_point(|token| token.span.start < gone.start)..];
    let more = tokens
        .iter()
        .take_while(|token| token.span.start < gone.end)
        .filter(|token| beside(token.span))
        .count();
    let says = |label| {
        let marks = draft.marks.of(label);
        let from = marks.partition_point(|mark| mark.span.start < gone.start);
        marks[from..]
            .iter()
            .take_while(|mark| mark.span.start < gone.end)
            .any(|mark| beside(mark.span))
    };
    let told = says(label::SPECIFIC) || says(label::TELLING_FIELD);
    second
        || quoted
        || told
        || more > LITTLE
        || draft.slice(Span::new(span.end(), gone.end())).contains('?')
}

/// From the start of the line of `span` to the end of its last line.
fn line(text: &str, section: Span, span: Span) -> Span {
    let start = text[section.start()..span.start()]
        .rfind('\n')
        .map_or(section.start(), |at| section.start() + at + 1);
    let end =
        text[span.end()..section.end()].find('\n').map_or(section.end(), |at| span.end() + at);
    Span::new(start, end)
}

/// Takes the mark of a list along when nothing else stands in its item.
fn with_mark(text: &str, section: Span, gone: Span) -> Span {
    let line = line(text, section, gone);
    let (before, after) =
        (text[line.start()..gone.start()].trim(), text[gone.end()..line.end()].trim());
    let number = before.trim_end_matches(['.', ')']);
    let counted = number.len() < before.len()
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit());
    if after.is_empty() && (matches!(before, "-" | "*" | "+" | "\u{2022}" | "\u{2013}") || counted)
    {
        line
    } else {
        gone
    }
}

/// Takes the blanks after a stretch along, and the empty line after a paragraph that goes as a
/// whole.
fn with_blanks(text: &str, section: Span, gone: Span) -> Span {
    let before = &text[section.start()..gone.start()];
    let after = &text[gone.end()..section.end()];
    let blanks = after.len() - after.trim_start_matches([' ', '\t', '\u{a0}']).len();
    let opens_line = before.is_empty() || before.ends_with('\n');
    let closes_line = after[blanks..].is_empty() || after[blanks..].starts_with(['\n', '\r']);
    match (opens_line, closes_line) {
        (true, true) => {
            let paragraph_before = before.trim_end_matches(['\n', '\r', ' ', '\t']);
            let own_paragraph =
                before.is_empty() || before[paragraph_before.len()..].matches('\n').count() >= 2;
            let breaks = if own_paragraph {
                after.len() - after.trim_start().len()
            } else {
                blanks + line_end(&after[blanks..])
            };
            Span::new(gone.start(), gone.end() + breaks)
        }
        (false, true) => {
            Span::new(section.start() + before.trim_end_matches([' ', '\t']).len(), gone.end())
        }
        _ => Span::new(gone.start(), gone.end() + blanks),
    }
}

fn line_end(text: &str) -> usize {
    text.find('\n').map_or(text.len(), |at| at + 1)
}
