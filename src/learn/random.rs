//! Whether a column says that recipients were assigned at random, which a yes or no says, and the
//! arm that somebody was in does not.

use super::table::{Table, shown};
use super::yes::says_yes;
use crate::config::plain;
use crate::text::{count, plural};

/// What says so beside the usual words for yes: letters and digits only, lower case.
const RANDOM: &[&str] = &[
    "random",
    "randomly",
    "randomised",
    "randomized",
    "ab",
    "abtest",
    "test",
    "tested",
    "zufall",
    "zufällig",
];

/// Words and numbers of arms, behind `variant`, `arm` or `group` too.
const ARMS: &[&str] = &["control", "treatment", "baseline", "challenger", "champion"];

/// So many values of a column are shown.
const SHOWN: usize = 5;
/// One cell of so many may be a slip of the hand, where the others say yes or no in words.
const SLIP: usize = 20;

/// Whether a cell says yes, `None` for what says neither yes nor no. Of numbers only one says yes:
/// others count arms.
pub fn says_random(cell: &str) -> Option<bool> {
    let cell = cell.trim();
    match cell.parse::<f64>() {
        Ok(number) => [(0.0, false), (1.0, true)]
            .into_iter()
            .find_map(|(value, says)| (number == value).then_some(says)),
        Err(_) if RANDOM.contains(&plain(cell).as_str()) => Some(true),
        Err(_) => {
            says_yes(cell).filter(|yes| !(*yes && cell.contains(|c: char| c.is_ascii_digit())))
        }
    }
}

/// What a column says, row by row.
#[derive(Debug, Default)]
pub struct RandomColumn {
    /// Rows that say yes.
    pub yes: usize,
    /// Rows that say neither, and the first of them.
    neither: usize,
    first: usize,
    /// Rows that say yes or no in a word: a number may be that of an arm.
    in_words: usize,
    /// The first values that are neither, and the first others.
    unread: Vec<String>,
    read: Vec<String>,
    /// All that are neither are names of arms.
    arms: bool,
}

impl RandomColumn {
    /// Reads the column of a table.
    pub fn read(table: &Table, place: usize) -> RandomColumn {
        let mut column = RandomColumn { arms: true, ..RandomColumn::default() };
        table.each(&mut |row| {
            if let Ok(row) = row {
                column.see(row.number, row.cells[place].trim());
            }
            true
        });
        column
    }

    fn see(&mut self, row: usize, cell: &str) {
        let says = says_random(cell);
        self.in_words += usize::from(says.is_some() && cell.contains(|c: char| c.is_alphabetic()));
        self.yes += usize::from(says == Some(true));
        self.neither += usize::from(says.is_none());
        if says.is_none() {
            self.arms &= is_arm(cell);
            if self.neither == 1 {
                self.first = row;
            }
        }
        let values = if says.is_none() { &mut self.unread } else { &mut self.read };
        if values.len() <= SHOWN && !values.iter().any(|value| value == cell) {
            values.push(cell.to_string());
        }
    }

    /// Why the column cannot be used: no row of it says yes, or it has the arms.
    pub fn fault(&self, name: &str) -> Option<String> {
        // `1` beside `2` is an arm too. A `2` among hundreds of `yes` and `no` is none.
        let slip = self.neither * SLIP <= self.in_words;
        let arms = self.arms && self.neither > 0 && !slip;
        if self.yes > 0 && !arms {
            return None;
        }
        let mut all: Vec<&String> = self.unread.iter().chain(&self.read).collect();
        all.retain(|value| !value.is_empty());
        let why = if arms {
            format!(
                "these are the arms that recipients were in, and do not say that they were assigned at random (the first that says neither yes nor no stands in row {})",
                self.first
            )
        } else {
            "none of them is a yes".to_string()
        };
        Some(format!(
            "under {}, that `--randomised` names, are {}: {why}. `yes`, `true`, `1`, `x`, `✓`, `random` and `test` say yes; give a column that has one of them in each row that was assigned at random",
            shown(name),
            listed(&all)
        ))
    }

