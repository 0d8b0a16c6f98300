//! The tree of conditions and loops: which tag closes which, what each branch holds, and which
//! names are known to have a value there.

use std::collections::HashMap;

use super::{Field, name, scanned::ScannedField};
use crate::text::Span;
use crate::vocabulary::FieldProblem;

/// More names than this in one condition are not kept.
const MOST_GUARDS: usize = 4;

struct Open {
    /// The keyword with its language: `%if`, `#each`, `go`.
    key: String,
    /// Names that have a value in the branch being read.
    guards: Vec<String>,
    /// The condition is turned round, or its `else` is being read.
    inverse: bool,
    /// The opening tag, among those found.
    index: usize,
    /// Where the branch starts.
    branch: usize,
}

/// Blocks open at the point reached.
#[derive(Default)]
pub(super) struct Blocks {
    open: Vec<Open>,
    keys: HashMap<String, usize>,
    guards: HashMap<String, usize>,
}

impl Blocks {
    /// An opening tag, number `index` of those found. Loops guard all that stands in them.
    pub fn open(&mut self, index: usize, end: usize, key: String, keyword: &str, condition: &str) {
        let inverse = keyword == "unless" || key.starts_with('^');
        let guards = guards(keyword, condition);
        *self.keys.entry(key.clone()).or_default() += 1;
        self.open.push(Open { key, guards, inverse, index, branch: end });
        self.guard(1);
    }

    /// True when a block of that key is open.
    pub fn is_open(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    /// An `else`: the branch before it ends. False when nothing is open.
    pub fn branch(&mut self, span: Span, condition: &str, found: &mut [ScannedField]) -> bool {
        if self.open.is_empty() {
            return false;
        }
        self.guard(-1);
        let Some(top) = self.open.last_mut() else { return false };
        found[top.index].field.options.push(Span::new(top.branch, span.start()));
        top.branch = span.end();
        top.inverse = condition.is_empty() && !top.inverse;
        if !condition.is_empty() {
            top.guards = guards("", condition);
        }
        self.guard(1);
        true
    }

    /// A closing tag: closes the nearest block of that key, and leaves those inside it unbalanced.
    /// False when there is none.
    pub fn close(&mut self, span: Span, key: &str, found: &mut [ScannedField]) -> bool {
        if !self.is_open(key) {
            return false;
        }
        while let Some(top) = self.pop() {
            let field = &mut found[top.index].field;
            if top.key == key {
                field.options.push(Span::new(top.branch, span.start()));
                break;
            }
            field.add(FieldProblem::Unbalanced);
        }
        true
    }

    /// The end of the text: what is open stays open.
    pub fn finish(&mut self, found: &mut [ScannedField]) {
        self.open.iter().for_each(|open| found[open.index].field.add(FieldProblem::Unbalanced));
    }

    /// True when a condition or loop sees to it that the field has a value.
    pub fn guards(&self, field: &Field) -> bool {
        [field.name.as_str(), "*"]
            .iter()
            .any(|name| self.guards.get(*name).is_some_and(|count| *count > 0))
    }

    fn pop(&mut self) -> Option<Open> {
        self.guard(-1);
        let top = self.open.pop()?;
        if let Some(count) = self.keys.get_mut(&top.key) {
            *count -= 1;
            if *count == 0 {
                self.keys.remove(&top.key);
            }
        }
        Some(top)
    }

    /// Counts the guards of the innermost block in (1) or out (-1).
    fn guard(&mut self, by: isize) {
        let Some(top) = self.open.last().filter(|top| !top.inverse) else { return };
        for guard in &top.guards {
            let count = self.guards.entry(guard.clone()).or_default();
            *count = count.saturating_add_signed(by);
        }
    }
}

fn guards(keyword: &str, condition: &str) -> Vec<String> {
    if matches!(keyword, "for" | "each" | "range" | "with") {
        return vec!["*".to_string()];
    }
    let words =
        condition.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '"' | '\'')));
    let plain = |word: &&str| {
        word.starts_with(|c: char| c.is_alphabetic() || c == '.')
            && !matches!(*word, "and" | "or" | "not" | "eq" | "ne")
    };
    words
        .filter(plain)
        .take(MOST_GUARDS)
        .map(name::normalise)
        .filter(|name| !name.is_empty())
        .collect()
}
