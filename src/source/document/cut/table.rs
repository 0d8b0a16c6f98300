//! What tables hold, of bars and of tags: messages, subject lines, labels.

use super::super::grid::Grid;
use super::super::line::Line;
use super::{Cutter, CutterState, Message};
use crate::source::label;

impl<'t> Cutter<'t, '_> {
    pub(super) fn table(&mut self, line: Line<'t>) -> usize {
        // Of rows that are skipped one by one the end is looked for once.
        if self.at >= self.bars_until {
            self.bars_until = self.at + self.while_lines(|line| line.words.starts_with('|'));
        }
        let count = self.bars_until - self.at;
        let block = &self.lines[self.at..self.at + count];
        let awaits = self.place == CutterState::Labels { awaits: true };
        let grid = Grid::of_bars(block);
        if (awaits || self.listing && self.place == CutterState::Outside)
            && let Some(subjects) = grid.as_ref().and_then(|grid| grid.subjects(self.text))
        {
            self.open.as_mut().unwrap_or(&mut self.pending).subjects.extend(subjects);
            self.place = if awaits { CutterState::Labels { awaits: false } } else { self.place };
            return count;
        }
        if self.guide.is_none()
            && !self.continues()
            && let Some(messages) = grid.as_ref().and_then(|grid| grid.messages(self.text))
        {
            self.add_rows(messages, count);
            return count;
        }
        // Rows below a header tell of messages more often than they hold one.
        let told = grid.as_ref().is_some_and(|grid| !self.is_promised() || !grid.holds_parts());
        match label::read(line.words).filter(|_| !told) {
            Some(found) => self.label(line, found),
            None if matches!(self.place, CutterState::Words { .. }) => {
                self.push_all(count);
                count
            }
            None => {
                let skipped = if told { count } else { 1 };
                let whole =
                    block[..skipped].iter().fold(line.span, |span, line| span.join(line.span));
                self.leave(whole, "no message");
                skipped
            }
        }
    }

    /// A table of tags whose rows are messages, or the parts of some; any other one is words like
    /// its neighbours.
    pub(super) fn tagged_table(&mut self, line: Line<'t>) -> usize {
        if self.at < self.tables_until || self.guide.is_some() || self.continues() {
            return self.words(line);
        }
        let rest = &self.lines[self.at..];
        let Some(last) = rest.iter().position(|line| has_tag(line.words, "</table")) else {
            // Nor does any below this one end.
            self.tables_until = self.lines.len();
            return self.words(line);
        };
        self.tables_until = self.at + last + 1;
        let grid = Grid::of_tags(self.text, &rest[..=last]);
        let messages =
            grid.and_then(|grid| grid.messages(self.text).or_else(|| grid.parts(self.text)));
        match messages {
            None => self.words(line),
            Some(messages) => {
                self.add_rows(messages, last + 1);
                last + 1
            }
        }
    }

    /// Takes the messages of a table that is `count` lines long.
    fn add_rows(&mut self, messages: Vec<Message<'t>>, count: usize) {
        self.close();
        self.above = self.lines[self.at + count - 1].span.end();
        let outline = &self.outline;
        let told = messages.into_iter().map(|message| Message {
            outline: [outline.clone(), message.outline].concat(),
            ..message
        });
        self.found.messages.extend(told);
    }
}

/// True when a line has such a tag, in small letters or capitals.
pub fn has_tag(words: &str, tag: &str) -> bool {
    memchr::memchr_iter(b'<', words.as_bytes()).any(|at| {
        words.get(at..at + tag.len()).is_some_and(|found| found.eq_ignore_ascii_case(tag))
    })
}
