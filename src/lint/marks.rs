//! Fills [`crate::outcome::MarksReport`]: how each sentence of a draft is paired with its marks.

use super::Linter;
use crate::analysis::{Analyser, Analysis, Judged};
use crate::outcome::{MarkedDraft, MarkedSentence, MarksReport, Range};
use crate::source::{self, Source};
use crate::text::{LineIndex, Span};
use crate::vocabulary::Measure;

impl Linter {
    /// The marks of every draft of a source, from its text alone.
    pub(super) fn marks(&self, analyser: &mut Analyser, source: &Source) -> MarksReport {
        let contents = source::read(source, &self.resolver);
        let lines = LineIndex::of_piece(source.bytes, source.start());
        let at = |span: Span| Range::new(&lines, source.bytes, span);
        let drafts = contents
            .drafts
            .iter()
            .map(|draft| self.marked(&analyser.analyse(draft), &at))
            .collect();
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
            sentence
                .marks
                .push((labels.name(mark.label).to_string(), draft.slice(mark.span).to_string()));
        }
        let measures =
            Measure::NAMES.iter().map(|(name, measure)| (*name, draft.measure(*measure).0));
        MarkedDraft {
            id: draft.draft.id.clone(),
            channel: draft.draft.channel,
            language: draft.language,
            measures: measures.filter(|(_, value)| *value != 0.0).collect(),
            sentences,
        }
    }
}
