//! What analysis makes of a draft, sentence by sentence: for authors of rules, and for measuring the marks themselves.

use serde::Serialize;

use super::{Linter, Range};
use crate::analysis::{Analyser, Analysis, Function, Judged, Measure, Owner};
use crate::draft::{Channel, Part};
use crate::source::{self, Source};
use crate::text::{LineIndex, Span};

/// The marks of every draft of one file.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct MarksReport {
    /// Its path, or the name given for standard input.
    pub path: String,
    /// Its drafts.
    pub drafts: Vec<MarkedDraft>,
}

/// The marks of one draft.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct MarkedDraft {
    /// Path, and what distinguishes it from others of the file.
    pub id: String,
    /// How it reaches the recipient.
    pub channel: Channel,
    /// Language found or declared.
    pub language: Option<&'static str>,
    /// Every measure that is not zero.
    pub measures: Vec<(&'static str, f64)>,
    /// Its sentences, subject line and greeting among them.
    pub sentences: Vec<MarkedSentence>,
}

/// One sentence with its marks.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct MarkedSentence {
    /// Its words.
    pub text: String,
    /// Where it stands in the file.
    pub range: Range,
    /// Which part of the draft it belongs to.
    pub part: Part,
    /// Whom it is about.
    pub owner: Owner,
    /// What it does, when it is read.
    pub function: Option<Function>,
    /// True when it is concrete and would be false for another recipient.
    pub specific: bool,
    /// Every mark in it: the mark's name, and the words under it.
    pub marks: Vec<(String, String)>,
}

impl Linter {
    /// The marks of every draft of a source, each read against the account that it finds for itself.
    pub(super) fn marks(&self, analyser: &mut Analyser, source: &Source) -> MarksReport {
        let contents = source::read(source, &self.resolver);
        let lines = LineIndex::of_piece(source.bytes, source.start());
        let at = |span: Span| Range::new(&lines, source.bytes, span);
        let drafts = contents.drafts.iter().map(|draft| self.marked(&analyser.analyse(draft), &at)).collect();
        MarksReport { path: source.name.to_string(), drafts }
    }

    fn marked(&self, draft: &Analysis, at: &impl Fn(Span) -> Range) -> MarkedDraft {
        let mut sentences: Vec<MarkedSentence> = draft
            .sentences
            .iter()
            .zip(&draft.judged)
            .map(|(sentence, judged)| MarkedSentence {
                text: draft.slice(sentence.span).to_string(),
                range: at(draft.draft.text.to_source(sentence.span)),
                part: sentence.part,
                owner: judged.as_ref().map_or(sentence.owner, Judged::owner),
                function: judged.as_ref().map(Judged::function),
                specific: judged.as_ref().is_some_and(Judged::is_specific),
                marks: Vec::new(),
            })
            .collect();
        let labels = &self.engine.book.lexicons.labels;
        for mark in draft.marks.all() {
            let Some(sentence) = sentences.get_mut(mark.sentence as usize) else { continue };
            sentence.marks.push((labels.name(mark.label).to_string(), draft.slice(mark.span).to_string()));
        }
        let measures = Measure::NAMES.iter().map(|(name, measure)| (*name, draft.measure(*measure).0));
        MarkedDraft {
            id: draft.draft.id.clone(),
            channel: draft.draft.channel,
            language: draft.language,
            measures: measures.filter(|(_, value)| *value != 0.0).collect(),
            sentences,
        }
    }
}
