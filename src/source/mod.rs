//! Sources: bytes in, drafts and problems out. Reading never fails and never prints; what is wrong is said as a [`Problem`].
//!
//! One file a format. Where files come from (folders, ignore rules) is [`walk`]'s matter.

mod allow;
mod copy;
pub mod csv;
mod decode;
mod delay;
mod email;
mod eml;
mod encoded;
mod front_matter;
mod html;
mod jsonl;
mod loose;
mod markup;
mod mime;
mod neighbour;
mod post;
mod scheduler;
mod sequence;
mod shares;
mod steps;
mod structured;
pub mod walk;

pub use neighbour::Neighbours;

use crate::draft::{Channel, Draft, Sequence};
use crate::text::{Span, Text};

/// What a source turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// One message: Markdown or plain text with front matter, headers, or neither.
    Message,
    /// A mail as mail programs save it.
    Eml,
    /// An HTML page: a template of a mail.
    Html,
    /// One draft a line, as JSON.
    Jsonl,
    /// Several messages in one Markdown or text file, told by headings and subject labels.
    Loose,
    /// A list of leads: no drafts, but rows to hold one against.
    LeadList,
    /// A sequence of germane's own form: YAML or JSON with the key `sequence`.
    Sequence,
    /// A list of steps in YAML or JSON, read by the names of its keys.
    Steps,
    /// Posts in LinkedIn's export.
    Shares,
    /// Posts in a table for a scheduler.
    Scheduler,
    /// Could not be read as anything.
    Unreadable,
}

impl Format {
    /// The format in a few words, for people.
    pub fn name(self) -> &'static str {
        match self {
            Format::Message => "one message",
            Format::Eml => "a saved mail",
            Format::Html => "an HTML template",
            Format::Jsonl => "JSON lines",
            Format::Loose => "several messages in one text",
            Format::LeadList => "a list of leads",
            Format::Sequence => "a sequence",
            Format::Steps => "a list of steps",
            Format::Shares => "posts of LinkedIn's export",
            Format::Scheduler => "posts for a scheduler",
            Format::Unreadable => "nothing",
        }
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
}

/// A format that is told by the name of a file or by what stands in it.
struct Reader {
    format: Format,
    /// True for files of this format, by name and text.
    is: fn(&str, &str) -> bool,
    /// True when one of them holds drafts, as far as can be told. A file that the caller names is read all the same.
    holds: fn(&Text) -> bool,
    /// The drafts, with what tells each from the others as its id.
    read: fn(&Text, &mut Vec<Problem>) -> Vec<Draft>,
}

/// In the order in which they are tried. What none of them knows is one message.
const READERS: &[Reader] = &[
    Reader { format: Format::Html, is: html::is_html, holds: html::holds_draft, read: html::read },
    Reader { format: Format::Jsonl, is: jsonl::is_jsonl, holds: jsonl::holds_draft, read: jsonl::read },
    Reader { format: Format::Loose, is: loose::is_loose, holds: |_| true, read: loose::read },
];

/// Reads a source. `name` is its path (for the format and the id of its drafts); `channel` is forced by the caller, if at all.
/// Files that the source names are looked for among its `neighbours`.
pub fn read(name: &str, bytes: &[u8], channel: Option<Channel>, neighbours: &Neighbours) -> Contents {
    let mut problems = Vec::new();
    if eml::is_mail(name, bytes) {
        let draft = eml::read(bytes, &mut problems);
        return Contents { format: Format::Eml, drafts: named(vec![draft], name, channel), sequences: Vec::new(), problems };
    }
    let Some(file) = decode::decode(bytes, &mut problems) else {
        return Contents { format: Format::Unreadable, drafts: Vec::new(), sequences: Vec::new(), problems };
    };
    if structured::is_structured(name, file.as_str()) {
        return structured::read(name, &file, channel, neighbours, problems);
    }
    if let Some(reader) = reader(name, file.as_str()) {
        let drafts = named((reader.read)(&file, &mut problems), name, channel);
        return Contents { format: reader.format, drafts, sequences: Vec::new(), problems };
    }
    if is_table(name)
        && let Some((format, mut drafts)) = posts(name, &file, channel == Some(Channel::Post), &mut problems)
    {
        drafts.iter_mut().for_each(|draft| draft.channel = channel.unwrap_or(draft.channel));
        if drafts.is_empty() {
            problems.push(Problem::warning(Span::default(), "no row holds the words of a post"));
        }
        return Contents { format, drafts, sequences: Vec::new(), problems };
    }
    if is_table(name) {
        let hint = "name the columns as an export or a scheduler of posts does, or say `--as post`";
        problems.push(Problem::warning(Span::default(), "a table whose columns are not known; read as one message").hint(hint));
    }
    let mut draft = email::read(&file, is_markdown(name), &mut problems);
    draft.id = name.to_string();
    draft.channel = channel.unwrap_or(draft.channel);
    if draft.channel == Channel::Post {
        // A post answers nobody: a line that starts with `>` is a line.
        draft.quoted.clear();
    }
    Contents { format: Format::Message, drafts: vec![draft], sequences: Vec::new(), problems }
}

fn reader(name: &str, text: &str) -> Option<&'static Reader> {
    READERS.iter().find(|reader| (reader.is)(name, text))
}

/// Drafts with the path in their ids, and the channel that the caller forces.
fn named(mut drafts: Vec<Draft>, name: &str, channel: Option<Channel>) -> Vec<Draft> {
    for draft in &mut drafts {
        draft.id = if draft.id.is_empty() { name.to_string() } else { format!("{name} {}", draft.id) };
        draft.channel = channel.unwrap_or(draft.channel);
    }
    drafts
}

/// The posts of a table of any kind that is known.
fn posts(name: &str, file: &Text, sure: bool, problems: &mut Vec<Problem>) -> Option<(Format, Vec<Draft>)> {
    let shares = shares::read(name, csv::Table::new(file), problems).map(|drafts| (Format::Shares, drafts));
    shares.or_else(|| scheduler::read(name, csv::Table::new(file), sure, problems).map(|drafts| (Format::Scheduler, drafts)))
}

/// True for the names of tables.
fn is_table(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".csv", ".tsv"].iter().any(|ending| name.ends_with(ending))
}

/// Standard input and unknown endings are read as Markdown: a fence or a comment in a mail is never prose.
fn is_markdown(name: &str) -> bool {
    !name.to_ascii_lowercase().ends_with(".txt")
}
