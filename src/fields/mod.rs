//! Fields: merge fields, placeholders, spin groups, and what they leave behind when rendering
//! fails.
//!
//! One pass over the text reads every known syntax at once (no platform is assumed), then the
//! tokens vote on the dialect and what does not belong to the winner is said. Every look-ahead is
//! bounded or remembered, so the time is linear whatever the text.

mod blank;
mod block;
mod brace;
mod bracket;
pub mod dialect;
mod expression;
mod form;
mod half;
mod mask;
pub mod name;
mod pairs;
mod pipedrive;
mod placeholder;
mod residue;
mod scan;
mod scanned;
mod sender;
mod slot;
mod spin;
mod tag;
#[cfg(test)]
mod tests;
mod unescape;
mod value;
mod vote;
mod word;

pub use dialect::Dialect;
pub use mask::comments;
pub use residue::is_left_over;

use crate::vocabulary::{FieldClass, FieldProblem};

use std::collections::HashSet;

use crate::text::Span;

/// A field of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Where it stands, delimiters included.
    pub span: Span,
    /// What it is.
    pub class: FieldClass,
    /// What is wrong with it, in the order of the enum, each once.
    pub problems: Vec<FieldProblem>,
    /// What it asks for, in snake case; empty when it has no name.
    pub name: String,
    /// The text that stands in for a missing value.
    pub fallback: Option<Span>,
    /// The platform it is written for, when only one is possible.
    pub dialect: Option<Dialect>,
    /// The alternatives of a spin group, or the branches of a condition.
    pub options: Vec<Span>,
    /// The alternative of a spin group that is read.
    pub shown: usize,
    /// True when it asks for something specific to this account.
    pub telling: bool,
}

impl Field {
    /// What a merge put into a text that had nothing to put there.
    pub fn left_over(span: Span) -> Field {
        Field {
            span,
            class: FieldClass::Residue,
            problems: Vec::new(),
            name: String::new(),
            fallback: None,
            dialect: None,
            options: Vec::new(),
            shown: 0,
            telling: false,
        }
    }

    /// Adds a problem, keeping the order.
    pub(crate) fn add(&mut self, problem: FieldProblem) {
        if let Err(at) = self.problems.binary_search(&problem) {
            self.problems.insert(at, problem);
        }
    }
}

/// What is known of the text beforehand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// The platform, when the front matter or the file format says.
    pub dialect: Option<Dialect>,
    /// Custom variables that are allowed, in snake case.
    pub vars: &'a [String],
    /// Variables that a person fills in before the upload, in snake case.
    pub prefill: &'a [String],
    /// The draft is addressed to a named person: fields are left-overs.
    pub finished: bool,
}

/// Finds the fields of `text` outside `masks` (sorted, disjoint). They come sorted by start; only
/// what stands inside a spin group overlaps, and follows, another.
pub fn scan(text: &str, masks: &[Span], hints: &Hints) -> Vec<Field> {
    let Some(decoded) = unescape::decode(text, masks) else {
        return settle(scan::Scanner::new(text, masks, hints).run(), hints);
    };
    let mut fields = settle(scan::Scanner::new(&decoded.text, &decoded.masks, hints).run(), hints);
    for field in &mut fields {
        let spans =
            [&mut field.span].into_iter().chain(&mut field.fallback).chain(&mut field.options);
        spans.for_each(|span| *span = decoded.source(*span));
    }
    fields
}

/// True when the text is nothing but one field, so that there is no copy to read.
pub fn is_opaque(text: &str, fields: &[Field]) -> bool {
    let whole = |span: Span| {
        text.trim().len() == span.len() && text.len() - text.trim_start().len() == span.start()
    };
    fields.first().is_some_and(|field| field.class == FieldClass::Field && whole(field.span))
}

/// What only the whole text can show: which single braces are fields, the dialect, and what a
/// finished draft may still hold.
fn settle(mut found: Vec<scanned::ScannedField>, hints: &Hints) -> Vec<Field> {
    let single = hints.dialect.is_some_and(|dialect| dialect::SINGLE.has(dialect))
        || found.iter().any(|found| found.single && !found.maybe);
    found.retain(|found| single || !found.maybe);
    vote::vote(&mut found, hints.dialect);
    if hints.finished {
        let prefill = hints.prefill.iter().map(String::as_str).collect();
        found.iter_mut().for_each(|found| finish(found, &prefill));
    }
    found.into_iter().map(|found| found.field).collect()
}

fn finish(found: &mut scanned::ScannedField, prefill: &HashSet<&str>) {
    let field = &mut found.field;
    match field.class {
        FieldClass::Spin => field.add(FieldProblem::Unspun),
        FieldClass::Field | FieldClass::Block | FieldClass::Placeholder
            if found.machine && !prefill.contains(field.name.as_str()) =>
        {
            field.class = FieldClass::Residue;
            field.problems.retain(|problem| *problem != FieldProblem::NoFallback);
        }
        _ => {}
    }
}
