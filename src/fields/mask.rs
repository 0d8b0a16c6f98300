//! What is never copy, whoever sends it: comments, style sheets, scripts, raw sections of template languages.

use super::pairs::Seek;
use crate::text::Span;

const SECTIONS: &[(&str, &str)] = &[
    ("<!--", "-->"),
    ("<style", "</style>"),
    ("<STYLE", "</STYLE>"),
    ("<script", "</script>"),
    ("<SCRIPT", "</SCRIPT>"),
    ("{{!--", "--}}"),
    ("{{!", "}}"),
    ("{#", "#}"),
];

const RAW: &[(&str, &str)] = &[("raw", "endraw"), ("comment", "endcomment"), ("verbatim", "endverbatim")];

/// The caller's masks and those of the text itself, sorted and disjoint.
pub(super) fn widen(text: &str, masks: &[Span]) -> Vec<Span> {
    let (bytes, mut seek) = (text.as_bytes(), Seek::default());
    let mut out: Vec<Span> = Vec::with_capacity(masks.len());
    let (mut at, mut given) = (0, masks.iter().peekable());
    while at < bytes.len() {
        if let Some(mask) = given.next_if(|mask| mask.start() <= at) {
            if mask.end() > at {
                out.push(Span::new(at.max(mask.start()), mask.end()));
                at = mask.end();
            }
            continue;
        }
        // On to what may open a section, or to the next of the caller's masks.
        let limit = given.peek().map_or(bytes.len(), |mask| mask.start().min(bytes.len()));
        let Some(open) = memchr::memchr2(b'<', b'{', &bytes[at..limit.max(at)]) else {
            at = limit.max(at + usize::from(limit <= at));
            continue;
        };
        at += open;
        let end = section(text, at, &mut seek);
        if let Some(end) = end {
            out.push(Span::new(at, end));
        }
        at = end.unwrap_or(at + 1);
    }
    out
}

/// The end of the section that starts at `at`.
fn section(text: &str, at: usize, seek: &mut Seek) -> Option<usize> {
    let rest = text.get(at..)?;
    if let Some(tag) = rest.strip_prefix("{%") {
        let tag = tag.strip_prefix('-').unwrap_or(tag).trim_start_matches(' ');
        let (_, close) =
            RAW.iter().find(|(open, _)| tag.strip_prefix(open).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))?;
        let close = seek.next(text, close, at)?;
        return seek.next(text, "%}", close).map(|end| end + 2);
    }
    let (open, close) = SECTIONS.iter().find(|(open, _)| rest.starts_with(open))?;
    // `{{#if}}` opens a block, not a comment.
    if *open == "{#" && at > 0 && text.as_bytes()[at - 1] == b'{' {
        return None;
    }
    seek.next(text, close, at + open.len()).map(|end| end + close.len())
}
