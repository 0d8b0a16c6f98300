//! One message in a Markdown or text file: front matter, or headers at the top, or nothing but the words.

use super::label::{self, Label};
use super::{Problem, allow, front_matter, html, markup, opening};
use crate::draft::{Address, Draft, Part, Section};
use crate::text::{Span, Text, TextBuilder, lines};
use crate::yaml;

/// Reads the whole file as one message. Never fails: an empty file is a draft without words.
pub fn read(file: &Text, markdown: bool, problems: &mut Vec<Problem>) -> Draft {
    read_titled(file, markdown, None, problems)
}

/// Reads a file whose subject line stands in another file.
pub fn read_titled(file: &Text, markdown: bool, subject: Option<&str>, problems: &mut Vec<Problem>) -> Draft {
    let mut draft = Draft::default();
    let mut builder = TextBuilder::default();
    let mut body = 0;
    if let Some(subject) = subject {
        section(&mut draft, &mut builder, Part::Subject, |builder| builder.push_glue(subject));
    }
    if let Some((span, after)) = front_matter::block(file.as_str()) {
        let found = front_matter::read(file, span, problems);
        for node in &found.subjects {
            section(&mut draft, &mut builder, Part::Subject, |builder| scalar(builder, file, node));
        }
        if let Some(node) = &found.preview {
            section(&mut draft, &mut builder, Part::Preheader, |builder| scalar(builder, file, node));
        }
        draft.meta = found.meta;
        draft.channel = found.channel;
        body = after;
    }
    for Header { label, value: span } in headers(file.as_str(), &mut body) {
        let value = span.slice(file.as_str());
        match label {
            Label::Subject => section(&mut draft, &mut builder, Part::Subject, |builder| markup::push_unescaped(builder, file, span)),
            Label::Preview => section(&mut draft, &mut builder, Part::Preheader, |builder| markup::push_unescaped(builder, file, span)),
            Label::To => draft.meta.to = draft.meta.to.take().or(Some(Address::parse(value))),
            Label::From => draft.meta.from = draft.meta.from.take().or(Some(Address::parse(value))),
            _ => {}
        }
    }
    section(&mut draft, &mut builder, Part::Body, |builder| {
        markup::push_unescaped(builder, file, Span::new(body, file.as_str().len()));
    });
    finish(&mut draft, builder, markdown, problems);
    draft
}

/// Adds the words of a cell or a field as the body, and finishes the draft. Words that tags lay out are read as HTML.
pub fn body(draft: &mut Draft, mut builder: TextBuilder, words: &Text, markdown: bool, problems: &mut Vec<Problem>) {
    if markup::is_html(words.as_str()) {
        return html::page(words, problems).write(draft, builder, problems);
    }
    section(draft, &mut builder, Part::Body, |builder| markup::push_unescaped(builder, words, words.whole()));
    finish(draft, builder, markdown, problems);
}

/// Gives a draft its text, once all sections are in it, and finds what in the body is not prose.
pub fn finish(draft: &mut Draft, builder: TextBuilder, markdown: bool, problems: &mut Vec<Problem>) {
    draft.text = builder.finish();
    let body = draft.body();
    let found = markup::find(draft.text.as_str(), body, markdown);
    draft.allows = allow::read(&draft.text, body, &found.comments, problems);
    draft.quoted = quoted(draft.text.as_str(), body);
    draft.masks = found.masks;
    draft.links = found.links;
    draft.anchors = found.anchors;
}

/// Adds a section; sections are kept apart by a line end that stands nowhere in the file.
pub fn section(draft: &mut Draft, builder: &mut TextBuilder, part: Part, push: impl FnOnce(&mut TextBuilder)) {
    if !builder.is_empty() {
        builder.push_glue("\n");
    }
    let start = builder.len();
    push(builder);
    draft.sections.push(Section { part, span: Span::new(start, builder.len()) });
}

fn scalar(builder: &mut TextBuilder, file: &Text, node: &yaml::Node) {
    let text = decoded(file, node);
    builder.push_from(&text, text.whole());
}

/// A scalar of a YAML or JSON file as text, with the way back to the file.
pub fn decoded(file: &Text, node: &yaml::Node) -> Text {
    let mut inner = TextBuilder::default();
    yaml::align(node.as_str().unwrap_or_default(), node.span.slice(file.as_str()), node.span.start(), &mut inner);
    inner.finish().through(file)
}

struct Header {
    label: Label,
    value: Span,
}

/// Headers that start a text (`Subject: ...`, also in bold and in other languages). Moves `body` past them, and past a rule below them;
/// needs a subject to believe in any. Comments above them belong to the body, so that they can allow something.
fn headers(text: &str, body: &mut usize) -> Vec<Header> {
    let mut found: Vec<Header> = Vec::new();
    let mut at = *body + (text[*body..].len() - text[*body..].trim_start_matches(['\u{feff}', '\n', '\r', ' ', '\t']).len());
    for line in lines(&text[at..]) {
        let Some(header) = label::read(line).filter(|header| !header.listed) else { break };
        if !matches!(header.label, Label::Subject | Label::Preview | Label::To | Label::From | Label::Header) {
            break;
        }
        let start = header.value.as_ptr() as usize - text.as_ptr() as usize;
        found.push(Header { label: header.label, value: Span::new(start, start + header.value.len()) });
        at += line.len();
    }
    if !found.iter().any(|header| header.label == Label::Subject) {
        return Vec::new();
    }
    let below = text[at..].trim_start_matches(['\n', '\r', ' ', '\t']);
    let rule = below
        .split_inclusive('\n')
        .next()
        .filter(|line| line.trim().len() >= 3 && line.trim().bytes().all(|byte| matches!(byte, b'-' | b'*' | b'_' | b'=')));
    *body = rule.map_or(at, |rule| text.len() - below.len() + rule.len());
    found
}

/// What somebody else wrote: lines after `>`, and everything below the line that introduces an old message.
fn quoted(text: &str, body: Span) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut at = body.start();
    for line in lines(body.slice(text)) {
        let bare = line.trim();
        let span = Span::new(at, at + line.len());
        if introduces_quote(bare) {
            spans.push(Span::new(at, body.end()));
            break;
        }
        if bare.starts_with('>') {
            match spans.last_mut() {
                Some(last) if last.end() == at => last.end = span.end,
                _ => spans.push(span),
            }
        }
        at = span.end();
    }
    spans
}

/// True for the line that introduces an old message.
pub fn introduces_quote(line: &str) -> bool {
    let wrote = line.ends_with("wrote:") && (line.starts_with("On ") || line.contains('@'));
    wrote
        || (line.starts_with("-----") && line.to_ascii_lowercase().contains("original message"))
        || line.starts_with("---------- Forwarded message")
}

/// True when a text that nobody pointed at looks like a message: a marker in its front matter, a subject header, a greeting.
pub fn looks_like_message(text: &str) -> bool {
    let mut body = 0;
    if let Some((span, after)) = front_matter::block(text) {
        if front_matter::is_marked(span.slice(text)) {
            return true;
        }
        body = after;
    }
    if !headers(text, &mut body).is_empty() {
        return true;
    }
    let mut lines = lines(&text[body..])
        .map(|line| line.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']))
        .skip_while(|line| line.is_empty() || line.starts_with("<!--"));
    let first = lines.next().unwrap_or("");
    // A name alone is a greeting when it stands apart.
    opening::greets(first) || opening::is_greeting(first) && lines.next() == Some("")
}
