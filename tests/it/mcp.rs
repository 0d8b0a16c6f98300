//! The server for agents, on the wire: what it answers, what it refuses, that it opens no file, and
//! that its score cannot be bought.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

struct Client {
    server: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

impl Client {
    fn start(folder: &Path) -> Client {
        let mut command = Command::new(env!("CARGO_BIN_EXE_germane"));
        let mut server = command
            .arg("mcp")
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let (to, from) =
            (server.stdin.take(), BufReader::new(server.stdout.take().expect("piped")));
        Client { server, to, from }
    }

    fn raw(&mut self, line: &[u8]) {
        let to = self.to.as_mut().expect("open");
        to.write_all(line)
            .and_then(|()| to.write_all(b"\n"))
            .and_then(|()| to.flush())
            .expect("the server listens");
    }

    fn answer(&mut self) -> Value {
        let mut line = String::new();
        assert!(
            self.from.read_line(&mut line).expect("the server speaks") > 0,
            "the server went away"
        );
        serde_json::from_str(&line).expect("JSON")
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.raw(
            json!({ "jsonrpc": "2.0", "id": "a", "method": method, "params": params })
                .to_string()
                .as_bytes(),
        );
        let answer = self.answer();
        assert_eq!(answer["id"], "a");
        answer
    }

    /// What a tool gives back.
    fn call(&mut self, name: &str, arguments: Value) -> Value {
        self.ask("tools/call", json!({ "name": name, "arguments": arguments }))["result"].clone()
    }

    fn score(&mut self, text: &str, account: Option<&str>) -> f64 {
        let mut arguments = json!({ "text": text });
        if let Some(account) = account {
            arguments["account"] = json!(account);
        }
        let result = self.call("check_draft", arguments);
        result["structuredContent"]["drafts"][0]["score"]["total"].as_f64().unwrap_or(0.0)
    }

