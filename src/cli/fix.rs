//! `check --fix`, `--unsafe-fixes`, `--diff`: what is done with a fixed file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::replace::{real_folder, replace, sweep};
use super::task::{Bytes, Job};
use crate::diff::unified;
use crate::fix::Fixed;
use crate::text::{plural, printable, printable_lines};
use crate::vocabulary::Applicability;

/// Arguments about fixing.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Fixing")]
#[group(id = "fixing", multiple = true, conflicts_with_all = ["baseline", "changed_lines"])]
pub struct Args {
    /// Apply the safe fixes to the files; for standard input, print the fixed text. Fixes are of
    /// whole files, so that --baseline and --changed-lines, which hide findings, go with none
    #[arg(long)]
    fix: bool,
    /// Apply the safe fixes and those that a person should read over; with --diff, show them
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show what fixing would change, without changing it
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

    /// What is reported of a fixed file beside its text.
    pub fn describe(self, name: &str, fixed: &Fixed) -> String {
        let made = if matches!(self, Mode::Write(_)) { fixed.made } else { 0 };
        let lines = [
            (made, "made"),
            (
                fixed.refused,
                "not applied: it would cause a new error, or change more of the file than the fix is about",
            ),
            (fixed.left, "left for another run: there are too many for one"),
        ];
        lines
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| {
                format!("{}: {count} {} {what}\n", printable(name), plural(count, "fix", "fixes"))
            })
            .collect()
    }

    /// True when text takes the place of the report: a difference, or standard input made right.
    pub fn shows_text(self, jobs: &[Job]) -> bool {
        let from_stdin = jobs.iter().any(|job| matches!(job.bytes, Bytes::Stdin(..)));
        matches!(self, Mode::Diff(_)) || (self != Mode::Off && from_stdin)
    }

    /// Writes what was fixed, or gives back the text that is to be shown.
    pub fn settle(
        self,
        name: &str,
        path: Option<&Path>,
        before: &[u8],
        after: &[u8],
    ) -> Result<Option<Vec<u8>>, String> {
        match (self, path) {
            (Mode::Off, _) => Ok(None),
            (Mode::Diff(_), _) => Ok(Some(diff(name, before, after).into_bytes())),
            (Mode::Write(_), None) => Ok(Some(after.to_vec())),
            (Mode::Write(_), Some(_)) if before == after => Ok(None),
            (Mode::Write(_), Some(path)) => match replace(path, Some(before), after) {
                Ok(()) => Ok(None),
                Err(why) => Err(format!("cannot write the fixes: {why}")),
            },
        }
    }
}

impl Mode {
    /// Where files will be written, takes away what killed runs left: once a folder.
    pub fn sweep(self, jobs: &[Job]) {
        if !matches!(self, Mode::Write(_)) {
            return;
        }
        let files = jobs.iter().filter_map(|job| match &job.bytes {
            Bytes::File(file) => real_folder(&file.path),
            Bytes::Table(_) | Bytes::Stdin(..) => None,
        });
        files.collect::<BTreeSet<PathBuf>>().iter().for_each(|folder| sweep(folder));
    }

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

/// What changed, as `patch` reads it. Lines with characters that a terminal or a log would obey are
/// made safe to print, and then fit no file any more: `--fix` is for those.
fn diff(name: &str, before: &[u8], after: &[u8]) -> String {
    let (before, after) = (String::from_utf8_lossy(before), String::from_utf8_lossy(after));
    if before == after {
        return String::new();
    }
    let name = printable(name);
    let diff = unified(&before, &after, &format!("a/{name}"), &format!("b/{name}"));
    let ends = diff
        .split_inclusive('\n')
        .map(|line| line.strip_suffix("\r\n").map_or((line, ""), |words| (words, "\r\n")));
    ends.flat_map(|(words, end)| [printable_lines(words), end.into()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_printed_safely_and_line_ends_stay() {
        let shown = diff(
            "a\u{1b}.md",
            b"one\r\n\x1b]0;x\x07\ttwo\r\nold\r\n",
            b"one\r\n\x1b]0;x\x07\ttwo\r\nnew\r\n",
        );
        assert!(!shown.contains(['\u{1b}', '\u{7}']), "{shown:?}");
        assert!(
            shown.ends_with(" one\r\n \u{241b}]0;x\u{2407}\ttwo\r\n-old\r\n+new\r\n"),
            "{shown:?}"
        );
    }
}
