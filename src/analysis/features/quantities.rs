//! Quantities of the whole: lengths, places, counts, and the shares of the sentence model.

use super::ReadDraft;
use crate::analysis::surface::is_question;
use crate::analysis::{Analysis, Sentence};
use crate::vocabulary::quantity::{OUTPUTS, WHOLE};
use crate::vocabulary::{Label, Parts, label};

/// Readers call a post rich from about this much substance.
const RICH: f64 = 25.0;

/// The values of [`crate::vocabulary::quantity::DRAFT`].
pub fn quantities(drafts: &[ReadDraft], sequence: bool) -> Vec<f32> {
    let of = drafts.len().max(1) as f64;
    let mut values = Sums::new(drafts).values(of, sequence).to_vec();
    let mut mean = [0.0_f32; OUTPUTS];
    let mut first = [0.0_f32; OUTPUTS];
    let mut n = 0.0;
    for ReadDraft { draft, .. } in drafts {
        let judged = counted(draft).filter_map(|(at, _)| draft.judged[at].as_ref());
        for (place, judged) in judged.enumerate() {
            n += 1.0;
            mean.iter_mut().zip(judged.0).for_each(|(sum, output)| *sum += output);
            if place == 0 {
                first.iter_mut().zip(judged.0).for_each(|(sum, output)| *sum += output / of as f32);
            }
        }
    }
    values.extend(mean.iter().map(|sum| sum / f32::max(n, 1.0)));
    values.extend(mean.iter().map(|sum| (sum / of as f32).min(4.0) / 4.0));
    values.extend(first);
    values
}

/// Marks that are counted for quantities.
const COUNTED: [Label; 9] = [
    label::ASK,
    label::LINK,
    label::FIELD,
    label::PLACEHOLDER,
    label::TELLING_FIELD,
    label::BULLET,
    label::EXCLAMATION,
    label::EMOJI,
    label::TERM,
];

/// The place of each label in [`COUNTED`], or one past its end.
const PLACES: [u8; label::BUILT_IN.len()] = {
    let (mut table, mut at) = ([COUNTED.len() as u8; label::BUILT_IN.len()], 0);
    while at < COUNTED.len() {
        table[COUNTED[at].0 as usize] = at as u8;
        at += 1;
    }
    table
};

/// The place of a label in [`COUNTED`].
#[inline]
fn place(label: Label) -> Option<usize> {
    let place = usize::from(*PLACES.get(label.0 as usize)?);
    (place < COUNTED.len()).then_some(place)
}

/// True for a mark that is counted for quantities.
#[inline]
pub fn is_counted(label: Label) -> bool {
    place(label).is_some()
}

/// The largest of some numbers, and the next.
#[derive(Clone, Copy, Debug, Default)]
struct Largest {
    first: f64,
    second: f64,
}

impl Largest {
    fn add(&mut self, value: f64) {
        if value > self.first {
            (self.first, self.second) = (value, self.first);
        } else {
            self.second = self.second.max(value);
        }
    }

    /// The largest when one of this value is not there.
    fn without(self, value: f64) -> f64 {
        if value >= self.first { self.second } else { self.first }
    }
}

/// The sentences of one paragraph that count, together.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run {
    /// Its number.
    pub paragraph: u32,
    words: f64,
    sentences: u32,
}

/// The paragraphs of the message of one draft, in order.
pub fn runs(draft: &Analysis) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (_, Sentence { paragraph, tokens, .. }) in counted(draft) {
        if runs.last().is_none_or(|run| run.paragraph != *paragraph) {
            runs.push(Run { paragraph: *paragraph, ..Run::default() });
        }
        if let Some(run) = runs.last_mut() {
            run.words += f64::from(tokens.1 - tokens.0);
            run.sentences += 1;
        }
    }
    runs
}

/// The sentences of the message that count.
fn counted<'a>(draft: &'a Analysis) -> impl Iterator<Item = (usize, &'a Sentence)> {
    let all = draft.sentences.iter().enumerate();
    all.filter(|(at, sentence)| draft.counts[*at] && Parts::MESSAGE.contains(sentence.part))
}

