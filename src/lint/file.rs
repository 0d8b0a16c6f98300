//! What is said of a file, its drafts and their words.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;
use serde::Serialize;

use super::extra::{self, FixReport, Scored, ScoredDraft};
use super::{Glance, LeadsReport, Letter, Location, Outline, PostReport, Range, Relevance, SequenceReport, Shortfall};
use crate::analysis::Analysis;
use crate::draft::{Channel, Draft, ReferencedFile};
use crate::engine::{Finding, Outcome};
use crate::fingerprint::{Fingerprint, Fingerprints};
use crate::lexicon::label;
use crate::linear::Models;
use crate::pack::{Check, Dimension, Rulebook, Setting, Severity};
use crate::reader::{self, Band, Reading};
use crate::score::{self, Score};
use crate::source::{self, Gravity};
use crate::text::{LineIndex, Span, Start, printable, rounded, sentence};

/// So many findings of one rule are reported for a draft. Nobody reads more, and a text of a megabyte may have a million.
const TOLD: usize = 1000;

/// What is said of one file.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct FileReport {
    /// Its path, or the name given for standard input.
    pub path: String,
    /// What it was read as.
    pub format: source::Format,
    /// Name and version of the reader that scored its drafts.
    pub reader: String,
    /// What is wrong with the file itself.
    pub problems: Vec<ProblemReport>,
    /// Its sequences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sequences: Vec<SequenceReport>,
    /// Its drafts.
    pub drafts: Vec<DraftReport>,
    /// What of it no draft is made of, and why.
    #[serde(skip)]
    pub unread: Vec<(Range, &'static str)>,
    /// What does not reach the minimum score.
    #[serde(rename = "below_min_score", skip_serializing_if = "Vec::is_empty")]
    pub shortfalls: Vec<Shortfall>,
    /// The file, or the piece of it that was read, to show its lines.
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// Where that piece begins.
    #[serde(skip)]
    pub start: Start,
}

/// A problem with its place.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ProblemReport {
    /// How much it matters.
    pub gravity: Gravity,
    /// Where.
    pub range: Range,
    /// What is wrong. Safe to print.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

/// What is said of one draft.
#[derive(Debug)]
#[non_exhaustive]
pub struct DraftReport {
    /// Path, and what distinguishes it from others of the file. Safe to print.
    pub id: String,
    /// The file that it stands in, when that is not the source itself.
    pub elsewhere: Option<Arc<ReferencedFile>>,
    /// How it reaches the reader.
    pub channel: Channel,
    /// Place in a sequence.
    pub step: Option<u32>,
    /// Where it stands in the file.
    pub range: Range,
    /// The score, or why there is none.
    pub score: Result<Score, String>,
    /// What readers said of drafts that score so.
    pub band: Option<Band>,
    /// What the sentences that weigh most are worth to the whole.
    pub effects: Vec<SentenceEffect>,
    /// What relevance was judged from, when no account was given.
    pub judged_from: &'static str,
    /// The swap test.
    pub swap: Swap,
    /// What is seen of it first, and how long it is.
    pub glance: Glance,
    /// Its words, as its recipient sees them.
    pub letter: Letter,
    /// What it makes of its account, when it has one.
    pub relevance: Option<Relevance>,
    /// What a better version would be made of, when it is a message that readers turned down.
    pub outline: Option<Outline>,
    /// What the rows of a lead list make of it, when it is a template compared with one.
    pub leads: Option<LeadsReport>,
    /// Arc and specifics, when it is a post.
    pub post: Option<PostReport>,
    /// Findings in order of place.
    pub findings: Vec<FindingReport>,
    /// How many findings the writer allowed.
    pub allowed: usize,
    /// How many findings are left out of the report: known from a baseline, on lines that did not change, or beyond the first thousand of
    /// one rule.
    pub hidden: usize,
    /// Language found or declared.
    pub language: Option<&'static str>,
    /// Rules that did not run, and why.
    pub skipped: Vec<(String, &'static str)>,
}

/// What one sentence is worth to the whole score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SentenceEffect {
    /// Where it stands.
    pub range: Range,
    /// Its words.
    pub text: String,
    /// Points that it brings, or takes when below 0.
    pub points: f64,
    /// What it reads like, in a message; sentences of posts were not labelled.
    pub reads_like: Option<&'static str>,
    /// What to do with a sentence of that kind, where it costs.
    #[serde(skip)]
    pub advice: Option<&'static str>,
}

/// So many sentences are shown.
const SHOWN: usize = 4;
/// What a sentence must be worth to be shown, in points.
const WORTH_SHOWING: f64 = 1.0;

