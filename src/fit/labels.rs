//! Labelled drafts, read from JSON lines.
//!
//! A line is a text (`id`, `source`, `subject` and `body`, or `steps`), what readers said of one
//! (`id`, `overall` from 0 to 100, dimensions from 1 to 5), or the labels of its sentences (`id`,
//! `sentences`); a line may hold all three. Lines of one `id` are joined, from whatever file they
//! come. Of a text that has labelled sentences and no `overall` only the sentences are fitted to.
//! `repo` is read as `source`.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};

use crate::order::InOrder;
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
    /// Readers judged the whole; else only its sentences are fitted to.
    pub judged: bool,
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

/// What files of labels hold.
#[derive(Debug, Default)]
pub struct Labels {
    /// The labelled drafts.
    pub examples: Examples,
    /// Texts and labels that no example was made of: why, and how many.
    pub left_out: BTreeMap<&'static str, usize>,
}

/// Why nothing can be fitted to these: none of them has a dimension. `None` when one has.
pub fn lack_dimensions(examples: &[Example]) -> Option<String> {
    let has_none = |example: &Example| example.dimensions.iter().all(Option::is_none);
    let names = Dimension::SCORED.map(|dimension| format!("`{}`", dimension.name())).join(", ");
    examples.iter().all(has_none).then(|| {
        format!(
            "no label has a dimension, and without one there is nothing to fit: give {names} from 1 to 5, beside `overall`"
        )
    })
}

