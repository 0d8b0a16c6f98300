//! The wire: one JSON message a line. A line that is no message is answered with an error, and the
//! next line is read.

use std::io::{BufRead, BufReader, Read};

use serde_json::{Value, json};

/// Longer lines are passed over and answered with an error; no more than this much of them is kept.
const LONGEST: usize = 1 << 23;

/// Codes of JSON-RPC and of the protocol.
pub mod code {
    /// No JSON.
    pub const PARSE: i32 = -32700;
    /// JSON, and no message.
    pub const REQUEST: i32 = -32600;
    /// No such method.
    pub const METHOD: i32 = -32601;
    /// Parameters that cannot be used.
    pub const PARAMS: i32 = -32602;
    /// A fault of this program.
    pub const INTERNAL: i32 = -32603;
    /// A version of the protocol that is not supported.
    pub const VERSION: i32 = -32022;
}

/// What is in a line.
#[derive(Debug)]
pub enum Incoming {
    /// JSON.
    Message(Value),
    /// Something else; the answer to it.
    Fault(Value),
}

/// The lines that a client writes.
pub struct Lines<R> {
    input: BufReader<R>,
    line: Vec<u8>,
}

impl<R: Read> Lines<R> {
    /// Lines of `input`.
    pub fn new(input: R) -> Self {
        Lines { input: BufReader::new(input), line: Vec::new() }
    }

    /// The next line without its end, `None` behind the last one; an error for a line that is too
    /// long. Input that cannot be read ends there.
    fn line(&mut self) -> Option<Result<&[u8], ()>> {
        self.line.clear();
        let most = LONGEST as u64 + 1;
        let _ = self.input.by_ref().take(most).read_until(b'\n', &mut self.line);
        if self.line.last() == Some(&b'\n') {
            self.line.pop();
        } else if self.line.len() > LONGEST {
            let _ = self.input.skip_until(b'\n');
            return Some(Err(()));
        } else if self.line.is_empty() {
            return None;
        }
        Some(Ok(&self.line))
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = Incoming;

    fn next(&mut self) -> Option<Incoming> {
        loop {
            let line = match self.line()? {
                Ok(line) => line,
                Err(()) => {
                    return Some(Incoming::Fault(fault(
                        &Value::Null,
                        code::REQUEST,
                        &format!("a message has at most {LONGEST} bytes"),
                    )));
                }
            };
            if !line.trim_ascii().is_empty() {
                let read = serde_json::from_slice(line);
                return Some(read.map_or_else(
                    |why| Incoming::Fault(fault(&Value::Null, code::PARSE, &why.to_string())),
                    Incoming::Message,
                ));
            }
        }
    }
}

/// An answer that says what is wrong.
pub fn fault(id: &Value, code: i32, why: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": why } })
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    /// Hands out a few bytes at a time.
    struct Drops<'d>(&'d [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let size = self.1.min(self.0.len()).min(into.len());
            into[..size].copy_from_slice(&self.0[..size]);
            self.0 = &self.0[size..];
            Ok(size)
        }
    }

    fn heard(bytes: &[u8], drop: usize) -> Vec<String> {
        let said = Lines::new(Drops(bytes, drop)).map(|heard| match heard {
            Incoming::Message(message) => message.to_string(),
            Incoming::Fault(answer) => answer["error"]["code"].to_string(),
        });
        said.collect()
    }

    #[test]
    fn each_line_is_a_message_or_a_fault() {
        for drop in [1, 3, 1 << 14] {
            assert_eq!(
                heard(b"1\r\n\n  \n{\n[2]\n\xff\xfe\n\"a\\nb\"\n3", drop),
                ["1", "-32700", "[2]", "-32700", "\"a\\nb\"", "3"]
            );
            assert_eq!(heard(b"", drop), Vec::<String>::new());
        }
    }

    #[test]
    fn a_line_without_end_is_not_held() {
        let mut bytes = vec![b'['; LONGEST * 2 + 7];
        bytes.extend(b"\n7\n");
        assert_eq!(heard(&bytes, 1 << 14), ["-32600", "7"]);
        let exact = [b"\"".as_slice(), &vec![b'a'; LONGEST - 2], b"\"\n7"].concat();
        assert_eq!(heard(&exact, 1 << 14).len(), 2);
        let mut lines = Lines::new(std::io::repeat(b'a').take(LONGEST as u64 * 4));
        assert!(
            matches!(lines.next(), Some(Incoming::Fault(_)))
                && lines.line.capacity() < LONGEST * 3
                && lines.next().is_none()
        );
    }
}
