//! What a draft, or all drafts of a sequence together, is turned into for the model that judges it.

mod sentence;

pub use sentence::sentences;

use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasher;

use foldhash::fast::RandomState;

use super::judged;
use super::surface::is_question;
use super::{Analysis, Mark, Sentence};
use crate::linear::{Key, Vector, class};
use crate::text::fold;
use crate::vocabulary::quantity::OUTPUTS;
use crate::vocabulary::{Label, Parts, label};

/// Readers call a post rich from about this much substance.
const RICH: f64 = 25.0;

/// A draft as the model that judges it gets it.
#[derive(Clone, Copy, Debug)]
pub struct ReadDraft<'a> {
    /// The draft.
    pub draft: &'a Analysis<'a>,
    /// For each of its sentences whether a rule finds a fault in it.
    pub faulted: &'a [bool],
}

/// The features of one draft, or of the drafts that make up a sequence. Their words are not counted
/// yet.
pub fn vector(drafts: &[ReadDraft], sequence: bool) -> Vector {
    let mut vector = Vector::default();
    drafts.iter().for_each(|read| words(read.draft, &mut vector));
    marks(drafts, &mut vector);
    let values = quantities(drafts, sequence);
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
    let mut known: HashSet<u64, RandomState> = HashSet::default();
    let (hasher, mut words, mut folded) = (RandomState::default(), Vec::new(), String::new());
    let mut read = |sentence: &Sentence| {
        if !judged::is_read(sentence.part) {
            return false;
        }
        words.clear();
        let text = draft.slice(sentence.span);
        if text.is_ascii() {
            words.extend(
                text.bytes()
                    .filter(u8::is_ascii_alphanumeric)
                    .map(|byte| byte.to_ascii_lowercase()),
            );
        } else {
            folded.clear();
            fold(text, &mut folded);
            folded.retain(char::is_alphanumeric);
            words.extend_from_slice(folded.as_bytes());
        }
        words.is_empty() || known.insert(hasher.hash_one(&words))
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

/// How often each mark stands in it, a draft, damped.
fn marks(drafts: &[ReadDraft], vector: &mut Vector) {
    let mut counts: BTreeMap<Label, f32> = BTreeMap::new();
    for ReadDraft { draft, .. } in drafts {
        for marks in draft
            .marks
            .all()
            .chunk_by(|a, b| a.label == b.label)
            .filter(|marks| !judged::passes_by(marks[0].label))
        {
            let n = marks.iter().filter(|mark| draft.is_counted(mark)).count();
            if n > 0 {
                *counts.entry(marks[0].label).or_default() += n as f32;
            }
        }
    }
    let of = drafts.len().max(1) as f32;
    vector
        .dense
        .extend(counts.into_iter().map(|(label, n)| (Key::mark(label), (n / of).min(4.0).sqrt())));
}

/// The values of [`crate::vocabulary::quantity::DRAFT`].
fn quantities(drafts: &[ReadDraft], sequence: bool) -> Vec<f32> {
    let of = drafts.len().max(1) as f64;
    let mut sum = Sums::default();
    drafts.iter().for_each(|read| sum.add(read));
    let log = |value: f64| libm::log(1.0 + value);
    let yes = |yes: bool| f64::from(u8::from(yes));
    let sentences = sum.sentences.max(1.0);
    let words = sum.words / of;
    let mut values = vec![
        yes(sequence),
        log(words),
        yes(words < 40.0),
        yes(words > 200.0),
        log(sentences / of),
        log(sum.longest_sentence),
        log(sum.longest_paragraph),
        log(sum.paragraphs / of),
        sum.questions / sentences,
        (sum.marks(label::ASK) / of).min(4.0),
        log(sum.marks(label::LINK) / of),
        log(sum.marks(label::FIELD) + sum.marks(label::PLACEHOLDER)),
        sum.marks(label::TELLING_FIELD).min(3.0),
        yes(sum.subject),
        sum.marks(label::BULLET) / sentences,
        log(sum.marks(label::EXCLAMATION)),
        log(sum.marks(label::EMOJI)),
        sum.marks(label::TERM) / (sum.words + 1.0),
        if sequence { 0.0 } else { sum.substance / 10.0 },
        if sequence { 0.0 } else { (1.0 - sum.substance / RICH).max(0.0) },
        sum.faulted / sentences,
        (sum.faulted / of).min(4.0) / 4.0,
    ];
    let mut mean = [0.0_f32; OUTPUTS];
    let mut first = [0.0_f32; OUTPUTS];
    let mut n = 0.0;
    for ReadDraft { draft, .. } in drafts {
        let all = draft.sentences.iter().zip(&draft.judged).enumerate();
        let message = all.filter(|(at, (sentence, _))| {
            Parts::MESSAGE.contains(sentence.part) && draft.counts[*at]
        });
        for (place, judged) in message.filter_map(|(_, (_, judged))| judged.as_ref()).enumerate() {
            n += 1.0;
            mean.iter_mut().zip(judged.0).for_each(|(sum, output)| *sum += output);
            if place == 0 {
                first.iter_mut().zip(judged.0).for_each(|(sum, output)| *sum += output / of as f32);
            }
        }
    }
    values.extend(mean.iter().map(|sum| f64::from(sum / f32::max(n, 1.0))));
    values.extend(mean.iter().map(|sum| f64::from((sum / of as f32).min(4.0) / 4.0)));
    values.extend(first.iter().map(|value| f64::from(*value)));
    values.into_iter().map(|value| value as f32).collect()
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

/// What is counted over the sentences that are read.
#[derive(Debug, Default)]
struct Sums {
    words: f64,
    sentences: f64,
    longest_sentence: f64,
    longest_paragraph: f64,
    paragraphs: f64,
    questions: f64,
    faulted: f64,
    subject: bool,
    substance: f64,
    counted: [f64; COUNTED.len()],
}

impl Sums {
    fn add(&mut self, read: &ReadDraft) {
        let draft = read.draft;
        let mut paragraph: Option<(u32, f64)> = None;
        for (at, sentence) in draft.sentences.iter().enumerate().filter(|(at, _)| draft.counts[*at])
        {
            if !Parts::MESSAGE.contains(sentence.part) {
                self.subject = true;
                continue;
            }
            let words = sentence.words() as f64;
            self.words += words;
            self.sentences += 1.0;
            self.longest_sentence = self.longest_sentence.max(words);
            paragraph = match paragraph {
                Some((number, sum)) if number == sentence.paragraph => Some((number, sum + words)),
                _ => {
                    self.paragraphs += 1.0;
                    Some((sentence.paragraph, words))
                }
            };
            self.longest_paragraph =
                self.longest_paragraph.max(paragraph.map_or(0.0, |(_, sum)| sum));
            self.faulted += f64::from(u8::from(read.faulted.get(at) == Some(&true)));
            self.questions += f64::from(u8::from(is_question(draft.slice(sentence.span))));
        }
        for (place, label) in COUNTED.iter().enumerate() {
            let marks = draft.marks.of(*label).iter();
            self.counted[place] += marks.filter(|mark| draft.is_counted(mark)).count() as f64;
        }
        self.substance += draft.substance;
    }

    fn marks(&self, label: Label) -> f64 {
        COUNTED.iter().position(|known| *known == label).map_or(0.0, |place| self.counted[place])
    }
}
