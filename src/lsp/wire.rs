//! The wire: JSON messages, each after a header with its length. What cannot be read is reported to
//! the client, and reading goes on with the next header: an editor may be wrong once and must not
//! lose its server.

use std::io::{self, Read, Write};

use crossbeam_channel::Receiver;
use lsp_server::{ErrorCode, Message};
use memchr::memmem;
use serde::Serialize;
use serde_json::{Value, json};

/// Longer messages are refused. Memory grows with what has come, never with what a header promises.
const LONGEST: usize = 1 << 27;
/// Longer lines are no header.
const LONGEST_LINE: usize = 1 << 13;
const LENGTH: &[u8] = b"Content-Length:";

/// What comes over the wire.
#[derive(Debug)]
pub enum Incoming {
    /// A message.
    Message(Message),
    /// Something that is none; the text of the answer to it.
    Fault(String),
}

/// Reads messages until the client closes its end.
pub struct MessageReader<R> {
    input: R,
    buffer: Vec<u8>,
    /// What was said last could not be read: what comes until the next header was reported already.
    lost: bool,
}

impl<R: Read> MessageReader<R> {
    /// A reader of what the client writes.
    pub fn new(input: R) -> Self {
        MessageReader { input, buffer: Vec::new(), lost: false }
    }

    /// False when there is no more.
    fn fill(&mut self) -> bool {
        let mut chunk = [0; 1 << 14];
        loop {
            match self.input.read(&mut chunk) {
                Ok(0) => return false,
                Ok(read) => break self.buffer.extend_from_slice(&chunk[..read]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return false,
            }
        }
        true
    }

    fn skip(&mut self, bytes: usize) {
        self.buffer.drain(..bytes);
    }

    /// An answer to what cannot be read, unless it is the rest of what could not be read before.
    fn fault(&mut self, why: &str) -> Option<Incoming> {
        let told = std::mem::replace(&mut self.lost, true);
        (!told).then(|| Incoming::Fault(error(&Value::Null, ErrorCode::ParseError, why)))
    }

    /// The next length that a header gives, or what is wrong with the header.
    fn length(&mut self) -> Option<Result<usize, Incoming>> {
        let (mut length, mut others) = (None, false);
        loop {
            let end = self.buffer.iter().take(LONGEST_LINE).position(|byte| *byte == b'\n');
            let line = end.map_or(self.buffer.len().min(LONGEST_LINE), |end| end + 1);
            let head = self.buffer[..line].to_ascii_lowercase();
            let named = memmem::find(&head, &LENGTH.to_ascii_lowercase());
            let fault = match (end, named) {
                // Something stands before it, such as the rest of a body that was longer than was
                // said.
                (_, Some(at @ 1..)) => {
                    self.skip(at);
                    self.fault("what is before a header belongs to no message")
                }
                (None, _) if line < LONGEST_LINE => {
                    if !self.fill() {
                        return None;
                    }
                    None
                }
                (None, _) => {
                    self.skip(line - LENGTH.len());
                    self.fault("a line is too long for a header")
                }
                (Some(_), Some(_)) => {
                    let given =
                        String::from_utf8_lossy(&head[LENGTH.len()..]).trim().parse::<usize>();
                    self.skip(line);
                    match given {
                        Ok(given) if given <= LONGEST => {
                            (length, self.lost) = (Some(given), false);
                            None
                        }
                        Ok(_) => self.fault("the message is too long"),
                        Err(_) => self.fault("Content-Length is no number of bytes"),
                    }
                }
                (Some(_), None) => {
                    self.skip(line);
                    match (head.trim_ascii(), length) {
                        (b"", Some(length)) => return Some(Ok(length)),
                        (b"", None) if others => self.fault("a header without Content-Length"),
                        (b"", None) => None,
                        (line, _) if is_header(line) => {
                            others = true;
                            None
                        }
                        _ => self.fault("a line that is no header"),
                    }
                }
            };
            if let Some(fault) = fault {
                return Some(Err(fault));
            }
        }
    }

    fn body(&mut self, length: usize) -> Option<Incoming> {
        let mut seen = 0;
        loop {
            // No JSON holds the end of a line in its words: a header in here means that the length
            // was wrong.
            let come = self.buffer.len().min(length);
            if let Some(at) = header_within(&self.buffer[seen..come]) {
                self.skip(seen + at);
                let fault = self.fault("the message is shorter than its Content-Length");
                return fault.or_else(|| self.next());
            }
            if come == length {
                break;
            }
            // Of a header there may be a part as yet.
            seen = come.saturating_sub(LENGTH.len() + 24);
            if !self.fill() {
                return self.fault("the message ends too early");
            }
        }
        let heard = read(&self.buffer[..length]);
        // What is left of a body that is longer than its header says is no second fault.
        self.lost = matches!(heard, Incoming::Fault(_));
        let begun = if self.lost { header_begun(&self.buffer[..length]) } else { None };
        self.skip(begun.unwrap_or(length));
        Some(heard)
    }
}

impl<R: Read> Iterator for MessageReader<R> {
    type Item = Incoming;

