//! Code actions: make the fix, allow the finding with a reason, open the rule's page, make all safe
//! fixes.

use std::collections::HashMap;

use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, Command, Diagnostic,
    NumberOrString, TextEdit, Uri, WorkspaceEdit,
};
use serde_json::json;

use super::document::Document;
use super::server::Server;
use super::{EXPLAIN, convert};
use crate::fix::Fixer;
use crate::lint::Linter;
use crate::outcome::{FileReport, FindingReport};
use crate::source::{Format, Source};
use crate::vocabulary::Applicability;

/// Of the findings in what is selected so many are offered with changes, the first in the text: the
/// document is linted anew to know that a change is sound. The others are only explained.
const MOST_TRIED: usize = 12;

/// Answers `textDocument/codeAction`.
pub fn actions(server: &mut Server, params: CodeActionParams) -> Option<Vec<CodeActionOrCommand>> {
    let uri = params.text_document.uri;
    let report = server.report(&uri).ok().flatten()?;
    let (linter, config) = (server.linter(&uri).ok()?, server.config(&uri)?);
    let place = server.place(&uri);
    let document = server.documents.get(&uri)?;
    let source = server.source(&uri, &place, &config)?;
    let (start, end) = (document.offset(params.range.start), document.offset(params.range.end));
    let here = |finding: &FindingReport| {
        finding.range.start.offset <= end && start <= finding.range.end.offset
    };
    let wanted = |kind: &CodeActionKind| {
        let inside = |only: &CodeActionKind| {
            kind.as_str() == only.as_str()
                || kind.as_str().starts_with(&format!("{}.", only.as_str()))
        };
        params.context.only.as_ref().is_none_or(|only| only.iter().any(inside))
    };
    let mut maker = ActionBuilder { uri: &uri, document, linter: &linter, source, report: &report };
    let (mut actions, mut tried) = (Vec::new(), 0);
    for (at, draft) in
        report.drafts.iter().enumerate().filter(|_| wanted(&CodeActionKind::QUICKFIX))
    {
        let found: Vec<&FindingReport> =
            draft.findings.iter().filter(|finding| here(finding)).collect();
        let changed = &found[..found.len().min(MOST_TRIED - tried)];
        tried += changed.len();
        actions.extend(changed.iter().filter_map(|finding| maker.fix(at, finding)));
        actions.extend(changed.iter().filter_map(|finding| maker.allow(finding)));
        actions.extend(found.iter().map(|finding| maker.explain(finding)));
    }
    if wanted(&CodeActionKind::QUICKFIX) {
        let whole = report.sequences.iter().flat_map(|sequence| &sequence.findings);
        actions.extend(whole.filter(|finding| here(finding)).map(|finding| maker.explain(finding)));
    }
    if wanted(&CodeActionKind::SOURCE_FIX_ALL) {
        actions.extend(maker.fix_all());
    }
    Some(actions)
}

struct ActionBuilder<'m> {
    uri: &'m Uri,
    document: &'m Document,
    linter: &'m Linter,
    source: Source<'m>,
    report: &'m FileReport,
}

