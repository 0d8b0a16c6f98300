//! Completion: rule ids where rules are named (allows, front matter, configuration), severities
//! after them, keys of the configuration; in a draft, what is known of its reader.

use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionParams, CompletionResponse,
    CompletionTriggerKind, Documentation,
};

use super::convert::item;
use super::document::Document;
use super::known;
use super::server::{Kind, Server};
use crate::config::CONFIG;
use crate::lint::Linter;
use crate::vocabulary::Severity;
use crate::yaml::Key;

/// Answers `textDocument/completion`.
pub fn completions(server: &mut Server, params: CompletionParams) -> Option<CompletionResponse> {
    // Whole sentences are offered to those who ask, not to everybody who types a space.
    let typed = params
        .context
        .is_some_and(|context| context.trigger_kind == CompletionTriggerKind::TRIGGER_CHARACTER);
    let at = params.text_document_position;
    let uri = at.text_document.uri;
    let linter = server.linter(&uri).unwrap_or_default();
    let kind = server.kind(&uri);
    let document = server.documents.get(&uri)?;
    let offset = document.offset(at.position);
    let items = match place(document, offset, kind) {
        CompletionContext::Rule => rules(&linter),
        CompletionContext::Severity => Severity::NAMES
            .iter()
            .map(|(name, _)| item(name, CompletionItemKind::ENUM_MEMBER))
            .collect(),
        CompletionContext::Key => CONFIG.keys.iter().map(key).collect(),
        CompletionContext::Field => known::fields(server, &uri, offset),
        CompletionContext::Text if !typed => known::facts(server, &uri, offset),
        CompletionContext::Text => Vec::new(),
    };
    if items.is_empty() {
        return None;
    }
    Some(CompletionResponse::Array(items))
}

enum CompletionContext {
    Rule,
    Severity,
    Key,
    Field,
    Text,
}

fn place(document: &Document, offset: usize, kind: Kind) -> CompletionContext {
    let (line, start) = document.line(offset);
    let before = &line[..offset - start];
    let in_allow =
        before.rsplit_once("germane: allow ").is_some_and(|(_, rest)| !rest.contains("--"));
    if in_allow {
        return CompletionContext::Rule;
    }
    if kind == Kind::Draft && before.rsplit_once("{{").is_some_and(|(_, name)| !name.contains('}'))
    {
        return CompletionContext::Field;
    }
    let names_rules = match kind {
        Kind::Config | Kind::Pack => "rules",
        _ => "lint",
    };
    // Inside braces on one line, or on a line of its own under the key.
    let inline = before
        .rsplit_once('{')
        .filter(|(head, _)| head.trim().trim_start_matches("- ") == format!("{names_rules}:"));
    let entry = match inline {
        Some((_, rest)) => rest.rsplit(',').next().unwrap_or_default(),
        None if parent(&document.text[..start], indent(line)) == Some(names_rules) => before,
        None if kind == Kind::Config && indent(line) == 0 && !before.contains(':') => {
            return CompletionContext::Key;
        }
        None => return CompletionContext::Text,
    };
    match entry.contains(':') {
        true => CompletionContext::Severity,
        false => CompletionContext::Rule,
    }
}

/// The key that lines of this indent stand under.
fn parent(above: &str, own: usize) -> Option<&str> {
    let mut lines = above
        .lines()
        .rev()
        .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let head = lines.find(|line| indent(line) < own)?;
    head.trim().trim_start_matches("- ").strip_suffix(':')
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn rules(linter: &Linter) -> Vec<CompletionItem> {
    let rules = linter.engine.book.rules.iter();
    rules
        .map(|rule| CompletionItem {
            detail: Some(format!("{}, {}", rule.dimension.name(), rule.severity.name())),
            documentation: Some(Documentation::String(rule.advice.to_string())),
            ..item(&rule.id, CompletionItemKind::VALUE)
        })
        .collect()
}

/// A key of the configuration, with what it is for.
fn key(key: &Key) -> CompletionItem {
    CompletionItem {
        detail: Some(key.about.to_string()),
        ..item(key.name, CompletionItemKind::PROPERTY)
    }
}
