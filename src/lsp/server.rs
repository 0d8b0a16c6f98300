//! What the server holds: open documents, projects, the way back to the client.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::Sender;
use lsp_server::{Message, Notification, Request};
use lsp_types::{
    Diagnostic, DidChangeConfigurationParams, DidChangeTextDocumentParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    PublishDiagnosticsParams, Uri,
};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::client::Client;
use super::document::{Document, Encoding};
use super::{convert, guarded, wire};
use crate::account::Date;
use crate::builtin;
use crate::config::Config;
use crate::draft::Draft;
use crate::files;
use crate::leads;
use crate::lint::Linter;
use crate::outcome::FileReport;
use crate::pack::Compiler;
use crate::project::Projects;
use crate::source::{Source, walk};
use crate::vocabulary::Severity;
use crate::yaml::Broken;

/// The server's state.
pub struct Server {
    /// Open documents.
    pub documents: HashMap<Uri, Document>,
    /// The client shows documents when asked to.
    pub shows_documents: bool,
    projects: Projects,
    /// A configuration for all files, when the client sets one.
    forced: Option<PathBuf>,
    folders: Vec<PathBuf>,
    encoding: Encoding,
    watches: bool,
    /// Documents that changed since they were last linted.
    changed: Vec<Uri>,
    sender: Sender<String>,
    requests: i32,
    /// Where pages of rules are written that the client shows; gone with the server.
    pages: Option<TempDir>,
}

/// What an open document is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Messages to people.
    Draft,
    /// A project's configuration.
    Config,
    /// A pack of rules.
    Pack,
    /// What is known of a reader.
    Account,
    /// Something else.
    Other,
}

impl Server {
    /// A server for a client that has introduced itself.
    pub fn new(client: &Client, encoding: Encoding, sender: Sender<String>) -> Self {
        let folders = client
            .workspace_folders
            .iter()
            .flatten()
            .filter_map(|folder| convert::path_of(&folder.uri))
            .collect();
        let forced = client.initialization_options.as_ref().and_then(setting);
        Server {
            documents: HashMap::new(),
            shows_documents: client.can("window", "/showDocument/support"),
            projects: projects(forced.clone()),
            forced,
            folders,
            encoding,
            watches: client.can("workspace", "/didChangeWatchedFiles/dynamicRegistration"),
            changed: Vec::new(),
            sender,
            requests: 0,
            pages: None,
        }
    }

    /// Where the page of a rule is written that the client shows: in a folder of this server alone,
    /// which nobody else could have put there. `None` when it shows none.
    pub fn page_file(&mut self, rule: &str) -> Option<PathBuf> {
        if self.pages.is_none() && self.shows_documents {
            self.pages = tempfile::Builder::new().prefix("germane-rules-").tempdir().ok();
        }
        Some(self.pages.as_ref()?.path().join(format!("{rule}.md")))
    }

    /// Sends a message. When the client is gone the loop will find out.
    pub fn send(&self, message: Message) {
        let _ = self.sender.send(wire::text(&message));
    }

    /// Asks the client for something whose answer does not matter.
    pub fn ask(&mut self, method: &str, params: Value) {
        self.requests += 1;
        self.send(Message::Request(Request {
            id: self.requests.into(),
            method: method.into(),
            params,
        }));
    }

    /// Asks for notifications when a configuration or a pack changes on disk.
    fn watch_configurations(&mut self) {
        if self.watches {
            let watchers = ["**/*.yaml", "**/*.yml"].map(|glob| json!({ "globPattern": glob }));
            let registration = json!({ "id": "germane", "method": "workspace/didChangeWatchedFiles", "registerOptions": { "watchers": watchers } });
            self.ask("client/registerCapability", json!({ "registrations": [registration] }));
        }
    }

