//! What in a body is not prose: code, comments, link targets; and the escapes that editors put before brackets and underscores.

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::text::{Span, Text, TextBuilder};

/// Spans of a text, each list sorted and disjoint.
#[derive(Debug, Default)]
pub struct Markup {
    /// Code and comments.
    pub masks: Vec<Span>,
    /// Comments alone.
    pub comments: Vec<Span>,
    /// Link targets and bare addresses.
    pub links: Vec<Span>,
}

/// Appends `file[span]` without the backslashes that Markdown editors put before the characters of merge fields.
pub fn push_unescaped(builder: &mut TextBuilder, file: &Text, span: Span) {
    let bytes = file.as_str().as_bytes();
    let mut from = span.start();
    for at in memchr::memchr_iter(b'\\', &bytes[span.start()..span.end()]).map(|at| at + span.start()) {
        if at >= from && bytes.get(at + 1).is_some_and(|next| matches!(next, b'_' | b'[' | b']' | b'{' | b'}')) && at + 1 < span.end() {
            builder.push_from(file, Span::new(from, at));
            from = at + 1;
        }
    }
    builder.push_from(file, Span::new(from, span.end()));
}

/// Tags by which a text is told to be HTML; `<your name>` is none.
const TAGS: &[&str] = &[
    "p",
    "br",
    "div",
    "span",
    "a",
    "b",
    "i",
    "u",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "table",
    "html",
    "head",
    "body",
    "img",
    "font",
    "h1",
    "h2",
    "h3",
    "blockquote",
    "hr",
    "center",
    "!doctype",
];

/// True when a text is written as HTML.
pub fn has_tags(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        let name: String =
            text[at + 1..].trim_start_matches('/').chars().take(11).take_while(|c| c.is_alphanumeric() || *c == '!').collect();
        let after = text[at + 1..].trim_start_matches('/').get(name.len()..).unwrap_or_default();
        TAGS.contains(&name.to_ascii_lowercase().as_str()) && after.starts_with(['>', ' ', '/', '\n', '\t', '\r'])
    })
}

/// Finds what is not prose in `text[span]`. Plain text has no inline code and no Markdown links.
pub fn find(text: &str, span: Span, markdown: bool) -> Markup {
    let mut markup = Markup::default();
    let body = span.slice(text);
    let has = |needle: &str| memchr::memmem::find(body.as_bytes(), needle.as_bytes()).is_some();
    if markdown && (has("`") || has("~~~") || has("](")) {
        code_and_links(body, span.start(), &mut markup);
    }
    if has("<!--") {
        comments(body, span.start(), &mut markup);
    }
    markup.masks.extend(&markup.comments);
    tidy(&mut markup.masks);
    addresses(body, span.start(), &mut markup);
    tidy(&mut markup.links);
    markup
}

fn code_and_links(body: &str, base: usize, markup: &mut Markup) {
    let mut fence = None;
    for (event, range) in Parser::new_ext(body, Options::empty()).into_offset_iter() {
        let span = Span::new(base + range.start, base + range.end);
        match event {
            Event::Code(_) => markup.masks.push(span),
            // An indented block is how people set off a quotation or a list in a mail, not code.
            Event::Start(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Fenced(_))) => fence = Some(span),
            Event::End(TagEnd::CodeBlock) => markup.masks.extend(fence.take()),
            Event::Start(Tag::Link { link_type: LinkType::Inline, .. }) => {
                let words = &body[range.clone()];
                if let Some(at) = words.rfind("](") {
                    markup.links.push(Span::new(base + range.start + at + 2, base + range.end.max(1) - 1));
                }
            }
            _ => {}
        }
    }
}

fn comments(body: &str, base: usize, markup: &mut Markup) {
    let mut at = 0;
    while let Some(open) = memchr::memmem::find(&body.as_bytes()[at..], b"<!--").map(|found| at + found) {
        let close = memchr::memmem::find(&body.as_bytes()[open + 4..], b"-->").map(|found| open + 4 + found + 3);
        let span = Span::new(base + open, base + close.unwrap_or(body.len()));
        if !markup.masks.iter().any(|mask| mask.overlaps(span)) {
            markup.comments.push(span);
        }
        at = span.end() - base;
    }
}

fn addresses(body: &str, base: usize, markup: &mut Markup) {
    if memchr::memchr2(b':', b'@', body.as_bytes()).is_none() && !body.contains("www.") {
        return;
    }
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url, LinkKind::Email]);
    for link in finder.links(body) {
        let span = Span::new(base + link.start(), base + link.end());
        if !markup.links.iter().chain(&markup.masks).any(|other| other.overlaps(span)) {
            markup.links.push(span);
        }
    }
}

/// Sorts and merges overlapping spans.
pub fn tidy(spans: &mut Vec<Span>) {
    spans.sort_unstable();
    spans.dedup_by(|next, kept| {
        let joins = next.start < kept.end;
        if joins {
            *kept = kept.join(*next);
        }
        joins
    });
}
