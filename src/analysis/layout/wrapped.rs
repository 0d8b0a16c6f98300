//! Whether the lines of a text are broken by an editor that wraps at some width, and not where the
//! writer wants them broken.

use super::super::sentence::WIDEST;
use super::{Line, bullet};

/// Editors wrap at this many characters at least.
const NARROWEST: usize = 40;
/// Fewer breaks than these say nothing.
const FEWEST: usize = 3;

/// True when nearly every break inside a paragraph is where the next word would not have had room, many
/// stand in the middle of a sentence, and most of those go on in lower case. Lines that stand alone, as
/// headings, links and tags do, and rows of tables say nothing of the width.
pub fn is_wrapped(lines: &[Line]) -> bool {
    let length = |words: &str| words.chars().count();
    let goes_on = |pair: &[Line]| {
        let (line, next) = (pair[0].words, pair[1].words);
        let row = |words: &str| words.starts_with('|');
        let stands_apart = line.is_empty() || next.is_empty() || row(line) || row(next);
        !stands_apart && bullet(next).is_none()
    };
    let breaks: Vec<(&str, &str)> = lines
        .windows(2)
        .filter(|pair| goes_on(pair))
        .map(|pair| (pair[0].words, pair[1].words))
        .collect();
    let width = breaks.iter().map(|(line, _)| length(line)).max().unwrap_or(0);
    if breaks.len() < FEWEST || !(NARROWEST..=WIDEST).contains(&width) {
        return false;
    }
    let (mut full, mut within, mut lower) = (0, 0, 0);
    for (line, next) in &breaks {
        let word = next.split_whitespace().next().map_or(0, length);
        full += usize::from(length(line) + 1 + word > width);
        if !line.ends_with(['.', '!', '?', ':', ';', '\u{2026}']) {
            within += 1;
            lower += usize::from(next.starts_with(char::is_lowercase));
        }
    }
    full * 10 >= breaks.len() * 9 && within * 2 >= breaks.len() && lower * 2 >= within
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
    fn what_stands_alone_says_nothing_of_the_width() {
        let post = "The porters of our hospital used to set the wait at Ward 7,\nand nobody had asked them why. We put a log beside the lift\nfor nine nights and wrote down who rang for which bed. Many\nwere on their way already.";
        assert!(wrapped(post));
        assert!(wrapped(&format!(
            "{post}\n\n#porters #hospitals #beds #waiting #logbooks #lifts #nights #wards #bells"
        )));
    }

    #[test]
    fn lines_that_a_writer_breaks_are_the_writers() {
        for text in [
            // One line a thought, of many lengths.
            "The porters set the wait at Ward 7.\nNobody had asked them.\nWe put a log beside the lift for nine nights and read it.\nA third of the calls were wrong.\nWho asks yours?",
            // Of one length, and each ends its sentence.
            "The porters set the wait of the night at Ward 7.\nThe crews set the wait of the day at Ward 9 too.\nThe nurses set the wait of the week at Ward 11.\nThe clerks set the wait of the year at Ward 3.",
            "Two lines alone say nothing of how wide\nan editor would have set them.",
            // One thought a line, of about one length, without full stops.
            "Managers who ask first get honest answers from their teams\nManagers who tell first get polite nods and then resignation\nManagers who listen twice get one good plan for the nights\nManagers who never ask get the rota that they have earned",
            // A table.
            "| ward | what the porters said of the wait |\n| ---- | ---------------------------------- |\n| 7    | nobody had asked them why it was so |\n| 9    | the lift stops at the second floor  |",
            // A list.
            "What we counted in the nine nights that it took:\n- calls from the lift on the second floor of it\n- beds that stood made up and nobody had rung\n- porters who were on their way to the other one",
        ] {
            assert!(!wrapped(text), "{text}");
        }
    }
}
