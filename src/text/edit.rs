//! Edits of a file: a stretch of bytes and what is to stand in its place.

use crate::order::InOrder;

use super::Span;

/// One edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes; empty for an insertion.
    pub span: Span,
    /// What comes in its place; empty for a deletion.
    pub text: String,
}

/// Those of `edits` (with anything beside them) that can be made together, in order of place. Of
/// two that meet the first one stays.
pub fn disjoint<T>(mut edits: Vec<(Edit, T)>) -> Vec<(Edit, T)> {
    edits.order_by_key(|(edit, _)| (edit.span.start, edit.span.end));
    let mut end = None;
    edits.retain(|(edit, _)| {
        let free = end.is_none_or(|end| {
            edit.span.start >= end && !(edit.span.is_empty() && edit.span.start == end)
        });
        if free {
            end = Some(edit.span.end);
        }
        free
    });
    edits
}

/// `bytes` with all `edits` made. They are disjoint and in order of place; what does not fit the
/// bytes is left out.
pub fn apply<'e>(bytes: &[u8], edits: impl IntoIterator<Item = &'e Edit>) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    for edit in edits {
        if edit.span.start() < at || edit.span.end() > bytes.len() {
            continue;
        }
        out.extend_from_slice(&bytes[at..edit.span.start()]);
        out.extend_from_slice(edit.text.as_bytes());
        at = edit.span.end();
    }
    out.extend_from_slice(&bytes[at..]);
    out
}
