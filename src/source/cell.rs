//! The words of a cell or a field, which may be HTML.

use super::assemble::{finish, section};
use super::{html, markup};
use crate::draft::Draft;
use crate::text::{Problem, Text, TextBuilder};
use crate::vocabulary::Part;

/// Adds the words of a cell or a field as the body, and finishes the draft. Words that tags lay out
/// are read as HTML.
pub fn body(
    draft: &mut Draft,
    mut builder: TextBuilder,
    words: &Text,
    markdown: bool,
    problems: &mut Vec<Problem>,
) {
    let broken = markup::with_line_breaks(words);
    let words = broken.as_ref().unwrap_or(words);
    if markup::is_html(words.as_str()) {
        return html::page(words, problems).write(draft, builder, problems);
    }
    section(draft, &mut builder, Part::Body, |builder| builder.push_from(words, words.whole()));
    finish(draft, builder, markdown, problems);
}

/// True for a line that a message contains word by word: it is part of the copy, and says nothing
/// beside it.
pub fn is_copied(value: &str, drafts: &[Draft]) -> bool {
    const FEWEST: usize = 3;
    let line = value.trim().trim_end_matches(['.', '!']);
    line.split_whitespace().nth(FEWEST - 1).is_some()
        && drafts.iter().any(|draft| draft.text.as_str().contains(line))
}
