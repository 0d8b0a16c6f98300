//! Reasons to think that a score moved without the message being better for its recipient.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::Version;
use super::claim::{Claim, message};
use crate::order::InOrder;
use crate::outcome::{DraftReport, FindingReport, MarkedDraft, MarkedSentence};
use crate::text::{bare_words, count, plural};

/// Rules that find what is put into drafts to look like research, warmth or proof.
const TRICKS: &[&str] = &[
    "empty-question",
    "fact-as-decoration",
    "fact-stuffing",
    "fake-dialogue",
    "fake-familiarity",
    "fake-history",
    "fake-mistake",
    "fake-thread",
    "generic-flattery",
    "glued-fact",
    "hidden-text",
    "lip-service",
    "many-guesses",
    "maxim-heap",
    "misattributed-quote",
    "name-stuffing",
    "named-flattery",
    "number-without-source",
    "odd-unicode",
    "other-account",
    "question-stuffing",
    "repeats-itself",
    "shared-fact",
    "unsupported-fact",
    "vague-proof",
    "weasel-source",
];

/// How a reason begins that names what is new.
const UNSUPPORTED: &str =
    "new, and neither in the earlier version nor in the account nor in earlier steps: ";

/// At most this many lines and words are named in a reason.
const MOST: usize = 12;

/// One reason.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Doubt {
    /// What kind of reason it is.
    pub kind: Kind,
    /// In words.
    pub says: String,
    /// Lines of the later version that it is about; at most 12.
    pub lines: Vec<usize>,
}

/// Kinds of reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A rule against such tricks finds more than before.
    Trick,
    /// A figure, date, name or quotation is new, and nothing that the call gives has it.
    Unsupported,
    /// All that stood there stands there still; sentences were put beside it, or a few words before
    /// them.
    OnlyAdded,
    /// Not a word is changed, only where lines and paragraphs break.
    OnlyLayout,
    /// Findings are silenced in the text.
    Allowed,
}

impl Doubt {
    /// What stands below a title that says what kind of reason it is.
    pub(super) fn words(&self) -> &str {
        self.says.strip_prefix(UNSUPPORTED).unwrap_or(&self.says)
    }

    /// True when the reason stands against a gain. Where a deeper fact of the account is now used,
    /// a new name of the sender's own (such as that of another customer) is reported and does not
    /// take the gain away.
    pub fn weighs(&self, before: &DraftReport, after: &DraftReport) -> bool {
        self.kind != Kind::Unsupported || !deepens(before, after)
    }
}

/// True when a fact of the account is used that goes deeper than before. A name is no fact.
fn deepens(before: &DraftReport, after: &DraftReport) -> bool {
    const NAMED: u8 = 1;
    let depth = |of: &DraftReport| of.relevance.as_ref().map_or(0, |relevance| relevance.depth);
    depth(after) > depth(before).max(NAMED)
}

/// All reasons to doubt the later version, which names what `claims` hold for the first time.
pub(super) fn doubts(before: &Version, after: &Version, claims: &[Claim]) -> Vec<Doubt> {
    let (old, new): (Vec<_>, Vec<_>) =
        (message(before.marks).collect(), message(after.marks).collect());
    let mut all = tricks(before.report, after.report);
    all.extend(unsupported(claims));
    all.extend(only_added(before.report, after.report, &old, &new));
    all.extend(only_layout(before.marks, after.marks));
    all.extend(allowed(before.report, after.report));
    all
}

fn tricks(before: &DraftReport, after: &DraftReport) -> Vec<Doubt> {
    let mut found: BTreeMap<&str, Vec<&FindingReport>> = BTreeMap::new();
    for finding in after.findings.iter().filter(|finding| TRICKS.contains(&finding.rule.as_str())) {
        found.entry(&finding.rule).or_default().push(finding);
    }
    let had = |rule: &str| before.findings.iter().filter(|finding| finding.rule == rule).count();
    let new = found.into_iter().filter(|(rule, all)| all.len() > had(rule));
    let doubt = |(rule, all): (&str, Vec<&FindingReport>)| Doubt {
        kind: Kind::Trick,
        says: format!("`{rule}` finds more than before: {}", all[0].message.trim_end_matches('.')),
        lines: first(all.iter().map(|finding| finding.there().start.line).collect()),
    };
    new.map(doubt).collect()
}

/// One reason for each line with claims.
fn unsupported(claims: &[Claim]) -> Vec<Doubt> {
    let (mut lines, mut seen) = (BTreeMap::<usize, Vec<&str>>::new(), HashSet::new());
    for claim in claims {
        for words in claim.words.iter().map(String::as_str).filter(|words| seen.insert(*words)) {
            lines.entry(claim.sentence.range.start.line).or_default().push(words);
        }
    }
    let left = lines.len().saturating_sub(MOST);
    let mut all: Vec<Doubt> =
        lines.into_iter().take(MOST).map(|(line, words)| of_line(line, &words)).collect();
    if left > 0 {
        let says = format!("the same of {}", count(left, "further line"));
        all.push(Doubt { kind: Kind::Unsupported, says, lines: Vec::new() });
    }
    all
}

