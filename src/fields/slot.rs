//! Words of slots: what a person is to fill in, and what a writing tool is to write.

use super::name;
use crate::vocabulary::FieldClass;

/// Longest slot whose words need not read like one.
pub(super) const SHORT: usize = 60;

/// First words of an order to a person.
#[rustfmt::skip]
pub(super) const FILL: &[&str] = &[
    "insert", "add", "enter", "fill", "put", "type", "your", "their", "specific", "name", "choose", "pick", "replace", "optional",
];

/// First words of an instruction to a model, or to the person who writes the line.
#[rustfmt::skip]
const WRITE: &[&str] = &[
    "write", "mention", "reference", "describe", "generate", "summarise", "summarize", "explain", "include", "rewrite",
    "personalise", "personalize", "compose", "draft", "create", "craft", "use", "tie", "connect", "highlight", "state", "give",
    "ask", "talk", "keep", "make",
];

/// Marks of an order to a model.
#[rustfmt::skip]
const MARKS: &[&str] = &[
    "ai:", "ai prompt", "prompt:", "gpt:", "llm:", "chatgpt:", "claude:", "instruction:", "instructions:",
];

/// True for an order to a writing tool.
pub(super) fn is_prompt(words: &str) -> bool {
    let first =
        words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_ascii_lowercase();
    is_prompt_mark(words)
        || (words.split_whitespace().nth(2).is_some() && WRITE.contains(&first.as_str()))
}

/// True when an order to a writing tool says so.
pub(super) fn is_prompt_mark(words: &str) -> bool {
    MARKS
        .iter()
        .any(|mark| words.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark)))
}

/// True for words that read like the name of a slot.
pub(super) fn is_slot(words: &str) -> bool {
    let first =
        words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_ascii_lowercase();
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase());
    FILL.contains(&first.as_str())
        || is_prompt(words)
        || name::is_known(&name(words))
        || words.split_whitespace().all(capital)
}

/// True for a name with the rest of its sentence behind it, as between the braces of two fields of
/// which the first was not closed.
pub(super) fn runs_on(words: &str) -> bool {
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    name::is_standard(first)
        && rest.split_whitespace().nth(2).is_some()
        && rest.trim_end().ends_with(['.', '?', '!'])
        && !rest.split(' ').any(|word| FILL.contains(&word) || WRITE.contains(&word))
}

/// What words between merge delimiters are; `None` when they may well be the name of a column.
pub(super) fn slot(words: &str) -> Option<FieldClass> {
    let count = words.split_whitespace().count();
    let first =
        words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_ascii_lowercase();
    let column =
        words.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '#'));
    match count {
        _ if !words.contains(char::is_alphabetic) => None,
        _ if is_prompt(words) || (count > 2 && words.ends_with(['.', '?', '!'])) => {
            Some(FieldClass::Prompt)
        }
        0..=4
            if column
                && !(count > 1
                    && FILL.contains(&first.as_str())
                    && first != "your"
                    && first != "name") =>
        {
            None
        }
        _ => Some(FieldClass::Placeholder),
    }
}

/// What an example or an addition begins with.
const CUTS: [&str; 10] =
    ["e.g.", "eg.", "i.e.", "such as", ":", " - ", " \u{2013} ", " \u{2014} ", "(", ", "];

/// The name of a slot: without the order before it and the example behind it.
pub(super) fn name(words: &str) -> String {
    let mark = MARKS
        .iter()
        .find(|mark| words.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark)));
    let words = mark.map_or(words, |mark| &words[mark.len()..]);
    let rest = words.as_bytes();
    // The first byte says no nearly always.
    let is_cut = |at: &usize| {
        CUTS.iter()
            .map(|cut| cut.as_bytes())
            .any(|cut| cut[0] == rest[*at] && rest[*at..].starts_with(cut))
    };
    let end = (1..rest.len()).find(is_cut).unwrap_or(rest.len());
    let plain = name::normalise(words.get(..end).unwrap_or(words));
    let mut short = plain.as_str();
    for order in ["insert_", "add_", "enter_", "fill_in_", "the_", "a_", "an_"] {
        short = short.strip_prefix(order).unwrap_or(short);
    }
    let short = short.strip_suffix("_here").unwrap_or(short);
    if short.len() == plain.len() { plain } else { short.to_string() }
}
