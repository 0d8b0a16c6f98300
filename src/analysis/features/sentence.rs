//! What single sentences of a draft add to its features: what the whole has with them and would not
//! have without them. What a post as a whole holds, and what other sentences are because this one
//! stands beside them, belongs to no sentence.

use super::quantities::{self, Run, Sums};
use super::{ReadDraft, mark, marks};
use crate::analysis::{Analysis, Judged, judged};
use crate::linear::{Key, Vector, class};
use crate::vocabulary::quantity::{FAULTED, OUTPUTS, WHOLE};
use crate::vocabulary::{Label, Parts};

/// Calls `each` for the sentences of the drafts, by draft and sentence, with what the sentence adds.
/// What was said before adds nothing, and is left out.
pub fn sentences(drafts: &[ReadDraft], mut each: impl FnMut(usize, usize, &Vector)) {
    let whole = Whole::new(drafts);
    let mut part = Vector::default();
    for (place, ReadDraft { draft, .. }) in drafts.iter().enumerate() {
        let marks = marks_of(draft);
        let runs = quantities::runs(draft);
        let mut run = 0;
        let neighbours = Neighbours::new(draft);
        let mut in_message = message(draft);
        let first = in_message.next();
        let second = in_message.next().map(|(_, judged)| judged);
        for (counted, (at, said)) in judged_sentences(draft).enumerate() {
            let sentence = &draft.sentences[at];
            let is_message = Parts::MESSAGE.contains(sentence.part);
            while is_message && runs.get(run).is_some_and(|run| run.paragraph != sentence.paragraph)
            {
                run += 1;
            }
            part.words.clear();
            part.dense.clear();
            neighbours.words(counted, &mut part);
            let run = runs.get(run).copied().filter(|_| is_message);
            whole.dense(draft, at, &marks[at], run, &mut part.dense);
            if is_message {
                let opening = first.is_some_and(|(first, _)| first == at).then_some(second);
                whole.shares(said, opening, &mut part.dense);
            }
            each(place, at, &part);
        }
    }
}

/// What is summed up over all drafts.
struct Whole {
    drafts: f32,
    sums: Sums,
    values: [f32; WHOLE.len()],
    marks: Vec<(Label, f32)>,
    total: [f32; OUTPUTS],
    count: f32,
}

impl Whole {
    fn new(drafts: &[ReadDraft]) -> Whole {
        let (mut total, mut count) = ([0.0_f32; OUTPUTS], 0.0_f32);
        for (_, judged) in drafts.iter().flat_map(|read| message(read.draft)) {
            total.iter_mut().zip(judged.0).for_each(|(sum, output)| *sum += output);
            count += 1.0;
        }
        let of = drafts.len().max(1);
        let sums = Sums::new(drafts);
        let values = sums.values(of as f64, false);
        Whole { drafts: of as f32, values, sums, marks: marks(drafts), total, count }
    }

    /// Marks and lengths that are more by one sentence. How many sentences have a fault stays as it
    /// is: what is at fault is not made good by leaving it out.
    fn dense(
        &self,
        draft: &Analysis,
        at: usize,
        marks: &[(Label, f32)],
        run: Option<Run>,
        dense: &mut Vec<(Key, f32)>,
    ) {
        for (label, n) in marks.iter().filter(|(label, _)| !judged::passes_by(*label)) {
            let place = self.marks.binary_search_by_key(label, |(label, _)| *label);
            let all = place.map_or(0.0, |place| self.marks[place].1);
            let more = mark(all, self.drafts) - mark(all - n, self.drafts);
            dense.push((Key::mark(*label), more));
        }
        let rest = self.sums.without(draft, at, marks, run);
        let rest = rest.values(f64::from(self.drafts), false);
        let more = self.values.iter().zip(rest).map(|(all, rest)| all - rest).enumerate();
        // The last are those of faults.
        for (at, more) in more.take(FAULTED[0]).filter(|(_, more)| *more != 0.0) {
            dense.push((Key::quantity(at), more));
        }
    }

