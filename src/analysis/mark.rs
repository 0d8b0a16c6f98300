//! Marks: labelled spans, kept by label and in order of place.

use crate::text::Span;
use crate::vocabulary::Label;

/// A labelled span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub label: Label,
    /// Where, in the draft's text.
    pub span: Span,
    /// Index of the sentence that it stands in.
    pub sentence: u32,
}

/// The marks of one draft, grouped by label.
#[derive(Debug, Default)]
pub struct Marks {
    marks: Vec<Mark>,
    starts: Vec<u32>,
}

impl Marks {
    /// Groups marks; `labels` is the number of labels there are.
    pub fn new(marks: Vec<Mark>, labels: usize) -> Self {
        // Counted into place by label; within one the marks come in order of place already, but for
        // a few.
        let starts = self::starts(&marks, labels);
        let mut next = starts.clone();
        let mut sorted = marks.clone();
        for mark in marks {
            let at = &mut next[mark.label.0 as usize];
            sorted[*at as usize] = mark;
            *at += 1;
        }
        let place = |mark: &Mark| (mark.span.start, mark.span.end);
        for bounds in starts.windows(2) {
            let of_label = &mut sorted[bounds[0] as usize..bounds[1] as usize];
            // Most labels have no mark, or one.
            if of_label.len() > 1 && !of_label.is_sorted_by_key(place) {
                of_label.sort_unstable_by_key(place);
            }
        }
        let (mut marks, all) = (sorted, starts[labels]);
        marks.dedup();
        let starts =
            if marks.len() == all as usize { starts } else { self::starts(&marks, labels) };
        Marks { marks, starts }
    }

    /// Adds marks to those that are there.
    pub fn add(&mut self, more: impl IntoIterator<Item = Mark>) {
        let mut more = more.into_iter().peekable();
        if more.peek().is_some() {
            let labels = self.starts.len().saturating_sub(1);
            let marks = std::mem::take(&mut self.marks).into_iter().chain(more).collect();
            *self = Marks::new(marks, labels);
        }
    }

    /// The marks of a label, in order of place.
    #[inline]
    pub fn of(&self, label: Label) -> &[Mark] {
        let at = label.0 as usize;
        match self.starts.get(at + 1) {
            Some(end) => &self.marks[self.starts[at] as usize..*end as usize],
            None => &[],
        }
    }

    /// All marks, grouped by label.
    pub fn all(&self) -> &[Mark] {
        &self.marks
    }
}

/// Where the marks of each label start, when they stand in order of labels; the last number is how
/// many there are.
fn starts(marks: &[Mark], labels: usize) -> Vec<u32> {
    let mut starts = vec![0; labels + 1];
    for mark in marks {
        starts[mark.label.0 as usize + 1] += 1;
    }
    for at in 0..labels {
        starts[at + 1] += starts[at];
    }
    starts
}
