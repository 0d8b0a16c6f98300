//! Sources: bytes in, drafts and problems out. Reading never fails and never prints; what is wrong is reported as a [`Problem`].
//!
//! One file a format. Where files come from (folders, ignore rules) is [`walk`]'s matter.

mod allow;
mod before;
mod closing;
mod copy;
mod copy_table;
pub mod csv;
mod decode;
mod delay;
mod document;
mod email;
mod eml;
mod encoded;
mod extension;
mod format;
mod front_matter;
mod html;
mod jsonl;
mod label;
mod library;
mod markup;
mod mbox;
mod messages;
mod mime;
mod misspelt_key;
mod notion;
mod resolver;
// What it needs only the command has.
#[cfg(feature = "cli")]
pub mod office;
mod opaque;
mod opening;
pub mod piece;
mod platform;
mod post;
mod scheduler;
mod separator;
mod sequence;
mod shares;
mod steps;
mod structured;
mod table;
mod thread;
pub mod walk;

pub use before::Before;
pub use copy::shown;
pub use decode::{office, utf_16};
pub use format::Format;
pub use resolver::FileResolver;

use std::path::Path;

use crate::draft::{Channel, Draft, Part, Sequence};
use crate::text::{Span, Start, Text};

/// One input: its name, its bytes, and what the caller says of it.
#[derive(Clone, Copy, Debug)]
pub struct Source<'b> {
    /// Its path, for its format and the ids of its drafts.
    pub name: &'b str,
    /// The file.
    pub bytes: &'b [u8],
    /// How its drafts reach their readers, when the caller says it.
    pub channel: Option<Channel>,
    /// What it is, when the caller says it.
    pub format: Option<Format>,
    /// What came before, when the bytes are a piece of a long list; for its first piece that is nothing.
    pub before: Option<&'b Before>,
}

impl<'b> Source<'b> {
    /// A source whose format is detected from its name and its text.
    pub fn new(name: &'b str, bytes: &'b [u8]) -> Self {
        Source { name, bytes, channel: None, format: None, before: None }
    }

    /// Where the bytes begin in the file.
    pub fn start(&self) -> Start {
        self.before.map(|before| before.start).unwrap_or_default()
    }

    /// Where it is, if it is a file: a name in angle brackets, such as that of standard input, is no path.
    pub fn path(&self) -> Option<&'b Path> {
        Some(Path::new(self.name)).filter(|_| !self.name.starts_with('<'))
    }
}

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gravity {
    /// Something of the file was not used.
    Error,
    /// Everything was used, but perhaps not as meant.
    Warning,
}

/// Something wrong with a source (not with what it says to its reader).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How much it matters: errors make the exit status 2.
    pub gravity: Gravity,
    /// Where, in bytes of the file.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Problem {
    /// What is made of a file is not written back into it.
    #[cfg(feature = "cli")]
    pub fn unchanged() -> Self {
        Problem::warning(Span::default(), "nothing is mended in a document of Word or Excel").hint("save its words as text")
    }

    fn error(span: Span, message: impl Into<String>) -> Self {
        Problem { gravity: Gravity::Error, span, message: message.into(), hint: None }
    }

    fn warning(span: Span, message: impl Into<String>) -> Self {
        Problem { gravity: Gravity::Warning, span, message: message.into(), hint: None }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// A stretch of a source that no draft is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where, in bytes of the file.
    pub span: Span,
    /// Why it is left out.
    pub why: &'static str,
}

/// What a reader makes of a file.
struct Read {
    drafts: Vec<Draft>,
    /// The sequences that they are, when the file says so.
    sequences: Vec<Sequence>,
    unread: Vec<Unread>,
}

impl From<Vec<Draft>> for Read {
    fn from(drafts: Vec<Draft>) -> Self {
        Read { drafts, sequences: Vec::new(), unread: Vec::new() }
    }
}

/// What one source holds.
#[derive(Debug)]
pub struct Contents {
    /// What it was read as.
    pub format: Format,
    /// The drafts found, in order.
    pub drafts: Vec<Draft>,
    /// Sequences that some of the drafts are steps of.
    pub sequences: Vec<Sequence>,
    /// What is wrong with the file.
    pub problems: Vec<Problem>,
    /// What of it no draft is made of.
    pub unread: Vec<Unread>,
}

impl Contents {
    fn new(format: Format, drafts: Vec<Draft>, problems: Vec<Problem>) -> Self {
        Contents { format, drafts, sequences: Vec::new(), problems, unread: Vec::new() }
    }
}

/// A format that is detected by the name of a file or by its contents.
struct FormatReader {
    format: Format,
    /// True for files of this format, by name and text.
    is: fn(&str, &str) -> bool,
    /// True when one of them holds drafts, as far as can be known. A file that the caller names is read all the same.
    holds: fn(&Text) -> bool,
    /// The drafts, with what distinguishes each from the others as its id.
    read: fn(&Source, &Text, &mut Vec<Problem>) -> Read,
}

/// In the order in which they are tried. What none of them knows is one message.
const FORMAT_READERS: &[FormatReader] = &[
    FormatReader {
        format: Format::Mjml,
        is: html::is_mjml,
        holds: html::holds_draft,
        read: |_, file, problems| html::read(file, problems).into(),
    },
    FormatReader {
        format: Format::Html,
        is: html::is_html,
        holds: html::holds_draft,
        read: |_, file, problems| html::read(file, problems).into(),
    },
    FormatReader {
        format: Format::Jsonl,
        is: jsonl::is_jsonl,
        holds: jsonl::holds_draft,
        read: |source, file, problems| jsonl::read(source, file, problems).into(),
    },
    FormatReader { format: Format::Document, is: document::is_document, holds: |_| true, read: document::read },
];

