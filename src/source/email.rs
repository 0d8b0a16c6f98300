//! One message in a Markdown or text file: front matter, or headers at the top, or nothing but the
//! words.

use super::assemble::{decoded, finish, section};
use super::label::{self, Label, Labelled};
use super::{allow, front_matter, markup, opening};
use crate::draft::{Address, Allow, Draft};
use crate::fields;
use crate::text::{Problem, Span, Text, TextBuilder, head, lines};
use crate::vocabulary::Part;
use crate::yaml;

/// Reads the whole file as one message. Never fails: an empty file is a draft without words.
pub fn read(file: &Text, markdown: bool, problems: &mut Vec<Problem>) -> Draft {
    read_titled(file, markdown, None, problems)
}

/// Reads a file whose subject line stands in another file.
pub fn read_titled(
    file: &Text,
    markdown: bool,
    subject: Option<&str>,
    problems: &mut Vec<Problem>,
) -> Draft {
    let mut draft = Draft::default();
    let mut builder = TextBuilder::default();
    let mut body = 0;
    if let Some(subject) = subject {
        section(&mut draft, &mut builder, Part::Subject, |builder| builder.push_glue(subject));
    }
    if let Some((span, after)) = front_matter::block(file.as_str()) {
        let found = front_matter::read(file, span, problems);
        draft.meta = found.meta;
        draft.channel = found.channel;
        for node in &found.subjects {
            section(&mut draft, &mut builder, Part::Subject, |builder| scalar(builder, file, node));
        }
        if let Some(node) = &found.preview {
            section(&mut draft, &mut builder, Part::Preheader, |builder| {
                scalar(builder, file, node)
            });
        }
        body = after;
    }
    let top = body;
    let headers = headers(file.as_str(), &mut body);
    let above =
        headers.first().map_or(Span::new(top, top), |first| Span::new(top, first.value.start()));
    for Header { label, value: span } in headers {
        let value = span.slice(file.as_str());
        match label {
            Label::Subject => section(&mut draft, &mut builder, Part::Subject, |builder| {
                builder.push_from(file, span)
            }),
            Label::Preview => section(&mut draft, &mut builder, Part::Preheader, |builder| {
                builder.push_from(file, span)
            }),
            Label::To if draft.meta.to.is_none() => draft.meta.send_to(value),
            Label::From => draft.meta.from = draft.meta.from.take().or(Some(Address::parse(value))),
            _ => {}
        }
    }
    section(&mut draft, &mut builder, Part::Body, |builder| {
        builder.push_from(file, Span::new(body, file.as_str().len()));
    });
    finish(&mut draft, builder, markdown, problems);
    draft.allows.extend(above_subject(file, above, &draft, problems));
    // Hardly any front matter speaks to germane: it is not read a second time for nothing.
    if let Some((span, _)) = front_matter::block(file.as_str())
        && span.slice(file.as_str()).contains(allow::SPEAKS)
        && let Ok((root, parsed)) = front_matter::parse(file, span)
    {
        allow::in_yaml(file, (&parsed, span), &root, std::slice::from_mut(&mut draft), problems);
    }
    draft
}

/// What comments above the headers allow in the subject.
pub fn above_subject(
    file: &Text,
    above: Span,
    draft: &Draft,
    problems: &mut Vec<Problem>,
) -> Vec<Allow> {
    let subject = draft.section(Part::Subject).unwrap_or_default();
    let comments = markup::comments_in(above.slice(file.as_str()), above.start());
    comments
        .into_iter()
        .filter_map(|comment| allow::one(file, comment, subject, problems))
        .collect()
}

fn scalar(builder: &mut TextBuilder, file: &Text, node: &yaml::Node) {
    let text = decoded(file, node);
    builder.push_from(&text, text.whole());
}

struct Header {
    label: Label,
    value: Span,
}

