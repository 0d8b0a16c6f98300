//! Social posts in tables: one draft for each cell that holds a post.

use super::{csv::Row, markup};
use crate::draft::{Channel, Draft, Part, Section};
use crate::text::{Span, Text};

/// The draft of a post that stands in a row of `file`.
pub fn draft(file: &str, row: &Row, when: &str, text: Text) -> Draft {
    let body = Span::new(0, text.as_str().len());
    let dated = if when.is_empty() { String::new() } else { format!(" ({when})") };
    let links = markup::find(text.as_str(), body, false).links;
    Draft {
        id: format!("{file} row {}{dated}", row.number),
        channel: Channel::Post,
        sections: vec![Section { part: Part::Body, span: body }],
        text,
        links,
        ..Draft::default()
    }
}
