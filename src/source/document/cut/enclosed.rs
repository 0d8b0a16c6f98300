//! What fences and block quotes hold.

use super::super::line::{self, Fence, Heading, Line, is_prose};
use super::super::{title, words};
use super::{Cutter, CutterState, DocumentContents, Message};
use crate::source::{label, opening};
use crate::text::{Span, is_invisible};

/// Quotes that stand in each other, as far as they are read one by one.
const DEEPEST: usize = 16;

impl<'t> Cutter<'t, '_> {
    /// A message as a whole, from the inside of a fence or a quote. False when it is none.
    pub(super) fn enclosed(&mut self, line: Line<'t>, inner: &[Line<'t>], sure: bool) -> bool {
        let Some(first) = inner.iter().find(|line| !line.words.is_empty()) else { return false };
        let words = |line: &Line| line.words.split_whitespace().count();
        let many = inner.iter().map(words).sum::<usize>() >= 8;
        if line::is_subject(first.words)
            || first.words.len() < 80
                && label::read(first.words).is_some()
                && inner.iter().any(|line| line::is_subject(line.words))
        {
            return self.labelled(inner);
        }
        if self.outline.iter().any(|(_, title)| title::is_call(title)) {
            return false;
        }
        let greets = opening::greets(first.words) && sure
            || many && (opening::greets_by_name(first.words) || opening::is_greeting(first.words));
        // What begins with words in bold is a remark.
        if greets
            || sure
                && !first.words.starts_with("**")
                && inner.iter().any(|line| is_prose(line.words))
        {
            let body: Vec<Span> = inner.iter().map(|line| line.span).collect();
            let message = self.begin(&line, CutterState::Outside);
            (message.body, message.set_apart) = (body, true);
            self.close();
            let level = self.outline.last().map_or(0, |(level, _)| *level);
            self.fenced = (level, if self.fenced.0 == level { self.fenced.1 + 1 } else { 1 });
            return true;
        }
        false
    }

    /// True for a fence of sentences under a heading beside those of two messages or more that
    /// stand in fences too.
    fn is_beside_others(&self, inner: &[Line<'t>]) -> bool {
        let level = self.outline.last().map_or(0, |(level, _)| *level);
        let filled = inner.iter().filter(|line| !line.words.is_empty());
        let prose = inner.iter().filter(|line| is_prose(line.words)).count();
        let many =
            filled.clone().map(|line| line.words.split_whitespace().count()).sum::<usize>() >= 12;
        let set = |line: &&Line| {
            line.words.starts_with(['#', '$', '{', '<', '|', '-', '*'])
                && !line.words.starts_with("{{")
        };
        self.guide.is_none()
            && level > 0
            && self.fenced.0 == level
            && self.fenced.1 > 1
            && many
            && prose > 0
            && !filled.clone().next().is_some_and(|line| set(&line))
    }

    /// Messages with labels of their own inside of a fence or a quote.
    pub(super) fn labelled(&mut self, inner: &[Line<'t>]) -> bool {
        let mut pending = std::mem::take(&mut self.pending);
        self.close();
        // Subject lines of a mail whose words follow here are for it.
        pending.subjects.append(&mut self.pending.subjects);
        let mut cutter = Cutter {
            inside: true,
            pending,
            above: self.above,
            ..Cutter::new(self.text, inner, self.outline.clone())
        };
        cutter.run();
        let Cutter { above, found: DocumentContents { messages, unread }, .. } = cutter;
        let any = !messages.is_empty();
        self.found
            .messages
            .extend(messages.into_iter().map(|message| Message { set_apart: true, ..message }));
        if any {
            self.above = above;
            self.found.unread.extend(unread);
        }
        any
    }

    /// Takes the inside of a fence or a quote as what the labels above it promise. False when they
    /// promise nothing.
    pub(super) fn fills(&mut self, inner: &[Line<'t>]) -> bool {
        let filled = |line: &&Line| !line.words.is_empty();
        let empty = |message: &Message| {
            message.body.iter().all(|line| line.slice(self.text).trim().is_empty())
        };
        match (self.place, &mut self.open) {
            (CutterState::Labels { awaits: true }, Some(message))
                if inner.iter().filter(filled).count() <= 8
                    && !inner.iter().any(|line| opening::is_greeting(line.words)) =>
            {
                let values = inner.iter().filter(filled).map(|line| line.words);
                message.subjects.extend(values.map(|value| {
                    let from = value.as_ptr() as usize - self.text.as_ptr() as usize;
                    Span::new(from, from + value.len())
                }));
                self.place = CutterState::Labels { awaits: false };
                true
            }
            (CutterState::Labels { .. } | CutterState::Words { .. }, Some(message))
                if empty(message) =>
            {
                message.body = inner.iter().map(|line| line.span).collect();
                message.set_apart = true;
                self.close();
                true
            }
            _ => false,
        }
    }

    pub(super) fn fence(&mut self, line: Line<'t>) -> usize {
        let inside =
            self.lines[self.at + 1..].iter().take_while(|line| line.fence == Fence::Inside).count();
        let inner = &self.lines[self.at + 1..][..inside];
        let count = 1
            + inside
            + usize::from(
                self.lines
                    .get(self.at + 1 + inside)
                    .is_some_and(|line| line.fence == Fence::Closes),
            );
        let plain: Vec<Line> =
            inner.iter().map(|line| Line { fence: Fence::Outside, ..*line }).collect();
        let whole = self.lines[self.at..self.at + count]
            .iter()
            .fold(line.span, |span, line| span.join(line.span));
        let prose = line::is_prose_fence(line.words);
        let own = plain
            .iter()
            .find(|line| !line.words.is_empty())
            .is_some_and(|line| line::is_subject(line.words));
        // A fence among the words belongs to them, one below them is a remark.
        let greets = plain
            .iter()
            .find(|line| !line.words.is_empty())
            .is_some_and(|line| opening::greets(line.words));
        let filled = self.open.as_ref().is_some_and(|message| {
            message.body.iter().any(|line| !line.slice(self.text).trim().is_empty())
        });
        let among = matches!(self.place, CutterState::Words { .. }) && filled && !greets && !own;
        let last = among && self.begins_next(self.at + count);
        if !own && self.continues() && !(greets && self.goes_on()) || among && !last {
            self.push_all(count);
        } else if last {
            self.close();
            self.leave(whole, "a fence below a message");
        } else if !(prose
            && (!own && self.fills(&plain)
                || self.enclosed(
                    line,
                    &plain,
                    self.is_promised() || self.is_beside_others(&plain),
                )))
        {
            self.close();
            self.leave(whole, if prose { "a fence without a message" } else { "code" });
        }
        count
    }

    /// A block quote with a kind and perhaps a title of its own, as notes in Obsidian and on GitHub
    /// have them. `None` for one that is read as any other.
    fn callout(&mut self, count: usize) -> Option<usize> {
        let line = self.lines[self.at];
        let (kind, title) = line::callout(line.words)?;
        if title::announces(title) || title::is_post(title) {
            return Some(self.heading(line, Heading { level: 6, title }));
        }
        let holds = words::has(kind, words::TOUCH) || matches!(kind, "quote" | "cite" | "example");
        if holds {
            return Some(1);
        }
        let whole = self.lines[self.at..self.at + count]
            .iter()
            .fold(line.span, |span, line| span.join(line.span));
        self.leave(whole, "a remark");
        Some(count)
    }

    pub(super) fn quote(&mut self) -> usize {
        let count = self.while_lines(|line| line.words.starts_with('>'));
        if let Some(count) = self.callout(count) {
            return count;
        }
        let first = self.lines[self.at].words.trim_start_matches(['>', ' ']);
        let left = matches!(self.place, CutterState::Words { threaded: false })
            && self.open.as_ref().is_some_and(|message| message.left);
        if left && line::is_bold_label(first) && !line::is_subject(first) {
            let whole = self.lines[self.at..self.at + count]
                .iter()
                .fold(self.lines[self.at].span, |span, line| span.join(line.span));
            self.close();
            self.leave(whole, "a remark");
            return count;
        }
        if self.continues() || matches!(self.place, CutterState::Words { threaded: true }) {
            self.push_all(count);
            return count;
        }
        let block = &self.lines[self.at..self.at + count];
        let inner: Vec<Line> = block.iter().map(|line| self.unquoted(line)).collect();
        let own = inner
            .iter()
            .find(|line| !line.words.is_empty())
            .is_some_and(|line| line::is_subject(line.words));
        let whole = block.iter().fold(block[0].span, |span, line| span.join(line.span));
        let alone = self.quoted;
        // Paragraphs of one message may be quoted one by one.
        let rest = self
            .next(self.at + count)
            .filter(|(_, line)| line.words.starts_with('>'))
            .map(|(at, _)| at);
        match rest.filter(|_| !own) {
            Some(next)
                if self.is_announced() || !matches!(self.place, CutterState::Outside) || alone =>
            {
                let more = self.lines[next..]
                    .iter()
                    .take_while(|line| line.words.starts_with('>') || line.words.is_empty())
                    .count();
                let inner: Vec<Line> = self.lines[self.at..next + more]
                    .iter()
                    .map(|line| self.unquoted(line))
                    .collect();
                if !self.fills(&inner)
                    && !self.enclosed(block[0], &inner, self.is_promised() || alone)
                {
                    self.leave(whole, "a quotation");
                    return count;
                }
                next + more - self.at
            }
            _ => {
                if own || !self.fills(&inner) {
                    let sure = self.is_promised() || alone;
                    if matches!(self.place, CutterState::Words { .. }) && !own {
                        self.push_all(count);
                    } else if !self.enclosed(block[0], &inner, sure) {
                        self.leave(whole, "a quotation");
                    }
                }
                count
            }
        }
    }

    /// A line without the mark of a quote.
    pub(super) fn unquoted(&self, line: &Line<'t>) -> Line<'t> {
        let raw = line.span.slice(self.text);
        // What is drawn as nothing hides no mark: `words` begins behind it, too.
        let visible = raw.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c));
        let Some(rest) = visible.strip_prefix('>') else { return *line };
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        // Each quote in a quote is read anew: nobody quotes so deep, and such marks go at once.
        let inner = rest.trim_start_matches(['>', ' ']);
        let marks = rest[..rest.len() - inner.len()].bytes().filter(|byte| *byte == b'>').count();
        let rest = if marks > DEEPEST { inner } else { rest };
        Line {
            span: Span::new(line.span.end() - rest.len(), line.span.end()),
            words: rest.trim(),
            ..*line
        }
    }
}
