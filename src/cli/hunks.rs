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

/// New lines of each file of a difference without context.
pub fn read(diff: &[u8]) -> Vec<ChangedFile> {
    let mut files: Vec<ChangedFile> = Vec::new();
    let (mut skip, mut was) = (0, None);
    for line in diff.split(|byte| *byte == b'\n') {
        if line.starts_with(b"\\") {
            continue;
        }
        if skip > 0 {
            skip -= 1;
        } else if let Some(name) = line.strip_prefix(b"--- ") {
            was = file(name, b"a/");
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
    files
}

/// The files of `git diff --numstat -z` that have no new line.
pub fn without_new_lines(counts: &[u8]) -> Vec<&[u8]> {
    let (mut found, mut parts) = (Vec::new(), counts.split(|byte| *byte == 0));
    while let Some(entry) = parts.next() {
        let mut columns = entry.splitn(3, |byte| *byte == b'\t');
        let (Some(added), Some(_), Some(name)) = (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        // Both names of a file that was renamed follow.
        let name = if name.is_empty() { parts.nth(1).unwrap_or_default() } else { name };
        if added == b"0" {
            found.push(name);
        }
    }
    found
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
}