impl ActionBuilder<'_> {
    fn fix(&mut self, draft: usize, finding: &FindingReport) -> Option<CodeActionOrCommand> {
        let fix = finding.fix.as_ref()?;
        let mut session = self.linter.session();
        let mut fixer = Fixer { session: &mut session, source: self.source };
        if !fixer.is_sound(self.report, draft, fix) {
            return None;
        }
        let what = match fix.replacement.trim() {
            "" => "take it out".to_string(),
            text => format!("write `{text}`"),
        };
        let title = match fix.applicability {
            Applicability::Safe => format!("Fix {}: {what}", finding.rule),
            Applicability::Unsafe => format!("Fix {}: {what} (read it over)", finding.rule),
            Applicability::Suggestion => format!("Suggestion for {}: {what}", finding.rule),
        };
        let edit =
            TextEdit::new(convert::range(self.document, &fix.range), fix.replacement.clone());
        let mut action = self.action(title, finding, CodeActionKind::QUICKFIX);
        action.edit = Some(self.edit(edit));
        action.is_preferred = Some(fix.applicability == Applicability::Safe);
        Some(action.into())
    }

    /// Puts an allow before the paragraph, with its reason still to be written: until then it
    /// allows nothing, and says so. None in a mail as it is sent: its recipient would read the
    /// comment, and before its head it would make another mail of it.
    fn allow(&self, finding: &FindingReport) -> Option<CodeActionOrCommand> {
        if matches!(self.report.format, Format::Eml | Format::Mbox) {
            return None;
        }
        let at = paragraph(&self.document.text, finding.range.start.offset);
        let comment =
            |reason: &str| format!("<!-- germane: allow {} -- {reason} -->\n", finding.rule);
        let mut text = self.document.text.clone();
        text.insert_str(at, &comment("a reason"));
        let after = self.linter.lint(&Source { bytes: text.as_bytes(), ..self.source });
        let count = |report: &FileReport| {
            report.findings().filter(|found| found.rule == finding.rule).count()
        };
        if count(&after) >= count(self.report) || after.problems.len() > self.report.problems.len()
        {
            return None;
        }
        let mut action = self.action(
            format!("Allow {} here: write the reason", finding.rule),
            finding,
            CodeActionKind::QUICKFIX,
        );
        action.edit = Some(self.edit(TextEdit::new(self.document.range(at, at), comment(""))));
        Some(action.into())
    }

    fn explain(&self, finding: &FindingReport) -> CodeActionOrCommand {
        let title = format!("Why {}? Open the rule's page", finding.rule);
        let arguments = Some(vec![json!(finding.rule), json!(self.uri.as_str())]);
        let mut action = self.action(title.clone(), finding, CodeActionKind::QUICKFIX);
        action.command = Some(Command { title, command: EXPLAIN.into(), arguments });
        action.into()
    }

    fn fix_all(&self) -> Option<CodeActionOrCommand> {
        let mut session = self.linter.session();
        let mut fixer = Fixer { session: &mut session, source: self.source };
        let text = &self.document.text;
        let fixed = fixer.run(Applicability::Safe);
        let new = String::from_utf8(fixed.bytes).ok().filter(|_| fixed.made > 0)?;
        let edit = TextEdit::new(self.document.range(0, text.len()), new);
        let kind = Some(CodeActionKind::SOURCE_FIX_ALL);
        Some(
            CodeAction {
                title: "Make all safe fixes".into(),
                kind,
                edit: Some(self.edit(edit)),
                ..CodeAction::default()
            }
            .into(),
        )
    }

    fn action(&self, title: String, finding: &FindingReport, kind: CodeActionKind) -> CodeAction {
        let about = Diagnostic {
            range: convert::range(self.document, &finding.range),
            code: Some(NumberOrString::String(finding.rule.clone())),
            source: Some("germane".into()),
            message: format!("{}\n{}", finding.message, finding.advice),
            ..Diagnostic::default()
        };
        CodeAction {
            title,
            kind: Some(kind),
            diagnostics: Some(vec![about]),
            ..CodeAction::default()
        }
    }

    // The address is a key only for as long as the answer is written.
    #[allow(clippy::mutable_key_type)]
    fn edit(&self, edit: TextEdit) -> WorkspaceEdit {
        WorkspaceEdit {
            changes: Some(HashMap::from([(self.uri.clone(), vec![edit])])),
            ..WorkspaceEdit::default()
        }
    }
}

/// Where the paragraph around a byte starts.
fn paragraph(text: &str, offset: usize) -> usize {
    let mut start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    while start > 0 {
        let before = text[..start - 1].rfind('\n').map_or(0, |at| at + 1);
        let line = text[before..start].trim();
        if line.is_empty() || line == "---" {
            break;
        }
        start = before;
    }
    start
}
