//! Tables that schedulers of social posts take in: one row a post, recognised by the columns beside
//! the text.

use std::path::Path;

use super::{Format, Source, csv::Table, post};
use crate::draft::Draft;
use crate::text::Problem;
use crate::vocabulary::Channel;

/// How a scheduler names its columns (lower case, letters and digits only).
struct Form {
    text: &'static [&'static str],
    /// At least one of these stands beside the text.
    beside: &'static [&'static str],
}

const FORMS: &[Form] = &[
    // Buffer.
    Form { text: &["text"], beside: &["postingtime", "imageurl"] },
    // Publer, Hootsuite with a header, and others like them.
    Form {
        text: &["message", "caption"],
        beside: &["date", "datetime", "time", "links", "media", "labels"],
    },
    Form {
        text: &["content", "post", "text", "message", "caption", "commentary"],
        beside: &[
            "scheduledat",
            "scheduledtime",
            "scheduledate",
            "scheduled",
            "postatspecifictime",
            "publishat",
            "platforms",
            "mediaurls",
        ],
    },
];

/// Columns that are taken for posts when the caller says that the file holds some.
const LIKELY: &[&str] = &["text", "post", "content", "message", "caption", "commentary", "body"];
const DATES: &[&str] = &[
    "date",
    "postingtime",
    "scheduledat",
    "scheduledtime",
    "scheduledate",
    "datetime",
    "time",
    "postatspecifictime",
    "publishat",
];

/// The posts of a table; `None` when it is no scheduler's, as far as can be known by its columns,
/// its name and what the caller says.
pub fn read(source: &Source, mut table: Table, problems: &mut Vec<Problem>) -> Option<Vec<Draft>> {
    let named = Path::new(source.name)
        .file_stem()
        .is_some_and(|stem| stem.to_string_lossy().to_ascii_lowercase().contains("post"));
    let sure =
        source.channel == Some(Channel::Post) || source.format == Some(Format::Scheduler) || named;
    let known = FORMS
        .iter()
        .find(|form| table.column(form.beside).is_some() && table.column(form.text).is_some());
    let headed = known
        .and_then(|form| table.column(form.text))
        .or_else(|| table.column(LIKELY).filter(|_| sure));
    // Hootsuite's has no header: a date, the text, perhaps a link.
    let bare = headed.is_none()
        && (2..=3).contains(&table.header().width())
        && is_date(table.header().text(0).as_str());
    let words = headed.or(bare.then_some(1))?;
    let date = if bare { Some(0) } else { table.column(DATES) };
    let mut drafts = Vec::new();
    let mut next = if bare { Some(table.header().clone()) } else { table.next() };
    while let Some(row) = next {
        problems.extend(table.problem(&row));
        let text = row.text(words);
        if !text.as_str().trim().is_empty() {
            let when = date.map(|date| row.text(date));
            drafts.push(post::draft(
                source.name,
                &row,
                when.as_ref().map_or("", |when| when.as_str()),
                text,
                problems,
            ));
        }
        next = table.next();
    }
    Some(drafts)
}

/// "24/12/2031 09:30", "2031-12-24T09:30": digits in groups, nothing that is a word.
fn is_date(cell: &str) -> bool {
    let groups =
        cell.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    groups >= 3 && letters <= 2
}
