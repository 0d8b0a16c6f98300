//! The editor server: the Language Server Protocol over standard input and output.
//!
//! One thread reads messages in order. Edits are made at once; drafts are linted when no message waits, so that a storm of edits
//! costs one linting and ends with the right diagnostics. A request that the client gave up is answered so without work.

mod action;
mod complete;
mod convert;
mod document;
mod hover;
mod known;
mod open;
mod server;
mod symbol;

use std::collections::VecDeque;

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions, ExecuteCommandOptions, HoverProviderCapability,
    InitializeParams, OneOf, PositionEncodingKind, SaveOptions, ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use document::Encoding;
use server::Server;

/// The command that shows a rule's page.
const EXPLAIN: &str = "germane.explain";

/// Serves one client until it says that it leaves.
pub fn run() -> Result<(), String> {
    let (connection, threads) = Connection::stdio();
    serve(&connection)?;
    drop(connection);
    threads.join().map_err(|error| error.to_string())
}

/// Serves one client over any connection.
pub fn serve(connection: &Connection) -> Result<(), String> {
    let (id, params) = connection.initialize_start().map_err(|error| format!("no editor introduced itself: {error}"))?;
    let params: InitializeParams = serde_json::from_value(params).map_err(|error| error.to_string())?;
    let offered = params.capabilities.general.as_ref().and_then(|general| general.position_encodings.as_ref());
    let encoding = match offered.is_some_and(|offered| offered.contains(&PositionEncodingKind::UTF8)) {
        true => Encoding::Utf8,
        false => Encoding::Utf16,
    };
    let answer = serde_json::json!({
        "capabilities": capabilities(encoding),
        "serverInfo": { "name": "germane", "version": env!("CARGO_PKG_VERSION") },
    });
    connection.initialize_finish(id, answer).map_err(|error| error.to_string())?;
    // A client may send a great deal before it reads: what we say waits in a queue, so that we go on listening.
    let (said, waiting) = crossbeam_channel::unbounded();
    std::thread::scope(|scope| {
        scope.spawn(move || waiting.iter().try_for_each(|message| connection.sender.send(message)));
        let mut server = Server::new(&params, encoding, said);
        server.watch_configurations();
        messages(connection, &mut server)
    })
}

fn messages(connection: &Connection, server: &mut Server) -> Result<(), String> {
    let mut queue: VecDeque<Message> = VecDeque::new();
    loop {
        queue.extend(connection.receiver.try_iter());
        let message = match queue.pop_front() {
            Some(message) => message,
            None => {
                server.publish_changed();
                match connection.receiver.recv() {
                    Ok(message) => message,
                    // The client is gone without a word.
                    Err(_) => return Ok(()),
                }
            }
        };
        match message {
            Message::Request(request) => {
                if connection.handle_shutdown(&request).map_err(|error| error.to_string())? {
                    return Ok(());
                }
                let answer = match queue.iter().any(|later| cancels(later, &request.id)) {
                    true => Response::new_err(request.id, ErrorCode::RequestCanceled as i32, "canceled".into()),
                    false => answer(server, request),
                };
                server.send(Message::Response(answer));
            }
            Message::Notification(notification) => server.notified(notification),
            Message::Response(_) => {}
        }
    }
}

fn cancels(message: &Message, id: &RequestId) -> bool {
    let Message::Notification(Notification { method, params }) = message else { return false };
    method == "$/cancelRequest"
        && params.get("id").is_some_and(|given| serde_json::from_value::<RequestId>(given.clone()).is_ok_and(|given| given == *id))
}

/// Finds who answers a request. Parameters that cannot be read and methods that nobody knows are errors of the client.
fn answer(server: &mut Server, request: Request) -> Response {
    macro_rules! by {
        ($answer:path) => {
            match serde_json::from_value(request.params) {
                Ok(params) => Response::new_ok(request.id, $answer(server, params)),
                Err(error) => Response::new_err(request.id, ErrorCode::InvalidParams as i32, error.to_string()),
            }
        };
    }
    match request.method.as_str() {
        "textDocument/hover" => by!(hover::hover),
        "textDocument/codeAction" => by!(action::actions),
        "textDocument/completion" => by!(complete::completions),
        "textDocument/documentSymbol" => by!(symbol::symbols),
        "textDocument/inlayHint" => by!(symbol::hints),
        "workspace/executeCommand" => by!(open::execute),
        method => Response::new_err(request.id, ErrorCode::MethodNotFound as i32, format!("{method} is not served")),
    }
}

fn capabilities(encoding: Encoding) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::SOURCE_FIX_ALL]),
            ..CodeActionOptions::default()
        })),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(vec![" ".into(), ",".into(), "-".into(), "{".into()]),
            ..CompletionOptions::default()
        }),
        document_symbol_provider: Some(OneOf::Left(true)),
        inlay_hint_provider: Some(OneOf::Left(true)),
        execute_command_provider: Some(ExecuteCommandOptions { commands: vec![EXPLAIN.into()], ..ExecuteCommandOptions::default() }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    }
}