/// Reads files of labels: each a name and its text.
///
/// # Errors
///
/// Every line that is no label, with file and line.
pub fn read(files: &[(String, String)]) -> Result<Labels, Vec<String>> {
    let mut rows: HashMap<String, Map<String, Value>> = HashMap::new();
    let (mut order, mut faults) = (Vec::new(), Vec::new());
    for (name, text) in files {
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match object(line) {
                Ok((id, map)) => {
                    let wrong = faults_of(&map).into_iter();
                    faults.extend(wrong.map(|what| format!("{name}:{}: {what}", number + 1)));
                    let known = rows.entry(id.clone()).or_insert_with(|| {
                        order.push(id);
                        Map::new()
                    });
                    known.extend(map);
                }
                Err(what) => faults.push(format!("{name}:{}: {what}", number + 1)),
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    order.order();
    let mut labels = Labels::default();
    for id in order {
        match example(&id, &rows[&id]) {
            Ok(example) => labels.examples.push(example),
            Err(why) => *labels.left_out.entry(why).or_default() += 1,
        }
    }
    Ok(labels)
}

/// The `id` of a line, and all that it holds.
fn object(line: &str) -> Result<(String, Map<String, Value>), String> {
    let value = serde_json::from_str(line).map_err(|error| format!("no JSON: {error}"))?;
    let Value::Object(map) = value else { return Err("a line must be an object".to_string()) };
    match text(&map, "id").map(str::to_string) {
        Some(id) => Ok((id, map)),
        None => Err("a line needs an `id`, a text".to_string()),
    }
}

/// Keys of one name in all labels, and what each may be: from the first number to the second.
fn ranges() -> impl Iterator<Item = (&'static str, f64, f64)> {
    let dimensions = Dimension::SCORED.into_iter().map(Dimension::name).chain(["substance"]);
    let shares = ["keep", "send"].into_iter().map(|name| (name, 0.0, 1.0));
    std::iter::once(("overall", 0.0, 100.0))
        .chain(dimensions.map(|name| (name, 1.0, 5.0)))
        .chain(shares)
}

/// What is wrong with the labels of a line. An explicit null says nothing.
fn faults_of(map: &Map<String, Value>) -> Vec<String> {
    let given = |key| map.get(key).filter(|value| !value.is_null());
    let mut faults = Vec::new();
    for (key, least, most) in ranges() {
        let Some(value) = given(key) else { continue };
        if !value.as_f64().is_some_and(|number| (least..=most).contains(&number)) {
            faults.push(format!("`{key}` is a number from {least} to {most}, not {value}"));
        }
    }
    if let Some(all) = given("sentences") {
        match all.as_array() {
            None => faults.push("`sentences` is a list".to_string()),
            Some(all) => faults.extend(all.iter().filter(|own| sentence(own).is_none()).map(|own| {
                format!("a sentence has a `text`, an `owner`, a `function` and perhaps `specific` from 0 to 2, not {own}")
            })),
        }
    }
    faults
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

/// The example that the lines of one `id` make, or why they make none.
fn example(id: &str, map: &Map<String, Value>) -> Result<Example, &'static str> {
    let number = |key: &str| map.get(key).and_then(Value::as_f64);
    let sentences: Vec<Sentence> = map
        .get("sentences")
        .and_then(Value::as_array)
        .map(|all| all.iter().filter_map(sentence).collect())
        .unwrap_or_default();
    let judged = number("overall").is_some();
    if !judged && sentences.is_empty() {
        return Err("without `overall`");
    }
    let overall = number("overall").unwrap_or_default();
    if text(map, "lang").is_some_and(|lang| lang != "en") {
        return Err("in another language than English (`lang`)");
    }
    let steps: Vec<Step> = match map.get("steps").and_then(Value::as_array) {
        Some(steps) => steps.iter().filter_map(Value::as_object).map(step).collect(),
        None => text(map, "body")
            .map(|body| Step { body: body.to_string(), ..Step::default() })
            .into_iter()
            .collect(),
    };
    if steps.is_empty() {
        return Err("without a text (`body` or `steps`)");
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
    Ok(Example {
        id: id.to_string(),
        author: format!("{source}#{}", text(map, "author").or(meta).unwrap_or_default()),
        source: source.to_string(),
        kind,
        subject: subject(map),
        steps,
        judged,
        overall,
        dimensions,
        wanted: wanted.map_or(overall >= 50.0, |wanted| wanted >= 0.5),
        unwanted: wanted.is_none_or(|wanted| wanted == 0.0) && overall < 35.0,
        sentences,
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
        'N' => Owner::Neither,
        _ => return None,
    };
    let specific = match value.get("specific").filter(|value| !value.is_null()) {
        None => 0,
        Some(value) => value.as_u64().filter(|level| *level <= 2)? as u8,
    };
    let function = letter("function")?;
    Some(Sentence {
        text: value.get("text").and_then(Value::as_str)?.to_string(),
        owner,
        function: Function::of_letter(function)?,
        specific,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(lines: &str) -> Result<Labels, Vec<String>> {
        read(&[("labels.jsonl".to_string(), lines.to_string())])
    }

    #[test]
    fn every_fault_is_told_with_its_line() {
        let faults = labels(
            r#"{"id": "a", "body": "Hi", "overall": 170, "focus": 70}
{"id": "b", "body": "Hi", "overall": 50, "keep": true}
[]
{"body": "Hi"}
{"id": "c", "sentences": [{"text": "Hi", "owner": "Z", "function": "c"}]}
{"#,
        )
        .expect_err("faults");
        let begin = [
            "labels.jsonl:1: `overall` is a number from 0 to 100, not 170",
            "labels.jsonl:1: `focus` is a number from 1 to 5, not 70",
            "labels.jsonl:2: `keep` is a number from 0 to 1, not true",
            "labels.jsonl:3: a line must be an object",
            "labels.jsonl:4: a line needs an `id`",
            "labels.jsonl:5: a sentence has",
            "labels.jsonl:6: no JSON",
        ];
        assert_eq!(faults.len(), begin.len(), "{faults:#?}");
        faults
            .iter()
            .zip(begin)
            .for_each(|(told, begin)| assert!(told.starts_with(begin), "{told}"));
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let read = labels(
            r#"{"id": "a", "body": "Hi", "overall": 50}
{"id": "b", "body": "Hi"}
{"id": "c", "body": "Hallo", "lang": "de", "overall": 50}
{"id": "d", "overall": 50}
{"id": "e", "overall": 50}
{"id": "f", "body": "Hi", "sentences": [{"text": "Hi", "owner": "N", "function": "g"}]}"#,
        )
        .expect("labels");
        let kept: Vec<(&str, bool)> =
            read.examples.iter().map(|example| (example.id.as_str(), example.judged)).collect();
        assert_eq!(kept, [("a", true), ("f", false)]);
        assert_eq!(
            read.left_out.into_iter().collect::<Vec<_>>(),
            [
                ("in another language than English (`lang`)", 1),
                ("without `overall`", 1),
                ("without a text (`body` or `steps`)", 2),
            ]
        );
    }
}