    fn next(&mut self) -> Option<Incoming> {
        match self.length()? {
            Ok(length) => self.body(length),
            Err(fault) => Some(fault),
        }
    }
}

/// `Name: value`.
fn is_header(line: &[u8]) -> bool {
    let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
    name.len() < line.len()
        && !name.is_empty()
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

/// Where `Content-Length: 12\r\n` stands.
fn header_within(bytes: &[u8]) -> Option<usize> {
    memmem::find_iter(bytes, LENGTH).find(|at| {
        let rest = bytes[at + LENGTH.len()..].trim_ascii_start();
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        digits > 0 && rest[digits..].starts_with(b"\r\n")
    })
}

/// Where a header begins that goes on behind these bytes.
fn header_begun(bytes: &[u8]) -> Option<usize> {
    let from = bytes.len().saturating_sub(LENGTH.len() + 24);
    let at = from + memchr::memrchr(LENGTH[0], &bytes[from..])?;
    let (name, rest) = bytes[at..].split_at(LENGTH.len().min(bytes.len() - at));
    (LENGTH.starts_with(name) && rest.iter().all(|byte| matches!(byte, b'0'..=b'9' | b' ' | b'\r')))
        .then_some(at)
}

fn read(body: &[u8]) -> Incoming {
    let fault = |id: &Value, code, why: &str| Incoming::Fault(error(id, code, why));
    let value: Value = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(why) => return fault(&Value::Null, ErrorCode::ParseError, &why.to_string()),
    };
    let id = value.get("id").cloned().unwrap_or_default();
    let known = id.is_string() || id.as_i64().is_some_and(|id| i32::try_from(id).is_ok());
    // With an id of another kind it would be taken for a notification, and never be answered.
    if value.get("id").is_some() && !known {
        return fault(
            &id,
            ErrorCode::InvalidRequest,
            "an id is a text or a whole number of 32 bits",
        );
    }
    match serde_json::from_value(value) {
        Ok(message) => Incoming::Message(message),
        Err(_) => fault(
            &id,
            ErrorCode::InvalidRequest,
            "neither a request, nor an answer, nor a notification",
        ),
    }
}

fn error(id: &Value, code: ErrorCode, why: &str) -> String {
    let id = if id.is_string() || id.is_number() { id } else { &Value::Null };
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code as i32, "message": why } })
        .to_string()
}

/// A message as it is written.
pub fn text(message: &Message) -> String {
    #[derive(Serialize)]
    struct OutgoingMessage<'m> {
        jsonrpc: &'static str,
        #[serde(flatten)]
        message: &'m Message,
    }
    serde_json::to_string(&OutgoingMessage { jsonrpc: "2.0", message }).unwrap_or_default()
}

