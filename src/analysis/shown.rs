//! What a reader is shown against what is there: links whose words name another place, words that are hidden.

use super::{Analysis, Mark};
use crate::account::domain;
use crate::lexicon::label;

/// Ends of domains, for words that may be an address or the name of a file.
#[rustfmt::skip]
const ENDS: &[&str] = &[
    "com", "net", "org", "io", "co", "ai", "app", "dev", "info", "biz", "example", "eu", "us", "uk", "de", "fr", "es", "it", "nl", "be", "ch", "at",
    "ca", "au", "in", "br", "mx", "pl", "se", "no", "dk", "fi", "ie", "pt",
];

/// Puts the marks of this module on a draft.
pub fn mark(draft: &Analysis, marks: &mut Vec<Mark>) {
    let text = draft.draft.text.as_str();
    let misleading = draft.draft.anchors.iter().filter(|(words, target)| misleads(words.slice(text), target.slice(text)));
    let misleading = misleading.map(|(words, _)| (label::MISLEADING_LINK, *words));
    let hidden = draft.draft.hidden.iter().map(|span| (label::HIDDEN, *span));
    marks.extend(misleading.chain(hidden).map(|(label, span)| Mark { label, span, sentence: draft.sentence_at(span.start()) }));
}

/// True when the words are an address at one site and the target is at another.
fn misleads(words: &str, target: &str) -> bool {
    let words = words.trim();
    let plain = words.starts_with("http") || words.starts_with("www.") || words.rsplit('.').next().is_some_and(|end| ENDS.contains(&end));
    let address = plain && words.contains('.') && !words.contains(|c: char| c.is_whitespace() || matches!(c, '@' | '{' | '['));
    let known = target.starts_with("http") && !target.contains(['{', '[', '|', '<']);
    address && known && site(words) != site(target)
}

/// The last two labels of a domain: `docs.corvex.example` is at `corvex.example`.
fn site(address: &str) -> String {
    let domain = domain(address);
    let labels: Vec<&str> = domain.rsplit('.').take(2).collect();
    labels.join(".")
}
