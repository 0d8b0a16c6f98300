//! Asks: which sentences ask the reader for something, for what, and which of them is the draft's
//! ask.

use super::{Analysis, Mark, has, surface::is_question};
use crate::lexicon::Hit;
use crate::vocabulary::{Label, Part, Parts, label};

/// Kinds from heavy to light: a sentence with the wording of several counts as the heaviest.
const KINDS: &[(Label, Label)] = &[
    (label::ASK_DEMO_CUE, label::ASK_DEMO),
    (label::ASK_MEETING_CUE, label::ASK_MEETING),
    (label::ASK_REFERRAL_CUE, label::ASK_REFERRAL),
    (label::ASK_RESOURCE_CUE, label::ASK_RESOURCE),
    (label::ASK_INTEREST_CUE, label::ASK_INTEREST),
    (label::ASK_REPLY_CUE, label::ASK_REPLY),
];

/// What each sentence asks for.
pub type Asks = Vec<Option<Label>>;

/// Marks asks. A question that holds no known wording asks for a reply.
pub fn mark(draft: &Analysis, hits: &[Vec<Hit>], marks: &mut Vec<Mark>) -> Asks {
    let mut asks = vec![None; draft.sentences.len()];
    for at in draft.message() {
        let sentence = &draft.sentences[at];
        let cue = KINDS.iter().find(|(cue, _)| has(&hits[at], *cue)).map(|(_, kind)| *kind);
        let question = is_question(draft.slice(sentence.span));
        // "To get started:" heads what follows.
        if !question && draft.slice(sentence.span).trim_end().ends_with(':') {
            continue;
        }
        let Some(kind) = cue.or(question.then_some(label::ASK_REPLY)) else { continue };
        // "Open to a demo? Book a time here." asks once, and so does "Happy to send the photos.
        // Worth a mention?"
        let again = at > 0 && asks[at - 1].is_some_and(|before| asks_again(before, kind));
        asks[at] = Some(kind);
        if again {
            continue;
        }
        for label in [label::ASK, kind] {
            marks.push(Mark { label, span: sentence.span, sentence: at as u32 });
        }
    }
    asks
}

/// True when an ask of the second kind only repeats that of the first, which stands just before it.
fn asks_again(before: Label, kind: Label) -> bool {
    let is_time = |kind| kind == label::ASK_MEETING || kind == label::ASK_DEMO;
    before != label::ASK_REPLY
        && (before == kind || kind == label::ASK_INTEREST || is_time(before) && is_time(kind))
}

/// The last sentence before the sign-off that asks becomes the part `ask`; the first two sentences
/// become the `opening`.
pub fn assign_part(draft: &mut Analysis, asks: &Asks) {
    let body: Vec<usize> =
        draft.message().filter(|at| draft.sentences[*at].part != Part::Postscript).collect();
    for at in body.iter().take(2) {
        draft.sentences[*at].part = Part::Opening;
    }
    if let Some(last) = body.iter().rev().find(|at| asks[**at].is_some())
        && body.len() > 1
    {
        draft.sentences[*last].part = Part::Ask;
    }
    debug_assert!(body.iter().all(|at| Parts::MESSAGE.contains(draft.sentences[*at].part)));
}
