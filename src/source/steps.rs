//! Step lists as other tools and teams write them, in YAML and JSON: read by the names of their
//! keys.
//!
//! A list is believed to be a sequence by two signs: its items hold copy (or name a template), and
//! they say when or in which place they are sent.

use std::collections::HashMap;

use super::copy::{DraftCollector, StepPosition};
use super::delay::{self, plain};
use super::item::{self, channel, has_copy, inner, label_day, medium, under};
use super::keys::{KEY, NAME, NUMBER, TEMPLATE, THREAD, VARIANTS, WHEN};
use super::unknown_keys;
use crate::draft::{Arm, Sequence, Step};
use crate::text::Problem;
use crate::yaml::{Node, Value};

/// Names of lists of steps.
const LISTS: &[&str] = &[
    "steps",
    "emails",
    "touches",
    "sequence",
    "sequences",
    "messages",
    "templates",
    "copies",
    "cadence",
    "followups",
];
/// Those of them that are sent one after the other: elsewhere a channel tells what an item is, not
/// that it follows another.
const ORDERED: &[&str] = &["steps", "touches", "sequence", "sequences", "cadence", "followups"];
/// A list in a file that looks like a sequence.
pub struct StepList<'n> {
    name: Option<&'n Node>,
    items: Vec<&'n Node>,
    /// Waits that stand beside the list.
    gaps: &'n [Node],
}

impl StepList<'_> {
    /// False when all that it has is the names of templates that are somewhere else.
    pub fn holds_copy(&self, templates: &HashMap<&str, &Node>) -> bool {
        let held = |item: &Node| {
            under(item, TEMPLATE)
                .and_then(Node::as_str)
                .is_some_and(|name| templates.contains_key(name))
        };
        self.items.iter().any(|item| has_copy(item) || held(item))
    }
}

/// How deep a list may lie in a file.
const MAX_DEPTH: usize = 5;

/// The lists of steps in a file, outermost first.
pub fn find(root: &Node) -> Vec<StepList<'_>> {
    let mut found = Vec::new();
    look(root, None, ListContext::default(), 0, &mut found);
    found
}

/// What a map says of the lists in it, read once for all of them.
#[derive(Clone, Copy, Default)]
struct ListContext<'n> {
    name: Option<&'n Node>,
    gaps: &'n [Node],
}

impl<'n> ListContext<'n> {
    fn of(node: &'n Node) -> Self {
        let gaps =
            under(node, &["gapsdays", "gaps", "timing"]).map(Node::items).unwrap_or_default();
        ListContext { name: under(node, NAME), gaps }
    }
}

fn look<'n>(
    node: &'n Node,
    key: Option<&str>,
    around: ListContext<'n>,
    depth: usize,
    found: &mut Vec<StepList<'n>>,
) {
    let named = key.is_none_or(|key| LISTS.contains(&key));
    let items: Vec<&Node> = match &node.value {
        Value::List(items) if named => items.iter().collect(),
        Value::Map(entries) => {
            entries.iter().filter(|(key, _)| is_numbered(key)).map(|(_, value)| value).collect()
        }
        _ => Vec::new(),
    };
    let ordered = key.is_some_and(|key| ORDERED.contains(&key));
    if is_sequence(&items, !around.gaps.is_empty(), matches!(node.value, Value::Map(_)), ordered) {
        let name = around.name.or_else(|| under(node, NAME)).filter(|name| name.as_str().is_some());
        found.push(StepList { name, items, gaps: around.gaps });
        return;
    }
    if depth < MAX_DEPTH {
        let around = ListContext::of(node);
        for (key, value) in node.entries() {
            look(value, Some(&plain(key.as_str().unwrap_or_default())), around, depth + 1, found);
        }
        if let Value::List(items) = &node.value {
            items.iter().for_each(|item| look(item, Some(""), around, depth + 1, found));
        }
    }
}

