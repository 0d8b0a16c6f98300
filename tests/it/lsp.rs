//! A scripted client talks to the real server process: what it says of an open file.

use serde_json::{Value, json};

use crate::common::lsp_client::{Client, DRAFT, URI, at, expected, position, rules, scratch, uri};

/// The actions for a stretch of lines, of the kinds that are asked for, and their titles.
fn actions(client: &mut Client, uri: &str, lines: [u32; 2], only: &[&str]) -> (Value, Vec<String>) {
    let mut context = json!({ "diagnostics": [] });
    if !only.is_empty() {
        context["only"] = json!(only);
    }
    let range = json!({ "start": position(lines[0], 0), "end": position(lines[1], 0) });
    let actions = client.ask(
        "textDocument/codeAction",
        json!({ "textDocument": { "uri": uri }, "range": range, "context": context }),
    );
    let all = actions.as_array().expect("a list").iter();
    let titles = all.filter_map(|action| action["title"].as_str().map(str::to_string)).collect();
    (actions, titles)
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

    let (all, titles) = actions(&mut client, URI, [2, 3], &[]);
    for start in [
        "Fix cliche-opener: take it out",
        "Fix doubled-word: write `of`",
        "Allow cliche-opener here",
        "Why cliche-opener?",
        "Make all safe fixes",
    ] {
        assert!(titles.iter().any(|title| title.starts_with(start)), "no {start} in {titles:?}");
    }
    let allow = titles.iter().position(|title| title.starts_with("Allow cliche"));
    let edit = &all[allow.expect("there")]["edit"]["changes"][URI][0];
    assert_eq!(
        (&edit["range"]["start"], edit["newText"].as_str()),
        (&position(2, 0), Some("<!-- germane: allow cliche-opener --  -->\n"))
    );
    let (only, titles) = actions(&mut client, URI, [2, 3], &["source.fixAll"]);
    assert_eq!(titles.len(), 1);
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

/// The server's own folder is none of the document's: a file that a sequence names lies beside it.
#[test]
fn files_of_a_sequence_lie_beside_it() {
    let (workspace, elsewhere) = (scratch("files-of-a-sequence"), scratch("out-of-sight"));
    let folder = workspace.join("q3");
    std::fs::create_dir_all(&folder).expect("writable");
    std::fs::write(folder.join("first.email.md"), DRAFT).expect("writable");
    std::fs::write(elsewhere.join("secret.email.md"), DRAFT).expect("writable");
    let secret = elsewhere.join("secret.email.md");
    let text = |file: &str| format!("sequence: Ports\nsteps:\n  - file: {file}\n");
    let mut client = Client::start(json!({}), Some(&workspace));
    let found = client.open(&uri(&folder.join("a.sequence.yaml")), "yaml", &text("first.email.md"));
    assert!(rules(&found).contains(&"doubled-word".into()), "{found:?}");
    // `Cargo.toml` lies where the server runs, and not beside the document.
    for file in ["Cargo.toml", "../../Cargo.toml", &secret.to_string_lossy()] {
        let found = client.open(&uri(&folder.join("b.sequence.yaml")), "yaml", &text(file));
        let message = found[0]["message"].as_str().expect("text");
        assert!(message.contains("cannot read"), "{file}: {found:?}");
    }
    client.stop();
    for folder in [workspace, elsewhere] {
        std::fs::remove_dir_all(folder).expect("removable");
    }
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

/// A draft cannot be compared with an account that is broken, and says so; so does the account.
#[test]
fn what_is_wrong_with_an_account_is_said_where_it_stands() {
    let mut client = Client::start(json!({}), None);
    let wrong = "account: Orbis\nfacts:\n  - { fact: It opened Pier 7., dat: 2026-05-14 }\n";
    for name in ["orbis.account.yaml", "accounts/orbis.yaml"] {
        let found = client.open(&format!("file:///tmp/x/{name}"), "yaml", wrong);
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        assert!(found[0]["message"].as_str().expect("text").contains("`dat`"), "{found:?}");
        assert_eq!(found[0]["range"]["start"], position(2, 31), "{found:?}");
    }
    let torn = client.open("file:///tmp/x/torn.account.json", "json", "{\"account\": [");
    assert_eq!(torn[0]["severity"], 1, "{torn:?}");
    let good = "account: Orbis\npeople: [Ana Lima]\n";
    assert!(client.open("file:///tmp/x/good.account.yaml", "yaml", good).is_empty());
    client.stop();
}

/// Whoever selects all of a long file gets changes for some of it and the reasons of all, and waits
/// no longer for it.
#[test]
fn actions_for_a_whole_file_are_some_changes_and_all_reasons() {
    let mut client = Client::start(json!({}), None);
    let text = "## Email\n\nSubject: Berths\n\nHi Ana,\n\nI hope this email finds you well. Act now.\n\nDana\n\n".repeat(40);
    let found = client.open(URI, "markdown", &text);
    assert!(found.len() > 80, "{}", found.len());
    let (all, titles) = actions(&mut client, URI, [0, 9999], &["quickfix"]);
    let titles = |start: &str| titles.iter().filter(|title| title.starts_with(start)).count();
    assert_eq!(titles("Why "), found.len());
    assert!((1..=12).contains(&titles("Fix ")), "{all}");
    assert!((1..=12).contains(&titles("Allow ")), "{all}");
    client.stop();
}

/// A comment before the head of a mail would make another mail of it, or none, and its recipient reads
/// those in its text.
#[test]
fn nothing_is_allowed_in_a_mail_as_it_is_sent() {
    let mut client = Client::start(json!({}), None);
    let mail = "Subject: Quick question\nFrom: a@b.example\n\nHi Ana,\n\nI hope this email finds you well.\n";
    let mbox = format!(
        "From a@b Fri May  1 10:00:00 2026\n{mail}\nFrom a@b Fri May  1 10:00:00 2026\n{mail}"
    );
    for (name, text) in [("a.eml", mail), ("a.mbox", mbox.as_str())] {
        let uri = format!("file:///drafts/{name}");
        let found = client.open(&uri, "mail", text);
        assert!(rules(&found).iter().any(|rule| rule == "subject-cliche"), "{name}: {found:?}");
        let (_, titles) = actions(&mut client, &uri, [0, 40], &[]);
        assert!(titles.iter().any(|title| title.starts_with("Why subject-cliche")), "{titles:?}");
        assert!(!titles.iter().any(|title| title.starts_with("Allow")), "{titles:?}");
    }
}
