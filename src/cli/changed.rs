//! `check --changed`: what git says changed. The one place that runs another program.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Changed files by absolute path; with lines, where only those count.
#[derive(Debug)]
pub struct Changed {
    files: HashMap<PathBuf, Option<Vec<RangeInclusive<usize>>>>,
}

impl Changed {
    /// What changed in the working tree since it parted from `reference`. Files that git does not know yet are new as a whole.
    pub fn since(reference: &str, lines: bool) -> Result<Self, String> {
        if reference.starts_with('-') {
            return Err(format!("--changed: `{reference}` is no revision"));
        }
        let top = git(Path::new("."), &["rev-parse", "--show-toplevel"])?;
        let top = PathBuf::from(top.trim_end_matches(['\n', '\r']));
        let born = git(&top, &["rev-parse", "--verify", "--quiet", "HEAD"]).is_ok();
        let base = if born || reference != "HEAD" {
            git(&top, &["merge-base", reference, "HEAD"]).map_err(|why| {
                let help = "--changed takes a branch, a tag or a commit; a shallow clone may lack it (fetch with full history)";
                format!("{why}\nhelp: {help}")
            })?
        } else {
            // Before the first commit everything is new: the empty tree stands for the past.
            git(&top, &["hash-object", "-t", "tree", "/dev/null"])?
        };
        let base = base.trim();
        let mut files = HashMap::new();
        let named = git(&top, &["diff", "--name-only", "--diff-filter=d", "-z", base, "--"])?;
        let untracked = git(&top, &["ls-files", "--others", "--exclude-standard", "-z"])?;
        for name in named.split('\0').chain(untracked.split('\0')).filter(|name| !name.is_empty()) {
            files.insert(top.join(name), None);
        }
        if lines {
            let options = ["-c", "core.quotePath=false", "diff", "--unified=0", "--no-color", "--no-ext-diff", "--diff-filter=d"];
            let prefixes = ["--src-prefix=a/", "--dst-prefix=b/", base, "--"];
            for (name, ranges) in hunks(&git(&top, &[options.as_slice(), &prefixes].concat())?) {
                files.insert(top.join(name), Some(ranges));
            }
        }
        Ok(Changed { files })
    }

    /// True when the file changed.
    pub fn holds(&self, path: &Path) -> bool {
        self.lines(path).is_some()
    }

    /// True when one of these lines changed.
    pub fn touches(&self, path: &Path, first: usize, last: usize) -> bool {
        match self.lines(path) {
            None => false,
            Some(None) => true,
            Some(Some(ranges)) => ranges.iter().any(|range| *range.start() <= last && first <= *range.end()),
        }
    }

    fn lines(&self, path: &Path) -> Option<&Option<Vec<RangeInclusive<usize>>>> {
        self.files.get(&path.canonicalize().unwrap_or_else(|_| path.to_path_buf()))
    }
}

fn git(folder: &Path, args: &[&str]) -> Result<String, String> {
    let output = Command::new("git").arg("-C").arg(folder).args(args).output();
    let output = output.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "--changed asks git, and there is no git here".to_string(),
        _ => format!("--changed: cannot run git: {error}"),
    })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("--changed: git {} failed: {}", args[0], said.trim().trim_start_matches("fatal: ")))
}

/// New lines of each file of a diff without context.
fn hunks(diff: &str) -> Vec<(&str, Vec<RangeInclusive<usize>>)> {
    let mut files: Vec<(&str, Vec<RangeInclusive<usize>>)> = Vec::new();
    let mut skip = 0;
    for line in diff.lines() {
        if line.starts_with('\\') {
            continue;
        }
        if skip > 0 {
            skip -= 1;
        } else if let Some(name) = line.strip_prefix("+++ b/") {
            files.push((name.trim_end_matches('\t'), Vec::new()));
        } else if let Some((old, new)) = line.strip_prefix("@@ -").and_then(|rest| rest.split(" @@").next()?.split_once(" +")) {
            let ((_, gone), (start, count)) = (numbers(old), numbers(new));
            skip = gone + count;
            if let Some((_, ranges)) = files.last_mut().filter(|_| count > 0) {
                ranges.push(start..=start + count - 1);
            }
        }
    }
    files
}

/// `12,3` or `12`, which stands for one line.
fn numbers(range: &str) -> (usize, usize) {
    let (start, count) = range.split_once(',').unwrap_or((range, "1"));
    (start.parse().unwrap_or(0), count.parse().unwrap_or(0))
}
