//! Labelled drafts, read from JSON lines.
//!
//! A line is a text (`id`, `source`, `subject` and `body`, or `steps`), what readers said of one
//! (`id`, `overall` from 0 to 100, dimensions from 1 to 5), or the labels of its sentences (`id`,
//! `sentences`); a line may hold all three. Lines of one `id` are joined, from whatever file they
//! come. `repo` is read as `source`.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::vocabulary::{Channel, Dimension, Function, Owner};

/// What an example is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A message to one person: e-mail or direct message.
    Message,
    /// A social post.
    Post,
    /// A sequence.
    Sequence,
}

impl Kind {
    /// All of them, with the name that figures carry.
    pub const ALL: [(Kind, &'static str); 3] =
        [(Kind::Message, "email"), (Kind::Post, "post"), (Kind::Sequence, "sequence")];
}

/// A labelled sentence: where it stands in the body (in characters), and what readers said.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Its words.
    pub text: String,
    /// Whom it is about.
    pub owner: Owner,
    /// Its main job.
    pub function: Function,
    /// 0 nothing, 1 concrete, 2 concrete and of this recipient.
    pub specific: u8,
}

/// One labelled draft or sequence.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its name.
    pub id: String,
    /// Whose it is: left out together.
    pub source: String,
    /// Whose it is among the texts of a source, for figures that count every author once.
    pub author: String,
    /// What it is.
    pub kind: Kind,
    /// The subject line.
    pub subject: Option<String>,
    /// The words of the message, or of each step with its wait in days, channel and subject.
    pub steps: Vec<Step>,
    /// The mark in all, from 0 to 100.
    pub overall: f64,
    /// What each dimension was given, from 0 to 100, in the order of [`Dimension::SCORED`].
    pub dimensions: [Option<f64>; 6],
    /// Most readers were glad to get it.
    pub wanted: bool,
    /// Readers would rather not have got it: what the gate should stop.
    pub unwanted: bool,
    /// Its labelled sentences.
    pub sentences: Vec<Sentence>,
    /// Fitted to in every fold, and counted in no figure.
    pub only_fitted: bool,
}

/// A step of an example.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// Its words.
    pub body: String,
    /// Its subject line.
    pub subject: Option<String>,
    /// Its day, when said.
    pub day: Option<i64>,
    /// It goes out as a direct message.
    pub dm: bool,
}

/// All labelled drafts, in order of their names.
pub type Examples = Vec<Example>;

/// Reads files of labels: each a name and its text. Lines that are no labels are said, with file
/// and line.
pub fn read(files: &[(String, String)]) -> Result<Examples, String> {
    let mut rows: HashMap<String, Map<String, Value>> = HashMap::new();
    let mut order = Vec::new();
    for (name, text) in files {
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let said = |what: &str| format!("{name}:{}: {what}", number + 1);
            let value: Value =
                serde_json::from_str(line).map_err(|error| said(&format!("no JSON: {error}")))?;
            let Value::Object(map) = value else { return Err(said("a line must be an object")) };
            let Some(id) = map.get("id").and_then(Value::as_str).map(str::to_string) else {
                return Err(said("a line needs an `id`, a text"));
            };
            let known = rows.entry(id.clone()).or_insert_with(|| {
                order.push(id);
                Map::new()
            });
            known.extend(map);
        }
    }
    order.sort();
    Ok(order.into_iter().filter_map(|id| example(&id, &rows[&id])).collect())
}

fn text<'m>(map: &'m Map<String, Value>, key: &str) -> Option<&'m str> {
    map.get(key).and_then(Value::as_str)
}

/// The first of several subjects, or the one there is.
fn subject(map: &Map<String, Value>) -> Option<String> {
    match map.get("subject")? {
        Value::String(subject) => Some(subject.clone()),
        Value::Array(subjects) => subjects.first()?.as_str().map(str::to_string),
        _ => None,
    }
}

