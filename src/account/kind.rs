//! What a fact is about by its words, how deep that goes, and what may be drawn from it.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::folded;
use crate::vocabulary::FactKind;

struct KindEntry {
    kind: FactKind,
    /// Depth of relevance when the fact has a date, and when it has none.
    depth: (u8, u8),
    /// What may be asked of such a fact.
    idea: &'static str,
    /// Words that show the kind of a fact that does not declare it.
    words: &'static [&'static str],
}

/// In the order of the enum. The first row with a word of the fact decides its kind.
const TABLE: &[KindEntry] = &[
    KindEntry {
        kind: FactKind::Goal,
        depth: (6, 6),
        idea: "say what stands between them and it, or ask what has to be settled first",
        words: &[
            "plans to",
            "plan to",
            "aims to",
            "wants to",
            "intends to",
            "target",
            "targets",
            "goal",
            "goals",
            "committed to",
            "initiative",
            "initiatives",
            "by the end of",
        ],
    },
    KindEntry {
        kind: FactKind::News,
        depth: (5, 4),
        idea: "say what it changes for the reader's own work, or ask whether it has",
        words: &[
            "announced",
            "acquired",
            "acquires",
            "acquisition",
            "acquisitions",
            "merger",
            "mergers",
            "merged",
            "awarded",
            "contract",
            "contracts",
            "closure",
            "closures",
            "incident",
            "incidents",
        ],
    },
    KindEntry {
        kind: FactKind::Funding,
        depth: (5, 4),
        idea: "say what the money has to show, and by when",
        words: &["raised", "series a", "series b", "series c", "seed round", "funding", "invested"],
    },
    KindEntry {
        kind: FactKind::Hiring,
        depth: (5, 4),
        idea: "say what stays undone until those posts are filled, or what the new people will lack on their first day",
        words: &[
            "hiring",
            "hires",
            "hired",
            "open roles",
            "open positions",
            "job post",
            "job posts",
            "job posting",
            "job postings",
            "vacancies",
            "recruiting",
            "careers page",
        ],
    },
    KindEntry {
        kind: FactKind::Launch,
        depth: (5, 4),
        idea: "say what it asks of the people who run it in the first weeks",
        words: &[
            "launched",
            "launches",
            "opened",
            "opens",
            "broke ground",
            "rolled out",
            "introduced",
            "expansion",
            "expands",
            "new line",
            "new lines",
            "new plant",
            "new plants",
        ],
    },
    KindEntry {
        kind: FactKind::Quote,
        depth: (5, 4),
        idea: "answer what they said, or ask what made them say it",
        words: &[],
    },
    KindEntry {
        kind: FactKind::Tech,
        depth: (4, 4),
        idea: "say where it meets the problem that you write about",
        words: &["runs on", "migrated to", "uses"],
    },
    KindEntry {
        kind: FactKind::Structure,
        depth: (4, 4),
        idea: "say what is harder for them than for a company of another size or shape",
        words: &[
            "employees",
            "sites",
            "plants",
            "offices",
            "locations",
            "branches",
            "warehouses",
            "square feet",
            "sq ft",
        ],
    },
    KindEntry {
        kind: FactKind::Usage,
        depth: (4, 4),
        idea: "say what it shows, and what they could do next",
        words: &[],
    },
    KindEntry {
        kind: FactKind::Relationship,
        depth: (4, 4),
        idea: "one honest line about it is better than any opener",
        words: &["we met", "met at", "introduced by", "replied", "referred"],
    },
    KindEntry {
        kind: FactKind::Role,
        depth: (3, 3),
        idea: "say what of this lands on the desk of somebody who does that",
        words: &[],
    },
    KindEntry {
        kind: FactKind::Industry,
        depth: (2, 2),
        idea: "look for something that only they have",
        words: &[],
    },
    KindEntry {
        kind: FactKind::Other,
        depth: (5, 4),
        idea: "say what follows from it for the reader",
        words: &[],
    },
];

/// The words of the table with their rows, by the first of them.
static BY_FIRST_WORD: LazyLock<HashMap<&str, Vec<(usize, &str)>>> = LazyLock::new(|| {
    let mut found: HashMap<&str, Vec<(usize, &str)>> = HashMap::new();
    for (row, entry) in TABLE.iter().enumerate() {
        for words in entry.words {
            let first = words.split(' ').next().unwrap_or_default();
            found.entry(first).or_default().push((row, words));
        }
    }
    found
});

impl FactKind {
    /// The kind that the words of a fact show.
    pub fn of(text: &str) -> FactKind {
        let said = words(text);
        let mut found = TABLE.len();
        // Quotation marks are no words.
        if text.contains(['"', '\u{201c}']) {
            found = FactKind::Quote as usize;
        }
        let mut rest = said.as_str();
        while let Some((word, after)) = rest.split_once(' ') {
            for (row, phrase) in BY_FIRST_WORD.get(word).into_iter().flatten() {
                if rest.strip_prefix(phrase).is_some_and(|after| after.starts_with(' ')) {
                    found = found.min(*row);
                }
            }
            rest = after;
        }
        TABLE.get(found).map_or(FactKind::Other, |row| row.kind)
    }

    /// What may be drawn from such a fact.
    pub fn idea(self) -> &'static str {
        TABLE[self as usize].idea
    }

    /// Depth of relevance that a use of it reaches.
    pub fn depth(self, dated: bool) -> u8 {
        let (with, without) = TABLE[self as usize].depth;
        if dated { with } else { without }
    }

    /// Kinds that happen at a time, and then are news no more.
    pub fn ages(self) -> bool {
        matches!(
            self,
            FactKind::News
                | FactKind::Funding
                | FactKind::Hiring
                | FactKind::Launch
                | FactKind::Other
        )
    }
}

/// The words of a text, folded, with a blank behind each.
fn words(text: &str) -> String {
    let folded = folded(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(String::new(), |all, word| all + word + " ")
}

/// A bare number is a fact only with what it counts.
pub(super) fn spell(key: &str, value: String) -> String {
    match key {
        "employees" => format!("{value} employees"),
        "revenue" => format!("{value} revenue"),
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_in_the_order_of_the_enum() {
        assert!(TABLE.iter().enumerate().all(|(at, row)| row.kind as usize == at));
        assert_eq!(FactKind::of("The board plans to close the Cork desk by 2027."), FactKind::Goal);
        assert_eq!(
            FactKind::of("Eleven onboarding specialists are on the careers page."),
            FactKind::Hiring
        );
        // Each is looked for as it stands in the table.
        for word in TABLE.iter().flat_map(|row| row.words) {
            assert_eq!(words(word).trim(), *word);
        }
        assert_eq!(FactKind::of("The auditors praised the yard's contractors."), FactKind::Other);
        assert_eq!(FactKind::of("It raised 12 million."), FactKind::Funding);
        assert_eq!(FactKind::of("\u{201c}We wait\u{201d}, she said."), FactKind::Quote);
        assert_eq!(FactKind::of("Ships wait 19 hours at Pier 7."), FactKind::Other);
    }
}
