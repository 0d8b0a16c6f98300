//! Whether the lines of a text are broken by an editor that wraps at some width, and not where the
//! writer wants them broken.

use super::{Line, bullet};

/// Editors wrap at this many characters at least.
const NARROWEST: usize = 40;
/// And at this many at most.
const WIDEST: usize = 120;
/// Fewer breaks than these say nothing.
const FEWEST: usize = 3;

/// True when nearly every break inside a paragraph is where the next word would not have had room, and
/// many stand in the middle of a sentence.
pub fn is_wrapped(lines: &[Line]) -> bool {
    let length = |words: &str| words.chars().count();
    let width = lines.iter().map(|line| length(line.words)).max().unwrap_or(0);
    if !(NARROWEST..=WIDEST).contains(&width) {
        return false;
    }
    let (mut breaks, mut full, mut within) = (0, 0, 0);
    for pair in lines.windows(2) {
        let (line, next) = (pair[0].words, pair[1].words);
        if line.is_empty() || next.is_empty() || bullet(next).is_some() {
            continue;
        }
        let word = next.split_whitespace().next().map_or(0, length);
        breaks += 1;
        full += usize::from(length(line) + 1 + word > width);
        within += usize::from(!line.ends_with(['.', '!', '?', ':', ';', '\u{2026}']));
    }
    breaks >= FEWEST && full * 10 >= breaks * 9 && within * 2 >= breaks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn wrapped(text: &str) -> bool {
        let line = |words| Line { span: Span::new(0, 0), words };
        is_wrapped(&text.lines().map(line).collect::<Vec<_>>())
    }

    #[test]
    fn breaks_where_no_word_had_room_are_an_editors() {
        assert!(wrapped(
            "The porters of our hospital used to set the wait at Ward 7,\nand nobody had asked them why. We put a log beside the lift\nfor nine nights and wrote down who rang for which bed.\n\nOf 212 calls a third were for beds that stood made up two\nfloors below."
        ));
    }

    #[test]
    fn lines_that_a_writer_breaks_are_the_writers() {
        for text in [
            // One line a thought, of many lengths.
            "The porters set the wait at Ward 7.\nNobody had asked them.\nWe put a log beside the lift for nine nights and read it.\nA third of the calls were wrong.\nWho asks yours?",
            // Of one length, and each ends its sentence.
            "The porters set the wait of the night at Ward 7.\nThe crews set the wait of the day at Ward 9 too.\nThe nurses set the wait of the week at Ward 11.\nThe clerks set the wait of the year at Ward 3.",
            "Two lines alone say nothing of how wide\nan editor would have set them.",
            // A list.
            "What we counted in the nine nights that it took:\n- calls from the lift on the second floor of it\n- beds that stood made up and nobody had rung\n- porters who were on their way to the other one",
        ] {
            assert!(!wrapped(text), "{text}");
        }
    }
}
