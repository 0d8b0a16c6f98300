//! What `check_draft` gives back as data: the types from which its output schema is made.

use serde::Serialize;

use super::result::MOST;
use crate::analysis::Status;
use crate::compare::json::Total;
use crate::order::InOrder;
use crate::outcome::{Diagnostic, DraftReport, FactReport, FindingReport, Scored, SequenceReport};
use crate::reader::Band;
use crate::score::Score;
use crate::source::Format;
use crate::text::{printable, rounded};
use crate::vocabulary::{Channel, Dimension, Severity};

/// What `check_draft` gives back.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Checked {
    /// Version of germane.
    pub germane: &'static str,
    /// Name and version of the fitted reader that scored.
    pub reader: String,
    /// What the text was read as.
    pub format: Format,
    /// The drafts in the text.
    pub drafts: Vec<CheckedDraft>,
    /// Drafts that are not listed.
    pub more_drafts: usize,
    /// The sequences that the drafts are steps of.
    pub sequences: Vec<CheckedSequence>,
    /// Sentences with figures, dates, names or quotations that neither an account nor an earlier
    /// step has; `score` takes them for true.
    pub unconfirmed: Vec<UnconfirmedSentence>,
    /// Such sentences that are not listed.
    pub more_unconfirmed: usize,
    /// Findings, the worst first.
    pub findings: Vec<CheckedFinding>,
    /// Findings that are not listed.
    pub more_findings: usize,
    /// What could not be read or used.
    pub problems: Vec<CheckedProblem>,
    /// Problems that are not listed.
    pub more_problems: usize,
}

/// A draft, judged.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CheckedDraft {
    /// Its name.
    id: String,
    /// How it reaches its recipient.
    channel: Channel,
    /// Its language.
    language: Option<&'static str>,
    /// Where it begins.
    line: usize,
    /// Its score; null when there is none.
    score: Option<Total>,
    /// The total without the sentences of `unconfirmed`, at most the total with them; null when too
    /// little is left.
    confirmed_score: Option<f64>,
    /// Why there is no score.
    no_score_because: Option<String>,
    /// What readers said of drafts that score so.
    band: Option<Band>,
    /// How many of its findings are errors.
    errors: usize,
    /// How many are warnings.
    warnings: usize,
    /// How many are infos.
    infos: usize,
    /// What took most from the score.
    took: Vec<Taken>,
    /// Sentences that weigh most.
    sentences: Vec<WeighedSentence>,
    /// Sentences of the message, and those that would read the same for anybody.
    swap: SwapCount,
    /// The draft compared with its account; null without one.
    relevance: Option<CheckedRelevance>,
}

/// Points that a rule took.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Taken {
    /// A rule, or `reader` for what the fitted reader takes.
    rule: String,
    /// From which dimension.
    dimension: Dimension,
    /// How many.
    points: f64,
}

/// A sentence and what it is worth.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct WeighedSentence {
    /// Where it is.
    line: usize,
    /// The sentence.
    words: String,
    /// Points that it brings, or takes when below 0.
    points: f64,
    /// What it reads like.
    reads_like: Option<&'static str>,
}

/// The swap test in numbers.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SwapCount {
    /// Sentences of the message.
    sentences: usize,
    /// Those that would read the same for anybody.
    generic: usize,
}

/// What a draft makes of what is known of its recipient.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct CheckedRelevance {
    /// The account.
    account: String,
    /// How deep the deepest fact goes that the draft uses.
    depth: u8,
    /// The same in words.
    depth_name: &'static str,
    /// The facts of the account.
    facts: Vec<CheckedFact>,
    /// Facts that are not listed.
    more_facts: usize,
    /// Claims about the recipient that no fact supports.
    unsupported: Vec<Claim>,
}

/// A fact and what became of it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct CheckedFact {
    /// What is the case.
    fact: String,
    /// Ignored, mentioned or used.
    status: Status,
    /// Where the draft speaks of it.
    line: Option<usize>,
}

/// A claim.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Claim {
    /// Where it is.
    line: usize,
    /// The claim.
    words: String,
}

/// A sequence, judged.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CheckedSequence {
    /// Its name.
    id: String,
    /// 0 to 100; null when there is none.
    score: Option<f64>,
    /// Why there is no score.
    no_score_because: Option<String>,
}

/// A sentence with something that nothing in the call confirms.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UnconfirmedSentence {
    /// The draft that it is in.
    pub draft: String,
    /// Where it is.
    pub line: usize,
    /// Its first words.
    pub sentence: String,
    /// What is not confirmed.
    pub words: Vec<String>,
}

