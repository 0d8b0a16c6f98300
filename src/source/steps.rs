//! Step lists as other tools and teams write them, in YAML and JSON: read by the names of their
//! keys.
//!
//! A list is believed to be a sequence by two signs: its items hold copy (or name a template), and
//! they say when or in which place they are sent.

use std::collections::HashMap;

use super::copy::{DraftCollector, MessageNodes, StepPosition};
use super::delay::{self, plain};
use super::keys::{
    BODY, CHANNEL, FILE, HTML, KEY, LABEL, NAME, NUMBER, OWN_BODY, PREVIEW, SUBJECT, TEMPLATE,
    THREAD, VARIANTS, WHEN,
};
use super::{media, misspelt_key};
use crate::draft::{Arm, Sequence, Step};
use crate::text::{Problem, step};
use crate::vocabulary::{Medium, Thread};
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

fn has_copy(item: &Node) -> bool {
    let holds = |item: &Node| {
        words(inner(item)).is_some()
            || under(item, FILE).is_some_and(|node| node.as_str().is_some())
    };
    holds(item) || under(item, VARIANTS).is_some_and(|variants| variants.items().iter().any(holds))
}

/// What of an item is its copy: the item itself, or a map inside of it under the name of a message.
fn inner(item: &Node) -> &Node {
    const INNER: &[&str] = &[
        "email", "mail", "message", "content", "copy", "template", "linkedin", "dm", "sms",
        "payload", "data",
    ];
    let own = words(item).is_some() || under(item, VARIANTS).is_some();
    let nested =
        || INNER.iter().find_map(|key| under(item, &[key]).filter(|node| words(node).is_some()));
    if own { item } else { nested().unwrap_or(item) }
}

/// The words of an item: text or lines of it under a key for them, a template that is itself the
/// text, or HTML.
fn words(item: &Node) -> Option<&Node> {
    let text = under(item, BODY).filter(|node| is_text(node));
    let template = || under(item, TEMPLATE).filter(|node| node.as_str().is_some_and(is_copy));
    text.or_else(template).or_else(|| under(item, HTML).filter(|node| is_text(node)))
}

/// A text, or a list of its lines.
fn is_text(node: &Node) -> bool {
    match &node.value {
        Value::List(lines) => !lines.is_empty() && lines.iter().all(|line| line.as_str().is_some()),
        _ => node.as_str().is_some_and(|text| !text.trim().is_empty()),
    }
}

/// True for a text that goes to somebody: the name of a template has no line breaks and few words.
fn is_copy(text: &str) -> bool {
    const NAME: usize = 6;
    text.trim().contains('\n') || text.split_whitespace().count() > NAME
}

/// The copy of an item, with the subjects of `around` where it has none of its own.
fn copy<'n>(item: &'n Node, around: &'n Node) -> MessageNodes<'n> {
    let subjects =
        under(item, SUBJECT).or(under(around, SUBJECT)).map(Node::items).unwrap_or_default();
    let (words, html) = (words(item), under(item, HTML));
    let is_html = words.is_some() && words.map(|node| node.span) == html.map(|node| node.span);
    let (body, html) = if is_html { (None, html) } else { (words, None) };
    // Beside the words a path is that of something else.
    let file = under(item, FILE).filter(|_| words.is_none());
    MessageNodes { subjects, preview: under(item, PREVIEW), body, html, file }
}

/// True when an item has a subject, and not only a title.
pub fn has_subject(item: &Node) -> bool {
    let own = SUBJECT
        .iter()
        .filter(|key| **key != "title")
        .any(|key| under(item, &[key]).is_some_and(is_text));
    own || under(item, VARIANTS).is_some_and(|variants| variants.items().iter().any(has_subject))
}

/// True for the key of a list of messages.
pub fn is_list(key: &str) -> bool {
    LISTS.contains(&plain(key).as_str())
}

/// What a message is called in its file.
pub fn name(item: &Node) -> Option<&str> {
    const NAMED: &[&str] = &["name", "title", "label", "key", "slug", "templatename", "id"];
    let titled = SUBJECT.iter().any(|key| *key != "title" && under(item, &[key]).is_some());
    under(
        item,
        if titled { NAMED } else { &["name", "label", "key", "slug", "templatename", "id"] },
    )
    .and_then(Node::as_str)
}

/// What an item says, one copy for each variant that has words; nothing when it has none.
pub fn arms_of(item: &Node) -> Vec<MessageNodes<'_>> {
    let variants = under(item, VARIANTS).map(Node::items).unwrap_or_default();
    let all: Vec<MessageNodes> =
        variants.iter().filter(|one| words(one).is_some()).map(|one| copy(one, item)).collect();
    if all.is_empty() && words(item).is_some() { vec![copy(item, item)] } else { all }
}

