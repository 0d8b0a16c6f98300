//! Steps of a sequence that are sent before the step that stands before them.

use crate::draft::{Draft, Sequence};
use crate::text::{Problem, Span};

/// Reports each step whose day comes before that of the step above it.
pub fn report(sequences: &[Sequence], drafts: &[Draft], problems: &mut Vec<Problem>) {
    for sequence in sequences {
        for pair in sequence.steps.windows(2) {
            let [before, this] = pair else { continue };
            if this.at.zip(before.at).is_none_or(|(this, before)| this >= before) {
                continue;
            }
            let (Some(early), Some(late)) = (this.day(), before.day()) else { continue };
            let when = match early == late {
                true => format!("on day {early} some hours before step {}", before.number),
                false => {
                    format!("on day {early}, before step {}, which is on day {late}", before.number)
                }
            };
            let span = this.arms.first().map_or(sequence.span, |arm| place(&drafts[arm.draft]));
            problems.push(
                Problem::warning(span, format!("step {} is {when}", this.number))
                    .hint("put the steps in the order in which they are sent; a day is counted from the first step, a wait from the step before"),
            );
        }
    }
}

/// Where a draft begins, or is named.
fn place(draft: &Draft) -> Span {
    draft.elsewhere.as_ref().map_or_else(
        || {
            let first = draft.sections.first().map_or(Span::default(), |section| section.span);
            draft.text.to_source(first)
        },
        |file| file.named,
    )
}
