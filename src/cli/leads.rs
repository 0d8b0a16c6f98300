//! `--account`, `--leads` and `--today`: files read, the date parsed, rows counted on a terminal.

use std::io::Read;
use std::path::Path;

use indicatif::ProgressBar;

use super::output;
use crate::account::{Account, Date};
use crate::files;
use crate::leads::{self, List};
use crate::lint::{Leads, ListReport};
use crate::outcome::FileReport;
use crate::source;
use crate::text::{Problem, Span};
use crate::yaml::Broken;

/// A lead list that the command line gives.
#[derive(Debug)]
pub struct GivenList {
    /// Its rows.
    pub leads: Leads<'static>,
    /// What is wrong with some of them.
    pub reports: Vec<FileReport>,
    /// Rows done. Hidden unless standard error is a terminal.
    pub bar: ProgressBar,
}

/// Enough of a file to recognise it, in bytes.
const HEAD: u64 = 16;

/// The list at `path`.
pub fn list(path: &Path) -> Result<GivenList, Vec<Broken>> {
    let shown = path.display().to_string();
    let fail = |why: String| vec![Broken::unread(&shown, Problem::error(Span::default(), why))];
    let mut head = Vec::new();
    files::open(path)
        .and_then(|(file, _)| file.take(HEAD).read_to_end(&mut head))
        .map_err(|error| fail(error.to_string()))?;
    if let Some(what) = source::office(&head) {
        return Err(fail(format!("this is {what}, and no list; save it as CSV")));
    }
    let list = List::open(path, &shown).map_err(|error| fail(error.to_string()))?;
    let leads = Leads::new(list);
    let ListReport { rows, left_out, reports } = leads.report();
    if rows == 0 {
        let first = reports.iter().flat_map(|report| &report.problems).next();
        let why = match first.filter(|_| left_out > 0) {
            None => "no row names a person or a company".to_string(),
            Some(first) => {
                format!("no row can be used ({left_out} left out; the first: {})", first.message)
            }
        };
        return Err(fail(format!("{why}, so there is nothing to check drafts against")));
    }
    Ok(GivenList {
        leads,
        reports,
        bar: output::bar(rows as u64, "{wide_bar} {pos} of {len} rows"),
    })
}

/// The account at `path`.
pub fn account(path: &Path) -> Result<Account, Vec<Broken>> {
    let shown = path.display().to_string();
    let fail = |why: String| vec![Broken::unread(&shown, Problem::error(Span::default(), why))];
    if List::is_list(&shown) {
        return Err(fail("this is a list of leads; give it with --leads".to_string()));
    }
    let bytes = files::read(path, files::BESIDE).map_err(|error| fail(error.to_string()))?;
    leads::account(&bytes, &shown).map_err(|broken| vec![broken])
}

/// A day on the command line.
pub fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write a day as 2026-05-14".to_string())
}
