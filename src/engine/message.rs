//! Messages: the slots of a rule's text, filled from a hit.

use std::collections::HashSet;

use foldhash::fast::RandomState;

use super::check::Hit;
use crate::analysis::Analysis;
use crate::vocabulary::Measure;

/// Words quoted in a message are cut after this many characters.
const MAX_QUOTE: usize = 60;
/// A list names this many; the rest are counted.
const LISTED: usize = 3;

/// Fills the slots of a rule's text ([`crate::vocabulary::SLOTS`]). Braces around anything else
/// stay.
pub fn fill(template: &str, hit: &Hit, draft: &Analysis) -> String {
    let mut out = String::with_capacity(template.len() + 40);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let Some(close) = rest.find('}') else { break };
        match slot(&rest[1..close], hit, draft) {
            Some(value) => out.push_str(&value),
            None => out.push_str(&rest[..=close]),
        }
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    out
}

fn slot(name: &str, hit: &Hit, draft: &Analysis) -> Option<String> {
    if let Some((name, forms)) = name.split_once(": ") {
        return Some(form(forms, value(name, hit, draft)?));
    }
    if let Some(value) = value(name, hit, draft) {
        return Some(number(value));
    }
    Some(match name {
        "match" => quote(draft.slice(hit.span)),
        "other" => quote(draft.slice(hit.other)),
        "percent" => format!("{:.0} %", hit.n * 100.0),
        "list" => list(hit, draft),
        "fact" => quote(
            hit.fact
                .as_deref()
                .or_else(|| Some(draft.facts.as_ref()?.at(hit.span)?.text.as_str()))
                .unwrap_or_default(),
        ),
        "contrary" => draft
            .facts
            .as_ref()
            .and_then(|facts| facts.contrary(hit.span))
            .map(|(fact, contrary)| {
                let fact = quote(&fact.text);
                format!(": one says \"{}\" ({})", contrary.said, fact.trim_end_matches('.'))
            })
            .unwrap_or_default(),
        "account" => draft
            .facts
            .as_ref()
            .map(|facts| match facts.account.spoken_name() {
                // A row of a list may name none.
                "" => "the recipient's company".to_string(),
                name => name.to_string(),
            })
            .unwrap_or_default(),
        "step" => hit.step?.to_string(),
        "with" if hit.words.is_empty() => String::new(),
        "with" => {
            let found = list(hit, draft);
            format!(" and has a finding like {found} (with one, drafts fail below {})", hit.limit)
        }
        "shared" if hit.words.is_empty() => String::new(),
        "shared" => format!(": both speak of {}", list(hit, draft)),
        _ => return None,
    })
}

/// What stands in a slot of [`crate::pack::NUMBERS`].
fn value(name: &str, hit: &Hit, draft: &Analysis) -> Option<f64> {
    Some(match name {
        "n" => hit.n,
        "m" => hit.m,
        "limit" => hit.limit,
        "goal" => hit.goal,
        "sentences" => draft.measure(Measure::Sentences).0,
        _ => return None,
    })
}

/// The form for a number: `none|one|many`, or `one|many`.
fn form(forms: &str, value: f64) -> String {
    let forms: Vec<&str> = forms.split('|').collect();
    let from_last = if value == 1.0 {
        2
    } else if value == 0.0 && forms.len() > 2 {
        3
    } else {
        1
    };
    forms[forms.len().saturating_sub(from_last)].replace('#', &number(value))
}

/// The first of what is listed, and how many more there are. Hits of one check share their list,
/// which is then read once.
fn list(hit: &Hit, draft: &Analysis) -> String {
    if hit.words.is_empty() {
        return hit.list.text_or(|spans| quoted_list(spans.iter().map(|span| draft.slice(*span))));
    }
    quoted_list(
        hit.list.iter().map(|span| draft.slice(*span)).chain(hit.words.iter().map(String::as_str)),
    )
}

fn quoted_list<'w>(all: impl Iterator<Item = &'w str>) -> String {
    let mut seen: HashSet<String, RandomState> = HashSet::default();
    let mut shown = Vec::new();
    for words in all {
        let words = quote(words);
        if seen.insert(words.to_lowercase()) && shown.len() < LISTED {
            shown.push(format!("\"{words}\""));
        }
    }
    let more = seen.len() - shown.len();
    let listed = shown.join(", ");
    if more > 0 { format!("{listed} and {more} more") } else { listed }
}

/// On one line, shortened at the end of a word. No more is read than is quoted.
fn quote(words: &str) -> String {
    let plain = words.trim_ascii();
    if plain.len() <= MAX_QUOTE
        && plain.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        && !plain.contains("  ")
    {
        return plain.to_string();
    }
    let (mut line, mut length, mut blank) = (String::new(), 0, false);
    for c in words.trim_start().chars() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        for c in [' '].into_iter().filter(|_| blank).chain([c]) {
            line.push(c);
            length += 1;
        }
        blank = false;
        if length > MAX_QUOTE {
            break;
        }
    }
    match line.char_indices().nth(MAX_QUOTE) {
        None => line,
        Some((cut, _)) => format!(
            "{}\u{2026}",
            line[..cut].rsplit_once(' ').map_or(&line[..cut], |(head, _)| head)
        ),
    }
}

fn number(n: f64) -> String {
    if n.fract() == 0.0 { format!("{n:.0}") } else { format!("{n:.1}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_choose_their_form() {
        let links = "1 link|# links";
        assert_eq!(
            [0.0, 1.0, 2.0, 1.5].map(|n| form(links, n)),
            ["0 links", "1 link", "2 links", "1.5 links"]
        );
        let only = "None|Only 1|Only #";
        assert_eq!([0.0, 1.0, 3.0].map(|n| form(only, n)), ["None", "Only 1", "Only 3"]);
        assert_eq!(form("links", 1.0), "links");
    }
}
