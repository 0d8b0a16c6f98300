//! What a draft names that nothing else does: a program that reads only the draft cannot tell what is known from what is made up.

use std::collections::HashSet;

use crate::outcome::{MarkedDraft, MarkedSentence};
use crate::text::printable;
use crate::vocabulary::Parts;

/// Days that are proposed are no claims.
const DAYS: &[&str] =
    &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "today", "tomorrow"];

/// A sentence with figures, dates, names or quotations that nothing confirms.
#[derive(Debug)]
pub struct Claim<'m> {
    /// The sentence.
    pub sentence: &'m MarkedSentence,
    /// What of it is not confirmed, each once.
    pub words: Vec<String>,
}

/// The sentences of a draft's message itself.
pub fn message(draft: &MarkedDraft) -> impl Iterator<Item = &MarkedSentence> {
    draft.sentences.iter().filter(|sentence| Parts::MESSAGE.contains(sentence.part))
}

/// The sentences that name something which does not stand in `given`: what is known of the recipient, what they were sent before, an
/// earlier version. In the order of the draft.
pub fn unconfirmed<'m>(draft: &'m MarkedDraft, given: &str) -> Vec<Claim<'m>> {
    let given = format!(" {} ", plain(given));
    let claim = |sentence: &'m MarkedSentence| {
        let (mut words, mut seen) = (Vec::new(), HashSet::new());
        for (_, text) in sentence.marks.iter().filter(|(label, _)| label == "specific") {
            let folded = plain(text);
            if !folded.is_empty() && !DAYS.contains(&folded.as_str()) && !given.contains(&format!(" {folded} ")) && seen.insert(folded) {
                words.push(printable(text).into_owned());
            }
        }
        (!words.is_empty()).then_some(Claim { sentence, words })
    };
    message(draft).filter_map(claim).collect()
}

/// A text without the sentences of some claims.
pub fn left_out(text: &str, claims: &[Claim]) -> String {
    let (mut out, mut kept) = (String::with_capacity(text.len()), 0);
    for claim in claims {
        let range = &claim.sentence.range;
        // Places lie on letters and come in order; where a format folds its sentences into one another, the rest stays.
        if let Some(before) = text.get(kept..range.start.offset) {
            out.push_str(before);
            kept = range.end.offset;
        }
    }
    out + text.get(kept..).unwrap_or_default()
}

/// Words in lower case, a space between each two.
pub fn plain(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