/// Reads a source. Files that it names are looked for among its `neighbours`.
pub fn read(source: &Source, resolver: &FileResolver) -> Contents {
    let mut contents = read_as_format(source, resolver);
    contents.drafts.iter_mut().for_each(|draft| opaque::report(draft, &mut contents.problems));
    contents
}

fn read_as_format(source: &Source, resolver: &FileResolver) -> Contents {
    let mut problems = Vec::new();
    let name = source.name;
    let told = |format: Format, told: bool| source.format.map_or(told, |declared| declared == format);
    let fits = source.bytes.len() <= decode::MAX_BYTES;
    if fits && told(Format::Mbox, mbox::is_mailbox(name, source.bytes)) {
        let drafts = named(mbox::read(source, &mut problems), source);
        return Contents::new(Format::Mbox, drafts, problems);
    }
    if fits && told(Format::Eml, eml::is_mail(name, source.bytes)) {
        let draft = eml::read(source.bytes, 0, &mut problems);
        return Contents::new(Format::Eml, named(vec![draft], source), problems);
    }
    let Some(file) = decode::decode(source.bytes, &mut problems) else {
        return Contents::new(Format::Unreadable, Vec::new(), problems);
    };
    let file = notion::without_properties(name, file);
    if source.format.map_or(structured::is_structured(name, file.as_str()), structured::reads) {
        return structured::read(source, &file, resolver, problems);
    }
    if let Some(draft) = platform::folder::salesforce(source, &file, resolver, &mut problems) {
        return Contents::new(Format::Salesforce, named(vec![draft], source), problems);
    }
    if let Some(reader) = FORMAT_READERS.iter().find(|reader| told(reader.format, (reader.is)(name, file.as_str()))) {
        let Read { drafts, sequences, unread } = (reader.read)(source, &file, &mut problems);
        return Contents { format: reader.format, drafts: named(drafts, source), sequences, problems, unread };
    }
    if source.format.map_or(table::is_table(name), table::reads)
        && let Some((format, drafts)) = table::read(source, &file, &mut problems)
    {
        let sequences = table::sequence(source, format, &drafts).into_iter().collect();
        return Contents { sequences, ..Contents::new(format, drafts, problems) };
    }
    if source.format.is_none() && source.channel.is_none() && document::only_plans(name, file.as_str()) {
        let problem = Problem::error(Span::default(), "no message: only lists of what messages are to say, or of what is known of them");
        problems.push(problem.hint("write the words of a message below its subject, or say `--as email`"));
        return Contents::new(Format::Document, Vec::new(), problems);
    }
    let mut draft = email::read(&file, is_markdown(name), &mut problems);
    draft.id = name.to_string();
    draft.channel = channel(&draft, source);
    if draft.channel == Channel::Post {
        // A post answers nobody: a line that starts with `>` is a line.
        draft.quoted.clear();
    }
    problems.extend(nothing_read(&draft));
    Contents::new(Format::Message, vec![draft], problems)
}

fn reader(name: &str, text: &str) -> Option<&'static FormatReader> {
    FORMAT_READERS.iter().find(|reader| (reader.is)(name, text))
}

/// Drafts with the path in their ids, and the channel that the caller forces.
fn named(mut drafts: Vec<Draft>, source: &Source) -> Vec<Draft> {
    let name = source.name;
    for draft in &mut drafts {
        draft.id = if draft.id.is_empty() { name.to_string() } else { format!("{name} {}", draft.id) };
        draft.channel = channel(draft, source);
    }
    drafts
}

/// The channel that the caller forces, or that the name of the file says where the file does not.
fn channel(draft: &Draft, source: &Source) -> Channel {
    let silent = draft.channel == Channel::Email && draft.section(Part::Subject).is_none();
    source.channel.or_else(|| extension::channel(source.name).or_else(|| folder(source.name)).filter(|_| silent)).unwrap_or(draft.channel)
}

/// The channel that the name of a file or of the folders around it says in passing: `linkedin/messages/intro.md`.
fn folder(name: &str) -> Option<Channel> {
    const NEAREST: usize = 3;
    let parts = name.rsplit(['/', '\\']).take(NEAREST).map(|part| part.replace(['-', '_', '.'], " "));
    let says = |part: String| match () {
        () if document::is_mail(&part) => Some(Channel::Email),
        () => document::is_direct(&part).then_some(Channel::Dm),
    };
    parts.into_iter().find_map(says)
}

/// Standard input and unknown endings are read as Markdown: a fence or a comment in a mail is never prose.
fn is_markdown(name: &str) -> bool {
    extension::of(name) != "txt"
}

/// A message of which every word is quoted, code or a comment: a file that nobody reads must not pass in silence.
fn nothing_read(draft: &Draft) -> Option<Problem> {
    const FEW: usize = 12;
    let (text, body) = (draft.text.as_str(), draft.body());
    if body.slice(text).split_whitespace().take(FEW).count() < FEW {
        return None;
    }
    let mut unread: Vec<Span> = draft.masks.iter().chain(&draft.quoted).copied().collect();
    crate::text::tidy(&mut unread);
    let says = |from: usize, end: usize| text.get(from..end).is_some_and(|words| words.contains(char::is_alphanumeric));
    let starts = std::iter::once(body.start()).chain(unread.iter().map(|span| span.end()));
    let ends = unread.iter().map(|span| span.start()).chain([body.end()]);
    let read = starts.zip(ends).any(|(from, end)| says(from, end));
    let message = "no word of this file is judged: all of it is quoted, code or a comment";
    (!read).then(|| {
        Problem::error(draft.text.to_source(body), message).hint("an e-mail inside a fence or a quote needs a subject or a greeting")
    })
}
