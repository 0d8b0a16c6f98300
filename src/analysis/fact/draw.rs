//! What is drawn from a fact: a question to the reader, a problem, a consequence, an idea. In the
//! sentence that speaks of it, or in the one beside it if that goes on from there; a question that
//! names what the fact names may stand a little further on. Glue between a fact and a pitch ("which
//! is why we ...") draws nothing.

use std::collections::HashSet;

use super::key::{self, FUNCTION, Key};
use super::{FactInputs, LEAST, Mention};
use crate::analysis::has;
use crate::analysis::surface::is_question;
use crate::lexicon::stem;
use crate::text::{Token, TokenKind, folded};
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
/// A question that names what a fact names may stand so many sentences after it.
const NEAR: usize = 3;

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
        .or_else(|| {
            let further = at + 2..(at + 1 + NEAR).min(inputs.draft.sentences.len());
            further.into_iter().find(|near| {
                is_question(inputs.draft.slice(inputs.draft.sentences[*near].span))
                    && names_the_same(inputs, *near, mention)
                    && draws(inputs, *near, mention, false)
            })
        })
}

/// A sentence names somebody or something that a fact names.
fn names_the_same(inputs: &FactInputs, at: usize, mention: &Mention) -> bool {
    let fact = &inputs.known.facts[mention.fact];
    inputs.keys[at].iter().any(|keyed| keyed.proper && fact.contains_key(&keyed.key))
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
    let is_request = inputs.asks[at].is_some_and(|kind| kind != label::ASK_REPLY);
    let unknown = |key: &Key| !inputs.known.carries(key);
    if is_question(inputs.draft.slice(sentence.span)) && !is_request {
        let asks = || count(inputs, at, key::COMMON, unknown) >= 1;
        return sentence.owner != Owner::Seller && (same || asks());
    }
    if is_request {
        return false;
    }
    // Facts in a row draw nothing from each other; one that the next sentence gives as the
    // consequence of another does.
    let fact = &inputs.known.facts[mention.fact];
    let is_new = |key: &Key| if same { unknown(key) } else { !fact.contains_key(key) };
    let elaborates = || {
        let reckons = |key: &Key| matches!(key, Key::Number(_)) && unknown(key);
        shares(inputs, at, mention)
            && (count(inputs, at, LEAST, unknown) >= ELABORATION
                || count(inputs, at, LEAST, reckons) >= 1)
    };
    has_own_cue(inputs, at) && count(inputs, at, LEAST, is_new) >= SUBSTANCE
        || same && concludes(inputs, at, mention)
        || !same && elaborates()
}

/// The sentence of a fact says ", so ..." after it, and does not turn to the sender.
fn concludes(inputs: &FactInputs, at: usize, mention: &Mention) -> bool {
    let draft = inputs.draft;
    let tokens = &draft.tokens[draft.sentences[at].range()];
    let text = draft.draft.text.as_str();
    let turns = |pair: &&[Token]| {
        let (word, next) = (draft.slice(pair[0].span), draft.slice(pair[1].span));
        let sender = ["i", "we", "our", "my"];
        pair[0].span.start() >= mention.span.end()
            && matches!(word, "so" | "hence" | "thus" | "therefore")
            && text[..pair[0].span.start()].trim_end().ends_with([',', ';'])
            && !sender.iter().any(|word| next.eq_ignore_ascii_case(word))
    };
    let Some(pair) = tokens.windows(2).find(turns) else { return false };
    let fact = &inputs.known.facts[mention.fact];
    inputs.keys[at].iter().any(|keyed| {
        keyed.span.start() > pair[0].span.start()
            && keyed.weight >= key::COMMON
            && !fact.contains_key(&keyed.key)
    })
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

/// Different words and figures of a sentence that weigh at least so much, and that `counts` chooses.
fn count(inputs: &FactInputs, at: usize, weight: f64, counts: impl Fn(&Key) -> bool) -> usize {
    let own: HashSet<&Key> = inputs.keys[at]
        .iter()
        .filter(|keyed| keyed.weight >= weight)
        .map(|keyed| &keyed.key)
        .collect();
    own.into_iter().filter(|key| counts(key)).count()
}

/// Concrete words and figures of a sentence that no fact has.
fn fresh(inputs: &FactInputs, at: usize) -> usize {
    count(inputs, at, LEAST, |key| !inputs.known.carries(key))
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
    points_back || shares(inputs, at, mention) || says_again(inputs, at, mention)
}

/// A sentence has a word of another, if an everyday one: "a second store ... Two stores".
fn says_again(inputs: &FactInputs, at: usize, mention: &Mention) -> bool {
    /// Words that join others are shorter than this.
    const SHORTEST: usize = 5;
    let draft = inputs.draft;
    let stems = |at: usize| {
        let words = draft.tokens[draft.sentences[at].range()]
            .iter()
            .filter(|token| token.kind == TokenKind::Word);
        words.map(|token| folded(draft.slice(token.span))).filter(|word| word.len() >= SHORTEST)
    };
    let said: HashSet<String> = stems(mention.sentence).map(|word| stem(&word)).collect();
    stems(at).any(|word| !FUNCTION.contains(&word.as_str()) && said.contains(&stem(&word)))
}

/// A question with nothing concrete in it.
pub fn is_empty_question(inputs: &FactInputs, at: usize) -> bool {
    is_question(inputs.draft.slice(inputs.draft.sentences[at].span)) && fresh(inputs, at) == 0
}

/// True when a sentence is worded as a guess.
pub fn is_guess(inputs: &FactInputs, at: usize) -> bool {
    has(&inputs.hits[at], label::THINK_CUE) || has(&inputs.hits[at], label::GUESS_CUE)
}
