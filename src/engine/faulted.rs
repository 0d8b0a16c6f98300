//! Which sentences of a draft a rule finds a fault in.

use super::Outcome;
use crate::analysis::Analysis;

impl Outcome<'_> {
    /// For each sentence of `draft`, whose outcome this is, whether a rule that withholds finds a
    /// fault in it: something that takes points and stands in that sentence.
    pub fn faulted(&self, draft: &Analysis) -> Vec<bool> {
        let mut begun = vec![0_i32; draft.sentences.len() + 1];
        let faults = self.findings.iter().filter(|finding| {
            let takes = finding.points > 0 && finding.rule.withholds;
            takes && !finding.whole && !finding.span.is_empty()
        });
        for finding in faults {
            let before = |end: usize| {
                draft.sentences.partition_point(|sentence| sentence.span.start() < end)
            };
            let from = draft
                .sentences
                .partition_point(|sentence| sentence.span.end() <= finding.span.start());
            let to = before(finding.span.end());
            if from < to {
                begun[from] += 1;
                begun[to] -= 1;
            }
        }
        let mut open = 0;
        let faulted = begun.iter().take(draft.sentences.len()).map(|begun| {
            open += begun;
            open > 0
        });
        faulted.collect()
    }
}
