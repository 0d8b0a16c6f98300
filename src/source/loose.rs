//! One Markdown or text file with many messages, as people write them for themselves: headings, `Subject A:` lines, bodies as text,
//! in fences or in block quotes, notes between them.
//!
//! A file is read so only when two things speak for it: it holds two messages or more, one of them with a subject label, and at
//! least two of them are set apart by a heading, a rule or a fence; or a heading inside the file names a message, and a greeting
//! follows. Everything else stays one message.

use super::{Problem, Source, email, front_matter, markup, touches};
use crate::draft::{Channel, Draft, Kind, Part, Sequence};
use crate::text::{Span, Text, TextBuilder};

/// Labels of subject lines, in the languages met.
const SUBJECT: &[&str] = &["subject line", "subject", "asunto", "objet", "betreff", "oggetto"];
const PREVIEW: &[&str] = &["preview text", "preview", "preheader"];
const BODY: &[&str] = &["email body", "body", "message", "corps", "cuerpo", "text", "nachricht"];
/// Labels of remarks, which end a body when they stand in bold or italics.
const NOTES: &[&str] = &[
    "note",
    "notes",
    "why",
    "why it works",
    "why this works",
    "rationale",
    "goal",
    "tip",
    "tips",
    "cta",
    "word count",
    "timing",
    "send",
    "personalization",
    "personalisation",
    "variables",
    "purpose",
];
/// Words of headings over messages.
pub const TOUCH: &[&str] = &[
    "email",
    "e-mail",
    "mail",
    "touch",
    "step",
    "message",
    "template",
    "variant",
    "version",
    "linkedin",
    "dm",
    "inmail",
    "sms",
    "follow-up",
    "followup",
    "bump",
    "breakup",
    "break-up",
    "correo",
    "courriel",
    "relance",
];
const DIRECT: &[&str] = &["linkedin", "dm", "inmail", "sms", "whatsapp", "connection"];

/// A message of the file.
#[derive(Debug, Default)]
struct Message {
    /// The heading above it.
    heading: Span,
    /// A heading, a rule or a fence stands before it.
    apart: bool,
    /// It stands under a heading that names a message, and starts with a greeting.
    greeted: bool,
    /// Where it begins.
    line: usize,
    subjects: Vec<Span>,
    preview: Option<Span>,
    /// Lines of the body, without their `>`.
    body: Vec<Span>,
}

/// True when the text holds several messages.
pub fn is_loose(name: &str, text: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let prose = matches!(ending, "md" | "markdown" | "txt" | "text") || !name.contains('.');
    if !prose || front_matter::block(text).is_some() {
        return false;
    }
    let messages = messages(text);
    let apart = messages.iter().filter(|message| message.apart).count() >= 2;
    let labelled = messages.iter().any(|message| !message.subjects.is_empty());
    // One message alone is set apart by what stands before its heading.
    let among = |message: &Message| message.greeted && !text[..message.heading.start()].trim_matches(['#', ' ', '\r', '\n']).is_empty();
    apart && labelled || messages.iter().any(among)
}

/// Reads every message. What stands between them is not read.
pub fn read(_: &Source, file: &Text, problems: &mut Vec<Problem>) -> Vec<Draft> {
    let text = file.as_str();
    let messages = messages(text);
    let mut drafts: Vec<Draft> = messages.iter().map(|message| draft(message, file, problems)).collect();
    let headings: Vec<Span> = messages.iter().map(|message| message.heading).collect();
    touches::count_on(&headings, text, &mut drafts);
    drafts
}

/// The sequence that the messages are, when their headings say so.
pub fn sequence(name: &str, file: &Text, drafts: &[Draft]) -> Option<Sequence> {
    let headings: Vec<Span> = messages(file.as_str()).iter().map(|message| message.heading).collect();
    touches::sequence(name, file, &headings, drafts)
}

