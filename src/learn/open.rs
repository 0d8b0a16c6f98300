//! From paths to outcomes: which files are exports, which have the words of sequences, and what
//! cannot be used.

use std::path::{Path, PathBuf};

use super::copy::{RowNames, SequenceTexts};
use super::gather::Gathered;
use super::mapped::MappedExport;
use super::random::RandomColumn;
use super::report::File;
use super::table::{Columns, RowProblem, Shape, Table, shown};
use crate::config::{Role, plain};
use crate::files;

/// What is in the files.
#[derive(Debug, Default)]
pub struct Opened {
    /// Counts and texts.
    pub gathered: Gathered,
    /// The files that were used.
    pub files: Vec<File>,
    /// Files that could not be used, and why.
    pub errors: Vec<(String, String)>,
}

/// An export, before its rows are read.
struct Export {
    path: String,
    table: Table,
    columns: Columns,
    shape: Shape,
    random: Option<usize>,
}

impl Export {
    fn mapped<'e>(&'e self, campaign: &'e str) -> MappedExport<'e> {
        MappedExport {
            table: &self.table,
            path: &self.path,
            columns: &self.columns,
            shape: self.shape,
            campaign,
            random: self.random,
        }
    }
}

/// Reads all files: exports after the sequences that their steps may name. `map` says what columns
/// are for, `randomised` which column says that recipients were dealt out at random, `most` how
/// many bytes a file may have that cannot be read piece by piece.
pub fn open(
    paths: &[PathBuf],
    map: &[(Role, String)],
    randomised: Option<&str>,
    most: u64,
) -> Opened {
    let (mut opened, mut sequence_texts, mut exports) =
        (Opened::default(), SequenceTexts::default(), Vec::new());
    for path in paths {
        let name = path.display().to_string();
        match one(path, &name, map, randomised, most, &mut sequence_texts) {
            Ok(Some(export)) => exports.push(export),
            Ok(None) => opened.files.push(File { path: name, what: "copy", columns: Vec::new() }),
            Err(why) => opened.errors.push((name, why)),
        }
    }
    if let (Some(column), false) =
        (randomised, exports.iter().any(|export| export.random.is_some()))
    {
        opened.errors.push((
            column.to_string(),
            "no export has this column, that `--randomised` names".to_string(),
        ));
        // Without it nothing is known to be random, and a report of the rest would say what was
        // not asked.
        return opened;
    }
    let (doubts, fault) = unsure(&exports);
    if let Some(fault) = fault {
        opened.errors.push(fault);
        return opened;
    }
    // A file of copy has columns of its own, and one that could not be read may have any.
    let all_known = opened.errors.is_empty() && sequence_texts.count() == 0;
    let unknown = if all_known { unknown(map, &exports) } else { Vec::new() };
    if !unknown.is_empty() {
        // What was meant by it would be guessed, or left out, and a report would not show that.
        opened.errors.extend(unknown);
        return opened;
    }
    let shared: Vec<String> = shared(map);
    // Exports of several campaigns need not name them: each file is one then.
    let campaign = |path| match exports.len() {
        1 => "",
        _ => Path::new(path).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default(),
    };
    let readings: Vec<MappedExport> =
        exports.iter().map(|export| export.mapped(campaign(&export.path))).collect();
    let names: Vec<RowNames> = readings
        .iter()
        .map(|reading| match reading.columns.of(Role::Text) {
            Some(_) => RowNames::default(),
            None => RowNames::read(reading),
        })
        .collect();
    names.iter().for_each(|names| sequence_texts.see(names));
    for ((reading, names), doubt) in readings.iter().zip(&names).zip(doubts) {
        let (path, table, columns) = (reading.path, reading.table, reading.columns);
        if let Some(why) = reading.missing(sequence_texts.count()) {
            opened.errors.push((path.to_string(), with_headers(&why, table)));
            continue;
        }
        let told = shared.iter().cloned().chain(doubt).map(|message| (0, message));
        for (row, message) in table.warnings.iter().cloned().chain(told) {
            let problem = RowProblem { used: true, ..RowProblem::new(row, message) };
            opened.gathered.note(path, problem);
        }
        let copies = |campaign: &str, step: u32, variant: &str| {
            sequence_texts.find(campaign, step, variant, names)
        };
        opened.gathered.add(reading, &copies);
        let named = Role::NAMES
            .iter()
            .filter_map(|(name, role)| Some((*name, table.names[columns.of(*role)?].clone())));
        let what = match reading.shape {
            Shape::Sends => "messages, one a row",
            Shape::Counts => "counts, one text a row",
        };
        opened.files.push(File { path: path.to_string(), what, columns: named.collect() });
    }
    opened.gathered.settle();
    opened
}

