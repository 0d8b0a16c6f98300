//! From one list to another, and from one text to the next line by line.

use std::fmt;
use std::hash::Hash;

use gix_imara_diff::{
    Algorithm, Diff, Hunk, InternedInput, Interner, Token, UnifiedDiffConfig, UnifiedDiffPrinter,
};

fn numbered<T: Eq + Hash>(
    old: impl Iterator<Item = T>,
    new: impl Iterator<Item = T>,
) -> InternedInput<T> {
    let mut input =
        InternedInput { before: Vec::new(), after: Vec::new(), interner: Interner::new(0) };
    input.update_before(old);
    input.update_after(new);
    input
}

fn compared<T>(input: &InternedInput<T>) -> Diff {
    let mut diff = Diff::compute(Algorithm::Myers, input);
    diff.postprocess_no_heuristic(input);
    diff
}

/// Where two lists differ, in order: the stretch that only `old` has, and the one of `new` in its
/// place. One of them may be empty.
pub fn hunks(old: &[u64], new: &[u64]) -> Vec<Hunk> {
    compared(&numbered(old.iter().copied(), new.iter().copied())).hunks().collect()
}

fn lines<'t>(old: &'t str, new: &'t str) -> InternedInput<&'t str> {
    numbered(old.split_inclusive('\n'), new.split_inclusive('\n'))
}

/// Every line of two texts, with `-` before what only the first has and `+` before what only the
/// second has.
pub fn signed_lines<'t>(old: &'t str, new: &'t str) -> Vec<(char, &'t str)> {
    let input = lines(old, new);
    let mut signed = Vec::new();
    let mut push = |sign, tokens: &[Token]| {
        signed.extend(tokens.iter().map(|token| (sign, input.interner[*token])));
    };
    let mut at = 0;
    for hunk in compared(&input).hunks() {
        let [old, new] =
            [hunk.before, hunk.after].map(|lines| lines.start as usize..lines.end as usize);
        push(' ', &input.before[at..old.start]);
        at = old.end;
        push('-', &input.before[old]);
        push('+', &input.after[new]);
    }
    push(' ', &input.before[at..]);
    signed
}

/// The change from one text to another as `patch` reads it; empty when there is none. `from` and
/// `to` are what the two are called.
pub fn unified(old: &str, new: &str, from: &str, to: &str) -> String {
    let input = lines(old, new);
    let printer = Printer(&input.interner);
    let change = compared(&input);
    let change = change.unified_diff(&printer, UnifiedDiffConfig::default(), &input).to_string();
    if change.is_empty() { change } else { format!("--- {from}\n+++ {to}\n{change}") }
}

/// Prints the lines of a change, each with its sign, and says where a text ends without a newline.
struct Printer<'i, 't>(&'i Interner<&'t str>);

impl Printer<'_, '_> {
    fn line(&self, mut out: impl fmt::Write, sign: char, token: Token) -> fmt::Result {
        let line = self.0[token];
        write!(out, "{sign}{line}")?;
        if line.ends_with('\n') {
            Ok(())
        } else {
            out.write_str("\n\\ No newline at end of file\n")
        }
    }
}

impl UnifiedDiffPrinter for Printer<'_, '_> {
    fn display_header(
        &self,
        mut out: impl fmt::Write,
        old_start: u32,
        new_start: u32,
        old_count: u32,
        new_count: u32,
    ) -> fmt::Result {
        // Lines are counted from 1; of no lines, the one before them is named.
        let range = |start: u32, count: u32| match count {
            0 => format!("{start},0"),
            1 => format!("{}", start + 1),
            _ => format!("{},{count}", start + 1),
        };
        writeln!(out, "@@ -{} +{} @@", range(old_start, old_count), range(new_start, new_count))
    }

    fn display_context_token(&self, out: impl fmt::Write, token: Token) -> fmt::Result {
        self.line(out, ' ', token)
    }

    fn display_hunk(
        &self,
        mut out: impl fmt::Write,
        before: &[Token],
        after: &[Token],
    ) -> fmt::Result {
        before.iter().try_for_each(|token| self.line(&mut out, '-', *token))?;
        after.iter().try_for_each(|token| self.line(&mut out, '+', *token))
    }
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
        assert_eq!(unified("a\n", "", "x", "y"), "--- x\n+++ y\n@@ -1 +0,0 @@\n-a\n");
        assert_eq!(
            signed_lines("a\nb\n", "a\r\nb\n"),
            [('-', "a\n"), ('+', "a\r\n"), (' ', "b\n")]
        );
    }

    #[test]
    fn two_lists_differ_where_one_has_what_the_other_has_not() {
        let found = hunks(&[1, 2, 3, 4, 5], &[1, 7, 8, 4, 5, 6]);
        let found: Vec<_> = found.into_iter().map(|hunk| (hunk.before, hunk.after)).collect();
        assert_eq!(found, [(1..3, 1..3), (5..5, 5..6)]);
        assert_eq!(hunks(&[], &[]).len(), 0);
    }
}