fn draft(message: &Message, file: &Text, problems: &mut Vec<Problem>) -> Draft {
    let (mut draft, mut builder) = (Draft::default(), TextBuilder::default());
    let titles =
        message.subjects.iter().map(|span| (Part::Subject, span)).chain(message.preview.iter().map(|span| (Part::Preheader, span)));
    for (part, span) in titles {
        email::section(&mut draft, &mut builder, part, |builder| markup::push_unescaped(builder, file, *span));
    }
    email::section(&mut draft, &mut builder, Part::Body, |builder| {
        message.body.iter().for_each(|line| markup::push_unescaped(builder, file, *line));
    });
    email::finish(&mut draft, builder, true, problems);
    let heading = message.heading.slice(file.as_str());
    let says = |words: &[&str]| has_word(heading, words);
    draft.step = touches::step(heading);
    draft.meta.touch = draft.step;
    draft.id = if heading.is_empty() { format!("line {}", message.line) } else { format!("line {} ({heading})", message.line) };
    if message.subjects.is_empty() && is_direct(heading) {
        draft.channel = Channel::Dm;
    }
    draft.meta.kind = if says(&["breakup", "break-up"]) {
        Some(Kind::Breakup)
    } else {
        says(&["follow-up", "followup", "bump", "relance"]).then_some(Kind::FollowUp)
    };
    draft
}

/// Where in a message the next line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Between messages, under a heading that announces one or not.
    Outside { announced: bool },
    /// After the labels, before the words.
    Labels,
    /// In the words; in a fence it ends with that fence.
    Words { fenced: bool },
}

fn messages(text: &str) -> Vec<Message> {
    let mut found: Vec<Message> = Vec::new();
    let mut place = Place::Outside { announced: false };
    let (mut heading, mut apart, mut fence, mut at) = (Span::default(), false, false, 0);
    // Subject lines in a list under a heading of their own, for the message that has none.
    let (mut listing, mut listed): (bool, Vec<Span>) = (false, Vec::new());
    for (number, raw) in (1..).zip(text.split_inclusive('\n')) {
        at += raw.len();
        let line = raw.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        let inner = line.trim_start_matches(['>', ' ']);
        let span_of = |part: &str| {
            let from = part.as_ptr() as usize - text.as_ptr() as usize;
            Span::new(from, from + part.len())
        };
        let new =
            |subjects: Vec<Span>, apart: bool, heading: Span| Message { heading, apart, line: number, subjects, ..Message::default() };
        let is_fence = line.starts_with("```") || line.starts_with("~~~");
        if is_fence {
            fence = !fence;
            match place {
                Place::Labels if fence => place = Place::Words { fenced: true },
                Place::Words { fenced: true } => place = Place::Outside { announced: false },
                Place::Outside { announced: true } if fence && is_prose_fence(line) => {
                    found.push(new(Vec::new(), apart, heading));
                    (apart, place) = (false, Place::Words { fenced: true });
                }
                Place::Outside { .. } => apart = true,
                // A fence behind the words: a remark, or the end of the fence that labels and words stand in.
                _ => place = Place::Outside { announced: false },
            }
            continue;
        }
        if let Some(subject) = label(inner, SUBJECT).filter(|value| !value.is_empty()) {
            let more =
                place == Place::Labels || found.last().is_some_and(|last| last.body.is_empty() && matches!(place, Place::Words { .. }));
            match found.last_mut().filter(|_| more) {
                Some(last) => last.subjects.push(span_of(subject)),
                None => {
                    found.push(new(vec![span_of(subject)], apart, heading));
                    apart = false;
                }
            }
            place = Place::Labels;
            continue;
        }
        let title = (!fence).then(|| title(line).or_else(|| bare_title(line, &text[at..]))).flatten();
        if title.is_some() || (!fence && is_rule(line)) {
            let title = title.unwrap_or_default();
            // Under a rule the heading still holds.
            if !title.is_empty() {
                heading = span_of(title);
                listing = has_word(title, &["subject", "subjects"]);
            }
            apart = true;
            place = Place::Outside { announced: has_word(title, TOUCH) };
            continue;
        }
        match place {
            Place::Outside { .. } if listing && line.starts_with(['-', '*']) => listed.push(span_of(unquoted(line[1..].trim()))),
            Place::Outside { announced: true } if !fence && (line.starts_with('>') || email::greets(inner)) => {
                let greeted = email::greets(inner);
                found.push(Message { greeted, ..new(std::mem::take(&mut listed), apart, heading) });
                (apart, place) = (false, Place::Words { fenced: false });
            }
            Place::Labels if line.is_empty() || inner.is_empty() => {}
            Place::Labels => {
                let last = found.last_mut();
                if let Some(preview) = label(inner, PREVIEW) {
                    last.into_iter().for_each(|last| last.preview = Some(span_of(preview)));
                    continue;
                }
                let words = label(inner, BODY);
                if words == Some("") || (words.is_none() && is_bold_label(inner)) {
                    continue;
                }
                if let (Some(words), Some(last)) = (words, last) {
                    let from = span_of(words).start();
                    last.body.push(Span::new(from, at));
                    place = Place::Words { fenced: fence };
                    continue;
                }
                place = Place::Words { fenced: fence };
            }
            Place::Words { fenced: false } if line.starts_with(['*', '_']) && label(inner, NOTES).is_some() => {
                place = Place::Outside { announced: false };
            }
            _ => {}
        }
        if let (Place::Words { .. }, Some(last)) = (place, found.last_mut()) {
            let quote = raw.trim_start().strip_prefix('>').map(|rest| rest.strip_prefix(' ').unwrap_or(rest));
            last.body.push(Span::new(at - quote.unwrap_or(raw).len(), at));
        }
    }
    found.retain(|message| message.body.iter().any(|line| !line.slice(text).trim().is_empty()));
    found
}

