//! Sources: bytes in, drafts and problems out. Reading never fails and never prints; what is wrong is said as a [`Problem`].
//!
//! One file a format. Where files come from (folders, ignore rules) is [`walk`]'s matter.

mod allow;
pub mod csv;
mod decode;
mod email;
mod front_matter;
mod markup;
pub mod walk;

use crate::draft::{Channel, Draft};
use crate::text::Span;

/// What a source turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// One message: Markdown or plain text with front matter, headers, or neither.
    Message,
    /// A list of leads: no drafts, but rows to hold one against.
    LeadList,
    /// Could not be read as anything.
    Unreadable,
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
    /// What is wrong with the file.
    pub problems: Vec<Problem>,
}

/// Reads a source. `name` is its path (for the format and the id of its drafts); `channel` is forced by the caller, if at all.
pub fn read(name: &str, bytes: &[u8], channel: Option<Channel>) -> Contents {
    let mut problems = Vec::new();
    let Some(file) = decode::decode(bytes, &mut problems) else {
        return Contents { format: Format::Unreadable, drafts: Vec::new(), problems };
    };
    let mut draft = email::read(&file, is_markdown(name), &mut problems);
    draft.id = name.to_string();
    draft.channel = channel.unwrap_or(draft.channel);
    Contents { format: Format::Message, drafts: vec![draft], problems }
}

/// Standard input and unknown endings are read as Markdown: a fence or a comment in a mail is never prose.
fn is_markdown(name: &str) -> bool {
    !name.to_ascii_lowercase().ends_with(".txt")
}
