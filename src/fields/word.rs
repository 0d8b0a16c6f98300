//! Field codes as Word writes them out: `{ MERGEFIELD First_Name }`, with or without switches.

use super::{
    dialect::{Dialect, Dialects},
    scan::Scanner,
    value,
};
use crate::text::Span;

/// Longest code, without its braces.
const LONGEST: usize = 400;

const MERGE: &str = "MERGEFIELD";

impl Scanner<'_> {
    /// `{ MERGEFIELD First_Name \* MERGEFORMAT }`, `{ GREETINGLINE }`, `{ ADDRESSBLOCK }`, and
    /// `{ IF { MERGEFIELD Name } = "" "there" "..." }`, which has a fallback.
    pub fn word_code(&mut self, outer: Span) -> Option<usize> {
        let inner =
            value::trim(self.text, Span::new(outer.start() + 1, outer.end().saturating_sub(1)));
        let words = Some(inner.slice(self.text)).filter(|words| words.len() <= LONGEST)?;
        let (code, rest) = words.split_once([' ', '\u{a0}']).unwrap_or((words, ""));
        let (raw, fallback) = match code {
            MERGE => (column(rest)?, None),
            "GREETINGLINE" if is_switch(rest) => ("full_name", None),
            "ADDRESSBLOCK" if is_switch(rest) => ("address", None),
            "IF" => {
                let (_, asked) = rest.split_once(MERGE)?;
                let tail = asked.split_once('}')?.1;
                (column(asked.split('}').next()?)?, self.alternative(tail))
            }
            _ => return None,
        };
        let raw = raw.to_string();
        let found = self.merge(outer, &raw, fallback);
        (found.fits, found.votes) = (Dialects::one(Dialect::Word), Dialects::one(Dialect::Word));
        Some(outer.end())
    }

    /// The first words in quotes that are not empty, in what stands behind a condition.
    fn alternative(&self, tail: &str) -> Option<Span> {
        let from = tail.as_ptr() as usize - self.text.as_ptr() as usize;
        let mut quotes = tail.match_indices(['"', '“', '”', '„']);
        std::iter::from_fn(|| Some((quotes.next()?, quotes.next()?)))
            .map(|((open, mark), (close, _))| Span::new(from + open + mark.len(), from + close))
            .find(|span| !span.slice(self.text).trim().is_empty())
    }
}

/// The name of the column, in quotes or not; what stands behind it are switches.
fn column(rest: &str) -> Option<&str> {
    let rest = rest.trim_start();
    let quoted = rest.strip_prefix('"').map(|inner| inner.split_once('"'));
    let (name, after) = match quoted {
        Some(found) => found?,
        None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
    };
    let whole = name.starts_with(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '));
    (whole && is_switch(after)).then_some(name)
}

/// True for switches (`\* MERGEFORMAT`, of which Markdown takes the backslash) and for nothing.
fn is_switch(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || rest.starts_with(['\\', '*'])
}
