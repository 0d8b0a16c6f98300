//! `messages.csv` of LinkedIn's data export: talks with all sides in them. Only what the owner of
//! the export wrote is read.

use std::collections::{HashMap, HashSet};

use super::csv::{Row, Table};
use super::{Source, assemble, cell};
use crate::account::Date;
use crate::draft::{Address, Draft};
use crate::order::InOrder;
use crate::text::{Problem, Span, TextBuilder};
use crate::vocabulary::{Channel, Part};

/// The columns of the export.
struct Columns {
    talk: usize,
    from: usize,
    to: Option<usize>,
    date: Option<usize>,
    subject: Option<usize>,
    words: usize,
}

/// The owner's messages; `None` when the table is no such export.
pub fn read(source: &Source, table: Table, problems: &mut Vec<Problem>) -> Option<Vec<Draft>> {
    let columns = Columns {
        talk: table.column(&["conversationid"])?,
        from: table.column(&["from"])?,
        to: table.column(&["to"]),
        date: table.column(&["date"]),
        subject: table.column(&["subject"]),
        words: table.column(&["content"])?,
    };
    let mut table = table;
    let mut rows = Vec::new();
    while let Some(row) = table.next() {
        problems.extend(table.problem(&row));
        rows.push(row);
    }
    let Some(owner) = owner(&rows, &columns, problems) else { return Some(Vec::new()) };
    let own = rows.iter().filter(|row| row.text(columns.from).as_str().trim() == owner);
    Some(own.filter_map(|row| draft(source.name, row, &columns, problems)).collect())
}

/// Whose export it is: whoever takes part in more talks than all others. When talks do not tell,
/// the one who wrote first in most of them is taken, and that is said.
fn owner(rows: &[Row], columns: &Columns, problems: &mut Vec<Problem>) -> Option<String> {
    let mut talks: HashMap<String, HashSet<String>> = HashMap::new();
    let mut written: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let cell = |column: usize| row.text(column).as_str().trim().to_string();
        let (from, to) = (cell(columns.from), columns.to.map(cell).unwrap_or_default());
        let talk = talks.entry(cell(columns.talk)).or_default();
        *written.entry(from.clone()).or_default() += 1;
        talk.extend(
            to.split(',')
                .chain([from.as_str()])
                .map(|name| name.trim().to_string())
                .filter(|name| !name.is_empty()),
        );
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    talks.values().flatten().for_each(|name| *counts.entry(name).or_default() += 1);
    let wrote = |name: &str| written.get(name).copied().unwrap_or_default();
    let mut people: Vec<(&str, usize)> =
        counts.into_iter().filter(|(name, _)| wrote(name) > 0).collect();
    people.order_by_key(|(name, talks)| (std::cmp::Reverse((*talks, wrote(name))), *name));
    let (owner, most) = *people.first()?;
    if people.get(1).is_some_and(|(_, talks)| *talks == most) {
        let message =
            format!("it is not certain whose messages these are; those of {owner} are read");
        problems.push(
            Problem::warning(Span::default(), message)
                .hint("an export of several conversations would show it"),
        );
    }
    Some(owner.to_string())
}

fn draft(file: &str, row: &Row, columns: &Columns, problems: &mut Vec<Problem>) -> Option<Draft> {
    let words = row.text(columns.words);
    if words.as_str().trim().is_empty() {
        return None;
    }
    let cell = |column: Option<usize>| {
        column.map(|column| row.text(column)).filter(|text| !text.as_str().trim().is_empty())
    };
    let (mut draft, mut builder) = (Draft::default(), TextBuilder::default());
    if let Some(subject) = cell(columns.subject) {
        assemble::section(&mut draft, &mut builder, Part::Subject, |builder| {
            builder.push_from(&subject, subject.whole())
        });
    }
    cell::body(&mut draft, builder, &words, false, problems);
    let said = |column: Option<usize>| {
        cell(column).map_or(String::new(), |text| text.as_str().trim().to_string())
    };
    let (from, to, date) = (said(Some(columns.from)), said(columns.to), said(columns.date));
    let day = date.split(' ').next().unwrap_or_default();
    draft.id = format!("{file} row {} ({from} to {to}, {day})", row.number);
    draft.channel = Channel::Dm;
    draft.meta.to =
        (!to.is_empty() && !to.contains(',')).then(|| Address { name: to, mail: String::new() });
    draft.meta.from = Some(Address { name: from, mail: String::new() });
    draft.meta.sent = Date::parse(day).map(|day| day.to_string());
    Some(draft)
}
