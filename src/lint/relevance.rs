//! What a draft makes of its account, as reports show it.

use crate::account::{DEPTHS, Fact};
use crate::analysis::{Analysis, FactUse, Facts, Mark, Status};
use crate::order::InOrder;
use crate::outcome::{FactReport, Idea, Range, Relevance, Words};
use crate::text::Span;
use crate::vocabulary::{Label, label};

impl Relevance {
    /// The report on one draft.
    pub(super) fn new(facts: &Facts, draft: &Analysis, at: &impl Fn(Span) -> Range) -> Relevance {
        let line = |span: Span| at(draft.draft.text.to_source(span)).start.line;
        let words = |span: &Span| Words {
            line: line(*span),
            words: crate::text::one_line(draft.slice(*span)),
        };
        // A sentence that mentions a fact and makes nothing of it earns nothing, and would be false
        // for another company all the same.
        let sentences = |labels: &[Label], tied| {
            let mut marks: Vec<&Mark> =
                labels.iter().flat_map(|label| draft.marks.of(*label)).collect();
            marks.retain(|mark| facts.ties(mark.sentence as usize) == tied);
            marks.order_by_key(|mark| mark.span);
            marks.into_iter().map(|mark| words(&mark.span)).collect()
        };
        let shown =
            |(fact, used): &(&Fact, &FactUse)| !fact.implied || used.status != Status::Ignored;
        Relevance {
            account: facts.account.spoken_name().to_string(),
            origin: facts.account.origin.clone(),
            facts: facts
                .all()
                .filter(shown)
                .map(|(fact, used)| FactReport::new(fact, used, line))
                .collect(),
            unsupported: facts.unsupported.iter().map(words).collect(),
            guesses: facts.guesses.iter().map(words).collect(),
            depth: facts.depth(),
            depth_name: DEPTHS[usize::from(facts.depth()).min(DEPTHS.len() - 1)],
            credit: facts.credit(),
            strongest_unused: facts.strongest_unused().map(Idea::new),
            stays_true: sentences(&[label::GENERIC_SENTENCE], false),
            off_file: sentences(&[label::SPECIFIC_SENTENCE], false),
            turns_false: sentences(&[label::SPECIFIC_SENTENCE, label::GENERIC_SENTENCE], true),
        }
    }
}

impl FactReport {
    fn new(fact: &Fact, used: &FactUse, line: impl Fn(Span) -> usize) -> FactReport {
        FactReport {
            fact: fact.text.clone(),
            kind: fact.kind.name(),
            source: fact.source.clone(),
            date: fact.date.map(|date| date.to_string()),
            depth: fact.depth(),
            status: used.status,
            line: (used.status != Status::Ignored).then(|| line(used.told())),
            stale: used.stale || used.expired,
            private: fact.private,
        }
    }
}

impl Idea {
    fn new(fact: &Fact) -> Idea {
        let dated = fact.date.map(|date| format!(" of {date}")).unwrap_or_default();
        let article =
            if fact.kind.name().starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        Idea {
            fact: fact.text.clone(),
            idea: format!("{article} {} fact{dated}: {}", fact.kind.name(), fact.kind.idea()),
        }
    }
}
