//! Files of a module do not import each other in a circle. What the head of a module (`mod.rs`)
//! holds is shared by the files below it, so an import of one's own head is none that counts; what
//! the head imports from them does not count back either.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use regex::Regex;

use crate::tidy::sources;

/// The path of a module: `["report", "human", "full"]`.
type Module = Vec<String>;

/// The source, read for its imports.
struct Imports {
    /// Every path that a file names, and whether it is passed on (`pub use`).
    paths: BTreeMap<Module, Vec<(String, bool)>>,
    /// Names that a module passes on, and the module that they are from.
    passed_on: BTreeMap<Module, BTreeMap<String, Module>>,
}

fn module(path: &Path) -> Module {
    let inside =
        path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).expect("below src");
    let mut parts: Module =
        inside.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    parts.pop_if(|last| last == "mod");
    parts
}

/// The code of a file, without comments and strings.
fn code(text: &str) -> String {
    let other = Regex::new(r###"//[^\n]*|(?s:\br#".*?"#)|'\\?"'|"(?:[^"\\]|(?s:\\.))*""###);
    other.expect("a pattern").replace_all(text, "").into_owned()
}

/// The same, without the tests at the end of the file.
fn code_without_tests(text: &str) -> String {
    let tests = Regex::new(r"(?s)#\[cfg\(test\)\]\s*mod \w+ \{.*").expect("a pattern");
    code(&tests.replace(text, ""))
}

/// What modules at the top import from each other, tests included: the file, its module, and the
/// module that it imports from.
pub fn between_top_modules() -> Vec<(String, String, String)> {
    let imports = Imports::read(code);
    let mut found = Vec::new();
    for (here, paths) in &imports.paths {
        let others: BTreeSet<Module> =
            paths.iter().filter_map(|(path, _)| imports.resolve(here, path)).collect();
        let others = others.into_iter().filter(|other| other[0] != here[0]);
        found.extend(others.map(|other| (here.join("::"), here[0].clone(), other[0].clone())));
    }
    found
}

/// The paths of a tree such as `super::{a, b::{c, d as e}}`.
fn flatten(prefix: &str, tree: &str, paths: &mut Vec<String>) {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        let path = tree.split(" as ").next().unwrap_or_default().trim();
        return paths.push(if prefix.is_empty() {
            path.to_string()
        } else {
            format!("{prefix}::{path}")
        });
    };
    let head = tree[..open].trim_end_matches("::");
    let prefix = if prefix.is_empty() { head.to_string() } else { format!("{prefix}::{head}") };
    let inner = &tree[open + 1..tree.rfind('}').unwrap_or(tree.len())];
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !inner[start..at].trim().is_empty() {
                    flatten(&prefix, &inner[start..at], paths);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

impl Imports {
    /// The imports of all files, found in what `code` leaves of each.
    fn read(code: fn(&str) -> String) -> Imports {
        let uses = Regex::new(r"(pub(?:\([^)]*\))?\s+)?\buse\s+([^;]+);").expect("a pattern");
        let named = Regex::new(r"\b\w+(?:::\w+)+").expect("a pattern");
        let mut imports = Imports { paths: BTreeMap::new(), passed_on: BTreeMap::new() };
        for path in sources("src") {
            let code = code(&fs::read_to_string(&path).expect("readable"));
            let mut all = Vec::new();
            for found in uses.captures_iter(&code) {
                let mut paths = Vec::new();
                flatten("", &found[2], &mut paths);
                all.extend(paths.into_iter().map(|path| (path, found.get(1).is_some())));
            }
            let rest = uses.replace_all(&code, "");
            all.extend(named.find_iter(&rest).map(|path| (path.as_str().to_string(), false)));
            imports.paths.insert(module(&path), all);
        }
        // A name may be passed on twice.
        for _ in 0..2 {
            for (module, paths) in &imports.paths.clone() {
                for (path, _) in paths.iter().filter(|(_, passed_on)| *passed_on) {
                    if let Some(from) = imports.resolve(module, path) {
                        let name = path.rsplit("::").next().unwrap_or_default().to_string();
                        imports.passed_on.entry(module.clone()).or_default().insert(name, from);
                    }
                }
            }
        }
        imports
    }

    /// The module that a path leads to from `here`; `None` for what is no module of this crate.
    fn resolve(&self, here: &Module, path: &str) -> Option<Module> {
        let mut parts = path.split("::").peekable();
        let mut at = match parts.peek().copied()? {
            "crate" => Module::new(),
            "self" | "super" => here.clone(),
            first => {
                let child = [here.as_slice(), &[first.to_string()]].concat();
                self.paths.contains_key(&child).then(|| here.clone())?
            }
        };
        while let Some(part) = parts.peek().copied() {
            match part {
                "crate" | "self" => {}
                "super" => drop(at.pop()),
                _ => {
                    let child = [at.as_slice(), &[part.to_string()]].concat();
                    if !self.paths.contains_key(&child) {
                        break;
                    }
                    at = child;
                }
            }
            parts.next();
        }
        let passed_on = parts.peek().and_then(|name| self.passed_on.get(&at)?.get(*name));
        passed_on.cloned().or(Some(at).filter(|at| !at.is_empty()))
    }

    /// What each file imports from files of the same top module, its own heads aside.
    fn within_modules(&self) -> BTreeMap<Module, BTreeSet<Module>> {
        let mut edges = BTreeMap::new();
        for (here, paths) in &self.paths {
            let others = paths.iter().filter_map(|(path, passed_on)| {
                let other = self.resolve(here, path)?;
                let own = here.starts_with(&other) || (*passed_on && other.starts_with(here));
                (!own && other.first() == here.first()).then_some(other)
            });
            edges.insert(here.clone(), others.collect());
        }
        edges
    }
}

/// Everything that can be reached from a module.
fn reached(from: &Module, edges: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<Module> {
    let (mut found, mut next) = (BTreeSet::new(), vec![from.clone()]);
    while let Some(module) = next.pop() {
        let new = edges.get(&module).into_iter().flatten().filter(|other| !found.contains(*other));
        next.extend(new.cloned().collect::<Vec<_>>());
        found.extend(edges.get(&module).into_iter().flatten().cloned());
    }
    found
}

#[test]
fn files_do_not_import_each_other_in_a_circle() {
    let edges = Imports::read(code_without_tests).within_modules();
    assert!(
        edges.values().map(BTreeSet::len).sum::<usize>() > 200,
        "imports are not understood any more"
    );
    let reach: BTreeMap<&Module, BTreeSet<Module>> =
        edges.keys().map(|module| (module, reached(module, &edges))).collect();
    let mut circles: BTreeSet<Vec<String>> = BTreeSet::new();
    for (module, others) in &reach {
        let circle = others
            .iter()
            .filter(|other| reach.get(other).is_some_and(|back| back.contains(*module)));
        let mut circle: Vec<String> = circle.map(|other| other.join("::")).collect();
        circle.sort();
        circles.extend(Some(circle).filter(|circle| circle.len() > 1));
    }
    let listed: Vec<String> = circles.iter().map(|circle| circle.join(", ")).collect();
    assert!(listed.is_empty(), "these files import each other:\n{}", listed.join("\n"));
}
