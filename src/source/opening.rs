//! First lines: whether one greets somebody, also when a template makes the greeting.

use std::borrow::Cow;

use crate::lexicon::greeting;

/// Words that stand where a name would.
const EVERYBODY: &[&str] = &[
    "there",
    "all",
    "team",
    "everyone",
    "everybody",
    "folks",
    "guys",
    "zusammen",
    "à",
    "a",
    "todos",
    "tutti",
    "allemaal",
    "again",
    "equipo",
    "equipe",
    "équipe",
];
/// Words inside of names, and between two.
const PARTICLES: &[&str] = &[
    "and", "&", "or", "de", "da", "do", "dos", "di", "del", "della", "la", "le", "du", "von",
    "van", "der", "den", "ter", "und", "y", "e", "et", "en", "og", "och", "i",
];
/// A line that says more than a greeting and has no comma is no longer than this, in bytes.
const SHORT: usize = 80;

/// True for a line that greets somebody, whatever follows on it.
pub fn greets(line: &str) -> bool {
    let line = plain(line);
    let Some(word) = greeting::begins(&line) else { return false };
    let named = |part: &str| {
        part.split_whitespace()
            .all(|word| EVERYBODY.contains(&word) || PARTICLES.contains(&word) || is_name(word))
    };
    match greeting::end(&line, inside(&line)) {
        Some(end) if end == line.len() => true,
        Some(end) => named(
            line.get(word..end)
                .unwrap_or_default()
                .trim_end_matches([',', '!', ':', '-', '–', '—'])
                .trim(),
        ),
        None => line.len() < SHORT && line[word..].split_whitespace().next().is_some_and(named),
    }
}

/// True for a text that tells a program what to write: "You draft one cold mail. [...] Return JSON."
pub fn instructs(text: &str) -> bool {
    const ORDERS: &[&str] = &[
        "you are a ",
        "you are an ",
        "you are the ",
        "you draft ",
        "you write ",
        "you generate ",
        "you will be given ",
        "you will receive ",
        "your task is ",
        "your job is ",
        "act as ",
    ];
    const ANSWERS: &[&str] = &["return", "output", "respond with", "reply with", "answer with"];
    let words = |line: &&str| !line.trim().is_empty() && !line.starts_with(['#', '-']);
    let first = text.lines().find(words).unwrap_or_default().trim_start_matches(['>', '*', ' ']);
    let first = first.to_lowercase();
    let says = |line: &str| {
        let line = line.trim_start_matches(['#', '-', '*', ' ']).to_lowercase();
        ANSWERS.iter().any(|order| {
            line.strip_prefix(order).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
        })
    };
    ORDERS.iter().any(|order| first.starts_with(order)) && text.lines().any(says)
}

/// True for a line that greets somebody and says whom.
pub fn greets_by_name(line: &str) -> bool {
    let bare = plain(line);
    let named = greeting::begins(&bare)
        .is_some_and(|word| bare[word..].starts_with([' ', '{', '[', '\u{a0}']));
    named && greets(line)
}

/// True for words that speak to somebody: they begin with a greeting that names somebody, or with a
/// merge field, or hold fields.
pub fn addresses(words: &str) -> bool {
    let first = words.trim_start().lines().next().unwrap_or_default();
    // Scripts spell line breaks out.
    let first = first.split("\\n").next().unwrap_or_default();
    greets_by_name(first) || is_greeting(first) || words.contains("{{")
}

/// True for a line that is a greeting from its start to its end and says whom it greets, or a name
/// alone: `Hi Ana,`, `{{first_name}},`.
pub fn is_greeting(line: &str) -> bool {
    let line = plain(line);
    let whole = |word: usize| {
        let end = greeting::end(&line, inside(&line)) == Some(line.len());
        end && line[word..].contains(|c: char| c.is_alphanumeric())
    };
    greeting::begins(&line).map_or_else(|| is_name_alone(&line), whole)
}

