//! From lines to messages. One pass: headings, rules, labels and fences tell where a message begins
//! and ends; what is no message is left out, and said.

mod enclosed;
mod extent;
mod heading;
mod label;
mod table;
mod words;

use super::limits::LIMITS;
use super::line::{Fence, Line, heading, is_fold, is_rule, lines};
use super::message::{DocumentContents, Message, PLAN};
use super::{step_heading, title};
use crate::order::InOrder;
use crate::source::label::read;
use crate::source::{LONGEST_NAME, Unread};
use crate::text::{Span, head, step};

/// Cuts `text`, from `from` on.
pub fn cut(text: &str, from: usize) -> DocumentContents<'_> {
    let lines = lines(text, from);
    of_lines(text, &lines, Vec::new())
}

/// Cuts some lines of `text`, which stand under the headings of `outline`.
pub fn of_lines<'t>(
    text: &'t str,
    lines: &[Line<'t>],
    outline: Vec<(usize, &'t str)>,
) -> DocumentContents<'t> {
    let mut cutter = Cutter::new(text, lines, outline);
    cutter.run();
    cutter.finish()
}

/// Why subject lines are left out.
const LINES: &str = "subject lines without a mail";

/// Why what stands under a heading over guidance is left out.
const GUIDANCE: &str = "guidance, no message";

/// Where in a message the next line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CutterState {
    /// Between messages.
    Outside,
    /// After the labels, before the words. `awaits`: a label has no value yet, which may follow.
    Labels { awaits: bool },
    /// In the words. `threaded`: below the line that introduces an old message.
    Words { threaded: bool },
}

struct Cutter<'t, 'l> {
    text: &'t str,
    lines: &'l [Line<'t>],
    at: usize,
    place: CutterState,
    outline: Vec<(usize, &'t str)>,
    /// What the outline announces, and what it promises.
    announced: bool,
    promised: bool,
    /// The level of the heading over guidance.
    guide: Option<usize>,
    /// The end of the heading or the message before: comments below it are for the next subject.
    above: usize,
    /// Subject lines in a list under a heading of their own.
    listing: bool,
    /// What labels say before a message begins.
    pending: Message<'t>,
    /// Its subject lines are not for messages under a heading above this level.
    reach: usize,
    open: Option<Message<'t>>,
    found: DocumentContents<'t>,
    /// The level of the headings over the messages that stand in fences and speak for themselves,
    /// and how many there are.
    fenced: (usize, usize),
    /// Lines inside of a fence: they have no headings.
    inside: bool,
    /// Every line is quoted: a draft that is set off.
    quoted: bool,
    /// Up to this line tables of tags have been tried.
    tables_until: usize,
    /// The line behind the rows of bars that were looked at last.
    bars_until: usize,
}

impl<'t, 'l> Cutter<'t, 'l> {
    fn new(text: &'t str, lines: &'l [Line<'t>], outline: Vec<(usize, &'t str)>) -> Self {
        let (announced, promised) = outlook(&outline);
        Cutter {
            text,
            lines,
            at: 0,
            place: CutterState::Outside,
            announced,
            promised,
            outline,
            guide: None,
            above: lines.first().map_or(0, |line| line.span.start()),
            listing: false,
            pending: Message::default(),
            reach: 0,
            open: None,
            found: DocumentContents::default(),
            fenced: (0, 0),
            inside: false,
            tables_until: 0,
            bars_until: 0,
            quoted: lines.iter().all(|line| line.words.is_empty() || line.words.starts_with('>')),
        }
    }

    fn run(&mut self) {
        while let Some(line) = self.lines.get(self.at).copied() {
            let title = (!self.inside)
                .then(|| heading(self.lines, self.at))
                .flatten()
                .filter(|_| line.fence == Fence::Outside);
            self.at += match (line.fence, title) {
                (Fence::Opens, _) => self.fence(line),
                (_, Some(title)) => self.heading(line, title),
                _ if line.words.starts_with('>') => self.quote(),
                _ if line.words.starts_with('|') => self.table(line),
                _ if table::has_tag(line.words.get(..6).unwrap_or_default(), "<table") => {
                    self.tagged_table(line)
                }
                _ if is_rule(line.words) => self.rule(),
                _ if is_fold(line.words) => {
                    self.close();
                    1
                }
                _ => match read(line.words).or_else(|| self.bare_label(line)) {
                    Some(found) => self.label(line, found),
                    None => self.words(line),
                },
            };
        }
        self.close();
    }

