//! The rows of a table in HTML, where it stands in a text that is no page.

use html5gum::{Token, Tokenizer};

use super::words::{emitter, readable};
use crate::text::Span;

/// What stands between the tags of each cell of the table that `text` is, row by row. `None` when a
/// cell holds another table: such a table lays out a page.
pub fn rows(text: &str) -> Option<Vec<Vec<Span>>> {
    let mut rows: Vec<Vec<Span>> = Vec::new();
    let (mut open, mut depth) = (None::<usize>, 0);
    let end = |rows: &mut Vec<Vec<Span>>, open: &mut Option<usize>, at: usize| {
        if let (Some(from), Some(row)) = (open.take(), rows.last_mut()) {
            row.push(Span::new(from, at.max(from)));
        }
    };
    for token in Tokenizer::new_with_emitter(&text[..readable(text)], emitter()) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => match tag.name.as_slice() {
                b"table" if depth > 0 => return None,
                b"table" => depth = 1,
                b"tr" => {
                    end(&mut rows, &mut open, tag.span.start);
                    rows.push(Vec::new());
                }
                b"td" | b"th" => {
                    end(&mut rows, &mut open, tag.span.start);
                    if rows.is_empty() {
                        rows.push(Vec::new());
                    }
                    open = Some(tag.span.end);
                }
                _ => {}
            },
            Token::EndTag(tag)
                if matches!(tag.name.as_slice(), b"td" | b"th" | b"tr" | b"table") =>
            {
                end(&mut rows, &mut open, tag.span.start)
            }
            _ => {}
        }
    }
    rows.retain(|row| !row.is_empty());
    Some(rows)
}
