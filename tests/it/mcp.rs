//! The server for agents, on the wire: what it answers, what it refuses, and that it opens no file.

use std::fs;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::common::mcp_client::{Client, empty, fixture};

#[test]
fn versions_are_settled_or_carried() {
    let folder = empty();
    let mut client = Client::start(folder.path());
    for (asked, settled) in [
        ("2024-11-05", "2024-11-05"),
        ("2025-03-26", "2025-03-26"),
        ("2025-11-25", "2025-11-25"),
        ("1999-01-01", "2025-11-25"),
    ] {
        let answer = client.ask(
            "initialize",
            json!({ "protocolVersion": asked, "capabilities": {}, "clientInfo": {} }),
        );
        assert_eq!(
            (&answer["result"]["protocolVersion"], &answer["result"]["serverInfo"]["name"]),
            (&json!(settled), &json!("germane"))
        );
    }
    client.raw(br#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#);
    assert_eq!(client.ask("ping", json!({}))["result"], json!({}));
    let meta =
        |version: &str| json!({ "_meta": { "io.modelcontextprotocol/protocolVersion": version } });
    let found = client.ask("server/discover", meta("2026-07-28"));
    assert_eq!(
        found["result"]["supportedVersions"].as_array().and_then(|all| all.last()),
        Some(&json!("2026-07-28"))
    );
    assert_eq!(client.ask("tools/list", meta("2026-07-28"))["result"]["resultType"], "complete");
    let refused = client.ask("tools/list", meta("2031-01-01"));
    assert_eq!(
        (&refused["error"]["code"], &refused["error"]["data"]["supported"]),
        (&json!(-32022), &json!(["2026-07-28"]))
    );
    assert_eq!(client.ask("server/discover", json!({}))["error"]["code"], -32601);
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn what_comes_out_is_as_the_schemas_say() {
    let folder = empty();
    let mut client = Client::start(folder.path());
    let tools = client.ask("tools/list", json!({}))["result"]["tools"].clone();
    let names: Vec<&str> =
        tools.as_array().expect("a list").iter().filter_map(|tool| tool["name"].as_str()).collect();
    assert_eq!(names, ["check_draft", "explain_rule", "compare_drafts"]);
    let account = fixture("orbis.account.yaml");
    let long = "I hope this email finds you well, [INSERT NAME]. We are the best platform!!! Act now, save 40% and get 10x more leads. Just checking in.\n\n".repeat(300);
    let drafts = [
        fixture("honest.md"),
        fixture("pitch.md"),
        long,
        "Hallo Ana, wie geht es Ihnen und was macht die Werft?".into(),
        String::new(),
    ];
    let mut calls: Vec<(&str, Value)> = Vec::new();
    for text in &drafts {
        calls.push(("check_draft", json!({ "text": text })));
        calls.push((
            "check_draft",
            json!({ "text": text, "account": account, "previous_steps": [&drafts[1]] }),
        ));
        calls.push((
            "compare_drafts",
            json!({ "before": &drafts[1], "after": text, "account": { "account": "Orbis" } }),
        ));
    }
    calls.push((
        "check_draft",
        json!({ "text": "sequence: A\nsteps:\n- body: Hi Ana, how many crews do you run?\n- body: Any thoughts?\n", "filename": "a.yaml" }),
    ));
    calls.push(("explain_rule", json!({ "rule": "reader" })));
    for rule in ["self-heavy", "unsupported-fact", "no-postal-address", "allow-without-reason"] {
        calls.push(("explain_rule", json!({ "rule": rule })));
    }
    for tool in tools.as_array().expect("a list") {
        assert_eq!(
            (&tool["annotations"]["readOnlyHint"], &tool["annotations"]["openWorldHint"]),
            (&json!(true), &json!(false))
        );
        let (input, output) = (
            jsonschema::validator_for(&tool["inputSchema"]),
            jsonschema::validator_for(&tool["outputSchema"]),
        );
        let (input, output) = (input.expect("a schema"), output.expect("a schema"));
        for (name, arguments) in calls.iter().filter(|(name, _)| *name == tool["name"]) {
            assert!(input.is_valid(arguments), "{name} {arguments}");
            let result = client.call(name, arguments.clone());
            let structured = &result["structuredContent"];
            let wrong: Vec<String> = output
                .iter_errors(structured)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            // A text without a draft cannot be compared.
            if result["isError"] == true {
                assert_eq!((*name, structured), ("compare_drafts", &Value::Null), "{result}");
                continue;
            }
            assert!(wrong.is_empty(), "{name} {arguments}: {wrong:?}");
            assert!(!result["content"][0]["text"].as_str().expect("words").is_empty());
        }
    }
    let many = client.call("check_draft", json!({ "text": drafts[2] }));
    assert_eq!(many["structuredContent"]["findings"].as_array().map(Vec::len), Some(12));
    assert!(many["structuredContent"]["more_findings"].as_u64() > Some(0), "{many}");
}

#[test]
fn earlier_steps_are_known() {
    let folder = empty();
    let mut client = Client::start(folder.path());
    let rules = |result: Value| {
        let found = result["structuredContent"]["findings"].as_array().cloned().unwrap_or_default();
        found
            .iter()
            .filter_map(|finding| finding["rule"].as_str().map(str::to_string))
            .collect::<Vec<_>>()
    };
    let bump = "Hi Ana,\n\nJust checking whether you saw my last note about the payroll books and the night shifts in Leeds.\n\nDana\n";
    let alone = rules(client.call("check_draft", json!({ "text": bump })));
    let second = client
        .call("check_draft", json!({ "text": bump, "previous_steps": [fixture("honest.md")] }));
    assert_eq!(second["structuredContent"]["drafts"].as_array().map(Vec::len), Some(1), "{second}");
    let second = rules(second);
    assert!(
        second.iter().any(|rule| rule == "nothing-new")
            && !alone.iter().any(|rule| rule == "nothing-new"),
        "{second:?}"
    );
}

#[test]
fn wrong_messages_get_errors_and_the_next_its_answer() {
    let folder = empty();
    let mut client = Client::start(folder.path());
    let long = format!("\"{}\"", "a".repeat(1 << 23));
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let wrong: &[(&str, i64)] = &[
        ("{", -32700),
        ("\u{0}\u{1}", -32700),
        ("42", -32600),
        ("[]", -32600),
        ("null", -32600),
        (&long, -32600),
        (&deep, -32700),
        (r#"{"id":1,"method":"ping"}"#, -32600),
        (r#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600),
        (r#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, -32600),
        (r#"{"jsonrpc":"2.0","id":1,"method":7}"#, -32600),
        (r#"{"jsonrpc":"2.0","id":1,"method":"no/such"}"#, -32601),
        (r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":[]}"#, -32602),
        (r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"rm"}}"#, -32602),
        (r#"{"jsonrpc":"2.0","id":1,"method":"tools/call"}"#, -32602),
    ];
    for (line, code) in wrong {
        client.raw(line.as_bytes());
        assert_eq!(client.answer()["error"]["code"], *code, "{:?}", line.get(..80).unwrap_or(line));
    }
    client.raw(b"\xff\xfe");
    assert_eq!(client.answer()["error"]["code"], -32700);
    // What asks for no answer gets none.
    client.raw(br#"{"jsonrpc":"2.0","method":"no/such"}"#);
    client.raw(br#"{"jsonrpc":"2.0","id":9,"result":{}}"#);
    client.raw(br#"[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"x"},3]"#);
    let batch = client.answer();
    assert_eq!(
        (batch.as_array().map(Vec::len), &batch[0]["id"], &batch[1]["error"]["code"]),
        (Some(2), &json!(1), &json!(-32600))
    );
    let steps: Vec<&str> = vec!["Hi"; 31];
    for arguments in [
        json!({}),
        json!({ "text": 3 }),
        json!({ "text": "a", "path": "/etc/passwd" }),
        json!({ "text": "a".repeat((1 << 20) + 1) }),
        json!({ "text": "a", "previous_steps": steps }),
        json!({ "text": "a", "account": "not: an account" }),
        json!({ "text": "a", "account": "{" }),
        json!({ "text": "a", "filename": "a".repeat(2000) }),
    ] {
        let result = client.call("check_draft", arguments);
        assert_eq!(result["isError"], true, "{result}");
    }
    let near = client.call("explain_rule", json!({ "rule": "self-hevy" }));
    assert!(
        near["content"][0]["text"]
            .as_str()
            .is_some_and(|text| text.contains("did you mean `self-heavy`")),
        "{near}"
    );
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn the_configuration_is_read_at_the_start_and_nothing_after() {
    let folder = empty();
    let write =
        |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    write("germane.yaml", "rules: { cliche-opener: error }\n");
    write(
        "secret.md",
        "Hi Ana,\n\nthe quayside password is swordfish and the vault opens at nine in the morning every day.\n",
    );
    write(
        "secret.account.yaml",
        "account: Swordfish Ltd\nfacts: [{ fact: The vault opens at nine., source: x, date: 2026-01-01 }]\n",
    );
    let mut client = Client::start(folder.path());
    let found = client
        .call("check_draft", json!({ "text": "Hi Ana, I hope this email finds you well.\n" }));
    let first = &found["structuredContent"]["findings"][0];
    assert_eq!((&first["rule"], &first["severity"]), (&json!("cliche-opener"), &json!("error")));
    let words =
        "the berth has one crew for two sailings, and the second one waits until the tide turns";
    for (name, text) in [
        ("a.sequence.yaml", "sequence: A\nsteps:\n- file: secret.md\n".to_string()),
        ("secret.md", format!("---\naccount: secret.account.yaml\n---\nHi Ana, {words}.\n")),
        ("./secret.md", format!("Hi Ana, {words}.\n")),
    ] {
        let found =
            client.call("check_draft", json!({ "text": text, "filename": name })).to_string();
        assert!(
            !found.to_lowercase().contains("swordfish") && !found.contains("vault"),
            "{name}: {found}"
        );
    }
    fs::remove_file(folder.path().join("germane.yaml")).expect("removed");
    let found = client.call(
        "check_draft",
        json!({ "text": "Hi Ana, I hope this email finds you well.\n", "filename": "b.md" }),
    );
    assert_eq!(found["structuredContent"]["findings"][0]["severity"], "error");
    assert_eq!(client.leave(), Some(0));
    write("germane.yaml", "ruls: {}\n");
    let broken = Command::new(env!("CARGO_BIN_EXE_germane"))
        .arg("mcp")
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output();
    let broken = broken.expect("runs");
    assert!(
        broken.status.code() == Some(2) && String::from_utf8_lossy(&broken.stderr).contains("ruls")
    );
}
