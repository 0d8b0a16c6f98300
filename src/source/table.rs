//! Tables: which of them hold copy, and in which columns.

use super::csv::{self, Table};
use super::{Contents, Format, Source, copy_table, extension, messages, scheduler, shares};
use crate::draft::{Draft, Sequence};
use crate::source::column::{Column, Means};
use crate::text::{Problem, Span, Text};

/// A table of a known kind.
struct Kind {
    format: Format,
    /// Its drafts; `None` when the table is of another kind.
    read: fn(&Source, Table, &mut Vec<Problem>) -> Option<Vec<Draft>>,
}

/// In the order in which they are tried.
const KINDS: &[Kind] = &[
    Kind { format: Format::Messages, read: messages::read },
    Kind { format: Format::Shares, read: shares::read },
    Kind { format: Format::CopyTable, read: copy_table::read },
    Kind { format: Format::CopyTable, read: copy_table::read_addressed },
    Kind { format: Format::Scheduler, read: scheduler::read },
    Kind { format: Format::CopyTable, read: copy_table::read_bodies },
];

/// True for the names of tables.
pub fn is_table(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".csv", ".tsv", ".xlsx", ".xlsm"].iter().any(|ending| name.ends_with(ending))
}

/// True for a text without a name, as on standard input, that begins with the header of a table with
/// copy, and has a row below it.
pub fn is_headed(name: &str, text: &str) -> bool {
    if !extension::of(name).is_empty() || text.lines().next().is_none_or(|row| row.contains(": ")) {
        return false;
    }
    let file = Text::identity(head(text));
    let mut table = Table::new(&file);
    let width = table.header().width();
    width > 1
        && copy_table::is_header(table.header())
        && table.next().is_some_and(|row| row.width() == width)
}

/// True for a table whose rows say little without each other.
pub fn hangs_together(file: &Text) -> bool {
    Table::new(file).column(&["conversationid"]).is_some()
}

/// True for the formats that are read here.
pub fn reads(format: Format) -> bool {
    KINDS.iter().any(|kind| kind.format == format)
}

/// What a table holds; `None`, and a problem, when its columns are not known.
pub fn read(source: &Source, file: &Text, problems: &mut Vec<Problem>) -> Option<Contents> {
    let (format, drafts) = told(source, file, problems)?;
    let sequences = sequence(source, file, format, &drafts).into_iter().collect();
    Some(Contents { sequences, ..Contents::new(format, drafts) })
}

fn told(source: &Source, file: &Text, problems: &mut Vec<Problem>) -> Option<(Format, Vec<Draft>)> {
    let is_blank = file.as_str().trim_start_matches('\u{feff}').trim().is_empty();
    if is_blank && source.before.is_none() {
        problems.push(Problem::warning(Span::default(), "an empty table: no row in this file"));
        return Some((Format::CopyTable, Vec::new()));
    }
    let Some((format, mut drafts)) = known(source, file, problems) else {
        let goes_on = source.before.is_some_and(|before| before.head.is_some());
        if is_lead_list(&table(source, file)) {
            let message = "a list of leads: no column has copy, so there is nothing to check";
            let hint = format!(
                "check a template against it: `germane check TEMPLATE --leads {}`",
                source.name
            );
            problems
                .extend((!goes_on).then(|| Problem::error(Span::default(), message).hint(hint)));
            return Some((Format::LeadList, Vec::new()));
        }
        if table(source, file).header().width() > 1 {
            let message =
                "a table without a column that is known to have copy: nothing in it is judged";
            let hint =
                "copy is read from columns such as `subject` and `body`; for posts say `--as post`";
            problems
                .extend((!goes_on).then(|| Problem::error(Span::default(), message).hint(hint)));
            return Some((Format::Unreadable, Vec::new()));
        }
        let hint =
            "copy is read from columns such as `subject` and `body`; for posts say `--as post`";
        problems.push(
            Problem::warning(
                Span::default(),
                "a table whose columns are not known; read as one message",
            )
            .hint(hint),
        );
        return None;
    };
    let top = table(source, file);
    if source.before.is_none_or(|before| before.head.is_none()) {
        problems.extend(csv::shared_names(top.header(), |name| !copy_table::is_subject(name)));
    }
    drafts.iter_mut().for_each(|draft| draft.channel = source.channel.unwrap_or(draft.channel));
    if drafts.is_empty() && source.before.is_none() {
        problems.push(Problem::warning(
            Span::default(),
            format!("no row has text to check ({})", format.meaning()),
        ));
    }
    Some((format, drafts))
}

/// The sequence that the rows of a table are, when its columns say so.
fn sequence(source: &Source, file: &Text, format: Format, drafts: &[Draft]) -> Option<Sequence> {
    let whole = source.before.is_none() && format == Format::CopyTable;
    whole.then(|| copy_table::sequence(source.name, file, drafts)).flatten()
}

/// Why a table is left out when nobody pointed at it, as far as its first rows tell.
pub fn leave_out(name: &str, text: &str) -> Option<&'static str> {
    let head = head(text);
    let file = Text::identity(head);
    if known(&Source::new(name, head.as_bytes()), &file, &mut Vec::new()).is_some() {
        return None;
    }
    let leads = is_lead_list(&Table::new(&file));
    Some(if leads {
        "a list of leads without copy; `--leads` takes it"
    } else {
        "no columns for a subject and a body, nor those of posts"
    })
}

/// The drafts of a table of any kind that is known.
fn known(
    source: &Source,
    file: &Text,
    problems: &mut Vec<Problem>,
) -> Option<(Format, Vec<Draft>)> {
    let asked = |kind: &&Kind| source.format.is_none_or(|format| format == kind.format);
    KINDS
        .iter()
        .filter(asked)
        .find_map(|kind| Some((kind.format, (kind.read)(source, table(source, file), problems)?)))
}

/// True when two columns or more say who somebody is.
fn is_lead_list(table: &Table) -> bool {
    let header = table.header();
    let means = (0..header.width()).map(|column| Column::new(header.text(column).as_str()).means);
    means.filter(|means| !matches!(means, Means::Custom | Means::Ignored)).take(2).count() == 2
}

/// The table in `file`, which may be a piece of a longer one.
fn table<'t>(source: &Source<'t>, file: &'t Text) -> Table<'t> {
    source.before.map_or_else(|| Table::new(file), |before| Table::after(before, file))
}

/// The first rows: enough to recognise a table.
fn head(text: &str) -> &str {
    const LINES: usize = 100;
    const BYTES: usize = 1 << 16;
    let lines: usize = text.split_inclusive('\n').take(LINES).map(str::len).sum();
    let mut end = lines.min(BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    // Half a row at the end does no harm.
    &text[..end]
}
