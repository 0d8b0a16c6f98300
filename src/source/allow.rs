//! Inline suppression: `germane: allow RULE, RULE -- reason` in a comment of whatever language the
//! file is written in.

use super::markup;
use crate::draft::{Allow, Draft};
use crate::order::InOrder;
use crate::text::{Problem, Span, Text, lines};
use crate::yaml::{self, Node, Value};

/// What a comment begins with that speaks to germane.
pub const SPEAKS: &str = "germane:";

/// What comments of Markdown, HTML and template languages begin and end with.
const MARKS: &[char] = &['<', '!', '-', '>', '{', '}', '#', '%', '*', '/', ' ', '\t', '\r', '\n'];

/// What parts the rules from the reason.
const REASON: &[&str] = &["--", "\u{2014}", "\u{2013}", " - "];

/// Reads the comments in a body that speak to germane; others are only comments.
pub fn read(text: &Text, body: Span, comments: &[Span], problems: &mut Vec<Problem>) -> Vec<Allow> {
    if comments.is_empty() {
        return Vec::new();
    }
    let blanks = blank_lines(text.as_str(), body);
    let covers = |comment: Span| paragraph(text.as_str(), body, comment, &blanks);
    comments.iter().filter_map(|comment| one(text, *comment, covers(*comment), problems)).collect()
}

/// One comment of `text`; `covers` is in the text of the draft.
pub fn one(text: &Text, comment: Span, covers: Span, problems: &mut Vec<Problem>) -> Option<Allow> {
    let words = comment.slice(text.as_str());
    let inside = in_link(words).unwrap_or(words).trim_matches(MARKS);
    let inside =
        inside.strip_prefix("comment").map_or(inside, |rest| rest.trim_start_matches(MARKS));
    let span = text.to_source(comment);
    let Some(command) = inside.strip_prefix(SPEAKS) else {
        if is_nearly(inside) {
            problems.push(
                Problem::warning(span, "this comment allows nothing")
                    .hint("write `germane: allow RULE -- reason`"),
            );
        }
        return None;
    };
    let command = command.trim();
    let command = command.strip_suffix("endcomment").unwrap_or(command).trim_end_matches(MARKS);
    let Some(rest) = command.strip_prefix("allow").filter(|rest| rest.starts_with(' ')) else {
        let what = command.split_whitespace().next().unwrap_or("nothing");
        problems.push(
            Problem::warning(span, format!("`germane: {what}` is not understood"))
                .hint("write `germane: allow RULE -- reason`"),
        );
        return None;
    };
    let (rules, reason) = REASON
        .iter()
        .filter_map(|sign| rest.split_once(sign))
        .min_by_key(|(rules, _)| rules.len())
        .unwrap_or((rest, ""));
    let mut at = comment.start() + words.find(rules).unwrap_or_default();
    let mut named = Vec::new();
    for rule in rules.split([',', ' ']) {
        let place = Span::new(at, at + rule.len());
        at = place.end() + 1;
        if !rule.is_empty() {
            named.push((rule.to_string(), text.to_source(place)));
        }
    }
    let rules = named;
    if rules.is_empty() {
        problems.push(
            Problem::warning(span, "allows no rule").hint("write `germane: allow RULE -- reason`"),
        );
        return None;
    }
    Some(Allow { rules, reason: reason.trim().to_string(), span, covers })
}

/// True for a comment that is meant for germane and does not say it as germane reads it: `germane
/// allow RULE`, `germane-disable RULE`, `Germane: allow RULE`.
fn is_nearly(inside: &str) -> bool {
    const VERBS: &[&str] = &["allow", "disable"];
    let Some((name, rest)) = inside.split_at_checked("germane".len()) else { return false };
    let verb = rest.trim_start_matches([' ', '-', '_', ':']);
    let word = verb.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    name.eq_ignore_ascii_case("germane")
        && verb.len() < rest.len()
        && VERBS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// What stands in a comment that is written as a link: `[//]: # (germane: allow RULE -- reason)`.
fn in_link(words: &str) -> Option<&str> {
    let rest = markup::UNSEEN_LINKS
        .iter()
        .find_map(|label| words.strip_prefix(label))?
        .trim_start_matches(['#', '<', '>', ' ']);
    let closing = [('(', ')'), ('"', '"'), ('\'', '\'')];
    closing
        .iter()
        .find_map(|(open, close)| rest.strip_prefix(*open)?.trim_end().strip_suffix(*close))
}

/// Gives drafts what the comments of the YAML below `root` allow: the value on the line of the
/// comment, or the one after it. `text` is what stands in `span`, as it was parsed.
pub fn in_yaml(
    file: &Text,
    (text, span): (&str, Span),
    root: &Node,
    drafts: &mut [Draft],
    problems: &mut Vec<Problem>,
) {
    if !text.contains(SPEAKS) {
        return;
    }
    let mut values = Vec::new();
    scalars(root, &mut values);
    values.order();
    // Where each section of each draft stands in the file.
    let own = drafts.iter().enumerate().filter(|(_, draft)| draft.elsewhere.is_none());
    let sections = own.flat_map(|(at, draft)| {
        draft
            .sections
            .iter()
            .map(move |section| (draft.text.to_source(section.span), at, section.span))
    });
    let mut sections: Vec<(Span, usize, Span)> =
        sections.filter(|(.., covers)| !covers.is_empty()).collect();
    sections.order();
    for comment in yaml::comments(text, span.start()) {
        let Some(allow) = one(file, comment, Span::default(), problems) else { continue };
        let line = file.as_str()[..comment.start()].rfind('\n').map_or(0, |at| at + 1);
        let next = values.partition_point(|value| value.start() < comment.end());
        let beside = values[..next]
            .last()
            .filter(|value| value.start() >= line && value.end() <= comment.start());
        let Some(value) = beside.or(values.get(next)) else { continue };
        let value = file.to_source(*value);
        let end = sections.partition_point(|(section, ..)| section.start() < value.end());
        for (_, at, covers) in
            sections[..end].iter().rev().take_while(|(section, ..)| section.end() > value.start())
        {
            drafts[*at].allows.push(Allow { covers: *covers, ..allow.clone() });
        }
    }
}

/// Where the scalars of a tree stand, in order; those that stand before words are the keys.
fn scalars(node: &Node, spans: &mut Vec<Span>) {
    match &node.value {
        Value::Scalar { .. } => spans.push(node.span),
        Value::List(items) => items.iter().for_each(|item| scalars(item, spans)),
        Value::Map(entries) => entries.iter().for_each(|(_, value)| scalars(value, spans)),
    }
}

/// The paragraph that holds the comment, or, when the comment stands alone, the one after it.
/// `blanks` are the blank lines of the body.
fn paragraph(text: &str, body: Span, comment: Span, blanks: &[Span]) -> Span {
    let before = blanks.partition_point(|blank| blank.end <= comment.start);
    let start = before.checked_sub(1).map_or(body.start(), |last| blanks[last].end());
    let after = &text[comment.end()..body.end()];
    let alone = text[start..comment.start()].trim().is_empty()
        && after.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']);
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
    lines
        .skip(1)
        .filter(|(_, line)| line.ends_with(['\n', '\r']) && line.trim().is_empty())
        .map(|(span, _)| span)
        .collect()
}
