//! From one list to another, and from one text to the next line by line.

use std::collections::HashMap;
use std::fmt::Write as _;

use similar::algorithms::{Capture, Compact, Replace, myers};
use similar::udiff::UnifiedHunkHeader;
use similar::{ChangeTag, DiffOp, group_diff_ops};

/// Lines that stay and are shown around those that change.
const CONTEXT: usize = 3;

/// What stays, goes and comes on the way from `old` to `new`. Everything that is compared is
/// numbered first: one instance of one algorithm is in the program then, and not one for each type
/// and each of six algorithms.
pub fn steps_between(old: &[u64], new: &[u64]) -> Vec<DiffOp> {
    let mut steps = Compact::new(Replace::new(Capture::new()), old, new);
    let Ok(()) = myers::diff(&mut steps, old, 0..old.len(), new, 0..new.len());
    steps.into_inner().into_inner().into_ops()
}

/// The lines of two texts.
struct LinePair<'t> {
    old: Vec<&'t str>,
    new: Vec<&'t str>,
}

impl<'t> LinePair<'t> {
    fn new(old: &'t str, new: &'t str) -> Self {
        LinePair {
            old: old.split_inclusive('\n').collect(),
            new: new.split_inclusive('\n').collect(),
        }
    }

    fn steps(&self) -> Vec<DiffOp> {
        let mut numbers: HashMap<&str, u64> = HashMap::new();
        let [old, new] = [&self.old, &self.new].map(|lines| {
            let number = |line: &&'t str| {
                let next = numbers.len() as u64;
                *numbers.entry(line).or_insert(next)
            };
            lines.iter().map(number).collect::<Vec<u64>>()
        });
        steps_between(&old, &new)
    }

    /// The lines of a step, each with its sign.
    fn signed(&self, step: &DiffOp) -> impl Iterator<Item = (char, &'t str)> {
        step.iter_slices(&self.old, &self.new).flat_map(|(tag, lines)| {
            let sign = match tag {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            lines.iter().map(move |line| (sign, *line))
        })
    }
}

/// Every line of two texts, with `-` before what only the first has and `+` before what only the
/// second has.
pub fn signed_lines<'t>(old: &'t str, new: &'t str) -> Vec<(char, &'t str)> {
    let lines = LinePair::new(old, new);
    lines.steps().iter().flat_map(|step| lines.signed(step).collect::<Vec<_>>()).collect()
}

/// The change from one text to another as `patch` reads it; empty when there is none. `from` and
/// `to` are what the two are called.
pub fn unified(old: &str, new: &str, from: &str, to: &str) -> String {
    let lines = LinePair::new(old, new);
    let mut out = String::new();
    for hunk in group_diff_ops(lines.steps(), CONTEXT) {
        if out.is_empty() {
            let _ = writeln!(out, "--- {from}\n+++ {to}");
        }
        let _ = writeln!(out, "{}", UnifiedHunkHeader::new(&hunk));
        for (sign, line) in hunk.iter().flat_map(|step| lines.signed(step)) {
            let _ = write!(out, "{sign}{line}");
            if !line.ends_with('\n') {
                out += "\n\\ No newline at end of file\n";
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_written_as_patch_reads_it() {
        let (old, new) = ("a\nb\nc\nd\ne\nf\ng\nh\n", "a\nb\nC\nd\ne\nf\ng\nh\nend");
        let expected =
            similar::TextDiff::from_lines(old, new).unified_diff().header("x", "y").to_string();
        assert_eq!(unified(old, new, "x", "y"), expected);
        assert!(expected.ends_with("\\ No newline at end of file\n"), "{expected}");
        assert_eq!(unified(old, old, "x", "y"), "");
        assert_eq!(unified("", "a\n", "x", "y"), "--- x\n+++ y\n@@ -0,0 +1 @@\n+a\n");
        assert_eq!(
            signed_lines("a\nb\n", "a\r\nb\n"),
            [('-', "a\n"), ('+', "a\r\n"), (' ', "b\n")]
        );
    }
}
