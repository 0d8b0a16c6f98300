//! Which lines a difference of git says are new.

use std::ops::RangeInclusive;

/// New lines of a file; a range whose end is before its start where lines only went.
pub type Lines = Vec<RangeInclusive<usize>>;

/// A file that changed.
#[derive(Debug, PartialEq)]
pub struct ChangedFile {
    /// Its name.
    pub name: Vec<u8>,
    /// The name that it had; `None` when it is new.
    pub was: Option<Vec<u8>>,
    /// Its new lines.
    pub lines: Lines,
}

/// New lines of each file of a difference without context. One of which only the name or the mode
/// changed has none; of one that git takes for no text nothing is known, and it is left out.
pub fn read(diff: &[u8]) -> Vec<ChangedFile> {
    let mut files: Vec<ChangedFile> = Vec::new();
    let (mut skip, mut was) = (0, None);
    // What is said of a file before its lines, which may be all.
    let mut head: Option<ChangedFile> = None;
    let named = |name: Vec<u8>, was| ChangedFile { name, was: Some(was), lines: Vec::new() };
    for line in diff.split(|byte| *byte == b'\n') {
        if line.starts_with(b"\\") {
            continue;
        }
        if skip > 0 {
            skip -= 1;
        } else if let Some(names) = line.strip_prefix(b"diff --git ") {
            files.extend(head.take());
            head = same_name(names).map(|name| named(name.clone(), name));
        } else if let Some(name) = line.strip_prefix(b"rename from ") {
            was = Some(bare(name));
        } else if let Some(name) = line.strip_prefix(b"rename to ") {
            head = was.take().map(|was| named(bare(name), was));
        } else if NO_TEXT.iter().any(|begin| line.starts_with(begin)) {
            head = None;
        } else if let Some(name) = line.strip_prefix(b"--- ") {
            (head, was) = (None, file(name, b"a/"));
        } else if let Some(name) = line.strip_prefix(b"+++ ") {
            let (name, was) = (file(name, b"b/"), was.take());
            files.extend(name.map(|name| ChangedFile { name, was, lines: Vec::new() }));
        } else if let Some((gone, start, count)) = header(line) {
            skip = gone + count;
            if let Some(file) = files.last_mut() {
                // Where lines only went no line is new: what stands on both sides of the place
                // overlaps it.
                let first = start + usize::from(count == 0);
                file.lines.push(first..=first + count - 1);
            }
        }
    }
    files.extend(head);
    files
}

/// How lines begin that say of a file that it is new, is gone, or has other bytes.
const NO_TEXT: &[&[u8]] =
    &[b"new file mode ", b"deleted file mode ", b"Binary files ", b"GIT binary patch"];

/// The name of a file that has the same one on both sides: `a/name b/name`.
fn same_name(names: &[u8]) -> Option<Vec<u8>> {
    let (old, new) = names.split_at_checked(names.len() / 2)?;
    let (old, new) = (file(old, b"a/")?, file(new.strip_prefix(b" ")?, b"b/")?);
    (old == new).then_some(new)
}

/// A name without a prefix, as a file was called or is.
fn bare(name: &[u8]) -> Vec<u8> {
    file(name, b"").unwrap_or_default()
}

/// The name behind its prefix (`b/name`); there is a tab behind one that has blanks, and one with
/// characters that a line cannot have stands in quotes.
fn file(name: &[u8], prefix: &[u8]) -> Option<Vec<u8>> {
    let name = match name.strip_prefix(b"\"") {
        Some(quoted) => unquoted(quoted),
        None => name.strip_suffix(b"\t").unwrap_or(name).to_vec(),
    };
    name.strip_prefix(prefix).map(<[u8]>::to_vec)
}

