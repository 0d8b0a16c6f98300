//! What is drawn from a fact: a question to the reader, a problem, a consequence, an idea. In the
//! sentence that speaks of it, or in the one beside it if that goes on from there. Glue between a
//! fact and a pitch ("which is why we ...") draws nothing.

use std::collections::HashSet;

use super::key::Key;
use super::{FactInputs, Mention};
use crate::analysis::has;
use crate::analysis::surface::is_question;
use crate::vocabulary::{Owner, Parts, label};

/// Words that point back to what was said.
const BACKWARD: &[&str] = &[
    "it", "its", "that", "this", "those", "these", "they", "them", "there", "then", "both", "each",
    "either", "which", "such",
];

/// Concrete words that a statement brings of its own: with the wording of a consequence, and in a
/// sentence that goes on without it.
const SUBSTANCE: usize = 1;
const ELABORATION: usize = 4;

/// The sentence that draws something from a fact, if any does.
pub fn drawn(inputs: &FactInputs, mention: &Mention) -> Option<usize> {
    let at = mention.sentence;
    if !Parts::MESSAGE.contains(inputs.draft.sentences[at].part) {
        return None;
    }
    if draws(inputs, at, mention, true) {
        return Some(at);
    }
    let same_paragraph = |a: usize, b: usize| {
        inputs.draft.sentences[a].paragraph == inputs.draft.sentences[b].paragraph
    };
    let before = at.checked_sub(1).filter(|before| same_paragraph(*before, at));
    let beside = [Some(at + 1), before]
        .into_iter()
        .flatten()
        .filter(|near| *near < inputs.draft.sentences.len());
    beside
        .into_iter()
        .find(|near| goes_on(inputs, *near, mention) && draws(inputs, *near, mention, false))
}

/// A sentence speaks on of what a fact, or the sentence that mentions it, speaks of.
fn shares(inputs: &FactInputs, at: usize, mention: &Mention) -> bool {
    let fact = &inputs.known.facts[mention.fact];
    let said: HashSet<&Key> =
        inputs.keys[mention.sentence].iter().map(|keyed| &keyed.key).collect();
    inputs.keys[at].iter().any(|keyed| fact.contains_key(&keyed.key) || said.contains(&keyed.key))
}

fn draws(inputs: &FactInputs, at: usize, mention: &Mention, same: bool) -> bool {
    let sentence = &inputs.draft.sentences[at];
    if !Parts::MESSAGE.contains(sentence.part) || (!same && sentence.owner == Owner::Seller) {
        return false;
    }
    let fresh = fresh(inputs, at);
    let is_request = inputs.asks[at].is_some_and(|kind| kind != label::ASK_REPLY);
    if is_question(inputs.draft.slice(sentence.span)) && !is_request {
        return sentence.owner != Owner::Seller && (same || fresh >= 1);
    }
    let elaborates = !same && fresh >= ELABORATION && shares(inputs, at, mention);
    !is_request && (elaborates || (fresh >= SUBSTANCE && has_own_cue(inputs, at)))
}

/// A cue after which the sentence does not turn to the sender.
fn has_own_cue(inputs: &FactInputs, at: usize) -> bool {
    let hits = &inputs.hits[at];
    let cues = [label::CONSEQUENCE_CUE, label::MECHANISM, label::THINK_CUE, label::GUESS_CUE];
    let sender = [label::SELLER_CUE, label::OWN_NAME, label::YOU_WILL_LOVE_CUE];
    let last_sender =
        hits.iter().filter(|hit| sender.contains(&hit.label)).map(|hit| hit.first).max();
    hits.iter()
        .any(|hit| cues.contains(&hit.label) && last_sender.is_none_or(|last| last < hit.first))
}

/// Concrete words and figures of a sentence that no fact has: facts in a row draw nothing from each
/// other.
fn fresh(inputs: &FactInputs, at: usize) -> usize {
    let own: HashSet<&Key> = inputs.keys[at]
        .iter()
        .filter(|keyed| keyed.weight >= super::LEAST)
        .map(|keyed| &keyed.key)
        .collect();
    own.into_iter().filter(|key| !inputs.known.carries(key)).count()
}

/// A sentence goes on from another when it points back, or speaks of the same.
fn goes_on(inputs: &FactInputs, at: usize, mention: &Mention) -> bool {
    let draft = inputs.draft;
    let head = draft.tokens[draft.sentences[at].range()]
        .iter()
        .take(4)
        .map(|token| draft.slice(token.span));
    let points_back =
        head.into_iter().any(|word| BACKWARD.iter().any(|back| word.eq_ignore_ascii_case(back)));
    // "Who keys the night shifts there?"
    let points_back = points_back
        || draft.tokens[draft.sentences[at].range()]
            .iter()
            .any(|token| draft.slice(token.span) == "there");
    points_back || shares(inputs, at, mention)
}

/// A question with nothing concrete in it.
pub fn is_empty_question(inputs: &FactInputs, at: usize) -> bool {
    is_question(inputs.draft.slice(inputs.draft.sentences[at].span)) && fresh(inputs, at) == 0
}

/// True when a sentence is worded as a guess.
pub fn is_guess(inputs: &FactInputs, at: usize) -> bool {
    has(&inputs.hits[at], label::THINK_CUE) || has(&inputs.hits[at], label::GUESS_CUE)
}
