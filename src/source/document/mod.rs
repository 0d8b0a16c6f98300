//! One Markdown or text file with many messages, as people write them for themselves: headings,
//! `Subject A:` lines, bodies as text, in fences or in block quotes, posts one below the other,
//! notes between them. Also one message under a title, or in a fence.
//!
//! A file is read so when it holds two messages or more, or when one is set apart: by a heading
//! above it, a fence around it, labels for its words. Everything else stays one message.

mod cut;
mod grid;
mod limits;
mod line;
mod message;
mod posts;
mod step_heading;
mod title;
mod words;

use super::{Read, assemble, cell, email, extension, front_matter, html};
use crate::draft::{Address, Draft};
use crate::text::{LineIndex, Problem, Span, Text, TextBuilder};
use crate::vocabulary::{Channel, Kind, Part};
use message::{CellMarkup, Message};
pub use message::{DocumentContents, MOST_SHARED};
pub use step_heading::follow_up;
pub use title::announces;
use words::{BREAKUP, FOLLOW_UP, has};
pub use words::{is_direct, is_mail, is_of_posts};

/// True for the names of files that people write such documents in.
pub fn is_prose(name: &str) -> bool {
    matches!(extension::of(name).as_str(), "md" | "markdown" | "txt" | "text" | "docx" | "")
}

/// The messages of a text, and what of it is none.
pub fn document<'t>(name: &str, text: &'t str) -> DocumentContents<'t> {
    let Some(from) = start(text) else { return DocumentContents::default() };
    let mut found = posts::cut(name, text, from).unwrap_or_else(|| cut::cut(text, from));
    let tables = found.messages.iter_mut().filter_map(|message| message.cut_table(text));
    found.unread.extend(tables);
    if is_quoted(name, &found, text.len() - from) { DocumentContents::default() } else { found }
}

/// True when the name says that the file is one draft, and what was found in it, without a subject
/// or a heading, is less than half of it: then the draft quotes it.
fn is_quoted(name: &str, found: &DocumentContents, length: usize) -> bool {
    let [only] = &found.messages[..] else { return false };
    let inside: usize = only.body.iter().map(|line| line.len()).sum();
    let named = !only.subjects.is_empty() || !only.heading().is_empty();
    extension::channel(name).is_some() && !named && 2 * inside < length
}

/// What is said of a document that only says what messages are to say, what is known of them, or
/// what a network allows in them.
pub fn no_message() -> Problem {
    let message = "no message: only lists of what messages are to say, of what is known of them, or of what a network allows";
    Problem::error(Span::default(), message)
        .hint("write the words of a message below its subject, or say `--as email`")
}

/// Where the document begins; `None` when its front matter says that it is one message.
fn start(text: &str) -> Option<usize> {
    let Some((span, after)) = front_matter::block(text) else { return Some(0) };
    (!front_matter::is_marked(span.slice(text))).then_some(after)
}

/// Reads every message. What stands between them is not read, and said.
pub fn read(
    name: &str,
    bytes: &[u8],
    file: &Text,
    found: &DocumentContents,
    problems: &mut Vec<Problem>,
) -> Read {
    let text = file.as_str();
    let DocumentContents { messages, unread } = found;
    let mut unread = unread.clone();
    // Lines of the text are not those of the file where something was taken out or a page is shown.
    let (shown, lines) = (LineIndex::new(text.as_bytes()), LineIndex::new(bytes));
    let line = |message: &Message| {
        let at = shown.line_range(text.as_bytes(), message.line).start;
        lines.position(bytes, file.to_source(Span::new(at, at)).start()).line
    };
    let shared =
        front_matter::block(text).map(|(span, _)| front_matter::shared(file, span, problems));
    let mut drafts: Vec<Draft> = messages
        .iter()
        .map(|message| {
            let mut draft = Draft { meta: shared.clone().unwrap_or_default(), ..Draft::default() };
            write(message, line(message), file, &mut draft, problems);
            draft
        })
        .collect();
    let headings: Vec<step_heading::StepHeading> = messages
        .iter()
        .map(|message| {
            step_heading::StepHeading::new(
                &message.outline,
                line(message),
                message.step,
                message.delay,
            )
        })
        .collect();
    drafts
        .iter_mut()
        .zip(&headings)
        .for_each(|(draft, touch)| (draft.step, draft.meta.touch) = (touch.step, touch.step));
    let sequences = step_heading::sequences(name, file, &headings, &mut drafts);
    unread.iter_mut().for_each(|left| left.span = file.to_source(left.span));
    Read { drafts, sequences, unread }
}

fn write(
    message: &Message,
    line: usize,
    file: &Text,
    draft: &mut Draft,
    problems: &mut Vec<Problem>,
) {
    let mut builder = TextBuilder::default();
    let titles = message
        .subjects
        .iter()
        .map(|span| (Part::Subject, span))
        .chain(message.preview.iter().map(|span| (Part::Preheader, span)));
    for (part, span) in titles {
        assemble::section(draft, &mut builder, part, |builder| builder.push_from(file, *span));
    }
    write_body(message, file, draft, builder, problems);
    if !message.subjects.is_empty() {
        draft.allows.extend(email::above_subject(file, message.above, draft, problems));
    }
    let heading = message.heading();
    draft.id = if heading.is_empty() {
        format!("line {line}")
    } else {
        format!("line {line} ({heading})")
    };
    draft.meta.to = message.to.map(Address::parse).or(draft.meta.to.take());
    draft.channel = channel(message).unwrap_or(draft.channel);
    if draft.channel == Channel::Post {
        draft.quoted.clear();
    }
    draft.meta.kind = if has(heading, BREAKUP) {
        Some(Kind::Breakup)
    } else {
        has(heading, FOLLOW_UP).then_some(Kind::FollowUp).or(draft.meta.kind)
    };
}

fn write_body(
    message: &Message,
    file: &Text,
    draft: &mut Draft,
    mut builder: TextBuilder,
    problems: &mut Vec<Problem>,
) {
    let words = || {
        let mut words = TextBuilder::default();
        message.body.iter().for_each(|line| words.push_from(file, *line));
        words.finish()
    };
    match message.cell {
        Some(CellMarkup::Html) => html::page(&words(), problems).write(draft, builder, problems),
        Some(CellMarkup::Markdown) => cell::body(draft, builder, &words(), true, problems),
        None => {
            assemble::section(draft, &mut builder, Part::Body, |builder| {
                message.body.iter().for_each(|line| builder.push_from(file, *line));
            });
            assemble::finish(draft, builder, true, problems);
        }
    }
}

/// How a message is sent, as its labels or its headings say; what has a subject is mail.
fn channel(message: &Message) -> Option<Channel> {
    if message.post {
        return Some(Channel::Post);
    }
    if let Some(said) = message.channel {
        if has(said, words::POST) {
            return Some(Channel::Post);
        }
        return is_direct(said)
            .then_some(Channel::Dm)
            .or_else(|| is_mail(said).then_some(Channel::Email));
    }
    // The nearest heading that says it.
    let mut titles = message.outline.iter().rev().filter(|_| message.subjects.is_empty());
    titles.find_map(|(_, title)| {
        if title::is_post_of_network(title) {
            Some(Channel::Post)
        } else if is_direct(title) || title::follows_invite(title) {
            Some(Channel::Dm)
        } else {
            is_mail(title).then_some(Channel::Email)
        }
    })
}
