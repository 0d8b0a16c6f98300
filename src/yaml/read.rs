//! Strict reading of a tree: every unknown key, missing key and wrong value is a problem with its
//! place, what was wrong and what is allowed. What a map may hold stands in a table of [`Keys`]; of
//! maps that have none the allowed keys are those that were asked for.

use std::collections::HashSet;

use super::{Keys, Node, Shape, Value};
use crate::text::{Problem, Span, nearest, slip};

/// All problems of one reading, in the order found.
#[derive(Debug, Default)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Notes a problem.
    pub fn add(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// The entries of a map whose keys are names that the user chooses, each once; `what` they are
    /// and an example are told of anything else.
    pub fn pairs<'n>(&mut self, node: &'n Node, what: &str, example: &str) -> &'n [(Node, Node)] {
        if !matches!(node.value, Value::Map(_)) && !node.is_null() {
            let found = node.describe();
            let message = format!("expected {what} (keys and values), found {found}");
            self.add(Problem::error(node.span, message).hint(format!("for example `{example}`")));
        }
        self.no_key_twice(node);
        node.entries()
    }

    /// Strings with their places: a list, or one alone; an example is told of anything else.
    pub fn placed_strings(&mut self, node: &Node, example: &str) -> Vec<(String, Span)> {
        let mut all = Vec::new();
        for item in node.items() {
            let before = self.0.len();
            all.extend(self.string(item).map(|text| (text, item.span)));
            let hint = || format!("for example `{example}`");
            self.0[before..].iter_mut().for_each(|problem| problem.hint = Some(hint()));
        }
        all
    }

    /// Reports keys of a map that are given twice, where keys are names that the user chooses.
    pub fn no_key_twice(&mut self, map: &Node) {
        let mut met = HashSet::new();
        for (key, _) in map.entries() {
            if !met.insert(key.as_str()) {
                self.add(given_twice(key));
            }
        }
    }

    /// A non-empty string, or a problem.
    pub fn string(&mut self, node: &Node) -> Option<String> {
        match node.as_str() {
            Some(text) if !text.trim().is_empty() => Some(text.to_string()),
            _ => self.wrong(node, "text"),
        }
    }

    /// Strings: a list, or one alone.
    pub fn strings(&mut self, node: &Node) -> Vec<String> {
        node.items().iter().filter_map(|item| self.string(item)).collect()
    }

    /// `true` or `false`, or a problem.
    pub fn flag(&mut self, node: &Node) -> Option<bool> {
        match node.as_str() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => self.wrong(node, "true or false"),
        }
    }

    /// A finite number, or a problem.
    pub fn number(&mut self, node: &Node) -> Option<f64> {
        match node
            .as_str()
            .and_then(|text| text.parse::<f64>().ok())
            .filter(|number| number.is_finite())
        {
            Some(number) => Some(number),
            None => self.wrong(node, "a number"),
        }
    }

    /// A whole number within `range`, or a problem.
    pub fn whole(&mut self, node: &Node, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
        match node
            .as_str()
            .and_then(|text| text.parse().ok())
            .filter(|number| range.contains(number))
        {
            Some(number) => Some(number),
            None => self
                .wrong(node, &format!("a whole number from {} to {}", range.start(), range.end())),
        }
    }

    /// One of the named values, or a problem that lists them.
    pub fn choice<T: Copy>(&mut self, node: &Node, allowed: &[(&str, T)]) -> Option<T> {
        let text = node.as_str().unwrap_or_default();
        if let Some((_, value)) = allowed.iter().find(|(name, _)| *name == text) {
            return Some(*value);
        }
        let names: Vec<&str> = allowed.iter().map(|(name, _)| *name).collect();
        self.add(
            Problem::error(
                node.span,
                format!("`{}` is not one of the values allowed here", node.brief()),
            )
            .hint(allowed_hint(text, &names)),
        );
        None
    }

    /// The code of a language, of `en`, `EN` or `en-GB`; a problem for what is none.
    pub fn language(&mut self, node: &Node) -> Option<String> {
        let text = self.string(node)?;
        let code = text.split(['-', '_']).next().unwrap_or_default().trim().to_lowercase();
        if matches!(code.len(), 2 | 3) && code.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Some(code);
        }
        let message = format!("`{}` is not the code of a language", node.brief());
        self.add(
            Problem::error(node.span, message).hint("two letters: `en`, `de`, `fr` (ISO 639-1)"),
        );
        None
    }

    /// Values out of the named ones: a list, or one alone.
    pub fn choices<T: Copy>(&mut self, node: &Node, allowed: &[(&str, T)]) -> Vec<T> {
        node.items().iter().filter_map(|item| self.choice(item, allowed)).collect()
    }

    fn wrong<T>(&mut self, node: &Node, expected: &str) -> Option<T> {
        self.add(Problem::error(
            node.span,
            format!("expected {expected}, found {}", node.describe()),
        ));
        None
    }
}

