//! `fields`: merge fields by class and by what is wrong with them. A finding a field.

use std::collections::HashSet;

use super::{Hit, List};
use crate::analysis::Analysis;
use crate::pack::check::Fields;
use crate::text::Span;

pub fn run(draft: &Analysis, check: &Fields) -> Vec<Hit> {
    let Fields { classes, problems, parts, once } = check;
    let fits = |field: &&crate::fields::Field| {
        (classes.is_empty() || classes.contains(&field.class))
            && (problems.is_empty()
                || problems.iter().any(|problem| field.problems.contains(problem)))
            && draft
                .sentences
                .get(draft.sentence_at(field.span.start()) as usize)
                .is_none_or(|sentence| parts.contains(sentence.part))
    };
    let mut known = HashSet::new();
    let told = |span: &Span| !once || known.insert(draft.slice(*span));
    let found = List::from(
        draft.fields.iter().filter(fits).map(|field| field.span).filter(told).collect::<Vec<_>>(),
    );
    let n = found.len() as f64;
    found.iter().map(|span| Hit { span: *span, n, list: found.clone(), ..Hit::default() }).collect()
}
