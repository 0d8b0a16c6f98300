//! Outline and inlay hints: the drafts of a file, and the score of each at the end of its first line.

use lsp_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, InlayHint, InlayHintLabel, InlayHintParams, InlayHintTooltip, SymbolKind,
};

use super::convert;
use super::server::Server;
use crate::lint::DraftReport;

/// Answers `textDocument/documentSymbol`.
pub fn symbols(server: &mut Server, params: DocumentSymbolParams) -> Option<DocumentSymbolResponse> {
    let uri = params.text_document.uri;
    let report = server.report(&uri).ok().flatten()?;
    let document = server.documents.get(&uri)?;
    let symbol = |draft: &DraftReport| {
        let range = convert::range(document, &draft.range);
        let (line, start) = document.line(draft.range.start.offset);
        let head = document.range(draft.range.start.offset, (start + line.len()).min(draft.range.end.offset));
        // The field is deprecated, and has no default.
        #[allow(deprecated)]
        DocumentSymbol {
            name: draft.id.clone(),
            detail: Some(brief(draft)),
            kind: SymbolKind::EVENT,
            tags: None,
            deprecated: None,
            range,
            selection_range: head,
            children: None,
        }
    };
    Some(DocumentSymbolResponse::Nested(report.drafts.iter().map(symbol).collect()))
}

/// Answers `textDocument/inlayHint`.
pub fn hints(server: &mut Server, params: InlayHintParams) -> Option<Vec<InlayHint>> {
    let uri = params.text_document.uri;
    let report = server.report(&uri).ok().flatten()?;
    let document = server.documents.get(&uri)?;
    let hint = |draft: &DraftReport| {
        let (line, start) = document.line(draft.range.start.offset);
        let dimensions = draft.score.as_ref().map(|score| {
            let each = score.dimensions.iter().map(|(dimension, value)| format!("{} {value:.0}", dimension.name()));
            each.collect::<Vec<_>>().join(", ")
        });
        InlayHint {
            position: document.position(start + line.len()),
            label: InlayHintLabel::String(brief(draft)),
            kind: None,
            text_edits: None,
            tooltip: dimensions.ok().map(InlayHintTooltip::String),
            padding_left: Some(true),
            padding_right: None,
            data: None,
        }
    };
    let asked = |hint: &InlayHint| params.range.start <= hint.position && hint.position <= params.range.end;
    Some(report.drafts.iter().map(hint).filter(asked).collect())
}

fn brief(draft: &DraftReport) -> String {
    match &draft.score {
        Ok(score) => format!("{:.0} of 100", score.total),
        Err(why) => format!("no score: {why}"),
    }
}
