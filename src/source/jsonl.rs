//! One draft a line, as JSON: `{"subject": "...", "body": "..."}`. Other keys tell of the reader. A
//! line without these keys may hold messages deeper inside, or under other names, as libraries of
//! them do.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use foldhash::fast::RandomState;
use serde_json::value::RawValue;

use super::copy::DraftCollector;
use super::{FileResolver, Source, assemble, cell, email, library, media, opening, structured};
use crate::draft::{Draft, Meta};
use crate::source::column::{self, Column, Means};
use crate::text::{Problem, Span, Text, TextBuilder};
use crate::vocabulary::{Channel, Part};
use crate::yaml;

const SUBJECT: &[&str] = &["subject", "subject_line"];
const CHANNEL: &str = "channel";
/// What may stand around a line.
const BLANKS: [char; 5] = ['\u{feff}', ' ', '\t', '\r', '\n'];
const BODY: &[&str] = &["body", "message", "text"];

/// True for the names of such files.
pub fn is_jsonl(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".jsonl", ".ndjson"].iter().any(|ending| name.ends_with(ending))
}

/// Lines that are looked at for a draft: before the first one may stand what the file is, or a line
/// that is broken.
const HEAD: usize = 5;

/// True when all of the first lines but one hold a draft: in a log or a data set a `text` alone is
/// not one, unless it speaks to somebody.
pub fn holds_draft(file: &Text) -> bool {
    let text = file.as_str();
    let lines = text.split('\n').map(|line| line.trim_matches(BLANKS));
    let (mut all, mut drafts) = (0, 0);
    for line in lines.filter(|line| !line.is_empty()).take(HEAD) {
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        all += 1;
        drafts += usize::from(is_draft(file, line, start));
        // One that begins with a draft is not looked at further.
        if drafts == all {
            return true;
        }
    }
    drafts > 0 && drafts + 1 >= all
}

fn is_draft(file: &Text, line: &str, start: usize) -> bool {
    JsonRow::parse(line, start).is_ok_and(|row| match row.text(file, BODY) {
        Some(body) => {
            let speaks = || opening::addresses(body.as_str()) || email::is_titled(body.as_str());
            row.text(file, SUBJECT).is_some() || !row.values.contains_key("role") && speaks()
        }
        None => yaml::parse(line, start).is_ok_and(|root| library::holds_draft(&root)),
    })
}

/// Reads every line. One that is no JSON or has no body is a problem, the others are read.
pub fn read(source: &Source, file: &Text, problems: &mut Vec<Problem>) -> Vec<Draft> {
    let (mut drafts, mut names) = (Vec::new(), Names::default());
    let mut at = 0;
    for (number, line) in (source.start().lines + 1..).zip(file.as_str().split_inclusive('\n')) {
        let bare = line.trim_matches(BLANKS);
        let start = at + (bare.as_ptr() as usize - line.as_ptr() as usize);
        at += line.len();
        if bare.is_empty() {
            continue;
        }
        match JsonRow::parse(bare, start)
            .and_then(|row| row.draft(file, number, &mut names, problems))
        {
            Ok(Some(draft)) => drafts.push(Draft { id: format!("line {number}"), ..draft }),
            Ok(None) => {}
            Err((span, _))
                if span.len() == bare.len()
                    && inside(bare, start, number, file, &mut drafts, problems) => {}
            Err((span, message)) => problems
                .push(Problem::error(file.to_source(span), format!("line {number}: {message}"))),
        }
    }
    if source.before.is_none() && file.as_str().trim().is_empty() {
        problems.push(Problem::warning(Span::default(), "no line in this file"));
    }
    drafts
}

/// Adds the messages that lie deeper in a line. False when there are none.
fn inside(
    line: &str,
    start: usize,
    number: usize,
    file: &Text,
    drafts: &mut Vec<Draft>,
    problems: &mut Vec<Problem>,
) -> bool {
    let Ok(root) = yaml::parse(line, start) else { return false };
    let found = library::find(&root);
    let (name, resolver) = (format!("line {number}"), FileResolver::default());
    let mut collector = DraftCollector {
        name: &name,
        file,
        resolver: &resolver,
        channel: None,
        meta: Meta::default(),
        drafts: Vec::new(),
        pulled: 0,
        problems,
    };
    library::read(&found, &mut collector);
    let any = !collector.drafts.is_empty();
    drafts.append(&mut collector.drafts);
    any
}

/// Names of keys that were met, which rows share, and what they mean.
type Names = HashMap<String, (Arc<str>, Means), RandomState>;

