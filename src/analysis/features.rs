//! What a draft, or all drafts of a sequence together, is turned into for the model that judges it.

use std::sync::LazyLock;

use super::judged::{self, OUTPUTS};
use super::{Analysis, Measure};
use crate::draft::Parts;
use crate::lexicon::label;
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
    let mut words = Vec::new();
    for draft in drafts {
        words.clear();
        let mut paragraph = None;
        for (at, sentence) in draft.sentences.iter().enumerate().filter(|(_, sentence)| judged::is_read(sentence.part)) {
            if paragraph.is_some_and(|paragraph| paragraph != sentence.paragraph) {
                words.push(class::PARAGRAPH);
            }
            paragraph = Some(sentence.paragraph);
            judged::stream(draft, at, &mut words);
        }
        vector.push_words(&words);
    }
    vector.count();
    let values = quantities(drafts, sequence);
    vector.dense.extend(values.into_iter().enumerate().filter(|(_, value)| *value != 0.0).map(|(at, value)| (Key::quantity(at), value)));
    vector
}

/// The values of [`QUANTITIES`].
pub fn quantities(drafts: &[&Analysis], sequence: bool) -> Vec<f32> {
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
        let message = draft.sentences.iter().zip(&draft.judged).filter(|(sentence, _)| Parts::MESSAGE.contains(sentence.part));
        for (place, judged) in message.filter_map(|(_, judged)| judged.as_ref()).enumerate() {
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
