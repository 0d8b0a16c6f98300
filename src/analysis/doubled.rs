//! A word that stands twice in a row, which is hardly ever meant.

use super::{Analysis, Mark};
use crate::text::{Span, TokenKind};
use crate::vocabulary::{Part, Parts, label};

/// Words that English says twice, for weight or because two clauses meet: "had had", "log in in
/// May", "what it is is a wait".
const MEANT: &[&str] = &[
    "again", "bla", "blah", "bye", "can", "do", "down", "far", "go", "had", "ha", "hear", "her",
    "hush", "in", "is", "it", "knock", "long", "many", "more", "much", "never", "no", "now", "off",
    "on", "out", "over", "please", "really", "so", "step", "that", "there", "to", "up", "very",
    "was", "well", "who", "win", "yes",
];

/// Verbs that are names, too: "the notice of 4 May may end".
const NAMES: &[&str] = &["bill", "mark", "may", "will"];

/// Marks both words.
pub fn mark(draft: &Analysis, marks: &mut Vec<Mark>) {
    let read = Parts::MESSAGE.union(Parts::of(&[Part::Subject]));
    for (at, sentence) in draft.sentences.iter().enumerate() {
        if !read.contains(sentence.part) {
            continue;
        }
        let mut found = 0;
        for pair in draft.tokens[sentence.range()].windows(2) {
            let [one, next] = [pair[0].span, pair[1].span];
            let both = one.join(next);
            if one.len() == next.len()
                && both.start() >= found
                && pair.iter().all(|token| token.kind == TokenKind::Word)
                && is_doubled(draft, one, next)
            {
                marks.push(Mark { label: label::DOUBLED_WORD, span: both, sentence: at as u32 });
                found = both.end();
            }
        }
    }
}

/// True for the same word twice, with nothing between but blanks, that is no name.
fn is_doubled(draft: &Analysis, one: Span, next: Span) -> bool {
    let word = draft.slice(next);
    let between = draft.slice(Span::new(one.end(), next.start()));
    let behind = &draft.draft.text.as_str()[next.end()..];
    draft.slice(one).eq_ignore_ascii_case(word)
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
        && between.bytes().all(|byte| byte.is_ascii_whitespace())
        // "Client", and in the next line of code "client".
        && (draft.slice(one) == word || !between.contains('\n') && !NAMES.contains(&word))
        && !behind.starts_with('-')
        && !MEANT.contains(&word)
}
