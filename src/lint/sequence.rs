//! Fills [`crate::outcome::SequenceReport`]: how the steps of a sequence are judged together.

use super::Linter;
use super::scored::{self, entry};
use crate::analysis::features::ReadDraft;
use crate::analysis::sequence::SequenceAnalysis;
use crate::analysis::{Analyser, Analysis, Target};
use crate::draft::{Arm, Draft, Step};
use crate::engine::{Finding, Outcome, StepContext};
use crate::fingerprint::Fingerprints;
use crate::linear::DraftModel;
use crate::outcome::{
    ArmReport, DraftReport, FindingReport, FixReport, Range, SequenceReport, StepReport,
};
use crate::pack::{Check, Setting};
use crate::reader;
use crate::score::{self, Score, StepEntries};
use crate::source;
use crate::text::{LineIndex, Span, printable, rounded};
use crate::vocabulary::Thread;

impl Linter {
    /// Sequences, and the drafts of a source that has some: a step is judged with all others in
    /// view.
    pub(super) fn sequences(
        &self,
        analyser: &mut Analyser,
        contents: &source::Contents,
        targets: &[Option<Target>],
        prints: &mut Fingerprints,
        fix: &impl Fn(&Draft, &Finding) -> Option<FixReport>,
        at: &impl Fn(Span) -> Range,
    ) -> (Vec<DraftReport>, Vec<SequenceReport>) {
        let readings = contents.drafts.iter().zip(targets);
        let readings =
            readings.map(|(draft, target)| self.analyse_weakest(analyser, draft, target.as_ref()));
        let (mut drafts, mut elsewhere): (Vec<Analysis>, Vec<_>) = readings.unzip();
        let sequence_analyses: Vec<SequenceAnalysis> = contents
            .sequences
            .iter()
            .map(|sequence| SequenceAnalysis::read(sequence, &mut drafts))
            .collect();
        let sequence_of = contents.sequence_of();
        let outcomes: Vec<Outcome> = (0..drafts.len())
            .map(|draft| match sequence_of[draft] {
                Some(sequence) => self.engine.run_step(StepContext {
                    sequence_analysis: &sequence_analyses[sequence],
                    drafts: &drafts,
                    draft,
                }),
                None => self.engine.run(&drafts[draft]),
            })
            .collect();
        let book = &self.engine.book;
        let models = &book.models;
        let mut reports: Vec<DraftReport> = Vec::with_capacity(drafts.len());
        for (place, (draft, outcome)) in drafts.iter().zip(&outcomes).enumerate() {
            let mut scored = scored::score(models, draft, outcome);
            // The sequence is judged with all findings; not all of them are said.
            let mut outcome = outcome.clone();
            scored::drop_unlikely(&mut outcome, &mut scored.score, draft.draft.channel);
            // No step fails alone: its sequence is judged as a whole.
            if sequence_of[place].is_none() {
                self.note_blast(draft, &mut outcome, &scored.score);
            }
            let more = std::mem::take(&mut elsewhere[place]);
            outcome.tell(scored::likely(more, &scored.score, draft.draft.channel));
            let report = match &draft.draft.elsewhere {
                None => DraftReport::new(book, draft, &outcome, scored, prints, fix, at),
                Some(file) => {
                    let lines = LineIndex::new(&file.bytes);
                    let there = |span| Range::new(&lines, &file.bytes, span);
                    DraftReport::new(
                        book,
                        draft,
                        &outcome,
                        scored,
                        prints,
                        &|_: &Draft, _: &Finding| None,
                        &there,
                    )
                    .named_at(&at(file.named))
                }
            };
            reports.push(DraftReport { sequence: sequence_of[place], ..report });
        }
        let sequences = sequence_analyses.iter().enumerate().map(|(number, sequence_analysis)| {
            let mut inputs = SequenceInputs {
                sequence_analysis,
                analyses: &drafts,
                outcomes: &outcomes,
                drafts: &reports,
                whole: self.engine.run_whole(sequence_analysis, &drafts),
                model: &self.engine.book.models.sequence,
            };
            let score = inputs.score();
            if score.as_ref().is_ok_and(|score| score.total < inputs.model.gate) {
                inputs.whole.extend(self.engine.sequence_blast(sequence_analysis, &drafts));
            }
            SequenceReport { number, ..SequenceReport::new(&inputs, score, prints, at) }
        });
        let sequences = sequences.collect();
        (reports, sequences)
    }
}

/// What a sequence is judged from.
struct SequenceInputs<'j> {
    sequence_analysis: &'j SequenceAnalysis<'j>,
    analyses: &'j [Analysis<'j>],
    /// Outcomes and reports of all drafts of the source.
    outcomes: &'j [Outcome<'j>],
    drafts: &'j [DraftReport],
    /// Findings about the whole.
    whole: Vec<Finding<'j>>,
    /// What sequences are judged by.
    model: &'j DraftModel,
}

