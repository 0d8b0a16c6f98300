//! What is never copy, whoever sends it: comments, style sheets, scripts, raw sections of template
//! languages.

use super::pairs::Seek;
use crate::text::Span;

const SECTIONS: &[(&str, &str)] = &[
    ("<!--", "-->"),
    ("<style", "</style>"),
    ("<STYLE", "</STYLE>"),
    ("<script", "</script>"),
    ("<SCRIPT", "</SCRIPT>"),
];

/// Comments of template languages: Handlebars, Blade, Go, Jinja and Twig, Smarty, MDX, Liquid,
/// FreeMarker, JSP, ERB, and those of notes in Obsidian; and AMPscript, which is no more for a
/// reader than they are.
const COMMENTS: &[(&str, &str)] = &[
    ("{{!--", "--}}"),
    ("{{!", "}}"),
    ("{{--", "--}}"),
    ("{{/*", "*/}}"),
    ("{#", "#}"),
    ("{* ", " *}"),
    ("{/*", "*/}"),
    ("{% #", "%}"),
    ("{%- #", "%}"),
    ("%% ", " %%"),
    ("<#--", "-->"),
    ("<%--", "--%>"),
    ("<%#", "%>"),
    ("%%[", "]%%"),
];

/// No comment between per cents is longer, in bytes.
const LONGEST: usize = 1000;

const RAW: &[(&str, &str)] =
    &[("raw", "endraw"), ("comment", "endcomment"), ("verbatim", "endverbatim")];

/// The comments of template languages in a text, in order. A name alone between the marks is a
/// field that looks like one.
pub fn comments(text: &str) -> Vec<Span> {
    let (bytes, mut seek, mut at, mut found) = (text.as_bytes(), Seek::default(), 0, Vec::new());
    while let Some(open) = memchr::memchr3(b'<', b'{', b'%', &bytes[at..]) {
        at += open;
        let block =
            if text[at..].starts_with("{%") { tag(text, at, &RAW[1..2], &mut seek) } else { None };
        let end = block.or_else(|| comment(text, at, &mut seek));
        let inner = |end: usize| {
            text[at..end].trim_matches(|c: char| matches!(c, '{' | '}' | '!' | '#' | '-'))
        };
        match end.filter(|end| {
            inner(*end).contains(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')))
        }) {
            Some(end) => {
                found.push(Span::new(at, end));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

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
        let Some(open) = memchr::memchr3(b'<', b'{', b'%', &bytes[at..limit.max(at)]) else {
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
    if rest.starts_with("{%")
        && let Some(end) = tag(text, at, RAW, seek)
    {
        return Some(end);
    }
    match SECTIONS.iter().find(|(open, _)| rest.starts_with(open)) {
        Some((open, close)) => seek.next(text, close, at + open.len()).map(|end| end + close.len()),
        None => comment(text, at, seek),
    }
}

/// The end of the section of Liquid and its kin that opens at `at` with one of `tags`.
fn tag(text: &str, at: usize, tags: &[(&str, &'static str)], seek: &mut Seek) -> Option<usize> {
    let tag = text.get(at + 2..)?;
    let tag = tag.strip_prefix('-').unwrap_or(tag).trim_start_matches(' ');
    let (_, close) = tags.iter().find(|(open, _)| {
        tag.strip_prefix(open).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })?;
    let close = seek.next(text, close, at)?;
    seek.next(text, "%}", close).map(|end| end + 2)
}

/// The end of the comment that starts at `at`.
fn comment(text: &str, at: usize, seek: &mut Seek) -> Option<usize> {
    let rest = text.get(at..)?;
    let (open, close) = COMMENTS.iter().find(|(open, _)| rest.starts_with(open))?;
    // `{{#if}}` opens a block, not a comment.
    if *open == "{#" && at > 0 && text.as_bytes()[at - 1] == b'{' {
        return None;
    }
    let end = seek.next(text, close, at + open.len()).map(|end| end + close.len())?;
    // Per cents may stand in any two paragraphs.
    let near = *open != "%% " || end - at <= LONGEST && !text[at..end].contains("\n\n");
    near.then_some(end)
}
