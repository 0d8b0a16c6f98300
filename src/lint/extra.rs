//! What is said of a finding beside its words: the edit that mends it, where its draft stands, the
//! sentence around it.

use std::borrow::Cow;

use crate::analysis::features::ReadDraft;
use crate::analysis::{Analysis, Facts, language_name};
use crate::draft::Draft;
use crate::engine::{Finding, OTHER_LANGUAGE, Outcome};
use crate::linear::{DraftModel, Models};
use crate::outcome::{FixReport, Range};
use crate::pack::{Rule, Setting};
use crate::reader::{self, Reading};
use crate::score::{self, Score, Start};
use crate::source::Format;
use crate::text::{Span, edit::Edit, floor, plural};
use crate::vocabulary::{Applicability, Channel, Dimension};

impl FixReport {
    /// Offered only where the file has the very same words, so that an edit cannot meet an escape.
    /// Outside of the body of a text file it may need escapes that the reader never sees: there
    /// only plain words are put in.
    pub(super) fn new(
        finding: &Finding,
        draft: &Draft,
        format: Format,
        bytes: &[u8],
        at: &impl Fn(Span) -> Range,
    ) -> Option<Self> {
        let applicability = offered(finding, draft, format.is_raw(), bytes)?;
        let Edit { span, text } = &finding.mend.as_ref()?.edit;
        Some(FixReport {
            applicability,
            range: at(draft.text.to_source(*span)),
            replacement: text.clone(),
            inside: *span,
        })
    }
}

/// How far the edit that would mend a finding may be trusted; `None` when there is none that can be
/// offered. A body is `raw` when it stands in the file as it is.
pub(super) fn offered(
    finding: &Finding,
    draft: &Draft,
    raw: bool,
    bytes: &[u8],
) -> Option<Applicability> {
    let mend = finding.mend.as_ref()?;
    let Edit { span, text } = &mend.edit;
    let source = draft.text.to_source(*span);
    let words = span.slice(draft.text.as_str()).as_bytes();
    let copied =
        draft.text.is_plain(*span) && bytes.get(source.start()..source.end()) == Some(words);
    let raw = raw && draft.body().covers(*span);
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ');
    (copied && (raw || plain)).then_some(mend.applicability)
}

/// What a draft scores, and what the reader made of it.
#[derive(Debug)]
pub(super) struct ScoredDraft {
    /// The score, or why there is none.
    pub score: Result<Score, String>,
    /// What the score starts from, when there is one.
    pub reading: Option<Reading>,
    /// For each sentence whether a rule finds a fault in it.
    pub faulted: Vec<bool>,
}

/// Scores a draft.
pub(super) fn score(models: &Models, draft: &Analysis, outcome: &Outcome) -> ScoredDraft {
    let none = |why: String| ScoredDraft { score: Err(why), reading: None, faulted: Vec::new() };
    let words = draft.words();
    if words == 0 {
        return none("no words to judge".to_string());
    }
    if words < score::MIN_WORDS {
        return none(format!(
            "{words} {} too few to judge; a score needs {}",
            plural(words, "word is", "words are"),
            score::MIN_WORDS
        ));
    }
    if let Some(code) = draft.language.filter(|language| *language != "en") {
        let asleep = outcome.skipped.iter().filter(|(_, why)| *why == OTHER_LANGUAGE).count();
        return none(format!(
            "reads as {} (`{code}`): {asleep} rules on wording are for English and did not run; fields, links, lengths and layout were judged",
            language_name(code)
        ));
    }
    let channel = draft.draft.channel;
    let entries: Vec<score::Entry> =
        outcome.findings.iter().map(|finding| entry(finding, channel.into())).collect();
    let model = reader::of_channel(models, channel);
    let faulted = outcome.faulted(draft);
    let reading = reader::read(model, &[ReadDraft { draft, faulted: &faulted }], false);
    ScoredDraft {
        score: Ok(score::score_from(
            &start(model, reading.as_ref(), draft.facts.as_ref()),
            &entries,
        )),
        reading,
        faulted,
    }
}

