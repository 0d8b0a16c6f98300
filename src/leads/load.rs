//! From paths to accounts: account files, lead lists, folders of either.

use std::fs;
use std::path::{Path, PathBuf};

use super::List;
use crate::account::{self, Account};
use crate::files::{self, Roots};
use crate::order::InOrder;
use crate::source;
use crate::text::{Problem, Span};
use crate::vocabulary::Severity;
use crate::yaml::Broken;

/// Adds the names of the merge fields that the lead lists at `path` have. What cannot be read has
/// none.
pub fn fields(path: &Path, names: &mut Vec<String>) {
    let files = if path.is_dir() { inside(path) } else { vec![path.to_path_buf()] };
    for file in files.iter().filter(|file| file.is_file() && List::is_list(&file.to_string_lossy()))
    {
        let bytes = files::read(file, files::WHOLE).unwrap_or_default();
        let new: Vec<String> = List::new("", &bytes)
            .fields()
            .into_iter()
            .filter(|name| !names.contains(name))
            .collect();
        names.extend(new);
    }
}

/// What is in a folder, in order. Links that lead out of it are left alone.
fn inside(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .map(|entries| entries.filter_map(Result::ok).map(|entry| entry.path()).collect());
    let mut inside: Vec<PathBuf> = entries.unwrap_or_default();
    let root = Roots::new([folder]);
    inside.retain(|path| root.contains(path));
    inside.order();
    inside
}

/// Reads every account at `path`. Of a folder, its account files and lead lists; what is neither is
/// left alone.
pub fn load(path: &Path, accounts: &mut Vec<Account>, broken: &mut Vec<Broken>) {
    if path.is_dir() {
        let is_ours = |path: &&PathBuf| {
            let name = path.to_string_lossy();
            path.is_file()
                && (List::is_list(&name)
                    || account::is_account_file(&name)
                    || looks_like_account(path))
        };
        inside(path).iter().filter(is_ours).for_each(|path| load(path, accounts, broken));
        return;
    }
    let shown = path.display().to_string();
    let bytes = match files::read(path, files::WHOLE) {
        Ok(bytes) => bytes,
        Err(error) => {
            let why = format!("cannot read the account: {error}");
            return broken.push(Broken::unread(&shown, Problem::error(Span::default(), why)));
        }
    };
    if let Some(what) = source::office(&bytes) {
        let problem = Problem::error(Span::default(), format!("this is {what}: it is not read"));
        return broken.push(Broken::unread(&shown, problem.hint("save a table as CSV")));
    }
    if List::is_list(&shown) {
        let list = List::new(&shown, &bytes);
        let (mut problems, before) = (list.warnings(), accounts.len());
        list.each(|row| match row {
            Ok(lead) => accounts.push(lead.account),
            Err(problem) => problems.push(problem),
        });
        if !problems.iter().any(Problem::is_error) && accounts.len() == before {
            let why = "a list without rows: nobody is known from it";
            return broken.push(Broken::unread(&shown, Problem::error(Span::default(), why)));
        }
        if !problems.is_empty() {
            broken.push(Broken { path: shown, text: list.text().to_string(), problems });
        }
        return;
    }
    match account(&bytes, &shown) {
        Ok(account) => accounts.push(account),
        Err(file) => broken.push(file),
    }
}

/// The account in the bytes of an account file or a research brief; `shown` is its path as reports
/// show it.
pub fn account(bytes: &[u8], shown: &str) -> Result<Account, Broken> {
    let (text, told) = source::list_text(bytes);
    let read = match told {
        // What is known of an account must be right: half a name is none.
        Some(problem) => Err(vec![Problem {
            severity: Severity::Error,
            message: "not UTF-8: the account is not read".into(),
            ..problem
        }]),
        None => account::read(&text, shown),
    };
    read.map_err(|problems| Broken { path: shown.to_string(), text: text.into_owned(), problems })
}

/// A YAML or JSON file with the marker at its top, and no sequence that names its account.
fn looks_like_account(path: &Path) -> bool {
    may_be_account(path)
        && files::read(path, files::BESIDE)
            .is_ok_and(|bytes| has_account(&source::list_text(&bytes).0))
}

/// True for the text of an account file, or of one that is being written, by its name and the keys
/// in it.
pub fn is_account(path: &Path, text: &str) -> bool {
    account::is_account_file(&path.to_string_lossy()) || may_be_account(path) && has_account(text)
}

fn may_be_account(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    matches!(ending, "yaml" | "yml" | "json")
}

fn has_account(text: &str) -> bool {
    let has = |key: &str| {
        text.lines().any(|line| {
            let json = line.trim_start().trim_start_matches('{').trim_start();
            line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'))
                || json.strip_prefix('"').is_some_and(|rest| rest.starts_with(&format!("{key}\":")))
        })
    };
    has("account") && !has("sequence") && !has("steps")
}