fn of_line(line: usize, words: &[&str]) -> Doubt {
    let more = words.len().saturating_sub(MOST);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let says = format!("{UNSUPPORTED}{}{more}", words[..words.len().min(MOST)].join("; "));
    Doubt { kind: Kind::Unsupported, says, lines: vec![line] }
}

fn only_added(
    before: &DraftReport,
    after: &DraftReport,
    old: &[&MarkedSentence],
    new: &[&MarkedSentence],
) -> Option<Doubt> {
    let had: HashSet<String> = old.iter().map(|of| bare_words(&of.text)).collect();
    let has: Vec<(String, usize)> =
        new.iter().map(|of| (bare_words(&of.text), of.range.start.line)).collect();
    let endings: HashSet<&str> = has.iter().flat_map(|(words, _)| endings(words)).collect();
    // A fact of the account that is now used is a gain, whatever stands around it.
    if had.is_empty()
        || !had.iter().all(|words| endings.contains(words.as_str()))
        || deepens(before, after)
    {
        return None;
    }
    let (longer, added): (Vec<_>, Vec<_>) = has
        .iter()
        .filter(|(words, _)| !had.contains(words))
        .partition(|(words, _)| endings_of_more(words).any(|ending| had.contains(ending)));
    let sentences = |many: usize| count(many, "sentence");
    let were = |many: usize| plural(many, "was", "were");
    let done = match (added.len(), longer.len()) {
        (0, 0) => return None,
        (added, 0) => format!("{} {} added", sentences(added), were(added)),
        (0, longer) => format!("words were put before {}", sentences(longer)),
        (added, longer) => format!(
            "{} {} added, words were put before {}",
            sentences(added),
            were(added),
            sentences(longer)
        ),
    };
    let mut lines: Vec<usize> = added.iter().chain(&longer).map(|(_, line)| *line).collect();
    lines.order();
    Some(Doubt {
        kind: Kind::OnlyAdded,
        says: format!("{done}, and nothing that was there before is changed"),
        lines: first(lines),
    })
}

/// So many words before a sentence leave it the same one,
const CONNECTING: usize = 4;
/// but for these, which turn what it says.
const TURNING: &[&str] =
    &["no", "not", "never", "nobody", "none", "nothing", "without", "hardly", "neither", "unless"];

/// A sentence, and what is left of it without its first word, its first two and so on.
fn endings(words: &str) -> impl Iterator<Item = &str> {
    std::iter::once(words).chain(endings_of_more(words))
}

fn endings_of_more(words: &str) -> impl Iterator<Item = &str> {
    let turns = |word: &str| TURNING.contains(&word) || word.contains(|c: char| c.is_numeric());
    let kept = words.split(' ').take(CONNECTING).take_while(move |word| !turns(word)).count();
    words.match_indices(' ').take(kept).map(|(at, _)| &words[at + 1..])
}

/// Of drafts that say the same to the letter, in their subjects too, those whose sentences stand in
/// other lines below the first one.
fn only_layout(before: &MarkedDraft, after: &MarkedDraft) -> Option<Doubt> {
    let words = |draft: &MarkedDraft| {
        let said = draft.sentences.iter().flat_map(|of| of.text.split_whitespace());
        said.map(str::to_string).collect::<Vec<_>>()
    };
    let lines = |draft: &MarkedDraft| {
        let all: Vec<usize> = message(draft).map(|of| of.range.start.line).collect();
        let first = all.first().copied().unwrap_or_default();
        all.into_iter().map(|line| line.abs_diff(first)).collect::<Vec<_>>()
    };
    let says = "no word is changed, only where lines and paragraphs break".to_string();
    (lines(before) != lines(after) && words(before) == words(after)).then_some(Doubt {
        kind: Kind::OnlyLayout,
        says,
        lines: Vec::new(),
    })
}

fn allowed(before: &DraftReport, after: &DraftReport) -> Vec<Doubt> {
    let mut all = Vec::new();
    match after.allowed.saturating_sub(before.allowed) {
        0 => {}
        1 => all.push("1 more finding is allowed in the text instead of fixed".to_string()),
        more => all.push(format!("{more} more findings are allowed in the text instead of fixed")),
    }
    let off = after.turned_off.iter().filter(|rule| !before.turned_off.contains(rule));
    all.extend(off.map(|rule| format!("`{rule}` is turned off in the text")));
    let doubt = |says| Doubt { kind: Kind::Allowed, says, lines: Vec::new() };
    all.into_iter().map(doubt).collect()
}

fn first(mut lines: Vec<usize>) -> Vec<usize> {
    lines.dedup();
    lines.truncate(MOST);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_named_here_exist() {
        let book = crate::builtin::rulebook();
        TRICKS.iter().for_each(|rule| assert!(book.rule(rule).is_some(), "{rule}"));
    }
}