/// Why a rule says nothing of a good draft.
const UNLIKELY: &str = "of a draft that scores so high it is more often wrong than right";

/// Drops the findings of rules that speak only of drafts with a lower score. What they took stays
/// with the reader, whose judgement they are a part of. One with which a draft of `channel` fails
/// is said.
pub(super) fn drop_unlikely<'b>(
    outcome: &mut Outcome<'b>,
    score: &mut Result<Score, String>,
    channel: Channel,
) {
    let Ok(score) = score else { return };
    let total = score.total;
    let is_unlikely = |rule: &Rule| {
        rule.below_score.is_some_and(|bound| total >= f64::from(bound))
            && rule.fails_below(channel).is_none_or(|bound| total >= bound)
    };
    let mut dropped: Vec<&'b Rule> = Vec::new();
    outcome.findings.retain(|finding| {
        let drop = is_unlikely(finding.rule);
        if drop && dropped.iter().all(|rule| rule.id != finding.rule.id) {
            dropped.push(finding.rule);
        }
        !drop
    });
    score.leave_to_reader(|name| dropped.iter().any(|rule| rule.id == name));
    outcome.skipped.extend(dropped.iter().map(|rule| (rule.id.as_str(), UNLIKELY)));
}

/// The relevance that a fact of the account gives at least when it is used, by its depth (0 none, 1
/// merge fields, 2 industry, 3 role, 4 size, tool or structure, 5 dated event, 6 stated goal).
const CONFIRMED: [f64; 7] = [0.0, 0.0, 20.0, 40.0, 60.0, 75.0, 85.0];

/// What drafts start from: what the fitted reader gives them. What the account confirms is better
/// known than what words make likely: it can raise relevance, and never lower it.
pub(super) fn start(model: &DraftModel, reading: Option<&Reading>, facts: Option<&Facts>) -> Start {
    let Some(reading) = reading else { return Start::FULL };
    let mut dimensions = reading.dimensions;
    if let Some(facts) = facts {
        let relevance = &mut dimensions[Dimension::Relevance as usize];
        *relevance = relevance.max(CONFIRMED[usize::from(facts.depth()).min(CONFIRMED.len() - 1)]);
    }
    Start { dimensions, shares: model.shares, added: model.added }
}

/// From the first to the last section of a draft, in the file.
pub(super) fn place(draft: &Draft) -> Span {
    let sections = draft.sections.iter().map(|section| draft.text.to_source(section.span));
    sections.reduce(Span::join).unwrap_or_default()
}

/// Bytes of a quotation, and of the words on each side of a finding that distinguish it from
/// others. Findings may be inside each other, and each would bring along all that is in it.
const QUOTED: usize = 600;

/// The words of a finding; of very many the first.
pub(super) fn excerpt(words: &str) -> Cow<'_, str> {
    if words.len() <= QUOTED {
        words.into()
    } else {
        format!("{}\u{2026}", &words[..floor(words, QUOTED)]).into()
    }
}

/// The sentence around a finding, as far as it is near; nothing for one about the whole message.
pub(super) fn around<'a>(draft: &'a Analysis, finding: &'a Finding) -> &'a str {
    if finding.whole || finding.span.is_empty() {
        return "";
    }
    let sentence = draft.sentences.get(draft.sentence_at(finding.span.start()) as usize);
    let around = sentence
        .map(|sentence| sentence.span)
        .filter(|sentence| sentence.overlaps(finding.span))
        .unwrap_or(finding.span);
    let text = draft.draft.text.as_str();
    let from = floor(text, around.start().max(finding.span.start().saturating_sub(QUOTED)));
    let to = floor(text, around.end().min(finding.span.start() + QUOTED));
    &text[from..to]
}

/// What a finding takes from a score, and how much it matters.
pub(super) fn entry<'b>(finding: &Finding<'b>, setting: Setting) -> score::Entry<'b> {
    score::Entry {
        rule: finding.rule,
        points: finding.rule.takes(finding.points, setting),
        severity: finding.severity,
    }
}