/// `Ana,` or `{{first_name}},`: a few names or fields, and a comma.
fn is_name_alone(line: &str) -> bool {
    /// What begins a clause, with a capital at the start of a line.
    const CLAUSES: &[&str] = &[
        "Because", "If", "When", "As", "Given", "Since", "For", "With", "After", "Before", "While",
        "Once", "In", "At", "On", "By", "To",
    ];
    let Some(names) = line.strip_suffix([',', '!', '\u{2014}']) else { return false };
    let field = names.starts_with(['{', '[', '%', '<']) && names.ends_with(['}', ']', '%', '>']);
    // Code and settings have braces too, and words in capitals are called out.
    let code = names.contains(['(', '=', ';']) && !names.contains("{{") || names.contains("\":");
    let mut words = names.split_whitespace();
    let plain = !line.ends_with('!') || names.contains(['{', '[']) || words.clone().count() < 2;
    let clause = words.clone().next().is_some_and(|word| CLAUSES.contains(&word));
    let few = words.clone().count() <= 3;
    !names.is_empty()
        && !code
        && !clause
        && (field && names.len() < SHORT || few && plain && words.all(is_name))
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || matches!(c, '{' | '[' | '%' | '<'))
        && !word.ends_with(['.', ':', ';'])
}

/// Tells, of places asked for in order, which stand inside of braces or brackets.
fn inside(line: &str) -> impl FnMut(usize) -> bool {
    let (mut read, mut open) = (0, 0);
    move |at| {
        open += line.as_bytes()[read..at]
            .iter()
            .map(|byte| i32::from(b"{[".contains(byte)) - i32::from(b"}]".contains(byte)))
            .sum::<i32>();
        read = at;
        open > 0
    }
}

/// A line without emphasis and without tags that choose (`{% if n %}`, `{{#if n}}`), and with the
/// first of the alternatives that it begins with.
fn plain(line: &str) -> Cow<'_, str> {
    let line = line.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n', '*', '_', '\u{a0}']);
    if line.len() > 4 * SHORT || !line.contains(['{', '<']) {
        return line.into();
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['{', '<']) {
        out += &rest[..at];
        rest = &rest[at..];
        let logic = [
            ("{%", "%}"),
            ("{{#", "}}"),
            ("{{/", "}}"),
            ("{{^", "}}"),
            ("{{else", "}}"),
            ("<%", "%>"),
        ];
        let tag = logic.iter().find_map(|(open, close)| {
            rest.strip_prefix(open)
                .and_then(|inner| Some((open, inner, inner.find(close)? + close.len())))
        });
        match tag {
            // `<%= name %>` writes a name.
            Some((&"<%", inner, end)) if inner.starts_with('=') => {
                out += "{}";
                rest = &inner[end..];
            }
            Some((_, inner, end)) => rest = &inner[end..],
            None => match alternative(rest).filter(|_| out.trim().is_empty()) {
                Some((words, after)) => {
                    out += words;
                    rest = after;
                }
                None => {
                    out.push(rest.chars().next().unwrap_or_default());
                    rest = &rest[1..];
                }
            },
        }
    }
    out += rest;
    out.trim().to_string().into()
}

/// The first greeting among `{Hi|Hey}`, and what stands behind them.
fn alternative(text: &str) -> Option<(&str, &str)> {
    let inner = text.trim_start_matches('{');
    let (inner, after) = inner.split_once('}')?;
    let words = inner.split('|').map(str::trim).find(|words| greeting::begins(words).is_some())?;
    inner.contains('|').then(|| (words, after.trim_start_matches('}')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greetings_are_told_from_other_first_lines() {
        for line in [
            "Hi Ana,",
            "**Hi Ana,**",
            "Hey Sofia, loved your post on berths and what the new crews make of the night shift at Pier 7",
            "Hallo zusammen,",
            "{Hi|Hey} {{first_name}},",
            "{{RANDOM | Hi | Hello}} {{firstName}},",
            "{% if n %}Hi {{n}}{% else %}Hi there{% endif %},",
            "Hi{{#if n}} {{n}}{{/if}},",
            "Sehr geehrte Frau {{last_name}},",
            "Dzień dobry Pani Anno,",
            "Hi <%= first_name %>,",
            "Oi {{nome}}, tudo bem?",
        ] {
            assert!(greets(line), "{line}");
        }
        assert!(
            greets_by_name("Hey Sofia, loved your post")
                && !greets_by_name("Hi, I need help with a post.")
        );
        for line in [
            "Beste Wege durch den Hafen, erklärt für alle, die neu sind",
            "Caro is the fast way to get Rust going, and it is small",
            "History",
            "Our plan",
        ] {
            assert!(!greets(line), "{line}");
        }
        for line in ["Ana,", "{{first_name}},", "Hi Ana", "Ana Ruiz —", "%FIRSTNAME%,"] {
            assert!(is_greeting(line), "{line}");
        }
        for line in [
            "Notes, of May",
            "In short,and so on,",
            "Hi,",
            "Hi Ana, loved your post",
            "Ports and piers,",
        ] {
            assert!(!is_greeting(line), "{line}");
        }
    }
}
