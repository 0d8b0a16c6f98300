//! Lead lists: an account a row, from the CSV, TSV or JSONL that sales tools export. What the
//! columns mean is recognised by their names ([`crate::source::column`]).
//!
//! A broken row is reported, with its number; the rest is used.

mod condition;
mod json;
mod load;
mod render;
mod table;
mod value;

pub use condition::is_decided;
pub use load::{account, fields, is_account, load};
pub use render::{Hole, Rendered, inserted, render};
pub use value::{Oddity, is_nothing, odd};

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use foldhash::fast::RandomState;

use crate::account::{Account, Fact, Person};
use crate::draft::{Address, RecipientRow};
use crate::files;
use crate::source::column::{Column, Means, WHO};
use crate::source::csv;
use crate::source::piece::{self, Pieces};
use crate::source::{self, Before};
use crate::text::{Problem, Span, Start};

/// A row of a list.
#[derive(Clone, Debug, Default)]
pub struct Lead {
    /// Its number: as a spreadsheet shows it, or the line of a JSONL file.
    pub number: usize,
    /// What it says of the company and the person, as an account with one person.
    pub account: Account,
    /// Every cell by the plain name of its column, as written.
    pub values: Vec<(String, String)>,
}

/// A row, or what is wrong with it.
pub type LeadResult = Result<Lead, Problem>;

/// Lines that show which columns a list has.
const FEW: usize = 20;

/// A file of leads.
#[derive(Debug)]
pub struct List<'b> {
    /// Its path, as reports show it.
    pub path: String,
    held: ListBytes<'b>,
}

#[derive(Debug)]
enum ListBytes<'b> {
    /// What could be read of it, and what is told of the rest.
    Text(Cow<'b, str>, Option<Problem>),
    /// Too long to be kept in memory: read anew, piece by piece, each time.
    File(PathBuf),
}

/// A part of a list, to show where a row stands.
#[derive(Clone, Copy, Debug)]
pub struct ListPart<'t> {
    /// Its text; problems of its rows point into it.
    pub text: &'t str,
    /// Where in the file it begins.
    pub start: Start,
}

impl<'b> List<'b> {
    /// A list from the bytes of a file. What is no UTF-8 is replaced, as it would be in a mail.
    pub fn new(path: &str, bytes: &'b [u8]) -> List<'b> {
        let (text, told) = source::list_text(bytes);
        List { path: path.to_string(), held: ListBytes::Text(text, told) }
    }

    /// A list from a file of any length; `shown` is its path as reports show it.
    pub fn open(path: &Path, shown: &str) -> io::Result<List<'static>> {
        let held = match pieces(path)? {
            Some(_) => ListBytes::File(path.to_path_buf()),
            None => {
                let bytes = files::read(path, files::WHOLE)?;
                let (text, told) = source::list_text(&bytes);
                ListBytes::Text(text.into_owned().into(), told)
            }
        };
        Ok(List { path: shown.to_string(), held })
    }

    /// True for the endings that lead lists have.
    pub fn is_list(path: &str) -> bool {
        let path = path.to_ascii_lowercase();
        ["csv", "tsv", "jsonl", "ndjson"]
            .iter()
            .any(|ending| path.rsplit_once('.').is_some_and(|(_, own)| own == *ending))
    }

    /// Calls `each` for every row, in order. Only one row is in memory at a time.
    pub fn each(&self, mut each: impl FnMut(LeadResult)) {
        self.each_in(|row, _| each(row));
    }

    /// Calls `each` for every row, in order, with the part of the list that it stands in.
    pub fn each_in(&self, mut each: impl FnMut(LeadResult, ListPart)) {
        self.read_each(&mut each);
    }

    /// As `each_in`, made once for all callers.
    fn read_each(&self, each: &mut dyn FnMut(LeadResult, ListPart)) {
        match &self.held {
            ListBytes::Text(text, _) => self.stretch(text, &Before::default(), each),
            ListBytes::File(path) => {
                let pieces = pieces(path).unwrap_or_default();
                for piece in pieces.into_iter().flatten() {
                    match piece {
                        Ok(piece) => self.stretch(
                            &String::from_utf8_lossy(&piece.bytes),
                            &piece.before,
                            each,
                        ),
                        Err(why) => each(
                            Err(Problem::error(Span::default(), why)),
                            ListPart { text: "", start: Start::default() },
                        ),
                    }
                }
            }
        }
    }

