//! Numbers that a draft says otherwise than the fact that it speaks of: thirty drivers, where the
//! fact has forty.

use super::key::Key;
use super::mention::{FactInputs, Mention};
use super::number;
use super::words::words;
use super::{claim, draw};
use crate::lexicon::stem;
use crate::text::{Span, folded};

/// A number of the draft that is not the one of the fact.
#[derive(Clone, Debug)]
pub struct Contrary {
    /// The fact.
    pub fact: usize,
    /// The number in the draft.
    pub span: Span,
    /// The number of the fact, as it is written there.
    pub said: String,
}

/// How many words behind a number may be what it counts: "forty new drivers".
const COUNTED: usize = 2;
/// Letters of a word that names what is counted.
const NAMED: usize = 3;

/// All that sentences with mentions say against the facts which they mention.
pub fn find(inputs: &FactInputs, mentions: &[Vec<Mention>]) -> Vec<Contrary> {
    let mut found = Vec::new();
    for (at, mentions) in mentions.iter().enumerate().filter(|(_, of)| !of.is_empty()) {
        if !claim::states(inputs, at) || draw::is_guess(inputs, at) {
            continue;
        }
        let end = inputs.draft.sentences[at].span.end();
        for keyed in inputs.keys[at].iter().filter(|keyed| claim::is_claim(inputs, at, keyed)) {
            let Key::Number(hundredths) = keyed.key else { continue };
            let rest = words(&inputs.draft.draft.text.as_str()[keyed.span.end()..end]);
            let counted = counted(&rest);
            let said = mentions.iter().find_map(|mention| {
                let text = &inputs.known.account.facts[mention.fact].text;
                Some((mention.fact, number_of(text, &counted, hundredths)?))
            });
            found.extend(said.map(|(fact, said)| Contrary { fact, span: keyed.span, said }));
        }
    }
    found
}

/// The stems of what a number counts, from the words behind it.
fn counted(behind: &[String]) -> Vec<String> {
    let told = behind.iter().skip_while(|word| number::is_scale(word)).take(COUNTED);
    told.filter(|word| word.chars().count() > NAMED).map(|word| stem(word)).collect()
}

/// Another number than this one that a fact has of one of the things that are counted.
fn number_of(fact: &str, things: &[String], hundredths: i64) -> Option<String> {
    let all: Vec<&str> = fact
        .split_whitespace()
        .map(|word| word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']))
        .collect();
    let value = |at: usize| {
        let next = all.get(at + 1).copied().unwrap_or_default();
        number::value(all[at].trim_start_matches('('), next, Some(' '))
    };
    (0..all.len()).find_map(|at| {
        let other = (value(at)? * 100.0).round() as i64 != hundredths;
        let behind: Vec<String> = all[at + 1..].iter().map(|word| folded(word)).collect();
        let same = counted(&behind).iter().any(|thing| things.contains(thing));
        (other && same).then(|| all[at].to_string())
    })
}
