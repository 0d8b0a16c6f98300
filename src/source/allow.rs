//! Inline suppression: `<!-- germane: allow RULE, RULE -- reason -->`.

use super::Problem;
use crate::draft::Allow;
use crate::text::{Span, Text};

/// Reads the comments that speak to germane; others are only comments.
pub fn read(text: &Text, body: Span, comments: &[Span], problems: &mut Vec<Problem>) -> Vec<Allow> {
    comments.iter().filter_map(|comment| one(text, body, *comment, problems)).collect()
}

fn one(text: &Text, body: Span, comment: Span, problems: &mut Vec<Problem>) -> Option<Allow> {
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
    let covers = paragraph(text.as_str(), body, comment);
    Some(Allow { rules, reason: reason.trim().to_string(), span, covers })
}

/// The paragraph that holds the comment, or, when the comment stands alone, the one after it.
fn paragraph(text: &str, body: Span, comment: Span) -> Span {
    let before = &text[body.start()..comment.start()];
    let start = body.start() + blank_line(before, true).unwrap_or(0);
    let after = &text[comment.end()..body.end()];
    let alone = text[start..comment.start()].trim().is_empty() && after.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
    let skipped = if alone { after.len() - after.trim_start().len() } else { 0 };
    let end = comment.end() + skipped + blank_line(&after[skipped..], false).unwrap_or(after.len() - skipped);
    Span::new(start, end)
}

/// Offset of a blank line: the end of the last one, or the start of the first.
fn blank_line(text: &str, last: bool) -> Option<usize> {
    let (mut at, mut found) = (0, None);
    for line in text.split_inclusive('\n') {
        let blank = line.trim().is_empty() && line.ends_with('\n') && at > 0;
        if blank && !last {
            return Some(at);
        }
        at += line.len();
        if blank {
            found = Some(at);
        }
    }
    found
}