    fn stretch(&self, text: &str, before: &Before, each: &mut dyn FnMut(LeadResult, ListPart)) {
        let stretch = ListPart { text, start: before.start };
        let mut row = |row: LeadResult| {
            each(row.map(|lead| lead.from(&self.path)), stretch);
        };
        let json = before.head.is_none()
            && text.trim_start_matches(['\u{feff}', ' ', '\n', '\r']).starts_with(['{', '[']);
        if json {
            json::each(text, before.start.lines, &mut row)
        } else {
            table::each(text, before, &mut row)
        }
    }

    /// Names of its merge fields: the columns of its first rows.
    pub fn fields(&self) -> Vec<String> {
        let few: usize = self.text().split_inclusive('\n').take(FEW).map(str::len).sum();
        // An array is read whole or not at all.
        let array = self.text().trim_start_matches(['\u{feff}', ' ', '\n', '\r']).starts_with('[');
        let head = if array { self.text() } else { &self.text()[..few] };
        let mut names: Vec<String> = Vec::new();
        List::new("", head.as_bytes()).each(|row| {
            let new = row
                .into_iter()
                .flat_map(|lead| lead.values)
                .map(|(name, _)| name)
                .filter(|name| !name.is_empty());
            new.for_each(|name| {
                if !names.contains(&name) {
                    names.push(name)
                }
            });
        });
        names
    }

    /// What is odd about it as a whole: bytes that are no text, and names that several of its columns
    /// have.
    pub fn warnings(&self) -> Vec<Problem> {
        let undecoded = match &self.held {
            ListBytes::Text(_, told) => told.clone(),
            ListBytes::File(path) => {
                let pieces = pieces(path).ok().flatten().into_iter().flatten();
                source::undecoded(pieces.filter_map(Result::ok).map(|piece| piece.bytes))
            }
        };
        let undecoded =
            undecoded.map(|told| told.hint("save the list as UTF-8; Excel calls it \"CSV UTF-8\""));
        undecoded.into_iter().chain(self.shared_names()).collect()
    }

    fn shared_names(&self) -> Vec<Problem> {
        let first = match &self.held {
            ListBytes::Text(text, _) => csv::first_row(text.as_bytes()),
            ListBytes::File(path) => {
                let piece = pieces(path).ok().flatten().and_then(|mut pieces| pieces.next()?.ok());
                piece.map(|piece| csv::first_row(&piece.bytes)).unwrap_or_default()
            }
        };
        if first.as_str().trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']) {
            return Vec::new();
        }
        csv::shared_names(csv::Table::new(&first).header(), |_| true)
    }

    /// The text, for messages on rows; empty for a list that is too long to be kept in memory.
    pub fn text(&self) -> &str {
        match &self.held {
            ListBytes::Text(text, _) => text,
            ListBytes::File(_) => "",
        }
    }
}

/// The pieces of a list that is too long to be kept in memory.
fn pieces(path: &Path) -> io::Result<Option<Pieces<fs::File>>> {
    Pieces::new(&path.to_string_lossy(), None, files::open(path)?.0, piece::SIZE, piece::RECORD)
}

/// Accounts of rows that bring their own copy. Columns are recognised once.
#[derive(Debug, Default)]
pub struct Rows {
    columns: HashMap<Arc<str>, Column, RandomState>,
    last: Option<(Arc<RecipientRow>, Option<Arc<Account>>)>,
}

