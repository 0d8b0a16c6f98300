//! Bytes to text. UTF-8 with or without a byte order mark; anything else is said, and read as far as it can be.

use super::Problem;
use crate::text::{Span, Text, TextBuilder};

/// Spans are 32 bits wide; nobody writes a draft of a gigabyte.
const MAX_BYTES: usize = 1 << 30;

/// The text of a file; `None` when it is no text.
pub fn decode(bytes: &[u8], problems: &mut Vec<Problem>) -> Option<Text> {
    let whole = Span::new(0, bytes.len().min(MAX_BYTES));
    if bytes.len() > MAX_BYTES {
        problems.push(Problem::error(Span::default(), "larger than 1 GiB").hint("split the file"));
        return None;
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        problems.push(Problem::error(Span::default(), "this is UTF-16").hint("save it as UTF-8"));
        return None;
    }
    if let Some(at) = memchr::memchr(0, bytes) {
        problems.push(
            Problem::error(Span::new(at, at + 1), "a NUL byte: this is not a text file").hint("save the draft as plain text in UTF-8"),
        );
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(Text::identity(text));
    }
    let mut builder = TextBuilder::default();
    let (mut at, mut first, mut bad) = (0, None, 0);
    for chunk in bytes.utf8_chunks() {
        builder.push(chunk.valid(), Span::new(at, at + chunk.valid().len()));
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            first.get_or_insert(Span::new(at, at + chunk.invalid().len()));
            bad += chunk.invalid().len();
            builder.push("\u{fffd}", Span::new(at, at + chunk.invalid().len()));
            at += chunk.invalid().len();
        }
    }
    let count = if bad == 1 { "1 byte is".to_string() } else { format!("{bad} bytes are") };
    problems.push(Problem::warning(first.unwrap_or(whole), format!("{count} not UTF-8; read as U+FFFD")).hint("save the file as UTF-8"));
    Some(builder.finish())
}