    /// What is to be known of a column of which some rows say neither.
    pub fn doubt(&self, name: &str) -> Option<String> {
        let unread: Vec<&String> = self.unread.iter().collect();
        (self.neither > 0).then(|| {
            format!(
                "{} under {} {} neither yes nor no, in {} ({}row {}): not compared",
                listed(&unread),
                shown(name),
                plural(unread.len(), "says", "say"),
                count(self.neither, "row"),
                plural(self.neither, "", "the first is "),
                self.first
            )
        })
    }
}

/// A letter, a number, or a word for one side.
fn is_arm(cell: &str) -> bool {
    let plain = plain(cell);
    let heads = ["variant", "variante", "version", "group", "gruppe", "arm", "text"];
    let bare = heads.iter().find_map(|head| plain.strip_prefix(head)).unwrap_or(&plain);
    ARMS.contains(&bare)
        || bare.chars().count() == 1
        || !bare.is_empty() && bare.len() <= 3 && bare.bytes().all(|byte| byte.is_ascii_digit())
}

fn listed(values: &[&String]) -> String {
    let names: Vec<String> = values.iter().take(SHOWN).map(|value| shown(value)).collect();
    match values.len() {
        0 => "empty cells only".to_string(),
        all if all > SHOWN => format!("{}, ...", names.join(", ")),
        _ => names.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &str) -> RandomColumn {
        let mut column = RandomColumn { arms: true, ..RandomColumn::default() };
        (2..).zip(cells.split('|')).for_each(|(row, cell)| column.see(row, cell));
        column
    }

    #[test]
    fn a_yes_has_many_words_and_an_arm_is_none() {
        for cell in [
            "yes",
            "ja",
            "x",
            "X",
            "t",
            "✓",
            "1",
            "1.0",
            "TRUE",
            "A/B test",
            "AB",
            "Randomised",
            "test",
        ] {
            assert_eq!(says_random(cell), Some(true), "{cell}");
        }
        for cell in ["", "no", "0", "0.0", "false", "nein", "not random", "-"] {
            assert_eq!(says_random(cell), Some(false), "{cell}");
        }
        for cell in ["A", "b", "2", "variant B", "control", "12 May", "maybe"] {
            assert_eq!(says_random(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_column_without_a_yes_is_refused_with_its_values() {
        assert_eq!(column("yes|no||1").fault("ab_test"), None);
        for arms in ["A|B", "1|2", "Variant A|Variant B", "control|treatment"] {
            let fault = column(arms).fault("ab_test").expect(arms);
            assert!(fault.contains("these are the arms"), "{fault}");
            assert!(fault.contains("under `ab_test`, that `--randomised` names, are `"), "{fault}");
        }
        let fault = column("no||no").fault("ab_test").expect("no yes");
        assert!(fault.contains("are `no`: none of them is a yes"), "{fault}");
        assert!(column("").fault("x").is_some_and(|fault| fault.contains("empty cells only")));
        let some = column("yes|maybe|perhaps|maybe");
        assert_eq!(some.fault("x"), None);
        let doubt = some.doubt("x").expect("two words");
        assert_eq!(
            doubt,
            "`maybe`, `perhaps` under `x` say neither yes nor no, in 3 rows (the first is row 3): not compared"
        );
    }

    /// A slip of the hand costs its row, not the column; where numbers may be arms, nothing is
    /// guessed.
    #[test]
    fn one_odd_cell_refuses_no_column_of_words() {
        let column_of = |cells: &str, odd: &str| column(&format!("{}{odd}", cells.repeat(10)));
        let slip = column_of("yes|no|", "2");
        assert_eq!(slip.fault("x"), None);
        let doubt = slip.doubt("x").expect("a doubt");
        assert_eq!(doubt, "`2` under `x` says neither yes nor no, in 1 row (row 22): not compared");
        for (cells, odd) in [("1|", "2"), ("1|0|", "2"), ("yes|A|", "B")] {
            let fault = column_of(cells, odd).fault("x").expect(cells);
            assert!(fault.contains("these are the arms") && fault.contains("in row "), "{fault}");
        }
    }
}
