//! Texts gamed on purpose. They are part of every fit: where one would be worth more than the text
//! that it was made from, or about the same, the difference between both is asked to be a small
//! loss, so that nothing is learnt that such a trick would buy.

use std::sync::LazyLock;

use super::labels::Kind;
use crate::text::hash::next;

const NAMES: &[&str] = &[
    "Alder Foods",
    "Brightwater",
    "Larkspur Dental",
    "Hollis & Webb",
    "Quillon",
    "Marsh Lane School",
    "Torvik Freight",
];

/// Lines put in front of the text or behind it, for messages and for posts: the plainest form of
/// each trick, many others, and for messages what no recipient is glad of.
static LINES: LazyLock<[Vec<Vec<&str>>; 2]> = LazyLock::new(|| {
    let (messages, posts) =
        include_str!("tricks.txt").split_once("\n## posts").expect("both kinds");
    [messages, posts].map(|part| {
        // Behind a heading a group begins with its name, else with an empty line or a remark.
        let lines = |group: &'static str| {
            let lines = group.lines().skip(1);
            lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
        };
        part.split("\n### ").map(lines).collect()
    })
});

/// The text of a message or a post with one trick in it, chosen by `seed`.
pub fn gamed(text: &str, kind: Kind, seed: u64) -> String {
    // Each group as often as another: of plain forms there are few.
    let groups = &LINES[usize::from(kind == Kind::Post)];
    let lines = &groups[(seed % groups.len() as u64) as usize];
    let mut state = seed;
    let name = NAMES[(next(&mut state) % NAMES.len() as u64) as usize];
    let draw = next(&mut state) as usize % (lines.len() + lines.len() / 15);
    let front = next(&mut state).is_multiple_of(2);
    let Some(line) = lines.get(draw).map(|line| line.replace("{}", name)) else {
        return text
            .replace(". ", &format!(" at {name}. "))
            .replace(".\n", &format!(" at {name}.\n"));
    };
    if front {
        return behind_greeting(text, &line);
    }
    let (message, sign_off) = before_sign_off(text);
    format!("{message}\n\n{line}{sign_off}")
}

/// Words that join a sentence to the one before, and say nothing of how.
const CONNECTORS: &[&str] = &[
    "Although it is so,",
    "If so,",
    "So",
    "Because of that,",
    "Until now,",
    "That is why",
    "Even so,",
    "When that happens,",
    "Instead,",
    "And then",
];

/// The text of a message with such words before its sentences, chosen by `seed`.
pub fn connected(text: &str, mut seed: u64) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut copied = 0;
    for (at, _) in text.match_indices([' ', '\n']).filter(|(at, _)| {
        let begins = text[at + 1..].starts_with(|c: char| c.is_ascii_uppercase());
        begins && text[..*at].trim_end().ends_with(['.', '?', '!'])
    }) {
        let connector = CONNECTORS[(next(&mut seed) % CONNECTORS.len() as u64) as usize];
        out.push_str(&text[copied..=at]);
        out.push_str(connector);
        out.push(' ');
        copied = at + 1;
    }
    out.push_str(&text[copied..]);
    out
}

/// The text with a paragraph put behind its greeting.
fn behind_greeting(text: &str, line: &str) -> String {
    match text.split_once("\n\n") {
        Some((greeting, rest)) if greeting.len() < 40 => format!("{greeting}\n\n{line}\n\n{rest}"),
        _ => format!("{line}\n\n{text}"),
    }
}

/// The text and its last short paragraph, which is mostly a sign-off.
fn before_sign_off(text: &str) -> (&str, &str) {
    match text.trim_end().rfind("\n\n") {
        Some(at) if text.trim_end().len() - at < 50 => text.split_at(at),
        _ => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Hi \u{c1}na,\n\nThe tender is out. It names two crews.\n\nWho plans them? The \u{e9}cluse shuts at six. Is that known?\n\nLee";

    #[test]
    fn each_group_holds_lines_and_no_heading() {
        let [messages, posts] = &*LINES;
        assert_eq!((messages.len(), posts.len()), (3, 2));
        for line in
            messages.iter().chain(posts).inspect(|group| assert!(group.len() > 15)).flatten()
        {
            assert!(line.contains(' ') && !line.starts_with('#'), "{line}");
        }
    }

    #[test]
    fn sentences_are_connected_where_they_begin() {
        let connected = connected(TEXT, 7);
        for begins in ["It", "Who", "The \u{e9}", "Is"] {
            let joined = |words: &&str| connected.contains(&format!("{words} {begins}"));
            assert!(CONNECTORS.iter().any(joined), "{begins}: {connected}");
        }
        assert!(connected.contains("\n\nThe tender"), "{connected}");
        let mut left = connected.clone();
        CONNECTORS.iter().for_each(|words| left = left.replace(&format!("{words} "), ""));
        assert_eq!(left, TEXT);
    }
}
