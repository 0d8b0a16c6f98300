//! Between the protocol's forms and ours: addresses, diagnostics.

use std::path::{Path, PathBuf};

use lsp_types::{
    CodeDescription, CompletionItem, CompletionItemKind, Diagnostic, DiagnosticSeverity,
    NumberOrString, Uri,
};
use percent_encoding::percent_decode_str;

use super::document::Document;
use crate::lint::Linter;
use crate::outcome::{FileReport, Range};
use crate::report::sarif;
use crate::text::Problem;
use crate::vocabulary::Severity;

/// The path of a `file:` address.
pub fn path_of(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    let path = &rest[rest.find('/')?..];
    let path = percent_decode_str(path).decode_utf8().ok()?;
    // `/C:/drafts/a.md` is a path with a drive.
    let drive = cfg!(windows) && path.as_bytes().get(2) == Some(&b':');
    Some(PathBuf::from(if drive { &path[1..] } else { &*path }))
}

/// The `file:` address of a path.
pub fn uri_of(path: &Path) -> Option<Uri> {
    let path = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{}", sarif::uri(&path)).parse().ok()
}

/// A range of ours in the protocol's counting.
pub fn range(document: &Document, range: &Range) -> lsp_types::Range {
    document.range(range.start.offset, range.end.offset)
}

/// Everything that is said of a file, with links to the pages of rules where those are known.
pub fn diagnostics(document: &Document, report: &FileReport, linter: &Linter) -> Vec<Diagnostic> {
    let problems = report.problems.iter().map(|problem| {
        diagnostic(
            range(document, &problem.range),
            problem.severity,
            None,
            &problem.message,
            problem.hint.as_deref(),
        )
    });
    let findings = report.findings().map(|finding| {
        let place = range(document, &finding.range);
        let said = diagnostic(
            place,
            finding.severity,
            Some(&finding.rule),
            &finding.message,
            Some(&finding.advice),
        );
        let address = linter.address_of(&finding.rule).and_then(|address| address.parse().ok());
        Diagnostic { code_description: address.map(|href| CodeDescription { href }), ..said }
    });
    problems.chain(findings).collect()
}

/// What is wrong with a configuration or a pack.
pub fn problems<'f>(
    document: &Document,
    problems: impl IntoIterator<Item = &'f Problem>,
) -> Vec<Diagnostic> {
    let one = |problem: &Problem| {
        diagnostic(
            document.range(problem.span.start(), problem.span.end()),
            problem.severity,
            None,
            &problem.message,
            problem.hint.as_deref(),
        )
    };
    problems.into_iter().map(one).collect()
}

/// One diagnostic: what is found, and below it what to do.
pub fn diagnostic(
    range: lsp_types::Range,
    severity: Severity,
    rule: Option<&str>,
    message: &str,
    advice: Option<&str>,
) -> Diagnostic {
    let severity = match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info | Severity::Off => DiagnosticSeverity::INFORMATION,
    };
    Diagnostic {
        range,
        severity: Some(severity),
        code: rule.map(|rule| NumberOrString::String(rule.to_string())),
        source: Some("germane".into()),
        message: advice
            .map_or_else(|| message.to_string(), |advice| format!("{message}\n{advice}")),
        ..Diagnostic::default()
    }
}

/// An item that puts in its own label.
pub fn item(label: &str, kind: CompletionItemKind) -> CompletionItem {
    CompletionItem { label: label.to_string(), kind: Some(kind), ..CompletionItem::default() }
}
