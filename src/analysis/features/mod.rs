//! What a draft, or all drafts of a sequence together, is turned into for the model that judges it.

mod quantities;
mod sentence;

pub use sentence::sentences;

use super::judged;
use super::{Analysis, Mark, Sentence};
use crate::linear::{Key, Vector, class, join};
use crate::text::Told;
use crate::vocabulary::Label;

/// A draft as the model that judges it gets it.
#[derive(Clone, Copy, Debug)]
pub struct ReadDraft<'a> {
    /// The draft.
    pub draft: &'a Analysis<'a>,
    /// For each of its sentences whether a rule finds a fault in it.
    pub faulted: &'a [bool],
}

impl ReadDraft<'_> {
    /// True when a rule finds a fault in this sentence.
    pub fn is_faulted(&self, sentence: usize) -> bool {
        self.faulted.get(sentence) == Some(&true)
    }
}

/// The features of one draft, or of the drafts that make up a sequence. Their words are not counted
/// yet.
pub fn vector(drafts: &[ReadDraft], sequence: bool) -> Vector {
    let mut vector = Vector::default();
    drafts.iter().for_each(|read| words(read.draft, &mut vector));
    let of = drafts.len().max(1) as f32;
    let marks = marks(drafts).into_iter();
    vector.dense.extend(marks.map(|(label, n)| (Key::mark(label), mark(n, of))));
    let values = quantities::quantities(drafts, sequence);
    vector.dense.extend(
        values
            .into_iter()
            .enumerate()
            .filter(|(_, value)| *value != 0.0)
            .map(|(at, value)| (Key::quantity(at), value)),
    );
    vector
}

/// Which sentences are read: those of the message and the subject, each once. What is said twice is
/// not more.
pub fn counts(draft: &Analysis) -> Vec<bool> {
    let mut told = Told::default();
    let mut read = |sentence: &Sentence| {
        judged::is_read(sentence.part) && told.insert_letters(draft.slice(sentence.span))
    };
    draft.sentences.iter().map(&mut read).collect()
}

impl Analysis<'_> {
    /// True for a mark in a sentence that counts.
    fn is_counted(&self, mark: &Mark) -> bool {
        self.counts.get(mark.sentence as usize) == Some(&true)
    }
}

/// The words of a draft, paragraph by paragraph.
fn words(draft: &Analysis, vector: &mut Vector) {
    let mut words = Vec::with_capacity(draft.words.len() + draft.paragraphs.len());
    let mut paragraph = None;
    for (at, sentence) in draft.sentences.iter().enumerate().filter(|(at, _)| draft.counts[*at]) {
        if paragraph.is_some_and(|paragraph| paragraph != sentence.paragraph) {
            words.push(class::PARAGRAPH);
        }
        paragraph = Some(sentence.paragraph);
        judged::stream(draft, at, &mut words);
    }
    vector.push_words(&words);
}

/// How often each mark stands in sentences that count, in order of labels.
fn marks(drafts: &[ReadDraft]) -> Vec<(Label, f32)> {
    let mut counts: Vec<(Label, f32)> = Vec::new();
    for ReadDraft { draft, .. } in drafts {
        for marks in draft
            .marks
            .all()
            .chunk_by(|a, b| a.label == b.label)
            .filter(|marks| !judged::passes_by(marks[0].label))
        {
            let n = marks.iter().filter(|mark| draft.is_counted(mark)).count();
            if n > 0 {
                counts.push((marks[0].label, n as f32));
            }
        }
    }
    // Each draft has its marks in order.
    if drafts.len() > 1 {
        join(&mut counts);
    }
    counts
}

/// The feature value of a mark that occurs `n` times in `drafts` drafts: the mean per draft, capped
/// at 4, square-rooted.
fn mark(n: f32, drafts: f32) -> f32 {
    (n / drafts).min(4.0).sqrt()
}
