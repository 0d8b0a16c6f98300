//! `each`: a finding for every mark.

use super::{Hit, List, beside, marks};
use crate::analysis::{Analysis, Mark};
use crate::pack::check::Each;
use crate::text::{Token, TokenKind};
use crate::vocabulary::label;

pub fn run(draft: &Analysis, check: &Each) -> Vec<Hit> {
    let mut found = marks(draft, &check.labels, check.parts);
    found.retain(|mark| {
        let is_of = |owner| draft.sentence_of(mark).is_some_and(|sentence| sentence.owner == owner);
        check.about.is_none_or(is_of)
            && !beside(draft, mark.sentence, &check.unless)
            && !follows(draft, mark, check)
            && (!check.alone || is_alone(draft, mark))
    });
    let n = found.len() as f64;
    let list = List::from(found.iter().map(|mark| mark.span).collect::<Vec<_>>());
    found.truncate(check.limit.unwrap_or(u32::MAX) as usize);
    found
        .into_iter()
        .map(|mark| Hit { span: mark.span, n, list: list.clone(), ..Hit::default() })
        .collect()
}

/// True when a sentence before that of the mark, in the same parts, bears one of the marks that it
/// must not stand after.
fn follows(draft: &Analysis, mark: &Mark, check: &Each) -> bool {
    !check.not_after.is_empty()
        && draft.message().take_while(|at| *at < mark.sentence as usize).any(|at| {
            check.parts.contains(draft.sentences[at].part)
                && beside(draft, at as u32, &check.not_after)
        })
}

/// True when the sentence holds nothing beside the mark but names and fields.
fn is_alone(draft: &Analysis, mark: &Mark) -> bool {
    let names = draft.marks.of(label::NAME);
    let sentence = draft.sentence_of(mark);
    let rest = draft.tokens[sentence.map_or(0..0, |sentence| sentence.range())]
        .iter()
        .filter(|token| !mark.span.overlaps(token.span));
    let is_name = |token: &Token| {
        let before =
            names[..names.partition_point(|name| name.span.start <= token.span.start)].last();
        token.kind == TokenKind::Field || before.is_some_and(|name| name.span.covers(token.span))
    };
    rest.into_iter().all(is_name)
}