impl Rows {
    /// What a row of the list at `path` says of its reader; `None` when that is neither a person
    /// nor a company.
    pub fn account(&mut self, path: &str, row: &Arc<RecipientRow>) -> Option<Arc<Account>> {
        if let Some((_, account)) = self.last.as_ref().filter(|(last, _)| Arc::ptr_eq(last, row)) {
            return account.clone();
        }
        for (name, _) in &row.cells {
            if !self.columns.contains_key(name) {
                self.columns.insert(name.clone(), Column::new(name));
            }
        }
        let means = |name: &Arc<str>| self.columns.get(name).map(|column| column.means);
        let somebody = row.cells.iter().any(|(name, _)| {
            means(name).is_some_and(|means| means == Means::Name || WHO.contains(&means))
        });
        let cells = row
            .cells
            .iter()
            .filter_map(|(name, value)| Some((self.columns.get(name)?, value.clone())));
        // A name alone is that of the draft.
        let cells = cells.filter(|(column, _)| somebody || column.means != Means::Label);
        let account =
            lead(row.number, cells.collect()).map(|lead| Arc::new(lead.from(path).account));
        self.last = Some((row.clone(), account.clone()));
        account
    }
}

impl Lead {
    /// Says which row of which list it is.
    fn from(mut self, path: &str) -> Lead {
        self.account.origin = format!("{path} row {}", self.number);
        self.account.row = Some(self.number);
        self
    }
}

/// Makes a lead of cells: pairs of column name and value. `None` when they name neither a person
/// nor a company.
fn lead(number: usize, cells: Vec<(&Column, String)>) -> Option<Lead> {
    let mut lead = Lead { number, ..Lead::default() };
    let (account, mut person) = (&mut lead.account, Person::default());
    for (column, value) in cells {
        let value = value.trim().trim_start_matches('\'').to_string();
        if !is_nothing(&value) {
            take(account, &mut person, column, &value);
        }
        lead.values.push((column.field.clone(), value));
    }
    if person.last.is_empty() && person.first.contains(' ') {
        person = Person { email: person.email, role: person.role, ..Person::named(&person.first) };
    } else if person.first.is_empty() && !person.name.is_empty() {
        person = Person { email: person.email, role: person.role, ..Person::named(&person.name) };
    } else if person.name.is_empty() {
        person.name = format!("{} {}", person.first, person.last).trim().to_string();
    }
    if account.name.is_empty() && person.name.is_empty() && person.email.is_empty() {
        return None;
    }
    if account.domains.is_empty() {
        let domain = person.email.rsplit_once('@').map(|(_, domain)| domain.to_string());
        account.domains.extend(domain.filter(|domain| !crate::account::is_free_mail(domain)));
    }
    if !person.role.is_empty() {
        account.facts.push(Fact::implied(crate::vocabulary::FactKind::Role, person.role.clone()));
    }
    account.people.push(person);
    Some(lead)
}

fn take(account: &mut Account, person: &mut Person, column: &Column, value: &str) {
    match column.means {
        Means::First => person.first = value.to_string(),
        Means::Last => person.last = value.to_string(),
        Means::Name | Means::Label => person.name = value.to_string(),
        Means::Email => person.email = Address::in_cell(value),
        Means::Role => person.role = value.to_string(),
        Means::Company if account.name.is_empty() => account.name = value.to_string(),
        Means::Company => account.aliases.push(value.to_string()),
        Means::SayAs => account.say_as = Some(value.to_string()),
        Means::Domain => account.domains.push(crate::account::domain(value)),
        Means::Implied(kind) => {
            let parts =
                value.split([',', ';']).filter(|_| kind == crate::vocabulary::FactKind::Tech);
            account.facts.extend(parts.map(|part| Fact::implied(kind, part.trim())));
            if kind != crate::vocabulary::FactKind::Tech {
                account.facts.push(Fact::implied(kind, column.spell(value)));
            }
        }
        Means::Fact(kind) => account.facts.push(Fact { kind, ..Fact::new(column.spell(value)) }),
        // A sentence in a column of one's own is something that somebody found out.
        Means::Custom if value.split_whitespace().count() >= 3 => {
            account.facts.push(Fact::new(value))
        }
        Means::Custom | Means::Ignored => {}
    }
    if account.name.is_empty() && column.means == Means::SayAs {
        account.name = value.to_string();
    }
}

/// A problem of a row.
fn row_problem(number: usize, span: Span, what: &str) -> Problem {
    Problem::error(span, format!("row {number}: {what}"))
}