/// Headers that start a text (`Subject: ...`, also in bold and in other languages). Moves `body`
/// past them, and past a rule below them; needs a subject to believe in any. Comments above them
/// belong to the body, so that they can allow something.
fn headers(text: &str, body: &mut usize) -> Vec<Header> {
    let mut found: Vec<Header> = Vec::new();
    let mut at = above_headers(text, *body);
    for line in lines(&text[at..]) {
        if !found.is_empty()
            && label::read(line)
                .is_some_and(|named| named.label == Label::Body && named.value.is_empty())
        {
            // `Message:` heads the words.
            at += line.len();
            break;
        }
        let Some(header) = header(line) else { break };
        let start = header.value.as_ptr() as usize - text.as_ptr() as usize;
        at += line.len();
        let options = match header.label {
            Label::Subject if header.value.is_empty() => options(text, at, names_several(line)),
            _ => Vec::new(),
        };
        if let Some(last) = options.last() {
            at = last.end() + lines(&text[last.end()..]).next().map_or(0, str::len);
            found.extend(options.iter().map(|value| Header { label: header.label, value: *value }));
            continue;
        }
        found.push(Header {
            label: header.label,
            value: Span::new(start, start + header.value.len()),
        });
    }
    let has = |found: &[Header], label| found.iter().any(|header| header.label == label);
    if has(&found, Label::Subject) {
        found.retain(|header| header.label != Label::Title);
    } else if has(&found, Label::Title)
        && !has(&found, Label::To)
        && lines(text[at..].trim_start()).next().is_some_and(opening::is_greeting)
    {
        // Above a greeting a title is the subject; that of a person stands beside a name.
        found
            .iter_mut()
            .filter(|header| header.label == Label::Title)
            .for_each(|header| header.label = Label::Subject);
    } else {
        return Vec::new();
    }
    let below = text[at..].trim_start_matches(['\n', '\r', ' ', '\t']);
    let is_heading = |line: &&str| {
        label::read(line).is_some_and(|named| named.label == Label::Body && named.value.is_empty())
    };
    if let Some(line) = lines(below).next().filter(is_heading) {
        at = text.len() - below.len() + line.len();
    }
    let below = text[at..].trim_start_matches(['\n', '\r', ' ', '\t']);
    let rule = below.split_inclusive('\n').next().filter(|line| {
        line.trim().len() >= 3
            && line.trim().bytes().all(|byte| matches!(byte, b'-' | b'*' | b'_' | b'='))
    });
    *body = rule.map_or(at, |rule| text.len() - below.len() + rule.len());
    found
}

/// True for a label such as `SUBJECT LINE OPTIONS:`, and not for `Subject:`.
fn names_several(line: &str) -> bool {
    let label = line.split(':').next().unwrap_or_default().trim_matches(['*', '_', '#', ' ']);
    label.ends_with(['s', 'S'])
}

/// The subject lines of a list below a label for them, as writing tools put them out; below a blank
/// line only where the label names `several`, for below `Subject:` the message begins there.
fn options(text: &str, from: usize, several: bool) -> Vec<Span> {
    let mut found = Vec::new();
    for line in lines(&text[from..]) {
        let words = line.trim();
        let digits = words.trim_start_matches(|c: char| c.is_ascii_digit());
        let counted = (digits.len() < words.len()).then_some(digits);
        let item = counted
            .and_then(|rest| rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") ")))
            .or_else(|| ["- ", "* ", "\u{2022} "].iter().find_map(|mark| words.strip_prefix(mark)));
        match item.map(|item| item.trim_matches(['"', '\u{201c}', '\u{201d}', ' '])) {
            Some(item) => {
                let start = item.as_ptr() as usize - text.as_ptr() as usize;
                found.push(Span::new(start, start + item.len()));
            }
            None if words.is_empty() && found.is_empty() && several => {}
            None => break,
        }
    }
    found
}

