//! `check --changed`: what git says changed, in submodules too.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use super::git;
use super::hunks::{self, Lines};
use super::own_lines;

/// Changed files by absolute path; with lines, where only those count.
#[derive(Debug, Default)]
pub struct Changed {
    files: HashMap<PathBuf, Option<ChangedLines>>,
    /// The repository: of what is not in it git knows nothing.
    top: PathBuf,
    /// Folders in which everything is new: repositories that git does not know yet.
    folders: Vec<PathBuf>,
}

/// The new lines of a file, and what it was.
#[derive(Debug)]
struct ChangedLines {
    lines: Lines,
    /// Where its repository begins, whether that is a submodule, and what git calls the file as it
    /// was; `None` for a new one.
    was: Option<(PathBuf, bool, OsString)>,
}

/// A repository, and what its past is called there.
struct Repository {
    top: PathBuf,
    base: String,
    /// It is a submodule: what a hook says of the repository around it is not true of it.
    inner: bool,
}

impl Changed {
    /// What changed in the working tree since it parted from `reference`. Files that git does not
    /// know yet are new as a whole.
    pub fn since(reference: &str, lines: bool) -> Result<Self, String> {
        if reference.starts_with('-') {
            return Err(format!("`{reference}` is no revision"));
        }
        let here = Repository { top: PathBuf::from("."), base: String::new(), inner: false };
        let top = PathBuf::from(os(here
            .git(&["rev-parse", "--show-toplevel"])?
            .strip_suffix(b"\n")
            .unwrap_or_default()));
        let mut root = Repository { top, ..here };
        let born = root.git(&["rev-parse", "--verify", "--quiet", "HEAD"]).is_ok();
        root.base = if born || reference != "HEAD" {
            root.line(&["merge-base", reference, "HEAD"]).map_err(|why| {
                let help = "it takes a branch, a tag or a commit; a shallow clone may lack it (fetch with full history)";
                format!("{why}; {help}")
            })?
        } else {
            root.nothing()?
        };
        let mut changed =
            Changed { top: root.top.canonicalize().unwrap_or_default(), ..Changed::default() };
        let mut waiting = vec![root];
        while let Some(repository) = waiting.pop() {
            changed.add(&repository, lines)?;
            waiting.extend(repository.submodules()?);
        }
        Ok(changed)
    }

    fn add(&mut self, repository: &Repository, lines: bool) -> Result<(), String> {
        let (top, base) = (&repository.top, repository.base.as_str());
        let named = repository.git(&[
            "diff",
            "--name-only",
            "--diff-filter=d",
            "--no-relative",
            "-z",
            base,
            "--",
        ])?;
        let untracked = repository.git(&["ls-files", "--others", "--exclude-standard", "-z"])?;
        for name in named
            .split(|byte| *byte == 0)
            .chain(untracked.split(|byte| *byte == 0))
            .filter(|name| !name.is_empty())
        {
            match name.strip_suffix(b"/") {
                Some(folder) => self.folders.push(top.join(os(folder))),
                None => drop(self.files.insert(top.join(os(name)), None)),
            }
        }
        if lines {
            // Whatever the user's settings are, the difference is in the one form that is read
            // here.
            let form = [
                "--unified=0",
                "--inter-hunk-context=0",
                "--no-color",
                "--no-ext-diff",
                "--no-textconv",
                "--no-relative",
            ];
            let more = [
                "--submodule=short",
                "--diff-filter=d",
                "--src-prefix=a/",
                "--dst-prefix=b/",
                base,
                "--",
            ];
            let diff = repository.git(&[&["diff"][..], &form, &more].concat())?;
            for file in hunks::read(&diff) {
                let was = file.was.map(|name| {
                    let mut object = OsString::from(format!("{base}:"));
                    object.push(os(&name));
                    (top.clone(), repository.inner, object)
                });
                let path = top.join(os(&file.name));
                let lines = own_lines::of(&path, &file.lines);
                self.files.insert(path, lines.map(|lines| ChangedLines { lines, was }));
            }
        }
        Ok(())
    }

    /// True when the file changed.
    pub fn contains(&self, path: &Path) -> bool {
        self.lines(path).is_some()
    }