/// Writes all that is said, until nobody listens or nobody speaks.
pub fn write(waiting: &Receiver<String>, mut output: impl Write) {
    for text in waiting {
        let written = write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())
            .and_then(|()| output.flush());
        if written.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(body: &str) -> Vec<u8> {
        format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
    }

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

    /// Codes of faults, and methods of messages.
    fn heard(bytes: &[u8], drop: usize) -> Vec<String> {
        let said = MessageReader::new(Drops(bytes, drop)).map(|heard| match heard {
            Incoming::Message(Message::Request(request)) => request.method,
            Incoming::Message(Message::Notification(notification)) => notification.method,
            Incoming::Message(Message::Response(_)) => "answer".into(),
            Incoming::Fault(text) => {
                serde_json::from_str::<Value>(&text).expect("JSON")["error"]["code"].to_string()
            }
        });
        said.collect()
    }

    const ASK: &str = r#"{"jsonrpc":"2.0","id":7,"method":"ask"}"#;

    #[test]
    fn one_fault_for_each_wrong_message_and_then_the_next() {
        let long = format!("Content-Length: {}\r\n\r\n{ASK}", ASK.len() + 12);
        let short = format!("Content-Length: {}\r\n\r\n{ASK}", ASK.len() - 9);
        let promised = format!("Content-Length: 100000\r\n\r\n{ASK}");
        let spaces = format!("{}{ASK}", " ".repeat(20_000));
        for (wrong, code) in [
            ("Content-Length: 99999999999999\r\n\r\n{}", "-32700"),
            ("Content-Length: 999999999999999999999999999\r\n\r\n{}", "-32700"),
            ("Content-Length: -5\r\n\r\n{}", "-32700"),
            ("Content-Length: five\r\n\r\n{\"a\": \"b\"}", "-32700"),
            ("Content-Length:\r\n\r\n{}", "-32700"),
            ("Content-Type: x\r\n\r\n{}", "-32700"),
            ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "-32700"),
            ("\u{0}\u{1}\u{2}\n", "-32700"),
            ("Content-Length: 3\r\n\r\n{a}", "-32700"),
            ("Content-Length: 2\r\n\r\n[]", "-32600"),
            ("Content-Length: 2\r\n\r\n42", "-32600"),
            ("Content-Length: 26\r\n\r\n{\"id\": 1.5, \"method\": \"a\"}", "-32600"),
            (&long, "-32700"),
            (&short, "-32700"),
            (&promised, "-32700"),
            (&spaces, "-32700"),
        ] {
            for drop in [1, 7, 1 << 14] {
                let bytes = [&framed(ASK), wrong.as_bytes(), &framed(ASK), &framed(ASK)].concat();
                assert_eq!(
                    heard(&bytes, drop),
                    ["ask", code, "ask", "ask"],
                    "{:?} by {drop}",
                    wrong.trim()
                );
            }
        }
    }

    #[test]
    fn headers_as_other_clients_write_them() {
        for head in [
            "content-length: ",
            "Content-Length:",
            "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length:  ",
        ] {
            for end in ["\r\n", "\n"] {
                let one = format!("{head}{}{end}X-Other: 1{end}{end}{ASK}", ASK.len());
                assert_eq!(heard(one.repeat(2).as_bytes(), 5), ["ask", "ask"], "{head:?}");
            }
        }
        // Words that look like a header are words.
        let words = json!({ "jsonrpc": "2.0", "method": "say", "params": { "text": "Content-Length: 12\r\n\r\n{}" } }).to_string();
        assert_eq!(heard(&[framed(&words), framed(ASK)].concat(), 9), ["say", "ask"]);
        // What ends in the middle ends.
        assert_eq!(heard(&framed(ASK)[..30], 4), ["-32700"]);
        assert_eq!(heard(b"", 4), Vec::<String>::new());
    }

    #[test]
    fn whatever_comes_before_the_last_messages_are_heard() {
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut next = move |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % below as u64) as usize
        };
        for _ in 0..3000 {
            let mut bytes: Vec<u8> = (0..3).flat_map(|_| framed(ASK)).collect();
            for _ in 0..=next(6) {
                let at = next(bytes.len());
                match next(4) {
                    0 => bytes[at] = next(256) as u8,
                    1 if bytes.len() > 1 => drop(bytes.remove(at)),
                    2 => bytes.insert(at, b"0123456789-\r\n{}:C"[next(17)]),
                    _ => bytes.truncate(at.max(1)),
                }
            }
            // Of the first message after it the header may be taken for a body that was promised.
            bytes.extend([framed(ASK), framed(ASK)].concat());
            let heard = heard(&bytes, 1 + next(64));
            assert_eq!(
                heard.last().map(String::as_str),
                Some("ask"),
                "{}",
                String::from_utf8_lossy(&bytes)
            );
        }
    }
}
