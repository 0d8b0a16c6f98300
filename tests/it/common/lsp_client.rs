//! A client of the editor server: a process of it, what is asked of it, and the draft that most
//! tests open.

use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use germane::lint::Linter;
use germane::source::Source;
use serde_json::{Value, json};

use super::wire;

pub struct Client {
    server: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    id: i64,
    /// Notifications and requests of the server that nobody waited for yet.
    pub heard: Vec<Value>,
}

impl Client {
    pub fn start(capabilities: Value, folder: Option<&Path>) -> Client {
        let mut server = Command::new(env!("CARGO_BIN_EXE_germane"))
            .args(["lsp", "--stdio"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("starts");
        let (to, from) = (
            server.stdin.take().expect("piped"),
            BufReader::new(server.stdout.take().expect("piped")),
        );
        let mut client = Client { server, to, from, id: 0, heard: Vec::new() };
        let folders = folder.map(|folder| json!([{ "uri": uri(folder), "name": "here" }]));
        let answer = client
            .ask("initialize", json!({ "processId": null, "rootUri": null, "capabilities": capabilities, "workspaceFolders": folders }));
        assert_eq!(answer["serverInfo"]["name"], "germane");
        client.tell("initialized", json!({}));
        client
    }

    pub fn send(&mut self, message: Value) {
        let text = message.to_string();
        write!(self.to, "Content-Length: {}\r\n\r\n{text}", text.len())
            .expect("the server listens");
        self.to.flush().expect("the server listens");
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.send(json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    pub fn request(&mut self, method: &str, params: Value) -> i64 {
        self.id += 1;
        self.send(json!({ "jsonrpc": "2.0", "id": self.id, "method": method, "params": params }));
        self.id
    }

    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        self.answer(id)["result"].clone()
    }

    pub fn answer(&mut self, id: i64) -> Value {
        loop {
            let message = self.read();
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
            self.heard.push(message);
        }
    }

    pub fn read(&mut self) -> Value {
        wire::message(&mut self.from)
    }

    /// The next diagnostics for `uri`, of `version` if one is given.
    pub fn diagnostics(&mut self, uri: &str, version: Option<i64>) -> Vec<Value> {
        let fits = |message: &Value| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && version.is_none_or(|version| message["params"]["version"] == version)
        };
        loop {
            if let Some(at) = self.heard.iter().position(fits) {
                return self.heard.remove(at)["params"]["diagnostics"]
                    .as_array()
                    .expect("a list")
                    .clone();
            }
            let message = self.read();
            self.heard.push(message);
        }
    }

    pub fn open(&mut self, uri: &str, language: &str, text: &str) -> Vec<Value> {
        self.tell("textDocument/didOpen", json!({ "textDocument": { "uri": uri, "languageId": language, "version": 1, "text": text } }));
        self.diagnostics(uri, Some(1))
    }

    pub fn stop(mut self) {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        self.tell("exit", Value::Null);
        assert!(self.server.wait().expect("ends").success());
    }
}

pub fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

pub fn rules(diagnostics: &[Value]) -> Vec<String> {
    let mut rules: Vec<String> =
        diagnostics.iter().map(|one| one["code"].as_str().unwrap_or("none").to_string()).collect();
    rules.sort();
    rules
}

/// What the library says of the same text.
pub fn expected(text: &str) -> Vec<String> {
    let linter = Linter::new();
    let report = linter.lint(&Source::new("a.md", text.as_bytes()));
    let mut rules: Vec<String> = report
        .drafts
        .iter()
        .flat_map(|draft| &draft.findings)
        .map(|finding| finding.rule.clone())
        .collect();
    rules.extend(report.problems.iter().map(|_| "none".to_string()));
    rules.sort();
    rules
}

pub const DRAFT: &str = "Hi Ana,\n\n☕🚀 I hope this email finds you well. We of of Tidewise are the leading provider of berths. Your port has seven piers.\n\nDo you have 15 minutes this week for a quick call?\n\nBest,\nLee\n";
pub const URI: &str = "file:///tmp/germane-lsp-test/a.md";

pub fn position(line: u32, character: u32) -> Value {
    json!({ "line": line, "character": character })
}

pub fn at(line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": URI }, "position": position(line, character) })
}

/// A folder of this test alone.
pub fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("germane-lsp-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("writable");
    folder
}
