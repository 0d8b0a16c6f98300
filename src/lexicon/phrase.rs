//! The phrase grammar: words matched on stems, `*` for one to four words, `(a|b|)` for a choice,
//! `=word` for an exact form, `#` for a number. A phrase is expanded into plain sequences; the
//! number of sequences is bounded.

use super::stem::stem;
use crate::text::{Span, TokenKind, folded, tokenize};

/// One element of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// Any form of a word: its stem.
    Stem(String),
    /// Exactly this folded word.
    Exact(String),
    /// A number in digits.
    Number,
    /// One to four words, whatever they are.
    Gap,
}

/// Why a phrase cannot be used. Each of these would otherwise never match, or match everything,
/// without a word said.
pub type PhraseError = String;

/// A phrase may stand for at most this many sequences.
const MAX_SEQUENCES: usize = 2048;
/// Gaps multiply the paths of the automaton.
const MAX_GAPS: usize = 3;
/// Longer phrases are refused: nobody writes the same sixty words twice, and a search looks as far
/// ahead as the longest phrase.
pub const MAX_WORDS: usize = 64;

/// Expands a phrase into the sequences that it stands for.
pub fn parse_phrase(phrase: &str) -> Result<Vec<Vec<Element>>, PhraseError> {
    let mut sequences: Vec<Vec<Element>> = vec![Vec::new()];
    let mut rest = phrase;
    while !rest.is_empty() {
        let (options, next) = match rest.strip_prefix('(') {
            Some(inside) => {
                let close = inside.find(')').ok_or("a `(` is not closed")?;
                if inside[..close].contains('(') {
                    return Err("choices cannot be nested".into());
                }
                let choices = inside[..close].split('|');
                // Counted before any is made.
                if sequences.len().saturating_mul(choices.clone().count()) > MAX_SEQUENCES {
                    return Err(format!(
                        "the choices multiply to more than {MAX_SEQUENCES} sequences; split the phrase"
                    ));
                }
                let options = choices.map(elements).collect::<Result<Vec<_>, _>>()?;
                (options, &inside[close + 1..])
            }
            None => {
                let end = rest.find('(').unwrap_or(rest.len());
                (vec![elements(&rest[..end])?], &rest[end..])
            }
        };
        sequences = sequences
            .iter()
            .flat_map(|head| options.iter().map(move |tail| [head.as_slice(), tail].concat()))
            .collect();
        if sequences.iter().any(|sequence| sequence.len() > MAX_WORDS) {
            return Err(format!("more than {MAX_WORDS} words"));
        }
        rest = next;
    }
    for sequence in &sequences {
        match (sequence.first(), sequence.last()) {
            (None, _) => return Err("it has no words, so it can never match".into()),
            (Some(Element::Gap), _) | (_, Some(Element::Gap)) => {
                return Err("a `*` at the edge matches anything; remove it".into());
            }
            _ => {}
        }
        if sequence.iter().filter(|element| **element == Element::Gap).count() > MAX_GAPS {
            return Err(format!("more than {MAX_GAPS} gaps"));
        }
        if sequence.iter().all(|element| *element == Element::Number) {
            return Err("numbers alone; use the mark `number`".into());
        }
    }
    Ok(sequences)
}

fn elements(text: &str) -> Result<Vec<Element>, PhraseError> {
    let mut out = Vec::new();
    for piece in text.split_whitespace() {
        if out.len() > MAX_WORDS {
            return Err(format!("more than {MAX_WORDS} words"));
        }
        match piece {
            "*" => out.push(Element::Gap),
            "#" => out.push(Element::Number),
            _ => {
                let (exact, word) =
                    piece.strip_prefix('=').map_or((false, piece), |word| (true, word));
                let before = out.len();
                tokenize(word, Span::new(0, word.len()), &[], |token| {
                    let folded = folded(token.span.slice(word));
                    out.push(match (exact, token.kind) {
                        (true, _) | (_, TokenKind::Number) => Element::Exact(folded),
                        _ => Element::Stem(stem(&folded)),
                    });
                });
                if out.len() == before
                    && piece.chars().any(|c| {
                        !matches!(
                            c,
                            '-' | '\u{2013}' | '\u{2014}' | '/' | '&' | ',' | '.' | '!' | '?' | ':'
                        )
                    })
                {
                    return Err(format!(
                        "`{piece}` has no letters or digits, so it can never match"
                    ));
                }
            }
        }
    }
    Ok(out)
}
