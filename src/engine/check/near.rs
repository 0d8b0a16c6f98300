//! `near`: marks that have, or lack, another mark beside them. A finding a mark.

use super::{Hit, marks};
use crate::analysis::{Analysis, Mark};
use crate::draft::Parts;
use crate::lexicon::Label;
use crate::pack::Within;

pub fn run(draft: &Analysis, labels: &[Label], others: &[Label], present: bool, within: Within, parts: Parts) -> Vec<Hit> {
    let around = marks(draft, others, parts.union(Parts::MESSAGE));
    let mut hits = Vec::new();
    for mark in marks(draft, labels, parts) {
        let other = around.iter().find(|other| other.span != mark.span && is_near(draft, &mark, other, within));
        if other.is_some() == present {
            hits.push(Hit { span: mark.span, other: other.map(|other| other.span).unwrap_or_default(), ..Hit::default() });
        }
    }
    hits
}

fn is_near(draft: &Analysis, mark: &Mark, other: &Mark, within: Within) -> bool {
    let paragraph = |mark: &Mark| draft.sentences[mark.sentence as usize].paragraph;
    match within {
        Within::Sentence => mark.sentence == other.sentence,
        Within::Paragraph => paragraph(mark) == paragraph(other),
        Within::Message => true,
        Within::Words(words) => {
            let at = |offset: u32| draft.tokens.partition_point(|token| token.span.start < offset);
            let (low, high) = if mark.span.start <= other.span.start { (mark, other) } else { (other, mark) };
            at(high.span.start).saturating_sub(at(low.span.end)) <= words as usize
        }
    }
}
