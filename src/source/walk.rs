//! From paths to sources: folders are walked with ignore rules, files that no draft is in are left
//! out and named.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use ignore::WalkBuilder;

use super::formats::Input;
use super::{FileResolver, Source, extension};
use crate::files::{self, Roots};
use crate::order::InOrder;
use crate::text::Globs;

/// A file to be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WalkedFile {
    /// Its path, as it will be reported.
    pub path: PathBuf,
    /// Named by the caller, so it is read whatever it looks like.
    pub named: bool,
}

/// What a walk found. Sorted, without doubles, the same on every machine.
#[derive(Debug, Default)]
pub struct Walk {
    /// Files to read.
    pub files: Vec<WalkedFile>,
    /// Files left out, and why.
    pub skipped: Vec<(PathBuf, String)>,
    /// Paths that cannot be read at all, and why.
    pub errors: Vec<(PathBuf, String)>,
    /// Folders that were entered.
    pub folders: Vec<PathBuf>,
}

const ENDINGS: &[&str] = &[
    "md", "markdown", "txt", "text", "yaml", "yml", "json", "csv", "tsv", "eml", "emltpl", "mbox",
    "html", "htm", "mjml", "jsonl", "ndjson", "email", "docx", "xlsx", "xlsm",
];
/// What a template may make.
const MADE: &[&str] =
    &["", "html", "htm", "mjml", "md", "markdown", "txt", "text", "mail", "email"];
/// Files about a folder, not drafts in it.
const ABOUT: &[&str] = &[
    "readme",
    "changelog",
    "contributing",
    "license",
    "license-mit",
    "license-apache",
    "agents",
    "claude",
    "architecture",
];

/// Walks `roots`.
pub fn walk(roots: &[PathBuf]) -> Walk {
    let mut walk = Walk::default();
    for root in roots {
        match std::fs::metadata(root) {
            Err(error) => walk.errors.push((root.clone(), reason(&error))),
            Ok(data) if data.is_dir() => folder(root, &mut walk),
            Ok(_) => walk.files.push(WalkedFile { path: without_dots(root), named: true }),
        }
    }
    walk.files.order();
    walk.files.dedup_by(|next, kept| {
        let same = next.path == kept.path;
        kept.named |= same && next.named;
        same
    });
    walk.skipped.order();
    walk
}

/// `./a` as `a`, so that a file named beside its folder is read once.
pub(super) fn without_dots(path: &Path) -> PathBuf {
    path.strip_prefix("./").unwrap_or(path).to_path_buf()
}

/// A walker of a folder that obeys its ignore files.
pub(super) fn walker(folder: &Path) -> WalkBuilder {
    // Ignore files count outside of git work trees too: an unpacked archive must give the same
    // answer.
    let mut builder = WalkBuilder::new(folder);
    builder.require_git(false).add_custom_ignore_filename(".germaneignore");
    builder
}

/// What is in a folder, as far as it can be read. The working folder may have no name.
pub(super) fn entries(folder: &Path) -> impl Iterator<Item = std::fs::DirEntry> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    std::fs::read_dir(folder).into_iter().flatten().flatten()
}

fn folder(root: &Path, walk: &mut Walk) {
    let mut builder = walker(root);
    let absolute = files::absolute(root);
    if let Some(why) = unusable(root) {
        return walk.errors.push((root.to_path_buf(), why));
    }
    if let Some((above, why)) =
        absolute.ancestors().skip(1).find_map(|above| Some((above, unusable(above)?)))
    {
        walk.errors.push((above.to_path_buf(), why));
        builder.parents(false);
    }
    // Ignore files are read before anybody is asked; so the folder is looked at before it is
    // entered.
    let refused: Arc<Mutex<Vec<(PathBuf, String)>>> = Arc::default();
    let noted = refused.clone();
    builder.filter_entry(move |entry| {
        let why =
            entry.file_type().filter(|kind| kind.is_dir()).and_then(|_| unusable(entry.path()));
        let enters = why.is_none();
        if let (Some(why), Ok(mut noted)) = (why, noted.lock()) {
            noted.push((without_dots(entry.path()), why));
        }
        enters
    });
    for entry in builder.build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                walk.errors.push((root.to_path_buf(), error.to_string()));
                continue;
            }
        };
        let path = without_dots(entry.path());
        match entry.file_type() {
            Some(kind) if kind.is_dir() => {
                hidden(&path, walk);
                walk.folders.push(path);
            }
            Some(kind) if kind.is_symlink() => link(path, walk),
            Some(kind) if kind.is_file() => match leave_out(&path) {
                Some(why) => walk.skipped.push((path, why)),
                None => walk.files.push(WalkedFile { path, named: false }),
            },
            _ if leave_out(&path).is_none() => {
                walk.skipped.push((path, "no regular file: a pipe, a device or a socket".into()))
            }
            _ => {}
        }
    }
    walk.errors.extend(
        refused.lock().map(|mut refused| std::mem::take(&mut *refused)).unwrap_or_default(),
    );
    // What an ignore file lets in is hidden and walked.
    let walked: HashSet<&Path> =
        walk.files.iter().flat_map(|found| found.path.ancestors()).collect();
    walk.skipped.retain(|(path, why)| why != HIDDEN || !walked.contains(path.as_path()));
}

const HIDDEN: &str = "hidden; name it to check it all the same";

