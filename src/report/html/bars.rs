//! A score as a picture: the whole as a ring, the dimensions as bars.

use crate::score::{Held, Score};

/// The ring and the bars, as SVG that grows with its box.
pub fn score(score: &Score) -> String {
    format!("<div class=\"score\">{}{}</div>\n{}", ring(score.total), bars(score), held(score))
}

fn ring(total: f64) -> String {
    // A circle of radius 15.9 is 100 long, so that the dash is the score.
    format!(
        "<svg class=\"ring {}\" viewBox=\"0 0 36 36\" role=\"img\" aria-label=\"score {total:.0} of 100\"><circle cx=\"18\" cy=\"18\" r=\"15.9\"/><circle class=\"value\" cx=\"18\" cy=\"18\" r=\"15.9\" pathLength=\"100\" stroke-dasharray=\"{total:.0} 100\"/><text x=\"18\" y=\"22\">{total:.0}</text></svg>",
        grade(total)
    )
}

fn bars(score: &Score) -> String {
    let row = |(at, (dimension, value)): (usize, &(crate::pack::Dimension, f64))| {
        let y = at * 16;
        format!(
            "<text x=\"0\" y=\"{}\">{}</text><rect x=\"84\" y=\"{}\" width=\"180\" height=\"8\" rx=\"4\"/><rect class=\"value {}\" x=\"84\" y=\"{}\" width=\"{:.1}\" height=\"8\" rx=\"4\"/><text x=\"272\" y=\"{}\">{value:.0}</text>",
            y + 10,
            dimension.name(),
            y + 3,
            grade(*value),
            y + 3,
            value * 1.8,
            y + 10,
        )
    };
    let rows: String = score.dimensions.iter().enumerate().map(row).collect();
    format!(
        "<svg class=\"bars\" viewBox=\"0 0 296 {}\" role=\"img\" aria-label=\"score by dimension\">{rows}</svg>",
        score.dimensions.len() * 16
    )
}

fn held(score: &Score) -> String {
    match &score.held {
        None => String::new(),
        Some(Held::Blocker { rule, cap }) => format!("<p class=\"held\">Held at {cap} by <code>{}</code>.</p>\n", super::escape(rule)),
        Some(Held::Steps { told, of }) => format!("<p class=\"held\">Held there: {told} of {of} steps bring something.</p>\n"),
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
