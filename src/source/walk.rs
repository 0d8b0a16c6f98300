//! From paths to sources: folders are walked with ignore rules, files that no draft is in are left out and named.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::text::Text;

/// A file to be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its path, as it will be reported.
    pub path: PathBuf,
    /// Named by the caller, so it is read whatever it looks like.
    pub named: bool,
}

/// What a walk found. Sorted, without doubles, the same on every machine.
#[derive(Debug, Default)]
pub struct Walk {
    /// Files to read.
    pub files: Vec<Found>,
    /// Files left out, and why.
    pub skipped: Vec<(PathBuf, String)>,
    /// Paths that cannot be read at all, and why.
    pub errors: Vec<(PathBuf, String)>,
}

const ENDINGS: &[&str] = &[
    "md", "markdown", "txt", "text", "yaml", "yml", "json", "csv", "tsv", "eml", "emltpl", "mbox", "html", "htm", "mjml", "jsonl",
    "ndjson", "email",
];
/// Files about a folder, not drafts in it.
const ABOUT: &[&str] =
    &["readme", "changelog", "contributing", "license", "license-mit", "license-apache", "agents", "claude", "architecture"];

/// Walks `roots`.
pub fn walk(roots: &[PathBuf]) -> Walk {
    let mut walk = Walk::default();
    for root in roots {
        match std::fs::metadata(root) {
            Err(error) => walk.errors.push((root.clone(), reason(&error))),
            Ok(data) if data.is_dir() => folder(root, &mut walk),
            Ok(_) => walk.files.push(Found { path: bare(root), named: true }),
        }
    }
    walk.files.sort();
    walk.files.dedup_by(|next, kept| {
        let same = next.path == kept.path;
        kept.named |= same && next.named;
        same
    });
    walk.skipped.sort();
    walk
}

/// `./a` as `a`, so that a file named beside its folder is read once.
fn bare(path: &Path) -> PathBuf {
    path.strip_prefix("./").unwrap_or(path).to_path_buf()
}

fn folder(root: &Path, walk: &mut Walk) {
    // Ignore files count outside of git work trees too: an unpacked archive must give the same answer.
    let entries = WalkBuilder::new(root).require_git(false).add_custom_ignore_filename(".germaneignore").build();
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                walk.errors.push((root.to_path_buf(), error.to_string()));
                continue;
            }
        };
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        let path = bare(entry.path());
        match leave_out(&path) {
            Some(why) => walk.skipped.push((path, why)),
            None => walk.files.push(Found { path, named: false }),
        }
    }
}

/// Why a file is left out of a walk by its name; `None` when it is to be read.
pub fn leave_out(path: &Path) -> Option<String> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_ascii_lowercase();
    if !ENDINGS.contains(&ending.as_str()) {
        return Some(if ending.is_empty() { "no ending".into() } else { format!("`.{ending}` is not a format that is read") });
    }
    if path.to_string_lossy().contains(".account.") {
        return Some("an account, not a draft".into());
    }
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("").to_ascii_lowercase();
    ABOUT.contains(&stem.as_str()).then(|| "a file about the folder".into())
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder".into(),
        std::io::ErrorKind::PermissionDenied => "permission denied".into(),
        _ => error.to_string(),
    }
}

/// Why a walked file whose text is `bytes` holds no draft; `None` when it looks like one.
pub fn not_a_draft(path: &Path, bytes: &[u8]) -> Option<&'static str> {
    if let Some(text) = super::decode::utf_16(bytes) {
        return not_a_draft(path, text.as_str().as_bytes());
    }
    if memchr::memchr(0, bytes).is_some() {
        return Some("not a text file");
    }
    if super::platform::folder::is_part(path) {
        return Some("read with the `meta.json` beside it");
    }
    let name = path.to_string_lossy();
    if super::eml::is_mail(&name, bytes) || super::mbox::is_mailbox(&name, bytes) {
        return None;
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return None };
    if super::structured::is_structured(&name, text) {
        return super::structured::leave_out(text);
    }
    if let Some(reader) = super::reader(&name, text) {
        return (!(reader.holds)(&Text::identity(text)))
            .then_some("no greeting, no subject, no way to opt out; name it to check it all the same");
    }
    if super::table::is_table(&name) {
        return super::table::leave_out(&name, head(text));
    }
    let text = super::notion::without_properties(&name, Text::identity(text));
    (!super::email::looks_like_message(text.as_str()))
        .then_some("no `subject:`, no greeting; name it on the command line to check it all the same")
}

/// The first row or more: enough to tell what a table is.
fn head(text: &str) -> &str {
    // Excel's own first line names the separator of the header below it.
    let lines = if text.trim_start_matches(['\u{feff}', '"']).starts_with("sep=") { 2 } else { 1 };
    &text[..text.split_inclusive('\n').take(lines).map(str::len).sum()]
}
