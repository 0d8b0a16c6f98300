//! Cadence tables in Markdown: a message a row, with its day, its channel and its words in columns.

use super::line::Line;
use super::message::Message;
use super::words;
use crate::source::delay;
use crate::source::label::{self, Label};
use crate::text::Span;

/// What the columns hold.
#[derive(Default)]
struct Columns {
    subject: Option<usize>,
    body: Option<usize>,
    channel: Option<usize>,
    day: Option<usize>,
    step: Option<usize>,
}

impl Columns {
    /// A table of messages has a column for the words, and one for the subject, or for the day and
    /// the channel or the step.
    fn is_of_messages(&self) -> bool {
        self.body.is_some()
            && (self.subject.is_some()
                || self.day.is_some() && (self.channel.is_some() || self.step.is_some()))
    }
}

/// The messages of a table; `None` when its columns are not those of messages.
pub fn read<'t>(text: &'t str, block: &[Line<'t>]) -> Option<Vec<Message<'t>>> {
    let (header, rows) = ruled(block)?;
    let columns = Some(columns(&cells(header.words))).filter(Columns::is_of_messages)?;
    let span = |cell: &str| span_of(text, cell);
    let message = |row: &Line<'t>| {
        let cells = cells(row.words);
        let cell = |column: Option<usize>| {
            column.and_then(|column| cells.get(column).copied()).filter(|cell| !cell.is_empty())
        };
        let body = cell(columns.body).filter(|body| body.split_whitespace().count() >= 4)?;
        // What is said on a call is for the sender.
        cell(columns.channel)
            .filter(|channel| words::has(channel, words::CALLS))
            .map_or(Some(()), |_| None)?;
        let when = cell(columns.day);
        Some(Message {
            line: row.number,
            subjects: cell(columns.subject)
                .filter(|subject| *subject != "-" && *subject != "—")
                .map(span)
                .into_iter()
                .collect(),
            body: vec![span(body)],
            channel: cell(columns.channel),
            delay: when.and_then(|when| delay::in_label(when).or_else(|| delay::days(when))),
            step: cell(columns.step)
                .and_then(|step| step.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok()),
            set_apart: true,
            ..Message::default()
        })
    };
    let messages: Vec<Message> = rows.iter().filter_map(message).collect();
    (!messages.is_empty()).then_some(messages)
}

/// The subject lines of a table of them: `| Variant | Subject line |`.
pub fn subjects(text: &str, block: &[Line]) -> Option<Vec<Span>> {
    let (header, rows) = ruled(block)?;
    let column = columns(&cells(header.words)).subject?;
    let cells = rows
        .iter()
        .filter_map(|row| cells(row.words).get(column).copied())
        .filter(|cell| !cell.is_empty());
    Some(cells.map(|cell| span_of(text, label::unquoted(cell))).collect())
}

/// True for a table with a header.
pub fn is_ruled(block: &[Line]) -> bool {
    ruled(block).is_some()
}

/// True for a table of two columns whose rows are the parts of one message, by the names of its
/// columns: `| Field | Value |`. One that explains fields, or that compares things, is none.
pub fn holds_parts(block: &[Line]) -> bool {
    #[rustfmt::skip]
    const VALUES: &[&str] = &[
        "value", "content", "copy", "text", "example", "wording", "words", "detail", "details", "email", "message", "template", "wert", "inhalt", "beispiel", "valor", "contenido", "valeur", "contenu",
        "valore", "contenuto", "waarde", "inhoud", "wartość", "treść",
    ];
    ruled(block).is_some_and(|(header, _)| {
        let names = cells(header.words);
        let [first, second] = names.as_slice() else { return false };
        second.is_empty()
            || words::has(second, VALUES)
            || label::of(first).is_some_and(|label| label != Label::Note)
    })
}

/// The header and the rows of a table.
fn ruled<'l, 't>(block: &'l [Line<'t>]) -> Option<(&'l Line<'t>, &'l [Line<'t>])> {
    let [header, rule, rows @ ..] = block else { return None };
    let ruled =
        rule.words.contains('-') && rule.words.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
    ruled.then_some((header, rows))
}

fn span_of(text: &str, cell: &str) -> Span {
    let from = cell.as_ptr() as usize - text.as_ptr() as usize;
    Span::new(from, from + cell.len())
}

/// The columns by their names.
fn columns(names: &[&str]) -> Columns {
    let mut columns = Columns::default();
    for (at, name) in names.iter().enumerate() {
        let place = match label::of(name) {
            Some(Label::Subject) => &mut columns.subject,
            Some(Label::Body) => &mut columns.body,
            Some(Label::Channel) => &mut columns.channel,
            Some(Label::Timing) => &mut columns.day,
            _ if words::has(name, &["step", "touch"]) || *name == "#" => &mut columns.step,
            _ if words::has(name, words::DAYS) => &mut columns.day,
            _ if words::has(name, &["type", "typ", "tipo"]) => &mut columns.channel,
            _ => continue,
        };
        place.get_or_insert(at);
    }
    columns
}

/// The cells of a row. A bar behind a backslash is no border.
fn cells(row: &str) -> Vec<&str> {
    let inner = row.trim().trim_start_matches('|');
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let (mut cells, mut from) = (Vec::new(), 0);
    for (at, _) in inner.match_indices('|').filter(|(at, _)| !inner[..*at].ends_with('\\')) {
        cells.push(inner[from..at].trim().trim_matches('*'));
        from = at + 1;
    }
    cells.push(inner[from..].trim().trim_matches('*'));
    cells
}