/// What stands before the closing quote, with the escapes of C undone.
fn unquoted(quoted: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(quoted.len());
    let mut bytes = quoted.iter().copied().peekable();
    while let Some(byte) = bytes.next().filter(|byte| *byte != b'"') {
        let escaped = if byte == b'\\' { bytes.next() } else { None };
        out.push(match escaped {
            None => byte,
            Some(first @ b'0'..=b'7') => {
                let mut value = u32::from(first - b'0');
                for _ in 0..2 {
                    value = bytes
                        .next_if(|byte| (b'0'..=b'7').contains(byte))
                        .map_or(value, |digit| value * 8 + u32::from(digit - b'0'));
                }
                value as u8
            }
            Some(b'n') => b'\n',
            Some(b't') => b'\t',
            Some(b'r') => b'\r',
            Some(b'a') => 7,
            Some(b'b') => 8,
            Some(b'v') => 11,
            Some(b'f') => 12,
            Some(itself) => itself,
        });
    }
    out
}

/// Of `@@ -12,3 +14,2 @@`: lines that went, the first new line, and how many there are.
fn header(line: &[u8]) -> Option<(usize, usize, usize)> {
    let line = String::from_utf8_lossy(line.strip_prefix(b"@@ -")?);
    let (old, new) = line.split(" @@").next()?.split_once(" +")?;
    let ((_, gone), (start, count)) = (numbers(old), numbers(new));
    Some((gone, start, count))
}

/// `12,3` or `12`, which stands for one line.
fn numbers(range: &str) -> (usize, usize) {
    let (start, count) = range.split_once(',').unwrap_or((range, "1"));
    (start.parse().unwrap_or(0), count.parse().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_kinds_and_lines_that_look_like_heads() {
        let diff = b"--- a/x y.md\t\n+++ b/x y.md\t\n@@ -1 +1,2 @@ Hi\n-old\n+++ b/not a name\n+@@ -9 +9 @@\n@@ -5,0 +7 @@\n+new\n\
            --- \"a/n\\377\\n\\\"q\\\\\\t.md\"\n+++ \"b/n\\377\\n\\\"q\\\\\\t.md\"\n@@ -3 +2,0 @@\n-gone\n\\ No newline at end of file\n\
            --- /dev/null\n+++ b/n\xff.md\n@@ -0,0 +1 @@\n+\xfe\n";
        type Found<'f> = (&'f [u8], Option<&'f [u8]>, Vec<(usize, usize)>);
        let found: Vec<_> = read(diff)
            .into_iter()
            .map(|file| {
                let lines = file.lines.iter().map(|range| (*range.start(), *range.end())).collect();
                (file.name, file.was, lines)
            })
            .collect();
        let expected: [Found; 3] = [
            (b"x y.md", Some(b"x y.md"), vec![(1, 2), (7, 7)]),
            (b"n\xff\n\"q\\\t.md", Some(b"n\xff\n\"q\\\t.md"), vec![(3, 2)]),
            (b"n\xff.md", None, vec![(1, 1)]),
        ];
        let expected =
            expected.map(|(name, was, lines)| (name.to_vec(), was.map(<[u8]>::to_vec), lines));
        assert_eq!(found, expected);
    }

    #[test]
    fn files_of_which_only_the_head_changed_have_no_new_line() {
        let diff = b"diff --git a/x y b/x y\nold mode 100644\nnew mode 100755\n\
            diff --git a/old.md b/new.md\nsimilarity index 100%\nrename from old.md\nrename to new.md\n\
            diff --git \"a/\\303\\251\" \"b/\\303\\251\"\nold mode 100644\nnew mode 100755\n\
            diff --git a/z b/z\nold mode 100644\nnew mode 100755\nindex 1..2\nBinary files a/z and b/z differ\n\
            diff --git a/e b/e\nnew file mode 100644\nindex 0..1\n\
            diff --git a/k b/m\nsimilarity index 90%\nrename from k\nrename to m\n--- a/k\n+++ b/m\n@@ -1,0 +2 @@\n+new\n";
        let found: Vec<_> =
            read(diff).into_iter().map(|f| (f.name, f.was, f.lines.len())).collect();
        let named = |name: &str, was: &str, lines| (name.into(), Some(was.into()), lines);
        let expected: [(Vec<u8>, Option<Vec<u8>>, usize); 4] = [
            named("x y", "x y", 0),
            named("new.md", "old.md", 0),
            named("\u{e9}", "\u{e9}", 0),
            named("m", "k", 1),
        ];
        assert_eq!(found, expected);
    }
}