impl SentenceEffect {
    fn strongest(models: &Models, reading: &Reading, draft: &Analysis, at: &impl Fn(Span) -> Range) -> Vec<SentenceEffect> {
        let model = reader::of_channel(models, draft.draft.channel);
        let mut effects = reader::effects(model, reading, draft);
        effects.retain(|effect| effect.points.abs() >= WORTH_SHOWING);
        effects.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()).then(a.sentence.cmp(&b.sentence)));
        effects.truncate(SHOWN);
        effects.sort_by(|a, b| a.points.total_cmp(&b.points).then(a.sentence.cmp(&b.sentence)));
        let told = |effect: reader::Effect| {
            let span = draft.sentences[effect.sentence].span;
            SentenceEffect {
                range: at(draft.draft.text.to_source(span)),
                text: draft.slice(span).to_string(),
                points: rounded(effect.points),
                reads_like: (draft.draft.channel != Channel::Post).then(|| effect.function.meaning()),
                advice: (draft.draft.channel != Channel::Post).then(|| effect.function.advice()),
            }
        };
        effects.into_iter().map(told).collect()
    }
}

/// Put another company's name in: which sentences would still be true?
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Swap {
    /// Sentences of the message.
    pub sentences: usize,
    /// Those that would read the same for anybody.
    pub generic: usize,
    /// The lines of those that would not.
    pub specific_lines: Vec<usize>,
}

/// One finding.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct FindingReport {
    /// Rule id.
    pub rule: String,
    /// Its severity here.
    pub severity: Severity,
    /// Its dimension.
    pub dimension: Dimension,
    /// Points that a first finding takes from its dimension.
    pub points: f64,
    /// Where, in the source.
    pub range: Range,
    /// Where, in the file that a sequence pulled the draft in from; the range is then where the sequence names that file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<Range>,
    /// The words.
    #[serde(rename = "match")]
    pub matched: String,
    /// The sentence that they stand in; empty for what is about a draft as a whole.
    #[serde(skip)]
    pub sentence: String,
    /// What is found. Safe to print.
    pub message: String,
    /// What to do.
    pub advice: String,
    /// Why it matters to the reader.
    pub why: String,
    /// Names the finding when its lines move.
    pub fingerprint: Fingerprint,
    /// An edit that mends it, when there is one.
    pub fix: Option<FixReport>,
}

impl ProblemReport {
    /// A problem in words that are safe to print, whatever they quote.
    pub fn new(gravity: Gravity, range: Range, message: String, hint: Option<String>) -> Self {
        ProblemReport { gravity, range, message: sentence(message), hint: hint.map(sentence) }
    }

    /// An error that is about a file as a whole.
    pub fn of_file(why: String) -> Self {
        let top = Location { offset: 0, line: 1, column: 1 };
        ProblemReport::new(Gravity::Error, Range { start: top, end: top }, why, None)
    }
}

impl DraftReport {
    pub(super) fn new(
        book: &Rulebook,
        draft: &Analysis,
        outcome: &Outcome,
        marked: ScoredDraft,
        prints: &mut Fingerprints,
        fix: &impl Fn(&Draft, &Finding) -> Option<FixReport>,
        at: &impl Fn(Span) -> Range,
    ) -> Self {
        let models = &book.models;
        let sentences = draft.message().count();
        let mut told: HashMap<&str, usize, RandomState> = HashMap::default();
        let mut findings = Vec::new();
        for finding in &outcome.findings {
            let count = told.entry(&finding.rule.id).or_default();
            *count += 1;
            if *count <= TOLD {
                let fingerprint = prints.of(&finding.rule.id, extra::around(draft, finding));
                let fix = fix(draft.draft, finding);
                findings.push(FindingReport { fingerprint, fix, ..FindingReport::new(finding, draft, at) });
            }
        }
        let hidden = outcome.findings.len() - findings.len();
        let band = marked.score.as_ref().ok().map(|score| Band::of(reader::of_channel(models, draft.draft.channel), score.total));
        let relevance = draft.facts.as_ref().map(|facts| Relevance::new(facts, draft, at));
        let specific = draft.marks.of(label::SPECIFIC_SENTENCE);
        let lines = specific.iter().map(|mark| at(draft.draft.text.to_source(mark.span)).start.line);
        DraftReport {
            id: printable(&draft.draft.id).into_owned(),
            elsewhere: draft.draft.elsewhere.clone(),
            channel: draft.draft.channel,
            step: draft.draft.step,
            range: at(extra::place(draft.draft)),
            band,
            effects: marked.reading.as_ref().map(|reading| SentenceEffect::strongest(models, reading, draft, at)).unwrap_or_default(),
            score: marked.score,
            judged_from: if draft.facts.is_some() { "account" } else { "text" },
            swap: Swap { sentences, generic: sentences - specific.len().min(sentences), specific_lines: lines.collect() },
            glance: Glance::new(draft, book),
            letter: Letter::new(draft.draft),
            outline: Outline::new(draft, band, relevance.as_ref()),
            relevance,
            leads: None,
            post: (draft.draft.channel == Channel::Post).then(|| PostReport::new(draft, at)),
            findings,
            allowed: outcome.allowed.len(),
            hidden,
            language: draft.language,
            skipped: outcome.skipped.iter().map(|(rule, why)| (rule.to_string(), *why)).collect(),
        }
    }
}

