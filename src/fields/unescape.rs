//! Escapes that hide a field: Markdown backslashes, HTML entities, percent-encoded braces. Decoded
//! with a map back to the source.

use crate::text::Span;

/// A decoded text and where it came from.
pub(super) struct Decoded {
    /// The text to scan.
    pub text: String,
    /// The masks, in its positions.
    pub masks: Vec<Span>,
    /// Decoded position and source position, wherever the distance between both changes.
    anchors: Vec<(u32, u32)>,
}

impl Decoded {
    /// The source of a span of the decoded text.
    pub fn source(&self, span: Span) -> Span {
        Span::new(self.position(span.start), self.position(span.end))
    }

    fn position(&self, at: u32) -> usize {
        let index = self.anchors.partition_point(|anchor| anchor.0 <= at);
        let (decoded, source) = index.checked_sub(1).map_or((0, 0), |index| self.anchors[index]);
        (source + (at - decoded)) as usize
    }
}

/// What Markdown writers put a backslash before.
const ESCAPED: &[u8] = b"_[]{}<>|*";

const ENTITIES: &[(&str, &str)] = &[
    ("&#123;", "{"),
    ("&#125;", "}"),
    ("&#x7b;", "{"),
    ("&#x7d;", "}"),
    ("&#x7B;", "{"),
    ("&#x7D;", "}"),
    ("&lbrace;", "{"),
    ("&rbrace;", "}"),
    ("&lcub;", "{"),
    ("&rcub;", "}"),
    ("&#91;", "["),
    ("&#93;", "]"),
    ("&lbrack;", "["),
    ("&rbrack;", "]"),
    ("&lsqb;", "["),
    ("&rsqb;", "]"),
    ("&quot;", "\""),
    ("&#34;", "\""),
    ("&apos;", "'"),
    ("&#39;", "'"),
    ("&nbsp;", "\u{a0}"),
    ("&#160;", "\u{a0}"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&laquo;", "«"),
    ("&raquo;", "»"),
    ("&ldquo;", "“"),
    ("&rdquo;", "”"),
    ("&lsquo;", "‘"),
    ("&rsquo;", "’"),
];

/// Decodes the text outside `masks`; `None` when there is nothing to decode.
pub(super) fn decode(text: &str, masks: &[Span]) -> Option<Decoded> {
    let bytes = text.as_bytes();
    let mut decoded = Decoded { text: String::new(), masks: Vec::new(), anchors: Vec::new() };
    let (mut at, mut from, mut given) = (0, 0, masks.iter().peekable());
    while at < bytes.len() {
        if let Some(mask) = given.next_if(|mask| mask.start() <= at) {
            at = at.max(mask.end());
            continue;
        }
        // On to what may begin an escape, or to the next mask.
        let limit = given.peek().map_or(bytes.len(), |mask| mask.start().min(bytes.len()));
        let Some(next) = memchr::memchr3(b'\\', b'&', b'%', &bytes[at..limit]) else {
            at = limit;
            continue;
        };
        at += next;
        let Some((length, plain)) = escape(bytes, at) else {
            at += 1;
            continue;
        };
        decoded.text.push_str(text.get(from..at)?);
        decoded.anchors.push((decoded.text.len() as u32, at as u32));
        decoded.text.push_str(plain);
        at += length;
        from = at;
        decoded.anchors.push((decoded.text.len() as u32, at as u32));
    }
    if decoded.anchors.is_empty() {
        return None;
    }
    decoded.text.push_str(text.get(from..)?);
    decoded.masks = shifted(masks, &decoded.anchors);
    Some(decoded)
}

/// The escape that starts at `at`: its length and what it stands for.
fn escape(bytes: &[u8], at: usize) -> Option<(usize, &'static str)> {
    let rest = &bytes[at..];
    match rest[0] {
        b'\\' => {
            let next = *rest.get(1)?;
            let index = ESCAPED.iter().position(|byte| *byte == next)?;
            Some((2, &"_[]{}<>|*"[index..=index]))
        }
        b'&' => ENTITIES
            .iter()
            .find(|(name, _)| rest.starts_with(name.as_bytes()))
            .map(|(name, plain)| (name.len(), *plain)),
        // Only doubled: one alone is ordinary in an address.
        b'%' => [("%7b%7b", "{{"), ("%7d%7d", "}}")]
            .into_iter()
            .find(|(code, _)| {
                rest.get(..6).is_some_and(|head| head.eq_ignore_ascii_case(code.as_bytes()))
            })
            .map(|(_, plain)| (6, plain)),
        _ => None,
    }
}

/// Masks in decoded positions. No anchor is inside a mask, so its length stays.
fn shifted(masks: &[Span], anchors: &[(u32, u32)]) -> Vec<Span> {
    let mut next = 0;
    let mut last = (0, 0);
    let mut out = Vec::with_capacity(masks.len());
    for mask in masks {
        while let Some(anchor) = anchors.get(next).filter(|anchor| anchor.1 <= mask.start) {
            last = *anchor;
            next += 1;
        }
        let start = (mask.start - last.1 + last.0) as usize;
        out.push(Span::new(start, start + mask.len()));
    }
    out
}