/// A finding.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CheckedFinding {
    /// The draft that it is about.
    draft: String,
    /// The rule.
    rule: String,
    /// How much it matters.
    severity: Severity,
    /// What the rule is about.
    dimension: Dimension,
    /// What a first finding of this rule takes from its dimension.
    points: f64,
    /// Where it is.
    line: usize,
    /// The column in characters, from 1.
    column: usize,
    /// The words that it is about.
    words: String,
    /// What is found.
    message: String,
    /// Why it matters to the recipient.
    why: String,
    /// What to do.
    advice: String,
    /// What to put in the place of the words, where one edit mends it.
    replacement: Option<String>,
}

/// Something that could not be read or used.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CheckedProblem {
    /// How much it matters.
    severity: Severity,
    /// Where it is.
    line: usize,
    /// What is wrong.
    message: String,
    /// What to do.
    hint: Option<String>,
}

/// The first of a list, and how many more there are.
pub fn first<'l, T, U: From<&'l T>>(list: &'l [T]) -> (Vec<U>, usize) {
    (list.iter().take(MOST).map(U::from).collect(), list.len().saturating_sub(MOST))
}

/// What took most, by rule.
fn took(score: &Result<Score, String>) -> Vec<Taken> {
    let Ok(score) = score else { return Vec::new() };
    let mut sums: Vec<Taken> = Vec::new();
    for entry in &score.ledger {
        match sums.iter_mut().find(|sum| sum.rule == entry.rule && sum.dimension == entry.dimension)
        {
            Some(sum) => sum.points += entry.points,
            None => sums.push(Taken {
                rule: entry.rule.clone(),
                dimension: entry.dimension,
                points: entry.points,
            }),
        }
    }
    let name = |taken: &Taken| (taken.rule.clone(), taken.dimension.name());
    sums.order_by(|a, b| b.points.total_cmp(&a.points).then_with(|| name(a).cmp(&name(b))));
    sums.truncate(MOST);
    sums.iter_mut().for_each(|taken| taken.points = rounded(taken.points));
    sums
}

impl CheckedDraft {
    /// A draft, with its score without what nothing confirms.
    pub fn new(of: &DraftReport, confirmed_score: Option<f64>) -> Self {
        let count = |severity: Severity| {
            of.findings.iter().filter(|finding| finding.severity == severity).count()
        };
        let sentence = |effect: &crate::outcome::SentenceEffect| WeighedSentence {
            line: effect.range.start.line,
            words: printable(&effect.text).into_owned(),
            points: effect.points,
            reads_like: effect.reads_like,
        };
        let relevance = of.relevance.as_ref().map(|relevance| {
            let (facts, more_facts) = first(&relevance.facts);
            let claims = relevance.unsupported.iter().take(MOST);
            CheckedRelevance {
                account: printable(&relevance.account).into_owned(),
                depth: relevance.depth,
                depth_name: relevance.depth_name,
                facts,
                more_facts,
                unsupported: claims
                    .map(|words| Claim {
                        line: words.line,
                        words: printable(&words.words).into_owned(),
                    })
                    .collect(),
            }
        });
        CheckedDraft {
            id: printable(&of.id).into_owned(),
            channel: of.channel,
            language: of.language,
            line: of.range.start.line,
            score: Total::of(&of.score),
            confirmed_score,
            no_score_because: of.score.as_ref().err().cloned(),
            band: of.band,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            took: took(&of.score),
            sentences: of.effects.iter().map(sentence).collect(),
            swap: SwapCount { sentences: of.swap.sentences, generic: of.swap.generic },
            relevance,
        }
    }
}

impl From<&FactReport> for CheckedFact {
    fn from(of: &FactReport) -> Self {
        CheckedFact { fact: printable(&of.fact).into_owned(), status: of.status, line: of.line }
    }
}

impl From<&SequenceReport> for CheckedSequence {
    fn from(of: &SequenceReport) -> Self {
        let score = of.score.as_ref().ok().map(|score| rounded(score.total));
        CheckedSequence {
            id: printable(&of.id).into_owned(),
            score,
            no_score_because: of.score.as_ref().err().cloned(),
        }
    }
}

impl From<&(Scored<'_>, &FindingReport)> for CheckedFinding {
    fn from((of, found): &(Scored, &FindingReport)) -> Self {
        let place = found.there().start;
        CheckedFinding {
            draft: printable(of.id).into_owned(),
            rule: found.rule.to_string(),
            severity: found.severity,
            dimension: found.dimension,
            // A weight of nothing may be a negative zero.
            points: found.points + 0.0,
            line: place.line,
            column: place.column,
            words: printable(&found.matched).into_owned(),
            message: found.message.to_string(),
            why: found.why.to_string(),
            advice: found.advice.to_string(),
            replacement: found.fix.as_ref().map(|fix| fix.replacement.clone()),
        }
    }
}

impl From<&Diagnostic> for CheckedProblem {
    fn from(of: &Diagnostic) -> Self {
        let Diagnostic { severity, range, message, hint, .. } = of.clone();
        CheckedProblem { severity, line: range.start.line, message, hint }
    }
}
