//! Completion of what is known of the reader: merge fields, and the facts of the account that a
//! draft is for.

use std::sync::Arc;

use lsp_types::{CompletionItem, CompletionItemKind, Documentation, Uri};

use super::convert;
use super::convert::item;
use super::server::Server;
use crate::account::{Account, Match};
use crate::leads;
use crate::source;

/// Names of merge fields: those of the draft's account, then the columns of the project's lead
/// lists.
pub fn fields(server: &mut Server, uri: &Uri, offset: usize) -> Vec<CompletionItem> {
    let mut names: Vec<String> = account(server, uri, offset)
        .iter()
        .flat_map(|of| &of.fields)
        .map(|(name, _)| name.clone())
        .collect();
    let config = server.config(uri);
    config
        .iter()
        .flat_map(|config| &config.accounts)
        .for_each(|(path, _)| leads::fields(path, &mut names));
    names.iter().map(|name| item(name, CompletionItemKind::FIELD)).collect()
}

/// What may be said of the account: its facts, with where and when they were found. What is private
/// is not offered.
pub fn facts(server: &mut Server, uri: &Uri, offset: usize) -> Vec<CompletionItem> {
    let Some(account) = account(server, uri, offset) else { return Vec::new() };
    let facts = account.facts.iter().filter(|fact| !fact.private && !fact.implied);
    let items = facts.map(|fact| {
        let date = fact.date.map(|date| date.to_string());
        let found: Vec<String> = fact.source.clone().into_iter().chain(date).collect();
        CompletionItem {
            detail: Some(account.spoken_name().to_string()),
            documentation: Some(found.join(", "))
                .filter(|found| !found.is_empty())
                .map(Documentation::String),
            ..item(&fact.text, CompletionItemKind::TEXT)
        }
    });
    items.collect()
}

/// The account of the draft in whose text a byte stands.
fn account(server: &mut Server, uri: &Uri, offset: usize) -> Option<Arc<Account>> {
    let (linter, config, place) =
        (server.linter(uri).ok()?, server.config(uri)?, server.place(uri));
    let contents = source::read(&server.source(uri, &place, &config)?, &linter.resolver);
    let own = contents.drafts.iter().filter(|draft| draft.elsewhere.is_none());
    let mut here = own.filter(|draft| {
        let mut spans = draft.sections.iter().map(|section| draft.text.to_source(section.span));
        spans.any(|span| span.start() <= offset && offset <= span.end())
    });
    match linter.accounts.of(&here.next()?.meta, convert::path_of(uri).as_deref()) {
        Match::One(account, _) => Some(account),
        Match::None | Match::Wrong(_) | Match::Broken(_) => None,
    }
}
