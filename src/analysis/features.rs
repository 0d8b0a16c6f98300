//! What a draft, or all drafts of a sequence together, is turned into for the model that judges it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::judged::{self, OUTPUTS};
use super::{Analysis, Measure};
use crate::draft::Parts;
use crate::lexicon::{Label, label};
use crate::linear::{Key, Vector, class};

/// Quantities that are computed from the whole of it, before the shares of the sentence model.
const OWN: &[&str] = &[
    "sequence",
    "words",
    "short",
    "long",
    "sentences",
    "longest-sentence",
    "longest-paragraph",
    "paragraphs",
    "questions",
    "asks",
    "links",
    "fields",
    "telling-fields",
    "subject",
    "bullets",
    "exclamations",
    "emoji",
    "terms",
    "substance",
];

/// Names of all quantities: their own, then mean, capped sum and first sentence of each output of the sentence model.
pub static QUANTITIES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let outputs = judged::outputs();
    let of = |what: &'static str| outputs.iter().map(move |output| format!("{what}-{output}"));
    OWN.iter().map(|name| (*name).to_string()).chain(of("mean")).chain(of("sum")).chain(of("first")).collect()
});

/// The features of one draft, or of the drafts that make up a sequence.
pub fn vector(drafts: &[&Analysis], sequence: bool) -> Vector {
    let mut vector = Vector::default();
    for draft in drafts {
        words(draft, None, &mut vector);
    }
    vector.count();
    marks(drafts, None, &mut vector);
    dense(quantities(drafts, None, sequence), vector)
}

/// The features of one draft when one of its sentences is left out.
pub fn without(draft: &Analysis, sentence: Option<usize>) -> Vector {
    let mut vector = Vector::default();
    words(draft, sentence, &mut vector);
    vector.count();
    marks(&[draft], sentence, &mut vector);
    dense(quantities(&[draft], sentence, false), vector)
}

/// The words of a draft, paragraph by paragraph.
fn words(draft: &Analysis, without: Option<usize>, vector: &mut Vector) {
    let mut words = Vec::with_capacity(draft.words.len() + draft.paragraphs.len());
    let mut paragraph = None;
    let read = draft.sentences.iter().enumerate().filter(|(at, sentence)| judged::is_read(sentence.part) && Some(*at) != without);
    for (at, sentence) in read {
        if paragraph.is_some_and(|paragraph| paragraph != sentence.paragraph) {
            words.push(class::PARAGRAPH);
        }
        paragraph = Some(sentence.paragraph);
        judged::stream(draft, at, &mut words);
    }
    vector.push_words(&words);
}

fn dense(values: Vec<f32>, mut vector: Vector) -> Vector {
    vector.dense.extend(values.into_iter().enumerate().filter(|(_, value)| *value != 0.0).map(|(at, value)| (Key::quantity(at), value)));
    vector
}

/// How often each mark stands in it, a draft, damped.
fn marks(drafts: &[&Analysis], without: Option<usize>, vector: &mut Vector) {
    let mut counts: BTreeMap<Label, f32> = BTreeMap::new();
    for mark in drafts
        .iter()
        .flat_map(|draft| draft.marks.all())
        .filter(|mark| !judged::PASSED_BY.contains(&mark.label) && Some(mark.sentence as usize) != without)
    {
        *counts.entry(mark.label).or_default() += 1.0;
    }
    let of = drafts.len().max(1) as f32;
    vector.dense.extend(counts.into_iter().map(|(label, n)| (Key::mark(label), (n / of).min(4.0).sqrt())));
}

/// The values of [`QUANTITIES`].
pub fn quantities(drafts: &[&Analysis], without: Option<usize>, sequence: bool) -> Vec<f32> {
    let of = drafts.len().max(1) as f64;
    let sum = |measure| drafts.iter().map(|draft| draft.measure(measure).0).sum::<f64>();
    let most = |measure| drafts.iter().map(|draft| draft.measure(measure).0).fold(0.0, f64::max);
    let marks = |label| drafts.iter().map(|draft| draft.marks.of(label).len()).sum::<usize>() as f64;
    let words = sum(Measure::Words) / of;
    let sentences = sum(Measure::Sentences).max(1.0);
    let log = |value: f64| (1.0 + value).ln();
    let subject = drafts.iter().any(|draft| draft.draft.section(crate::draft::Part::Subject).is_some_and(|span| !span.is_empty()));
    let mut values = vec![
        f64::from(u8::from(sequence)),
        log(words),
        f64::from(u8::from(words < 40.0)),
        f64::from(u8::from(words > 200.0)),
        log(sentences / of),
        log(most(Measure::LongestSentenceWords)),
        log(most(Measure::LongestParagraphWords)),
        log(sum(Measure::Paragraphs) / of),
        sum(Measure::Questions) / sentences,
        (sum(Measure::Asks) / of).min(4.0),
        log(sum(Measure::Links) / of),
        log(marks(label::FIELD) + marks(label::PLACEHOLDER)),
        marks(label::TELLING_FIELD).min(3.0),
        f64::from(u8::from(subject)),
        marks(label::BULLET) / sentences,
        log(marks(label::EXCLAMATION)),
        log(marks(label::EMOJI)),
        marks(label::TERM) / (sum(Measure::Words) + 1.0),
        if sequence { 0.0 } else { sum(Measure::Substance) / 10.0 },
    ];
    let mut mean = [0.0_f32; OUTPUTS];
    let mut first = [0.0_f32; OUTPUTS];
    let mut n = 0.0;
    for draft in drafts {
        let all = draft.sentences.iter().zip(&draft.judged).enumerate();
        let message = all.filter(|(at, (sentence, _))| Parts::MESSAGE.contains(sentence.part) && Some(*at) != without);
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