fn given_twice(key: &Node) -> Problem {
    Problem::error(key.span, format!("the key `{}` is given twice", key.brief()))
}

/// A file that could not be used, with its problems.
#[derive(Clone, Debug)]
pub struct Broken {
    /// Its path.
    pub path: String,
    /// Its text; empty when it could not be read.
    pub text: String,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Broken {
    /// A file of which nothing could be read, and why.
    pub fn unread(path: &str, why: Problem) -> Self {
        Broken { path: path.to_string(), text: String::new(), problems: vec![why] }
    }
}

/// Keys of a map that are compared with those that are known: nobody writes more of them by hand.
const COMPARED: usize = 60;
/// At most this many wrong keys of one map are reported one by one.
const TOLD: usize = 50;

/// Reads the keys of one map; what was not asked for is a problem when it is finished.
pub struct MapReader<'n> {
    what: &'static str,
    node: &'n Node,
    /// The table that it is read by, if there is one.
    table: Option<&'static Keys>,
    asked: Vec<&'static str>,
}

impl<'n> MapReader<'n> {
    /// Starts on `node`; `what` names the thing in messages ("a rule"). A node that is not a map is
    /// a problem.
    pub fn new(what: &'static str, node: &'n Node, problems: &mut Problems) -> Option<Self> {
        if !matches!(node.value, Value::Map(_)) {
            problems.add(Problem::error(
                node.span,
                format!("expected {what} (keys and values), found {}", node.describe()),
            ));
            return None;
        }
        Some(MapReader { what, node, table: None, asked: Vec::new() })
    }

    /// Starts on `node`, by a table of keys.
    pub fn of(table: &'static Keys, node: &'n Node, problems: &mut Problems) -> Option<Self> {
        let asked = table.keys.iter().map(|key| key.name).collect();
        Some(MapReader { table: Some(table), asked, ..MapReader::new(table.what, node, problems)? })
    }

