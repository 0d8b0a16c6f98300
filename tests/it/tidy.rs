//! The shape of the source: imports run one way, files stay small, only the command line prints.

use std::fs;
use std::path::{Path, PathBuf};

use crate::circles::between_top_modules;

/// Modules from left to right; a module imports only from modules to its left.
const ORDER: &[&str] = &[
    "vocabulary",
    "order",
    "text",
    "diff",
    "expression",
    "files",
    "yaml",
    "lexicon",
    "linear",
    "fields",
    "draft",
    "account",
    "source",
    "leads",
    "pack",
    "analysis",
    "builtin",
    "engine",
    "reader",
    "fingerprint",
    "score",
    "config",
    "outcome",
    "lint",
    "fit",
    "fix",
    "baseline",
    "examples",
    "campaign",
    "learn",
    "report",
    "compare",
    "schema",
    "project",
    "lsp",
    "mcp",
    "cli",
    "main",
];

pub fn sources(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in
            fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
        {
            match entry.extension().and_then(|ending| ending.to_str()) {
                _ if entry.is_dir() => folders.push(entry),
                Some("rs") => files.push(entry),
                _ => {}
            }
        }
    }
    files.sort();
    files
}

fn module_of(path: &Path) -> String {
    let inside =
        path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).expect("below src");
    let first = inside.components().next().expect("a component").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_string()
}

#[test]
fn imports_run_one_way() {
    let rank = |module: &str| {
        let place = ORDER.iter().position(|known| *known == module);
        place.unwrap_or_else(|| panic!("{module} has no place in the order"))
    };
    let imports = between_top_modules();
    assert!(imports.len() > 500, "imports are not understood any more: {}", imports.len());
    let wrong: Vec<String> = imports
        .iter()
        .filter(|(_, own, other)| rank(own) < rank(other))
        .map(|(file, _, other)| format!("{file} imports {other}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_order_is_written_down() {
    let order = ORDER.join(" < ");
    for name in ["src/lib.rs", "ARCHITECTURE.md"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = fs::read_to_string(path).expect("readable").replace("//!", "");
        let words: Vec<&str> = text.split_whitespace().collect();
        assert!(words.join(" ").contains(&order), "{name} has another order");
    }
}

#[test]
fn files_stay_small_and_say_what_they_are() {
    let mut wrong = Vec::new();
    let mut lengths = Vec::new();
    for path in sources("src") {
        let text = fs::read_to_string(&path).expect("readable");
        let lines = text.lines().count();
        lengths.push(lines);
        if lines > 400 {
            wrong.push(format!("{}: {lines} lines; split it", path.display()));
        }
        if !text.starts_with("//!") {
            wrong.push(format!("{}: no `//!` header", path.display()));
        }
    }
    lengths.sort_unstable();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        lengths[lengths.len() / 2] < 150,
        "median file has {} lines",
        lengths[lengths.len() / 2]
    );
}

#[test]
fn only_the_command_line_prints() {
    for path in
        sources("src").iter().filter(|path| !matches!(module_of(path).as_str(), "cli" | "main"))
    {
        let text = fs::read_to_string(path).expect("readable");
        for word in ["println!(", "print!(", "std::process::exit", "dbg!("] {
            assert!(
                !text
                    .lines()
                    .any(|line| !line.trim_start().starts_with("//") && line.contains(word)),
                "{}: {word}",
                path.display()
            );
        }
    }
}
