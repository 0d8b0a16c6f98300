//! Slots in no syntax of any platform, which people write by hand: `Hi ____,`, `Hi $name,`, `Hi
//! ((name)),`, `#NAME OF CONTACT PERSON#`; and what a sheet shows in the place of a value.
//!
//! Most of them mean something else in a sentence, so they are read where a greeting has its name.

use super::{name, scan::Scanner, slot};
use crate::text::Span;
use crate::vocabulary::FieldClass;

/// What stands around a name that is to be filled in; without a second mark the name ends with its
/// word.
const MARKS: &[(&str, &str)] = &[("((", "))"), ("#", "#"), ("@@", ""), ("$", "")];

/// What a cell of a spreadsheet shows when its formula found nothing.
#[rustfmt::skip]
pub(super) const CELL_ERRORS: &[&str] = &[
    "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#ERROR!", "#SPILL!", "#CALC!",
];

/// The slot that the rest of a greeting begins with: its length, and the words in it.
pub(super) fn in_greeting(rest: &str) -> Option<(usize, &str)> {
    let line = rest.len() - rest.trim_start_matches('_').len();
    let (length, words) = if line > 1 {
        (line, "")
    } else if let Some(marked) = MARKS.iter().find_map(|marks| marked(rest, *marks)) {
        marked
    } else {
        let end = rest.find([',', '!', ':', ';']).unwrap_or(rest.trim_end().len());
        let words = &rest[..end];
        let shouted = !words.contains(|c: char| c.is_lowercase() || c.is_ascii_digit());
        let order = words == "TODO" || words.starts_with("INSERT ") && shouted;
        (end, Some(words).filter(|_| order)?)
    };
    let behind = rest[length..].trim_start();
    (behind.is_empty() || behind.starts_with([',', '!', '.', ':', ';', '-', '\u{2014}']))
        .then_some((length, words))
}

/// The length of the cell error that `text` begins with; what goes on as a word is none.
pub(super) fn cell_error(text: &str) -> Option<usize> {
    let begins = |error: &&&str| {
        text.get(..error.len()).is_some_and(|head| head.eq_ignore_ascii_case(error))
    };
    let length = CELL_ERRORS.iter().find(begins)?.len();
    (!text[length..].starts_with(|c: char| c.is_alphanumeric() || c == '_')).then_some(length)
}

/// A name between marks.
fn marked<'t>(rest: &'t str, (open, close): (&str, &str)) -> Option<(usize, &'t str)> {
    let inner = rest.strip_prefix(open)?;
    let length = if close.is_empty() {
        inner.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(inner.len())
    } else {
        inner.find(close).filter(|length| *length <= slot::SHORT)?
    };
    let words = &inner[..length];
    let named = words.starts_with(char::is_alphabetic)
        && words.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '.' | '\''));
    named.then_some((open.len() + length + close.len(), words))
}

impl Scanner<'_> {
    /// `#FirstName#`, `#NAME OF CONTACT PERSON#`, and what a cell shows whose formula failed.
    pub fn hash(&mut self, at: usize) -> Option<usize> {
        if let Some(end) = self.cell_error(at) {
            return Some(end);
        }
        let line = self.rest_of_line(at, slot::SHORT);
        if cell_error(line).is_some()
            || self.before(at).is_some_and(|c| c.is_alphanumeric() || c == '#')
        {
            return None;
        }
        let (length, words) = marked(line, ("#", "#"))?;
        let after = self.after(at + length);
        let tags = after.is_some_and(|c| c.is_alphanumeric() || c == '#') || words.ends_with(' ');
        let shouted = words.contains(' ') && !words.contains(|c: char| c.is_lowercase());
        let column = words.contains(|c: char| c.is_uppercase() || c == '_')
            && name::is_standard(&name::normalise(words));
        (!tags && (shouted || column)).then(|| {
            let span = Span::new(at, at + length);
            self.push(span, FieldClass::Placeholder, slot::name(words), &[]);
            span.end()
        })
    }
}