    /// The value of an optional key; an explicit null counts as absent.
    pub fn get(&mut self, key: &'static str) -> Option<&'n Node> {
        match self.table {
            Some(table) => debug_assert!(
                table.get(key).is_some(),
                "{} has no key `{key}` in its table",
                table.what
            ),
            None => self.asked.push(key),
        }
        self.node.get(key).filter(|value| !value.is_null())
    }

    /// The value of a key that must be there.
    pub fn require(&mut self, key: &'static str, problems: &mut Problems) -> Option<&'n Node> {
        let found = self.get(key);
        if found.is_none() {
            let first = self.node.entries().first().map_or(self.node.span, |(key, _)| key.span);
            problems.add(Problem::error(first, format!("{} needs the key `{key}`", self.what)));
        }
        found
    }

    /// A whole number within what the table of keys allows.
    pub fn whole(&mut self, key: &'static str, problems: &mut Problems) -> Option<u32> {
        let range = match self.table.and_then(|table| Some(&table.get(key)?.shape)) {
            Some(Shape::Whole(least, most)) => *least..=*most,
            _ => 0..=u32::MAX,
        };
        self.get(key).and_then(|node| problems.whole(node, range))
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &'static str, problems: &mut Problems) -> Option<bool> {
        self.get(key).and_then(|node| problems.flag(node))
    }

    /// A number.
    pub fn number(&mut self, key: &'static str, problems: &mut Problems) -> Option<f64> {
        self.get(key).and_then(|node| problems.number(node))
    }

    /// Text that is not empty.
    pub fn text(&mut self, key: &'static str, problems: &mut Problems) -> Option<String> {
        self.get(key).and_then(|node| problems.string(node))
    }

    /// Texts: a list, or one alone.
    pub fn texts(&mut self, key: &'static str, problems: &mut Problems) -> Vec<String> {
        self.get(key).map(|node| problems.strings(node)).unwrap_or_default()
    }

    /// One of the named values.
    pub fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        allowed: &[(&str, T)],
        problems: &mut Problems,
    ) -> Option<T> {
        self.get(key).and_then(|node| problems.choice(node, allowed))
    }

    /// Values out of the named ones: a list, or one alone.
    pub fn choices<T: Copy>(
        &mut self,
        key: &'static str,
        allowed: &[(&str, T)],
        problems: &mut Problems,
    ) -> Vec<T> {
        self.get(key).map(|node| problems.choices(node, allowed)).unwrap_or_default()
    }

    /// Reports keys given twice, and keys that are nearly some that were asked for; all others are
    /// for somebody else.
    pub fn finish_among_others(self, problems: &mut Problems) {
        let mut met = HashSet::new();
        for (key, _) in self.node.entries() {
            let name = key.as_str().unwrap_or_default();
            if !met.insert(name) {
                problems.add(given_twice(key));
            } else if !self.asked.contains(&name)
                && met.len() <= COMPARED
                && let Some(near) = slip(name, &self.asked)
                && self.node.get(near).is_none()
            {
                let problem =
                    Problem::error(key.span, format!("{} has no key `{}`", self.what, key.brief()));
                problems.add(problem.hint(format!("did you mean `{near}`?")));
            }
        }
    }

    /// Reports keys that nobody asked for, and keys given twice. Beyond the first few they are
    /// counted.
    pub fn finish(self, problems: &mut Problems) {
        let (mut met, mut wrong) = (HashSet::new(), 0);
        for (key, _) in self.node.entries() {
            let name = key.as_str().unwrap_or_default();
            let known = self.asked.contains(&name);
            if known && met.insert(name) {
                continue;
            }
            wrong += 1;
            match (wrong > TOLD, known) {
                (true, _) => {}
                (false, true) => problems.add(given_twice(key)),
                (false, false) => {
                    let problem = Problem::error(
                        key.span,
                        format!("{} has no key `{}`", self.what, key.brief()),
                    );
                    problems.add(problem.hint(allowed_hint(name, &self.asked)));
                }
            }
        }
        if wrong > TOLD {
            problems.add(Problem::error(
                self.node.span,
                format!("{} has {} more such keys", self.what, wrong - TOLD),
            ));
        }
    }
}

/// "did you mean `x`?" when something is near, and the allowed names in any case.
fn allowed_hint(given: &str, allowed: &[&str]) -> String {
    let list = format!("allowed: {}", allowed.join(", "));
    match nearest(given, allowed) {
        Some(near) => format!("did you mean `{near}`? {list}"),
        None => list,
    }
}

impl Node {
    /// What kind of value this is, for messages.
    fn describe(&self) -> String {
        match &self.value {
            _ if self.is_null() => "nothing".to_string(),
            Value::Scalar { .. } => format!("`{}`", self.brief()),
            Value::List(_) => "a list".to_string(),
            Value::Map(_) => "keys and values".to_string(),
        }
    }

    /// The scalar, cut to a length that fits a message.
    pub fn brief(&self) -> String {
        let text = self.as_str().unwrap_or_default();
        match text.char_indices().nth(40) {
            Some((cut, _)) => format!("{}...", &text[..cut]),
            None => text.to_string(),
        }
    }
}
