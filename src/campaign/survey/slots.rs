//! Slots: what differs between the drafts of a cluster, beside names, links and numbers.

use serde::Serialize;

use crate::campaign::Passage;
use crate::diff::hunks;
use crate::order::InOrder;
use crate::text::Span;

/// A place where drafts of a cluster differ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Slot {
    /// The words that the typical draft has there; empty where others only add words.
    pub typical: String,
    /// The number of the sentence that they stand in, from 1.
    pub sentence: u32,
    /// Compared drafts that differ there.
    pub differ: u32,
    /// Drafts that were compared.
    pub of: u32,
    /// What some of them have there.
    pub others: Vec<String>,
}

/// A text with its words.
pub type TextWords<'t> = (&'t str, &'t Passage);

/// Words of a draft that are compared. Longer ones differ somewhere before that.
const MOST: usize = 1000;
/// Examples that are shown.
const SHOWN: usize = 3;
/// Slots that are reported: those in which most drafts differ.
const TOLD: usize = 8;

/// What differs from the typical draft, in order.
pub fn slots(typical: TextWords, others: &[TextWords]) -> Vec<Slot> {
    let keys = |passage: &Passage| {
        passage.words.iter().take(MOST).map(|word| word.key).collect::<Vec<u64>>()
    };
    let own = keys(typical.1);
    // For each word of the typical draft, and the gap before it: how many differ there.
    let mut touched = vec![0_u32; own.len() + 1];
    let mut changes: Vec<(usize, usize, String)> = Vec::new();
    for (text, passage) in others {
        let other = keys(passage);
        let mut before = usize::MAX;
        for hunk in hunks(&own, &other) {
            let [old, new] =
                [hunk.before, hunk.after].map(|words| words.start as usize..words.end as usize);
            let words = passage.words[new].iter().map(|word| word.span).reduce(Span::join);
            let said = words.map(|span| excerpt(span.slice(text))).unwrap_or_default();
            let last = old.end.max(old.start + 1);
            for (at, times) in touched.iter_mut().enumerate().take(last).skip(old.start) {
                if before != at {
                    *times += 1;
                }
                before = at;
            }
            changes.push((old.start, old.end.max(old.start + 1), said));
        }
    }
    let of = others.len() as u32;
    let least = of.div_ceil(10).max(1);
    let mut found: Vec<Slot> = Vec::new();
    let mut at = 0;
    while at < touched.len() {
        let end = at + touched[at..].iter().take_while(|count| **count >= least).count();
        if end == at {
            at += 1;
            continue;
        }
        let words = &typical.1.words[at.min(own.len())..end.min(own.len())];
        let mut others: Vec<String> = Vec::new();
        for (_, _, said) in changes
            .iter()
            .filter(|(start, stop, said)| *start < end && *stop > at && !said.is_empty())
        {
            if !others.contains(said) && others.len() < SHOWN {
                others.push(said.clone());
            }
        }
        let span = words.iter().map(|word| word.span).reduce(Span::join);
        found.push(Slot {
            typical: span.map(|span| excerpt(span.slice(typical.0))).unwrap_or_default(),
            sentence: typical
                .1
                .words
                .get(at.min(own.len().saturating_sub(1)))
                .map_or(0, |word| word.sentence + 1),
            differ: touched[at..end].iter().copied().max().unwrap_or_default(),
            of,
            others,
        });
        at = end;
    }
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.order_by_key(|at| (std::cmp::Reverse(found[*at].differ), *at));
    order.truncate(TOLD);
    order.sort_unstable();
    order.into_iter().map(|at| found[at].clone()).collect()
}

/// At most so many letters of what stands in a slot.
const LONG: usize = 90;

/// A stretch on one line.
pub fn excerpt(text: &str) -> String {
    let line = crate::text::one_line(text);
    match line.char_indices().nth(LONG) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::PassageReader;

    #[test]
    fn what_differs_is_a_slot() {
        let mut reader = PassageReader::default();
        let texts = [
            "Hi Ana,\n\nSaw you hire in Cork. We plan crews.",
            "Hi Lee,\n\nSaw you moved to Oslo. We plan crews.",
            "Hi Jo,\n\nSaw you hire in Cork. We plan crews.",
        ];
        let read: Vec<Passage> = texts.iter().map(|text| reader.read(text, &[])).collect();
        let found = slots((texts[0], &read[0]), &[(texts[1], &read[1]), (texts[2], &read[2])]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            (found[0].typical.as_str(), found[0].differ, found[0].of, found[0].sentence),
            ("hire in Cork", 1, 2, 1)
        );
        assert_eq!(found[0].others, ["moved to Oslo"]);
    }
}