impl DraftReport {
    /// Of a draft in another file: what knows only of the source is pointed to where the source names it.
    pub(super) fn named_at(mut self, range: &Range) -> Self {
        for finding in &mut self.findings {
            finding.elsewhere = Some(std::mem::replace(&mut finding.range, range.clone()));
        }
        self.range = range.clone();
        self
    }
}

impl FindingReport {
    /// Where it is, in the file that its draft stands in.
    pub fn there(&self) -> &Range {
        self.elsewhere.as_ref().unwrap_or(&self.range)
    }

    pub(super) fn new(finding: &Finding, draft: &Analysis, at: &impl Fn(Span) -> Range) -> Self {
        // What is found between steps takes from the sequence.
        let setting = if matches!(finding.rule.check, Check::Steps(_)) { Setting::Sequence } else { draft.draft.channel.into() };
        FindingReport {
            rule: finding.rule.id.clone(),
            severity: finding.severity,
            dimension: finding.rule.dimension,
            points: rounded(finding.rule.takes(finding.points, setting)),
            range: at(finding.source),
            elsewhere: None,
            matched: extra::excerpt(draft.slice(finding.span)).into_owned(),
            sentence: around(draft, finding.span).map(|span| quoted(draft.slice(span))).unwrap_or_default(),
            message: sentence(finding.message(draft)),
            advice: sentence(finding.rule.advice.to_string()),
            why: sentence(finding.rule.why.to_string()),
            fingerprint: Fingerprint::default(),
            fix: None,
        }
    }
}

/// The sentence that a stretch begins in.
fn around(draft: &Analysis, span: Span) -> Option<Span> {
    let after = draft.sentences.partition_point(|sentence| sentence.span.start <= span.start);
    let sentence = draft.sentences[..after].last()?.span;
    (!span.is_empty() && span.start < sentence.end).then_some(sentence)
}

/// Characters of a sentence that are quoted.
const QUOTED: usize = 100;

/// A sentence on one line, safe to print, cut at the end of a word.
fn quoted(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(2 * QUOTED));
    for word in text.split_whitespace() {
        if line.len() + word.len() > QUOTED && !line.is_empty() {
            line.push_str(" \u{2026}");
            break;
        }
        let end = if word.len() <= QUOTED { None } else { word.char_indices().nth(QUOTED) };
        line.extend([if line.is_empty() { "" } else { " " }, end.map_or(word, |(end, _)| &word[..end])]);
    }
    sentence(line)
}

/// What a finding takes from a score, and how much it matters.
pub(super) fn entry<'b>(finding: &Finding<'b>, setting: Setting) -> score::Entry<'b> {
    score::Entry { rule: finding.rule, points: finding.rule.takes(finding.points, setting), severity: finding.severity }
}

impl FileReport {
    /// The lines of the file, or of the piece of it that was read.
    pub fn lines(&self) -> LineIndex {
        LineIndex::of_piece(&self.bytes, self.start)
    }

    /// The drafts of the file, then its sequences.
    pub fn scored(&self) -> impl Iterator<Item = Scored<'_>> + Clone {
        let drafts = self.drafts.iter().map(|of| Scored { id: &of.id, score: &of.score, findings: &of.findings, hidden: of.hidden });
        let whole = self.sequences.iter().map(|of| Scored { id: &of.id, score: &of.score, findings: &of.findings, hidden: of.hidden });
        drafts.chain(whole)
    }

    /// All findings of the file.
    pub fn findings(&self) -> impl Iterator<Item = &FindingReport> + Clone {
        self.scored().flat_map(|of| of.findings)
    }

    /// Leaves out the findings that `known` knows, and counts them.
    pub fn hide(&mut self, mut known: impl FnMut(&FindingReport) -> bool) {
        let drafts = self.drafts.iter_mut().map(|draft| (&mut draft.findings, &mut draft.hidden));
        let whole = self.sequences.iter_mut().map(|sequence| (&mut sequence.findings, &mut sequence.hidden));
        for (findings, hidden) in drafts.chain(whole) {
            let before = findings.len();
            findings.retain(|finding| !known(finding));
            *hidden += before - findings.len();
        }
    }
}
