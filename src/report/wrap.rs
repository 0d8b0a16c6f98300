//! Lines that fit a terminal.

use textwrap::core::display_width;
use textwrap::{Options, WordSplitter};

/// Words that hang behind a column leave it at least so much of the width.
const ROOM: usize = 24;

/// Wraps each line that is wider than the page. What goes on hangs below the last column of its
/// line (`  trust   38  ###...  Is it ...`), or a little to the right of where the line begins.
/// Colours take no room; a word that is wider than the page stays whole, for it may be an address
/// or a path.
pub fn fit(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (words, end) = line.strip_suffix('\n').map_or((line, ""), |words| (words, "\n"));
        match display_width(words) > width {
            true => out += &wrapped(words, width),
            false => out += words,
        }
        out += end;
    }
    out
}

fn wrapped(line: &str, width: usize) -> String {
    let hang = " ".repeat(hang(line, width));
    let options = Options::new(width)
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false)
        .subsequent_indent(&hang);
    textwrap::fill(line, options)
}

/// In which column the second line begins.
fn hang(line: &str, width: usize) -> usize {
    let begins = line.len() - line.trim_start_matches(' ').len();
    let is_column =
        |at: &usize| matches!(line.as_bytes()[at - 2..=*at], [b' ', b' ', next] if next != b' ');
    let columns = (begins + 2..line.len()).filter(is_column).map(|at| display_width(&line[..at]));
    columns.take_while(|column| column + ROOM <= width).last().unwrap_or(begins + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_hang_below_their_last_column() {
        let line = "  trust         38  \u{2588}###......  Is it true, checkable, honest about who you are?\nshort\n";
        let fits = "  trust         38  \u{2588}###......  Is it true, checkable,\n                                honest about who you are?\nshort\n";
        assert_eq!(fit(line, 58), fits);
        let ledger = "  respect       59   the text as a whole -40.8, pressure-rises -0.2";
        assert_eq!(
            fit(ledger, 50),
            "  respect       59   the text as a whole -40.8,\n                     pressure-rises -0.2"
        );
        assert_eq!(
            fit("  a line of words without columns", 20),
            "  a line of words\n    without columns"
        );
        assert_eq!(fit("\u{1b}[1mbold\u{1b}[0m words", 10), "\u{1b}[1mbold\u{1b}[0m words");
        assert_eq!(
            fit("see https://example.test/a/long/path here", 12),
            "see\n  https://example.test/a/long/path\n  here"
        );
    }
}
