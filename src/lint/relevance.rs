//! What a draft makes of its account, as reports show it.

use serde::Serialize;

use super::Range;
use crate::account::{DEPTHS, Fact};
use crate::analysis::{Analysis, FactUse, Facts, Mark, Status};
use crate::lexicon::{Label, label};
use crate::text::Span;

/// A draft compared with its account.
#[derive(Clone, Debug, Serialize)]
pub struct Relevance {
    /// The account, as people say it.
    pub account: String,
    /// Where it was read.
    pub origin: String,
    /// Its facts and what became of each; what is drawn from keys such as `industry` only when the draft speaks of it.
    pub facts: Vec<FactReport>,
    /// Claims about the reader that no fact carries.
    pub unsupported: Vec<Words>,
    /// Claims that are worded as guesses.
    pub guesses: Vec<Words>,
    /// Depth of relevance, 0 to 6.
    pub depth: u8,
    /// Its name.
    pub depth_name: &'static str,
    /// What the used facts earn, 0 to 1.5.
    pub credit: f64,
    /// The strongest fact that is not used, and what could be made of it.
    pub strongest_unused: Option<Idea>,
    /// Sentences that would be as true for another company.
    pub stays_true: Vec<Words>,
    /// Sentences that are concrete by their own words, and speak of nothing on file.
    pub off_file: Vec<Words>,
    /// Sentences that would be false for another company.
    pub turns_false: Vec<Words>,
}

/// A fact and what became of it.
#[derive(Clone, Debug, Serialize)]
pub struct FactReport {
    /// What is the case.
    pub fact: String,
    /// What it is about.
    pub kind: &'static str,
    /// Where it was found.
    pub source: Option<String>,
    /// When.
    pub date: Option<String>,
    /// How deep it goes.
    pub depth: u8,
    /// Ignored, mentioned or used.
    pub status: Status,
    /// Where the draft speaks of it.
    pub line: Option<usize>,
    /// It is presented as news and is old, or is mentioned and no longer true.
    pub stale: bool,
    /// It must not be spoken of.
    pub private: bool,
}

/// Words of the draft, with their line.
#[derive(Clone, Debug, Serialize)]
pub struct Words {
    /// Line in the file.
    pub line: usize,
    /// The words.
    pub words: String,
}

/// A fact and what could be made of it.
#[derive(Clone, Debug, Serialize)]
pub struct Idea {
    /// The fact.
    pub fact: String,
    /// What to do with a fact of its kind.
    pub idea: String,
}

impl Relevance {
    /// The report on one draft.
    pub(super) fn new(facts: &Facts, draft: &Analysis, at: &impl Fn(Span) -> Range) -> Relevance {
        let line = |span: Span| at(draft.draft.text.to_source(span)).start.line;
        let words = |span: &Span| Words { line: line(*span), words: draft.slice(*span).split_whitespace().collect::<Vec<_>>().join(" ") };
        // A sentence that mentions a fact and makes nothing of it earns nothing, and would be false for another company all the same.
        let sentences = |labels: &[Label], tied| {
            let mut marks: Vec<&Mark> = labels.iter().flat_map(|label| draft.marks.of(*label)).collect();
            marks.retain(|mark| facts.ties(mark.sentence as usize) == tied);
            marks.sort_by_key(|mark| mark.span);
            marks.into_iter().map(|mark| words(&mark.span)).collect()
        };
        let shown = |(fact, used): &(&Fact, &FactUse)| !fact.implied || used.status != Status::Ignored;
        Relevance {
            account: facts.account.spoken_name().to_string(),
            origin: facts.account.origin.clone(),
            facts: facts.all().filter(shown).map(|(fact, used)| FactReport::new(fact, used, line)).collect(),
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
            line: (used.status != Status::Ignored).then(|| line(used.span)),
            stale: used.stale || used.expired,
            private: fact.private,
        }
    }
}

impl Idea {
    fn new(fact: &Fact) -> Idea {
        let dated = fact.date.map(|date| format!(" of {date}")).unwrap_or_default();
        let article = if fact.kind.name().starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        Idea { fact: fact.text.clone(), idea: format!("{article} {} fact{dated}: {}", fact.kind.name(), fact.kind.idea()) }
    }
}
