//! HTML as its reader sees it: the words with their breaks, alternative texts and link targets; no
//! style, script, comment or hidden text. `html5gum` cuts the file into tags and text. MJML, which
//! becomes HTML, is read with the same tables.

mod detect;
mod hidden;
mod reader;
mod rows;
mod several;
mod tags;
pub mod words;

pub use detect::{is_html, is_mjml};
pub use rows::rows;
pub use several::document;

use super::{assemble, opening};
use crate::draft::{Allow, Draft};
use crate::text::{Problem, Span, Text, TextBuilder, visible};
use crate::vocabulary::Part;
use reader::shown;
/// What a page shows.
#[derive(Debug, Default)]
pub struct Page {
    /// Hidden words before the first visible ones: an inbox shows them beside the subject.
    preheader: TextBuilder,
    body: TextBuilder,
    /// Link targets, in the body.
    links: Vec<Span>,
    /// Words of links, each with its target, in the body.
    anchors: Vec<(Span, Span)>,
    /// Hidden words below the preheader, in the body.
    hidden: Vec<Span>,
    /// What stands in block quotes or in an old message, in the body.
    quoted: Vec<Span>,
    /// Words that are struck out, in the body.
    struck: Vec<Span>,
    /// What comments allow, each with the place in the body where it stands.
    allows: Vec<(Allow, usize)>,
}

impl Page {
    /// What was written to the body since it ended at `from`, without the gap before it.
    fn end_from(&self, from: usize) -> Span {
        let end = self.body.len();
        Span::new(end - self.body.as_str()[from..].trim_start().len(), end)
    }

    /// Adds the page to a draft as its preheader and body.
    pub fn write(self, draft: &mut Draft, mut builder: TextBuilder, problems: &mut Vec<Problem>) {
        for (part, text) in [(Part::Preheader, self.preheader), (Part::Body, self.body)] {
            let text = text.finish();
            if part == Part::Body || !text.as_str().is_empty() {
                assemble::section_as_it_is(draft, &mut builder, part, |builder| {
                    builder.push_from(&text, text.whole())
                });
            }
        }
        assemble::finish(draft, builder, false, problems);
        let base = draft.body().start();
        let moved = |span: &Span| Span::new(span.start() + base, span.end() + base);
        draft.anchors =
            self.anchors.iter().map(|(words, target)| (moved(words), moved(target))).collect();
        draft.hidden = self.hidden.iter().map(moved).collect();
        for (all, own) in [
            (&mut draft.links, &self.links),
            (&mut draft.quoted, &self.quoted),
            (&mut draft.masks, &[self.hidden, self.struck].concat()),
        ] {
            all.extend(own.iter().map(moved));
            crate::text::tidy(all);
        }
        let body = draft.body();
        let text = draft.text.as_str();
        let breaks: Vec<usize> = if self.allows.is_empty() {
            Vec::new()
        } else {
            text.match_indices("\n\n").map(|(at, _)| at).collect()
        };
        let allows = self
            .allows
            .into_iter()
            .map(|(allow, at)| Allow { covers: covered(text, body, &breaks, base + at), ..allow });
        draft.allows.extend(allows);
    }
}

/// The paragraph around `at`, a place in `body`; between two paragraphs, the one below. The first
/// one may follow subject and preheader.
fn covered(text: &str, body: Span, breaks: &[usize], at: usize) -> Span {
    let (before, after) = (&text[body.start()..at], &text[at..body.end()]);
    let between = after.starts_with('\n') || before.ends_with('\n') || before.is_empty();
    let last = breaks[..breaks.partition_point(|found| *found < at)].last();
    let start = last.map_or(body.start(), |found| (found + 2).max(body.start()));
    let skipped = if between { after.len() - after.trim_start_matches('\n').len() } else { 0 };
    let end = breaks
        .get(breaks.partition_point(|found| *found < at + skipped))
        .map_or(body.end(), |found| (*found).min(body.end()));
    Span::new(if between { if before.is_empty() { 0 } else { at } } else { start }, end)
}

/// Reads a template. Its subject stands elsewhere, or in a comment that starts with `Subject:`.
pub fn read(file: &Text, problems: &mut Vec<Problem>) -> Vec<Draft> {
    let mut draft = Draft::default();
    let mut builder = TextBuilder::default();
    if let Some(subject) = subject(file.as_str()) {
        assemble::section(&mut draft, &mut builder, Part::Subject, |builder| {
            builder.push_from(file, subject)
        });
    }
    page(file, problems).write(&mut draft, builder, problems);
    vec![draft]
}

/// True when a template that nobody pointed at is a mail to somebody: it greets, or lets its reader
/// opt out.
pub fn holds_draft(file: &Text) -> bool {
    let mut page = page(file, &mut Vec::new());
    let body = std::mem::take(&mut page.body).finish();
    let body = body.as_str();
    let first = body.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    subject(file.as_str()).is_some()
        || body.lines().take(12).any(opening::greets)
        || opening::is_greeting(first)
        || opts_out(&page, body)
        || is_whole_mjml(file.as_str())
        || document(file).is_some()
}

/// True when a link of it, or one of its first or last lines, lets the reader opt out. A report on mails
/// says "unsubscribe", too.
fn opts_out(page: &Page, body: &str) -> bool {
    const EDGE: usize = 12;
    const SHORT: usize = 40;
    let says = |words: &str| words.to_lowercase().contains("unsubscribe");
    let offers = |line: &str| {
        says(line)
            && (line.len() <= SHORT
                || line.contains(['{', '[', '<', '|', '@'])
                || line.split([' ', ',', '.']).any(|word| ["here", "reply", "to"].contains(&word)))
    };
    let lines = || body.lines().filter(|line| !line.trim().is_empty());
    page.anchors.iter().any(|(words, target)| says(words.slice(body)) || says(target.slice(body)))
        || lines().take(EDGE).any(offers)
        || lines().rev().take(EDGE).any(offers)
}

/// True for MJML with a body of its own: it is a mail by its nature, and a part of one is not.
fn is_whole_mjml(text: &str) -> bool {
    is_mjml("", text) && memchr::memmem::find(text.as_bytes(), b"<mj-body").is_some()
}

fn subject(text: &str) -> Option<Span> {
    let open = text.find("<!--")? + 4;
    let inner = &text[open..open + text[open..].find("-->")?];
    let (label, subject) = inner.split_once(':')?;
    let start = open + label.len() + 1 + (subject.len() - subject.trim_start().len());
    (label.trim().eq_ignore_ascii_case("subject") && !subject.trim().contains('\n'))
        .then(|| Span::new(start, start + subject.trim().len()))
}

/// What `file` shows. Hidden words after the preheader are kept apart: they are no prose.
pub fn page(file: &Text, problems: &mut Vec<Problem>) -> Page {
    shown(visible(file).as_ref().unwrap_or(file), false, problems)
}
