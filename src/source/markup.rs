//! What in a body is not prose: code, comments, link targets, stray tags.

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::fields;
use crate::text::{Span, Text, TextBuilder, meets, tidy};

/// Tags that words in a cell or a text file may have.
#[rustfmt::skip]
const TAGS: &[&str] = &[
    "a", "b", "blockquote", "body", "br", "center", "div", "em", "font", "h1", "h2", "h3", "h4", "head", "hr", "html", "i", "img", "li", "ol", "p", "pre",
    "span", "strong", "table", "tbody", "td", "tr", "u", "ul",
];

/// Spans of a text, each list sorted and disjoint.
#[derive(Debug, Default)]
pub struct Markup {
    /// Code, comments and tags.
    pub masks: Vec<Span>,
    /// Comments alone.
    pub comments: Vec<Span>,
    /// Link targets and bare addresses.
    pub links: Vec<Span>,
    /// Words of links, each with its target.
    pub anchors: Vec<(Span, Span)>,
}

/// The words with the line breaks that a script spelt out as `\n`; `None` when it did not. A path
/// (`C:\new`) has none.
pub fn with_line_breaks(words: &Text) -> Option<Text> {
    let text = words.as_str();
    if text.contains('\n') || !text.contains("\\n") {
        return None;
    }
    let (mut builder, mut from) = (TextBuilder::default(), 0);
    for (at, _) in text.match_indices('\\') {
        let word = text[..at].trim_end_matches(|c: char| !c.is_whitespace()).len();
        let path = text[word..].starts_with("\\\\") || text[word..].get(1..3) == Some(":\\");
        let plain = match text.as_bytes().get(at + 1) {
            Some(b'n') if !path => "\n",
            Some(b'r') if text[at + 2..].starts_with("\\n") => "",
            Some(b't') if !path => " ",
            _ => continue,
        };
        if at < from {
            continue;
        }
        builder.push_from(words, Span::new(from, at));
        builder.push(plain, words.to_source(Span::new(at, at + 2)));
        from = at + 2;
    }
    builder.push_from(words, Span::new(from, text.len()));
    Some(builder.finish())
}

/// True when a text is written as HTML; `<your name>` is no tag.
pub fn has_tags(text: &str) -> bool {
    tags(text).next().is_some()
}

/// Finds what is not prose in `text[span]`. Plain text has no inline code and no Markdown links.
pub fn find(text: &str, span: Span, markdown: bool) -> Markup {
    let mut markup = Markup::default();
    let body = span.slice(text);
    let has = |needle: &str| memchr::memmem::find(body.as_bytes(), needle.as_bytes()).is_some();
    if markdown && (has("`") || has("~~") || has("](")) {
        code_and_links(body, span.start(), &mut markup);
    }
    tidy(&mut markup.masks);
    let comments = comments_in(body, span.start());
    markup.comments =
        comments.into_iter().filter(|comment| !meets(&markup.masks, *comment)).collect();
    markup.masks.extend(&markup.comments);
    markup.masks.extend(
        tags(body).map(|tag| Span::new(span.start() + tag.start(), span.start() + tag.end())),
    );
    tidy(&mut markup.masks);
    addresses(body, span.start(), &mut markup);
    tidy(&mut markup.links);
    markup
}

/// The HTML tags in a text.
fn tags(text: &str) -> impl Iterator<Item = Span> + '_ {
    memchr::memchr_iter(b'<', text.as_bytes())
        .filter_map(|at| Some(Span::new(at, at + tag(&text[at..], TAGS)?)))
}

/// The length of the tag that `text` begins with, when it has one of these names.
fn tag(text: &str, names: &[&str]) -> Option<usize> {
    let tag = text.strip_prefix('<')?.trim_start_matches('/');
    let name = &tag[..tag.find(|c: char| !c.is_ascii_alphanumeric())?];
    let known = names.iter().any(|known| known.eq_ignore_ascii_case(name))
        && tag[name.len()..].starts_with(['>', '/', ' ', '\t', '\r', '\n']);
    // Where another one opens first, this was a mere `<`.
    let end = tag.find(['<', '>']).filter(|end| known && tag[*end..].starts_with('>'))?;
    Some(text.len() - tag.len() + end + 1)
}

