//! Drafts: what one person would read, and what is declared about it. Formats build drafts;
//! analysis reads them.

mod address;
mod meta;
mod sender;
mod sequence;
pub mod subject;

pub use address::Address;
pub use meta::{Meta, Override, Overrides};
pub use sender::Sender;
pub use sequence::{Arm, MAX_STEPS, MINUTES_A_DAY, Sequence, Step};

use crate::vocabulary::{Channel, Part};

use std::sync::Arc;

use crate::text::{Span, Text};

/// One message that one person would read.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Names the draft in reports: the path, and what distinguishes it from other drafts of the
    /// same file.
    pub id: String,
    /// How it reaches the reader.
    pub channel: Channel,
    /// Place in a sequence, from 1; `None` for a draft alone.
    pub step: Option<u32>,
    /// The file that it stands in, when that is not the source itself.
    pub elsewhere: Option<Arc<ReferencedFile>>,
    /// Subject lines, preheader and body as the reader sees them, one after the other, with the way
    /// back to the file.
    pub text: Text,
    /// Which stretch of the text is which; those that formats know. Greeting, ask and so on are
    /// found by analysis.
    pub sections: Vec<Section>,
    /// Stretches that are not prose (code, comments), sorted and disjoint. Nothing in them is read.
    pub masks: Vec<Span>,
    /// Stretches that somebody else wrote (quoted replies), sorted and disjoint.
    pub quoted: Vec<Span>,
    /// Targets of links, as written in the text.
    pub links: Vec<Span>,
    /// The words of links that have any, each with its target.
    pub anchors: Vec<(Span, Span)>,
    /// Stretches of the file that its reader is not shown. Each is a mask too.
    pub hidden: Vec<Span>,
    /// What the front matter or the headers say.
    pub meta: Meta,
    /// The body is one field: its words stand in a list, so that nothing can be said of them.
    pub opaque: bool,
    /// Findings that the writer allows, with reasons.
    pub allows: Vec<Allow>,
    /// What its list says beside its words. The drafts of one row share it.
    pub row: Option<Arc<RecipientRow>>,
}

/// The cells of a list that are no copy: what is known of the reader.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct RecipientRow {
    /// Its number: as a spreadsheet shows it, or the line of a JSONL file.
    pub number: usize,
    /// Names of columns, which rows share, and what stands in them.
    pub cells: Vec<(Arc<str>, String)>,
}

/// A file beside the source, that a draft was pulled in from.
#[derive(Debug, PartialEq, Eq)]
pub struct ReferencedFile {
    /// Its path, as reports show it.
    pub path: String,
    /// Its bytes: the spans of the draft point into them.
    pub bytes: Vec<u8>,
    /// Where the source names it.
    pub named: Span,
}

/// A stretch of the text that a format knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// Subject, preheader or body.
    pub part: Part,
    /// Where, in the draft's text.
    pub span: Span,
}

/// `<!-- germane: allow RULE -- reason -->`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The rules allowed, each with its place in the file.
    pub rules: Vec<(String, Span)>,
    /// Why; empty when the writer gave no reason.
    pub reason: String,
    /// The comment, in the file.
    pub span: Span,
    /// What it covers, in the draft's text: the paragraph that it stands in or before. Findings
    /// about the whole message are covered from anywhere.
    pub covers: Span,
}

impl Draft {
    /// Cuts its text at `at`, and all that is known of the rest.
    pub fn truncate(&mut self, at: usize) {
        let at = at as u32;
        self.text.truncate(at);
        let cut = |spans: &mut Vec<Span>| {
            spans.retain(|span| span.start < at);
            spans.iter_mut().for_each(|span| span.end = span.end.min(at));
        };
        [&mut self.masks, &mut self.quoted, &mut self.links, &mut self.hidden]
            .into_iter()
            .for_each(cut);
        self.anchors.retain(|(words, target)| words.end <= at && target.end <= at);
        self.allows.retain(|allow| allow.covers.start < at);
        self.allows.iter_mut().for_each(|allow| allow.covers.end = allow.covers.end.min(at));
        for section in &mut self.sections {
            section.span =
                Span { start: section.span.start.min(at), end: section.span.end.min(at) };
        }
    }

    /// The body, which every draft has (it may be empty).
    pub fn body(&self) -> Span {
        self.section(Part::Body).unwrap_or_default()
    }

    /// The first section of this kind.
    pub fn section(&self, part: Part) -> Option<Span> {
        self.sections.iter().find(|section| section.part == part).map(|section| section.span)
    }

    /// True when it has no subject of its own, or one that begins with `Re:`: as a later step it
    /// goes into the thread of the one before.
    pub fn answers(&self) -> bool {
        self.section(Part::Subject).is_none_or(|subject| {
            let subject = subject.slice(self.text.as_str());
            subject.trim_start().is_empty()
                || subject::prefix(subject).is_some_and(|prefix| prefix.answers)
        })
    }
}
