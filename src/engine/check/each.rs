//! `each`: a finding for every mark.

use super::{Hit, beside, marks};
use crate::analysis::{Analysis, Owner};
use crate::draft::Parts;
use crate::lexicon::Label;

pub fn run(draft: &Analysis, labels: &[Label], parts: Parts, unless: &[Label], about: Option<Owner>, limit: Option<u32>) -> Vec<Hit> {
    let mut found = marks(draft, labels, parts);
    found.retain(|mark| {
        about.is_none_or(|owner| draft.sentences[mark.sentence as usize].owner == owner) && !beside(draft, mark.sentence, unless)
    });
    let n = found.len() as f64;
    let list: std::rc::Rc<[_]> = found.iter().map(|mark| mark.span).collect();
    found.truncate(limit.unwrap_or(u32::MAX) as usize);
    found.into_iter().map(|mark| Hit { span: mark.span, n, list: list.clone(), ..Hit::default() }).collect()
}
