//! Drafts with alternatives: each of them is read, for each is sent to somebody. A draft is what its
//! weakest reading is, and what is found in the alternatives of others is told beside it.
//!
//! Group after group is asked for the alternative with which the draft is weakest, and keeps it; and
//! all of them again, until none has a weaker one, for one may be weak only beside another. Where
//! there are too many for that, the second alternatives of all groups are read together, then the
//! third, and so on.

use std::collections::HashSet;

use super::Linter;
use super::scored::{self, ScoredDraft};
use crate::analysis::{Analyser, Analysis, Target, fields};
use crate::draft::Draft;
use crate::engine::{Finding, Outcome};
use crate::fields::Field;
use crate::text::{Span, meets, tidy};
use crate::vocabulary::FieldClass;

/// Groups are tried one alternative at a time while that reads at most this many bytes.
const ONE_BY_ONE: usize = 1 << 17;
/// So often all groups are asked at most.
const ROUNDS: usize = 3;
/// No more bytes are read of a draft, whatever it holds, but that each group has two read at least.
const READ: usize = 1 << 23;

/// A draft, read with one alternative of each spin group.
pub(super) struct Reading<'d, 'l> {
    pub analysis: Analysis<'d>,
    pub outcome: Outcome<'l>,
    pub scored: ScoredDraft,
    /// What was found in alternatives that are not read here; no score knows it.
    pub elsewhere: Vec<Finding<'l>>,
}

impl Reading<'_, '_> {
    /// Its score; what has none is weaker than nothing.
    fn total(&self) -> f64 {
        self.scored.score.as_ref().map_or(f64::INFINITY, |score| score.total)
    }
}

impl Linter {
    /// The analysis of a draft as its weakest reading shows it, and what was found in alternatives
    /// that this one does not show.
    pub(super) fn analyse_weakest<'d, 'l>(
        &'l self,
        analyser: &mut Analyser,
        draft: &'d Draft,
        target: Option<&Target>,
    ) -> (Analysis<'d>, Vec<Finding<'l>>) {
        let fields = fields(draft);
        if !fields.iter().any(is_read) {
            return (analyser.analyse_scanned(draft, fields, target), Vec::new());
        }
        let Reading { analysis, elsewhere, .. } = self.weakest(analyser, draft, fields, target);
        (analysis, elsewhere)
    }

    /// The weakest reading of a draft.
    pub(super) fn weakest<'d, 'l>(
        &'l self,
        analyser: &mut Analyser,
        draft: &'d Draft,
        fields: Vec<Field>,
        target: Option<&Target>,
    ) -> Reading<'d, 'l> {
        let length = draft.text.as_str().len();
        let mut read = |fields| {
            let analysis = analyser.analyse_scanned(draft, fields, target);
            let outcome = self.engine.run(&analysis);
            let scored = scored::score(&self.engine.book.models, &analysis, &outcome);
            Reading { analysis, outcome, scored, elsewhere: Vec::new() }
        };
        let groups: Vec<usize> = (0..fields.len()).filter(|at| is_read(&fields[*at])).collect();
        let number: usize = groups.iter().map(|at| fields[*at].options.len() - 1).sum();
        let mut weakest = read(fields);
        let mut rest = Vec::new();
        if number * length <= ONE_BY_ONE {
            for _ in 0..ROUNDS {
                let before = weakest.total();
                for group in &groups {
                    let field = &weakest.analysis.fields[*group];
                    let (alternatives, own) = (0..field.options.len(), field.shown);
                    for shown in alternatives.filter(|shown| *shown != own) {
                        let mut fields = weakest.analysis.fields.clone();
                        fields[*group].shown = shown;
                        let mut next = read(fields);
                        if next.total() < weakest.total() {
                            std::mem::swap(&mut next, &mut weakest);
                        }
                        rest.push(next.outcome);
                    }
                }
                if weakest.total() >= before {
                    break;
                }
            }
        } else {
            for fields in others(&weakest.analysis.fields, length) {
                let mut next = read(fields);
                if next.total() < weakest.total() {
                    std::mem::swap(&mut next, &mut weakest);
                }
                rest.push(next.outcome);
            }
        }
        if !rest.is_empty() {
            // What an allow is for may stand in another alternative.
            weakest.outcome.findings.retain(|finding| {
                let says = |outcome: &Outcome| {
                    let mut all = outcome.findings.iter();
                    all.any(|it| it.rule.id == finding.rule.id && it.source == finding.source)
                };
                !finding.tells_of_idle_allow() || rest.iter().all(says)
            });
            weakest.elsewhere = elsewhere(&weakest, rest);
        }
        weakest
    }
}

/// The fields of a draft of so many bytes as its other readings show them: the second alternative
/// of each group, the third, and so on; a group of fewer begins anew.
fn others(fields: &[Field], length: usize) -> impl Iterator<Item = Vec<Field>> + use<> {
    let groups = fields.iter().filter(|field| is_read(field));
    let most = groups.map(|field| field.options.len()).max().unwrap_or(1);
    let most = most.min((READ / length.max(1)).max(2));
    let fields = if most > 1 { fields.to_vec() } else { Vec::new() };
    (1..most).map(move |number| {
        let mut fields = fields.clone();
        for field in fields.iter_mut().filter(|field| is_read(field)) {
            field.shown = number % field.options.len();
        }
        fields
    })
}

/// True for a group whose alternatives are read.
fn is_read(field: &Field) -> bool {
    field.class == FieldClass::Spin && !field.options.is_empty() && field.problems.is_empty()
}

/// Of what other readings found, what stands in alternatives that this one does not show; each
/// finding once.
fn elsewhere<'l>(weakest: &Reading<'_, 'l>, rest: Vec<Outcome<'l>>) -> Vec<Finding<'l>> {
    let mut hidden: Vec<Span> = Vec::new();
    for field in weakest.analysis.fields.iter().filter(|field| is_read(field)) {
        let options = field.options.iter().enumerate();
        hidden.extend(options.filter(|(at, _)| *at != field.shown).map(|(_, span)| *span));
    }
    tidy(&mut hidden);
    let key = |finding: &Finding<'l>| (&finding.rule.id, finding.span);
    let mut met: HashSet<_> = weakest.outcome.findings.iter().map(key).collect();
    let findings = rest.into_iter().flat_map(|outcome| outcome.findings);
    findings
        .filter(|finding| {
            !finding.whole
                && !finding.span.is_empty()
                && meets(&hidden, finding.span)
                && met.insert(key(finding))
        })
        .collect()
}
