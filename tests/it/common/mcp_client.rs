//! A client of the server for agents: a process of it, and what is asked of it line by line.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

pub struct Client {
    server: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

impl Client {
    pub fn start(folder: &Path) -> Client {
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

    pub fn raw(&mut self, line: &[u8]) {
        let to = self.to.as_mut().expect("open");
        to.write_all(line)
            .and_then(|()| to.write_all(b"\n"))
            .and_then(|()| to.flush())
            .expect("the server listens");
    }

    pub fn answer(&mut self) -> Value {
        let mut line = String::new();
        assert!(
            self.from.read_line(&mut line).expect("the server speaks") > 0,
            "the server went away"
        );
        serde_json::from_str(&line).expect("JSON")
    }

    pub fn ask(&mut self, method: &str, params: Value) -> Value {
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
    pub fn call(&mut self, name: &str, arguments: Value) -> Value {
        self.ask("tools/call", json!({ "name": name, "arguments": arguments }))["result"].clone()
    }

    pub fn score(&mut self, text: &str, account: Option<&str>) -> f64 {
        let mut arguments = json!({ "text": text });
        if let Some(account) = account {
            arguments["account"] = json!(account);
        }
        let result = self.call("check_draft", arguments);
        result["structuredContent"]["drafts"][0]["score"]["total"].as_f64().unwrap_or(0.0)
    }

    pub fn leave(mut self) -> Option<i32> {
        self.to = None;
        self.server.wait().expect("ends").code()
    }
}

pub fn fixture(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/gaming").join(name))
        .expect("a fixture")
}

pub fn empty() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}