/// What is counted over the sentences that are read.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    words: f64,
    sentences: f64,
    longest_sentence: Largest,
    longest_paragraph: Largest,
    paragraphs: f64,
    questions: f64,
    faulted: f64,
    subject: bool,
    substance: f64,
    counted: [f64; COUNTED.len()],
}

impl Sums {
    /// Of all drafts together.
    pub fn new(drafts: &[ReadDraft]) -> Sums {
        let mut sums = Sums::default();
        drafts.iter().for_each(|read| sums.add(read));
        sums
    }

    fn add(&mut self, read: &ReadDraft) {
        let draft = read.draft;
        for (at, sentence) in draft.sentences.iter().enumerate().filter(|(at, _)| draft.counts[*at])
        {
            if !Parts::MESSAGE.contains(sentence.part) {
                self.subject = true;
                continue;
            }
            let words = sentence.words() as f64;
            self.words += words;
            self.sentences += 1.0;
            self.longest_sentence.add(words);
            self.faulted += f64::from(u8::from(read.is_faulted(at)));
            self.questions += f64::from(u8::from(is_question(draft.slice(sentence.span))));
        }
        for run in runs(draft) {
            self.paragraphs += 1.0;
            self.longest_paragraph.add(run.words);
        }
        for (place, label) in COUNTED.iter().enumerate() {
            let marks = draft.marks.of(*label).iter();
            self.counted[place] += marks.filter(|mark| draft.is_counted(mark)).count() as f64;
        }
        self.substance += draft.substance;
    }

    /// The same without one sentence that counts, which has these marks and stands in this
    /// paragraph. Whether it has a fault, and what a post as a whole holds, stays as it is.
    pub fn without(
        &self,
        draft: &Analysis,
        at: usize,
        marks: &[(Label, f32)],
        run: Option<Run>,
    ) -> Sums {
        let mut sums = self.clone();
        for (label, n) in marks {
            if let Some(place) = place(*label) {
                sums.counted[place] -= f64::from(*n);
            }
        }
        let sentence = &draft.sentences[at];
        if !Parts::MESSAGE.contains(sentence.part) {
            return sums;
        }
        let words = sentence.words() as f64;
        sums.words -= words;
        sums.sentences -= 1.0;
        sums.longest_sentence.first = self.longest_sentence.without(words);
        sums.questions -= f64::from(u8::from(is_question(draft.slice(sentence.span))));
        if let Some(run) = run {
            sums.paragraphs -= f64::from(u8::from(run.sentences == 1));
            sums.longest_paragraph.first =
                self.longest_paragraph.without(run.words).max(run.words - words);
        }
        sums
    }

    fn marks(&self, label: Label) -> f64 {
        place(label).map_or(0.0, |place| self.counted[place])
    }

    /// The values of [`WHOLE`] for so many drafts.
    pub fn values(&self, of: f64, sequence: bool) -> [f32; WHOLE.len()] {
        let log = |value: f64| libm::log(1.0 + value);
        let yes = |yes: bool| f64::from(u8::from(yes));
        let sentences = self.sentences.max(1.0);
        let words = self.words / of;
        let values = [
            yes(sequence),
            log(words),
            yes(words < 40.0),
            yes(words > 200.0),
            log(sentences / of),
            log(self.longest_sentence.first),
            log(self.longest_paragraph.first),
            log(self.paragraphs / of),
            self.questions / sentences,
            (self.marks(label::ASK) / of).min(4.0),
            log(self.marks(label::LINK) / of),
            log(self.marks(label::FIELD) + self.marks(label::PLACEHOLDER)),
            self.marks(label::TELLING_FIELD).min(3.0),
            yes(self.subject),
            self.marks(label::BULLET) / sentences,
            log(self.marks(label::EXCLAMATION)),
            log(self.marks(label::EMOJI)),
            self.marks(label::TERM) / (self.words + 1.0),
            if sequence { 0.0 } else { self.substance / 10.0 },
            if sequence { 0.0 } else { (1.0 - self.substance / RICH).max(0.0) },
            self.faulted / sentences,
            (self.faulted / of).min(4.0) / 4.0,
        ];
        // A loop: `map` over an array of this length is a call for each.
        let mut narrow = [0.0; WHOLE.len()];
        narrow.iter_mut().zip(values).for_each(|(narrow, value)| *narrow = value as f32);
        narrow
    }
}
