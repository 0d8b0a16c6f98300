//! Tables: which of them hold copy, and in which columns.

use super::csv::{self, Table};
use super::{Format, Problem, Source, scheduler, shares};
use crate::draft::{Channel, Draft};
use crate::text::{Span, Text};

/// True for the names of tables.
pub fn is_table(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".csv", ".tsv"].iter().any(|ending| name.ends_with(ending))
}

/// True for a table whose rows say little without each other.
pub fn hangs_together(head: &[u8]) -> bool {
    Table::new(&csv::first_row(head)).column(&["conversationid"]).is_some()
}

/// True for the formats that are read here.
pub fn reads(format: Format) -> bool {
    matches!(format, Format::Shares | Format::Scheduler)
}

/// The drafts of a table; `None`, and a problem, when its columns are not known.
pub fn read(source: &Source, file: &Text, problems: &mut Vec<Problem>) -> Option<(Format, Vec<Draft>)> {
    let Some((format, mut drafts)) = posts(source, file, problems) else {
        let hint = "name the columns as an export or a scheduler of posts does, or say `--as post`";
        problems.push(Problem::warning(Span::default(), "a table whose columns are not known; read as one message").hint(hint));
        return None;
    };
    drafts.iter_mut().for_each(|draft| draft.channel = source.channel.unwrap_or(draft.channel));
    if drafts.is_empty() && source.before.is_none() {
        problems.push(Problem::warning(Span::default(), "no row holds the words of a post"));
    }
    Some((format, drafts))
}

/// Why a table that starts with the row `head` is left out when nobody pointed at it.
pub fn leave_out(name: &str, head: &str) -> Option<&'static str> {
    let posts = posts(&Source::new(name, head.as_bytes()), &Text::identity(head), &mut Vec::new());
    posts.is_none().then_some("its columns are not those of an export or a scheduler of posts")
}

/// The posts of a table of any kind that is known.
fn posts(source: &Source, file: &Text, problems: &mut Vec<Problem>) -> Option<(Format, Vec<Draft>)> {
    let sure = source.channel == Some(Channel::Post) || source.format == Some(Format::Scheduler);
    let table = || source.before.map_or_else(|| Table::new(file), |before| Table::after(before, file));
    let shares = shares::read(source.name, table(), problems).map(|drafts| (Format::Shares, drafts));
    shares.or_else(|| scheduler::read(source.name, table(), sure, problems).map(|drafts| (Format::Scheduler, drafts)))
}