/// An object, its values as written.
struct JsonRow<'l> {
    line: &'l str,
    /// Where the line stands in the text of the file.
    start: usize,
    values: BTreeMap<String, &'l RawValue>,
}

impl<'l> JsonRow<'l> {
    fn parse(line: &'l str, start: usize) -> Result<Self, (Span, String)> {
        let values = serde_json::from_str(line).map_err(|error| {
            let place = start + error.column().saturating_sub(1).min(line.len());
            (
                Span::new(place, place),
                format!("no JSON object: {}", structured::without_place(&error)),
            )
        })?;
        Ok(JsonRow { line, start, values })
    }

    /// What stands under the first of `keys` that is there, if it is a text.
    fn text(&self, file: &Text, keys: &[&str]) -> Option<Text> {
        let raw = keys.iter().find_map(|key| self.values.get(*key))?.get();
        let value: String = serde_json::from_str(raw).ok()?;
        let mut inner = TextBuilder::default();
        yaml::align(
            &value,
            yaml::Written::Quoted,
            raw,
            self.start + (raw.as_ptr() as usize - self.line.as_ptr() as usize),
            &mut inner,
        );
        Some(inner.finish().through(file))
    }

    /// What stands under other keys, where that is a text or a number.
    fn cells(&self) -> impl Iterator<Item = (&String, String)> {
        let copy = |key: &str| SUBJECT.contains(&key) || BODY.contains(&key) || key == CHANNEL;
        let others = self.values.iter().filter(move |(key, _)| !copy(key));
        let text = |raw: &str| {
            serde_json::from_str(raw).ok().or_else(|| {
                serde_json::from_str::<serde_json::Number>(raw).ok().map(|n| n.to_string())
            })
        };
        others.filter_map(move |(key, raw)| Some((key, text(raw.get())?)))
    }

    fn draft(
        &self,
        file: &Text,
        number: usize,
        names: &mut Names,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<Draft>, (Span, String)> {
        let whole = Span::new(self.start, self.start + self.line.len());
        let body = self
            .text(file, BODY)
            .ok_or_else(|| (whole, format!("no text under `{}`; not read", BODY.join("`, `"))))?;
        let (mut draft, mut builder) = (Draft::default(), TextBuilder::default());
        let subject = self.text(file, SUBJECT);
        if subject.is_none() && email::is_titled(body.as_str()) {
            // The subject stands at the top of the words.
            draft = email::read(&body, true, problems);
        } else {
            if let Some(subject) = subject {
                assemble::section(&mut draft, &mut builder, Part::Subject, |builder| {
                    builder.push_from(&subject, subject.whole())
                });
            }
            cell::body(&mut draft, builder, &body, true, problems);
        }
        let (mut cells, mut means) = (Vec::new(), Vec::new());
        for (key, value) in self.cells() {
            let (name, meaning) = match names.get(key.as_str()) {
                Some(known) => known,
                None => &*names
                    .entry(key.clone())
                    .or_insert((key.as_str().into(), Column::new(key).means)),
            };
            cells.push((name.clone(), value));
            means.push(*meaning);
        }
        draft.meta.to = column::reader(|wanted| {
            Some(cells[means.iter().position(|own| *own == wanted)?].1.clone())
        });
        // A line that the message contains is copy.
        let mut means = means.into_iter();
        cells.retain(|(_, value)| {
            means.next() != Some(Means::Custom)
                || !cell::is_copied(value, std::slice::from_ref(&draft))
        });
        draft.row = Some(Arc::new(crate::draft::RecipientRow { number, cells }));
        let channel = self.text(file, &[CHANNEL]);
        if let Some(told) = channel.filter(|told| !told.as_str().trim().is_empty()) {
            let medium = media::named(told.as_str());
            if let Some(medium) = medium.filter(|medium| medium.channel().is_none()) {
                let message =
                    format!("line {number}: a {} has no reader; not judged", medium.name());
                problems.push(Problem::warning(told.to_source(told.whole()), message));
                return Ok(None);
            }
            let known = Channel::named(told.as_str()).or_else(|| medium?.channel());
            if known.is_none() {
                let message = format!(
                    "line {number}: there is no channel `{}`; read as an e-mail",
                    told.as_str()
                );
                problems.push(
                    Problem::warning(told.to_source(told.whole()), message)
                        .hint("say email, dm or post"),
                );
            }
            draft.channel = known.unwrap_or_default();
        }
        Ok(Some(draft))
    }
}
