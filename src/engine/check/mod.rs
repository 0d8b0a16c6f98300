//! The check kinds, one file each. A kind reads marks and returns hits; it knows no rule.

mod count;
mod each;
mod facts;
mod fields;
mod missing;
mod near;
mod order;
mod pattern;
mod share;
mod stages;
pub mod steps;

pub use pattern::Patterns;

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::OnceLock;

use crate::analysis::{Analysis, Mark};
use crate::order::InOrder;
use crate::pack::{Bound, Check};
use crate::text::Span;
use crate::vocabulary::{Label, Parts, Severity};

/// What a check found, before it has words.
#[derive(Clone, Debug, Default)]
pub struct Hit {
    /// Where, in the draft's text.
    pub span: Span,
    /// About the whole message.
    pub whole: bool,
    /// The count, the value, or the share.
    pub n: f64,
    /// What a share is of.
    pub m: f64,
    /// The bound that was passed.
    pub limit: f64,
    /// The bound that a draft must keep to have no finding at all: of several tiers the mildest.
    pub goal: f64,
    /// The other mark.
    pub other: Span,
    /// All marks behind the hit; hits of one check share them.
    pub list: List,
    /// The fact of the account that it is about.
    pub fact: Option<String>,
    /// Number of the other step.
    pub step: Option<u32>,
    /// Words that do not stand in this draft, for the list.
    pub words: Vec<String>,
    /// The tier's severity.
    pub severity: Option<Severity>,
    /// The tier's points.
    pub points: Option<u8>,
}

/// The marks behind a hit, with what is said of them once somebody has asked.
#[derive(Clone, Debug, Default)]
pub struct List(Option<Rc<(Vec<Span>, OnceCell<String>)>>);

impl List {
    /// The words for the list, made by `say` the first time.
    pub fn text_or(&self, say: impl FnOnce(&[Span]) -> String) -> String {
        match &self.0 {
            Some(list) => list.1.get_or_init(|| say(&list.0)).clone(),
            None => say(&[]),
        }
    }
}

impl From<Vec<Span>> for List {
    fn from(spans: Vec<Span>) -> Self {
        List(Some(Rc::new((spans, OnceCell::new()))))
    }
}

impl std::ops::Deref for List {
    type Target = [Span];

    fn deref(&self) -> &[Span] {
        self.0.as_ref().map_or(&[], |list| &list.0)
    }
}

/// True for a check that a draft has none of the marks for: most rules, of most drafts.
#[inline]
pub fn is_idle(check: &Check, draft: &Analysis) -> bool {
    let none = |labels: &[Label]| labels.iter().all(|label| draft.marks.of(*label).is_empty());
    match check {
        Check::Each(check) => none(&check.labels),
        Check::Near(check) => none(&check.labels),
        Check::Share(check) => none(&check.of),
        Check::Order(check) => none(&check.first) || none(&check.second),
        Check::Pattern(check) => !check.inside.is_empty() && none(&check.inside),
        Check::Fields(_) => draft.fields.is_empty(),
        _ => false,
    }
}

/// Runs one check on one draft; `context` has its sequence, when it is a step of one.
pub fn run(
    check: &Check,
    draft: &Analysis,
    context: Option<steps::StepContext>,
    patterns: &OnceLock<Patterns>,
) -> Vec<Hit> {
    match check {
        Check::Each(check) => each::run(draft, check),
        Check::Count(check) => count::run(draft, check),
        Check::Share(check) => share::run(draft, check),
        Check::Missing(check) => missing::run(draft, check),
        Check::Order(check) => order::run(draft, check),
        Check::Near(check) => near::run(draft, check),
        Check::Stages(check) => stages::run(draft, check),
        Check::Pattern(check) => pattern::run(draft, check, patterns),
        Check::Fields(check) => fields::run(draft, check),
        Check::Facts(check) => facts::run(draft, check),
        Check::Steps(check) => {
            context.map(|context| steps::run(context, check)).unwrap_or_default()
        }
    }
}

/// Marks of any of `labels` in `parts`, in order of place, without those inside another.
fn marks(draft: &Analysis, labels: &[Label], parts: Parts) -> Vec<Mark> {
    let inside = |mark: &Mark| {
        draft
            .sentences
            .get(mark.sentence as usize)
            .is_some_and(|sentence| parts.contains(sentence.part))
    };
    let mut found: Vec<Mark> = labels
        .iter()
        .flat_map(|label| draft.marks.of(*label))
        .filter(|mark| inside(mark))
        .copied()
        .collect();
    if labels.len() > 1 {
        found.order_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
        found.dedup_by(|next, kept| kept.span.covers(next.span));
    }
    found
}

/// True when the sentence of `mark` has a mark of one of `labels`.
fn beside(draft: &Analysis, sentence: u32, labels: &[Label]) -> bool {
    labels.iter().any(|label| {
        let marks = draft.marks.of(*label);
        marks
            .get(marks.partition_point(|mark| mark.sentence < sentence))
            .is_some_and(|mark| mark.sentence == sentence)
    })
}

/// The last bound that `value` passes.
fn bound(bounds: &[Bound], value: f64) -> Option<&Bound> {
    bounds.iter().rev().find(|bound| bound.holds(value))
}

/// The bound that must be kept so that none of `bounds` is passed.
fn goal(bounds: &[Bound]) -> f64 {
    let lowest = bounds.iter().filter_map(|bound| bound.above).reduce(f64::min);
    lowest
        .or_else(|| bounds.iter().filter_map(|bound| bound.below).reduce(f64::max))
        .unwrap_or_default()
}

/// The empty stretch where something should have been.
fn absence(draft: &Analysis) -> Span {
    let start = draft.first_sentence().start();
    Span::new(start, start)
}
