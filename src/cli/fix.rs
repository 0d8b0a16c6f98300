//! `check --fix`, `--unsafe-fixes`, `--diff`: what is done with a fixed file.

use std::io::Write;
use std::path::Path;

use similar::TextDiff;

use super::job::{Bytes, Job};
use crate::fix::Fixed;
use crate::pack::Applicability;
use crate::text::printable;

/// Arguments about fixing.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Fixing")]
#[group(id = "fixing", multiple = true)]
pub struct Args {
    /// Make the safe fixes in the files; of standard input, print the fixed text
    #[arg(long)]
    fix: bool,
    /// Make the fixes too that need to be read over
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show what fixing would change, and change nothing
    #[arg(long, conflicts_with = "fix")]
    diff: bool,
}

/// Whether to fix, and what becomes of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Only lint.
    Off,
    /// Write it.
    Write(Applicability),
    /// Show the difference.
    Diff(Applicability),
}

impl Args {
    /// What is asked for.
    pub fn mode(&self) -> Mode {
        let least = if self.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
        match (self.fix || self.unsafe_fixes, self.diff) {
            (_, true) => Mode::Diff(least),
            (true, false) => Mode::Write(least),
            (false, false) => Mode::Off,
        }
    }
}

impl Mode {
    /// How far a fix must be trusted to be made.
    pub fn least(self) -> Option<Applicability> {
        match self {
            Mode::Off => None,
            Mode::Write(least) | Mode::Diff(least) => Some(least),
        }
    }

    /// What there is to tell of a fixed file beside its text.
    pub fn told(self, name: &str, fixed: &Fixed) -> String {
        let made = if matches!(self, Mode::Write(_)) { fixed.made } else { 0 };
        let lines =
            [(made, "made"), (fixed.refused, "not made: an error would be there that is not there now, or the file would read otherwise")];
        let plural = |count: usize| if count == 1 { "1 fix".to_string() } else { format!("{count} fixes") };
        lines
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{}: {} {what}\n", printable(name), plural(count)))
            .collect()
    }

    /// True when text takes the place of the report: a difference, or standard input made right.
    pub fn shows_text(self, jobs: &[Job]) -> bool {
        let from_stdin = jobs.iter().any(|job| matches!(job.bytes, Bytes::Stdin(_)));
        matches!(self, Mode::Diff(_)) || (self != Mode::Off && from_stdin)
    }

    /// Writes what was fixed, or gives back the text that is to be shown.
    pub fn settle(self, name: &str, path: Option<&Path>, before: &[u8], after: &[u8]) -> Result<Option<String>, String> {
        match (self, path) {
            (Mode::Off, _) => Ok(None),
            (Mode::Diff(_), _) => Ok(Some(diff(name, before, after))),
            (Mode::Write(_), None) => Ok(Some(String::from_utf8_lossy(after).into_owned())),
            (Mode::Write(_), Some(_)) if before == after => Ok(None),
            (Mode::Write(_), Some(path)) => write(path, before, after).map(|()| None),
        }
    }
}

impl Mode {
    /// A difference in colours.
    pub fn paint(self, text: &str, colour: bool) -> String {
        if !colour || !matches!(self, Mode::Diff(_)) {
            return text.to_string();
        }
        let paint = |line: &str| match line.as_bytes().first() {
            Some(b'+') => format!("\u{1b}[32m{line}\u{1b}[0m\n"),
            Some(b'-') => format!("\u{1b}[31m{line}\u{1b}[0m\n"),
            Some(b'@') => format!("\u{1b}[36m{line}\u{1b}[0m\n"),
            _ => format!("{line}\n"),
        };
        text.lines().map(paint).collect()
    }
}

/// What changed, as `patch` reads it.
fn diff(name: &str, before: &[u8], after: &[u8]) -> String {
    let (before, after) = (String::from_utf8_lossy(before), String::from_utf8_lossy(after));
    if before == after {
        return String::new();
    }
    TextDiff::from_lines(&before, &after).unified_diff().header(&format!("a/{name}"), &format!("b/{name}")).to_string()
}

/// Puts the new bytes in the place of the old in one step. Links are followed, permissions kept, and a file that somebody changed
/// since it was read is left alone.
fn write(path: &Path, before: &[u8], after: &[u8]) -> Result<(), String> {
    let fail = |error: std::io::Error| format!("cannot write the fixes: {error}");
    let target = path.canonicalize().map_err(fail)?;
    let folder = target.parent().unwrap_or(Path::new("."));
    let permissions = std::fs::metadata(&target).map_err(fail)?.permissions();
    if permissions.readonly() {
        return Err("cannot write the fixes: the file is read-only".into());
    }
    let mut file = tempfile::Builder::new().prefix(".germane-").tempfile_in(folder).map_err(fail)?;
    file.write_all(after).map_err(fail)?;
    file.as_file().set_permissions(permissions).map_err(fail)?;
    file.as_file().sync_all().map_err(fail)?;
    if std::fs::read(&target).map_err(fail)? != before {
        return Err("changed while it was being fixed; left alone".into());
    }
    file.persist(&target).map(drop).map_err(|error| fail(error.error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_meanwhile_is_left_alone() {
        let path = std::env::temp_dir().join(format!("germane-meanwhile-{}.md", std::process::id()));
        std::fs::write(&path, "somebody else was here").expect("writable");
        let result = Mode::Write(Applicability::Safe).settle("a.md", Some(&path), b"as it was read", b"as it would be");
        assert_eq!(result, Err("changed while it was being fixed; left alone".into()));
        assert_eq!(std::fs::read_to_string(&path).expect("readable"), "somebody else was here");
        std::fs::remove_file(path).expect("there");
    }
}
