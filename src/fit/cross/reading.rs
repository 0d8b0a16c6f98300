//! What the models are fitted to, and what they judge: the features of one text.

use std::collections::{BTreeMap, BTreeSet};

use super::CrossValidation;
use crate::analysis::sequence::SequenceAnalysis;
use crate::fit::drafts::Features;
use crate::linear::Model;
use crate::pack::Check;
use crate::reader;
use crate::source::Contents;

use crate::analysis::features::{self, ReadDraft};
use crate::analysis::{Analyser, Analysis};
use crate::engine::{Finding, StepContext};
use crate::vocabulary::{Channel, Dimension};

impl CrossValidation {
    /// What a model of drafts reads of a text, when sentences are judged by `model`.
    pub(super) fn features(&self, contents: &Contents, model: &Model) -> Features {
        let mut analyser = Analyser::new(&self.engine.book.lexicons, model, &self.sender);
        let mut drafts: Vec<Analysis> =
            contents.drafts.iter().map(|draft| analyser.analyse(draft)).collect();
        let sequence_analyses: Vec<SequenceAnalysis> = contents
            .sequences
            .iter()
            .map(|sequence| SequenceAnalysis::read(sequence, &mut drafts))
            .collect();
        let mut findings: BTreeMap<String, (Dimension, f64)> = BTreeMap::new();
        let mut times: BTreeMap<String, i32> = BTreeMap::new();
        let mut grave: BTreeSet<String> = BTreeSet::new();
        // Steps that bring nothing are not read, and their own findings do not count: see
        // `score::sequence`.
        let nothing = |draft: usize| {
            sequence_analyses
                .iter()
                .filter_map(|sequence_analysis| sequence_analysis.notes(draft))
                .any(|notes| notes.novelty.nothing())
        };
        let told: Vec<usize> = (0..drafts.len()).filter(|draft| !nothing(*draft)).collect();
        let steps = told.len().max(1) as f64;
        let mut add = |finding: &Finding, of: f64| {
            let rule = finding.rule;
            let most = rule.check.most_points().unwrap_or(rule.points).max(rule.points);
            if rule.dimension.is_gate() || finding.points == 0 {
                return;
            }
            if finding.is_grave() {
                grave.insert(rule.id.clone());
            }
            let n = times.entry(rule.id.clone()).or_default();
            let value = f64::from(finding.points) / f64::from(most) * 0.5_f64.powi(*n) / of;
            *n += 1;
            findings.entry(rule.id.clone()).or_insert((rule.dimension, 0.0)).1 += value;
        };
        let mut says_why = false;
        let mut faulted: Vec<Vec<bool>> = Vec::with_capacity(drafts.len());
        for draft in 0..drafts.len() {
            let sequence_analysis = sequence_analyses
                .iter()
                .find(|sequence_analysis| sequence_analysis.notes(draft).is_some());
            let outcome = match sequence_analysis {
                Some(sequence_analysis) => {
                    self.engine.run_step(StepContext { sequence_analysis, drafts: &drafts, draft })
                }
                None => self.engine.run(&drafts[draft]),
            };
            says_why |= outcome.says_why(drafts[draft].draft.channel);
            faulted.push(outcome.faulted(&drafts[draft]));
            for finding in &outcome.findings {
                match finding.rule.check {
                    _ if sequence_analysis.is_none() => add(finding, 1.0),
                    Check::Steps(_) => add(finding, 1.0),
                    _ if told.contains(&draft) => add(finding, steps),
                    _ => {}
                }
            }
        }
        sequence_analyses.iter().for_each(|sequence_analysis| {
            self.engine
                .run_whole(sequence_analysis, &drafts)
                .iter()
                .for_each(|finding| add(finding, 1.0))
        });
        let all: Vec<ReadDraft> = told
            .iter()
            .map(|at| ReadDraft { draft: &drafts[*at], faulted: &faulted[*at] })
            .collect();
        let mut vector = features::vector(&all, !sequence_analyses.is_empty());
        vector.count();
        Features { vector, parts: reader::parts(&all), findings, grave, says_why }
    }

    /// The score below which a text with these findings fails: the highest of their rules.
    pub(super) fn fails_below(&self, features: &Features, channel: Channel) -> f64 {
        let rules =
            features.grave.iter().filter_map(|id| self.engine.book.rule(id)?.fails_below(channel));
        rules.fold(0.0, f64::max)
    }
}
