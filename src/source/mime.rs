//! The shape of a mail: header lines, and the parts of its body with their places in the file. One
//! pass, no recursion.

use super::encoded::{Decoded, Transfer};
use crate::text::{Problem, Span, Text, TextBuilder};

/// Multiparts inside multiparts deeper than this are not opened. Real mails stay below five.
const MAX_DEPTH: usize = 16;

/// Parts of a mail beyond these are not looked at. Real mails stay below a hundred.
const MAX_PARTS: usize = 1_000;

/// A header line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Lower case.
    pub name: String,
    /// What follows the colon, with the folds in it.
    pub value: Span,
}

/// A part that holds no other parts.
#[derive(Debug)]
pub struct Leaf {
    /// `text/plain`, lower case.
    pub kind: String,
    /// As the header says.
    pub charset: Option<String>,
    /// How its bytes are written.
    pub transfer: Transfer,
    /// Said to be a file beside the words.
    pub attached: bool,
    /// Its bytes, as written.
    pub body: Span,
}

impl Leaf {
    /// The bytes that were meant.
    pub fn decode(&self, file: &[u8]) -> Decoded {
        Decoded::read(file, self.body, self.transfer)
    }
}

/// The header lines at `at`, and where the body begins.
pub fn headers(file: &[u8], mut at: usize) -> (Vec<Header>, usize) {
    let mut found: Vec<Header> = Vec::new();
    for line in file[at..].split_inclusive(|byte| *byte == b'\n') {
        let bare = line.trim_ascii_end();
        if bare.is_empty() {
            return (found, at + line.len());
        }
        let colon =
            line.iter().position(|byte| *byte == b':').filter(|colon| is_name(&line[..*colon]));
        let first = found.is_empty();
        match (line[0], found.last_mut(), colon) {
            (b' ' | b'\t', Some(last), _) => last.value.end = (at + bare.len()) as u32,
            (_, _, Some(colon)) => {
                let value = bare.get(colon + 1..).unwrap_or_default();
                let start = at + colon + 1 + (value.len() - value.trim_ascii_start().len());
                let name = String::from_utf8_lossy(&line[..colon]).trim().to_ascii_lowercase();
                found.push(Header { name, value: Span::new(start, at + bare.len()) });
            }
            // The envelope of a mailbox file.
            _ if first && line.starts_with(b"From ") => {}
            _ => return (found, at),
        }
        at += line.len();
    }
    (found, file.len())
}

/// True when the first line of `file` is a header.
pub fn starts_header(file: &[u8]) -> bool {
    let line = file.split(|byte| *byte == b'\n').next().unwrap_or_default();
    line.iter().position(|byte| *byte == b':').is_some_and(|colon| is_name(&line[..colon]))
}

fn is_name(name: &[u8]) -> bool {
    !name.is_empty()
        && name
            .trim_ascii_end()
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// A header's value as written.
pub fn value<'h>(
    file: &'h [u8],
    headers: &[Header],
    name: &str,
) -> Option<std::borrow::Cow<'h, str>> {
    let header = headers.iter().find(|header| header.name == name)?;
    Some(String::from_utf8_lossy(&file[header.value.start()..header.value.end()]))
}

/// `boundary` of `multipart/mixed; boundary="x"`. Names of parameters are compared without case.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_string())
    })
}

