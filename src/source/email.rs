//! One message in a Markdown or text file: front matter, or headers at the top, or nothing but the words.

use super::{Problem, allow, front_matter, html, markup, thread};
use crate::draft::{Address, Allow, Draft, Kind, Part, Section, Thread};
use crate::fields;
use crate::text::{Span, Text, TextBuilder, head};
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
    let top = body;
    let headers = headers(file.as_str(), &mut body);
    let above = headers.first().map_or(Span::new(top, top), |first| Span::new(top, first.value.start()));
    for header in headers {
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
    draft.allows.extend(above_subject(file, above, &draft, problems));
    if let Some((span, _)) = front_matter::block(file.as_str())
        && let Ok(root) = yaml::parse(span.slice(file.as_str()), span.start())
    {
        allow::in_yaml(file, span, &root, std::slice::from_mut(&mut draft), problems);
    }
    draft
}

/// What comments above the headers allow in the subject.
fn above_subject(file: &Text, above: Span, draft: &Draft, problems: &mut Vec<Problem>) -> Vec<Allow> {
    let subject = draft.section(Part::Subject).unwrap_or_default();
    let comments = markup::comments_in(above.slice(file.as_str()), above.start());
    comments.into_iter().filter_map(|comment| allow::one(file, comment, subject, problems)).collect()
}

/// Adds the words of a cell or a field as the body, and finishes the draft. Words that tags lay out are read as HTML.
pub fn body(draft: &mut Draft, mut builder: TextBuilder, words: &Text, markdown: bool, problems: &mut Vec<Problem>) {
    let broken = markup::with_line_breaks(words);
    let words = broken.as_ref().unwrap_or(words);
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
    let others = thread::quoted(draft.text.as_str(), body);
    draft.quoted = others.spans;
    // What stands below shows that they have written before, unless the draft declares that it is the first.
    let first = draft.meta.touch == Some(1) || draft.meta.kind == Some(Kind::Cold);
    if others.answers && !first {
        draft.meta.thread = draft.meta.thread.or(Some(Thread::Reply));
    }
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
    let mut at = above_headers(text, *body);
    for line in text[at..].split_inclusive('\n') {
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

/// Where the headers may begin: below comments, headings and a title, none of which goes to anybody.
fn above_headers(text: &str, from: usize) -> usize {
    const TITLE: usize = 80;
    let mut at = from;
    let mut title = None;
    loop {
        let rest = text[at..].trim_start_matches(['\u{feff}', '\n', '\r', ' ', '\t']);
        at = text.len() - rest.len();
        let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
        let comment = match rest.strip_prefix("<!--") {
            Some(inner) => inner.find("-->").map(|end| "<!--".len() + end + "-->".len()),
            None if rest.starts_with(['{', '<', '%']) => {
                fields::comments(head(rest, COMMENT)).first().filter(|comment| comment.start() == 0).map(|comment| comment.end())
            }
            None => None,
        };
        if let Some(length) = comment {
            at += length;
        } else if line.starts_with('#') && !line.is_empty() {
            at += line.len();
        } else if title.is_none() && !line.is_empty() && line.len() <= TITLE && is_title(line) {
            title = Some(at);
            at += line.len();
        } else {
            // A line that heads nothing is no title.
            return title.filter(|_| !is_header(line)).unwrap_or(at);
        }
    }
}

/// No comment of a template language above headers is longer, in bytes.
const COMMENT: usize = 4096;

/// True for a line that may name a draft: neither a header, nor a greeting, nor a sentence.
fn is_title(line: &str) -> bool {
    let line = line.trim();
    !is_header(line) && !greets(line) && !line.ends_with(['.', '?', '!', ',', ':', ';']) && !line.starts_with(['>', '|', '-', '*', '['])
}

fn is_header(line: &str) -> bool {
    let bare = line.trim_start_matches("**");
    bare.split_once(':').is_some_and(|(name, _)| {
        let name = name.trim_end_matches("**").to_ascii_lowercase();
        ["subject", "subject line", "preview", "preview text", "preheader", "to", "from", "cc", "bcc", "reply-to", "date"]
            .contains(&name.as_str())
    })
}

/// True when a text that nobody pointed at looks like a message: a marker in its front matter, a subject header, a greeting.
pub fn looks_like_message(text: &str) -> bool {
    let mut body = 0;
    if let Some((span, after)) = front_matter::block(text) {
        let marked = span.slice(text).lines().any(|line| {
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
    let first = text[body..].lines().map(|line| line.trim_matches(['\u{feff}', ' ', '\t'])).find(|line| !line.is_empty()).unwrap_or("");
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
