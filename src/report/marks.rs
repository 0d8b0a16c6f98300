//! What analysis makes of drafts, for people who write rules: every sentence with its owner, what
//! it reads like, and its marks.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::snippet::Style;
use crate::outcome::{MarkedDraft, MarkedSentence, MarksReport};
use crate::text::printable;
use crate::vocabulary::{Owner, Part, Parts};

/// Marks that every sentence is full of: they would hide the others.
const OF_EVERY_WORD: &[&str] = &["word", "generic-word", "sentence"];
/// Words quoted for one mark, before only their number is said.
const QUOTED: usize = 6;

/// The drafts of one file.
pub fn human(report: &MarksReport, style: Style) -> String {
    if report.drafts.is_empty() {
        return format!("{}: no draft\n", printable(&report.path));
    }
    report.drafts.iter().map(|draft| of_draft(draft, style)).collect::<Vec<_>>().join("\n")
}

fn of_draft(draft: &MarkedDraft, style: Style) -> String {
    let mut out = String::new();
    let language =
        draft.language.map_or_else(String::new, |language| format!(", language {language}"));
    let _ = writeln!(out, "{} ({}{language})", printable(&draft.id), draft.channel.name());
    let measures: Vec<String> =
        draft.measures.iter().map(|(name, value)| format!("{name} {}", short(*value))).collect();
    wrapped("  measures: ", &measures.join(", "), style, &mut out);
    draft.sentences.iter().for_each(|sentence| of_sentence(sentence, style, &mut out));
    out
}

fn of_sentence(sentence: &MarkedSentence, style: Style, out: &mut String) {
    let place = format!("{}:{}", sentence.range.start.line, sentence.range.start.column);
    let mut what = vec![part(sentence.part).to_string(), about(sentence.owner).to_string()];
    what.extend(sentence.function.map(|function| format!("reads like {}", function.meaning())));
    what.push(
        if sentence.specific { "true of this recipient alone" } else { "could go to others" }
            .to_string(),
    );
    out.push('\n');
    wrapped(&format!("{place}  "), &printable(&format!("{:?}", sentence.text)), style, out);
    wrapped("  ", &what.join("; "), style, out);
    let marks = marks(sentence);
    if !marks.is_empty() {
        wrapped("  marks: ", &marks.join(", "), style, out);
    }
}

fn part(part: Part) -> &'static str {
    Parts::NAMES.iter().find(|(_, parts)| *parts == Parts::of(&[part])).map_or("", |(name, _)| name)
}

/// Whom a sentence is about.
fn about(owner: Owner) -> &'static str {
    match owner {
        Owner::Reader => "about the recipient",
        Owner::Seller => "about the sender",
        Owner::Both => "about recipient and sender",
        Owner::Neither => "about neither recipient nor sender",
    }
}

/// Each mark with the words under it; a mark over the whole sentence by its name alone.
fn marks(sentence: &MarkedSentence) -> Vec<String> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (mark, words) in &sentence.marks {
        // `name~except` is where a phrase is not to be found: no mark of its own.
        if !OF_EVERY_WORD.contains(&mark.as_str()) && !mark.contains('~') {
            found.entry(mark).or_default().push(words);
        }
    }
    let quoted = |(mark, all): (&str, Vec<&str>)| {
        let words: Vec<String> = all
            .iter()
            .filter(|words| words.len() < sentence.text.len())
            .take(QUOTED)
            .map(|words| printable(&format!("{words:?}")).into_owned())
            .collect();
        let more = if all.len() > QUOTED {
            format!(" and {} more", all.len() - QUOTED)
        } else {
            String::new()
        };
        if words.is_empty() {
            mark.to_string()
        } else {
            format!("{mark} {}{more}", words.join(" "))
        }
    };
    found.into_iter().map(quoted).collect()
}

/// A measure with at most two places after the point.
fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// A paragraph behind what begins its first line.
fn wrapped(first: &str, text: &str, style: Style, out: &mut String) {
    let options = textwrap::Options::new(style.prose_width())
        .initial_indent(first)
        .subsequent_indent("    ")
        .break_words(false);
    let _ = writeln!(out, "{}", textwrap::fill(text, options));
}