    /// What the shares of the sentence model are more by one sentence of the message; `opening` is
    /// the sentence that would be the first without it, when it is the first.
    fn shares(&self, said: &Judged, opening: Option<Option<&Judged>>, dense: &mut Vec<(Key, f32)>) {
        let (of, count) = (self.drafts, self.count);
        for (output, (all, own)) in self.total.into_iter().zip(said.0).enumerate() {
            let rest = all - own;
            let mean = if count > 1.0 { all / count - rest / (count - 1.0) } else { own };
            let capped = ((all / of).min(4.0) - (rest / of).min(4.0)) / 4.0;
            let opening = opening.map(|next| (own - next.map_or(0.0, |next| next.0[output])) / of);
            let values = [mean, capped, opening.unwrap_or_default()];
            for (kind, value) in values.into_iter().enumerate().filter(|(_, value)| *value != 0.0) {
                dense.push((Key::quantity(WHOLE.len() + kind * OUTPUTS + output), value));
            }
        }
    }
}

/// The words of the sentences of a draft that count, one after the other.
struct Neighbours {
    words: Vec<u32>,
    /// Of each sentence its paragraph, and where its words begin and end.
    places: Vec<(u32, usize, usize)>,
}

impl Neighbours {
    fn new(draft: &Analysis) -> Neighbours {
        let (mut words, mut places) = (Vec::with_capacity(draft.words.len()), Vec::new());
        for (at, _) in judged_sentences(draft) {
            let start = words.len();
            judged::stream(draft, at, &mut words);
            places.push((draft.sentences[at].paragraph, start, words.len()));
        }
        Neighbours { words, places }
    }

    /// The words that a draft has with its `at`-th sentence and would not have without it; those
    /// that would be neighbours without it count below 0.
    fn words(&self, at: usize, part: &mut Vector) {
        let before = at.checked_sub(1).map(|before| self.places[before]);
        let (own, start, end) = self.places[at];
        let after = self.places.get(at + 1).copied();
        let parts = |one: u32, other: u32| (one != other).then_some(class::PARAGRAPH);
        let last = before.and_then(|(_, _, end)| Some(self.words[end.checked_sub(1)?]));
        let next = after.and_then(|(_, start, _)| self.words.get(start).copied());
        let mut with: Vec<u32> = Vec::with_capacity(end - start + 4);
        with.extend(last);
        with.extend(before.and_then(|(paragraph, ..)| parts(paragraph, own)));
        with.extend(&self.words[start..end]);
        with.extend(after.and_then(|(paragraph, ..)| parts(own, paragraph)));
        with.extend(next);
        part.push_words(&with);
        let known = part.words.len();
        let between = before.zip(after).and_then(|((one, ..), (other, ..))| parts(one, other));
        let without: Vec<u32> = last.into_iter().chain(between).chain(next).collect();
        part.push_words(&without);
        part.words[known..].iter_mut().for_each(|(_, count)| *count = -*count);
    }
}

/// How often each mark stands in each sentence.
fn marks_of(draft: &Analysis) -> Vec<Vec<(Label, f32)>> {
    let mut marks: Vec<Vec<(Label, f32)>> = vec![Vec::new(); draft.sentences.len()];
    let read = |label: Label| !judged::passes_by(label) || quantities::is_counted(label);
    for mark in draft.marks.all().iter().filter(|mark| read(mark.label)) {
        let at = mark.sentence as usize;
        let Some(own) = marks.get_mut(at) else { continue };
        match own.last_mut() {
            Some((label, n)) if *label == mark.label => *n += 1.0,
            _ => own.push((mark.label, 1.0)),
        }
    }
    marks
}

/// The sentences that the sentence model judged, each once.
fn judged_sentences<'a>(draft: &'a Analysis) -> impl Iterator<Item = (usize, &'a Judged)> {
    let judged = draft.judged.iter().zip(&draft.counts).enumerate();
    judged.filter_map(|(at, (judged, counts))| Some((at, judged.as_ref().filter(|_| *counts)?)))
}

/// Those of the message.
fn message<'a>(draft: &'a Analysis) -> impl Iterator<Item = (usize, &'a Judged)> {
    judged_sentences(draft).filter(|(at, _)| Parts::MESSAGE.contains(draft.sentences[*at].part))
}
