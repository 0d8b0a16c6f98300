//! Masks: what in a draft the tokenizer does not read, and the tokens around it.

use std::cmp::Reverse;

use super::{feed, field};
use crate::draft::Draft;
use crate::fields::Field;
use crate::order::InOrder;
use crate::text::{Span, Token, TokenKind, tokenize};

/// A stretch that the tokenizer does not read: skipped, or standing for one word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mask {
    /// Where it stands.
    pub(super) span: Span,
    /// It stands for one word.
    pub(super) field: bool,
}

/// Code, comments, quoted text, link targets and hashtags outside of sentences are skipped; fields
/// stand for a word. Sorted and disjoint.
pub(super) fn masks(draft: &Draft, fields: &[Field]) -> Vec<Mask> {
    let skipped = draft
        .masks
        .iter()
        .chain(&draft.quoted)
        .chain(&draft.links)
        .map(|span| Mask { span: *span, field: false });
    let tags = feed::tags(draft);
    let tags_outside_sentences = feed::tags_outside_sentences(draft.text.as_str(), &tags)
        .map(|span| Mask { span, field: false });
    let mut masks: Vec<Mask> =
        skipped.chain(tags_outside_sentences).chain(fields.iter().flat_map(field::masks)).collect();
    // Of two that begin together the longer holds the other: a link may begin with a field.
    masks.order_by_key(|mask| (mask.span.start, Reverse(mask.span.end)));
    let mut last = 0;
    masks.retain_mut(|mask| {
        mask.span.start = mask.span.start.max(last);
        let keeps = mask.span.start < mask.span.end;
        if keeps {
            last = mask.span.end;
        }
        keeps
    });
    masks
}

/// The tokens of a stretch, around its masks.
pub(super) fn each_token(text: &str, range: Span, masks: &[Mask], mut each: impl FnMut(Token)) {
    let mut at = range.start;
    for mask in &masks[masks.partition_point(|mask| mask.span.end <= range.start)..] {
        if mask.span.start >= range.end {
            break;
        }
        if mask.span.start > at {
            tokenize(text, Span { start: at, end: mask.span.start }, &[], &mut each);
        }
        if mask.field {
            each(Token { span: mask.span, kind: TokenKind::Field, spaced: false });
        }
        at = at.max(mask.span.end);
    }
    if at < range.end {
        tokenize(text, Span { start: at, end: range.end }, &[], &mut each);
    }
}
