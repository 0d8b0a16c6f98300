//! Sequences: what each step brings that the steps before it did not, and what it repeats.
//!
//! [`SequenceAnalysis`] reads the drafts of a sequence together, puts further marks on each of them,
//! and keeps what such a mark refers to in another step (its echo), so that rules can name it.

mod content;
mod deadline;
mod measure;
mod novelty;
mod repeat;
mod synonym;

use std::collections::HashSet;

use crate::vocabulary::{FieldClass, Label, Medium, Thread, label};
pub use novelty::Novelty;

use super::{Analysis, Mark};
use crate::draft::Sequence;
use crate::draft::subject::prefix;
use crate::fields::Field;
use crate::order::InOrder;
use crate::text::Span;
use content::Content;

/// What is known of a sequence once its drafts are analysed.
#[derive(Debug)]
pub struct SequenceAnalysis<'s> {
    /// The sequence.
    pub sequence: &'s Sequence,
    /// What each arm of each step brings, in the order of steps and arms.
    pub arms: Vec<ArmNotes>,
    /// What the marks of this module refer to.
    pub echoes: Vec<Echo>,
}

/// What is known of one draft of a sequence.
#[derive(Clone, Debug)]
pub struct ArmNotes {
    /// Index of its step.
    pub step: usize,
    /// Its place among the drafts of the source.
    pub draft: usize,
    /// What it brings.
    pub novelty: Novelty,
}

/// What a mark refers to in another step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Echo {
    /// The draft that has the mark.
    pub draft: usize,
    /// The mark's label.
    pub label: Label,
    /// Where it is.
    pub span: Span,
    /// Number of the other step.
    pub step: u32,
    /// Words that both steps share, or that stand in the other.
    pub words: Vec<String>,
}

impl<'s> SequenceAnalysis<'s> {
    /// Reads the steps together. `drafts` are all drafts of the source; those of the sequence get
    /// further marks.
    pub fn read(sequence: &'s Sequence, drafts: &mut [Analysis]) -> Self {
        let mut contents: Vec<Content> = arms(sequence)
            .map(|(step, draft)| Content::new(sequence, step, draft, &drafts[draft]))
            .collect();
        content::without_common_end(&mut contents);
        let mut sequence_analysis =
            SequenceAnalysis { sequence, arms: Vec::new(), echoes: Vec::new() };
        let mut marks: Vec<(usize, Mark)> = Vec::new();
        {
            let mut annotator =
                Annotator { sequence_analysis: &mut sequence_analysis, marks: &mut marks, drafts };
            novelty::read(&contents, &mut annotator);
            repeat::read(&contents, &mut annotator);
            deadline::read(&contents, &mut annotator);
            annotator.threads();
        }
        marks.order_by_key(|(draft, _)| *draft);
        for of_draft in marks.chunk_by(|a, b| a.0 == b.0) {
            drafts[of_draft[0].0].marks.add(of_draft.iter().map(|(_, mark)| *mark));
        }
        sequence_analysis
    }

    /// What is known of a draft.
    pub fn notes(&self, draft: usize) -> Option<&ArmNotes> {
        self.arms.iter().find(|notes| notes.draft == draft)
    }

    /// What a mark refers to.
    pub fn echo(&self, draft: usize, mark: &Mark) -> Option<&Echo> {
        self.echoes
            .iter()
            .find(|echo| echo.draft == draft && echo.label == mark.label && echo.span == mark.span)
    }

    /// True when a step is a draft that brings nothing new, whichever arm is sent.
    pub fn is_empty_step(&self, step: usize) -> bool {
        let mut arms = self.arms.iter().filter(|notes| notes.step == step).peekable();
        arms.peek().is_some() && arms.all(|notes| notes.novelty.nothing())
    }

    /// Minutes between a step and the touch before it; `None` for steps that go back in time, which
    /// the reader of the file reports.
    pub fn gap(&self, step: usize) -> Option<u32> {
        let before = step.checked_sub(1)?;
        self.sequence.steps[step].at?.checked_sub(self.sequence.steps[before].at?)
    }
}

/// Step and draft of every arm.
fn arms(sequence: &Sequence) -> impl Iterator<Item = (usize, usize)> + '_ {
    let steps = sequence.steps.iter().enumerate();
    steps.flat_map(|(at, step)| step.arms.iter().map(move |arm| (at, arm.draft)))
}

/// "Re: Re: Tugs" is about "tugs".
fn topic(mut subject: &str) -> String {
    while let Some(length) = prefix(subject).map(|prefix| prefix.length) {
        subject = &subject.trim_start()[length..];
    }
    subject.trim().to_lowercase()
}

/// A field that asks for the subject of the thread: `{{original_subject}}`.
fn asks_for_subject(topic: &str) -> bool {
    topic.starts_with("{{") && topic.ends_with("}}") && topic.contains("subject")
}

/// What the parts of this module write into.
struct Annotator<'n, 's, 'd> {
    sequence_analysis: &'n mut SequenceAnalysis<'s>,
    marks: &'n mut Vec<(usize, Mark)>,
    drafts: &'n [Analysis<'d>],
}

impl Annotator<'_, '_, '_> {
    /// Marks a stretch of a draft, and what it refers to in the step `step` (an index).
    fn mark(&mut self, draft: usize, label: Label, span: Span, step: usize, words: Vec<String>) {
        let sentence = self.drafts[draft].sentence_at(span.start());
        self.marks.push((draft, Mark { label, span, sentence }));
        let step = self.sequence_analysis.sequence.steps[step].number;
        self.sequence_analysis.echoes.push(Echo { draft, label, span, step, words });
    }

    /// Subject lines other than the thread's where there should be none, and merge fields in another
    /// form than the first step's. The subject under which the thread was opened, with or without
    /// "Re:", is the ordinary way to write a reply down.
    fn threads(&mut self) {
        let mut first: Option<(usize, String)> = None;
        // The step that opened the thread, and what its arms are about.
        let (mut opener, mut opened) = (None, HashSet::new());
        for (step, draft) in arms(self.sequence_analysis.sequence) {
            let analysis = &self.drafts[draft];
            let replies = self.sequence_analysis.sequence.steps[step].thread == Some(Thread::Reply);
            let subject = analysis
                .draft
                .section(crate::vocabulary::Part::Subject)
                .filter(|span| !span.is_empty());
            if let Some(span) = subject {
                let topic = topic(analysis.slice(span));
                let is_mail = self.sequence_analysis.sequence.steps[step].medium == Medium::Email;
                if !replies {
                    if opener != Some(step) {
                        opened.clear();
                        opener = Some(step);
                    }
                    opened.insert(topic);
                } else if is_mail && !opened.contains(&topic) && !asks_for_subject(&topic) {
                    self.mark(draft, label::REPLY_SUBJECT, span, step, Vec::new());
                }
            }
            let form = |field: &Field| {
                analysis
                    .slice(field.span)
                    .split(|c: char| c.is_alphanumeric() || c.is_whitespace())
                    .next()
                    .map(str::to_string)
            };
            let Some(field) = analysis.fields.iter().find(|field| field.class == FieldClass::Field)
            else {
                continue;
            };
            match &first {
                None => first = form(field).map(|form| (step, form)),
                Some((other, known)) if form(field).as_ref() != Some(known) => {
                    let words = vec![known.clone()];
                    self.mark(draft, label::SECOND_DIALECT, field.span, *other, words);
                }
                Some(_) => {}
            }
        }
    }
}
