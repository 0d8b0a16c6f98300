//! From paths to outcomes: which files are exports, which have the words of sequences, and what
//! cannot be used.

use std::path::{Path, PathBuf};

use super::copy::SequenceTexts;
use super::gather::{Gathered, lowest, missing};
use super::mapped::MappedExport;
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
    // A file of copy has columns of its own, and one that could not be read may have any.
    let all_known = opened.errors.is_empty() && sequence_texts.count() == 0;
    let unknown = if all_known { unknown(map, &exports) } else { Vec::new() };
    if !unknown.is_empty() {
        // What was meant by it would be guessed, or left out, and a report would not show that.
        opened.errors.extend(unknown);
        return opened;
    }
    for export in &exports {
        let Export { path, table, columns, shape, random } = export;
        // Exports of several campaigns need not name them: each file is one then.
        let stem = Path::new(path).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let campaign = if exports.len() > 1 { stem } else { "" };
        let reading =
            MappedExport { table, path, columns, shape: *shape, campaign, random: *random };
        if let Some(why) = missing(&reading, sequence_texts.count()) {
            opened.errors.push((path.clone(), with_headers(&why, table)));
            continue;
        }
        for (row, message) in &table.warnings {
            let problem = RowProblem { used: true, ..RowProblem::new(*row, message) };
            opened.gathered.note(path, problem);
        }
        let base = lowest(&reading, Role::Variant);
        let copies = |campaign: &str, step: u32, variant: &str| {
            sequence_texts.find(campaign, step, variant, base)
        };
        opened.gathered.add(&reading, &copies);
        let named = Role::NAMES
            .iter()
            .filter_map(|(name, role)| Some((*name, table.names[columns.of(*role)?].clone())));
        let what = match shape {
            Shape::Sends => "messages, one a row",
            Shape::Counts => "counts, one text a row",
        };
        opened.files.push(File { path: path.clone(), what, columns: named.collect() });
    }
    opened
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
    let columns = Columns::find(&table.names, map);
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
