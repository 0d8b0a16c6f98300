//! `missing`: none of these marks is there. One finding, about absence.

use super::{Hit, absence, marks};
use crate::analysis::Analysis;
use crate::draft::Parts;
use crate::lexicon::Label;

pub fn run(draft: &Analysis, labels: &[Label], parts: Parts, unless: &[Label]) -> Vec<Hit> {
    let excused = unless.iter().any(|label| !draft.marks.of(*label).is_empty());
    if excused || !marks(draft, labels, parts).is_empty() || draft.message().next().is_none() {
        return Vec::new();
    }
    vec![Hit { span: absence(draft), whole: true, ..Hit::default() }]
}
