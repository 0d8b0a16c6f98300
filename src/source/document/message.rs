//! A message of a document, and what is found in one.

use super::limits::{LIMITS, are_limits};
use super::line::is_item;
use super::title;
use crate::source::{Unread, closing, delay, opening};
use crate::text::Span;

/// Of subject lines that stand over several bodies so many go with each but the first: else a long
/// list of the ones and a long list of the others would make a draft of each two.
pub const MOST_SHARED: usize = 64;

/// A message of the file.
#[derive(Clone, Debug, Default)]
pub struct Message<'t> {
    /// The headings above it, the outermost first.
    pub outline: Vec<(usize, &'t str)>,
    /// The line that it begins in.
    pub line: usize,
    /// What stands between its heading, or the message before, and its subject lines.
    pub above: Span,
    /// Subject lines.
    pub subjects: Vec<Span>,
    /// They are called titles: what is called a subject takes their place.
    pub titled: bool,
    /// The preheader.
    pub preview: Option<Span>,
    /// Lines of the body, without the marks of a block quote.
    pub body: Vec<Span>,
    /// How it is sent, as labels say.
    pub channel: Option<&'t str>,
    /// When it is sent, as labels say.
    pub delay: Option<delay::Delay>,
    /// Its step, as a table says.
    pub step: Option<u32>,
    /// To whom.
    pub to: Option<&'t str>,
    /// Something speaks for it beside its place: it stands in a fence or a quote, under a heading,
    /// or has labels for its words.
    pub set_apart: bool,
    /// Its words stand in a cell of a table, written so.
    pub cell: Option<CellMarkup>,
    /// It is a social post.
    pub post: bool,
    /// Whether its first line greets.
    pub greets: Option<bool>,
    /// A line of it takes leave.
    pub left: bool,
}

/// How the words of a cell are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellMarkup {
    /// In Markdown, where tags break lines.
    Markdown,
    /// In HTML.
    Html,
}

impl<'t> Message<'t> {
    /// The subject lines that another body below them is sent with too: the first of them, for the
    /// first body has been judged with all.
    pub fn shared_subjects(&self) -> Vec<Span> {
        self.subjects.iter().copied().take(MOST_SHARED).collect()
    }

    /// Adds a line to its words.
    pub fn push(&mut self, text: &str, line: Span) {
        let words = line.slice(text).trim();
        match self.greets {
            _ if words.is_empty() => {}
            None => self.greets = Some(opening::greets(words)),
            Some(_) => self.left |= closing::closes(words),
        }
        self.body.push(line);
    }

    /// Cuts off a table that stands below the line that takes leave: how the message did, or who
    /// keeps it, is no part of it.
    pub fn cut_table(&mut self, text: &str) -> Option<Unread> {
        let words = |line: &Span| line.slice(text).trim();
        let is_row = |line: &Span| words(line).starts_with('|');
        let is_filled = |line: &Span| !words(line).is_empty();
        let end = self.body.iter().rposition(is_filled)? + 1;
        let start = self.body[..end].iter().rposition(|line| !is_row(line))? + 1;
        let rules = self.body.get(start + 1).filter(|_| start + 1 < end)?;
        let ruled = words(rules).bytes().all(|byte| b"|-: ".contains(&byte));
        let before = self.body[..start].iter().rfind(|line| is_filled(line))?;
        if self.post || !ruled || !closing::closes(words(before)) {
            return None;
        }
        let span = self.body[start].join(self.body[end - 1]);
        self.body.truncate(start);
        Some(Unread { span, why: TABLE })
    }

    /// True when its words are items of a list, and it greets nobody: what a mail is to say, or
    /// what is known of one that was sent.
    pub fn is_plan(&self, text: &str) -> bool {
        let mut lines = self
            .body
            .iter()
            .map(|line| line.slice(text).trim())
            .filter(|line| !line.is_empty())
            .peekable();
        !self.post
            && !self.outline.is_empty()
            && !self.subjects.is_empty()
            && self.greets != Some(true)
            && lines.peek().is_some()
            && lines.all(is_item)
    }

    /// True below the name of a post on a network, when all that its words say is what the network
    /// allows.
    pub fn is_of_limits(&self, text: &str) -> bool {
        self.subjects.is_empty()
            && title::is_post_of_network(self.heading())
            && are_limits(self.body.iter().map(|line| line.slice(text).trim()))
    }

    /// The heading above it.
    pub fn heading(&self) -> &'t str {
        self.outline.last().map_or("", |(_, title)| title)
    }

    /// True when its body holds something to read.
    pub fn has_words(&self, text: &str) -> bool {
        let lines =
            || self.body.iter().map(|line| line.slice(text).trim()).filter(|line| !line.is_empty());
        let words: usize = lines().map(|line| line.split_whitespace().count()).take(4).sum();
        let announced = title::announces(self.heading());
        lines().next().is_some() && (announced || words >= 4 || lines().any(opening::is_greeting))
    }
}

/// What was found in a document.
#[derive(Debug, Default)]
pub struct DocumentContents<'t> {
    /// Messages, in order.
    pub messages: Vec<Message<'t>>,
    /// What is left out, and why.
    pub unread: Vec<Unread>,
}

/// Why a table below a message is left out.
const TABLE: &str = "a table below a message";
/// Why a list below a subject is left out.
pub const PLAN: &str = "a list about a message, not its words";

impl DocumentContents<'_> {
    /// True when there are several messages, or one that something sets apart from the rest.
    pub fn is_believed(&self) -> bool {
        self.messages.len() > 1 || self.messages.iter().any(|message| message.set_apart)
    }

    /// True when there is no message, and what messages are to say, what is known of them, or what
    /// a network allows in them.
    pub fn only_plans(&self) -> bool {
        self.messages.is_empty() && self.unread.iter().any(|left| matches!(left.why, PLAN | LIMITS))
    }
}
