//! What a draft has, without places: which rules find something, which marks stand in it, what it
//! scores. For holding it against replies.

use std::collections::BTreeSet;

use super::Linter;
use super::scored;
use crate::analysis::Analyser;
use crate::draft::Draft;
use crate::score::Score;

/// What one draft has.
#[derive(Clone, Debug)]
pub struct Traits {
    /// Rules that find something.
    pub rules: BTreeSet<String>,
    /// Names of the marks that stand in it.
    pub marks: BTreeSet<String>,
    /// Words of the message.
    pub words: usize,
    /// Its score, or why there is none.
    pub score: Result<Score, String>,
    /// Findings inside one sentence: the rule, the words of the sentence.
    pub sentences: Vec<(String, String)>,
}

impl Linter {
    /// What a draft has, read for itself: against no account.
    pub fn traits(&self, analyser: &mut Analyser, draft: &Draft) -> Traits {
        let analysis = analyser.analyse(draft);
        let outcome = self.engine.run(&analysis);
        let labels = &self.engine.book.lexicons.labels;
        let mut sentences = Vec::new();
        for finding in
            outcome.findings.iter().filter(|finding| !finding.whole && !finding.span.is_empty())
        {
            let within =
                analysis.sentences.iter().find(|sentence| sentence.span.covers(finding.span));
            sentences.extend(within.map(|sentence| {
                (finding.rule.id.clone(), analysis.slice(sentence.span).to_string())
            }));
        }
        Traits {
            rules: outcome.findings.iter().map(|finding| finding.rule.id.clone()).collect(),
            marks: analysis
                .marks
                .all()
                .iter()
                .map(|mark| labels.name(mark.label).to_string())
                .collect(),
            words: analysis.words(),
            score: scored::score(&self.engine.book.models, &analysis, &outcome).score,
            sentences,
        }
    }
}
