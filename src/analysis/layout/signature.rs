//! Sign-off and signature: where the message ends, and which lines below it go on with it.

use super::{Block, Layout, Line, paragraphs};
use crate::lexicon::sign_off;
use crate::vocabulary::Part;

/// Cuts sign-off and signature off the end. `said`: the line of the greeting, which is none of
/// these, says something ("Hi Ana, the gate is open.").
pub fn signature<'l, 't>(body: &'l [Line<'t>], said: bool, layout: &mut Layout) -> &'l [Line<'t>] {
    let filled: Vec<usize> = (0..body.len()).filter(|at| !body[*at].words.is_empty()).collect();
    let Some(&last) = filled.last() else { return body };
    // A sign-off stands in the last lines; a name is at most this far from the end.
    let tail = &filled[filled.len().saturating_sub(10)..];
    // "Thanks," in front of a paragraph thanks, and takes leave of nobody.
    let leads_on = |at: usize| {
        filled.iter().find(|next| **next > at).is_some_and(|next| sentences(body[*next].words) > 0)
    };
    let sign_off = tail.iter().copied().find(|at| {
        is_sign_off(body[*at].words) && !leads_on(*at) && (*at > filled[0] || filled.len() == 1)
    });
    // A second rule closes what the first one opened: a table, a summary to be passed on.
    let opened = |at: usize| {
        body[at].words == "---"
            && body[..at].iter().filter(|line| line.words == "---").count() % 2 == 1
    };
    let is_rule =
        |at: usize| matches!(body[at].words, "--" | "\u{2014}" | "---" | "- -") && !opened(at);
    let rule = tail.iter().copied().find(|at| is_rule(*at) || is_device(body[*at].words));
    let name = |end: usize| {
        let above = filled.partition_point(|at| *at < end);
        bare_name(&body[..end], &filled[..above], said)
    };
    let start = match (sign_off, rule) {
        (Some(sign_off), Some(rule)) => Some(sign_off.min(rule)),
        (Some(at), None) => Some(at),
        (None, Some(at)) => name(at).or(Some(at)),
        (None, None) => name(body.len()),
    };
    let Some(start) = start else { return body };
    if sign_off == Some(start) {
        layout.blocks.push(Block {
            span: body[start].span,
            part: Part::SignOff,
            bullet: false,
            ends_paragraph: false,
        });
    }
    let first = if sign_off == Some(start) { start + 1 } else { start };
    let below = &body[first..=last];
    let goes_on = continued(below);
    for (line, _) in
        below.iter().zip(&goes_on).filter(|(line, goes_on)| !line.words.is_empty() && !**goes_on)
    {
        layout.blocks.push(Block {
            span: line.span,
            part: Part::Signature,
            bullet: false,
            ends_paragraph: false,
        });
        layout.signature_lines += 1;
    }
    let words = |(line, goes_on): (&Line<'t>, &bool)| {
        if *goes_on { *line } else { Line { words: "", ..*line } }
    };
    let rest: Vec<Line> = below.iter().zip(&goes_on).map(words).collect();
    paragraphs(&rest, Part::Body, false, layout);
    &body[..start]
}

/// Which lines below a sign-off go on with the message: a signature has no sentences, save one of
/// its own line and those that law asks for.
fn continued(below: &[Line]) -> Vec<bool> {
    /// Words of a line that is more than a motto, beside a name and in a paragraph of its own.
    const MOTTO: [usize; 2] = [12, 8];
    let mut goes_on = vec![false; below.len()];
    for at in 0..below.len() {
        let words = below[at].words;
        let own = (at == 0 || below[at - 1].words.is_empty()) as usize;
        let said = sentences(words);
        goes_on[at] = said > 1 || said == 1 && words.split_whitespace().count() >= MOTTO[own];
    }
    let said = |at: &usize| sentences(below[*at].words) > 0;
    if (0..below.len()).filter(said).count() > 1 {
        (0..below.len()).filter(said).for_each(|at| goes_on[at] = true);
    }
    // The last words of a paragraph that was wrapped.
    for at in 1..below.len() {
        let wrapped = goes_on[at - 1]
            && !below[at].words.is_empty()
            && !below[at - 1].words.ends_with(['.', '!', '?']);
        goes_on[at] |= wrapped && below[at].words.ends_with(['.', '!', '?']);
    }
    goes_on
}

/// Words near the start of lines that the law puts below a signature.
#[rustfmt::skip]
const LEGAL: &[&str] = &[
    "confidential", "confidentiality", "disclaimer", "privileged", "vertraulich", "confidentiel", "confidencial", "registered in", "company number",
];
/// Words of lines that let the reader go.
#[rustfmt::skip]
const OPT_OUT: &[&str] = &[
    "unsubscribe", "opt-out", "opt out", "abmelden", "désinscrire", "desinscrire", "darse de baja", "cancelar la suscripción", "rather not hear", "no longer wish",
    "stop these", "remove you", "receiving this", "received this", "not to hear from", "isn't relevant", "isn’t relevant", "not relevant", "take you off",
];
/// A line that lets the reader go and says more than this many words says something else too.
const OPT_OUT_WORDS: usize = 30;

