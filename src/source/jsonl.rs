//! One draft a line, as JSON: `{"subject": "...", "body": "..."}`. Other keys are facts about the account, and not read.

use super::{Problem, email, markup};
use crate::draft::{Channel, Draft, Part};
use crate::text::{Span, Text, TextBuilder};
use crate::yaml;

const SUBJECT: &[&str] = &["subject", "subject_line"];
const BODY: &[&str] = &["body", "message", "text"];

/// True for the names of such files.
pub fn is_jsonl(name: &str, _: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".jsonl", ".ndjson"].iter().any(|ending| name.ends_with(ending))
}

/// True when the first line holds a draft: in a log or a data set a `text` alone is not one.
pub fn holds_draft(file: &Text) -> bool {
    let line = file.as_str().lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    yaml::parse(line, 0).is_ok_and(|row| SUBJECT.iter().any(|key| entry(&row, &[*key]).is_some()) && entry(&row, BODY).is_some())
}

/// Reads every line. One that is no JSON or has no body is a problem, the others are read.
pub fn read(file: &Text, problems: &mut Vec<Problem>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut at = 0;
    for (number, line) in (1..).zip(file.as_str().split_inclusive('\n')) {
        let bare = line.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        let start = at + (bare.as_ptr() as usize - line.as_ptr() as usize);
        at += line.len();
        if bare.is_empty() {
            continue;
        }
        match row(file, bare, start, problems) {
            Ok(draft) => drafts.push(Draft { id: format!("line {number}"), ..draft }),
            Err((span, message)) => problems.push(Problem::error(file.to_source(span), format!("line {number}: {message}"))),
        }
    }
    drafts
}

fn row(file: &Text, line: &str, start: usize, problems: &mut Vec<Problem>) -> Result<Draft, (Span, String)> {
    // YAML would bear more than JSON does.
    serde_json::from_str::<serde::de::IgnoredAny>(line).map_err(|error| {
        let place = start + error.column().saturating_sub(1).min(line.len());
        let message = error.to_string();
        (Span::new(place, place), format!("no JSON: {}", message.split(" at line").next().unwrap_or_default()))
    })?;
    let whole = Span::new(start, start + line.len());
    let row = yaml::parse(line, start).map_err(|fault| (fault.span, fault.message))?;
    let body = entry(&row, BODY).ok_or_else(|| (whole, format!("no text under `{}`; not read", BODY.join("`, `"))))?;
    let (mut draft, mut builder) = (Draft::default(), TextBuilder::default());
    if let Some(subject) = entry(&row, SUBJECT) {
        let subject = email::decoded(file, subject);
        email::section(&mut draft, &mut builder, Part::Subject, |builder| builder.push_from(&subject, subject.whole()));
    }
    let body = email::decoded(file, body);
    email::section(&mut draft, &mut builder, Part::Body, |builder| markup::push_unescaped(builder, &body, body.whole()));
    email::finish(&mut draft, builder, true, problems);
    let channel = entry(&row, &["channel"]).and_then(yaml::Node::as_str);
    draft.channel = Channel::NAMES.iter().find(|(name, _)| Some(*name) == channel).map_or(Channel::Email, |(_, channel)| *channel);
    Ok(draft)
}

/// The first of `keys` that holds a text.
fn entry<'n>(row: &'n yaml::Node, keys: &[&str]) -> Option<&'n yaml::Node> {
    keys.iter().find_map(|key| row.get(key)).filter(|node| node.as_str().is_some() && !node.is_null())
}
