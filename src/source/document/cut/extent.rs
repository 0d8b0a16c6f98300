//! How far a message goes: which headings and rules are part of it, and which lead on to another.

use super::super::line::{self, Fence, Heading, Line, heading};
use super::super::message::Message;
use super::super::title;
use super::{Cutter, CutterState};
use crate::source::label::{Label, read};
use crate::source::opening;

impl Cutter<'_, '_> {
    /// True in the words of a message that stands under no heading or under the title of the file:
    /// what follows belongs to it until another message begins, or guidance. So it does in a mail
    /// that has greeted and not taken leave.
    pub(super) fn continues(&self) -> bool {
        let level = |message: &Message| message.outline.last().map_or(0, |(level, _)| *level);
        let filled = |message: &Message| {
            message.body.iter().any(|line| !line.slice(self.text).trim().is_empty())
        };
        matches!(self.place, CutterState::Words { .. })
            && !self.inside
            && self.open.as_ref().is_some_and(|message| level(message) <= 1 && filled(message))
            || self.goes_on()
    }

    /// True in a mail that has greeted and not taken leave: headings, rules and lines in bold are
    /// parts of it.
    pub(super) fn goes_on(&self) -> bool {
        let open = |message: &Message| {
            !message.subjects.is_empty() && message.greets == Some(true) && !message.left
        };
        matches!(self.place, CutterState::Words { threaded: false })
            && !self.inside
            && self.open.as_ref().is_some_and(open)
    }

    /// True when the line at `at` begins another message, or nothing follows it.
    pub(super) fn begins_next(&self, at: usize) -> bool {
        let Some((at, line)) = self.next(at) else { return true };
        let inner = line.words.trim_start_matches(['>', ' ']);
        line.fence == Fence::Opens
            || heading(self.lines, at).is_some()
            || read(inner).is_some_and(|found| found.label == Label::Subject || found.strong)
            || line::is_bold_label(inner)
            || opening::greets(inner)
    }

    /// True when the line at `at` is not of the mail that goes on here: it is a label, a heading
    /// beside or above, a greeting, or nothing follows.
    pub(super) fn leads_away(&self, at: usize) -> bool {
        let Some((at, line)) = self.next(at) else { return true };
        let inner = line.words.trim_start_matches(['>', ' ', '*', '_']);
        let level = self
            .open
            .as_ref()
            .and_then(|message| message.outline.last())
            .map_or(0, |(level, _)| *level);
        let beside = |heading: Heading| {
            heading.level <= level
                || title::guides(heading.title)
                || title::announces(heading.title)
        };
        heading(self.lines, at).is_some_and(beside)
            || read(line.words).is_some_and(|found| found.label == Label::Subject || found.strong)
            || opening::greets(inner)
            || line.fence == Fence::Opens
    }

    /// True when what stands at `at` is the last line of the file, and what a writing assistant
    /// says below a mail that it has announced.
    fn is_chat(&self, at: usize) -> bool {
        #[rustfmt::skip]
        const OFFERS: &[&str] = &[
            "let me know if you", "would you like me to", "do you want me to", "want me to", "shall i ", "feel free to", "i can also", "happy to adjust", "hope this helps",
            "if you'd like, i can", "if you want, i can", "soll ich ", "möchtest du, dass", "sag bescheid, wenn", "souhaitez-vous que", "dites-moi si", "¿quieres que", "avísame si",
            "vuoi che ", "quer que eu ",
        ];
        const ANNOUNCES: &[&str] = &["here", "below", "hier", "voici", "aquí", "ecco", "aqui"];
        let announced = self.found.unread.first().is_some_and(|first| {
            let lower = first.span.slice(self.text).trim().to_lowercase();
            lower.ends_with([':', '.', '!'])
                && lower.split(|c: char| !c.is_alphabetic()).any(|word| ANNOUNCES.contains(&word))
        });
        let offer = |line: &Line| {
            let lower = line.words.to_lowercase().replace('\u{2019}', "'");
            OFFERS.iter().any(|offer| lower.starts_with(offer))
        };
        self.outline.is_empty()
            && announced
            && self.next(at).is_some_and(|(at, line)| offer(&line) && self.next(at + 1).is_none())
    }

    pub(super) fn rule(&mut self) -> usize {
        match self.place {
            CutterState::Labels { .. } => {}
            CutterState::Words { .. } if self.is_chat(self.at + 1) => self.close(),
            CutterState::Words { .. } if self.goes_on() && !self.leads_away(self.at + 1) => {
                self.push_all(1)
            }
            CutterState::Words { .. }
                if self.continues() && !self.goes_on() && !self.begins_next(self.at + 1) =>
            {
                self.push_all(1)
            }
            CutterState::Words { .. }
                if self.open.as_ref().is_some_and(|message| message.body.is_empty()) => {}
            _ => self.close(),
        }
        1
    }
}
