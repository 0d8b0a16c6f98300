//! Opaque bodies: one field, and no words. What the reader gets stands in the list that fills it.

use crate::draft::Draft;
use crate::fields::{self, Hints};
use crate::text::{About, Problem};

/// No field is longer, in bytes.
const LONGEST_FIELD: usize = 200;

/// Marks a draft of which the body is one field, and says so.
pub fn report(draft: &mut Draft, problems: &mut Vec<Problem>) {
    let body = draft.body().slice(draft.text.as_str());
    if draft.opaque
        || body.len() >= LONGEST_FIELD
        || !fields::is_opaque(body, &fields::scan(body, &[], &Hints::default()))
    {
        return;
    }
    draft.opaque = true;
    if draft.elsewhere.is_none() {
        let message =
            format!("opaque: this body is only `{}`; its text is in the lead list", body.trim());
        let at = draft.text.to_source(draft.body());
        problems.push(
            Problem::warning(at, message)
                .hint("`--leads LIST` checks it with every row of the list")
                .about(About::OpaqueBody),
        );
    }
}
