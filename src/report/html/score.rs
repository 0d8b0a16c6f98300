//! A score: the whole as a number with its band, the dimensions as bars beside the questions that
//! they answer.

use super::class::severity;
use crate::outcome::FindingReport;
use crate::outcome::first::why_low;
use crate::reader::Band;
use crate::report::xml::escape;
use crate::score::{Cap, Score};
use crate::vocabulary::Dimension;

/// The verdict and the dimensions. `band` is what readers said of drafts that score so, `low` the
/// finding that says that this is too low.
pub fn draw(score: &Score, band: Option<Band>, low: Option<&FindingReport>) -> String {
    let total = score.total;
    let class = band.map_or(grade(total), of_band);
    let words = low.map(|low| why_low(low, band)).or(band.map(Band::words));
    let low = low.map(|low| {
        format!(
            " <span class=\"tag {0}\">{0}</span> <code>{1}</code>",
            severity(low),
            escape(&low.rule)
        )
    });
    let band = words
        .map(|words| {
            format!("<span class=\"band\">{}{}</span>", escape(words), low.unwrap_or_default())
        })
        .unwrap_or_default();
    let rows: String = score.dimensions.iter().map(row).collect();
    format!(
        "<p class=\"verdict\"><b class=\"{}\">{total:.0}</b> <span>of 100</span> {band}</p>\n{}<ul class=\"dimensions\" aria-label=\"Score by dimension\">\n{rows}</ul>\n",
        class,
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
    match &score.cap {
        None => String::new(),
        Some(Cap::Blocker { rule, cap }) => {
            format!("<p class=\"soft\">Held at {cap} by <code>{}</code>.</p>\n", escape(rule))
        }
        Some(Cap::Steps { new, of }) => {
            format!("<p class=\"soft\">Capped: {new} of {of} steps bring something new.</p>\n")
        }
    }
}

/// The class that colours the score of a draft: by what readers said, where that is known.
pub fn of_band(band: Band) -> &'static str {
    match band {
        Band::Welcome => "high",
        Band::Mixed => "middle",
        Band::BelowGate | Band::Unwelcome => "low",
    }
}

/// The class that colours a number from 0 to 100.
pub fn grade(value: f64) -> &'static str {
    match value {
        value if value < 40.0 => "low",
        value if value < 70.0 => "middle",
        _ => "high",
    }
}
