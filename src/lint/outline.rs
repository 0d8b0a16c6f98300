//! What a better version of a draft would be made of: a form to fill in from what is known, and no finished prose.

use std::collections::HashSet;

use crate::analysis::Analysis;
use crate::outcome::{Outline, Relevance};
use crate::reader::Band;
use crate::text::{Span, printable};
use crate::vocabulary::{Channel, label};

/// So many of the draft's own concrete words are shown.
const WORDS: usize = 5;

impl Outline {
    /// The outline for a message that readers turned down; one that they were of two minds about wants single mends, and a post has
    /// another shape.
    pub(super) fn new(draft: &Analysis, band: Option<Band>, relevance: Option<&Relevance>) -> Option<Self> {
        let is_low = matches!(band, Some(Band::BelowGate | Band::Unwelcome));
        if draft.draft.channel == Channel::Post || !is_low {
            return None;
        }
        let said = |span: Span| printable(&draft.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")).into_owned();
        let own: Vec<Span> = [label::SELLER_SPECIFIC, label::OWN_NAME, label::ASK]
            .iter()
            .flat_map(|label| draft.marks.of(*label))
            .map(|mark| mark.span)
            .collect();
        let is_own = |span: Span| own.iter().any(|own| own.start < span.end && span.start < own.end);
        let mut told = HashSet::new();
        let specifics = draft.marks.of(label::SPECIFIC).iter().filter(|mark| !is_own(mark.span)).map(|mark| said(mark.span));
        let best = relevance.and_then(|relevance| relevance.strongest_unused.as_ref());
        Some(Outline {
            fact: best.map(|best| printable(&best.fact).into_owned()),
            idea: best.map(|best| best.idea.clone()),
            words: specifics.filter(|words| told.insert(words.to_lowercase())).take(WORDS).collect(),
            question: draft.marks.of(label::READER_QUESTION).first().map(|mark| said(mark.span)),
        })
    }
}