/// Where the headers may begin: below comments, headings and a title, none of which goes to
/// anybody.
fn above_headers(text: &str, from: usize) -> usize {
    const TITLE: usize = 80;
    let mut at = from;
    let mut title = None;
    loop {
        let rest = text[at..].trim_start_matches(['\u{feff}', '\n', '\r', ' ', '\t']);
        at = text.len() - rest.len();
        let comment = match rest.strip_prefix("<!--") {
            Some(inner) => inner.find("-->").map(|end| "<!--".len() + end + "-->".len()),
            None if rest.starts_with(['{', '<', '%']) => fields::comments(head(rest, COMMENT))
                .first()
                .filter(|comment| comment.start() == 0)
                .map(|comment| comment.end()),
            None => lines(rest).next().filter(|line| markup::is_line_comment(line)).map(str::len),
        };
        if let Some(length) = comment {
            at += length;
            continue;
        }
        let line = lines(rest).next().unwrap_or_default();
        let underlines =
            |line: &str| line.len() >= 3 && line.bytes().all(|byte| matches!(byte, b'=' | b'-'));
        if line.starts_with('#') && !line.is_empty() || title.is_some() && underlines(line.trim()) {
            at += line.len();
        } else if title.is_none() && !line.is_empty() && line.len() <= TITLE && is_title(line) {
            title = Some(at);
            at += line.len();
        } else {
            // A line that heads nothing is no title.
            return title.filter(|_| header(line).is_none()).unwrap_or(at);
        }
    }
}

/// No comment of a template language above headers is longer, in bytes.
const COMMENT: usize = 4096;

/// True for a line that may name a draft: neither a header, nor a greeting, nor a sentence.
fn is_title(line: &str) -> bool {
    let line = line.trim();
    header(line).is_none()
        && !opening::greets(line)
        && !line.ends_with(['.', '?', '!', ',', ':', ';'])
        && !line.starts_with(['>', '|', '-', '*', '[', '`', '~', '{'])
}

/// The header that a line is.
fn header(line: &str) -> Option<Labelled<'_>> {
    let named = |label| {
        matches!(
            label,
            Label::Subject
                | Label::Title
                | Label::Preview
                | Label::To
                | Label::From
                | Label::Header
        )
    };
    label::read(line).filter(|header| !header.listed && named(header.label))
}

/// True for the text of one message that begins with its subject line, as writing tools put it out.
pub fn is_titled(text: &str) -> bool {
    const FEW: usize = 6;
    let (first, mut body) = (lines(text.trim_start()).next().unwrap_or_default(), 0);
    let subject = label::read(first)
        .is_some_and(|found| found.label == Label::Subject && !found.value.is_empty());
    subject
        && !headers(text, &mut body).is_empty()
        && text[body..].split_whitespace().nth(FEW - 1).is_some()
}

/// True when a text that nobody pointed at looks like a message: a marker in its front matter, a
/// subject header, a greeting.
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
        .skip_while(|line| {
            line.is_empty() || line.starts_with("<!--") || markup::is_line_comment(line)
        });
    let first = lines.next().unwrap_or("");
    // A name alone is a greeting when it stands apart.
    opening::greets(first) || opening::is_greeting(first) && lines.next() == Some("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_below_the_label_of_subjects_holds_them() {
        let text = "SUBJECT LINE OPTIONS:\n1. Dwell in Joliet\n2. \"Night checkers?\"\n\nBODY:\nHi Ana,\n\nIs dwell the reason?\n";
        let draft = read(&Text::identity(text), true, &mut Vec::new());
        let subjects: Vec<&str> = draft
            .sections
            .iter()
            .filter(|section| section.part == Part::Subject)
            .map(|section| section.span.slice(draft.text.as_str()))
            .collect();
        assert_eq!(subjects, ["Dwell in Joliet", "Night checkers?"]);
        assert_eq!(
            draft.body().slice(draft.text.as_str()).trim(),
            "Hi Ana,\n\nIs dwell the reason?"
        );
        for plain in ["Subject:\n\nHi Ana,\n\n- one\n", "Subject:\n\n- one\n- two\n\nHi Ana\n"] {
            let draft = read(&Text::identity(plain), true, &mut Vec::new());
            assert!(draft.body().slice(draft.text.as_str()).contains("- one"), "{plain}");
        }
    }
}
