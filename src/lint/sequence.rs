//! What is said of a sequence as a whole: its calendar, what each step brings, its score.

use serde::Serialize;

use super::{DraftReport, FindingReport, Range, entry};
use crate::analysis::course::{Course, Novelty};
use crate::draft::Thread;
use crate::engine::{Finding, Outcome};
use crate::pack::Check;
use crate::score::{self, Score, StepEntries};
use crate::text::Span;

/// What is said of one sequence.
#[derive(Debug)]
pub struct SequenceReport {
    /// Its name.
    pub id: String,
    /// The score, with the weakest arm of every step; or why there is none.
    pub score: Result<Score, String>,
    /// The total with the best arm of every step, when some step has several.
    pub best: Option<f64>,
    /// The calendar.
    pub steps: Vec<StepReport>,
    /// Findings about the whole; those about a step are its draft's.
    pub findings: Vec<FindingReport>,
}

/// One step in the calendar.
#[derive(Clone, Debug, Serialize)]
pub struct StepReport {
    /// Its number.
    pub step: u32,
    /// The day it is sent on, counted as the file counts; `None` when the file does not say.
    pub day: Option<u32>,
    /// What it is done with.
    pub channel: &'static str,
    /// A reply in the thread of the step before.
    pub reply: bool,
    /// When it is sent at all, in the writer's words.
    pub when: Option<String>,
    /// What may be sent.
    pub arms: Vec<ArmReport>,
}

/// One of the drafts that a step may send.
#[derive(Clone, Debug, Serialize)]
pub struct ArmReport {
    /// Its name; empty when there is one alone.
    pub name: String,
    /// The id of its draft.
    pub draft: String,
    /// Its own score.
    pub score: Option<f64>,
    /// What it brings that no earlier step brought.
    pub novelty: Novelty,
    /// It brings nothing.
    pub nothing_new: bool,
}

impl SequenceReport {
    pub(super) fn new(
        course: &Course,
        outcomes: &[Outcome],
        drafts: &[DraftReport],
        whole: &[Finding],
        at: &impl Fn(Span) -> Range,
    ) -> Self {
        let total = |draft: &DraftReport| draft.score.as_ref().ok().map(|score| (score.total * 10.0).round() / 10.0);
        let steps = course.sequence.steps.iter().map(|step| StepReport {
            step: step.number,
            day: step.day(),
            channel: step.medium.name(),
            reply: step.thread == Some(Thread::Reply),
            when: step.when.clone(),
            arms: step
                .arms
                .iter()
                .filter_map(|arm| {
                    let novelty = course.notes(arm.draft)?.novelty.clone();
                    let (draft, nothing_new) = (&drafts[arm.draft], novelty.nothing());
                    Some(ArmReport { name: arm.name.clone(), draft: draft.id.clone(), score: total(draft), novelty, nothing_new })
                })
                .collect(),
        });
        let path = |better: bool| path(course, outcomes, drafts, whole, better);
        let several = course.sequence.steps.iter().any(|step| step.arms.len() > 1);
        let score = match path(false) {
            _ if !course.sequence.opaque.is_empty() => Err("it names templates that the file does not hold".to_string()),
            Some(score) => Ok(score),
            None => Err("no step holds enough to judge".to_string()),
        };
        SequenceReport {
            id: course.sequence.id.clone(),
            best: path(true).filter(|_| several && score.is_ok()).map(|score| score.total),
            score,
            steps: steps.collect(),
            findings: whole.iter().map(|finding| FindingReport::new(finding, at)).collect(),
        }
    }
}

/// The score of the path through the weakest, or the best, arm of every step.
fn path(course: &Course, outcomes: &[Outcome], drafts: &[DraftReport], whole: &[Finding], better: bool) -> Option<Score> {
    let total = |draft: usize| drafts[draft].score.as_ref().map_or(0.0, |score| score.total);
    let mut steps = Vec::new();
    let mut findings: Vec<score::Entry> = whole.iter().map(entry).collect();
    for step in &course.sequence.steps {
        let arms = step.arms.iter().map(|arm| arm.draft);
        let by_total = |a: &usize, b: &usize| total(*a).total_cmp(&total(*b));
        let Some(draft) = (if better { arms.max_by(by_total) } else { arms.min_by(by_total) }) else { continue };
        let nothing = course.notes(draft).is_some_and(|notes| notes.novelty.nothing());
        let (as_step, own): (Vec<&Finding>, Vec<&Finding>) =
            outcomes[draft].findings.iter().partition(|finding| matches!(finding.rule.check, Check::Steps { .. }));
        findings.extend(as_step.into_iter().map(entry));
        steps.push(StepEntries {
            number: step.number,
            own: own.into_iter().map(entry).collect(),
            empty: nothing || drafts[draft].score.is_err(),
        });
    }
    score::sequence(&steps, &findings)
}
