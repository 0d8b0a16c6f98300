//! `near`: marks that have, or lack, another mark beside them. A finding a mark.

use super::{Hit, marks};
use crate::analysis::{Analysis, MAX_TOKENS, Mark};
use crate::pack::check::{Near, Within};
use crate::vocabulary::Parts;

pub fn run(draft: &Analysis, check: &Near) -> Vec<Hit> {
    let around = marks(draft, &check.others, check.parts.union(Parts::MESSAGE));
    let mut hits = Vec::new();
    for mark in marks(draft, &check.labels, check.parts) {
        let candidates = candidates(draft, &mark, &around, check.within);
        let other = candidates.iter().find(|other| is_near(draft, &mark, other, check.within));
        if other.is_some() == check.present {
            hits.push(Hit {
                span: mark.span,
                other: other.map(|other| other.span).unwrap_or_default(),
                ..Hit::default()
            });
        }
    }
    hits
}

/// Those of `around` (in order of place) that can be near, so that a long text costs no more than
/// its marks.
fn candidates<'m>(draft: &Analysis, mark: &Mark, around: &'m [Mark], within: Within) -> &'m [Mark] {
    let paragraph = |mark: &Mark| draft.sentence_of(mark).map(|sentence| sentence.paragraph);
    let stretch = |before: &dyn Fn(&Mark) -> bool, inside: &dyn Fn(&Mark) -> bool| {
        let rest = &around[around.partition_point(|other| before(other))..];
        &rest[..rest.partition_point(|other| inside(other))]
    };
    match within {
        Within::Sentence => stretch(&|other| other.sentence < mark.sentence, &|other| {
            other.sentence == mark.sentence
        }),
        Within::Paragraph => stretch(&|other| paragraph(other) < paragraph(mark), &|other| {
            paragraph(other) == paragraph(mark)
        }),
        Within::Message => around,
        Within::Words(words) => {
            // The longest mark that may begin further away and still reach here is a sentence.
            let longest = MAX_TOKENS as usize;
            let first = token(draft, mark.span.start).saturating_sub(words as usize + longest);
            let last = token(draft, mark.span.end) + words as usize;
            stretch(&|other| token(draft, other.span.start) < first, &|other| {
                token(draft, other.span.start) <= last
            })
        }
    }
}

/// Number of the token at or after a byte.
fn token(draft: &Analysis, offset: u32) -> usize {
    draft.tokens.partition_point(|token| token.span.start < offset)
}

fn is_near(draft: &Analysis, mark: &Mark, other: &Mark, within: Within) -> bool {
    if other.span == mark.span {
        return false;
    }
    let Within::Words(words) = within else { return true };
    let (low, high) =
        if mark.span.start <= other.span.start { (mark, other) } else { (other, mark) };
    token(draft, high.span.start).saturating_sub(token(draft, low.span.end)) <= words as usize
}