/// The parts of the mail that starts at `at`, in order. Mails attached to it are parts like
/// pictures: they are not opened.
pub fn leaves(file: &[u8], mut at: usize, problems: &mut Vec<Problem>) -> Vec<Leaf> {
    let (mut leaves, mut boundaries): (Vec<Leaf>, Vec<Vec<u8>>) = (Vec::new(), Vec::new());
    loop {
        let (headers, body) = headers(file, at);
        let kind = value(file, &headers, "content-type").unwrap_or("text/plain".into());
        let name = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let boundary = parameter(&kind, "boundary")
            .filter(|boundary| !boundary.is_empty() && name.starts_with("multipart/"));
        let deep = boundary.is_some() && boundaries.len() == MAX_DEPTH;
        if deep {
            let message =
                format!("parts inside parts, more than {MAX_DEPTH} deep; these are not read");
            problems.push(Problem::error(Span::new(at, body), message));
        }
        let opens = boundary.is_some() && !deep;
        boundaries.extend(boundary.filter(|_| opens).map(String::into_bytes));
        let mut next = delimiter(file, body, &mut boundaries);
        if !opens && !deep && leaves.len() == MAX_PARTS {
            let message = format!("a mail of more than {MAX_PARTS} parts; the others are not read");
            problems.push(Problem::error(Span::new(at, body), message));
            return leaves;
        }
        if !opens && !deep {
            let disposition = value(file, &headers, "content-disposition")
                .unwrap_or_default()
                .trim_start()
                .to_ascii_lowercase();
            let transfer = value(file, &headers, "content-transfer-encoding")
                .unwrap_or_default()
                .trim()
                .to_ascii_lowercase();
            leaves.push(Leaf {
                kind: name,
                charset: parameter(&kind, "charset"),
                transfer: match transfer.as_str() {
                    "quoted-printable" => Transfer::QuotedPrintable,
                    "base64" => Transfer::Base64,
                    _ => Transfer::Plain,
                },
                attached: disposition.starts_with("attachment"),
                body: Span::new(body, next.end),
            });
        }
        while next.closes && !next.ends {
            next = delimiter(file, next.after, &mut boundaries);
        }
        if next.ends {
            if !boundaries.is_empty() {
                let hint = "its last part was read up to the end of the file";
                problems.push(
                    Problem::warning(
                        Span::new(file.len(), file.len()),
                        "the mail is cut off: a part has no end",
                    )
                    .hint(hint),
                );
            }
            return leaves;
        }
        at = next.after;
    }
}

/// Where a part ends.
struct Delimiter {
    /// One past the part's last byte.
    end: usize,
    /// One past the line that ends it.
    after: usize,
    /// No other part follows at this level.
    closes: bool,
    /// There is no such line.
    ends: bool,
}

/// The next line that ends a part. A line of an outer level ends the inner ones too.
fn delimiter(file: &[u8], from: usize, boundaries: &mut Vec<Vec<u8>>) -> Delimiter {
    let mut at = from;
    // Without open parts there is nothing to look for.
    let lines = if boundaries.is_empty() { &[][..] } else { &file[from..] };
    for line in lines.split_inclusive(|byte| *byte == b'\n') {
        let bare = line.trim_ascii_end();
        let level = bare.strip_prefix(b"--").and_then(|rest| {
            let ends = |boundary: &Vec<u8>| {
                rest == boundary.as_slice() || rest.strip_suffix(b"--") == Some(boundary)
            };
            Some((boundaries.iter().rposition(ends)?, rest))
        });
        if let Some((level, rest)) = level {
            let closes = rest != boundaries[level].as_slice();
            boundaries.truncate(if closes { level } else { level + 1 });
            let part = &file[from..at];
            let part = part.strip_suffix(b"\n").unwrap_or(part);
            let part = part.strip_suffix(b"\r").unwrap_or(part);
            return Delimiter {
                end: from + part.len(),
                after: at + line.len(),
                closes,
                ends: false,
            };
        }
        at += line.len();
    }
    Delimiter { end: file.len(), after: file.len(), closes: true, ends: true }
}

/// The words of a mail without the `>` that mailboxes put before lines that start with `From `.
pub fn unescaped(words: &Text) -> Text {
    let text = words.as_str();
    let mut builder = TextBuilder::default();
    let (mut from, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if line.starts_with('>') && line.trim_start_matches('>').starts_with("From ") {
            builder.push_from(words, Span::new(from, at));
            from = at + 1;
        }
        at += line.len();
    }
    builder.push_from(words, Span::new(from, text.len()));
    builder.finish()
}
