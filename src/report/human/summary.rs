//! The last lines of a run.

use std::fmt::Write as _;

use super::super::{Run, author};
use super::Options;
use crate::outcome::Diagnostic;
use crate::text::{count, plural, printable};

/// The last line of a run.
pub fn draw(run: &Run, options: Options) -> String {
    let mut out = String::new();
    for Diagnostic { path, message, .. } in &run.errors {
        let _ = writeln!(out, "error: {path}: {message}");
    }
    if options.verbose {
        for (path, why) in &run.skipped {
            let _ = writeln!(out, "skipped {}: {}", printable(path), printable(why));
        }
        for (lines, why) in &run.tally.unread {
            let _ = writeln!(out, "not read {lines}: {why}");
        }
    }
    out += &author::draw(&run.tally.posts);
    let summary = run.summary();
    let counted = [
        count(summary.errors, "error"),
        count(summary.warnings, "warning"),
        count(summary.infos, "info"),
    ]
    .join(", ");
    let skipped = if summary.skipped > 0 && !options.verbose {
        format!("; {} left out (--verbose says why)", count(summary.skipped, "file"))
    } else {
        String::new()
    };
    let [safe, risky] = run.tally.fixable;
    for (n, flag, note) in [(safe, "--fix", ""), (risky, "--unsafe-fixes", ", to be read over")]
        .into_iter()
        .filter(|(n, ..)| *n > 0)
    {
        let _ = writeln!(out, "{flag} can make {n} {}{note}", plural(n, "fix", "fixes"));
    }
    if run.tally.below > 0 {
        let verb = plural(run.tally.below, "does", "do");
        let _ =
            writeln!(out, "{} {verb} not reach the minimum score", count(run.tally.below, "draft"));
    }
    if summary.files != 1 || summary.skipped > 0 || summary.problems > 0 {
        let problems = if summary.problems > 0 {
            format!(", {}", count(summary.problems, "problem"))
        } else {
            String::new()
        };
        let _ = writeln!(
            out,
            "{} in {}: {counted}{problems}{skipped}",
            count(summary.drafts, "draft"),
            count(summary.files, "file")
        );
    } else {
        let _ = writeln!(out, "{counted}");
    }
    out
}