/// `Email 1 (Day 1)` without any mark, when a subject line follows at once.
fn bare_title<'l>(line: &'l str, rest: &str) -> Option<&'l str> {
    const LONGEST: usize = 80;
    let (word, number) = line.split_once(' ')?;
    let numbered = number.trim_start_matches(['#', ' ']).starts_with(|c: char| c.is_ascii_digit());
    let next = rest.lines().map(str::trim).find(|line| !line.is_empty())?;
    (line.len() <= LONGEST && numbered && has_word(word, TOUCH) && label(next, SUBJECT).is_some()).then_some(line)
}

/// What follows `**Label A (short):**` or stands beside it in a table; `None` when the line has no such label.
fn label<'l>(line: &'l str, labels: &[&str]) -> Option<&'l str> {
    let table = line.starts_with('|');
    let bare = line.trim_start_matches(['*', '_', '-', '#', '|', ' ', '`']);
    let rest = labels.iter().find_map(|label| {
        let head = bare.get(..label.len())?;
        head.eq_ignore_ascii_case(label).then(|| &bare[label.len()..])
    })?;
    let end = rest.find(if table { '|' } else { ':' })?;
    let name = rest[..end].trim_matches(['*', '_', ' ', ':']);
    let variant = name.len() <= 2 || name.split(' ').all(|word| word.len() <= 2) || (name.starts_with('(') && name.ends_with(')')) || {
        let lower = name.to_ascii_lowercase();
        lower.starts_with("option ") || lower.starts_with("line")
    };
    let value = rest[end + 1..].trim_start_matches(['*', '_', ' ', '`']).trim_end_matches(['|', '*', ' ', '`']);
    variant.then(|| unquoted(value))
}

fn unquoted(value: &str) -> &str {
    let pairs = [('"', '"'), ('“', '”')];
    let inner = pairs.iter().find_map(|(open, close)| value.strip_prefix(*open)?.strip_suffix(*close));
    inner.unwrap_or(value)
}

/// `**Send:** day 3`.
fn is_bold_label(line: &str) -> bool {
    line.strip_prefix("**").and_then(|rest| rest.split_once("**")).is_some_and(|(name, rest)| name.ends_with(':') || rest.starts_with(':'))
}

/// The words of a heading, or of a line that is bold as a whole and names a message.
fn title(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches('#');
    if bare.len() < line.len() && bare.starts_with(' ') {
        return Some(bare.trim().trim_matches('*'));
    }
    let bold = line.strip_prefix("**")?.strip_suffix("**")?;
    (!bold.contains("**") && has_word(bold, TOUCH)).then_some(bold.trim_end_matches(':'))
}

fn is_rule(line: &str) -> bool {
    line.len() >= 3 && ['-', '*', '_', '='].iter().any(|mark| line.chars().all(|c| c == *mark))
}

/// A fence that holds words, as far as its first line tells.
fn is_prose_fence(line: &str) -> bool {
    matches!(
        line.trim_matches(['`', '~', ' ']).to_ascii_lowercase().as_str(),
        "" | "text" | "txt" | "md" | "markdown" | "email" | "plaintext"
    )
}

/// True for the name of a message that goes over a network rather than by mail.
pub fn is_direct(name: &str) -> bool {
    has_word(name, DIRECT) && !has_word(name, &["post", "posts"])
}

fn has_word(title: &str, words: &[&str]) -> bool {
    let split = title.split(|c: char| !c.is_alphanumeric() && c != '-');
    split
        .map(|word| word.trim_matches(|c: char| c == '-' || c.is_ascii_digit()))
        .any(|word| words.iter().any(|known| word.eq_ignore_ascii_case(known)))
}
