//! Which column of an export is for what: by the configuration, else by its name; and whether its
//! rows are sends or counts of sends.

use super::super::label;
use super::{FEW, Table};
use crate::config::Role;
use crate::config::plain;
use crate::order::InOrder;

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A message to one recipient each.
    Sends,
    /// A text each, with how often it was sent and answered.
    Counts,
}

/// The columns of an export.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// The column of each role.
    places: Vec<(Role, usize)>,
    /// Columns of opens and clicks, which are not looked at.
    pub tracked: Vec<String>,
    /// The labels of answers are the numbers of Instantly's `lt_interest_status`; other platforms
    /// number theirs otherwise.
    pub numbered: bool,
    /// Columns that nothing is known of.
    pub others: Vec<usize>,
    /// The status says what happened, a row an event.
    pub events: bool,
}

/// Headers of a column that may say what happened; what stands in it decides.
const EVENTS: &[&str] = &[
    "event",
    "eventtype",
    "eventname",
    "emailevent",
    "action",
    "actiontype",
    "activity",
    "activitytype",
    "type",
];

impl Columns {
    /// The columns of a table; what `map` says goes before any guess. Headers of `map` that the
    /// table does not have are left to the guess.
    pub fn find(names: &[String], map: &[(Role, String)]) -> Columns {
        let mut columns = Columns::default();
        for (role, header) in map {
            let place = names
                .iter()
                .position(|name| name == header)
                .or_else(|| names.iter().position(|name| plain(name) == plain(header)));
            columns
                .places
                .extend(place.filter(|_| columns.of(*role).is_none()).map(|place| (*role, place)));
        }
        // A name inside of an object says more with the object's name, and may say enough without.
        let guess =
            |name: &String| Role::guess(name).or_else(|| Role::guess(name.rsplit('.').next()?));
        let mut guesses: Vec<(usize, Role, usize)> = Vec::new();
        for (place, name) in names
            .iter()
            .enumerate()
            .filter(|(place, _)| !columns.places.iter().any(|(_, taken)| taken == place))
        {
            match guess(name) {
                _ if Role::is_tracked(name) => columns.tracked.push(name.clone()),
                Some((role, rank)) => guesses.push((rank, role, place)),
                None => columns.others.push(place),
            }
        }
        guesses.order();
        for (_, role, place) in guesses {
            match columns.of(role) {
                None => columns.places.push((role, place)),
                Some(_) => columns.others.push(place),
            }
        }
        let label = columns.of(Role::Category).map(|place| plain(&names[place]));
        columns.numbered = label.is_some_and(|label| label.ends_with("ltintereststatus"));
        columns
    }

    /// Takes a column of events for the status of messages, where no other says it: one whose cells
    /// are all states of a message, of which one is that it was sent.
    pub fn find_events(&mut self, table: &Table) {
        if self.of(Role::Status).is_none() {
            let is_event = |place: &usize| {
                let own = table.names[*place].rsplit('.').next().unwrap_or_default();
                EVENTS.contains(&plain(own).as_str())
            };
            let places: Vec<usize> = self.others.iter().copied().filter(is_event).collect();
            if let Some(place) = places.into_iter().find(|place| has_states(table, *place)) {
                self.others.retain(|other| *other != place);
                self.places.push((Role::Status, place));
            }
        }
        let name = self.of(Role::Status).and_then(|place| table.names[place].rsplit('.').next());
        self.events = name.is_some_and(|name| EVENTS.contains(&plain(name).as_str()));
    }

    /// The column of a role.
    pub fn of(&self, role: Role) -> Option<usize> {
        self.places.iter().find(|(own, _)| *own == role).map(|(_, place)| *place)
    }

    /// True when one of the columns is of a role that says what came back.
    pub fn has_outcome(&self) -> bool {
        use Role::{Category, Direction, Positive, Replied, Status, Thread};
        let answered =
            [Replied, Positive, Status, Category].iter().any(|role| self.of(*role).is_some());
        answered || self.of(Thread).is_some() && self.of(Direction).is_some()
    }

    /// What the rows of a table with these columns are: counts, when the first ones name more than
    /// one send each.
    pub fn shape(&self, table: &Table) -> Shape {
        let counts = [Role::Delivered, Role::Sent].into_iter().filter_map(|role| self.of(role));
        let counts: Vec<usize> = counts.collect();
        let (mut numbers, mut left) = (false, FEW);
        table.each(&mut |row| {
            if let Ok(row) = row {
                // Larger numbers are points in time, in milliseconds or in days; other numbers that
                // count nothing (`1.000`, `-5`, `12%`) are refused where they are read.
                numbers |= counts.iter().any(|place| match row.cells[*place].trim() {
                    cell if whole_number(cell).is_some() => {
                        whole_number(cell).is_some_and(|value| (2..1_000_000_000).contains(&value))
                    }
                    cell => {
                        cell.ends_with('%')
                            || cell.parse().is_ok_and(|number: f64| number.abs() < 10_000.0)
                    }
                });
            }
            left -= 1;
            left > 0 && !numbers
        });
        if numbers { Shape::Counts } else { Shape::Sends }
    }
}

/// True for a column of which every cell is a state of a message, and one that it was sent.
fn has_states(table: &Table, place: usize) -> bool {
    let (mut all, mut sent) = (true, false);
    table.each(&mut |row| {
        if let Ok(row) = row
            && let cell = row.cells[place].trim()
            && !cell.is_empty()
        {
            all &= label::is_state(cell);
            sent |= label::says_sent(cell);
        }
        all
    });
    all && sent
}

/// A count as spreadsheets write it: `1234`, `1,234`, `1234.0`.
pub fn whole_number(cell: &str) -> Option<u64> {
    let plain = cell.replace([',', '\u{a0}', ' ', '\''], "");
    plain.strip_suffix(".0").unwrap_or(&plain).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(headers: &[&str], map: &[(Role, String)]) -> Columns {
        Columns::find(&headers.iter().map(|name| name.to_string()).collect::<Vec<_>>(), map)
    }

    #[test]
    fn counts_are_read_as_spreadsheets_write_them() {
        for (cell, count) in [("1234", 1234), ("1,234", 1234), ("7.0", 7)] {
            assert_eq!(whole_number(cell), Some(count), "{cell}");
        }
        for cell in ["", "-5", "12%", "1.5", "1.234", "inf", "1e3"] {
            assert_eq!(whole_number(cell), None, "{cell}");
        }
    }

    #[test]
    fn better_names_win_and_trackers_are_left_out() {
        let columns = found(
            &[
                "step",
                "sent",
                "opened",
                "replies",
                "unique_replies",
                "replies_automatic",
                "unique_replies_automatic",
                "clicks",
            ],
            &[],
        );
        assert_eq!(columns.of(Role::Replied), Some(4));
        assert_eq!(columns.of(Role::Automatic), Some(6));
        assert_eq!(columns.tracked, ["opened", "clicks"]);
        assert!(columns.has_outcome());
        assert!(!found(&["email", "opened", "click_count"], &[]).has_outcome());
    }

    #[test]
    fn what_the_configuration_says_holds() {
        let map =
            [(Role::Replied, "Antwort".to_string()), (Role::Text, "gibt es nicht".to_string())];
        let columns = found(&["body", "replied", "antwort"], &map);
        assert_eq!((columns.of(Role::Replied), columns.of(Role::Text)), (Some(2), Some(0)));
    }
}
