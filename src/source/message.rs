//! A file that is one message; and what the name of a file says of its drafts.

use super::{Contents, Format, Source, document, email, extension};
use crate::account::Date;
use crate::draft::Draft;
use crate::text::{Problem, Span, Text};
use crate::vocabulary::{Channel, Part};

/// Reads a file as one message.
pub fn read(source: &Source, file: &Text, problems: &mut Vec<Problem>) -> Contents {
    // Standard input and unknown endings are read as Markdown: a fence or a comment in a mail is
    // never prose.
    let markdown = extension::of(source.name) != "txt";
    let mut draft = email::read(file, markdown, problems);
    draft.id = source.name.to_string();
    draft.channel = channel(&draft, source);
    if draft.channel == Channel::Post {
        // A post answers nobody: a line that starts with `>` is a line.
        draft.quoted.clear();
        draft.masks.extend(dated_heading(&draft));
    }
    problems.extend(nothing_read(&draft));
    Contents::new(Format::Message, vec![draft])
}

/// `# November 07, 2025` above a post: when it was posted, and none of its words.
fn dated_heading(draft: &Draft) -> Option<Span> {
    let (text, body) = (draft.text.as_str(), draft.body());
    let line = body.slice(text).lines().next()?;
    let words: Vec<&str> = line
        .strip_prefix('#')?
        .trim_start_matches('#')
        .split([' ', ',', '.', '/', '-'])
        .filter(|word| !word.is_empty())
        .collect();
    let is_part = |word: &&str| {
        let day = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
        day.unwrap_or(word).bytes().all(|byte| byte.is_ascii_digit())
            || Date::month_named(word).is_some()
    };
    let year = |word: &&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    (words.len() <= 4 && words.iter().any(year) && words.iter().all(is_part))
        .then(|| Span::new(body.start(), body.start() + line.len()))
}

/// Drafts with the path in their ids, and the channel that the caller forces.
pub fn named(mut drafts: Vec<Draft>, source: &Source) -> Vec<Draft> {
    let name = source.name;
    for draft in &mut drafts {
        draft.id =
            if draft.id.is_empty() { name.to_string() } else { format!("{name} {}", draft.id) };
        draft.channel = channel(draft, source);
    }
    drafts
}

/// The channel that the caller forces, or that the name of the file says where the file does not.
fn channel(draft: &Draft, source: &Source) -> Channel {
    let silent = draft.channel == Channel::Email && draft.section(Part::Subject).is_none();
    source
        .channel
        .or_else(|| {
            extension::channel(source.name).or_else(|| folder(source.name)).filter(|_| silent)
        })
        .unwrap_or(draft.channel)
}

/// The channel that the name of a file or of the folders around it says in passing:
/// `linkedin/messages/intro.md`, `linkedin-posts/2026/may/post.md`.
fn folder(name: &str) -> Option<Channel> {
    const NEAREST: usize = 4;
    let parts =
        name.rsplit(['/', '\\']).take(NEAREST).map(|part| part.replace(['-', '_', '.'], " "));
    let says = |part: String| {
        if document::is_of_posts(&part) {
            Some(Channel::Post)
        } else if document::is_mail(&part) {
            Some(Channel::Email)
        } else {
            document::is_direct(&part).then_some(Channel::Dm)
        }
    };
    parts.into_iter().find_map(says)
}

/// True for a short text that stands where posts are kept, without headings of its own.
pub fn is_kept_as_post(name: &str, text: &str) -> bool {
    const MOST: usize = 4096;
    text.len() < MOST
        && folder(name) == Some(Channel::Post)
        && !text.contains("\n## ")
        && !text.starts_with("## ")
}

/// A message of which every word is quoted, code or a comment: a file that nobody reads must not
/// pass in silence.
fn nothing_read(draft: &Draft) -> Option<Problem> {
    const FEW: usize = 12;
    let (text, body) = (draft.text.as_str(), draft.body());
    if body.slice(text).split_whitespace().take(FEW).count() < FEW {
        return None;
    }
    let mut unread: Vec<Span> = draft.masks.iter().chain(&draft.quoted).copied().collect();
    crate::text::tidy(&mut unread);
    let says = |from: usize, end: usize| {
        text.get(from..end).is_some_and(|words| words.contains(char::is_alphanumeric))
    };
    let starts = std::iter::once(body.start()).chain(unread.iter().map(|span| span.end()));
    let ends = unread.iter().map(|span| span.start()).chain([body.end()]);
    let read = starts.zip(ends).any(|(from, end)| says(from, end));
    let message = "no word of this file is judged: all of it is quoted, code or a comment";
    (!read).then(|| {
        Problem::error(draft.text.to_source(body), message)
            .hint("an e-mail inside a fence or a quote needs a subject or a greeting")
    })
}
