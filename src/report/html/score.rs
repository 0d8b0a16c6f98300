//! A score: the whole as a number with its band, the dimensions as bars beside the questions that they answer.

use crate::report::xml::escape;
use crate::score::{Cap, Score};
use crate::vocabulary::Dimension;

/// The verdict and the dimensions. `band` is what readers said of drafts that score so, in words.
pub fn draw(score: &Score, band: Option<&str>) -> String {
    let total = score.total;
    let band = band.map(|band| format!("<span class=\"band\">{band}</span>")).unwrap_or_default();
    let rows: String = score.dimensions.iter().map(row).collect();
    format!(
        "<p class=\"verdict\"><b class=\"{}\">{total:.0}</b> <span>of 100</span> {band}</p>\n{}<ul class=\"dimensions\" aria-label=\"Score by dimension\">\n{rows}</ul>\n",
        grade(total),
        cap_line(score)
    )
}

fn row((dimension, value): &(Dimension, f64)) -> String {
    format!(
        "<li><span class=\"name\">{}</span> <b>{value:.0}</b> <span class=\"bar {}\" aria-hidden=\"true\"><i style=\"width:{value:.0}%\"></i></span> <span class=\"soft\">{}</span></li>\n",
        dimension.name(),
        grade(*value),
        dimension.meaning(),
    )
}

fn cap_line(score: &Score) -> String {
    match &score.held {
        None => String::new(),
        Some(Cap::Blocker { rule, cap }) => format!("<p class=\"soft\">Held at {cap} by <code>{}</code>.</p>\n", escape(rule)),
        Some(Cap::Steps { told, of }) => format!("<p class=\"soft\">Capped: {told} of {of} steps bring something new.</p>\n"),
    }
}

/// The class that colours a score.
pub fn grade(value: f64) -> &'static str {
    match value {
        value if value < 40.0 => "low",
        value if value < 70.0 => "middle",
        _ => "high",
    }
}
