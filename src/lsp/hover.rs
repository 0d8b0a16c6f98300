//! Hover: the pages of the rules that found something here, or of the rule that is named here.

use lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use super::convert;
use super::server::Server;
use crate::builtin;
use crate::lint::Linter;
use crate::order::InOrder;
use crate::outcome::FindingReport;
use crate::pack::{Page, Rule};
use crate::report::inert;

/// Answers `textDocument/hover`.
pub fn hover(server: &mut Server, params: HoverParams) -> Option<Hover> {
    let at = params.text_document_position_params;
    let uri = at.text_document.uri;
    let report = server.report(&uri).ok().flatten();
    let linter = server.linter(&uri).unwrap_or_default();
    let document = server.documents.get(&uri)?;
    let offset = document.offset(at.position);
    // A finding about something that is not there has no words; it is met at its place alone.
    let words = |finding: &FindingReport| {
        finding.range.start.offset..finding.range.end.offset.max(finding.range.start.offset + 1)
    };
    let mut found: Vec<&FindingReport> = report
        .iter()
        .flat_map(|report| report.findings())
        .filter(|finding| words(finding).contains(&offset))
        .collect();
    found.order_by_key(|finding| words(finding).len());
    let named = linter.engine.book.rule(document.word(offset));
    let (text, range) = match (found.first(), named) {
        (Some(first), _) => {
            let pages = found.iter().filter_map(|finding| {
                Some(format!(
                    "{}\n\n{}",
                    inert::markdown(&finding.message),
                    page_of(&linter, &finding.rule)?
                ))
            });
            (
                pages.collect::<Vec<_>>().join("\n\n---\n\n"),
                Some(convert::range(document, &first.range)),
            )
        }
        (None, Some(rule)) => (page_of(&linter, &rule.id)?, None),
        (None, None) => return None,
    };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value: text }),
        range,
    })
}

/// A rule's page, in Markdown.
pub fn page_of(linter: &Linter, id: &str) -> Option<String> {
    let rule = linter.engine.book.rule(id)?;
    let pages = builtin::pages();
    Some(page(rule, linter.pages.iter().chain(&pages).find(|page| page.id == id)))
}

fn page(rule: &Rule, page: Option<&Page>) -> String {
    let points = rule.price();
    let mut out = format!(
        "**{}** \u{b7} {} \u{b7} {} \u{b7} {points}\n\n**Why** {}\n\n**Do** {}\n",
        rule.id,
        rule.dimension.name(),
        rule.severity.name(),
        rule.why,
        rule.advice
    );
    let Some(page) = page else { return out };
    for evidence in &page.evidence {
        out += &format!("\n- {}: {} *({})*", evidence.grade, evidence.says, evidence.source);
    }
    if let Some(example) = page.pass.first() {
        out += &format!(
            "\n\n**Left alone**\n\n> {}\n",
            example.draft.trim_end().replace('\n', "\n> ")
        );
    }
    out
}
