//! A long list: its drafts are scored and counted, and the lowest of them reported in full. The
//! rest would never be read.

use std::collections::BTreeMap;

use super::Linter;
use super::excerpt::offered;
use crate::analysis::{Analyser, Analysis};
use crate::draft::Draft;
use crate::engine::{Finding, Outcome};
use crate::order::InOrder;
use crate::outcome::{DraftReport, FileReport};
use crate::score::{Score, Spread};
use crate::source::{Contents, Source};
use crate::vocabulary::{Applicability, Severity};

/// Drafts of a list that are reported in full.
const LOWEST: usize = 10;

/// A list, or a piece of one.
#[derive(Debug)]
pub struct Listed {
    /// The file, with its problems and its lowest drafts, the lowest first.
    pub report: FileReport,
    /// What is counted of all drafts.
    pub counts: Counts,
}

/// Counts over the drafts of a list.
#[derive(Debug, Default)]
pub struct Counts {
    /// How many there are.
    pub drafts: usize,
    /// Their scores, of those that have one.
    pub scores: Spread,
    /// In how many drafts each rule found something.
    pub rules: BTreeMap<String, usize>,
    /// Findings by severity.
    pub findings: BTreeMap<Severity, usize>,
    /// Drafts that score below the least that is asked for.
    pub below: usize,
    /// Fixes offered: safe ones, and those to be read over.
    pub fixable: [usize; 2],
}

impl Listed {
    /// What is left of the report of a whole list.
    pub fn of(mut report: FileReport, least: Option<f64>) -> Listed {
        let mut counts = Counts::default();
        for draft in &report.drafts {
            let findings = draft.findings.iter().map(|finding| {
                (
                    finding.rule.as_str(),
                    finding.severity,
                    finding.fix.as_ref().map(|fix| fix.applicability),
                )
            });
            counts.add(total(draft), least, findings);
        }
        keep_lowest(&mut report.drafts);
        report.require_score(least);
        Listed { report, counts }
    }
}

fn total(draft: &DraftReport) -> Option<f64> {
    draft.score.as_ref().ok().map(|score| score.total)
}

/// Drafts without a score come last: they are no worse than others, only shorter.
fn keep_lowest(drafts: &mut Vec<DraftReport>) {
    let rank = |draft: &DraftReport| total(draft).unwrap_or(f64::INFINITY);
    drafts.order_by(|a, b| rank(a).total_cmp(&rank(b)));
    drafts.truncate(LOWEST);
}

impl Linter {
    /// Lints a list of messages; `least` is the score that they need. Costs less than to report all
    /// of them and to keep a few.
    pub(super) fn lint_list(
        &self,
        analyser: &mut Analyser,
        source: &Source,
        contents: Contents,
        least: Option<f64>,
    ) -> Listed {
        let mut counts = Counts::default();
        let mut lowest: Vec<f64> = Vec::new();
        let find = |draft: &Draft| self.accounts.of(&draft.meta, source.path());
        let raw = contents.format.is_raw();
        let mut tells = |draft: &Analysis, outcome: &Outcome, score: &Result<Score, String>| {
            let score = score.as_ref().ok().map(|score| score.total);
            let fix = |finding: &Finding| offered(finding, draft.draft, raw, source.bytes);
            counts.add(
                score,
                least,
                outcome
                    .findings
                    .iter()
                    .map(|finding| (finding.rule.id.as_str(), finding.severity, fix(finding))),
            );
            let Some(score) = score else { return false };
            let place = lowest.partition_point(|low| *low <= score);
            lowest.insert(place, score);
            lowest.truncate(LOWEST);
            place < LOWEST
        };
        let mut report =
            self.lint_contents(analyser, source, contents, &find, &mut tells, &mut Some);
        keep_lowest(&mut report.drafts);
        report.require_score(least);
        Listed { report, counts }
    }
}

impl Counts {
    /// Counts a draft: its score, and of each finding the rule, the severity and the fix that is
    /// offered.
    fn add<'f>(
        &mut self,
        score: Option<f64>,
        least: Option<f64>,
        findings: impl Iterator<Item = (&'f str, Severity, Option<Applicability>)>,
    ) {
        self.drafts += 1;
        score.iter().for_each(|score| self.scores.add(*score));
        // Without a score it reaches none.
        self.below += usize::from(least.is_some_and(|least| score.unwrap_or_default() < least));
        let mut rules: Vec<&str> = Vec::new();
        for (rule, severity, fix) in findings {
            *self.findings.entry(severity).or_default() += 1;
            match fix {
                Some(Applicability::Safe) => self.fixable[0] += 1,
                Some(Applicability::Unsafe) => self.fixable[1] += 1,
                Some(Applicability::Suggestion) | None => {}
            }
            if rules.contains(&rule) {
                continue;
            }
            rules.push(rule);
            match self.rules.get_mut(rule) {
                Some(count) => *count += 1,
                None => *self.rules.entry(rule.to_string()).or_default() += 1,
            }
        }
    }

    /// Adds the counts of the next piece.
    pub fn join(&mut self, next: Counts) {
        self.drafts += next.drafts;
        self.scores.join(&next.scores);
        next.rules
            .into_iter()
            .for_each(|(rule, count)| *self.rules.entry(rule).or_default() += count);
        next.findings
            .into_iter()
            .for_each(|(severity, count)| *self.findings.entry(severity).or_default() += count);
        self.below += next.below;
        self.fixable = [0, 1].map(|at| self.fixable[at] + next.fixable[at]);
    }
}