/// How many sentences a line holds, as far as its looks show: names, addresses and titles are none.
fn sentences(words: &str) -> usize {
    let count = words.split_whitespace().count();
    let small =
        words.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    let ends = words
        .split_whitespace()
        .filter(|word| word.trim_end_matches(['"', '”', ')', '*', '_']).ends_with(['.', '!', '?']))
        .count();
    let links = words.contains("://") && count < 8;
    if count < 5 || small * 2 < count || links || ends == 0 && count < 8 {
        return 0;
    }
    let head = words.split_whitespace().take(14).collect::<Vec<_>>().join(" ").to_lowercase();
    let has = |phrases: &[&str]| phrases.iter().any(|phrase| head.contains(phrase));
    let small_print = has(LEGAL) || has(OPT_OUT) && count <= OPT_OUT_WORDS;
    if small_print { 0 } else { ends.max(1) }
}

/// No sign-off has more letters.
const SIGN_OFF_LETTERS: usize = 24;

fn is_sign_off(words: &str) -> bool {
    let bare = words.trim_start_matches(['-', '\u{2014}', '\u{2013}', ' ', '*', '_']);
    let mut letters = bare
        .chars()
        .take_while(|c| !matches!(c, ',' | '!' | '.' | '\u{2014}'))
        .filter(|c| !c.is_whitespace());
    if letters.nth(SIGN_OFF_LETTERS).is_some() {
        return false;
    }
    let bare = bare.to_lowercase();
    let (head, tail) = bare.split_at(bare.find([',', '!', '.', '\u{2014}']).unwrap_or(bare.len()));
    let tail = tail.trim_start_matches([',', '!', '.', '\u{2014}', ' ', '*', '_']);
    sign_off::LINES.contains(&crate::text::one_line(head).as_str())
        && tail.split_whitespace().count() <= 4
        && !bare.ends_with('?')
}

/// True for the line that a telephone or a program for mail puts below what was written.
fn is_device(words: &str) -> bool {
    #[rustfmt::skip]
    const BEGIN: &[&str] = &[
        "Sent from my ", "Sent from Mail for ", "Sent from Outlook for ", "Get Outlook for ",
        "Von meinem ", "Envoyé de mon ", "Enviado desde mi ",
    ];
    BEGIN.iter().any(|begin| words.starts_with(begin)) && words.split_whitespace().count() <= 8
}

/// A name on the last line after a blank line, without sign-off: "Lee", "- Lee", "{{sender_name}}".
/// Something stands before it, here or, as `said` tells, on the line of the greeting.
fn bare_name(body: &[Line], filled: &[usize], said: bool) -> Option<usize> {
    let &last = filled.last()?;
    let first = filled.first().copied().filter(|_| !said);
    if first == Some(last) {
        return None;
    }
    let is_short = |at: usize| {
        let words = body[at].words.trim_start_matches(['-', '\u{2014}', '\u{2013}', ' ']);
        let capital =
            words.starts_with(|c: char| c.is_uppercase() || matches!(c, '{' | '[' | '%' | '<'));
        let fields = words.starts_with(['{', '[', '%', '<']);
        capital
            && (fields || words.split_whitespace().count() <= 5)
            && !words.ends_with(['.', '?', '!', ':'])
            && words.len() <= 60
    };
    let mut start = last;
    if !is_short(last) {
        return None;
    }
    while start > 0
        && !body[start - 1].words.is_empty()
        && is_short(start - 1)
        && first != Some(start - 1)
    {
        start -= 1;
    }
    let after_blank = start > 0 && body[start - 1].words.is_empty();
    (after_blank && first.is_none_or(|first| start > first)).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;
    use crate::text::Span;

    /// What stands in the signature of a body.
    fn signed(body: &str) -> Vec<&str> {
        let mut layout = Layout::default();
        signature(&lines(body, Span::new(0, body.len()), &[], &[]), false, &mut layout);
        let below = layout.blocks.iter().filter(|block| block.part == Part::Signature);
        below.map(|block| block.span.slice(body)).collect()
    }

    #[test]
    fn a_name_above_a_rule_or_a_device_signs() {
        let said = "Ships wait 19 hours at Pier 7.\n\n";
        for (end, signature) in [
            ("Lee", &["Lee"] as &[&str]),
            ("Lee\n\nSent from my iPhone", &["Lee", "Sent from my iPhone"]),
            ("Lee\n-- \nLee Marsh\nCorvex Ltd", &["Lee", "--", "Lee Marsh", "Corvex Ltd"]),
            ("-- \nLee Marsh", &["--", "Lee Marsh"]),
            ("Who books the tugs?\nSent from my iPhone", &["Sent from my iPhone"]),
        ] {
            assert_eq!(signed(&format!("{said}{end}")), signature, "{end}");
        }
        assert!(signed("Ships wait at Pier 7.\n\nSent from my desk in Cork, this is the log of all waits since May.").is_empty());
    }
}