    /// Handles a notification of the client.
    pub fn notified(&mut self, Notification { method, params }: Notification) {
        match method.as_str() {
            "initialized" => self.watch_configurations(),
            "textDocument/didOpen" => read(params, |params: DidOpenTextDocumentParams| {
                let opened = params.text_document;
                self.documents.insert(
                    opened.uri.clone(),
                    Document::new(opened.text, opened.version, self.encoding),
                );
                self.note(opened.uri);
            }),
            "textDocument/didChange" => read(params, |params: DidChangeTextDocumentParams| {
                let uri = params.text_document.uri;
                if let Some(document) = self.documents.get_mut(&uri) {
                    document.edit(params.content_changes);
                    document.version = params.text_document.version;
                    self.note(uri);
                }
            }),
            "textDocument/didClose" => read(params, |params: DidCloseTextDocumentParams| {
                self.documents.remove(&params.text_document.uri);
                self.publish(params.text_document.uri, None, Vec::new());
            }),
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => self.reload(),
            "workspace/didChangeConfiguration" => {
                read(params, |params: DidChangeConfigurationParams| {
                    self.forced = setting(&params.settings);
                    self.reload();
                })
            }
            "workspace/didChangeWorkspaceFolders" => {
                read(params, |params: DidChangeWorkspaceFoldersParams| {
                    let gone: Vec<PathBuf> = params
                        .event
                        .removed
                        .iter()
                        .filter_map(|folder| convert::path_of(&folder.uri))
                        .collect();
                    self.folders.retain(|folder| !gone.contains(folder));
                    self.folders.extend(
                        params
                            .event
                            .added
                            .iter()
                            .filter_map(|folder| convert::path_of(&folder.uri)),
                    );
                    self.reload();
                })
            }
            _ => {}
        }
    }

    fn note(&mut self, uri: Uri) {
        if !self.changed.contains(&uri) {
            self.changed.push(uri);
        }
    }

    /// Forgets configurations and packs, and reads everything that is open again.
    fn reload(&mut self) {
        self.projects = projects(self.forced.clone());
        self.documents.values_mut().for_each(|document| document.report = None);
        self.changed = self.documents.keys().cloned().collect();
    }

    /// Lints what changed, and notifies the client.
    pub fn publish_changed(&mut self) {
        // An editor stays open over midnight, and facts expire.
        if self.projects.today != Date::today() {
            self.reload();
        }
        for uri in std::mem::take(&mut self.changed) {
            let diagnostics = guarded(|| self.diagnose(&uri)).unwrap_or_else(|| {
                let why = "germane itself failed on this file; please report it";
                vec![convert::diagnostic(Default::default(), Severity::Error, None, why, None)]
            });
            let version = self.documents.get(&uri).map(|document| document.version);
            self.publish(uri, version, diagnostics);
        }
    }

    fn publish(&self, uri: Uri, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        let params = PublishDiagnosticsParams { uri, diagnostics, version };
        self.send(Message::Notification(Notification::new(
            "textDocument/publishDiagnostics".into(),
            params,
        )));
    }

    fn diagnose(&mut self, uri: &Uri) -> Vec<Diagnostic> {
        let linter = self.linter(uri).unwrap_or_default();
        let broken = match self.report(uri) {
            Ok(report) => {
                let (Some(document), Some(report)) = (self.documents.get(uri), report) else {
                    return self.problems(uri);
                };
                return convert::diagnostics(document, &report, &linter);
            }
            Err(broken) => broken,
        };
        let top = lsp_types::Range::default();
        let said = broken.iter().flat_map(|broken| {
            broken
                .problems
                .iter()
                .map(move |problem| format!("{}: {}", broken.path, problem.message))
        });
        said.map(|message| {
            convert::diagnostic(
                top,
                Severity::Error,
                None,
                &message,
                Some("Nothing is checked until this is fixed."),
            )
        })
        .collect()
    }

    /// What is wrong with an open configuration, pack or account.
    fn problems(&self, uri: &Uri) -> Vec<Diagnostic> {
        let Some(document) = self.documents.get(uri) else { return Vec::new() };
        let path = convert::path_of(uri).unwrap_or_default();
        match kind(&path, &document.text) {
            Kind::Config => {
                let config = Config::read(&path, &document.text);
                let all: Vec<usize> = (0..config.overrides.len()).collect();
                let broken = Linter::configured(&config, &all).err().unwrap_or_default();
                let own = broken.iter().filter(|broken| Path::new(&broken.path) == path);
                convert::problems(document, own.flat_map(|broken| &broken.problems))
            }
            Kind::Pack => {
                let mut compiler = Compiler::new(builtin::rulebook());
                compiler.add(&document.text);
                let problems = compiler.finish().err().unwrap_or_default();
                convert::problems(document, problems.iter().flatten())
            }
            Kind::Account => {
                let broken = leads::account(document.text.as_bytes(), &path.to_string_lossy());
                convert::problems(document, broken.err().iter().flat_map(|file| &file.problems))
            }
            Kind::Draft | Kind::Other => Vec::new(),
        }
    }

