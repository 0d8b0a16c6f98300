//! Claims about the reader that nothing known carries: names, figures and dates in sentences that
//! say what they are or do.

use super::draw::is_guess;
use super::key::{self, Key, Keyed};
use super::{FactInputs, Facts};
use crate::analysis::surface::is_question;
use crate::analysis::{Mark, has};
use crate::lexicon::Hit;
use crate::vocabulary::{Owner, label};

/// Marks unsupported claims and guesses. An account of which nothing is known cannot speak against
/// a claim.
pub fn mark(inputs: &FactInputs, facts: &mut Facts, marks: &mut Vec<Mark>) {
    if !facts.account.facts.iter().any(|fact| !fact.implied) {
        return;
    }
    for at in inputs.draft.message() {
        let sentence = &inputs.draft.sentences[at];
        if !states(inputs, at) {
            continue;
        }
        if is_guess(inputs, at) {
            marks.push(Mark { label: label::GUESS, span: sentence.span, sentence: at as u32 });
            facts.guesses.push(sentence.span);
            continue;
        }
        for keyed in inputs.keys[at].iter().filter(|keyed| is_claim(inputs, at, keyed)) {
            marks.push(Mark {
                label: label::UNSUPPORTED_FACT,
                span: keyed.span,
                sentence: at as u32,
            });
            facts.unsupported.push(keyed.span);
        }
    }
}

/// True for a sentence that says something of the reader: not a question, not a request, not about
/// the sender.
pub fn states(inputs: &FactInputs, at: usize) -> bool {
    let sentence = &inputs.draft.sentences[at];
    let speaks = has(&inputs.hits[at], label::READER_WORD)
        || inputs.draft.tokens[sentence.range()]
            .iter()
            .any(|token| inputs.known.is_part_of_name(inputs.draft.slice(token.span)));
    let about_them = match sentence.owner {
        Owner::Reader => true,
        Owner::Both => has(&inputs.hits[at], label::OBSERVE_CUE),
        Owner::Seller | Owner::Neither => false,
    };
    about_them
        && speaks
        && !is_question(inputs.draft.slice(sentence.span))
        && inputs.asks[at].is_none()
}

/// Endings of words such as English and American, which name nobody.
const PEOPLES: &[&str] = &["ish", "ese", "ian", "ean", "ican"];

/// A name, a figure or a date that nothing known carries. Acronyms are the trade's more often than
/// the reader's, unless the sentence says that they have or change it.
pub fn is_claim(inputs: &FactInputs, at: usize, keyed: &Keyed) -> bool {
    let words = inputs.draft.slice(keyed.span);
    let after = inputs.draft.draft.text.as_str()[keyed.span.end()..].trim_start_matches([' ', '-']);
    let near = |hit: &Hit| {
        let tokens = &inputs.draft.tokens;
        tokens[hit.first.saturating_sub(1)]
            .span
            .join(tokens[(hit.last + 1).min(tokens.len() - 1)].span)
    };
    let touches = |label| {
        inputs.hits[at].iter().any(|hit| hit.label == label && near(hit).overlaps(keyed.span))
    };
    let is_told = match &keyed.key {
        Key::Word(_) => {
            keyed.proper
                && (words.chars().filter(|c| c.is_lowercase()).count() > 1
                    || (key::is_acronym(words) && touches(label::ADOPTION_CUE)))
                && !key::is_synonym(words)
                && !PEOPLES.iter().any(|ending| words.ends_with(ending))
        }
        Key::Number(value) => {
            *value >= 1300 && !["minute", "min "].iter().any(|unit| after.starts_with(unit))
        }
        Key::Time(time) => *time >= 13,
        Key::Pair(..) => false,
    };
    let own = || {
        let span = |hit: &Hit| {
            inputs.draft.tokens[hit.first].span.join(inputs.draft.tokens[hit.last].span)
        };
        inputs.hits[at]
            .iter()
            .any(|hit| hit.label == label::OWN_NAME && span(hit).overlaps(keyed.span))
    };
    is_told && !own() && !inputs.known.carries(&keyed.key)
}
