//! Libraries of messages in YAML and JSON: lists or maps of them, one alone, flat keys
//! (`email_1_subject`), the mail nodes of automation flows.
//!
//! None of them says when it is sent, so each is judged alone. A message is recognised by its words
//! and by a subject or a key that holds nothing else; a `text` or `message` alone may be anything.

use std::collections::{HashMap, HashSet};

use super::copy::{DraftCollector, MessageNodes};
use super::delay::plain;
use super::{LONGEST_NAME, document, email, item, media, opening, steps, unknown_keys};
use crate::text::{Span, head};
use crate::vocabulary::Medium;
use crate::yaml::{Node, Value};

/// How deep a message may lie in a file.
const MAX_DEPTH: usize = 16;

/// Words of keys, in their plain spelling, behind the name of a message.
const SUBJECTS: &[&str] =
    &["subject", "subjectline", "asunto", "objet", "betreff", "oggetto", "assunto", "onderwerp"];
const BODIES: &[&str] = &[
    "body",
    "bodytext",
    "bodyhtml",
    "html",
    "text",
    "message",
    "content",
    "copy",
    "template",
    "cuerpo",
    "corps",
    "nachricht",
    "mensaje",
    "corpo",
    "mensagem",
];

/// Keys of what belongs to the thing around it.
const SETTINGS: &[&str] =
    &["parameters", "mapper", "settings", "data", "config", "fields", "attributes", "email"];

/// A message of a file.
pub struct Message<'n> {
    /// What distinguishes it from the others.
    name: String,
    medium: Medium,
    copy: MessageNodes<'n>,
    /// What says it all, when that is a map of its own.
    node: Option<&'n Node>,
    /// It has a subject, and words that speak to somebody.
    sure: bool,
}

/// The messages found so far, and where their bodies stand: none is taken twice.
#[derive(Default)]
struct Found<'n> {
    messages: Vec<Message<'n>>,
    bodies: HashSet<Span>,
}

impl<'n> Found<'n> {
    fn push(&mut self, message: Message<'n>) {
        self.bodies.extend(message.copy.body.map(|body| body.span));
        self.messages.push(message);
    }
}

/// The messages in a file, in order.
pub fn find(root: &Node) -> Vec<Message<'_>> {
    let mut found = Found::default();
    look(root, String::new(), 0, &mut found);
    found.messages
}

/// True when a file that nobody pointed at holds messages.
pub fn holds_draft(root: &Node) -> bool {
    find(root).iter().any(|message| message.sure)
}

/// Adds the messages to `collector`.
pub fn read(found: &[Message], collector: &mut DraftCollector) {
    let mut count: HashMap<&str, usize> = HashMap::new();
    found.iter().for_each(|message| *count.entry(message.name.as_str()).or_default() += 1);
    for (at, message) in found.iter().enumerate() {
        let id = match message.name.as_str() {
            "" if found.len() == 1 => collector.name.to_string(),
            name if name.is_empty() || count[name] > 1 => {
                format!(
                    "{} [{}]",
                    [collector.name, name].join(if name.is_empty() { "" } else { " / " }),
                    at + 1
                )
            }
            name => format!("{} / {name}", collector.name),
        };
        message.node.iter().for_each(|node| unknown_keys::channel_is_known(node, collector));
        collector.add_alone(id, message.medium, message.copy);
    }
}

fn look<'n>(node: &'n Node, name: String, depth: usize, found: &mut Found<'n>) {
    if depth > MAX_DEPTH {
        return;
    }
    let name = head(&name, LONGEST_NAME).to_string();
    match &node.value {
        Value::Scalar { .. } => {
            if node.as_str().is_some_and(email::is_titled) {
                let copy = MessageNodes { body: Some(node), ..MessageNodes::default() };
                found.push(Message { name, medium: Medium::Email, copy, node: None, sure: true });
            }
        }
        Value::List(items) => {
            // "templates" is no name of one of them.
            let name = if steps::is_list(&name) { String::new() } else { name };
            for (at, item) in items.iter().enumerate() {
                let number = if items.len() > 1 && !name.is_empty() {
                    format!(" {}", at + 1)
                } else {
                    String::new()
                };
                look(item, format!("{name}{number}"), depth + 1, found);
            }
        }
        Value::Map(entries) => {
            if is_aside(node) {
                return;
            }
            let own = item::name(node).map_or(name, str::to_string);
            let arms = item::arms_of(node);
            let before = found.messages.len();
            for (at, copy) in arms.iter().enumerate() {
                let name = if arms.len() > 1 {
                    format!("{own} {}", char::from(b'A' + (at % 26) as u8))
                } else {
                    own.clone()
                };
                let message = message(node, name.trim().to_string(), *copy);
                message.into_iter().for_each(|message| found.push(message));
            }
            if found.messages.len() > before {
                return;
            }
            flat(entries, &own, found);
            add_spoken(entries, &own, found);
            // What a model was asked is no message, and what it answered may be one.
            let asked = node.get("role").is_some_and(|role| role.as_str() != Some("assistant"));
            for (key, value) in entries.iter().filter(|_| !asked) {
                let key = key.as_str().unwrap_or_default();
                // A node of a flow has a name, and its words in its settings.
                let named = SETTINGS.contains(&key) && !own.is_empty();
                look(value, if named { own.clone() } else { key.to_string() }, depth + 1, found);
            }
        }
    }
}

