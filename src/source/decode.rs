//! Bytes to text. UTF-8 with or without a byte order mark, UTF-16 with one, or what a web page says
//! of itself; anything else is said, and read as far as it can be.

use std::borrow::Cow;

use encoding_rs::Encoding;

use super::encoded::{Decoded, Transfer};
use crate::text::{About, Problem, Span, Text, TextBuilder, plural};

/// Spans are 32 bits wide; nobody writes a draft of a gigabyte.
pub const MAX_BYTES: usize = 1 << 30;

/// The text of a file; `None` when it is no text.
pub fn decode(bytes: &[u8], problems: &mut Vec<Problem>) -> Option<Text> {
    let whole = Span::new(0, bytes.len().min(MAX_BYTES));
    if bytes.len() > MAX_BYTES {
        problems.push(Problem::error(Span::default(), "larger than 1 GiB").hint("split the file"));
        return None;
    }
    if let Some(text) = utf_16(bytes) {
        return Some(text);
    }
    if let Some(what) = office(bytes) {
        let problem = Problem::error(Span::default(), format!("this is {what}: it is not read"));
        problems.push(problem.hint("save its words as text, Markdown or HTML, a table as CSV"));
        return None;
    }
    if let Some(at) = memchr::memchr(0, bytes) {
        problems.push(
            Problem::error(Span::new(at, at + 1), "a NUL byte: this is not a text file")
                .hint("save the draft as plain text in UTF-8"),
        );
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(Text::identity(text));
    }
    let mut builder = TextBuilder::default();
    if let Some(charset) = charset(bytes) {
        let clean =
            Decoded::read(bytes, whole, Transfer::Plain).write(Some(&charset), &mut builder);
        if !clean {
            let message = format!(
                "not all of it is in {charset}, as its head says; what could not be read is U+FFFD"
            );
            problems.push(
                Problem::warning(Span::default(), message).hint(AS_UTF_8).about(About::Encoding),
            );
        }
        return Some(builder.finish());
    }
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        builder.push(chunk.valid(), Span::new(at, at + chunk.valid().len()));
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            builder.push("\u{fffd}", Span::new(at, at + chunk.invalid().len()));
            at += chunk.invalid().len();
        }
    }
    let text = builder.finish();
    problems.extend(undecoded([bytes]).map(|problem| problem.moved(|at| text.to_source(at))));
    Some(text)
}

/// The text of a list, a table or an account, as far as it can be read, and what is told of the rest,
/// at its place in that text.
pub fn list_text(bytes: &[u8]) -> (Cow<'_, str>, Option<Problem>) {
    if let Some(text) = utf_16(bytes) {
        return (text.as_str().to_string().into(), None);
    }
    match String::from_utf8_lossy(bytes) {
        Cow::Borrowed(text) => (text.into(), None),
        text => (text, undecoded([bytes])),
    }
}

/// What is told of a file in these pieces when some of its bytes are neither UTF-8 nor UTF-16; its
/// place is that of the first of them in its piece, as [`list_text`] gives it.
pub fn undecoded<B: AsRef<[u8]>>(pieces: impl IntoIterator<Item = B>) -> Option<Problem> {
    let (mut first, mut bad) = (None, 0);
    for piece in pieces.into_iter().filter(|piece| !is_utf_16(piece.as_ref())) {
        let mut at = 0;
        for chunk in piece.as_ref().utf8_chunks() {
            at += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                let end = at + char::REPLACEMENT_CHARACTER.len_utf8();
                first.get_or_insert(Span::new(at, end));
                bad += chunk.invalid().len();
                at = end;
            }
        }
    }
    let message =
        format!("{bad} {} not UTF-8; read as U+FFFD", plural(bad, "byte is", "bytes are"));
    first.map(|first| Problem::warning(first, message).hint(AS_UTF_8).about(About::Encoding))
}

/// What to do about bytes that are no text.
const AS_UTF_8: &str = "save the file as UTF-8";

/// What a file is that starts like no text, whatever its name says; `None` for all others.
pub fn office(bytes: &[u8]) -> Option<&'static str> {
    const STARTS: &[(&[u8], &str)] = &[
        (b"PK\x03\x04", "a ZIP archive, as Word and Excel write (.docx, .xlsx)"),
        (b"\xd0\xcf\x11\xe0", "an old Office document (.doc, .xls, .msg)"),
        (b"%PDF-", "a PDF"),
        (b"{\\rtf", "a rich text document (.rtf)"),
        (b"\x1f\x8b", "a compressed file (.gz)"),
    ];
    STARTS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| *what)
}

/// The form of UTF-16 that a byte order mark shows: the "Unicode text" of Excel and Notepad.
fn form_of_utf_16(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, rest @ ..] if !rest.starts_with(&[0, 0]) => Some("utf-16le"),
        [0xfe, 0xff, ..] => Some("utf-16be"),
        _ => None,
    }
}

/// True for a file in UTF-16.
pub fn is_utf_16(bytes: &[u8]) -> bool {
    form_of_utf_16(bytes).is_some()
}

/// The text of a file in UTF-16.
fn utf_16(bytes: &[u8]) -> Option<Text> {
    let charset = form_of_utf_16(bytes)?;
    let mut builder = TextBuilder::default();
    Decoded::read(bytes, Span::new(2, bytes.len()), Transfer::Plain)
        .write(Some(charset), &mut builder);
    Some(builder.finish())
}

/// Where a page says how it is written, by the standard of the web.
const HEAD: usize = 1024;

/// The charset that the head of a page names, when there is such a one.
fn charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let meta = &head[head.find("<meta")?..];
    let value = meta[meta.find("charset")? + "charset".len()..].trim_start().strip_prefix('=')?;
    let name = value
        .trim_start_matches(['"', '\'', ' '])
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
        .next()?;
    Encoding::for_label(name.as_bytes())
        .filter(|encoding| *encoding != encoding_rs::UTF_8)
        .map(|_| name.to_string())
}
