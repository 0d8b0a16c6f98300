//! Several posts of one author: what share of them is the formula, bait, promotion or thin, and
//! which pattern they were cast in.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use crate::analysis::PostPattern;
use crate::outcome::{DraftReport, FileReport};
use crate::text::printable;

/// So many posts make an author's habits visible, and so many alike are one.
const SEVERAL: usize = 3;

/// What is kept of one post.
#[derive(Clone, Debug)]
pub struct Note {
    author: String,
    id: String,
    pattern: PostPattern,
    faults: [bool; FAULTS.len()],
}

/// The rules that an author's posts are counted by.
const FAULTS: &[&str] = &["formula-arc", "engagement-bait", "self-promotion", "no-substance"];

/// An author's posts.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Author {
    /// The name declared, or else the file or folder that the posts are in.
    pub author: String,
    /// Posts read.
    pub posts: usize,
    /// Those that follow the formula.
    pub formula: usize,
    /// Those that fish for reactions.
    pub bait: usize,
    /// Those that praise, announce or sell what is the author's.
    pub promotion: usize,
    /// Those with little to take away.
    pub thin: usize,
    /// Moulds used again and again.
    #[serde(rename = "own_repeat")]
    pub repeats: Vec<RepeatedPattern>,
}

/// A pattern, and the posts cast in it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RepeatedPattern {
    /// The first words or the build that they share.
    pub pattern: String,
    /// Their ids.
    pub posts: Vec<String>,
}

/// Notes on the posts of a file that holds so many drafts, those of the report among them.
pub fn notes(report: &FileReport, drafts: usize) -> Vec<Note> {
    report.drafts.iter().filter_map(|draft| note(report, draft, drafts)).collect()
}

fn note(report: &FileReport, draft: &DraftReport, drafts: usize) -> Option<Note> {
    let post = draft.post.as_ref()?;
    let place = match drafts {
        1 => report.path.rsplit_once('/').map_or(".", |(folder, _)| folder),
        _ => report.path.as_str(),
    };
    let faults =
        std::array::from_fn(|at| draft.findings.iter().any(|finding| finding.rule == FAULTS[at]));
    Some(Note {
        author: post.author.clone().unwrap_or_else(|| place.to_string()),
        id: draft.id.clone(),
        pattern: post.pattern.clone(),
        faults,
    })
}

/// Authors of several posts, by name.
pub fn authors(notes: &[Note]) -> Vec<Author> {
    let mut by_author: BTreeMap<&str, Vec<&Note>> = BTreeMap::new();
    for note in notes {
        by_author.entry(&note.author).or_default().push(note);
    }
    by_author.retain(|_, notes| notes.len() >= SEVERAL);
    let author = |(author, notes): (&str, Vec<&Note>)| {
        let [formula, bait, promotion, thin] =
            std::array::from_fn(|at| notes.iter().filter(|note| note.faults[at]).count());
        let repeats = repeats(&notes, |pattern| &pattern.opening)
            .chain(repeats(&notes, |pattern| &pattern.build))
            .collect();
        Author {
            author: author.to_string(),
            posts: notes.len(),
            formula,
            bait,
            promotion,
            thin,
            repeats,
        }
    };
    by_author.into_iter().map(author).collect()
}

/// Groups of posts that share what `of` reads from their pattern.
fn repeats<'n>(
    notes: &[&'n Note],
    of: fn(&PostPattern) -> &String,
) -> impl Iterator<Item = RepeatedPattern> + use<'n> {
    let mut alike: BTreeMap<&'n str, Vec<String>> = BTreeMap::new();
    for note in notes.iter().filter(|note| !of(&note.pattern).is_empty()) {
        alike.entry(of(&note.pattern)).or_default().push(note.id.clone());
    }
    alike
        .into_iter()
        .filter(|(_, posts)| posts.len() >= SEVERAL)
        .map(|(pattern, posts)| RepeatedPattern { pattern: pattern.to_string(), posts })
}

/// Draws them for people.
pub fn draw(notes: &[Note]) -> String {
    let mut out = String::new();
    for author in authors(notes) {
        let share = |n: usize| format!("{:.0} %", 100.0 * n as f64 / author.posts as f64);
        let _ = writeln!(
            out,
            "{}: {} posts; formula {}, bait {}, promotion {}, little to take away {}",
            printable(&author.author),
            author.posts,
            share(author.formula),
            share(author.bait),
            share(author.promotion),
            share(author.thin)
        );
        for repeat in &author.repeats {
            let _ = writeln!(
                out,
                "  own-repeat: {} posts follow the same pattern: {}",
                repeat.posts.len(),
                printable(&repeat.pattern)
            );
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_named_here_exist() {
        let book = crate::builtin::rulebook();
        FAULTS.iter().for_each(|rule| assert!(book.rule(rule).is_some(), "{rule}"));
    }
}