/// What each export's column of `--randomised` leaves open; and why none of them can be used, which
/// a report would not show: it would find nothing to compare.
fn unsure(exports: &[Export]) -> (Vec<Option<String>>, Option<(String, String)>) {
    let columns: Vec<_> = exports
        .iter()
        .map(|export| export.random.map(|place| RandomColumn::read(&export.table, place)))
        .collect();
    let named = || {
        exports.iter().zip(&columns).map(|(export, column)| {
            let name = export.random.map_or("", |place| export.table.names[place].as_str());
            (export, name, column.as_ref())
        })
    };
    let faults: Vec<_> = named()
        .filter_map(|(export, name, column)| Some((export.path.clone(), column?.fault(name)?)))
        .collect();
    let usable =
        named().any(|(_, name, column)| column.is_some_and(|own| own.fault(name).is_none()));
    let doubts = named().map(|(_, name, column)| column.and_then(|own| own.doubt(name))).collect();
    (doubts, faults.into_iter().next().filter(|_| !usable))
}

/// Columns to which `map:` gives two roles, or more.
fn shared(map: &[(Role, String)]) -> Vec<String> {
    let is_same = |one: &str, other: &str| plain(one) == plain(other);
    let mut told = Vec::new();
    for (at, (role, header)) in map.iter().enumerate() {
        if map[..at].iter().any(|(_, before)| is_same(before, header)) {
            continue;
        }
        let others = map[at + 1..].iter().filter(|(_, other)| is_same(other, header));
        let others: Vec<String> = others.map(|(role, _)| format!("`{}`", role.name())).collect();
        if !others.is_empty() {
            told.push(format!(
                "`map:` in germane.yaml names {} for `{}` and for {}: it is read as each of them",
                shown(header),
                role.name(),
                others.join(", ")
            ));
        }
    }
    told
}

/// Columns of `map:` that no export has, each with the columns that there are.
fn unknown(map: &[(Role, String)], exports: &[Export]) -> Vec<(String, String)> {
    let is_there = |header: &String| {
        exports
            .iter()
            .flat_map(|export| &export.table.names)
            .any(|name| plain(name) == plain(header))
    };
    let Some(first) = exports.first() else { return Vec::new() };
    map.iter()
        .filter(|(_, header)| !is_there(header))
        .map(|(role, header)| {
            let whose = if exports.len() == 1 { "its columns" } else { "the columns of the first" };
            let why = format!(
                "no column is called {}, which `map:` in germane.yaml names for `{}`; {whose}: {}",
                shown(header),
                role.name(),
                headers(&first.table)
            );
            (first.path.clone(), why)
        })
        .collect()
}

/// One file: an export, or `None` when it has the copy of sequences, which is kept for the exports
/// that lack it.
fn one(
    path: &Path,
    name: &str,
    map: &[(Role, String)],
    randomised: Option<&str>,
    most: u64,
    sequence_texts: &mut SequenceTexts,
) -> Result<Option<Export>, String> {
    let copy = |sequence_texts: &mut SequenceTexts| {
        files::read(path, most)
            .map(|bytes| sequence_texts.add(name, &bytes))
            .map_err(|error| error.to_string())
    };
    let Some(table) = Table::open(path, most)? else {
        return if copy(sequence_texts)? {
            Ok(None)
        } else {
            Err("neither an export of outcomes nor a sequence".to_string())
        };
    };
    let mut columns = Columns::find(&table.names, map);
    columns.find_events(&table);
    // A state alone may be that of a campaign, beside the words of its steps.
    let sure = [Role::Replied, Role::Positive, Role::Category, Role::Thread]
        .iter()
        .any(|role| columns.of(*role).is_some());
    if !sure && columns.tracked.is_empty() && !name.ends_with("sv") && copy(sequence_texts)? {
        return Ok(None);
    }
    if !columns.has_outcome() && columns.tracked.is_empty() && copy(sequence_texts)? {
        return Ok(None);
    }
    let random = randomised
        .and_then(|wanted| table.names.iter().position(|name| plain(name) == plain(wanted)));
    let shape = columns.shape(&table);
    Ok(Some(Export { path: name.to_string(), table, columns, shape, random }))
}

/// A complaint, with the headers that there are and what to do.
fn with_headers(why: &str, table: &Table) -> String {
    let has = if table.names.is_empty() {
        "it has no columns".to_string()
    } else {
        format!("its columns: {}", headers(table))
    };
    format!(
        "{why}; {has}. `map:` in germane.yaml says what a column is for, such as `map: {{ replied: Answered, text: Copy }}`"
    )
}

/// The names of the columns.
fn headers(table: &Table) -> String {
    const SHOWN: usize = 30;
    let names: Vec<String> = table.names.iter().take(SHOWN).map(|name| shown(name)).collect();
    let more = if table.names.len() > SHOWN { ", ..." } else { "" };
    format!("{}{more}", names.join(", "))
}
