//! A byte range and its small algebra. 32 bits are enough: sources are limited to 1 GiB at the
//! door.

use serde::{Deserialize, Serialize};

use super::step;

/// The first bytes of a text, no more than `most`, up to the end of a character.
pub fn head(text: &str, most: usize) -> &str {
    let end =
        (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    &text[..end]
}

/// A half-open byte range `start..end`. Which text it belongs to is known from the context: a
/// [`super::Text`], or the file.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span of `start..end`; an end before the start gives an empty span at `start`.
    #[inline]
    pub fn new(start: usize, end: usize) -> Self {
        let start = start as u32;
        Span { start, end: (end as u32).max(start) }
    }

    /// First byte, as an index.
    #[inline]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte, as an index.
    #[inline]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    #[inline]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True when no byte is covered.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True when the byte at `offset` is covered.
    #[inline]
    pub fn contains(self, offset: usize) -> bool {
        step(1);
        (self.start()..self.end()).contains(&offset)
    }

    /// True when `other` is wholly inside.
    #[inline]
    pub fn covers(self, other: Span) -> bool {
        step(1);
        self.start <= other.start && other.end <= self.end
    }

    /// True when at least one byte is shared.
    #[inline]
    pub fn overlaps(self, other: Span) -> bool {
        step(1);
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[inline]
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The words under the span, or `""` when it does not fit `text`.
    #[inline]
    pub fn slice(self, text: &str) -> &str {
        step(self.len());
        text.get(self.start()..self.end()).unwrap_or("")
    }
}

/// True when one of `spans`, which are sorted and disjoint, shares a byte with `span`.
pub fn meets(spans: &[Span], span: Span) -> bool {
    spans
        .get(spans.partition_point(|other| other.end <= span.start))
        .is_some_and(|other| other.overlaps(span))
}

/// Sorts and merges overlapping spans.
pub fn tidy(spans: &mut Vec<Span>) {
    spans.sort_unstable();
    spans.dedup_by(|next, kept| {
        let joins = next.start < kept.end;
        if joins {
            *kept = kept.join(*next);
        }
        joins
    });
}

/// The last boundary of a character in `text` that is not behind `at`.
pub fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (at.saturating_sub(3)..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
