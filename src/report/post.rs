//! What a post is made of, for people: the arc of the formula with its lines, and a digest of what
//! there is in it to use.

use std::fmt::Write as _;

use crate::outcome::PostReport;
use crate::text::shortened;

/// Words of a specific are cut after so many characters, and so many of a kind are shown.
const LONG: usize = 44;
const SHOWN: usize = 3;

/// Kinds of specifics, as a writer would call them.
const KINDS: &[(&str, &str)] = &[
    ("cause", "how and why"),
    ("measured", "measured"),
    ("step", "to do"),
    ("trial", "found out by"),
    ("exact-aside", "made exact"),
    ("named-thing", "named"),
    ("dated-event", "dated"),
    ("source", "to check"),
    ("example", "examples"),
    ("code-word", "code"),
];

/// Draws both.
pub fn draw(post: &PostReport) -> String {
    let mut out = String::new();
    if !post.arc.is_empty() {
        let stages: Vec<String> = post
            .arc
            .iter()
            .map(|stage| format!("{} ({})", stage.stage, lines(&stage.lines)))
            .collect();
        let _ = writeln!(out, "  arc: {}", stages.join(" > "));
    }
    if post.specifics.is_empty() {
        let _ = writeln!(
            out,
            "  to take away: nothing that is named, measured, dated, explained or sourced"
        );
        return out;
    }
    let _ = writeln!(out, "  to take away (substance {:.0}):", post.substance);
    for kind in &post.specifics {
        let name = KINDS
            .iter()
            .find(|(known, _)| *known == kind.kind)
            .map_or(kind.kind.as_str(), |(_, name)| name);
        let shown: Vec<String> =
            kind.words.iter().take(SHOWN).map(|words| shortened(words, LONG)).collect();
        let more = kind.words.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let _ = writeln!(out, "    {name:<12} {}{more}", shown.join("; "));
    }
    out
}

/// "line 3", "lines 4-6, 9".
fn lines(lines: &[usize]) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        match ranges.last_mut() {
            Some((_, last)) if *line <= *last + 1 => *last = *line,
            _ => ranges.push((*line, *line)),
        }
    }
    let drawn: Vec<String> = ranges
        .iter()
        .map(
            |(first, last)| {
                if first == last { first.to_string() } else { format!("{first}-{last}") }
            },
        )
        .collect();
    format!(
        "line{} {}",
        if drawn.len() == 1 && !drawn[0].contains('-') { "" } else { "s" },
        drawn.join(", ")
    )
}
