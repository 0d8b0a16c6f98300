//! Fills [`crate::outcome::Outline`]: how the form of a better version is filled in from what is
//! known of the recipient.

use std::collections::HashSet;

use crate::analysis::{Analysis, Mark};
use crate::outcome::{Outline, Relevance};
use crate::reader::Band;
use crate::text::{Span, printable};
use crate::vocabulary::{Channel, Function, label};

/// At most this many of the draft's own concrete words are shown.
const WORDS: usize = 5;

/// Kinds of sentences whose names and numbers are about the sender, or about everybody.
const SELLING: &[Function] =
    &[Function::Pitch, Function::Proof, Function::Ask, Function::Generality, Function::Pressure];

impl Outline {
    /// The outline for a message that readers turned down; one that they were of two minds about
    /// wants single mends, and a post has another shape.
    pub(super) fn new(
        draft: &Analysis,
        band: Option<Band>,
        relevance: Option<&Relevance>,
    ) -> Option<Self> {
        let is_low = matches!(band, Some(Band::BelowGate | Band::Unwelcome));
        if draft.draft.channel == Channel::Post || !is_low {
            return None;
        }
        let said =
            |mark: &Mark| printable(&crate::text::one_line(draft.slice(mark.span))).into_owned();
        let own: Vec<Span> = [label::SELLER_SPECIFIC, label::OWN_NAME, label::ASK]
            .iter()
            .flat_map(|label| draft.marks.of(*label))
            .map(|mark| mark.span)
            .collect();
        let is_own = |mark: &Mark| {
            own.iter().any(|own| own.start < mark.span.end && mark.span.start < own.end)
        };
        let kind =
            |mark: &Mark| Some(draft.judged.get(mark.sentence as usize)?.as_ref()?.function());
        // What a pitch names is the sender's, whoever its grammar is about.
        let is_sold = |mark: &Mark| kind(mark).is_some_and(|kind| SELLING.contains(&kind));
        let mut told = HashSet::new();
        let specifics = draft
            .marks
            .of(label::SPECIFIC)
            .iter()
            .filter(|mark| !is_own(mark) && !is_sold(mark))
            .map(said);
        // A question that anybody could be asked is none to keep.
        let specific = draft.marks.of(label::SPECIFIC_SENTENCE);
        let is_specific = |mark: &Mark| {
            specific.binary_search_by_key(&mark.sentence, |known| known.sentence).is_ok()
        };
        let to_keep =
            |mark: &&Mark| kind(mark) == Some(Function::RealQuestion) && is_specific(mark);
        let best = relevance.and_then(|relevance| relevance.strongest_unused.as_ref());
        Some(Outline {
            fact: best.map(|best| printable(&best.fact).into_owned()),
            idea: best.map(|best| best.idea.clone()),
            words: specifics
                .filter(|words| told.insert(words.to_lowercase()))
                .take(WORDS)
                .collect(),
            question: draft.marks.of(label::READER_QUESTION).iter().find(to_keep).map(said),
        })
    }
}
