//! One message in a Markdown or text file: front matter, or headers at the top, or nothing but the words.

use super::{Problem, allow, front_matter, html, markup};
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
    for header in headers(file.as_str(), &mut body) {
        let value = header.value.slice(file.as_str());
        match header.part {
            Some(part) => section(&mut draft, &mut builder, part, |builder| markup::push_unescaped(builder, file, header.value)),
            None if header.name == "to" => draft.meta.to = draft.meta.to.take().or(Some(Address::parse(value))),
            None if header.name == "from" => draft.meta.from = draft.meta.from.take().or(Some(Address::parse(value))),
            None => {}
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
    name: String,
    part: Option<Part>,
    value: Span,
}

/// Headers that start a text (`Subject: ...`, also in bold). Moves `body` past them; needs a subject to believe in any.
fn headers(text: &str, body: &mut usize) -> Vec<Header> {
    let mut found: Vec<Header> = Vec::new();
    let mut at = *body + (text[*body..].len() - text[*body..].trim_start_matches(['\u{feff}', '\n', '\r', ' ', '\t']).len());
    for line in lines(&text[at..]) {
        let bare = line.trim_start_matches("**");
        let Some((name, value)) = bare.split_once(':') else { break };
        let name = name.trim_end_matches("**").to_ascii_lowercase();
        let part = match name.as_str() {
            "subject" | "subject line" => Some(Part::Subject),
            "preview" | "preview text" | "preheader" => Some(Part::Preheader),
            "to" | "from" | "cc" | "bcc" | "reply-to" | "date" => None,
            _ => break,
        };
        let value = value.trim_start_matches("**").trim();
        let start = value.as_ptr() as usize - text.as_ptr() as usize;
        found.push(Header { name, part, value: Span::new(start, start + value.len()) });
        at += line.len();
    }
    if found.iter().any(|header| header.part == Some(Part::Subject)) {
        *body = at;
        found
    } else {
        Vec::new()
    }
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

fn introduces_quote(line: &str) -> bool {
    let wrote = line.ends_with("wrote:") && (line.starts_with("On ") || line.contains('@'));
    wrote
        || (line.starts_with("-----") && line.to_ascii_lowercase().contains("original message"))
        || line.starts_with("---------- Forwarded message")
}

/// True when a text that nobody pointed at looks like a message: a marker in its front matter, a subject header, a greeting.
pub fn looks_like_message(text: &str) -> bool {
    let mut body = 0;
    if let Some((span, after)) = front_matter::block(text) {
        let marked = lines(span.slice(text)).any(|line| {
            ["subject:", "subject_line:", "thread:", "post:", "touch:"].iter().any(|marker| line.to_ascii_lowercase().starts_with(marker))
        });
        if marked {
            return true;
        }
        body = after;
    }
    if !headers(text, &mut body).is_empty() {
        return true;
    }
    let first =
        lines(&text[body..]).map(|line| line.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n'])).find(|line| !line.is_empty()).unwrap_or("");
    greets(first)
}

/// True for a line that greets somebody.
pub fn greets(line: &str) -> bool {
    let greeting = ["hi", "hello", "hey", "dear", "good morning", "good afternoon"].iter().any(|greeting| {
        line.get(..greeting.len()).is_some_and(|head| head.eq_ignore_ascii_case(greeting))
            && line[greeting.len()..].starts_with([' ', ',', '!'])
    });
    greeting && line.len() < 80
}
