//! Tables with copy in their columns: a person a row, and a message or a whole sequence beside the
//! name.
//!
//! Wide tables have columns for each step (`email_1_subject`, `EMAIL_2_BODY`, `Subject 3`) or
//! variant (`asunto_a`, `mensaje_a`); long ones have a row for each (`step`, `subject`, `body`).
//! Everything is read from the header, so a row is read without knowing any other.

mod header;
mod role;
mod timeline;

use std::sync::Arc;

use super::csv::{Row, Table};
use super::{Source, assemble, cell, document, email, markup, media};
use crate::draft::{Address, Draft};
use crate::source::column::{self, Means};
use crate::text::{Problem, Text, TextBuilder};
use crate::vocabulary::{Channel, Kind, Medium, Part, Thread};
use header::Columns;
pub use timeline::sequence;

/// The drafts of a table; `None` when its columns are not those of one with copy.
pub fn read(source: &Source, mut table: Table, problems: &mut Vec<Problem>) -> Option<Vec<Draft>> {
    let columns = Columns::find(table.header(), source.format.is_some())?;
    Some(rows(source.name, &columns, Vec::new(), &mut table, problems))
}

/// True for a row that names a column for copy, and one for its subject or its reader.
pub fn is_header(row: &Row) -> bool {
    Columns::find(row, false).is_some()
}

/// True for a column of subjects, of which a message may have several.
pub fn is_subject(name: &str) -> bool {
    role::role(0, name).is_some_and(|own| own.role == role::Role::Subject)
}

/// The drafts of a table whose cells speak to somebody, where its columns do not say that they hold
/// copy.
pub fn read_addressed(
    source: &Source,
    table: Table,
    problems: &mut Vec<Problem>,
) -> Option<Vec<Draft>> {
    read_by_words(source.name, table, false, problems)
}

/// The same, also of cells that are called bodies and speak to nobody.
pub fn read_bodies(
    source: &Source,
    table: Table,
    problems: &mut Vec<Problem>,
) -> Option<Vec<Draft>> {
    read_by_words(source.name, table, true, problems)
}

/// So many rows tell what the columns hold.
const TELLING: usize = 20;

fn read_by_words(
    name: &str,
    mut table: Table,
    bodies: bool,
    problems: &mut Vec<Problem>,
) -> Option<Vec<Draft>> {
    let first: Vec<Row> = table.by_ref().take(TELLING).collect();
    let columns = Columns::by_words(table.header(), &first, bodies)?;
    Some(rows(name, &columns, first, &mut table, problems))
}

/// The drafts of the `first` rows and of those that `table` still holds.
fn rows<'t>(
    file: &str,
    columns: &Columns,
    first: Vec<Row<'t>>,
    table: &mut Table<'t>,
    problems: &mut Vec<Problem>,
) -> Vec<Draft> {
    let name = |column: usize| Arc::<str>::from(table.header().text(column).as_str());
    let repeated = super::csv::repeated(table.header());
    let others: Vec<(usize, Arc<str>)> = columns
        .others()
        .filter(|column| !repeated.contains(column))
        .map(|column| (column, name(column)))
        .collect();
    let (mut drafts, mut first) = (Vec::new(), first.into_iter());
    while let Some(row) = first.next().or_else(|| table.next()) {
        if !row.is_blank() {
            problems.extend(table.problem(&row));
            let from = drafts.len();
            row_drafts(file, columns, &row, problems, &mut drafts);
            // A line that a message contains is copy.
            let is_copy = |column: usize, value: &str| {
                columns.means[column] == Means::Custom && cell::is_copied(value, &drafts[from..])
            };
            let cells = others
                .iter()
                .map(|(column, name)| (*column, name, row.value(*column)))
                .filter(|(column, _, value)| !is_copy(*column, value))
                .map(|(_, name, value)| (name.clone(), value.into_owned()))
                .collect();
            let known = Arc::new(crate::draft::RecipientRow { number: row.number, cells });
            drafts[from..].iter_mut().for_each(|draft| draft.row = Some(known.clone()));
        }
    }
    drafts
}