    /// What an open document is.
    pub fn kind(&self, uri: &Uri) -> Kind {
        let path = convert::path_of(uri).unwrap_or_else(|| PathBuf::from("untitled.md"));
        self.documents.get(uri).map_or(Kind::Other, |document| kind(&path, &document.text))
    }

    /// The rules for a document.
    pub fn linter(&mut self, uri: &Uri) -> Result<Arc<Linter>, Vec<Broken>> {
        self.projects.linter(&convert::path_of(uri).unwrap_or_default())
    }

    /// The configuration for a document, when it can be used.
    pub fn config(&mut self, uri: &Uri) -> Option<Arc<Config>> {
        self.projects.config(&convert::path_of(uri).unwrap_or_default()).ok()
    }

    /// Where a document is.
    pub fn place(&self, uri: &Uri) -> Place {
        let Some(path) = convert::path_of(uri) else {
            return Place { name: "untitled.md".into(), folder: None };
        };
        let inside = self.folders.iter().find_map(|folder| path.strip_prefix(folder).ok());
        Place {
            name: inside.unwrap_or(&path).to_string_lossy().into_owned(),
            folder: path.parent().map(Path::to_path_buf),
        }
    }

    /// An open document, as what its configuration says that it is.
    pub fn source<'d>(
        &'d self,
        uri: &Uri,
        place: &'d Place,
        config: &Config,
    ) -> Option<Source<'d>> {
        let path = convert::path_of(uri).unwrap_or_default();
        let text = self.documents.get(uri)?.text.as_bytes();
        Some(Source { folder: place.folder.as_deref(), ..config.source(&path, &place.name, text) })
    }

    /// What is said of an open draft; nothing when it is none, or excluded.
    pub fn report(&mut self, uri: &Uri) -> Result<Option<Arc<FileReport>>, Vec<Broken>> {
        if self.kind(uri) != Kind::Draft {
            return Ok(None);
        }
        if let Some(report) = self.documents.get(uri).and_then(|document| document.report.clone()) {
            return Ok(Some(report));
        }
        let config = self.projects.config(&convert::path_of(uri).unwrap_or_default())?;
        let excluded = |path: PathBuf| config.exclude.is_match(config.relative(&path));
        if convert::path_of(uri).is_some_and(excluded) {
            return Ok(None);
        }
        let (linter, place, path) = (self.linter(uri)?, self.place(uri), convert::path_of(uri));
        // The name may begin at a workspace folder; an account beside the draft is looked for on
        // disk.
        let find = |draft: &Draft| linter.accounts.of(&draft.meta, path.as_deref());
        let Some(source) = self.source(uri, &place, &config) else { return Ok(None) };
        let report = Arc::new(linter.session().lint_for(&source, &find));
        if let Some(document) = self.documents.get_mut(uri) {
            document.report = Some(report.clone());
        }
        Ok(Some(report))
    }
}

/// Where a document is.
pub struct Place {
    /// The name that findings and formats know it by: its path, below its workspace folder if it
    /// has one.
    name: String,
    /// The folder that it lies in, where the files are that it names.
    folder: Option<PathBuf>,
}

/// Projects as the client's settings would have them, judged as of today.
fn projects(forced: Option<PathBuf>) -> Projects {
    let mut projects = Projects::new(forced, false);
    projects.today = Date::today();
    projects
}

/// What a document is, by its name and its text: as a walk through its folder would see it.
fn kind(path: &Path, text: &str) -> Kind {
    let yaml = path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
    if files::is_configuration(path) {
        Kind::Config
    } else if yaml && text.lines().any(|line| line.starts_with("pack:")) {
        Kind::Pack
    } else if walk::leave_out(path).is_none() && walk::not_a_draft(path, text.as_bytes()).is_none()
    {
        Kind::Draft
    } else if leads::is_account(path, text) {
        Kind::Account
    } else {
        Kind::Other
    }
}

/// `config` of the client's settings: with or without our name around it.
fn setting(settings: &Value) -> Option<PathBuf> {
    let own = settings.get("germane").unwrap_or(settings);
    own.get("config").and_then(Value::as_str).filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// Parameters that cannot be read are the client's problem, and there is nobody to report it to.
fn read<P: serde::de::DeserializeOwned>(params: Value, then: impl FnOnce(P)) {
    if let Ok(params) = serde_json::from_value(params) {
        then(params);
    }
}
