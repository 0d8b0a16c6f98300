//! What tests of positions share: words that formats must escape, ways to escape them, and the
//! place that a draft says.

#[path = "../../../examples/planted/blasts.rs"]
pub mod blasts;
pub mod lsp_client;
pub mod mcp_client;
pub mod scratch;
pub mod wire;

use germane::draft::Draft;
use germane::source::{self, Contents, Source};
use germane::text::Span;
use proptest::prelude::*;

/// What is looked for.
pub const PHRASE: &str = "touch base – when <free>";

/// How many cases; `GERMANE_CASES` sets it.
pub fn cases() -> ProptestConfig {
    let cases =
        std::env::var("GERMANE_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(300);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Words of all widths, with the characters that formats escape.
pub fn words() -> impl Strategy<Value = String> {
    proptest::collection::vec("[a-zé€🙂=&<>\"'_\\\\.,;:?]{1,9}", 0..30)
        .prop_map(|words| words.join(" "))
}

/// Reads a source.
pub fn read(name: &str, bytes: &[u8]) -> Contents {
    source::read(&Source::new(name, bytes), &source::FileResolver::default())
}

/// Where the phrase stands in the file, by the draft's own map.
pub fn place(draft: &Draft, phrase: &str) -> Span {
    let text = draft.text.as_str();
    let at = text.find(phrase).unwrap_or_else(|| panic!("{phrase:?} is not in {text:?}"));
    draft.text.to_source(Span::new(at, at + phrase.len()))
}

/// The bytes of a stretch.
pub fn slice(bytes: &[u8], span: Span) -> &[u8] {
    &bytes[span.start()..span.end()]
}

/// A text as HTML; `mix` says which characters are written otherwise.
pub fn entities(text: &str, mix: usize) -> String {
    let plain = |at: usize| !(at + mix).is_multiple_of(3);
    let letters = text.chars().enumerate().map(|(at, c)| match c {
        '&' => "&amp;".into(),
        '<' => "&lt;".into(),
        '>' => "&gt;".into(),
        '"' => "&quot;".into(),
        '–' if plain(at) => "&ndash;".into(),
        ' ' if !plain(at) => "\r\n  ".into(),
        c if plain(at) || c == ' ' => c.to_string(),
        c => format!("&#x{:X};", c as u32),
    });
    letters.collect()
}

/// A text inside of a JSON string; `mix` says which characters are written as `\u`.
pub fn json(text: &str, mix: usize) -> String {
    let letters = text.chars().enumerate().map(|(at, c)| match c {
        '"' | '\\' => format!("\\{c}"),
        '\n' => "\\n".into(),
        '\r' => "\\r".into(),
        c if (at + mix).is_multiple_of(3) => {
            c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
        }
        c => c.into(),
    });
    letters.collect()
}
