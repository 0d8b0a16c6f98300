//! Commands: `germane.explain` shows a rule's page.

use lsp_types::{ExecuteCommandParams, Uri};
use serde_json::{Value, json};

use super::server::Server;
use super::{EXPLAIN, convert, hover};

/// Answers `workspace/executeCommand`. The page is written to a new file of a folder that is this
/// server's alone and shown, or sent as a message where the client shows no documents.
pub fn execute(server: &mut Server, params: ExecuteCommandParams) -> Value {
    let argument = |at: usize| params.arguments.get(at).and_then(Value::as_str);
    let (Some(rule), true) = (argument(0), params.command == EXPLAIN) else { return Value::Null };
    let uri: Option<Uri> = argument(1).and_then(|uri| uri.parse().ok());
    let linter = uri.and_then(|uri| server.linter(&uri).ok()).unwrap_or_default();
    let Some(page) = hover::page_of(&linter, rule) else { return Value::Null };
    let file = server.page_file(rule).filter(|file| std::fs::write(file, &page).is_ok());
    match file.and_then(|file| convert::uri_of(&file)) {
        Some(uri) => server.ask("window/showDocument", json!({ "uri": uri, "takeFocus": true })),
        None => server.ask("window/showMessageRequest", json!({ "type": 3, "message": page })),
    }
    json!(page)
}
