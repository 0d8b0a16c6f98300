//! One item of a list of messages or steps, in YAML and JSON: what of it is copy, what it is called,
//! how and when it is sent.

use super::LONGEST_NAME;
use super::copy::MessageNodes;
use super::delay::{self, plain};
use super::document::MOST_SHARED;
use super::keys::{
    BODY, CHANNEL, FILE, HTML, LABEL, OWN_BODY, PREVIEW, SUBJECT, TEMPLATE, VARIANTS,
};
use super::media;
use crate::text::{head, step};
use crate::vocabulary::{Medium, Thread};
use crate::yaml::{Node, Value};

pub fn has_copy(item: &Node) -> bool {
    let holds = |item: &Node| {
        words(inner(item)).is_some()
            || under(item, FILE).is_some_and(|node| node.as_str().is_some())
    };
    holds(item) || under(item, VARIANTS).is_some_and(|variants| variants.items().iter().any(holds))
}

/// What of an item is its copy: the item itself, or a map inside of it under the name of a message.
pub fn inner(item: &Node) -> &Node {
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
pub fn words(item: &Node) -> Option<&Node> {
    let text = under(item, BODY).filter(|node| is_text(node));
    let template = || under(item, TEMPLATE).filter(|node| node.as_str().is_some_and(is_copy));
    text.or_else(template).or_else(|| under(item, HTML).filter(|node| is_text(node)))
}

/// A text, or a list of its lines.
pub fn is_text(node: &Node) -> bool {
    match &node.value {
        Value::List(lines) => !lines.is_empty() && lines.iter().all(|line| line.as_str().is_some()),
        _ => node.as_str().is_some_and(|text| !text.trim().is_empty()),
    }
}

/// True for a text that goes to somebody: the name of a template has no line breaks and few words.
pub fn is_copy(text: &str) -> bool {
    const NAME: usize = 6;
    text.trim().contains('\n') || text.split_whitespace().count() > NAME
}

/// The copy of an item, with the subjects of `around` where it has none of its own.
pub fn copy<'n>(item: &'n Node, around: &'n Node) -> MessageNodes<'n> {
    let subjects =
        under(item, SUBJECT).or(under(around, SUBJECT)).map(Node::items).unwrap_or_default();
    let (words, html) = (words(item), under(item, HTML));
    let is_html = words.is_some() && words.map(|node| node.span) == html.map(|node| node.span);
    let body = words.filter(|_| !is_html);
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

/// What a message is called in its file.
pub fn name(item: &Node) -> Option<&str> {
    const NAMED: &[&str] = &["name", "title", "label", "key", "slug", "templatename", "id"];
    let titled = SUBJECT.iter().any(|key| *key != "title" && under(item, &[key]).is_some());
    under(
        item,
        if titled { NAMED } else { &["name", "label", "key", "slug", "templatename", "id"] },
    )
    .and_then(Node::as_str)
    .map(|name| head(name, LONGEST_NAME))
}

/// What an item says, one copy for each variant that has words; nothing when it has none.
pub fn arms_of(item: &Node) -> Vec<MessageNodes<'_>> {
    let variants = under(item, VARIANTS).map(Node::items).unwrap_or_default();
    let written = variants.iter().filter(|one| words(one).is_some());
    let all: Vec<MessageNodes> = written
        .enumerate()
        .map(|(at, one)| {
            let arm = copy(one, item);
            let shares = at > 0 && under(one, SUBJECT).is_none();
            let most = if shares { MOST_SHARED } else { usize::MAX };
            MessageNodes { subjects: &arm.subjects[..arm.subjects.len().min(most)], ..arm }
        })
        .collect();
    if all.is_empty() && words(item).is_some() { vec![copy(item, item)] } else { all }
}

/// True when an item has a key that holds the words of a message and nothing else.
pub fn has_own_words(item: &Node) -> bool {
    under(item, OWN_BODY).is_some() || under(item, HTML).is_some() || channel(item).is_some()
}

pub fn label_day(item: &Node) -> Option<delay::Delay> {
    LABEL
        .iter()
        .find_map(|key| under(item, &[key]).and_then(Node::as_str).and_then(delay::in_label))
}

/// The value under the first of `keys` that a map has.
pub fn under<'n>(node: &'n Node, keys: &[&str]) -> Option<&'n Node> {
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

/// The medium that an item names under a key for it.
pub fn channel(item: &Node) -> Option<Medium> {
    media::named(under(item, CHANNEL)?.as_str()?)
}

/// How an item is sent, by its channel or its label.
pub fn medium(item: &Node) -> Medium {
    let labels = || LABEL.iter().find_map(|key| media::labelled(under(item, &[key])?.as_str()?));
    channel(item).or_else(labels).unwrap_or_default()
}

pub fn thread(node: &Node) -> Option<Thread> {
    match node.as_str()? {
        "true" | "reply" | "same" => Some(Thread::Reply),
        "false" | "new" => Some(Thread::New),
        _ => None,
    }
}
