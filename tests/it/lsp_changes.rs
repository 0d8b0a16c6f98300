//! The editor server while things change: its configuration, and the text under one's hands.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::common::lsp_client::{Client, DRAFT, URI, at, expected, position, rules, scratch, uri};

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