/// Adds the drafts of one row: one for each message that has words.
fn row_drafts(
    name: &str,
    columns: &Columns,
    row: &Row,
    problems: &mut Vec<Problem>,
    drafts: &mut Vec<Draft>,
) {
    let cell = |column: Option<usize>| {
        column.map(|column| row.text(column)).filter(|text| !text.as_str().trim().is_empty())
    };
    let value = |column: Option<usize>| {
        cell(column).map_or(String::new(), |text| text.as_str().trim().to_string())
    };
    let to = reader(columns, row);
    for message in &columns.messages {
        // An address, a date or `N/A` is no message.
        let Some(body) = cell(Some(message.body))
            .filter(|text| text.as_str().trim().contains(char::is_whitespace))
        else {
            continue;
        };
        let step = message.step.or_else(|| number(&value(columns.step)));
        let variant = message.variant.map_or_else(
            || value(columns.variant),
            |letter| letter.to_ascii_uppercase().to_string(),
        );
        let subjects: Vec<Text> =
            message.subjects.iter().filter_map(|column| cell(Some(*column))).collect();
        let mut draft = draft(&subjects, cell(message.preview), body, problems);
        draft.id = format!("{name} row {}", row.number);
        let told = value(columns.channel);
        let medium = media::named(&told);
        // What is said on a call is for the sender. A step of a sequence is shown as one of it.
        if let Some(medium) = medium.filter(|medium| medium.channel().is_none()) {
            if step.is_none() {
                problems.push(Problem::warning(
                    row.place(),
                    format!("row {}: a {} has no reader; not judged", row.number, medium.name()),
                ));
            }
            continue;
        }
        let channel = medium.and_then(Medium::channel);
        let direct = message.direct || channel == Some(Channel::Dm);
        let what = if direct { "message" } else { "email" };
        match step {
            Some(step) => draft.id += &format!(" / {what} {step}"),
            None if direct => draft.id += " / message",
            None => {}
        }
        if !variant.is_empty() {
            draft.id += &format!(" / {variant}");
        }
        draft.channel = if direct { Channel::Dm } else { channel.unwrap_or_default() };
        draft.step = step;
        draft.meta.touch = step;
        let later = step.is_some_and(|step| step > 1);
        draft.meta.kind = later.then_some(Kind::FollowUp);
        draft.meta.thread = (later && draft.answers()).then_some(Thread::Reply);
        draft.meta.to = to.clone();
        drafts.push(draft);
    }
}

/// Who the row is for.
fn reader(columns: &Columns, row: &Row) -> Option<Address> {
    column::reader(|means| {
        Some(row.value(columns.means.iter().position(|own| *own == means)?).into_owned())
    })
}

/// A message from its cells. Without a cell for it, the subject may stand at the top of the words.
fn draft(
    subjects: &[Text],
    preview: Option<Text>,
    body: Text,
    problems: &mut Vec<Problem>,
) -> Draft {
    let body = markup::with_line_breaks(&body).unwrap_or(body);
    if subjects.is_empty() && preview.is_none() && !markup::is_html(body.as_str()) {
        return email::read(&body, true, problems);
    }
    let (mut draft, mut builder) = (Draft::default(), TextBuilder::default());
    let titles = subjects
        .iter()
        .map(|text| (Part::Subject, text))
        .chain(preview.iter().map(|text| (Part::Preheader, text)));
    for (part, text) in titles {
        assemble::section(&mut draft, &mut builder, part, |builder| {
            builder.push_from(text, text.whole())
        });
    }
    cell::body(&mut draft, builder, &body, true, problems);
    draft
}

/// The number in `2`, `Step 2` or `Email #2`. The first follow-up is the second message.
fn number(cell: &str) -> Option<u32> {
    if let Some(follow_up) = document::follow_up(cell) {
        return Some(follow_up + 1);
    }
    let from = cell.find(|c: char| c.is_ascii_digit())?;
    let digits: String = cell[from..].chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|step| (1..=99).contains(step))
}
