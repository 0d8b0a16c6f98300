//! Which drafts of two versions are the same one: those that say the same to the same recipient, then
//! those that go to the same recipient, those that say the same, those of the same name, and last
//! those that stand in the same place.
//!
//! A row that is put into a list moves all rows below it. The number of a row is no name.

use std::collections::{HashMap, VecDeque};

/// What a draft is known by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// What it says.
    pub text: String,
    /// Who gets it, in lower case: an address, or what a list calls the recipient; empty when
    /// nothing says.
    pub recipient: String,
    /// What it is called inside of its file.
    pub name: String,
}

/// Words before a number that only says how many stand before it.
const PLACES: &[&str] = &["row", "line", "mail"];

impl Known {
    /// True when its name is a place in the file: `row 3`.
    fn is_placed(&self) -> bool {
        let mut words = self.name.split_whitespace();
        words.next().is_some_and(|word| PLACES.contains(&word))
            && words.next().is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

/// What two drafts must have in common; `None` for a draft that has no such thing.
type Key = for<'k> fn(&'k Known) -> Option<[&'k str; 3]>;

/// One after another, from what is surest. A draft that is found is not looked for again.
const KEYS: &[Key] = &[
    |of| Some([&of.text, &of.recipient, &of.name]),
    |of| (!of.text.is_empty()).then_some([&of.text, &of.recipient, ""]),
    |of| (!of.recipient.is_empty()).then_some([&of.recipient, &of.name, ""]),
    |of| (!of.recipient.is_empty()).then_some([&of.recipient, "", ""]),
    |of| (!of.text.is_empty()).then_some([&of.text, "", ""]),
    |of| (!of.is_placed()).then_some([&of.name, "", ""]),
];

/// For each later draft the number of the earlier one that it was.
pub fn pairs(before: &[Known], after: &[Known]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; after.len()];
    let mut free = vec![true; before.len()];
    for key in KEYS {
        let mut waiting: HashMap<[&str; 3], VecDeque<usize>> = HashMap::new();
        for (at, own) in before.iter().enumerate().filter(|(at, _)| free[*at]) {
            if let Some(key) = key(own) {
                waiting.entry(key).or_default().push_back(at);
            }
        }
        for (own, found) in after.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
            *found = key(own).and_then(|key| waiting.get_mut(&key)?.pop_front());
            if let Some(at) = *found {
                free[at] = false;
            }
        }
    }
    by_place(before, after, &mut found, &free);
    found
}

/// Pairs what is left between the same neighbours, in order, but no drafts of two recipients.
fn by_place(before: &[Known], after: &[Known], found: &mut [Option<usize>], free: &[bool]) {
    let mut next = 0;
    for at in 0..after.len() {
        if let Some(earlier) = found[at] {
            next = next.max(earlier + 1);
            continue;
        }
        let other = |own: &Known| [own, &after[at]].iter().all(|of| !of.recipient.is_empty());
        if free.get(next) == Some(&true) && after[at].is_placed() && !other(&before[next]) {
            found[at] = Some(next);
            next += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows, each with its recipient and its text.
    fn rows(rows: &[(&str, &str)]) -> Vec<Known> {
        let row = |(at, (recipient, text)): (usize, &(&str, &str))| Known {
            text: text.to_string(),
            recipient: recipient.to_string(),
            name: format!("row {}", at + 2),
        };
        rows.iter().enumerate().map(row).collect()
    }

    #[test]
    fn a_row_more_is_one_new_draft() {
        let old = rows(&[("a", "one"), ("b", "two"), ("c", "three")]);
        let new = rows(&[("z", "zero"), ("a", "one"), ("b", "two"), ("c", "three")]);
        assert_eq!(pairs(&old, &new), [None, Some(0), Some(1), Some(2)]);
        assert_eq!(pairs(&new, &old), [Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn a_recipient_is_found_whatever_is_written_to_them() {
        let old = rows(&[("a", "one"), ("b", "two")]);
        let new = rows(&[("z", "zero"), ("b", "better"), ("a", "best")]);
        assert_eq!(pairs(&old, &new), [None, Some(1), Some(0)]);
        let gone = rows(&[("q", "other"), ("b", "two")]);
        assert_eq!(pairs(&old, &gone), [None, Some(1)], "another recipient, another draft");
    }

    #[test]
    fn without_recipients_what_stands_between_the_same_rows_belongs_together() {
        let old = rows(&[("", "one"), ("", "two"), ("", "three")]);
        let new = rows(&[("", "zero"), ("", "one"), ("", "better"), ("", "three")]);
        assert_eq!(pairs(&old, &new), [None, Some(0), Some(1), Some(2)]);
        let two = rows(&[("", "eins"), ("", "zwei"), ("", "drei")]);
        assert_eq!(pairs(&old, &two), [Some(0), Some(1), Some(2)]);
    }

    #[test]
    fn names_are_names_and_places_are_not() {
        let named = |name: &str, text: &str| Known {
            text: text.to_string(),
            name: name.to_string(),
            ..Known::default()
        };
        let old = [named(" / step 1", "one"), named(" / step 2", "two")];
        let new = [named(" / step 2", "better"), named(" / step 1", "best")];
        assert_eq!(pairs(&old, &new), [Some(1), Some(0)]);
        assert_eq!(pairs(&old, &[named(" / step 3", "three")]), [None]);
    }
}