impl SequenceReport {
    fn new(
        judged: &SequenceInputs,
        score: Result<Score, String>,
        prints: &mut Fingerprints,
        at: &impl Fn(Span) -> Range,
    ) -> Self {
        let sequence = judged.sequence_analysis.sequence;
        let several = sequence.steps.iter().any(|step| step.arms.len() > 1);
        SequenceReport {
            id: printable(&sequence.id).into_owned(),
            number: 0,
            range: at(sequence.span),
            best: judged.path(true).filter(|_| several && score.is_ok()).map(|score| score.total),
            score,
            steps: sequence.steps.iter().map(|step| judged.step(step)).collect(),
            findings: judged
                .whole
                .iter()
                .map(|finding| FindingReport {
                    fingerprint: prints.of(&finding.rule.id, &sequence.id),
                    ..FindingReport::new(
                        finding,
                        &judged.analyses[judged.sequence_analysis.arms[0].draft],
                        at,
                    )
                })
                .collect(),
            hidden: 0,
        }
    }
}

impl SequenceInputs<'_> {
    /// The score of the whole, or why there is none.
    fn score(&self) -> Result<Score, String> {
        let mut score = match self.path(false) {
            _ if !self.sequence_analysis.sequence.opaque.is_empty() => {
                return Err("it names templates that are not in the file".to_string());
            }
            Some(score) => score,
            None => return Err("no step has enough text to judge".to_string()),
        };
        score.leave_to_reader(|entry| self.is_unsaid(entry));
        Ok(score)
    }

    fn step(&self, step: &Step) -> StepReport {
        let arm = |arm: &Arm| {
            let score = self.drafts[arm.draft].score.as_ref().ok();
            Some(ArmReport {
                name: arm.name.clone(),
                draft: self.drafts[arm.draft].id.clone(),
                score: score.map(|score| rounded(score.total)),
                novelty: self.sequence_analysis.notes(arm.draft)?.novelty.clone(),
                nothing_new: self.nothing(arm.draft),
                worth: self.worth(arm.draft),
            })
        };
        StepReport {
            step: step.number,
            day: step.day(),
            channel: step.medium.name(),
            reply: step.thread == Some(Thread::Reply),
            when: step.when.clone(),
            arms: step.arms.iter().filter_map(arm).collect(),
        }
    }

    /// True for an entry of the ledger whose rule says nothing of the step that it names.
    fn is_unsaid(&self, entry: &str) -> bool {
        let Some((number, rule)) = score::step_of_entry(entry) else { return false };
        let steps =
            self.sequence_analysis.sequence.steps.iter().filter(|step| step.number == number);
        let mut findings =
            steps.flat_map(|step| &step.arms).flat_map(|arm| &self.drafts[arm.draft].findings);
        findings.all(|finding| finding.rule != rule)
    }

    fn nothing(&self, draft: usize) -> bool {
        self.sequence_analysis.notes(draft).is_some_and(|notes| notes.novelty.nothing())
    }

    fn worth(&self, draft: usize) -> f64 {
        let total = self.drafts[draft].score.as_ref().map_or(0.0, |score| score.total);
        if self.nothing(draft) { total - 100.0 } else { total }
    }

    /// The place of that one of some drafts which scores lowest, of those that have a score.
    fn weakest_judged(&self, drafts: &[usize]) -> Option<usize> {
        let total = |at: usize| Some(self.drafts[drafts[at]].score.as_ref().ok()?.total);
        let judged = (0..drafts.len()).filter_map(|at| Some((at, total(at)?)));
        judged.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
    }

    /// The score of the path through the weakest, or the best, arm of every step.
    fn path(&self, best: bool) -> Option<Score> {
        let (mut steps, mut read, mut taken) = (Vec::new(), Vec::new(), Vec::new());
        let mut findings: Vec<score::Entry> =
            self.whole.iter().map(|finding| entry(finding, Setting::Sequence)).collect();
        for step in &self.sequence_analysis.sequence.steps {
            let arms = step.arms.iter().map(|arm| arm.draft);
            let by_worth = |a: &usize, b: &usize| self.worth(*a).total_cmp(&self.worth(*b));
            let Some(draft) = (if best { arms.max_by(by_worth) } else { arms.min_by(by_worth) })
            else {
                continue;
            };
            let (as_step, own): (Vec<&Finding>, Vec<&Finding>) = self.outcomes[draft]
                .findings
                .iter()
                .partition(|finding| matches!(finding.rule.check, Check::Steps(_)));
            findings.extend(as_step.into_iter().map(|finding| entry(finding, Setting::Sequence)));
            let empty = self.nothing(draft) || self.drafts[draft].score.is_err();
            if !empty {
                read.push(draft);
            }
            steps.push(StepEntries {
                number: step.number,
                own: own.into_iter().map(|finding| entry(finding, Setting::Sequence)).collect(),
                empty,
            });
            taken.push(draft);
        }
        // Behind a first step that is too short to judge, those that can be judged may all bring
        // nothing: the weakest of them stands for the whole.
        if read.is_empty()
            && let Some(at) = self.weakest_judged(&taken)
        {
            steps[at].empty = false;
            read.push(taken[at]);
        }
        let faulted: Vec<Vec<bool>> =
            read.iter().map(|at| self.outcomes[*at].faulted(&self.analyses[*at])).collect();
        let read: Vec<ReadDraft> = read
            .iter()
            .zip(&faulted)
            .map(|(at, faulted)| ReadDraft { draft: &self.analyses[*at], faulted })
            .collect();
        let reading = reader::read(self.model, &read, true);
        score::sequence(&scored::start(self.model, reading.as_ref(), None), &steps, &findings)
    }
}