fn example(id: &str, map: &Map<String, Value>) -> Option<Example> {
    let number = |key: &str| map.get(key).and_then(Value::as_f64);
    let overall = number("overall")?;
    if text(map, "lang").is_some_and(|lang| lang != "en") {
        return None;
    }
    let steps: Vec<Step> = match map.get("steps").and_then(Value::as_array) {
        Some(steps) => steps.iter().filter_map(Value::as_object).map(step).collect(),
        None => vec![Step { body: text(map, "body")?.to_string(), ..Step::default() }],
    };
    if steps.is_empty() {
        return None;
    }
    let channel = text(map, "channel").and_then(Channel::named);
    let kind = match channel {
        _ if map.contains_key("steps") => Kind::Sequence,
        Some(Channel::Post) => Kind::Post,
        Some(_) => Kind::Message,
        None if map.contains_key("substance") => Kind::Post,
        None => Kind::Message,
    };
    let dimensions = Dimension::SCORED.map(|dimension| {
        let value = number(dimension.name())
            .or_else(|| number("substance").filter(|_| dimension == Dimension::Insight));
        value.map(|value| (value - 1.0) * 25.0)
    });
    let wanted = number("keep").or_else(|| number("send"));
    let source = text(map, "source").or_else(|| text(map, "repo")).unwrap_or(id);
    let meta = map.get("meta").and_then(|meta| meta.get("group")).and_then(Value::as_str);
    Some(Example {
        id: id.to_string(),
        author: format!("{source}#{}", text(map, "author").or(meta).unwrap_or_default()),
        source: source.to_string(),
        kind,
        subject: subject(map),
        steps,
        overall,
        dimensions,
        wanted: wanted.map_or(overall >= 50.0, |wanted| wanted >= 0.5),
        unwanted: wanted.is_none_or(|wanted| wanted == 0.0) && overall < 35.0,
        sentences: map
            .get("sentences")
            .and_then(Value::as_array)
            .map(|all| all.iter().filter_map(sentence).collect())
            .unwrap_or_default(),
        only_fitted: false,
    })
}

fn step(map: &Map<String, Value>) -> Step {
    Step {
        body: text(map, "body").unwrap_or_default().to_string(),
        subject: subject(map),
        day: map.get("day").and_then(Value::as_i64),
        dm: text(map, "channel").is_some_and(|channel| channel.to_lowercase().contains("linkedin")),
    }
}

fn sentence(value: &Value) -> Option<Sentence> {
    let letter =
        |key: &str| value.get(key).and_then(Value::as_str).and_then(|text| text.chars().next());
    let owner = match letter("owner")? {
        'R' => Owner::Reader,
        'S' => Owner::Seller,
        'B' => Owner::Both,
        _ => Owner::Neither,
    };
    let function = letter("function")?;
    Some(Sentence {
        text: value.get("text").and_then(Value::as_str)?.to_string(),
        owner,
        function: Function::of_letter(function)?,
        specific: value.get("specific").and_then(Value::as_u64).unwrap_or(0) as u8,
    })
}

impl Example {
    /// The example as a file that germane reads, and the name that says what it is.
    pub fn file(&self) -> (String, String) {
        let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
        match self.kind {
            Kind::Sequence => {
                let mut out = format!("sequence: {}\nsteps:\n", quoted(&self.id));
                let mut day = None;
                for (at, step) in self.steps.iter().enumerate() {
                    out += "  - ";
                    if at > 0 {
                        let wait =
                            step.day.zip(day).map_or(3, |(now, before): (i64, i64)| now - before);
                        out += &format!("wait: {}d\n    ", wait.max(0));
                    }
                    out += &format!(
                        "channel: {}\n",
                        if step.dm { "linkedin-message" } else { "email" }
                    );
                    if let Some(subject) = &step.subject {
                        out += &format!("    subject: {}\n", quoted(subject));
                    }
                    out += "    body: |2\n";
                    step.body.lines().for_each(|line| out += &format!("      {line}\n"));
                    day = step.day.or(day);
                }
                (format!("{}.sequence.yaml", self.id), out)
            }
            Kind::Post => (
                format!("{}.post.md", self.id),
                format!("---\npost: linkedin\n---\n{}\n", self.steps[0].body),
            ),
            Kind::Message => {
                let head = self.subject.as_ref().map_or("thread: reply".to_string(), |subject| {
                    format!("subject: {}", quoted(subject))
                });
                (
                    format!("{}.email.md", self.id),
                    format!("---\n{head}\n---\n{}\n", self.steps[0].body),
                )
            }
        }
    }
}