    fn finish(mut self) -> DocumentContents<'t> {
        std::mem::take(&mut self.pending.subjects)
            .into_iter()
            .for_each(|span| self.leave(span, LINES));
        self.found.unread.order_by_key(|left| left.span.start());
        self.found.unread.retain(|left| !left.span.slice(self.text).trim().is_empty());
        self.found
    }

    /// The number of lines from the current one that `holds`.
    fn while_lines(&self, holds: impl Fn(&Line) -> bool) -> usize {
        let count = self.lines[self.at..].iter().take_while(|line| holds(line)).count();
        step(count);
        count
    }

    /// The next line that says something, from `from` on.
    fn next(&self, from: usize) -> Option<(usize, Line<'t>)> {
        (from..self.lines.len())
            .map(|at| (at, self.lines[at]))
            .find(|(_, line)| !line.words.is_empty())
    }

    fn span_of(&self, part: &str) -> Span {
        let from = part.as_ptr() as usize - self.text.as_ptr() as usize;
        Span::new(from, from + part.len())
    }

    /// Leaves a line out.
    fn leave(&mut self, span: Span, why: &'static str) {
        match self.found.unread.last_mut().filter(|last| {
            last.why == why
                && self
                    .text
                    .get(last.span.end()..span.start())
                    .is_some_and(|between| between.trim().is_empty())
        }) {
            Some(last) => last.span = last.span.join(span),
            None => self.found.unread.push(Unread { span, why }),
        }
    }

    /// Takes a heading into the outline, in the place of those at its level and below, or only ends
    /// those.
    fn enter(&mut self, level: usize, title: Option<&'t str>) {
        self.outline.retain(|(above, _)| *above < level);
        self.outline.extend(title.map(|title| (level, head(title, LONGEST_NAME))));
        (self.announced, self.promised) = outlook(&self.outline);
    }

    /// True under a heading or labels that announce a message.
    fn is_announced(&self) -> bool {
        self.guide.is_none()
            && (self.announced || self.pending.channel.is_some() || self.pending.delay.is_some())
    }

    /// True under a heading or a label that promises a message, so that nothing else has to speak
    /// for it.
    fn is_promised(&self) -> bool {
        self.guide.is_none() && (self.promised || self.pending.channel.is_some())
    }

    /// Begins a message.
    fn begin(&mut self, line: &Line<'t>, place: CutterState) -> &mut Message<'t> {
        self.close();
        let preceded = !self.outline.is_empty()
            || !self.found.unread.is_empty()
            || !self.found.messages.is_empty();
        let pending = std::mem::take(&mut self.pending);
        self.place = place;
        let end = pending.subjects.first().map_or(line.span.start(), |subject| subject.start());
        let above = Span::new(self.above, end.max(self.above));
        let set_apart = preceded || pending.set_apart;
        self.open.insert(Message {
            outline: self.outline.clone(),
            line: line.number,
            above,
            set_apart,
            ..pending
        })
    }

    /// Ends the message that is open.
    fn close(&mut self) {
        self.place = CutterState::Outside;
        if let Some(mut message) = self.open.take() {
            while message.body.last().is_some_and(|line| line.slice(self.text).trim().is_empty()) {
                message.body.pop();
            }
            let no_message = if message.is_plan(self.text) {
                Some(PLAN)
            } else if message.is_of_limits(self.text) {
                Some(LIMITS)
            } else {
                None
            };
            if let Some(why) = no_message {
                let spans: Vec<Span> =
                    message.subjects.iter().chain(&message.body).copied().collect();
                spans.into_iter().for_each(|span| self.leave(span, why));
            } else if message.has_words(self.text) {
                let next = self
                    .lines
                    .get(self.at)
                    .map(|line| line.span.start())
                    .or(self.lines.last().map(|line| line.span.end()));
                self.above = next
                    .into_iter()
                    .chain(message.body.last().map(|line| line.end()))
                    .fold(self.above, usize::max);
                self.found.messages.push(message);
            } else if message.body.is_empty() && message.subjects.len() > 1 {
                // Several subject lines alone are for the message that follows.
                self.pending.subjects = message.subjects;
                self.reach = message.outline.last().map_or(0, |(level, _)| level + 1);
            } else {
                let spans: Vec<Span> = message
                    .subjects
                    .iter()
                    .chain(&message.preview)
                    .chain(&message.body)
                    .copied()
                    .collect();
                spans
                    .into_iter()
                    .for_each(|span| self.leave(span, "a label without words below it"));
            }
        }
    }

    /// Takes lines as they are into the message that is open.
    fn push_all(&mut self, count: usize) {
        let lines = &self.lines[self.at..self.at + count];
        self.open
            .iter_mut()
            .for_each(|message| lines.iter().for_each(|line| message.push(self.text, line.span)));
    }
}

/// Whether headings announce a message, and whether they promise one. The title of a file does
/// neither among other headings, unless it counts; a promise above the nearest heading has to count
/// too.
fn outlook(outline: &[(usize, &str)]) -> (bool, bool) {
    let last = outline.len().saturating_sub(1);
    let titles = || outline.iter().enumerate();
    let counts = |title: &str| {
        !title.starts_with(|c: char| c.is_ascii_digit()) && step_heading::step(title).is_some()
    };
    let announced =
        titles().any(|(at, (level, title))| (at == last || *level > 1) && title::announces(title));
    let promised = titles().any(|(at, (level, title))| {
        title::promises(title) && (at == last && *level > 1 || counts(title))
    });
    // Steps below a heading that names a network are messages over it.
    let placed = outline.last().is_some_and(|(_, title)| counts(title) && !title::guides(title));
    let direct = || titles().any(|(_, (_, title))| super::words::has(title, super::words::NETWORK));
    (announced, promised || placed && direct())
}
