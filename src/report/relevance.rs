//! The relevance card: what a draft makes of its account, for people.

use std::fmt::Write as _;

use crate::analysis::Status;
use crate::outcome::{FactReport, Idea, Relevance, Words};
use crate::text::{count, printable, shortened};

/// Sentences of one kind that are shown; the rest are counted.
const SHOWN: usize = 8;
/// Characters of a sentence or fact that are shown.
const WIDTH: usize = 76;

/// Draws the card.
pub fn card(relevance: &Relevance) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "  compared with {} ({})",
        printable(&relevance.account),
        printable(&relevance.origin)
    );
    let _ = writeln!(out, "    depth {} of 6: {}", relevance.depth, relevance.depth_name);
    let facts =
        |status| relevance.facts.iter().filter(move |fact| fact.status == status && !fact.private);
    list(&mut out, "used", facts(Status::Used).map(fact));
    list(&mut out, "mentioned without a conclusion", facts(Status::Mentioned).map(fact));
    list(&mut out, "said otherwise", facts(Status::Contradicted).map(fact));
    list(&mut out, "left out", facts(Status::Ignored).map(fact));
    let withheld =
        relevance.facts.iter().filter(|fact| fact.private && fact.status != Status::Ignored);
    list(&mut out, "not to be spoken of", withheld.map(fact));
    list(&mut out, "old", relevance.facts.iter().filter(|fact| fact.stale).map(fact));
    list(&mut out, "on no file", relevance.unsupported.iter().map(words));
    list(&mut out, "guessed", relevance.guesses.iter().map(words));
    // What is mentioned stands above already.
    let is_mentioned = |best: &&Idea| {
        relevance.facts.iter().any(|fact| fact.fact == best.fact && fact.status != Status::Ignored)
    };
    if let Some(best) = relevance.strongest_unused.as_ref().filter(|best| !is_mentioned(best)) {
        let _ = writeln!(
            out,
            "    strongest fact not used: {}\n      {}",
            shortened(&best.fact, WIDTH),
            best.idea
        );
    }
    let (stays, off_file, turns) =
        (&relevance.stays_true, &relevance.off_file, &relevance.turns_false);
    let all = stays.len() + off_file.len() + turns.len();
    if all > 0 {
        let _ = writeln!(
            out,
            "  swap test: {} of {} would read the same for anybody",
            stays.len(),
            count(all, "sentence")
        );
        list(&mut out, "would be false for another company", turns.iter().map(words));
        list(&mut out, "concrete, and not in the account file", off_file.iter().map(words));
        list(&mut out, "would read the same", stays.iter().map(words));
    }
    out
}

fn list(out: &mut String, title: &str, mut lines: impl Iterator<Item = String>) {
    let shown: Vec<String> = lines.by_ref().take(SHOWN).collect();
    if shown.is_empty() {
        return;
    }
    let _ = writeln!(out, "    {title}:");
    for line in shown {
        let _ = writeln!(out, "      {line}");
    }
    let more = lines.count();
    if more > 0 {
        let _ = writeln!(out, "      and {more} more");
    }
}

fn fact(fact: &FactReport) -> String {
    let line = fact.line.map(|line| format!("line {line}: ")).unwrap_or_default();
    let told =
        [Some(fact.kind), fact.date.as_deref(), fact.source.is_none().then_some("no source")]
            .into_iter()
            .flatten();
    format!(
        "{line}{} ({})",
        shortened(&fact.fact, WIDTH),
        printable(&told.collect::<Vec<_>>().join(", "))
    )
}

fn words(words: &Words) -> String {
    format!("line {}: {}", words.line, shortened(&words.words, WIDTH))
}
