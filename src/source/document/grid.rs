//! Cadence tables in Markdown, of bars or of tags: a message a row, with its day, its channel and its
//! words in columns; or the parts of a message, a row each.

use super::line::Line;
use super::message::{CellMarkup, Message};
use super::words;
use crate::source::label::{self, Label};
use crate::source::{delay, html};
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

/// A table as its page shows it.
pub struct Grid<'t> {
    header: Vec<&'t str>,
    rows: Vec<Row<'t>>,
    markup: CellMarkup,
}

/// A row of it.
struct Row<'t> {
    /// The number of its line.
    line: usize,
    cells: Vec<&'t str>,
}

impl<'t> Grid<'t> {
    /// A table of bars; `None` for one without a header.
    pub fn of_bars(block: &[Line<'t>]) -> Option<Self> {
        let [header, rule, rows @ ..] = block else { return None };
        let ruled = rule.words.contains('-')
            && rule.words.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
        let row = |row: &Line<'t>| Row { line: row.number, cells: cells(row.words) };
        ruled.then(|| Grid {
            header: cells(header.words),
            rows: rows.iter().map(row).collect(),
            markup: CellMarkup::Markdown,
        })
    }

    /// A table of tags; `None` for one that lays out a page.
    pub fn of_tags(text: &'t str, block: &[Line<'t>]) -> Option<Self> {
        let whole = block.first()?.span.join(block.last()?.span);
        let line = |at: usize| {
            let after = block.partition_point(|line| line.span.start() <= whole.start() + at);
            block[after.saturating_sub(1)].number
        };
        let words = whole.slice(text);
        let mut rows = html::rows(words)?.into_iter().map(|row| Row {
            line: row.first().map_or(0, |cell| line(cell.start())),
            cells: row.iter().map(|cell| cell.slice(words).trim()).collect(),
        });
        let header = rows.next()?.cells;
        Some(Grid { header, rows: rows.collect(), markup: CellMarkup::Html })
    }

    /// The messages, one a row; `None` when its columns are not those of messages.
    pub fn messages(&self, text: &'t str) -> Option<Vec<Message<'t>>> {
        let columns = Some(columns(&self.header)).filter(Columns::is_of_messages)?;
        let message = |row: &Row<'t>| {
            let cell = |column: Option<usize>| {
                let cell = column.and_then(|column| row.cells.get(column).copied());
                cell.map(bare).filter(|cell| !cell.is_empty())
            };
            let body = columns.body.and_then(|column| row.cells.get(column).copied());
            let body = body.filter(|body| body.split_whitespace().count() >= 4)?;
            // What is said on a call is for the sender.
            cell(columns.channel)
                .filter(|channel| words::has(channel, words::CALLS))
                .map_or(Some(()), |_| None)?;
            let when = cell(columns.day);
            let subject = cell(columns.subject).filter(|subject| !matches!(*subject, "-" | "—"));
            Some(Message {
                line: row.line,
                subjects: subject.map(|subject| span_of(text, subject)).into_iter().collect(),
                body: vec![span_of(text, body)],
                channel: cell(columns.channel),
                delay: when.and_then(|when| delay::in_label(when).or_else(|| delay::days(when))),
                step: cell(columns.step)
                    .and_then(|step| step.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok()),
                set_apart: true,
                cell: Some(self.markup),
                ..Message::default()
            })
        };
        let messages: Vec<Message> = self.rows.iter().filter_map(message).collect();
        (!messages.is_empty()).then_some(messages)
    }

    /// The messages of a table whose rows are the parts of them, each with its label in the first
    /// cell: a subject begins one.
    pub fn parts(&self, text: &'t str) -> Option<Vec<Message<'t>>> {
        let mut messages: Vec<Message> = Vec::new();
        let first = self.rows.first().map_or(0, |row| row.line);
        let header = Row { line: first, cells: self.header.clone() };
        for row in std::iter::once(&header).chain(&self.rows) {
            let [name, value] = row.cells.as_slice() else { return None };
            let span = span_of(text, value);
            let label = label::of(bare(name).trim_end_matches(':'));
            match (label, messages.last_mut()) {
                (Some(Label::Subject), _) => messages.push(Message {
                    line: row.line,
                    subjects: vec![span_of(text, bare(value))],
                    set_apart: true,
                    cell: Some(self.markup),
                    ..Message::default()
                }),
                (Some(Label::Preview), Some(last)) => {
                    last.preview = Some(span_of(text, bare(value)))
                }
                (Some(Label::Body), Some(last)) if last.body.is_empty() => last.body.push(span),
                _ => {}
            }
        }
        messages.retain(|message| message.has_words(text));
        (!messages.is_empty()).then_some(messages)
    }

    /// The subject lines of a table of them: `| Variant | Subject line |`.
    pub fn subjects(&self, text: &str) -> Option<Vec<Span>> {
        let column = columns(&self.header).subject?;
        let cells = self.rows.iter().filter_map(|row| row.cells.get(column).copied());
        let filled = cells.filter(|cell| !cell.is_empty());
        Some(filled.map(|cell| span_of(text, label::unquoted(cell))).collect())
    }

    /// True for a table of two columns whose rows are the parts of one message, by the names of its
    /// columns: `| Field | Value |`. One that explains fields, or that compares things, is none.
    pub fn holds_parts(&self) -> bool {
        #[rustfmt::skip]
        const VALUES: &[&str] = &[
            "value", "content", "copy", "text", "example", "wording", "words", "detail", "details", "email", "message", "template", "wert", "inhalt", "beispiel", "valor", "contenido", "valeur", "contenu",
            "valore", "contenuto", "waarde", "inhoud", "wartość", "treść",
        ];
        let [first, second] = self.header.as_slice() else { return false };
        second.is_empty()
            || words::has(second, VALUES)
            || label::of(first).is_some_and(|label| label != Label::Note)
    }
}

/// A cell without the tags around all that it says.
fn bare(cell: &str) -> &str {
    let mut cell = cell.trim();
    while let Some((_, rest)) = cell.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        cell = rest.trim_start();
    }
    while let Some((rest, _)) = cell.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        cell = rest.trim_end();
    }
    cell
}

fn span_of(text: &str, cell: &str) -> Span {
    let from = cell.as_ptr() as usize - text.as_ptr() as usize;
    Span::new(from, from + cell.len())
}

/// The columns by their names.
fn columns(names: &[&str]) -> Columns {
    let mut columns = Columns::default();
    for (at, name) in names.iter().enumerate() {
        let name = bare(name);
        let place = match label::of(name) {
            Some(Label::Subject) => &mut columns.subject,
            Some(Label::Body) => &mut columns.body,
            Some(Label::Channel) => &mut columns.channel,
            Some(Label::Timing) => &mut columns.day,
            _ if words::has(name, &["step", "touch"]) || name == "#" => &mut columns.step,
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
