//! Inline suppression: `<!-- germane: allow RULE, RULE -- reason -->`.

use super::Problem;
use crate::draft::Allow;
use crate::text::{Span, Text, lines};

/// Reads the comments that speak to germane; others are only comments.
pub fn read(text: &Text, body: Span, comments: &[Span], problems: &mut Vec<Problem>) -> Vec<Allow> {
    if comments.is_empty() {
        return Vec::new();
    }
    let blanks = blank_lines(text.as_str(), body);
    comments.iter().filter_map(|comment| one(text, body, *comment, &blanks, problems)).collect()
}

fn one(text: &Text, body: Span, comment: Span, blanks: &[Span], problems: &mut Vec<Problem>) -> Option<Allow> {
    let inside = comment.slice(text.as_str()).trim_start_matches("<!--").trim_end_matches("-->").trim();
    let command = inside.strip_prefix("germane:")?.trim();
    let span = text.to_source(comment);
    let Some(rest) = command.strip_prefix("allow").filter(|rest| rest.starts_with(' ')) else {
        let what = command.split_whitespace().next().unwrap_or("nothing");
        problems.push(Problem::warning(span, format!("`germane: {what}` is not understood")).hint("write `germane: allow RULE -- reason`"));
        return None;
    };
    let (rules, reason) = rest.split_once("--").unwrap_or((rest, ""));
    let rules: Vec<String> = rules.split([',', ' ']).filter(|rule| !rule.is_empty()).map(str::to_string).collect();
    if rules.is_empty() {
        problems.push(Problem::warning(span, "allows no rule").hint("write `germane: allow RULE -- reason`"));
        return None;
    }
    let covers = paragraph(text.as_str(), body, comment, blanks);
    Some(Allow { rules, reason: reason.trim().to_string(), span, covers })
}

/// The paragraph that holds the comment, or, when the comment stands alone, the one after it. `blanks` are the blank lines of the body.
fn paragraph(text: &str, body: Span, comment: Span, blanks: &[Span]) -> Span {
    let before = blanks.partition_point(|blank| blank.end <= comment.start);
    let start = before.checked_sub(1).map_or(body.start(), |last| blanks[last].end());
    let after = &text[comment.end()..body.end()];
    let alone = text[start..comment.start()].trim().is_empty() && after.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']);
    let from = comment.end() + if alone { after.len() - after.trim_start().len() } else { 0 };
    let next = blanks.get(blanks.partition_point(|blank| blank.start() <= from));
    Span::new(start, next.map_or(body.end(), |blank| blank.start()))
}

/// The blank lines of a body but for its first line, with their ends.
fn blank_lines(text: &str, body: Span) -> Vec<Span> {
    let mut at = body.start();
    let lines = lines(body.slice(text)).map(|line| {
        at += line.len();
        (Span::new(at - line.len(), at), line)
    });
    lines.skip(1).filter(|(_, line)| line.ends_with(['\n', '\r']) && line.trim().is_empty()).map(|(span, _)| span).collect()
}
