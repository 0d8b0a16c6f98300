//! Sources: bytes in, drafts and problems out. Reading never fails and never prints; what is wrong
//! is reported as a [`Problem`].
//!
//! One file a format. Where files come from (folders, ignore rules) is [`walk`]'s matter.

mod allow;
mod assemble;
mod before;
mod blade;
mod cell;
mod closing;
pub mod column;
mod copy;
mod copy_table;
pub mod csv;
mod decode;
mod delay;
mod disorder;
mod document;
mod email;
mod eml;
mod encoded;
mod extension;
mod format;
mod formats;
mod front_matter;
mod html;
mod ignored;
mod item;
mod jsonl;
mod keys;
mod label;
mod library;
mod long;
mod markup;
mod mbox;
mod media;
mod message;
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
mod shown;
mod steps;
mod structured;
mod table;
mod thread;
mod twin;
mod unknown_keys;
pub mod walk;

pub use before::Before;
pub use copy::shown;
pub use decode::{is_utf_16, list_text, office, undecoded};
pub use format::Format;
use formats::Input;
pub use ignored::IgnoreFiles;
pub use resolver::FileResolver;
pub use sequence::SEQUENCE;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::Path;

use crate::draft::{Draft, Sequence};
use crate::text::{self, Problem, Span, Start};
use crate::vocabulary::Channel;

/// What the page of a rule begins with: its examples are no drafts of anybody's.
pub const RULE_PAGE: &str = "<!-- The page of a rule, written by `germane rules --pages`. -->";

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
    /// The folder that it lies in, where its name does not say that.
    pub folder: Option<&'b Path>,
    /// What came before, when the bytes are a piece of a long list; for its first piece that is
    /// nothing.
    pub before: Option<&'b Before>,
}

impl<'b> Source<'b> {
    /// A source whose format is detected from its name and its text.
    pub fn new(name: &'b str, bytes: &'b [u8]) -> Self {
        Source { name, bytes, channel: None, format: None, folder: None, before: None }
    }

    /// Where the bytes begin in the file.
    pub fn start(&self) -> Start {
        self.before.map(|before| before.start).unwrap_or_default()
    }

    /// Where it is, if it is a file: a name in angle brackets, such as that of standard input, is
    /// no path.
    pub fn path(&self) -> Option<&'b Path> {
        Some(Path::new(self.name)).filter(|_| !self.name.starts_with('<'))
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
#[derive(Clone, Debug)]
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
    fn new(format: Format, drafts: Vec<Draft>) -> Self {
        Contents { format, drafts, sequences: Vec::new(), problems: Vec::new(), unread: Vec::new() }
    }

    /// For each draft the sequence that it is a step of, by its place.
    pub fn sequence_of(&self) -> Vec<Option<usize>> {
        let mut of = vec![None; self.drafts.len()];
        for (at, sequence) in self.sequences.iter().enumerate() {
            for arm in sequence.steps.iter().flat_map(|step| &step.arms) {
                if let Some(of) = of.get_mut(arm.draft) {
                    of.get_or_insert(at);
                }
            }
        }
        of
    }
}

/// Messages that a file which is read whole may hold: what is said of one takes many times its
/// bytes.
const MESSAGES: usize = 50_000;
/// A heading, a key or a name of many messages is told up to here, in bytes.
const LONGEST_NAME: usize = 200;
/// Problems of one severity that are told of a file, or of a piece of a list.
const PROBLEMS: usize = 1_000;

/// What of it is worked with: nobody reads more, and memory has an end.
fn bounded(mut contents: Contents) -> Contents {
    let whole = contents.sequences.is_empty() && !piece::is_list(contents.format);
    if whole && contents.drafts.len() > MESSAGES {
        let rest = &contents.drafts[MESSAGES].text;
        let message = format!("more than {MESSAGES} messages in one file; the others are not read");
        let hint = "a list of JSON lines or a table may have any number";
        contents.problems.push(Problem::error(rest.to_source(rest.whole()), message).hint(hint));
        contents.drafts.truncate(MESSAGES);
    }
    if contents.problems.len() > PROBLEMS {
        let (mut told, mut left) = (BTreeMap::new(), BTreeMap::new());
        contents.problems.retain(|problem| {
            let count: &mut usize = told.entry(problem.severity).or_default();
            *count += 1;
            let tell = *count <= PROBLEMS;
            if !tell {
                left.entry(problem.severity).or_insert((problem.span, 0)).1 += 1;
            }
            tell
        });
        contents.problems.extend(left.into_iter().map(|(severity, (span, more))| {
            let message = format!("{} more like those above", text::count(more, severity.name()));
            Problem { severity, ..Problem::warning(span, message) }
        }));
    }
    contents
}

/// Reads a source. Files that it names are looked for by the `resolver`.
pub fn read(source: &Source, resolver: &FileResolver) -> Contents {
    let (space, resolver) = (OnceCell::new(), resolver.beside(source));
    bounded(Input::new(source, &resolver, &space).read())
}

/// Reads a source that nobody pointed at; or says why it holds no draft, as far as can be known.
pub fn read_if_draft(source: &Source, resolver: &FileResolver) -> Result<Contents, &'static str> {
    let (space, resolver) = (OnceCell::new(), resolver.beside(source));
    let input = Input::new(source, &resolver, &space);
    input.leave_out().map_or_else(|| Ok(bounded(input.read())), Err)
}