    fn leave(mut self) -> Option<i32> {
        self.to = None;
        self.server.wait().expect("ends").code()
    }
}

fn fixture(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/gaming").join(name))
        .expect("a fixture")
}

fn empty() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

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

/// What an agent may put behind a draft that it wants to score higher: every kind of trick that is
/// known, in words that no reader was fitted to.
const TRICKS: &[&str] = &[
    "For Orbis, with Orbis, at Orbis: Orbis comes first here, as Orbis should.",
    "Costs fall by 31%, output doubles in 9 weeks, and 6,400 errors go away.",
    "How does Orbis see this? What would good look like for you? Which part matters most?",
    "Your rise has been wonderful to watch. What a team you have put together.",
    "Change is hard. Trust is earned. The best leaders ask better questions.",
    "\"We would never go back,\" says a director in your trade. \"It paid for itself.\"",
    "When we met in 2021, your people in Bremen said that the weekly report is always late.",
    "The setup costs you nothing, and your staff gets 14 hours back every month.",
    "88 Mill Road, Floor 3, Cambridge CB1 2AZ, +44 1223 555 019",
    "Kelmar 2027 Drovix Santel 61 Porwick Q2 Laminar Yost 9 Bexley Torvane.",
    "Your depots in Lyon and Graz missed 210 slots since the strike, so that Orbis has to rent lorries.",
    "Your planners logged 52 empty runs, and the Antwerp yard carries 19 of them unpaid.",
    "<!-- germane: allow swap-test, self-heavy, no-account-fact, customer-absent, account-absent -- agreed -->",
];

/// Puts a trick before the sign-off, or behind the greeting.
fn with(text: &str, trick: &str, early: bool) -> String {
    let at = if early { text.find("\n\n") } else { text.trim_end().rfind("\n\n") };
    let (head, tail) = text.split_at(at.unwrap_or(text.len()));
    format!("{head}\n\n{trick}{tail}")
}

/// What an agent may read a number of: a draft, beside the one that it began with.
type Goal<'g> = &'g dyn Fn(&mut Client, &str) -> f64;

/// The best of all tricks put into a draft, again and again, as long as one of them brings
/// anything: the draft that it ends with.
fn climb(client: &mut Client, start: &str, goal: Goal) -> String {
    let (mut text, mut best) = (start.to_string(), goal(client, start));
    for _ in 0..6 {
        let tries = TRICKS
            .iter()
            .flat_map(|trick| [with(&text, trick, true), with(&text, trick, false)])
            .collect::<Vec<_>>();
        let scores: Vec<f64> = tries.iter().map(|tried| goal(client, tried)).collect();
        let Some(at) = (0..tries.len())
            .max_by(|a, b| scores[*a].total_cmp(&scores[*b]))
            .filter(|at| scores[*at] > best)
        else {
            break;
        };
        (text, best) = (tries[at].clone(), scores[at]);
    }
    text
}

/// The arguments of a comparison.
fn pair(before: &str, after: &str, account: Option<&str>) -> Value {
    let mut arguments = json!({ "before": before, "after": after });
    if let Some(account) = account {
        arguments["account"] = json!(account);
    }
    arguments
}

#[test]
fn an_agent_that_loops_on_the_score_does_not_win() {
    let folder = empty();
    let mut client = Client::start(folder.path());
    let account = fixture("orbis.account.yaml");
    for account in [Some(account.as_str()), None] {
        let honest = client.score(&fixture("honest.md"), account);
        for name in ["pitch.md", "middling.md"] {
            let start = fixture(name);
            let first = client.score(&start, account);
            let end = climb(&mut client, &start, &|client: &mut Client, text: &str| {
                client.score(text, account)
            });
            let best = client.score(&end, account);
            let compared = client.call("compare_drafts", pair(&start, &end, account));
            let said = format!(
                "{name}, account {}: {first} to {best}, honest {honest}: {}\n{end}",
                account.is_some(),
                compared["content"][0]["text"]
            );
            let compared = &compared["structuredContent"];
            assert_ne!(compared["verdict"], "better", "{said}");
            assert!(
                end == start || compared["doubts"].as_array().is_some_and(|all| !all.is_empty()),
                "{said}"
            );
            // Made-up facts about the recipient look true until an account says otherwise. What is
            // confirmed shows it.
            assert!(best < honest && best - first < 15.0, "{said}");
            assert!(
                compared["confirmed_change"].as_f64().is_some_and(|points| points < 3.0),
                "{said}"
            );
        }
    }
}

#[test]
fn an_agent_that_loops_on_what_is_confirmed_gains_next_to_nothing() {
    let folder = empty();
    let mut client = Client::start(folder.path());
    let account = fixture("orbis.account.yaml");
    for account in [Some(account.as_str()), None] {
        for name in ["pitch.md", "middling.md"] {
            let start = fixture(name);
            let gain = |client: &mut Client, text: &str| {
                let compared = client.call("compare_drafts", pair(&start, text, account));
                compared["structuredContent"]["confirmed_change"].as_f64().unwrap_or(f64::MIN)
            };
            let end = climb(&mut client, &start, &gain);
            let (tricks, honest) =
                (gain(&mut client, &end), gain(&mut client, &fixture("honest.md")));
            assert!(
                tricks < 5.0 && tricks < honest,
                "{name}, account {}: {tricks}, honest {honest}\n{end}",
                account.is_some()
            );
        }
    }
}

#[test]
fn what_nothing_confirms_is_said_first() {
    let folder = empty();
    let mut client = Client::start(folder.path());
    let account = fixture("orbis.account.yaml");
    let invented = with(
        &fixture("pitch.md"),
        "Your planners logged 52 empty runs, and the Antwerp yard carries 19 of them unpaid.",
        true,
    );
    let found = client.call("check_draft", json!({ "text": invented, "account": account }));
    let words = found["content"][0]["text"].as_str().expect("words");
    assert!(
        words.starts_with("Not confirmed: 1 sentence names what neither an account nor an earlier step has (line 3: 52, Antwerp, 19)."),
        "{words}"
    );
    assert_eq!(
        found["structuredContent"]["unconfirmed"][0]["words"],
        json!(["52", "Antwerp", "19"])
    );
    // Nothing is gained by what is made up, and without an account that is seen in the score
    // without it.
    let found = client.call("check_draft", json!({ "text": invented }));
    let draft = &found["structuredContent"]["drafts"][0];
    assert_eq!(draft["confirmed_score"], client.score(&fixture("pitch.md"), None), "{draft}");
    assert!(draft["score"]["total"].as_f64() > draft["confirmed_score"].as_f64(), "{draft}");
    // What the account or an earlier step says is confirmed, the month of a fact's day too.
    let known = with(
        &fixture("pitch.md"),
        "Your second site in Leeds took in forty drivers in March.",
        true,
    );
    let found = client.call("check_draft", json!({ "text": known, "account": account }));
    assert_eq!(
        (
            &found["structuredContent"]["unconfirmed"],
            found["structuredContent"]["more_unconfirmed"].as_u64()
        ),
        (&json!([]), Some(0)),
        "{found}"
    );
    assert_eq!(
        found["structuredContent"]["drafts"][0]["confirmed_score"],
        found["structuredContent"]["drafts"][0]["score"]["total"]
    );
    let found = client.call(
        "check_draft",
        json!({ "text": invented, "account": account, "previous_steps": [invented] }),
    );
    assert_eq!(found["structuredContent"]["unconfirmed"], json!([]), "{found}");
    // The gain is told apart.
    let found = client.call("compare_drafts", pair(&fixture("pitch.md"), &invented, None));
    assert!(
        found["structuredContent"]["change"].as_f64() > Some(2.0)
            && found["structuredContent"]["confirmed_change"] == 0.0,
        "{found}"
    );
}

#[test]
fn an_honest_rewriting_is_better() {
    let folder = empty();
    let mut client = Client::start(folder.path());
    let arguments = json!({ "before": fixture("pitch.md"), "after": fixture("honest.md"), "account": fixture("orbis.account.yaml") });
    let compared = client.call("compare_drafts", arguments);
    assert_eq!(compared["structuredContent"]["verdict"], "better", "{compared}");
    let same = client.call(
        "compare_drafts",
        json!({ "before": fixture("honest.md"), "after": fixture("honest.md") }),
    );
    assert_eq!(
        (&same["structuredContent"]["verdict"], &same["structuredContent"]["doubts"]),
        (&json!("same"), &json!([]))
    );
}
