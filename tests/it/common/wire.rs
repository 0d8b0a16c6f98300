//! What tests of the editor server share: a message of the wire.

use std::io::BufRead;

use serde_json::Value;

/// The next message of the server.
pub fn message(from: &mut impl BufRead) -> Value {
    let mut length = 0;
    loop {
        let mut line = String::new();
        assert!(from.read_line(&mut line).expect("the server speaks") > 0, "the server went away");
        match line.trim_end().strip_prefix("Content-Length: ") {
            Some(given) => length = given.parse().expect("a number"),
            None if line == "\r\n" => break,
            None => {}
        }
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body).expect("a body");
    serde_json::from_slice(&body).expect("JSON")
}
