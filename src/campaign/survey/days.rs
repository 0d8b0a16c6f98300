//! The days on which drafts are sent, as far as they can be read: what cannot is told, for over-contact
//! is only seen between drafts whose days are known.

use super::contact::Touch;
use crate::account::{Date, Slashes};
use crate::campaign::Signed;
use crate::text::{count, plural};

/// So many drafts are named.
const NAMED: usize = 3;

/// Drafts of one kind: how many, and the first of them.
#[derive(Debug, Default)]
struct Met {
    count: u32,
    first: Vec<String>,
}

impl Met {
    fn add(&mut self, draft: &Signed) {
        self.count += 1;
        if self.first.len() < NAMED {
            let written = draft.sent.trim();
            let written =
                if written.is_empty() { String::new() } else { format!(" (`{written}`)") };
            self.first.push(format!("{}{written}", draft.id));
        }
    }

    fn names(&self) -> String {
        let more = self.count as usize - self.first.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{}{more}", self.first.join(", "))
    }
}

/// What was met of days.
#[derive(Debug, Default)]
pub struct Days {
    /// Drafts with a day.
    pub dated: u32,
    missing: Met,
    unread: Met,
    /// Day and month may each be the first number.
    either: Met,
    month_first: bool,
    day_first: bool,
}

impl Days {
    /// The day of a draft, and whether day and month may have changed places in it.
    pub fn read(&mut self, draft: &Signed) -> (Option<i64>, bool) {
        let text = draft.sent.trim();
        let date = Date::parse(text).or_else(|| Date::of_mail(text));
        let slashes = date.and_then(|_| Date::slashes(text));
        let tells = !draft.recipient.is_empty() || !draft.account.is_empty();
        match (date, slashes) {
            (None, _) if !tells => {}
            (None, _) if text.is_empty() => self.missing.add(draft),
            (None, _) => self.unread.add(draft),
            (Some(_), None) => {}
            (Some(_), Some(Slashes::MonthFirst)) => self.month_first = true,
            (Some(_), Some(Slashes::DayFirst)) => self.day_first = true,
            (Some(_), Some(Slashes::Either)) => self.either.add(draft),
        }
        self.dated += u32::from(date.is_some());
        (date.map(Date::days), slashes == Some(Slashes::Either))
    }

    /// Reads days with slashes as the others of the campaign must be read, once all are known.
    pub fn settle(&self, touches: &mut [Touch]) {
        if self.day_first && !self.month_first {
            for touch in touches.iter_mut().filter(|touch| touch.either) {
                touch.day = touch.day.map(|day| Date::from_days(day).swapped().days());
            }
        }
    }

    /// What could not be read, and what could be read in two ways.
    pub fn notes(&self, drafts: u32) -> Vec<String> {
        let mut notes = Vec::new();
        let of = count(drafts, "draft");
        if self.unread.count > 0 {
            let one = self.unread.count;
            notes.push(format!(
                "{one} of {of} {} a day that cannot be read, so over-contact with others is not seen: {}. Write it as 2026-05-14.",
                plural(one, "has", "have"),
                self.unread.names()
            ));
        }
        // Where no draft has a day all are taken together.
        if self.missing.count > 0 && self.dated > 0 {
            let one = self.missing.count;
            notes.push(format!(
                "{one} of {of} {} when {} sent, so over-contact with others is not seen: {}.",
                plural(one, "does not say", "do not say"),
                plural(one, "it is", "they are"),
                self.missing.names()
            ));
        }
        if self.either.count > 0 {
            let why = match (self.month_first, self.day_first) {
                (true, false) => "with the month first, as other days here must be",
                (false, true) => "with the day first, as other days here must be",
                (true, true) => {
                    "with the month first, which may be wrong: other days here have either first"
                }
                (false, false) => {
                    "with the month first, which may be wrong: no other day shows which it is"
                }
            };
            notes.push(format!(
                "{} of {of} {} a day that can be read in two ways, and is read {why}: {}.",
                self.either.count,
                plural(self.either.count, "has", "have"),
                self.either.names()
            ));
        }
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(days: &mut Days, sent: &str) -> Touch {
        let draft = Signed {
            id: "row 2".into(),
            recipient: "a@b.example".into(),
            sent: sent.into(),
            ..Signed::default()
        };
        let (day, either) = days.read(&draft);
        Touch { who: 1, day, sender: 1, sequence: 0, either }
    }

    #[test]
    fn days_with_slashes_are_read_as_their_neighbours_must_be() {
        let day = |text| Date::parse(text).map(Date::days);
        for (other, read_as, says) in [
            ("5/14/2026", "2026-03-05", "month first, as other days"),
            ("14/5/2026", "2026-05-03", "day first, as other days"),
            ("2026-05-14", "2026-03-05", "no other day shows"),
        ] {
            let mut days = Days::default();
            let mut touches = [read(&mut days, "03/05/2026"), read(&mut days, other)];
            days.settle(&mut touches);
            assert_eq!(touches[0].day, day(read_as), "{other}");
            assert_eq!(touches[1].day, day(other), "{other}");
            let notes = days.notes(2);
            assert!(notes.len() == 1 && notes[0].contains(says), "{notes:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let mut days = Days::default();
        assert_eq!(read(&mut days, "05.03.2026").day, read(&mut days, "2026-03-05").day);
        assert_eq!(days.notes(2), Vec::<String>::new());
        assert_eq!((read(&mut days, "soon").day, read(&mut days, "").day), (None, None));
        let notes = days.notes(4);
        assert!(notes[0].starts_with("1 of 4 drafts has a day that cannot be read"), "{notes:?}");
        assert!(notes[0].contains("row 2 (`soon`)"), "{notes:?}");
        assert!(notes[1].starts_with("1 of 4 drafts does not say when it is sent"), "{notes:?}");
        let mut none = Days::default();
        read(&mut none, "");
        assert_eq!(none.notes(1), Vec::<String>::new(), "all are taken together");
    }
}