/// Says which hidden folders and drafts of `folder` a walk passes by. The folder of git holds none.
fn hidden(folder: &Path, walk: &mut Walk) {
    for entry in entries(folder) {
        let name = entry.file_name();
        let path = without_dots(&folder.join(&name));
        let readable =
            |kind: std::fs::FileType| kind.is_dir() || kind.is_file() && leave_out(&path).is_none();
        if name.as_encoded_bytes().starts_with(b".")
            && name != ".git"
            && entry.file_type().is_ok_and(readable)
        {
            walk.skipped.push((path, HIDDEN.into()));
        }
    }
}

/// Says that a link is not followed, if a draft could be behind it.
fn link(path: PathBuf, walk: &mut Walk) {
    let why = match std::fs::metadata(&path) {
        Ok(target) if target.is_dir() || leave_out(&path).is_none() => {
            "a link, which a walk does not follow; name it to check it all the same"
        }
        Err(_) if leave_out(&path).is_none() => "a link that leads to nothing",
        _ => return,
    };
    walk.skipped.push((path, why.into()));
}

/// Files that say what is to be ignored.
const IGNORES: &[&str] = &[".gitignore", ".ignore", ".germaneignore", ".git/info/exclude"];

/// Why a folder is not walked: a file that says what in it is to be ignored is no file, is far too
/// large, or is a link that leads elsewhere.
pub(super) fn unusable(folder: &Path) -> Option<String> {
    IGNORES.iter().find_map(|name| {
        let path = folder.join(name);
        let link = path.symlink_metadata().ok()?.is_symlink();
        let what = match files::open(&path) {
            Err(error) => error.to_string(),
            Ok((_, length)) if length > files::IGNORE => {
                format!("{} KiB; at most {} are read", length >> 10, files::IGNORE >> 10)
            }
            Ok(_) if link && !Roots::new([folder]).contains(&path) => {
                "a link that leads out of its folder".into()
            }
            Ok(_) => refused(&path)?,
        };
        Some(format!("not walked: `{name}`: {what}"))
    })
}

/// Why a file that says what is to be ignored cannot be used: a line of it would become too large
/// an expression.
fn refused(path: &Path) -> Option<String> {
    let (bytes, mut all) = (files::read(path, files::IGNORE).ok()?, Globs::default());
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let lines = bytes.split(|byte| *byte == b'\n').enumerate();
    let mut globs = lines.filter(|(_, line)| !line.starts_with(b"#"));
    globs.find_map(|(at, line)| Some(format!("line {}: {}", at + 1, all.refuses(line)?)))
}

/// Why a file is left out of a walk by its name; `None` when it is to be read.
pub fn leave_out(path: &Path) -> Option<String> {
    let ending =
        path.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_ascii_lowercase();
    let template = extension::is_template(&path.to_string_lossy())
        && MADE.contains(&extension::of(&path.to_string_lossy()).as_str());
    if !template && !ENDINGS.contains(&ending.as_str()) {
        return Some(if ending.is_empty() {
            "no ending".into()
        } else {
            format!("`.{ending}` is not a format that is read")
        });
    }
    if path.to_string_lossy().contains(".account.") {
        return Some("an account, not a draft".into());
    }
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("").to_ascii_lowercase();
    ABOUT.contains(&stem.as_str()).then(|| "a file about the folder".into())
}

/// Why a walked file holds no draft; `None` when it looks like one.
pub fn not_a_draft(path: &Path, bytes: &[u8]) -> Option<&'static str> {
    let (name, resolver, space) =
        (path.to_string_lossy(), FileResolver::default(), OnceCell::new());
    Input::new(&Source::new(&name, bytes), &resolver, &space).leave_out()
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder".into(),
        std::io::ErrorKind::PermissionDenied => "permission denied".into(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_of_mails_are_read_and_others_are_not() {
        let kept = |name: &str| leave_out(Path::new(name)).is_none();
        for name in [
            "a.hbs",
            "a.html.j2",
            "a.mjml.hbs",
            "a.liquid",
            "a.txt.erb",
            "a.html.twig",
            "a.njk",
            "a.ejs",
            "a.md.tmpl",
            "a.mjml",
            "a.blade.php",
        ] {
            assert!(kept(name), "{name}");
        }
        for name in [
            "nginx.conf.j2",
            "a.rs",
            "a.yml.j2",
            "main.go.tmpl",
            "a",
            "README.md",
            "x.account.yaml",
            "a.php",
        ] {
            assert!(!kept(name), "{name}");
        }
    }

    /// The hooks hand over every kind of file that a walk reads.
    #[test]
    fn hooks_match_what_a_walk_reads() {
        let hooks = include_str!("../../.pre-commit-hooks.yaml");
        let patterns: Vec<&str> =
            hooks.lines().filter_map(|line| line.trim().strip_prefix("files: ")).collect();
        assert_eq!(patterns.len(), 2);
        for pattern in patterns {
            let inner = pattern
                .trim_matches('\'')
                .strip_prefix("(?i)\\.(")
                .and_then(|rest| rest.strip_suffix(")$"))
                .expect("a list of endings");
            let inner = inner.replace("\\.", ".");
            let mut told: Vec<&str> = inner.split('|').collect();
            let mut read: Vec<&str> = ENDINGS.iter().chain(extension::TEMPLATES).copied().collect();
            told.order();
            read.order();
            assert_eq!(told, read);
        }
    }
}
