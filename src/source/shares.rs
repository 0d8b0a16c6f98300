//! `Shares.csv` of LinkedIn's data export. Every line of a post is in quotes of its own, inside the
//! quotes of the cell; rows of posts that were only passed on are empty.

use super::{Source, csv::Table, post};
use crate::draft::Draft;
use crate::text::{Problem, Span, Text, TextBuilder};

/// The posts of a table; `None` when it is no such export.
pub fn read(source: &Source, table: Table, problems: &mut Vec<Problem>) -> Option<Vec<Draft>> {
    let words = table.column(&["sharecommentary"])?;
    let date = table.column(&["date"])?;
    let mut table = table;
    let mut drafts = Vec::new();
    while let Some(row) = table.next() {
        problems.extend(table.problem(&row));
        let text = without_line_quotes(&row.text(words));
        if !text.as_str().trim().is_empty() {
            drafts.push(post::draft(
                source.name,
                &row,
                row.text(date).as_str().split(' ').next().unwrap_or_default(),
                text,
                problems,
            ));
        }
    }
    Some(drafts)
}

/// The export writes a line end as quote, line end, quote.
fn without_line_quotes(cell: &Text) -> Text {
    let words = cell.as_str();
    let mut builder = TextBuilder::default();
    let mut from = 0;
    for (at, _) in words.match_indices('\n') {
        let before = words[from..at].trim_end_matches('\r');
        // The quote of a line without words both opens and closes it.
        let empty = || Some("").filter(|_| before.is_empty() && words[..from].ends_with('"'));
        if let Some(line) = before.strip_suffix('"').or_else(empty)
            && words[at + 1..].starts_with('"')
        {
            builder.push_from(cell, Span::new(from, from + line.len()));
            builder.push_from(cell, Span::new(from + before.len(), at + 1));
            from = at + 2;
        }
    }
    builder.push_from(cell, Span::new(from, words.len()));
    builder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_words_may_have_one_quote() {
        let cell = Text::identity("Retries off.\"\n\"\n\"Errors fell: \"0.4%\".");
        assert_eq!(without_line_quotes(&cell).as_str(), "Retries off.\n\nErrors fell: \"0.4%\".");
    }

    #[test]
    fn lines_lose_their_quotes_and_keep_their_places() {
        let file = Text::identity(
            "Date,ShareLink,ShareCommentary\r\n2031-05-04 10:00:00,x,\"Pumps fail in May.\"\"\n\"\"\"\"\n\"\"We call it \"\"the flood\"\".\"\r\n2031-05-05,y,\r\n",
        );
        let mut problems = Vec::new();
        let drafts = read(&Source::new("Shares.csv", b""), Table::new(&file), &mut problems)
            .expect("an export");
        assert_eq!((drafts.len(), problems.len()), (1, 0));
        let text = &drafts[0].text;
        assert_eq!(text.as_str(), "Pumps fail in May.\n\nWe call it \"the flood\".");
        assert_eq!(drafts[0].id, "Shares.csv row 2 (2031-05-04)");
        let flood = text.as_str().find("flood").expect("there");
        assert_eq!(text.to_source(Span::new(flood, flood + 5)).slice(file.as_str()), "flood");
    }
}
