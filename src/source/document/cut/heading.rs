//! Headings: which of them announce a message, hold its subject line, stand over guidance or belong
//! to the mail that goes on.

use super::super::line::{BARE, Heading, Line, subject_in};
use super::super::message::Message;
use super::super::words::{ALONE, has};
use super::super::{step_heading, title};
use super::{Cutter, CutterState, LINES};
use crate::source::delay;
use crate::source::label::{Label, Labelled, named, read};
use crate::text::Span;

impl<'t> Cutter<'t, '_> {
    /// The subject lines above `Version A`, which `Version B` beside it has too.
    fn shared(&self, level: usize, title: &str) -> Vec<Span> {
        let Some(last) = self.found.messages.last().filter(|_| has(title, ALONE)) else {
            return Vec::new();
        };
        let (Some((beside, own)), above) =
            (last.outline.last(), &last.outline[..last.outline.len().saturating_sub(1)])
        else {
            return Vec::new();
        };
        let from = self.span_of(own).start();
        let fits =
            *beside == level && has(own, ALONE) && self.outline[..self.outline.len() - 1] == *above;
        if fits && last.subjects.iter().all(|subject| subject.end() <= from) {
            last.shared_subjects()
        } else {
            Vec::new()
        }
    }

    pub(super) fn heading(
        &mut self,
        line: Line<'t>,
        Heading { level, title }: Heading<'t>,
    ) -> usize {
        if level >= BARE
            && matches!(self.place, CutterState::Labels { .. })
            && title::is_medium(title)
        {
            // `**Email:**` between the subject and the words heads the words.
            return self.label(
                line,
                Labelled {
                    label: Label::Body,
                    value: &title[title.len()..],
                    strong: true,
                    listed: false,
                    variant: false,
                },
            );
        }
        if level >= BARE
            && self.goes_on()
            && step_heading::step(title).is_none()
            && delay::in_label(title).is_none()
            && subject_in(title).is_none()
            && !title::is_post(title)
        {
            // `**Next step:**` in a mail is a line of it.
            return self.words(line);
        }
        let counted = level >= BARE && step_heading::step(title).is_some();
        if let Some(label) =
            named(title).filter(|_| !counted && self.guide.is_none_or(|guide| level <= guide))
        {
            let options = label == Label::Subject
                && title.to_ascii_lowercase().contains("option")
                && self.open.is_none();
            if !options {
                // A label one level up, or beside the message before, begins another one.
                self.enter(level, None);
                let end = &title[title.len()..];
                return self.label(
                    line,
                    Labelled { label, value: end, strong: true, listed: false, variant: false },
                );
            }
        }
        if let Some(found) = read(title).filter(|found| {
            found.label == Label::Subject && !found.value.is_empty() && self.guide.is_none()
        }) {
            self.close();
            self.enter(level, None);
            return self.label(line, Labelled { strong: true, listed: false, ..found });
        }
        let guide = title::guides(title);
        let promises = title::announces(title) || has(title, &["subject", "subjects"]);
        if self.continues()
            && level < BARE
            && !guide
            && !promises
            && !(if self.goes_on() {
                self.leads_away(self.at + 1)
            } else {
                self.begins_next(self.at + 1)
            })
            && !self.outline.iter().any(|(above, _)| *above >= level)
        {
            self.push_all(1);
            return 1;
        }
        self.close();
        self.enter(level, Some(title));
        if self.guide.is_some_and(|above| level <= above) {
            self.guide = None;
        }
        if guide {
            self.guide = self.guide.or(Some(level));
        } else if step_heading::step(title).is_some() {
            // `## Strategy` may stand over `### Email 1` and its words.
            self.guide = None;
        }
        self.listing = has(title, &["subject", "subjects"]);
        if self.pending.subjects.is_empty() {
            self.above = line.span.end();
        }
        let subjects = std::mem::take(&mut self.pending.subjects);
        let (kept, left) =
            if level < self.reach { (Vec::new(), subjects) } else { (subjects, Vec::new()) };
        left.into_iter().for_each(|span| self.leave(span, LINES));
        let kept = if kept.is_empty() { self.shared(level, title) } else { kept };
        self.pending = Message { subjects: kept, ..Message::default() };
        if self.listing {
            self.reach = level;
        }
        if let Some(value) = subject_in(title).filter(|_| !guide) {
            self.pending.subjects = vec![self.span_of(value)];
        }
        1
    }
}
