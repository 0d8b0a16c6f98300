//! The page of names: the check kinds with their keys and an example each, and every name that a
//! pack may use. `docs/vocabulary.md`.

use std::fmt::Write;

use crate::pack::PACK;
use crate::pack::check::KINDS;
use crate::text::capital;
use crate::vocabulary::TABLES;
use crate::yaml::{Key, Keys, Shape};

/// The page, in Markdown.
pub fn markdown() -> String {
    let mut out = "# The vocabulary of packs\n\nEvery name that a pack of rules may use, and what it means. `germane schema pack` tells it to editors. This page is written by \
                   `germane rules --vocabulary`.\n"
        .to_string();
    out += "\n## Check kinds\n\nThe `check` of a rule is exactly one of these.\n";
    for kind in &KINDS {
        let _ = write!(
            out,
            "\n### `{}`\n\n{}.\n\n```yaml\ncheck: {}\n```\n\n",
            kind.name(),
            capital(kind.about),
            kind.example
        );
        keys(&kind.keys, &mut out);
    }
    out += "\n## Keys of a pack\n\n";
    keys(&PACK, &mut out);
    let mut below = vec![&PACK];
    let mut told: Vec<&str> = Vec::new();
    while let Some(table) = below.pop() {
        let inner: Vec<&'static Keys> =
            table.keys.iter().flat_map(|key| maps(&key.shape)).collect();
        for table in inner.into_iter().rev() {
            if !told.contains(&table.what) {
                told.push(table.what);
                let _ = write!(out, "\n### Keys of {}\n\n", table.what);
                keys(table, &mut out);
                below.push(table);
            }
        }
    }
    for table in TABLES {
        let _ = write!(
            out,
            "\n## {}\n\n{}\n\n| name | meaning |\n|---|---|\n",
            table.title, table.about
        );
        for (name, meaning) in table.names.iter().copied().flatten() {
            let _ = writeln!(out, "| `{name}` | {} |", cell(meaning));
        }
    }
    out
}

/// The maps under a key: what account files hold is `germane schema account`, and checks stand
/// above.
fn maps(shape: &'static Shape) -> Vec<&'static Keys> {
    match shape {
        Shape::Map(keys) if keys.get("account").is_none_or(|key| !key.required) => vec![keys],
        Shape::Many(one) | Shape::List(one, _) | Shape::Entries(_, one) => maps(one),
        Shape::Either(all) => all.iter().flat_map(maps).collect(),
        _ => Vec::new(),
    }
}

fn keys(table: &Keys, out: &mut String) {
    *out += "| key | value | meaning |\n|---|---|---|\n";
    for key in table.keys {
        let must = if key.required { ", required" } else { "" };
        let _ = writeln!(out, "| `{}` | {}{must} | {} |", key.name, value(key), cell(key.about));
    }
}

/// What a key takes, in a few words.
fn value(key: &Key) -> String {
    shape(&key.shape)
}

fn shape(of: &Shape) -> String {
    match of {
        Shape::Any => "anything".into(),
        Shape::Text | Shape::Form(_) => "text".into(),
        Shape::Scalar => "text or a number".into(),
        Shape::Null => "`null`".into(),
        Shape::Label => "a label".into(),
        Shape::Flag => "`true` or `false`".into(),
        Shape::Number => "a number".into(),
        Shape::Within(least, most) => format!("a number, {least} to {most}"),
        Shape::Whole(least, most) => format!("a whole number, {least} to {most}"),
        Shape::Names(lists) => one_of(lists),
        Shape::Listed(list) => one_of(&[&list()]),
        Shape::Words(words) => {
            words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
        }
        Shape::Many(one) => format!("{}, or a list", shape(one)),
        Shape::List(one, _) => format!("a list of: {}", shape(one)),
        Shape::Tuple(one, many) => format!("a list of {many}: {}", shape(one)),
        Shape::Map(keys) => format!("keys of {}", keys.what),
        Shape::Entries(_, value) => format!("names with: {}", shape(value)),
        Shape::Kinds(_) => "one of the check kinds".into(),
        Shape::Either(all) => all.iter().map(shape).collect::<Vec<_>>().join("; or "),
    }
}

/// A few names are named; of many their list.
fn one_of(lists: &[&[(&str, &str)]]) -> String {
    let known = TABLES.iter().find(|table| lists.iter().all(|list| table.names.contains(list)));
    match known {
        Some(table) => format!(
            "one of [{}](#{})",
            table.title.to_lowercase(),
            table.title.to_lowercase().replace(' ', "-")
        ),
        None => lists
            .iter()
            .copied()
            .flatten()
            .map(|(name, _)| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// Words that may stand in a cell of a table.
fn cell(words: &str) -> String {
    words.replace('|', "\\|")
}
