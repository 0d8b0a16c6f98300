//! The editor server outlives what a client does wrong: each wrong message gets its error, and the
//! next is answered.

use crate::common::wire;

use std::io::{BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

struct Client {
    server: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Client {
    fn start() -> Client {
        let mut server = Command::new(env!("CARGO_BIN_EXE_germane"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("starts");
        let (to, from) = (
            server.stdin.take().expect("piped"),
            BufReader::new(server.stdout.take().expect("piped")),
        );
        Client { server, to, from }
    }

    fn raw(&mut self, bytes: &[u8]) {
        self.to.write_all(bytes).and_then(|()| self.to.flush()).expect("the server listens");
    }

    fn send(&mut self, message: Value) {
        let text = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    fn ask(&mut self, id: Value, method: &str, params: Value) -> Value {
        self.send(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        self.answer()
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The next answer; what the server says of its own is passed over.
    fn answer(&mut self) -> Value {
        loop {
            let message = wire::message(&mut self.from);
            if message.get("method").is_none() {
                return message;
            }
        }
    }

    fn begin(&mut self) {
        assert_eq!(
            self.ask(json!(1), "initialize", json!({ "capabilities": {} }))["result"]["serverInfo"]
                ["name"],
            "germane"
        );
        self.tell("initialized", json!({}));
    }

    fn leave(mut self) -> Option<i32> {
        self.tell("exit", Value::Null);
        self.server.wait().expect("ends").code()
    }
}

const WRONG: &[(&str, i64)] = &[
    ("Content-Length: 99999999999\r\n\r\n{}", -32700),
    ("Content-Length: 18446744073709551616\r\n\r\n{}", -32700),
    ("Content-Length: -1\r\n\r\n{}", -32700),
    ("Content-Length: x\r\n\r\n", -32700),
    ("Content-Type: a\r\n\r\n{}", -32700),
    ("Content-Length: 5\r\n\r\n{\"a\":", -32700),
    ("Content-Length: 4\r\n\r\n\u{fffd}\"", -32700),
    ("Content-Length: 2\r\n\r\n[]", -32600),
    ("Content-Length: 4\r\n\r\nnull", -32600),
    ("hello\r\n", -32700),
];

#[test]
fn each_wrong_message_gets_an_error_and_the_next_its_answer() {
    let mut client = Client::start();
    client.begin();
    for (bytes, code) in WRONG {
        client.raw(bytes.as_bytes());
        let answer = client.answer();
        assert_eq!(
            (&answer["error"]["code"], &answer["id"]),
            (&json!(code), &Value::Null),
            "{bytes:?}"
        );
        let next = client.ask(json!("next"), "textDocument/hover", json!({ "position": 3 }));
        assert_eq!(
            (&next["error"]["code"], &next["id"]),
            (&json!(-32602), &json!("next")),
            "after {bytes:?}"
        );
    }
    for id in [json!(1.5), json!(4_000_000_000_u64), json!({}), json!([1]), json!(true)] {
        assert_eq!(
            client.ask(id.clone(), "textDocument/hover", json!({}))["error"]["code"],
            -32600,
            "{id}"
        );
    }
    let deep = format!(
        "{{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"a\",\"params\":{}1{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    client.raw(format!("Content-Length: {}\r\n\r\n{deep}", deep.len()).as_bytes());
    assert_eq!(client.answer()["error"]["code"], -32700);
    // Notifications that make no sense are nobody's to answer.
    client.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": "file:///a.md", "version": 2 }, "contentChanges": [{ "text": "" }] }),
    );
    client.tell("textDocument/didOpen", json!({ "textDocument": 3 }));
    client.tell("$/cancelRequest", json!({ "id": [] }));
    client.send(json!({ "jsonrpc": "2.0", "id": 99, "error": { "code": 1, "message": "no" } }));
    assert_eq!(
        client.ask(json!(3), "shutdown", Value::Null),
        json!({ "jsonrpc": "2.0", "id": 3, "result": null })
    );
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn order_is_kept_before_and_after() {
    let mut client = Client::start();
    assert_eq!(client.ask(json!(1), "textDocument/hover", json!({}))["error"]["code"], -32002);
    assert_eq!(client.ask(json!(2), "shutdown", Value::Null)["error"]["code"], -32002);
    assert_eq!(
        client.ask(json!(3), "initialize", json!({ "capabilities": 7 }))["error"]["code"],
        -32602
    );
    client.begin();
    assert_eq!(
        client.ask(json!(4), "initialize", json!({ "capabilities": {} }))["error"]["code"],
        -32600
    );
    assert_eq!(client.ask(json!(5), "shutdown", Value::Null)["result"], Value::Null);
    for method in ["textDocument/hover", "shutdown", "initialize", "no/such"] {
        assert_eq!(client.ask(json!(6), method, json!({}))["error"]["code"], -32600, "{method}");
    }
    client.raw(b"Content-Length: -1\r\n\r\n");
    assert_eq!(client.answer()["error"]["code"], -32700);
    assert_eq!(client.leave(), Some(0));
    let mut hasty = Client::start();
    hasty.begin();
    assert_eq!(hasty.leave(), Some(1), "who exits without a shutdown is told so");
}
