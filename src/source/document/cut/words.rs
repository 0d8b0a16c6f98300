//! Lines without a label: words of a message, the first ones of another, or none of any.

use super::super::line::{self, Fence, Line, heading, is_prose, is_rule};
use super::super::{step_heading, title, words};
use super::{Cutter, CutterState, GUIDANCE};
use crate::source::label;
use crate::source::{delay, opening, thread};

impl<'t> Cutter<'t, '_> {
    pub(super) fn words(&mut self, line: Line<'t>) -> usize {
        if line.words.is_empty() && !matches!(self.place, CutterState::Words { .. }) {
            return 1;
        }
        let item = item(line.words);
        match self.place {
            CutterState::Words { threaded } => {
                self.place =
                    CutterState::Words { threaded: threaded || thread::begins(line.words) };
                self.push_all(1);
            }
            CutterState::Labels { awaits: true } if !opening::is_greeting(line.words) => {
                let subject = label::option(item.unwrap_or(line.words));
                let span = self.span_of(subject);
                self.open.iter_mut().for_each(|message| message.subjects.push(span));
                self.place = CutterState::Labels { awaits: item.is_some() };
            }
            CutterState::Labels { .. } if line::is_bold_label(item.unwrap_or(line.words)) => {}
            CutterState::Labels { .. } => {
                self.place = CutterState::Words { threaded: false };
                self.push_all(1);
            }
            CutterState::Outside if self.listing && item.is_some() => {
                let span = self.span_of(label::option(item.unwrap_or_default()));
                self.pending.subjects.push(span);
            }
            CutterState::Outside if self.opens(line) => {
                self.begin(&line, CutterState::Words { threaded: false });
                self.push_all(1);
            }
            CutterState::Outside => {
                let remark = self.is_announced()
                    && line.words.len() < 80
                    && delay::in_label(line.words).is_some();
                if remark && self.pending.delay.is_none() {
                    self.pending.delay = delay::in_label(line.words);
                }
                self.leave(line.span, if self.guide.is_some() { GUIDANCE } else { "no message" });
            }
        }
        1
    }

    /// True for a line below a heading, a rule or a label, and for a greeting that is a paragraph
    /// under a heading, below lines of properties.
    fn stands_apart(&self, line: Line) -> bool {
        let above = &self.lines[..self.at];
        let Some(before) = above.iter().rposition(|line| !line.words.is_empty()) else {
            return true;
        };
        let words = above[before].words;
        let labelled = || {
            above[before].fence == Fence::Outside
                && (line::strong(words).is_some() || line::is_bold_label(words))
        };
        let paragraph =
            !self.outline.is_empty() && before + 1 < self.at && opening::greets(line.words);
        paragraph || is_rule(words) || heading(self.lines, before).is_some() || labelled()
    }

    /// True for a line that begins the words of a message that has no label.
    pub(super) fn opens(&self, line: Line) -> bool {
        if self.guide.is_some() {
            return false;
        }
        let top = self.outline.is_empty()
            && self.found.unread.is_empty()
            && self.found.messages.is_empty();
        if opening::greets(line.words) && (self.is_announced() || top) {
            return true;
        }
        if opening::is_greeting(line.words) && (self.is_announced() || self.stands_apart(line)) {
            let next = self.next(self.at + 1);
            if next.is_some_and(|(_, line)| line.words.split_whitespace().count() >= 4) {
                return true;
            }
        }
        if self.outline.last().is_some_and(|(_, title)| title::is_post_of_network(title))
            && !line::is_bold_label(line.words)
        {
            return true;
        }
        if line.words.split_whitespace().count() < 8
            || !is_prose(line.words)
            || line::is_bold_label(line.words)
        {
            return false;
        }
        // A heading that is a sentence tells somebody what to do.
        let digits =
            |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        let counts = |title: &str| title.split(|c: char| !c.is_alphanumeric()).any(digits);
        let numbers =
            |title: &str| counts(title) && !title.ends_with(['.', '?']) && title::promises(title);
        let last = self.outline.last().map_or("", |(_, title)| *title);
        // The title of a file may say it for headings that count its messages.
        let placed =
            step_heading::step(last).is_some() && !last.starts_with(|c: char| c.is_ascii_digit());
        let direct = || {
            self.outline.iter().any(|(level, title)| {
                (*level > 1 || placed)
                    && (words::has(title, words::NETWORK) || title::invites(title))
            })
        };
        let alone = |title: &str| {
            (title::invites(title) || title::follows_invite(title)) && !self.encloses()
        };
        self.pending.channel.is_some() || numbers(last) && direct() || alone(last)
    }

    /// True when something below, under the same heading, is set off by a fence or a quote: what
    /// stands before it is about it.
    fn encloses(&self) -> bool {
        const NEAR: usize = 40;
        let near = (self.at..self.lines.len()).take(NEAR);
        near.take_while(|at| *at == self.at || heading(self.lines, *at).is_none())
            .any(|at| self.lines[at].fence == Fence::Opens || self.lines[at].words.starts_with('>'))
    }
}

/// What stands behind the mark of a list item.
pub fn item(words: &str) -> Option<&str> {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &words[digits..];
    let marks: &[&str] = if digits > 0 { &[". ", ") "] } else { &["- ", "* ", "+ ", "• "] };
    marks.iter().find_map(|mark| rest.strip_prefix(mark)).map(str::trim)
}
