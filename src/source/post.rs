//! Social posts in tables: one draft for each cell that holds a post.

use super::{assemble, csv::Row, html, markup};
use crate::draft::Draft;
use crate::text::{Problem, Text, TextBuilder};
use crate::vocabulary::{Channel, Part};

/// The draft of a post that stands in a row of `file`.
pub fn draft(file: &str, row: &Row, when: &str, text: Text, problems: &mut Vec<Problem>) -> Draft {
    let dated = if when.is_empty() { String::new() } else { format!(" ({when})") };
    let mut draft = Draft {
        id: format!("{file} row {}{dated}", row.number),
        channel: Channel::Post,
        ..Draft::default()
    };
    if markup::is_html(text.as_str()) {
        html::page(&text, problems).write(&mut draft, TextBuilder::default(), problems);
        return draft;
    }
    let mut builder = TextBuilder::default();
    assemble::section(&mut draft, &mut builder, Part::Body, |builder| {
        builder.push_from(&text, text.whole())
    });
    let text = builder.finish();
    let markup::Markup { masks, links, .. } = markup::find(text.as_str(), draft.body(), false);
    Draft { text, masks, links, ..draft }
}