/// The message that a map is, if its words are some.
fn message<'n>(node: &'n Node, name: String, copy: MessageNodes<'n>) -> Option<Message<'n>> {
    const FEW: usize = 4;
    let words: String = copy
        .body
        .or(copy.html)?
        .items()
        .iter()
        .filter_map(Node::as_str)
        .collect::<Vec<_>>()
        .join("\n");
    // What was said to a model is no message of a library.
    let add_spoken = node.get("role").is_some();
    let count = words.split_whitespace().count();
    let speaks = speaks(&words);
    // A title heads a page, and names a template.
    let titled = item::has_subject(node);
    let copy = if titled { copy } else { MessageNodes { subjects: &[], ..copy } };
    let told = titled || item::has_own_words(node) && count > FEW || speaks && count > FEW;
    let medium = item::medium(node);
    (!add_spoken && told && count >= FEW && medium.channel().is_some()).then_some(Message {
        name,
        medium,
        copy,
        node: Some(node),
        sure: titled && (speaks || words.trim().contains('\n')),
    })
}

/// True for words that are addressed or laid out like a message.
fn speaks(words: &str) -> bool {
    let first = words.trim_start_matches(['=', ' ', '\n', '\r']).lines().next().unwrap_or_default();
    let greets = opening::greets(first)
        || opening::greets(first.split_inclusive([',', '!']).next().unwrap_or_default());
    greets || words.contains("{{") || words.contains("</p>") || words.contains("<br")
}

/// `follow_up_1: "Hi {{first_name}}, ..."`: a text that speaks to somebody under the name of a
/// message.
fn add_spoken<'n>(entries: &'n [(Node, Node)], name: &str, found: &mut Found<'n>) {
    const FEW: usize = 6;
    if has_role(entries) {
        return;
    }
    let texts =
        entries.iter().filter_map(|(key, value)| Some((key.as_str()?, value, value.as_str()?)));
    for (key, value, text) in
        texts.filter(|(.., text)| speaks(text) && text.split_whitespace().nth(FEW - 1).is_some())
    {
        let title = words(key);
        let medium = media::named(key).unwrap_or_default();
        if found.bodies.contains(&value.span)
            || medium.channel().is_none()
            || !document::announces(&title)
        {
            continue;
        }
        let name = if name.is_empty() { key.to_string() } else { format!("{name} {key}") };
        let copy = MessageNodes { body: Some(value), ..MessageNodes::default() };
        found.push(Message { name, medium, copy, node: None, sure: opening::addresses(text) });
    }
}

/// True for a node of an automation flow whose words are for whoever keeps the flow, or for a
/// model.
fn is_aside(node: &Node) -> bool {
    const ASIDE: &[&str] =
        &["stickynote", "langchain", "openai", "anthropic", "gemini", ".code", ".noop"];
    let kind = node.get("type").filter(|_| node.get("parameters").is_some());
    kind.and_then(Node::as_str)
        .map(str::to_lowercase)
        .is_some_and(|kind| ASIDE.iter().any(|aside| kind.contains(aside)))
}

/// True for what was said to a model or by one.
fn has_role(entries: &[(Node, Node)]) -> bool {
    entries.iter().any(|(key, _)| key.as_str() == Some("role"))
}

/// A key as a title: `followUp_1` as `follow-up 1`.
fn words(key: &str) -> String {
    let mut title = String::new();
    for c in key.chars() {
        if c.is_uppercase() && title.ends_with(char::is_lowercase) {
            title.push(' ');
        }
        title.extend(if c == '_' || c == '-' { ' ' } else { c }.to_lowercase());
    }
    title
        .replace("follow up", "follow-up")
        .replace("break up", "breakup")
        .replace("e mail", "email")
}

/// `email_1_subject` and `email_1_body`, or `opener_subject` and `opener_body`, beside each other.
fn flat<'n>(entries: &'n [(Node, Node)], name: &str, found: &mut Found<'n>) {
    let keys: Vec<(String, &Node)> = entries
        .iter()
        .map(|(key, value)| (plain(key.as_str().unwrap_or_default()), value))
        .collect();
    let behind = |key: &str, words: &[&str]| {
        words
            .iter()
            .filter_map(|word| key.strip_suffix(word))
            .filter(|head| !head.is_empty())
            .min_by_key(|head| head.len())
            .map(str::to_string)
    };
    let heads: HashMap<String, &Node> =
        keys.iter().filter_map(|(key, value)| Some((behind(key, SUBJECTS)?, *value))).collect();
    let stem = |head: &str| head.trim_end_matches(|c: char| c.is_ascii_digit()).to_string();
    let stems: HashSet<String> = heads.keys().map(|head| stem(head)).collect();
    let numbered =
        |head: &str| head.ends_with(|c: char| c.is_ascii_digit()) && stems.contains(&stem(head));
    for (key, value) in keys.iter().filter(|(_, value)| {
        value.as_str().is_some_and(|text| text.split_whitespace().count() >= 4)
    }) {
        let Some(head) = behind(key, BODIES) else { continue };
        let subject = heads.get(&head).copied();
        if subject.is_none() && !numbered(&head) {
            continue;
        }
        let copy = MessageNodes {
            subjects: subject.map(std::slice::from_ref).unwrap_or_default(),
            body: Some(*value),
            ..MessageNodes::default()
        };
        let sure = subject.is_some() && value.as_str().is_some_and(speaks);
        let name = if name.is_empty() { head } else { format!("{name} {head}") };
        found.push(Message { name, medium: Medium::Email, copy, node: None, sure });
    }
}
