//! Labels, and the words below them.

use super::super::line::{self, Fence, Line, heading, is_rule};
use super::super::{title, words};
use super::words::item;
use super::{Cutter, CutterState, GUIDANCE, Message};
use crate::source::label::{self, Label, Labelled};
use crate::source::{delay, markup, opening, thread};
use crate::text::Span;

impl<'t> Cutter<'t, '_> {
    pub(super) fn label(&mut self, line: Line<'t>, found: Labelled<'t>) -> usize {
        let Labelled { label, value, strong, listed, .. } = found;
        if matches!(self.place, CutterState::Words { threaded: true }) {
            return self.words(line);
        }
        match label {
            Label::Subject if self.guide.is_some() && (listed || !strong) => {
                self.leave(line.span, GUIDANCE);
                1
            }
            Label::Subject => self.subject(line, value, strong),
            Label::Preview if !matches!(self.place, CutterState::Words { .. }) => {
                self.preview(value)
            }
            Label::Body => self.body(line, found),
            Label::Title if self.heads(value) => self.title(line, value),
            Label::Note | Label::Title | Label::Timing
                if matches!(self.place, CutterState::Words { .. })
                    && line.words.starts_with(['*', '_']) =>
            {
                self.close();
                self.leave(line.span, "a remark");
                1
            }
            Label::Preview => self.words(line),
            _ => self.told(line, found),
        }
    }

    /// A label that says something of a message: whom it is for, how and when it is sent.
    pub(super) fn told(&mut self, line: Line<'t>, found: Labelled<'t>) -> usize {
        const LONGEST: usize = 40;
        let header = matches!(found.label, Label::To | Label::From | Label::Header);
        let brief = matches!(found.label, Label::Channel | Label::Timing)
            && (1..LONGEST).contains(&found.value.len());
        let message = match self.place {
            CutterState::Words { .. } => return self.words(line),
            _ if !(found.strong || header || brief) => return self.words(line),
            CutterState::Labels { .. } => self.open.as_mut().unwrap_or(&mut self.pending),
            CutterState::Outside => &mut self.pending,
        };
        match found.label {
            Label::Channel if words::names_channel(found.value) => {
                message.channel = Some(found.value)
            }
            Label::Timing => message.delay = delay::in_label(line.words).or(message.delay),
            Label::To => message.to = Some(found.value),
            _ => {}
        }
        1
    }

    /// `Subject options` or `Email body` alone on a line, without a colon: a label when what stands
    /// below fits it.
    pub(super) fn bare_label(&self, line: Line<'t>) -> Option<Labelled<'t>> {
        let bold = line.words.strip_prefix("**").and_then(|words| words.strip_suffix("**"));
        let words = bold.unwrap_or(line.words);
        let short = words.len() <= 40
            && words.starts_with(char::is_alphabetic)
            && words.split_whitespace().count() <= 4;
        let apart =
            short && self.at.checked_sub(1).is_none_or(|at| self.lines[at].words.is_empty());
        let label = label::of(words).filter(|_| apart)?;
        let (at, next) = self.next(self.at + 1)?;
        let value = || {
            next.fence != Fence::Outside
                || next.words.len() <= LONGEST_SUBJECT && !opening::is_greeting(next.words)
        };
        let fits = match label {
            Label::Subject if bold.is_some() => self.is_announced() && value(),
            Label::Body if bold.is_some() => matches!(self.place, CutterState::Labels { .. }),
            Label::Subject => at == self.at + 1 && item(next.words).is_some(),
            Label::Body => {
                matches!(self.place, CutterState::Labels { .. }) && opening::greets(next.words)
            }
            _ => false,
        };
        fits.then_some(Labelled {
            label,
            value: &words[words.len()..],
            strong: true,
            listed: false,
            variant: false,
        })
    }

    /// The first of the lines of properties that stand right above, as in a log: `Date: ...`,
    /// `Company: ...`.
    fn properties(&self) -> Option<usize> {
        const MOST: usize = 10;
        let is_one = |line: &Line| {
            let name = line
                .words
                .split_once(':')
                .filter(|(name, _)| name.len() <= 30 && name.split_whitespace().count() <= 3);
            name.is_some_and(|(name, value)| {
                name.starts_with(char::is_alphabetic)
                    && (value.is_empty() || value.starts_with(' '))
            })
        };
        let count =
            self.lines[..self.at].iter().rev().take(MOST).take_while(|line| is_one(line)).count();
        let above = self.at.checked_sub(count + 1).map_or("", |at| self.lines[at].words);
        // The head of a mail that is answered begins with its sender.
        let old = self.lines[self.at - count..self.at]
            .iter()
            .any(|line| label::read(line.words).is_some_and(|found| found.label == Label::From))
            || thread::is_head(&self.text[self.lines[self.at - count].span.start()..]);
        (count > 0 && !old && (above.is_empty() || is_rule(above))).then(|| self.at - count)
    }

    pub(super) fn subject(&mut self, line: Line<'t>, value: &'t str, strong: bool) -> usize {
        let before = self.at.checked_sub(1).map_or("", |at| self.lines[at].words);
        let apart = strong
            || before.is_empty()
            || is_rule(before)
            || before.ends_with("-->")
            || markup::is_line_comment(before)
            || self.at > 0 && heading(self.lines, self.at - 1).is_some();
        if let (false, Some(first), CutterState::Words { threaded: false }) =
            (apart, self.properties(), self.place)
        {
            // They are of the mail that begins here.
            let from = self.lines[first].span.start();
            let is_after = |span: &Span| {
                span.start() >= from
                    || is_rule(span.slice(self.text).trim())
                    || span.slice(self.text).trim().is_empty()
            };
            let body = self.open.iter_mut().map(|message| &mut message.body);
            body.for_each(|body| {
                body.truncate(
                    body.iter().rposition(|span| !is_after(span)).map_or(0, |last| last + 1),
                )
            });
            self.close();
        }
        if matches!(self.place, CutterState::Words { .. }) && !apart {
            return self.words(line);
        }
        let more = matches!(self.place, CutterState::Labels { .. });
        let place = CutterState::Labels { awaits: value.is_empty() };
        if !more {
            self.begin(&line, place);
        }
        self.place = place;
        self.open.iter_mut().filter(|message| message.titled).for_each(|message| {
            message.titled = false;
            message.subjects.clear();
        });
        let span = self.span_of(value);
        self.open
            .iter_mut()
            .filter(|_| !value.is_empty())
            .for_each(|message| message.subjects.push(span));
        1
    }

    /// True for a title that heads a mail: one under a heading that announces it, not one of the
    /// properties of somebody.
    fn heads(&self, value: &str) -> bool {
        let mail = self.is_announced() && self.pending.channel.is_none_or(words::is_mail);
        let other = |title: &&str| {
            words::is_direct(title) || title::is_lone_post(title) || title::names_network(title)
        };
        let fresh = match self.place {
            CutterState::Words { .. } => false,
            CutterState::Labels { .. } => {
                self.open.as_ref().is_some_and(|message| message.subjects.is_empty())
            }
            CutterState::Outside => true,
        };
        let beside =
            |at: Option<usize>| at.and_then(|at| self.lines.get(at)).map_or("", |line| line.words);
        let own = |words: &str| {
            let of_message = |label| {
                matches!(
                    label,
                    Label::Preview
                        | Label::Body
                        | Label::Channel
                        | Label::Timing
                        | Label::Note
                        | Label::Subject
                )
            };
            !line::is_bold_label(words) && !words.contains(": ")
                || label::read(words).is_some_and(|found| of_message(found.label))
        };
        let alone = own(beside(self.at.checked_sub(1))) && own(beside(Some(self.at + 1)));
        let last = self.outline.last().map(|(_, title)| *title);
        mail && fresh
            && alone
            && !value.is_empty()
            && value.len() <= LONGEST_SUBJECT
            && !last.iter().any(other)
    }

    /// Takes a title as the subject line.
    fn title(&mut self, line: Line<'t>, value: &'t str) -> usize {
        if self.place == CutterState::Outside {
            self.begin(&line, CutterState::Labels { awaits: false });
        }
        let span = self.span_of(value);
        self.place = CutterState::Labels { awaits: false };
        self.open
            .iter_mut()
            .for_each(|message| (message.titled, message.subjects) = (true, vec![span]));
        1
    }

    pub(super) fn preview(&mut self, value: &'t str) -> usize {
        let (value, count) = match self.next(self.at + 1).filter(|_| value.is_empty()) {
            Some((at, next)) if next.fence == Fence::Opens => {
                match self.next(at + 1).filter(|(_, line)| line.fence == Fence::Inside) {
                    Some((at, line)) => (line.words, at + 2 - self.at),
                    None => (value, 1),
                }
            }
            Some((at, next))
                if heading(self.lines, at).is_none() && label::read(next.words).is_none() =>
            {
                (next.words, at + 1 - self.at)
            }
            _ => (value, 1),
        };
        let span = Some(self.span_of(value)).filter(|span| !span.is_empty());
        self.open.as_mut().unwrap_or(&mut self.pending).preview = span;
        count
    }

    pub(super) fn body(&mut self, line: Line<'t>, found: Labelled<'t>) -> usize {
        let Labelled { value, strong, listed, variant, .. } = found;
        let greeted = || {
            opening::greets(value)
                || self.next(self.at + 1).is_some_and(|(_, line)| {
                    opening::greets(line.words.trim_start_matches(['>', ' ']))
                })
        };
        let fenced = || {
            self.next(self.at + 1)
                .is_some_and(|(_, line)| line.fence == Fence::Opens || line.words.starts_with('>'))
        };
        match self.place {
            CutterState::Labels { .. } => {}
            CutterState::Outside
                if self.guide.is_none()
                    && !listed
                    && (strong && (self.is_promised() || greeted())
                        || self.is_announced() && value.is_empty() && fenced()) =>
            {
                self.begin(&line, CutterState::Outside);
            }
            CutterState::Words { .. }
                if strong
                    && (variant || value.is_empty())
                    && (!self.goes_on() || greeted())
                    && self.open.as_ref().is_some_and(|open| open.has_words(self.text)) =>
            {
                let subjects = self.open.as_ref().map(Message::shared_subjects).unwrap_or_default();
                self.begin(&line, CutterState::Outside).subjects = subjects;
            }
            _ => return self.words(line),
        }
        self.place = CutterState::Words { threaded: false };
        let from = self.span_of(value).start();
        if let Some(open) = &mut self.open {
            open.set_apart |= strong;
            if !value.is_empty() {
                open.push(self.text, Span::new(from, line.span.end()));
            }
        }
        1
    }
}

/// No subject line in a line of its own is longer, in bytes.
const LONGEST_SUBJECT: usize = 120;
