//! Outline and inlay hints: the drafts and sequences of a file, and the score of each at the end of
//! its first line.

use std::collections::HashMap;

use lsp_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, InlayHint, InlayHintLabel,
    InlayHintParams, InlayHintTooltip, Range, SymbolKind,
};

use super::convert;
use super::document::Document;
use super::server::Server;
use crate::outcome;
use crate::outcome::{DraftReport, SequenceReport};
use crate::score::Score;

/// Answers `textDocument/documentSymbol`: drafts, those of a sequence as steps below it.
pub fn symbols(
    server: &mut Server,
    params: DocumentSymbolParams,
) -> Option<DocumentSymbolResponse> {
    let uri = params.text_document.uri;
    let report = server.report(&uri).ok().flatten()?;
    let document = server.documents.get(&uri)?;
    let mut drafts: HashMap<&str, &DraftReport> =
        report.drafts.iter().map(|draft| (draft.id.as_str(), draft)).collect();
    let mut symbols: Vec<DocumentSymbol> =
        report.sequences.iter().map(|whole| sequence(document, whole, &mut drafts)).collect();
    let alone = report.drafts.iter().filter(|draft| drafts.contains_key(draft.id.as_str()));
    symbols
        .extend(alone.map(|draft| symbol(document, draft.id.clone(), &draft.score, &draft.range)));
    Some(DocumentSymbolResponse::Nested(symbols))
}

/// A sequence with its steps, which are taken out of `drafts`. Calls and tasks hold nothing that is
/// sent, and have no place.
fn sequence(
    document: &Document,
    whole: &SequenceReport,
    drafts: &mut HashMap<&str, &DraftReport>,
) -> DocumentSymbol {
    let mut steps = Vec::new();
    for step in &whole.steps {
        for (arm, draft) in
            step.arms.iter().filter_map(|arm| Some((arm, drafts.remove(arm.draft.as_str())?)))
        {
            let day = step.day.map_or(String::new(), |day| format!(", day {day}"));
            steps.push(symbol(
                document,
                format!("step {}{}: {}{day}", step.step, arm.name, step.channel),
                &draft.score,
                &draft.range,
            ));
        }
    }
    let mut own = symbol(document, whole.id.clone(), &whole.score, &whole.range);
    own.kind = SymbolKind::NAMESPACE;
    // An outline wants the whole around its parts.
    for step in &steps {
        own.range =
            Range::new(own.range.start.min(step.range.start), own.range.end.max(step.range.end));
    }
    own.children = Some(steps);
    own
}

fn symbol(
    document: &Document,
    name: String,
    score: &Result<Score, String>,
    place: &outcome::Range,
) -> DocumentSymbol {
    let (line, start) = document.line(place.start.offset);
    // The field is deprecated, and has no default.
    #[allow(deprecated)]
    DocumentSymbol {
        name,
        detail: Some(brief(score)),
        kind: SymbolKind::EVENT,
        tags: None,
        deprecated: None,
        range: convert::range(document, place),
        selection_range: document
            .range(place.start.offset, (start + line.len()).min(place.end.offset)),
        children: None,
    }
}

/// Answers `textDocument/inlayHint`.
pub fn hints(server: &mut Server, params: InlayHintParams) -> Option<Vec<InlayHint>> {
    let uri = params.text_document.uri;
    let report = server.report(&uri).ok().flatten()?;
    let document = server.documents.get(&uri)?;
    let hint = |(score, place): (&Result<Score, String>, &outcome::Range)| {
        let (line, start) = document.line(place.start.offset);
        let dimensions = score.as_ref().map(|score| {
            let each = score
                .dimensions
                .iter()
                .map(|(dimension, value)| format!("{} {value:.0}", dimension.name()));
            each.collect::<Vec<_>>().join(", ")
        });
        InlayHint {
            position: document.position(start + line.len()),
            label: InlayHintLabel::String(brief(score)),
            kind: None,
            text_edits: None,
            tooltip: dimensions.ok().map(InlayHintTooltip::String),
            padding_left: Some(true),
            padding_right: None,
            data: None,
        }
    };
    let asked =
        |hint: &InlayHint| params.range.start <= hint.position && hint.position <= params.range.end;
    let drafts = report.drafts.iter().map(|draft| (&draft.score, &draft.range));
    let whole = report.sequences.iter().map(|sequence| (&sequence.score, &sequence.range));
    Some(drafts.chain(whole).map(hint).filter(asked).collect())
}

fn brief(score: &Result<Score, String>) -> String {
    match score {
        Ok(score) => format!("{:.0} of 100", score.total),
        Err(why) => format!("no score: {why}"),
    }
}