/// Tags that part no words: the length of the one, or of the comment, that `text` begins with.
pub fn inline_tag(text: &str) -> Option<usize> {
    const INLINE: &[&str] = &["a", "b", "em", "font", "i", "span", "strong", "u", "wbr"];
    // A comment that parts a word is short: longer ones are not looked for to their end.
    const LONGEST: usize = 200;
    if text.starts_with("<!--") {
        let near = &text.as_bytes()[..text.len().min(LONGEST)];
        let end = memchr::memmem::find(near, b"-->")? + 3;
        // What is said to germane stays.
        return (!text[..end].contains("germane")).then_some(end);
    }
    tag(text, INLINE)
}

/// True for words that tags lay out. Where line ends do it, tags are what an editor left behind.
pub fn is_html(text: &str) -> bool {
    tags(text).count() > memchr::memchr_iter(b'\n', text.as_bytes()).count()
}

/// True for a text that is HTML although its name does not say so: it starts with a tag, or has
/// more of them than lines.
pub fn is_laid_out(text: &str) -> bool {
    tags(text).next().is_some_and(|tag| {
        text[..tag.start()].trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty()
    }) || is_html(text)
}

fn code_and_links(body: &str, base: usize, markup: &mut Markup) {
    let mut fence = None;
    for (event, range) in Parser::new_ext(body, Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
        let span = Span::new(base + range.start, base + range.end);
        match event {
            Event::Code(_) => markup.masks.push(span),
            // An indented block is how people set off a quotation or a list in a mail, not code.
            Event::Start(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Fenced(_))) => {
                fence = Some(span)
            }
            // No reader gets it as said.
            Event::Start(Tag::Strikethrough) if body[range.clone()].starts_with("~~") => {
                markup.masks.push(span)
            }
            Event::Start(Tag::Image { link_type: LinkType::Inline, .. }) => {
                let words = &body[range.clone()];
                let at = words.rfind("](").unwrap_or(words.len());
                // Words stand in place of the picture; one or two are its name.
                match words.get(2..at).is_some_and(|words| words.split_whitespace().count() > 2) {
                    true => markup.masks.extend([
                        Span::new(span.start(), span.start() + 2),
                        Span::new(span.start() + at, span.end()),
                    ]),
                    false => markup.masks.push(span),
                }
            }
            Event::End(TagEnd::CodeBlock) => markup.masks.extend(fence.take()),
            Event::Start(Tag::Link { link_type: LinkType::Inline, .. }) => {
                let words = &body[range.clone()];
                if let Some(at) = words.rfind("](") {
                    let target =
                        Span::new(base + range.start + at + 2, base + range.end.max(1) - 1);
                    markup.links.push(target);
                    markup
                        .anchors
                        .push((Span::new(base + range.start + 1, base + range.start + at), target));
                }
            }
            _ => {}
        }
    }
}

/// The comments in a text, of Markdown, HTML or a template language; `base` is added to every span.
pub fn comments_in(body: &str, base: usize) -> Vec<Span> {
    let mut found: Vec<Span> = fields::comments(body);
    let mut at = 0;
    while let Some(open) =
        memchr::memmem::find(&body.as_bytes()[at..], b"<!--").map(|found| at + found)
    {
        let close = memchr::memmem::find(&body.as_bytes()[open + 4..], b"-->")
            .map(|found| open + 4 + found + 3);
        found.push(Span::new(open, close.unwrap_or(body.len())));
        at = close.unwrap_or(body.len());
    }
    found.extend(line_comments(body));
    tidy(&mut found);
    found.iter().map(|comment| Span::new(base + comment.start(), base + comment.end())).collect()
}

/// Labels of links that nothing refers to, with which people write comments that no page shows:
/// `[//]: # (words)`.
pub const UNSEEN_LINKS: &[&str] = &["[//]:", "[comment]:"];

/// True for a line that is such a comment.
pub fn is_line_comment(line: &str) -> bool {
    UNSEEN_LINKS.iter().any(|label| {
        line.strip_prefix(label).is_some_and(|rest| rest.trim_start().starts_with(['#', '<']))
    })
}

/// The lines of a text that are comments.
fn line_comments(body: &str) -> impl Iterator<Item = Span> + '_ {
    let places = UNSEEN_LINKS.iter().flat_map(|label| body.match_indices(label).map(|(at, _)| at));
    places.filter(|at| *at == 0 || body.as_bytes()[at - 1] == b'\n').filter_map(|at| {
        let line = body[at..].lines().next().unwrap_or_default();
        is_line_comment(line).then(|| Span::new(at, at + line.len()))
    })
}

