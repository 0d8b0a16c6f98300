//! Lines of git as our own: for git only `\n` ends a line, here a lone `\r` does too, and the lines
//! of an Office file are its paragraphs and rows.

use std::io::{self, BufRead, BufReader};
use std::path::Path;

use super::hunks::Lines;
use crate::files;

/// The lines of the file at `path` that git calls so; `None` when there is no telling, so that the
/// whole file has to count as new.
pub fn of(path: &Path, lines: &Lines) -> Option<Lines> {
    // Where no line is new it does not matter what lines are.
    if lines.is_empty() {
        return Some(Lines::new());
    }
    // Of a link git compares the name that it leads to.
    if path.is_symlink() {
        return None;
    }
    let mut file = BufReader::with_capacity(1 << 16, files::open(path).ok()?.0);
    let start = file.fill_buf().ok()?;
    let other = [b"PK\x03\x04".as_slice(), b"\xff\xfe", b"\xfe\xff"];
    if other.iter().any(|start_of_other| start.starts_with(start_of_other)) {
        return None;
    }
    counted(file, lines).ok()
}

/// The ranges, in order, in our counting.
fn counted(mut file: impl BufRead, lines: &Lines) -> io::Result<Lines> {
    // Where each range begins, and where what follows it does; both in order.
    let wanted: Vec<usize> =
        lines.iter().flat_map(|range| [*range.start(), *range.end() + 1]).collect();
    let mut found = Vec::with_capacity(wanted.len());
    let (mut gits, mut ours, mut after_return) = (1, 1, false);
    loop {
        while wanted.get(found.len()).is_some_and(|line| *line <= gits) {
            found.push(ours);
        }
        let block = file.fill_buf()?;
        if block.is_empty() {
            break;
        }
        let mut taken = 0;
        for byte in block {
            taken += 1;
            ours += usize::from(after_return && *byte != b'\n');
            after_return = *byte == b'\r';
            if *byte == b'\n' {
                (gits, ours) = (gits + 1, ours + 1);
                break;
            }
        }
        file.consume(taken);
    }
    found.resize(wanted.len(), ours + 1);
    Ok(found.chunks_exact(2).map(|range| range[0]..=range[1] - 1).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_return_ends_a_line_of_ours_only() {
        let text = b"one\rtwo\r\nthree\nfour\r\rsix\nseven";
        let of = |lines: Lines| counted(text.as_slice(), &lines).expect("readable");
        assert_eq!(of(vec![1..=1, 3..=3]), [1..=2, 4..=6]);
        assert_eq!(of(vec![2..=4]), [3..=7]);
        // Lines that only went stand before the one that follows them.
        let empty = |before: usize| std::ops::RangeInclusive::new(before, before - 1);
        assert_eq!(of(vec![empty(3)]), [empty(4)]);
        assert_eq!(of(vec![empty(5)]), [empty(8)]);
        assert_eq!(counted(b"a\r".as_slice(), &vec![1..=1]).expect("readable"), [1..=1]);
    }
}
