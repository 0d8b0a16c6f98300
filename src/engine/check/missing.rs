//! `missing`: none of these marks is there. One finding, about absence.

use super::{Hit, absence, marks};
use crate::analysis::Analysis;
use crate::pack::check::Missing;

pub fn run(draft: &Analysis, check: &Missing) -> Vec<Hit> {
    let excused = check.unless.iter().any(|label| !draft.marks.of(*label).is_empty());
    if excused
        || !marks(draft, &check.labels, check.parts).is_empty()
        || draft.message().next().is_none()
    {
        return Vec::new();
    }
    vec![Hit { span: absence(draft), whole: true, ..Hit::default() }]
}