/// Addresses without a scheme that nothing else looks like: `port.example/tides`, with a path
/// below a name in small letters, and places at which anybody may put a site.
fn plain_addresses(body: &str) -> impl Iterator<Item = Span> + '_ {
    /// Ends of domains that are no ends of files or of parts of a program.
    #[rustfmt::skip]
    const ENDS: &[&str] = &[
        "com", "org", "net", "io", "dev", "app", "ai", "co", "eu", "uk", "de", "fr", "es", "it", "nl", "be", "ch", "at", "dk", "se", "no", "fi", "ie",
        "pt", "pl", "ca", "au", "us", "in", "br", "ly", "me", "gg", "example", "edu", "gov", "info", "xyz", "shop", "store", "site", "tech", "so", "to",
    ];
    #[rustfmt::skip]
    const HOSTS: &[&str] = &[
        ".vercel.app", ".netlify.app", ".github.io", ".gitlab.io", ".pages.dev", ".web.app", ".fly.dev", ".herokuapp.com", ".streamlit.app",
        ".notion.site", ".substack.com", ".gumroad.com", ".carrd.co", ".webflow.io", ".onrender.com",
    ];
    let inside = |at: usize| {
        let bytes = body.as_bytes();
        at > 0
            && bytes[at - 1].is_ascii_alphanumeric()
            && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase)
    };
    let mut read = 0;
    memchr::memchr_iter(b'.', body.as_bytes()).filter(move |at| inside(*at)).filter_map(move |at| {
        if at < read {
            return None;
        }
        let from = body[..at].trim_end_matches(|c: char| !c.is_whitespace()).len();
        read = body[at..].find(char::is_whitespace).map_or(body.len(), |gap| at + gap);
        let word = &body[from..read];
        // What is merged in, or labelled, is no plain address.
        if word.contains(['{', '[', '<', '|']) {
            return None;
        }
        let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '/');
        let (host, path) = word.split_once('/').unwrap_or((word, ""));
        let (name, end) = host.rsplit_once('.')?;
        let small = |byte: u8| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.')
        };
        let is_host = name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && !name.contains("..")
            && host.bytes().all(small)
            && ENDS.contains(&end);
        let has_path = path.starts_with(|c: char| c.is_ascii_alphanumeric()) && path.is_ascii();
        let hosted = path.is_empty() && HOSTS.iter().any(|place| host.ends_with(place));
        let start = word.as_ptr() as usize - body.as_ptr() as usize;
        (is_host && (has_path || hosted)).then(|| Span::new(start, start + word.len()))
    })
}

fn addresses(body: &str, base: usize, markup: &mut Markup) {
    tidy(&mut markup.links);
    let plain = plain_addresses(body).map(|span| Span::new(base + span.start(), base + span.end()));
    let plain: Vec<Span> =
        plain.filter(|span| !meets(&markup.links, *span) && !meets(&markup.masks, *span)).collect();
    markup.links.extend(plain);
    if memchr::memchr2(b':', b'@', body.as_bytes()).is_none() && !body.contains("www.") {
        return;
    }
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url, LinkKind::Email]);
    tidy(&mut markup.links);
    let found = finder.links(body).map(|link| Span::new(base + link.start(), base + link.end()));
    let bare: Vec<Span> =
        found.filter(|span| !meets(&markup.links, *span) && !meets(&markup.masks, *span)).collect();
    markup.links.extend(bare);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_addresses_are_links() {
        let found = |body: &str| {
            plain_addresses(body).map(|span| span.slice(body).to_string()).collect::<Vec<_>>()
        };
        for (body, link) in [
            ("The log: port.example/log, and its key.", "port.example/log"),
            ("(**quay.co.uk/tides**)", "quay.co.uk/tides"),
            ("See\u{a0}board.vercel.app.", "board.vercel.app"),
            ("bit.ly/3xY\nIt is short.", "bit.ly/3xY"),
        ] {
            assert_eq!(found(body), [link], "{body}");
        }
        for body in [
            "Node.js/React, ASP.NET/Core and src/main.rs are read.",
            "self.config.app holds req.body.to and/or os.path.join",
            "Write to ana@port.example/log or https://port.example/log",
            "the U.S./Canada line. e.g./i.e. v1.2/3 {{a.com/b}} port.example",
        ] {
            assert!(found(body).is_empty(), "{body}: {:?}", found(body));
        }
    }
}