/// True when an item has a key that holds the words of a message and nothing else.
pub fn has_own_words(item: &Node) -> bool {
    under(item, OWN_BODY).is_some() || under(item, HTML).is_some() || channel(item).is_some()
}

fn label_day(item: &Node) -> Option<delay::Delay> {
    LABEL
        .iter()
        .find_map(|key| under(item, &[key]).and_then(Node::as_str).and_then(delay::in_label))
}

/// The value under the first of `keys` that a map has.
fn under<'n>(node: &'n Node, keys: &[&str]) -> Option<&'n Node> {
    step(keys.len() * node.entries().len());
    let mut best: Option<(usize, &Node)> = None;
    for (key, value) in node.entries().iter().filter(|(_, value)| !value.is_null()) {
        let name = plain(key.as_str().unwrap_or_default());
        let at = keys
            .iter()
            .take(best.map_or(keys.len(), |(at, _)| at))
            .position(|wanted| *wanted == name);
        best = at.map(|at| (at, value)).or(best);
    }
    best.map(|(_, value)| value)
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
            unknown(item, &mut keys, collector);
            let medium = medium(item);
            let thread = under(item, THREAD).and_then(thread);
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
        lint: Vec::new(),
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
                .add(id.clone(), &place, self::copy(inner(one), copy))
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

/// Says which keys of an item are nearly those that are read, and which channel nobody knows.
fn unknown(
    item: &Node,
    keys: &mut HashMap<String, Option<&'static str>>,
    collector: &mut DraftCollector,
) {
    let known: Vec<&'static str> =
        [SUBJECT, PREVIEW, BODY, HTML, FILE, TEMPLATE, VARIANTS, CHANNEL, THREAD].concat();
    for (key, value) in item.entries() {
        let name = plain(key.as_str().unwrap_or_default());
        if known.contains(&name.as_str()) && !matches!(name.as_str(), "channel" | "medium")
            || is_read_elsewhere(&name)
        {
            continue;
        }
        let at = collector.file.to_source(key.span);
        if known.contains(&name.as_str()) {
            no_such_channel(value, collector);
        } else if let Some(near) =
            misspelt_key::key(name, &known, keys).filter(|near| under(item, &[*near]).is_none())
        {
            let message = format!("nothing is read under `{}`", key.as_str().unwrap_or_default());
            collector
                .problems
                .push(Problem::warning(at, message).hint(format!("did you mean `{near}`?")));
        }
    }
}

/// Says of a channel that nobody knows it.
fn no_such_channel(value: &Node, collector: &mut DraftCollector) {
    let text = value.as_str().unwrap_or_default();
    if !text.is_empty() && media::named(text).is_none() {
        let problem = Problem::warning(
            collector.file.to_source(value.span),
            format!("there is no channel `{text}`; read as an e-mail"),
        );
        collector.problems.push(
            problem.hint("say email, linkedin, whatsapp, telegram, sms, x, post, call or task"),
        );
    }
}

/// The same, of the channel of an item of any list.
pub fn channel_is_known(item: &Node, collector: &mut DraftCollector) {
    if let Some(value) = under(item, &["channel", "medium"]) {
        no_such_channel(value, collector);
    }
}

/// True for keys of waits, numbers and names, and for words that only look like others.
fn is_read_elsewhere(name: &str) -> bool {
    const OTHERS: &[&str] = &[
        "tile",
        "objective",
        "object",
        "style",
        "context",
        "contents",
        "typed",
        "types",
        "types",
        "paths",
        "channels",
        "files",
        "next",
        "test",
        "tests",
    ];
    delay::is_key(name)
        || OTHERS.contains(&name)
        || [NUMBER, LABEL, KEY, NAME, WHEN].iter().any(|keys| keys.contains(&name))
}

/// The medium that an item names under a key for it.
fn channel(item: &Node) -> Option<Medium> {
    media::named(under(item, CHANNEL)?.as_str()?)
}

/// How an item is sent, by its channel or its label.
pub fn medium(item: &Node) -> Medium {
    let labels = || LABEL.iter().find_map(|key| media::labelled(under(item, &[key])?.as_str()?));
    channel(item).or_else(labels).unwrap_or_default()
}

fn thread(node: &Node) -> Option<Thread> {
    match node.as_str()? {
        "true" | "reply" | "same" => Some(Thread::Reply),
        "false" | "new" => Some(Thread::New),
        _ => None,
    }
}
