//! What single sentences of a draft add to its features: their words, and what the quantities from
//! the sentence model are more by them. What only the whole has, its length and its marks, belongs
//! to no sentence.

use super::ReadDraft;
use crate::analysis::{Analysis, Judged, judged};
use crate::linear::{Key, Vector};
use crate::vocabulary::Parts;
use crate::vocabulary::quantity::{OUTPUTS, WHOLE};

/// Calls `each` for those sentences of the drafts that `wanted` chooses by draft and sentence, with
/// what the sentence adds. What was said before adds nothing, and is left out.
pub fn sentences(
    drafts: &[ReadDraft],
    wanted: impl Fn(usize, usize) -> bool,
    mut each: impl FnMut(usize, usize, &Vector),
) {
    let (mut total, mut count) = ([0.0_f32; OUTPUTS], 0.0_f32);
    for (_, judged) in drafts.iter().flat_map(|read| message(read.draft)) {
        total.iter_mut().zip(judged.0).for_each(|(sum, output)| *sum += output);
        count += 1.0;
    }
    let of = drafts.len().max(1) as f32;
    let (mut words, mut part) = (Vec::new(), Vector::default());
    for (place, ReadDraft { draft, .. }) in drafts.iter().enumerate() {
        let mut in_message = message(draft);
        let first = in_message.next();
        let second = in_message.next().map(|(_, judged)| judged);
        for (at, said) in judged_sentences(draft).filter(|(at, _)| wanted(place, *at)) {
            words.clear();
            judged::stream(draft, at, &mut words);
            part.words.clear();
            part.push_words(&words);
            part.dense.clear();
            if Parts::MESSAGE.contains(draft.sentences[at].part) {
                let is_first = first.is_some_and(|(first, _)| first == at);
                for (output, (all, own)) in total.into_iter().zip(said.0).enumerate() {
                    let rest = all - own;
                    let mean = if count > 1.0 { all / count - rest / (count - 1.0) } else { own };
                    let capped = ((all / of).min(4.0) - (rest / of).min(4.0)) / 4.0;
                    let opening = own - second.map_or(0.0, |second| second.0[output]);
                    let opening = if is_first { opening / of } else { 0.0 };
                    part.dense.extend([mean, capped, opening].into_iter().enumerate().map(
                        |(kind, value)| {
                            (Key::quantity(WHOLE.len() + kind * OUTPUTS + output), value)
                        },
                    ));
                }
            }
            each(place, at, &part);
        }
    }
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
