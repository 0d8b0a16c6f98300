//! The outline of a better message, as three lines to fill in.

use crate::outcome::Outline;

/// What stands above it.
pub const TITLE: &str = "To rewrite it, fill in this outline";

/// A blank to fill in.
const BLANK: &str = "______";

/// Its lines: what each is for, and what is known or missing.
pub fn lines(outline: &Outline) -> [(&'static str, String); 3] {
    let fact = match (&outline.fact, &outline.idea) {
        (Some(fact), Some(idea)) => format!("{fact} ({idea})"),
        (Some(fact), None) => fact.clone(),
        (None, _) => {
            format!("{BLANK} (one thing that is true of this recipient alone, and how you know)")
        }
    };
    let words = match outline.words.as_slice() {
        [] => String::new(),
        words => format!("; you have: {}", words.join("; ")),
    };
    let question = match &outline.question {
        Some(question) => {
            format!("{question} (yours; is it about their work, and answered in a line?)")
        }
        None => format!("{BLANK} (about their work, to be answered in a line)"),
    };
    [
        ("what is so", fact),
        (
            "what follows",
            format!("{BLANK} (what it costs, risks or allows them, in a number or a name{words})"),
        ),
        ("one question", question),
    ]
}