/// `touch_1`, `email2`.
fn is_numbered(key: &Node) -> bool {
    let key = plain(key.as_str().unwrap_or_default());
    ["touch", "email", "step", "message", "followup"].iter().any(|head| {
        key.strip_prefix(head)
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// The two signs: copy or a template in most items, and a time, a channel or a number in as many.
fn is_sequence(items: &[&Node], timed: bool, numbered: bool, ordered: bool) -> bool {
    let count = |holds: &dyn Fn(&Node) -> bool| items.iter().filter(|item| holds(item)).count();
    let copy = count(&|item| has_copy(item) || under(item, TEMPLATE).is_some());
    let placed = |item: &Node| {
        let timed = item
            .entries()
            .iter()
            .any(|(key, _)| delay::is_key(&plain(key.as_str().unwrap_or_default())));
        timed
            || under(item, NUMBER).is_some()
            || ordered && channel(item).is_some()
            || label_day(item).is_some()
    };
    items.len() >= 2
        && copy * 2 > items.len()
        && (timed || numbered || count(&placed) * 2 > items.len())
}

/// True for the key of a list of messages.
pub fn is_list(key: &str) -> bool {
    LISTS.contains(&plain(key).as_str())
}

/// Reads one list. `templates` are those that the file holds, by name.
pub fn read(
    found: &StepList,
    templates: &HashMap<&str, &Node>,
    fallback: &str,
    collector: &mut DraftCollector,
) -> Sequence {
    let start = found.items.first().map_or(0, |item| item.span.start());
    let span = found.name.map_or(crate::text::Span::new(start, start), |name| name.span);
    let id = found.name.and_then(Node::as_str).unwrap_or(fallback).to_string();
    let mut sequence = Sequence { id, span: collector.file.to_source(span), ..Sequence::default() };
    let mut delays: Vec<Option<delay::Delay>> = Vec::new();
    let (mut last_number, mut keys) = (None, HashMap::new());
    for (at, item) in found.items.iter().enumerate() {
        let number = under(item, NUMBER).and_then(Node::as_str);
        let same = number.is_some() && number == last_number;
        last_number = number;
        if !same {
            let gap = found
                .gaps
                .get(at)
                .and_then(|node| delay::in_list(node, found.gaps.len() < found.items.len()));
            let delay = delay::of(item).unwrap_or_else(|value| {
                let at = collector.file.to_source(value.span);
                collector.problems.push(
                    Problem::warning(at, "no wait that can be read")
                        .hint("a number of days, or 30m, 4h, 3d, 2bd"),
                );
                None
            });
            delays.push(delay.or(gap).or_else(|| label_day(item)));
            unknown_keys::report(item, &mut keys, collector);
            let medium = medium(item);
            let thread = under(item, THREAD).and_then(item::thread);
            let when = under(item, WHEN).and_then(Node::as_str).map(str::to_string);
            sequence.steps.push(Step {
                number: sequence.steps.len() as u32 + 1,
                medium,
                thread,
                when,
                ..Step::default()
            });
        }
        arms(item, templates, &mut sequence, collector);
    }
    name_arms(&mut sequence, collector);
    if let Some(first) = delay::count_from_start(&mut delays) {
        let message = "these waits grow like days counted from the start, and are read so";
        let at = collector.file.to_source(first.span);
        collector.problems.push(
            Problem::warning(at, message)
                .hint("call the key `day`; or write each wait from the step before it"),
        );
    }
    for (step, time) in sequence.steps.iter_mut().zip(delay::resolve(&delays)) {
        step.at = time;
    }
    sequence
}

/// Adds what an item holds to the last step: its own copy, its variants, or the template that it
/// names.
fn arms(
    item: &Node,
    templates: &HashMap<&str, &Node>,
    sequence: &mut Sequence,
    collector: &mut DraftCollector,
) {
    let reference = under(item, TEMPLATE).and_then(Node::as_str);
    let copy = match reference.filter(|_| !has_copy(item)) {
        None => item,
        Some(reference) => match templates.get(reference) {
            Some(template) => *template,
            None => return sequence.opaque.push(reference.to_string()),
        },
    };
    let Some(step) = sequence.steps.last_mut() else { return };
    let place = StepPosition {
        number: step.number,
        medium: step.medium,
        thread: step.thread,
        lint: Default::default(),
    };
    let id = format!("{} / step {}", sequence.id, step.number);
    let variants = under(copy, VARIANTS).map(Node::items).unwrap_or_default();
    let off = |node: &Node| {
        under(node, &["vdisabled", "disabled", "isdeleted"]).and_then(Node::as_str) == Some("true")
    };
    let all = if variants.is_empty() { std::slice::from_ref(copy) } else { variants };
    for one in all.iter().filter(|one| !off(one)) {
        step.arms.extend(
            collector
                .add(id.clone(), &place, item::copy(inner(one), copy))
                .map(|draft| Arm { name: String::new(), draft }),
        );
    }
}

/// Letters for the arms of steps that have several.
fn name_arms(sequence: &mut Sequence, collector: &mut DraftCollector) {
    for step in sequence.steps.iter_mut().filter(|step| step.arms.len() > 1) {
        for (at, arm) in step.arms.iter_mut().enumerate() {
            arm.name = char::from(b'A' + (at % 26) as u8).to_string();
            let id = &mut collector.drafts[arm.draft].id;
            *id = format!("{id} / {}", arm.name);
        }
    }
}

/// All maps of a file that hold copy, by the names that a step could call them.
pub fn templates(root: &Node) -> HashMap<&str, &Node> {
    let mut all = HashMap::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        if has_copy(node) {
            all.extend(
                KEY.iter().filter_map(|key| under(node, &[key])?.as_str()).map(|name| (name, node)),
            );
        }
        for (key, value) in node.entries() {
            if has_copy(value) {
                all.extend(key.as_str().map(|key| (key, value)));
            }
            open.push(value);
        }
        if let Value::List(items) = &node.value {
            open.extend(items);
        }
    }
    all
}