    /// True when one of these lines changed.
    pub fn overlaps(&self, path: &Path, first: usize, last: usize) -> bool {
        self.any(path, |range| *range.start() <= last && first <= *range.end())
    }

    /// True when all of these lines are new.
    pub fn covers(&self, path: &Path, first: usize, last: usize) -> bool {
        self.any(path, |range| *range.start() <= first && last <= *range.end())
    }

    /// True when `is` holds for a changed range of the file; always true for a new file.
    fn any(&self, path: &Path, is: impl FnMut(&RangeInclusive<usize>) -> bool) -> bool {
        let of = |changed: &ChangedLines| changed.lines.iter().any(is);
        self.lines(path).is_some_and(|lines| lines.is_none_or(of))
    }

    /// A file as it was before, where only changed lines count; `None` when it is new.
    pub fn before(&self, path: &Path) -> Option<Vec<u8>> {
        let (top, inner, object) = self.lines(path)??.was.as_ref()?;
        git::object(top, *inner, object).ok()?
    }

    /// The lines of the file, be it that the link changed which is named, or what it leads to. What
    /// git knows nothing of is new.
    fn lines(&self, path: &Path) -> Option<Option<&ChangedLines>> {
        let folder =
            path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let named = folder
            .canonicalize()
            .ok()
            .zip(path.file_name())
            .map(|(folder, name)| folder.join(name));
        // What stands in no file cannot be known to git.
        let Ok(real) = path.canonicalize() else { return Some(None) };
        let ways = || named.iter().chain([&real]);
        let unknown = |path: &PathBuf| self.folders.iter().any(|folder| path.starts_with(folder));
        if !ways().any(|path| path.starts_with(&self.top)) || ways().any(unknown) {
            return Some(None);
        }
        ways().find_map(|path| self.files.get(path)).map(Option::as_ref)
    }
}

impl Repository {
    /// Its submodules that are there, each with the commit that this one's past names.
    fn submodules(&self) -> Result<Vec<Repository>, String> {
        let mut found = Vec::new();
        for entry in self
            .git(&["ls-files", "--stage", "-z"])?
            .split(|byte| *byte == 0)
            .filter(|entry| entry.starts_with(b"160000 "))
        {
            let Some(tab) = entry.iter().position(|byte| *byte == b'\t') else { continue };
            let name = os(&entry[tab + 1..]);
            let top = self.top.join(&name);
            // One that was never fetched is an empty folder.
            if !top.join(".git").exists() {
                continue;
            }
            let Ok(top) = top.canonicalize() else { continue };
            let mut inner = Repository { top, base: String::new(), inner: true };
            let before = self.git(&[
                "ls-tree".as_ref(),
                "-z".as_ref(),
                self.base.as_ref(),
                "--".as_ref(),
                name.as_os_str(),
            ])?;
            let commit = String::from_utf8_lossy(&before)
                .split([' ', '\t'])
                .nth(2)
                .unwrap_or_default()
                .to_string();
            let known = !commit.is_empty()
                && inner.git(&["cat-file", "-e", &format!("{commit}^{{commit}}")]).is_ok();
            // What cannot be compared is new.
            inner.base = if known { commit } else { inner.nothing()? };
            found.push(inner);
        }
        Ok(found)
    }

    /// The empty tree: before the first commit everything is new.
    fn nothing(&self) -> Result<String, String> {
        self.line(&["hash-object", "-t", "tree", "/dev/null"])
    }

    fn line(&self, args: &[&str]) -> Result<String, String> {
        Ok(String::from_utf8_lossy(&self.git(args)?).trim().to_string())
    }

    fn git<A: AsRef<OsStr>>(&self, args: &[A]) -> Result<Vec<u8>, String> {
        git::ask(&self.top, self.inner, args)
    }
}

/// A name as git writes it: bytes, which need not be text.
#[cfg(unix)]
fn os(name: &[u8]) -> OsString {
    <OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(name).to_os_string()
}

#[cfg(not(unix))]
fn os(name: &[u8]) -> OsString {
    String::from_utf8_lossy(name).into_owned().into()
}
