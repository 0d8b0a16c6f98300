//! A scripted client talks to the real server process.

use crate::common::wire;

use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use germane::lint::Linter;
use germane::source::Source;
use serde_json::{Value, json};

struct Client {
    server: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    id: i64,
    /// Notifications and requests of the server that nobody waited for yet.
    heard: Vec<Value>,
}

impl Client {
    fn start(capabilities: Value, folder: Option<&Path>) -> Client {
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

    fn send(&mut self, message: Value) {
        let text = message.to_string();
        write!(self.to, "Content-Length: {}\r\n\r\n{text}", text.len())
            .expect("the server listens");
        self.to.flush().expect("the server listens");
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn request(&mut self, method: &str, params: Value) -> i64 {
        self.id += 1;
        self.send(json!({ "jsonrpc": "2.0", "id": self.id, "method": method, "params": params }));
        self.id
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        self.answer(id)["result"].clone()
    }

    fn answer(&mut self, id: i64) -> Value {
        loop {
            let message = self.read();
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
            self.heard.push(message);
        }
    }

    fn read(&mut self) -> Value {
        wire::message(&mut self.from)
    }

    /// The next diagnostics for `uri`, of `version` if one is given.
    fn diagnostics(&mut self, uri: &str, version: Option<i64>) -> Vec<Value> {
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

    fn open(&mut self, uri: &str, language: &str, text: &str) -> Vec<Value> {
        self.tell("textDocument/didOpen", json!({ "textDocument": { "uri": uri, "languageId": language, "version": 1, "text": text } }));
        self.diagnostics(uri, Some(1))
    }

    fn stop(mut self) {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        self.tell("exit", Value::Null);
        assert!(self.server.wait().expect("ends").success());
    }
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn rules(diagnostics: &[Value]) -> Vec<String> {
    let mut rules: Vec<String> =
        diagnostics.iter().map(|one| one["code"].as_str().unwrap_or("none").to_string()).collect();
    rules.sort();
    rules
}

/// What the library says of the same text.
fn expected(text: &str) -> Vec<String> {
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

const DRAFT: &str = "Hi Ana,\n\n☕🚀 I hope this email finds you well. We of of Tidewise are the leading provider of berths. Your port has seven piers.\n\nDo you have 15 minutes this week for a quick call?\n\nBest,\nLee\n";
const URI: &str = "file:///tmp/germane-lsp-test/a.md";

fn position(line: u32, character: u32) -> Value {
    json!({ "line": line, "character": character })
}

fn at(line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": URI }, "position": position(line, character) })
}

#[test]
fn diagnostics_hover_actions_and_the_rest() {
    let mut client =
        Client::start(json!({ "window": { "showDocument": { "support": true } } }), None);
    let found = client.open(URI, "markdown", DRAFT);
    assert_eq!(rules(&found), expected(DRAFT));
    // Columns count UTF-16 units: the cup is one, the rocket two.
    let cliche = found.iter().find(|one| one["code"] == "cliche-opener").expect("found");
    assert_eq!(cliche["range"]["start"], position(2, 6));

    let hover = client.ask("textDocument/hover", at(2, 10));
    assert!(
        hover["contents"]["value"]
            .as_str()
            .expect("text")
            .starts_with("\"hope this email finds you"),
        "{hover}"
    );
    assert!(
        !hover["contents"]["value"].as_str().expect("text").contains("**swap-test**"),
        "{hover}"
    );
    assert_eq!(client.ask("textDocument/hover", at(1, 0)), Value::Null);

    let range = json!({ "start": position(2, 0), "end": position(2, 200) });
    let actions = client.ask(
        "textDocument/codeAction",
        json!({ "textDocument": { "uri": URI }, "range": range, "context": { "diagnostics": [] } }),
    );
    let titles: Vec<&str> = actions
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|action| action["title"].as_str())
        .collect();
    for start in [
        "Fix cliche-opener: take it out",
        "Fix doubled-word: write `of`",
        "Allow cliche-opener here",
        "Why cliche-opener?",
        "Make all safe fixes",
    ] {
        assert!(titles.iter().any(|title| title.starts_with(start)), "no {start} in {titles:?}");
    }
    let allow = actions.as_array().expect("a list").iter().find(|action| {
        action["title"].as_str().is_some_and(|title| title.starts_with("Allow cliche"))
    });
    let edit = &allow.expect("there")["edit"]["changes"][URI][0];
    assert_eq!(
        (&edit["range"]["start"], edit["newText"].as_str()),
        (&position(2, 0), Some("<!-- germane: allow cliche-opener --  -->\n"))
    );
    let only = client.ask(
        "textDocument/codeAction",
        json!({ "textDocument": { "uri": URI }, "range": range, "context": { "diagnostics": [], "only": ["source.fixAll"] } }),
    );
    assert_eq!(only.as_array().map(Vec::len), Some(1));
    assert!(
        only[0]["edit"]["changes"][URI][0]["newText"]
            .as_str()
            .expect("text")
            .contains("We of Tidewise")
    );

    let page = client.ask(
        "workspace/executeCommand",
        json!({ "command": "germane.explain", "arguments": ["doubled-word", URI] }),
    );
    assert!(page.as_str().expect("text").contains("**doubled-word**"));
    assert!(client.heard.iter().any(|message| message["method"] == "window/showDocument"));

    let symbols =
        client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    assert!(symbols[0]["detail"].as_str().expect("text").ends_with("of 100"), "{symbols}");
    let whole = json!({ "start": position(0, 0), "end": position(99, 0) });
    let hints = client
        .ask("textDocument/inlayHint", json!({ "textDocument": { "uri": URI }, "range": whole }));
    assert_eq!(hints[0]["position"], position(0, 7));

    let unknown = client.request("textDocument/rename", json!({}));
    assert_eq!(client.answer(unknown)["error"]["code"], -32601);
    let wrong = client.request("textDocument/hover", json!({ "position": 3 }));
    assert_eq!(client.answer(wrong)["error"]["code"], -32602);
    client.stop();
}

const SEQUENCE: &str = "sequence: Ports\nsteps:\n  - subject: Berth waits\n    body: |\n      Hi Ana, your July notice says ships wait 19 hours at Pier 7. Who books the tugs?\n  - wait: 3d\n    body: Hi Ana, the Leeds yard moved that call to noon in May, and overtime fell from 41 to 29 hours.\n";

#[test]
fn a_sequence_has_its_steps_below_it_and_a_score_by_step() {
    let mut client = Client::start(json!({}), None);
    let name = "file:///tmp/germane-lsp-test/ports.sequence.yaml";
    client.open(name, "yaml", SEQUENCE);
    let symbols =
        client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": name } }));
    assert_eq!(
        (symbols.as_array().map(Vec::len), symbols[0]["name"].as_str()),
        (Some(1), Some("Ports")),
        "{symbols}"
    );
    let steps: Vec<&str> = symbols[0]["children"]
        .as_array()
        .expect("steps")
        .iter()
        .filter_map(|step| step["name"].as_str())
        .collect();
    assert_eq!(steps, ["step 1: email, day 0", "step 2: email, day 3"]);
    assert_eq!(
        (&symbols[0]["selectionRange"]["start"]["line"], &symbols[0]["range"]["end"]["line"]),
        (&json!(0), &json!(6)),
        "{symbols}"
    );
    let whole = json!({ "start": position(0, 0), "end": position(99, 0) });
    let hints = client
        .ask("textDocument/inlayHint", json!({ "textDocument": { "uri": name }, "range": whole }));
    let mut lines: Vec<u64> = hints
        .as_array()
        .expect("hints")
        .iter()
        .filter_map(|hint| hint["position"]["line"].as_u64())
        .collect();
    lines.sort_unstable();
    assert_eq!(lines, [0, 2, 6]);
    assert!(
        hints
            .as_array()
            .expect("hints")
            .iter()
            .all(|hint| hint["label"].as_str().is_some_and(|label| label.ends_with("of 100")))
    );
    client.stop();
}

#[test]
fn utf8_positions_when_the_client_offers_them() {
    let mut client =
        Client::start(json!({ "general": { "positionEncodings": ["utf-16", "utf-8"] } }), None);
    let found = client.open(URI, "markdown", DRAFT);
    let cliche = found.iter().find(|one| one["code"] == "cliche-opener").expect("found");
    assert_eq!(cliche["range"]["start"], position(2, 10));
    client.stop();
}

#[test]
fn completes_rules_and_severities() {
    let mut client = Client::start(json!({}), None);
    let text =
        format!("---\nlint:\n  hy\n  doubled-word: \n---\n{DRAFT}<!-- germane: allow clic\n");
    client.open(URI, "markdown", &text);
    let mut labels = |line, character| {
        let items = client.ask("textDocument/completion", at(line, character));
        items.as_array().map(|items| {
            items
                .iter()
                .map(|item| item["label"].as_str().unwrap_or_default().to_string())
                .collect::<Vec<_>>()
        })
    };
    assert!(labels(2, 4).expect("rules").contains(&"hype".into()));
    assert_eq!(labels(3, 16).expect("severities"), ["off", "info", "warning", "error"]);
    let last = text.lines().count() as u32 - 1;
    assert!(labels(last, 24).expect("rules").contains(&"cliche-opener".into()));
    assert_eq!(labels(7, 3), None);
    let config = "file:///tmp/germane-lsp-test/germane.yaml";
    assert_eq!(client.open(config, "yaml", "rules:\n  cliche-opener: of\n\n").len(), 1);
    let ask = |line, character| json!({ "textDocument": { "uri": config }, "position": position(line, character) });
    let keys = client.ask("textDocument/completion", ask(2, 0));
    assert!(keys.as_array().expect("keys").iter().any(|item| item["label"] == "min-score"));
    let severities = client.ask("textDocument/completion", ask(1, 19));
    assert_eq!(severities.as_array().map(Vec::len), Some(4));
    client.stop();
}

fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("germane-lsp-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("writable");
    folder
}

#[test]
fn completes_what_is_known_of_the_reader() {
    let folder = scratch("known");
    let facts = "facts:\n  - { fact: Orbis opened Pier 7., source: its notice, date: 2026-05-14 }\n  - { fact: A secret., public: false }\n";
    std::fs::write(
        folder.join("orbis.account.yaml"),
        format!("account: Orbis\nfields: {{ berth: Pier 7 }}\n{facts}"),
    )
    .expect("writable");
    std::fs::write(folder.join("leads.csv"), "First Name,Company,port\nAna,Orbis,Cork\n")
        .expect("writable");
    std::fs::write(folder.join("germane.yaml"), "accounts: [leads.csv]\n").expect("writable");
    let draft = uri(&folder.join("a.md"));
    let mut client = Client::start(json!({}), Some(&folder));
    client.open(&draft, "markdown", "Hi {{\n\nWho books the tugs? \n");
    let mut labels = |line, character, context: Value| {
        let at = json!({ "textDocument": { "uri": draft }, "position": position(line, character), "context": context });
        let items = client.ask("textDocument/completion", at);
        let labels: Option<Vec<String>> = items.as_array().map(|items| {
            items.iter().filter_map(|item| Some(item["label"].as_str()?.to_string())).collect()
        });
        labels.unwrap_or_default()
    };
    assert_eq!(
        labels(0, 5, json!({ "triggerKind": 2, "triggerCharacter": "{" })),
        ["berth", "first_name", "company", "port"]
    );
    assert_eq!(labels(2, 20, json!({ "triggerKind": 1 })), ["Orbis opened Pier 7."]);
    assert!(labels(2, 20, json!({ "triggerKind": 2, "triggerCharacter": " " })).is_empty());
    client.stop();
    std::fs::remove_dir_all(folder).expect("removable");
}

#[test]
fn a_changed_configuration_counts_at_once() {
    let folder = scratch("config");
    let draft = uri(&folder.join("a.md"));
    let mut client = Client::start(json!({}), Some(&folder));
    assert!(rules(&client.open(&draft, "markdown", DRAFT)).contains(&"cliche-opener".into()));
    std::fs::write(folder.join("germane.yaml"), "rules: { cliche-opener: off }\n")
        .expect("writable");
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    assert!(!rules(&client.diagnostics(&draft, None)).contains(&"cliche-opener".into()));
    std::fs::write(folder.join("germane.yaml"), "rules: { clich-opener: off }\n")
        .expect("writable");
    client.tell("textDocument/didSave", json!({ "textDocument": { "uri": draft } }));
    let broken = client.diagnostics(&draft, None);
    assert!(
        broken[0]["message"].as_str().expect("text").contains("there is no rule `clich-opener`"),
        "{broken:?}"
    );
    let config =
        client.open(&uri(&folder.join("germane.yaml")), "yaml", "rules: { clich-opener: off }\n");
    assert!(
        config[0]["message"].as_str().expect("text").contains("did you mean `cliche-opener`"),
        "{config:?}"
    );
    // Settings of the client name another configuration.
    let other = folder.join("other.yaml");
    std::fs::write(&other, "rules: { doubled-word: off }\n").expect("writable");
    client.tell(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "germane": { "config": other } } }),
    );
    let found = rules(&client.diagnostics(&draft, None));
    assert!(
        found.contains(&"cliche-opener".into()) && !found.contains(&"doubled-word".into()),
        "{found:?}"
    );
    client.stop();
    std::fs::remove_dir_all(folder).expect("removable");
}

#[test]
fn what_is_no_draft_is_left_alone() {
    let mut client = Client::start(json!({}), None);
    assert!(client.open("file:///tmp/x/README.md", "markdown", DRAFT).is_empty());
    assert!(
        client
            .open(
                "file:///tmp/x/notes.md",
                "markdown",
                "# Notes\n\nI hope this email finds you well.\n"
            )
            .is_empty()
    );
    assert!(client.open("file:///tmp/x/main.rs", "rust", DRAFT).is_empty());
    let pack = client.open("file:///tmp/x/own.yaml", "yaml", "pack: own\nrulez: 3\n");
    assert!(pack[0]["message"].as_str().expect("text").contains("rulez"), "{pack:?}");
    assert!(!client.open("untitled:Untitled-1", "markdown", DRAFT).is_empty());
    client.stop();
}

/// 500 edits without a pause, some inside characters of two units, then requests that are given up
/// at once.
#[test]
fn a_storm_of_edits_ends_with_the_right_diagnostics() {
    let mut client = Client::start(json!({}), None);
    let mut text = DRAFT.to_string();
    client.open(URI, "markdown", &text);
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    let pieces = [
        "",
        "a",
        "\n",
        "\r\n",
        "☕",
        "🚀",
        "we help ",
        "Do you have 15 minutes? ",
        "é",
        "{{name}}",
        "\n\n",
    ];
    for version in 2..=501 {
        // There is no position between `\r` and `\n`.
        let between = |at: usize| at > 0 && text.as_bytes().get(at - 1..=at) == Some(b"\r\n");
        let bounds: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .filter(|at| !between(*at))
            .collect();
        let from = next(bounds.len());
        let to = (from + next(4)).min(bounds.len() - 1);
        let piece = pieces[next(pieces.len())];
        let range = json!({ "start": utf16(&text, bounds[from]), "end": utf16(&text, bounds[to]) });
        text.replace_range(bounds[from]..bounds[to], piece);
        let change = json!({ "textDocument": { "uri": URI, "version": version }, "contentChanges": [{ "range": range, "text": piece }] });
        client.tell("textDocument/didChange", change);
    }
    let hover = client.request("textDocument/hover", at(0, 0));
    client.tell("$/cancelRequest", json!({ "id": hover }));
    let answer = client.answer(hover);
    assert!(answer["error"]["code"] == -32800 || answer.get("result").is_some(), "{answer}");
    let last = client.diagnostics(URI, Some(501));
    let should = if germane::source::walk::not_a_draft(std::path::Path::new(URI), text.as_bytes())
        .is_none()
    {
        expected(&text)
    } else {
        Vec::new()
    };
    assert_eq!(rules(&last), should, "{text}");
    client.stop();
}

/// A position in UTF-16 units; `\r\n`, `\n` and `\r` end lines.
fn utf16(text: &str, offset: usize) -> Value {
    let (mut line, mut column) = (0, 0);
    let bytes = text.as_bytes();
    for (at, c) in text[..offset].char_indices() {
        match c {
            '\n' => (line, column) = (line + 1, 0),
            '\r' if bytes.get(at + 1) != Some(&b'\n') => (line, column) = (line + 1, 0),
            c => column += c.len_utf16() as u32,
        }
    }
    position(line, column)
}

/// How long from a keystroke to its diagnostics; printed, for a machine that has nothing else to do
/// (`--nocapture`).
#[test]
#[allow(clippy::print_stderr)]
fn latency_of_a_keystroke() {
    let body =
        "Your July notice says that ships wait 19 hours at Pier 7, and we help teams plan berths. "
            .repeat(24);
    let text = format!("Hi Ana,\n\n{body}\n\nIs the order of tugs yours to change?\n\nLee\n");
    let started = Instant::now();
    let mut client = Client::start(json!({}), None);
    client.open(URI, "markdown", &text);
    let start = started.elapsed();
    let mut times: Vec<Duration> = (2..202)
        .map(|version| {
            let range = json!({ "start": position(2, 5), "end": position(2, 5) });
            let begun = Instant::now();
            let change = json!({ "textDocument": { "uri": URI, "version": version }, "contentChanges": [{ "range": range, "text": "x" }] });
            client.tell("textDocument/didChange", change);
            client.diagnostics(URI, Some(version));
            begun.elapsed()
        })
        .collect();
    times.sort();
    eprintln!(
        "{} bytes: start to first diagnostics {start:?}; keystroke median {:?}, 95 % {:?}",
        text.len(),
        times[100],
        times[190]
    );
    client.stop();
}
