//! The editor server: the Language Server Protocol over standard input and output.
//!
//! One thread reads messages in order. Edits are made at once; drafts are linted when no message
//! waits, so that a storm of edits costs one linting and ends with the right diagnostics. A request
//! that the client gave up is answered so without work.

mod action;
mod client;
mod complete;
mod convert;
mod document;
mod hover;
mod known;
mod open;
mod server;
mod symbol;
mod wire;

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use crossbeam_channel::{Receiver, Sender, unbounded};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::{CodeActionKind, TextDocumentSyncKind};

use client::Client;
use document::Encoding;
use serde_json::{Value, json};
use server::Server;
use wire::{Incoming, MessageReader};

/// The command that shows a rule's page.
const EXPLAIN: &str = "germane.explain";

/// Serves one client on standard input and output. False when the client left without the `exit`
/// that the protocol asks for.
pub fn run() -> bool {
    serve(std::io::stdin(), std::io::stdout().lock())
}

/// Serves one client until it leaves, whatever it says meanwhile.
pub fn serve(input: impl Read + Send, output: impl Write) -> bool {
    let (speak, waiting) = unbounded();
    let (hear, heard) = unbounded();
    std::thread::scope(|scope| {
        // A client may send a great deal before it reads: what we say waits in a queue, so that we
        // go on listening.
        scope.spawn(move || {
            for heard in MessageReader::new(input) {
                let last = matches!(&heard, Incoming::Message(Message::Notification(last)) if last.method == "exit");
                if hear.send(heard).is_err() || last {
                    break;
                }
            }
        });
        let conversation = scope.spawn(move || {
            ClientState { heard, queue: VecDeque::new(), speak, server: None, leaving: false }
                .serve_client()
        });
        wire::write(&waiting, output);
        conversation.join().unwrap_or(false)
    })
}

/// What was heard of a client, and how far we are with it.
struct ClientState {
    heard: Receiver<Incoming>,
    queue: VecDeque<Incoming>,
    speak: Sender<String>,
    /// There is none before the client introduced itself.
    server: Option<Server>,
    /// It asked us to shut down: nothing is done any more.
    leaving: bool,
}

impl ClientState {
    /// Answers in order until the client leaves; true when that is in order.
    fn serve_client(mut self) -> bool {
        loop {
            self.queue.extend(self.heard.try_iter());
            let heard = match self.queue.pop_front() {
                Some(heard) => heard,
                None => {
                    if let Some(server) = self.server.as_mut().filter(|_| !self.leaving) {
                        server.publish_changed();
                    }
                    match self.heard.recv() {
                        Ok(heard) => heard,
                        // The client is gone.
                        Err(_) => return true,
                    }
                }
            };
            match heard {
                Incoming::Fault(answer) => drop(self.speak.send(answer)),
                Incoming::Message(Message::Request(request)) => {
                    let answer = self.answer(request);
                    // When nobody listens any more, the end of what is heard will say so.
                    let _ = self.speak.send(wire::text(&Message::Response(answer)));
                }
                Incoming::Message(Message::Notification(notification))
                    if notification.method == "exit" =>
                {
                    return self.leaving;
                }
                Incoming::Message(Message::Notification(notification)) => {
                    if let Some(server) = self.server.as_mut().filter(|_| !self.leaving) {
                        let _ = guarded(|| server.notified(notification));
                    }
                }
                Incoming::Message(Message::Response(_)) => {}
            }
        }
    }

    fn answer(&mut self, request: Request) -> Response {
        let refuse = |code: ErrorCode, why: &str| {
            Response::new_err(request.id.clone(), code as i32, why.into())
        };
        match (request.method.as_str(), &mut self.server) {
            _ if self.leaving => {
                refuse(ErrorCode::InvalidRequest, "this server was asked to shut down")
            }
            ("initialize", Some(_)) => {
                refuse(ErrorCode::InvalidRequest, "this server is initialized already")
            }
            ("initialize", None) => self.begin(request),
            (_, None) => {
                refuse(ErrorCode::ServerNotInitialized, "this server is not initialized yet")
            }
            ("shutdown", Some(_)) => {
                self.leaving = true;
                Response::new_ok(request.id, ())
            }
            (_, Some(_)) if self.queue.iter().any(|later| cancels(later, &request.id)) => {
                refuse(ErrorCode::RequestCanceled, "canceled")
            }
            (_, Some(server)) => {
                let id = request.id.clone();
                guarded(|| answer(server, request)).unwrap_or_else(|| {
                    let why = "germane itself failed on this request; please report it".into();
                    Response::new_err(id, ErrorCode::InternalError as i32, why)
                })
            }
        }
    }

    fn begin(&mut self, request: Request) -> Response {
        let client: Client = match serde_json::from_value(request.params) {
            Ok(client) => client,
            Err(error) => {
                return Response::new_err(
                    request.id,
                    ErrorCode::InvalidParams as i32,
                    error.to_string(),
                );
            }
        };
        let encoding = client.encoding();
        self.server = Some(Server::new(&client, encoding, self.speak.clone()));
        let about = json!({
            "capabilities": capabilities(encoding),
            "serverInfo": { "name": "germane", "version": env!("CARGO_PKG_VERSION") },
        });
        Response::new_ok(request.id, about)
    }
}

/// What `work` gives; `None` when it panics: a fault of this program on one document must not end the
/// server.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

fn cancels(heard: &Incoming, id: &RequestId) -> bool {
    let Incoming::Message(Message::Notification(Notification { method, params })) = heard else {
        return false;
    };
    method == "$/cancelRequest"
        && params.get("id").is_some_and(|given| {
            serde_json::from_value::<RequestId>(given.clone()).is_ok_and(|given| given == *id)
        })
}

/// Finds who answers a request. Parameters that cannot be read and methods that nobody knows are
/// errors of the client.
fn answer(server: &mut Server, request: Request) -> Response {
    macro_rules! by {
        ($answer:path) => {
            match serde_json::from_value(request.params) {
                Ok(params) => Response::new_ok(request.id, $answer(server, params)),
                Err(error) => Response::new_err(
                    request.id,
                    ErrorCode::InvalidParams as i32,
                    error.to_string(),
                ),
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
        method => Response::new_err(
            request.id,
            ErrorCode::MethodNotFound as i32,
            format!("{method} is not served"),
        ),
    }
}

/// What we serve, as the protocol's `ServerCapabilities` has it: a few keys of some hundred.
fn capabilities(encoding: Encoding) -> Value {
    json!({
        "positionEncoding": encoding.kind(),
        "textDocumentSync": { "openClose": true, "change": TextDocumentSyncKind::INCREMENTAL, "save": { "includeText": false } },
        "hoverProvider": true,
        "codeActionProvider": { "codeActionKinds": [CodeActionKind::QUICKFIX, CodeActionKind::SOURCE_FIX_ALL] },
        "completionProvider": { "triggerCharacters": [" ", ",", "-", "{"] },
        "documentSymbolProvider": true,
        "inlayHintProvider": true,
        "executeCommandProvider": { "commands": [EXPLAIN] },
        "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
    })
}
