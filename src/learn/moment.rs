//! Points in time as exports write them, so that a message and its answer can be put in order:
//! ISO 8601 with a zone or without, days of spreadsheets with a clock, dates of mails, numbers.

use super::table::Table;
use crate::account::{Date, Slashes};
use crate::text::printable;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Numbers that are points in time: from, up to, how many milliseconds one is, and the number that
/// is 1970. Days of a spreadsheet, seconds, milliseconds, microseconds.
const NUMBERS: &[(f64, f64, f64, f64)] = &[
    (20_000.0, 80_000.0, DAY as f64, 25_569.0),
    (1e8, 1e11, 1_000.0, 0.0),
    (1e11, 1e14, 1.0, 0.0),
    (1e14, 1e17, 0.001, 0.0),
];

/// A point in time. What names no zone is read as UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Moment {
    /// Milliseconds since 1970; days with slashes with the month first, unless that cannot be.
    at: i64,
    /// The same with day and month in each other's place, where both readings can be.
    swapped: i64,
    /// Which number of a day with slashes is the month.
    slashes: Option<Slashes>,
}

/// How the points in time of a column are read.
#[derive(Debug, Default)]
pub struct Clock {
    month_first: bool,
    day_first: bool,
    /// The first cell that can be read in two ways, and its row.
    either: Option<(usize, String)>,
}

impl Clock {
    /// Of a column: other days of it show whether `5/9/2026` has the month first.
    pub fn of(table: &Table, column: usize) -> Clock {
        let mut clock = Clock::default();
        table.each(&mut |row| {
            if let Ok(row) = row {
                clock.see(row.number, &row.cells[column]);
            }
            true
        });
        clock
    }

    fn see(&mut self, row: usize, cell: &str) {
        match read(cell).and_then(|moment| moment.slashes) {
            None => {}
            Some(Slashes::MonthFirst) => self.month_first = true,
            Some(Slashes::DayFirst) => self.day_first = true,
            Some(Slashes::Either) => {
                self.either.get_or_insert_with(|| (row, cell.trim().to_string()));
            }
        }
    }

    /// The milliseconds since 1970 of a cell; `None` for what is no point in time.
    pub fn at(&self, cell: &str) -> Option<i64> {
        let day_first = self.day_first && !self.month_first;
        read(cell).map(|moment| if day_first { moment.swapped } else { moment.at })
    }

    /// The row of a day that may have day and month in each other's place, and what to say of it.
    pub fn doubt(&self) -> Option<(usize, String)> {
        let (row, cell) = self.either.as_ref().filter(|_| self.month_first == self.day_first)?;
        let told = format!(
            "`{}` may have the month first or the day, and the other days of its column do not tell: read with the month first; days such as 2026-05-14 leave no doubt",
            printable(cell)
        );
        Some((*row, told))
    }
}

fn read(cell: &str) -> Option<Moment> {
    let cell = cell.trim();
    if let Ok(number) = cell.parse::<f64>() {
        let (.., unit, zero) =
            NUMBERS.iter().find(|(low, high, ..)| (*low..*high).contains(&number))?;
        let at = ((number - zero) * unit).round() as i64;
        return Some(Moment { at, swapped: at, slashes: None });
    }
    // The name of a zone beside its number: `+0200 (CEST)`, `Z[UTC]`.
    let cell = cell.split_once(['(', '[']).map_or(cell, |(time, _)| time).trim();
    let end =
        cell.find(|c: char| matches!(c, 'T' | ',') || c.is_whitespace()).unwrap_or(cell.len());
    let day = long_year(&dashed(&cell[..end]));
    let (date, rest) = match Date::parse(&day) {
        Some(date) => (date, cell[end..].trim_start_matches(['T', ','])),
        // `Tue, 12 May 2026 09:14:00 +0200`, `May 12, 2026 9:14 AM`
        None => {
            let hour = cell.find(':').map_or(cell.len(), |colon| {
                cell[..colon].trim_end_matches(|c: char| c.is_ascii_digit()).len()
            });
            let date = Date::of_mail(cell).or_else(|| month_first(&cell[..hour]));
            (date?, &cell[hour..])
        }
    };
    date.day?;
    let clock = clock(rest.trim())?;
    let slashes = Date::slashes(&day);
    let at = date.days() * DAY + clock;
    let swapped = match slashes {
        Some(Slashes::Either) => date.swapped().days() * DAY + clock,
        _ => at,
    };
    Some(Moment { at, swapped, slashes })
}

/// `5/9/26` as `5/9/2026`: the way spreadsheets shorten a day.
fn long_year(day: &str) -> String {
    let year = day.rfind(['/', '.']).map_or("", |sign| &day[sign + 1..]);
    let is_short = year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit());
    match is_short {
        true => format!("{}20{year}", &day[..day.len() - 2]),
        false => day.to_string(),
    }
}

/// `20260509` and `2026/5/9` as `2026-05-09`.
fn dashed(day: &str) -> String {
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if day.len() == 8 && is_digits(day) {
        return format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
    }
    match day.split('/').collect::<Vec<_>>()[..] {
        [year, month, day] if year.len() == 4 && is_digits(year) => {
            format!("{year}-{month:0>2}-{day:0>2}")
        }
        _ => day.to_string(),
    }
}

/// `Sat May 9 2026`, `May 9, 2026`.
fn month_first(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let [.., month, day, year] = words[..] else { return None };
    Date::of_mail(&format!("{day} {month} {year}"))
}

/// The milliseconds of a time of day, less its zone: `23:30:00.5+02:00`, `9:45 PM`, or nothing.
fn clock(text: &str) -> Option<i64> {
    if text.is_empty() {
        return Some(0);
    }
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ',')))
        .unwrap_or(text.len());
    let (digits, mut rest) = (text[..end].replace(',', "."), text[end..].trim().to_lowercase());
    // `T100000Z`
    let digits = match digits.len() {
        6 if !digits.contains([':', '.']) => {
            format!("{}:{}:{}", &digits[..2], &digits[2..4], &digits[4..])
        }
        _ => digits,
    };
    let mut half = None;
    for (mark, hours) in [("a.m.", 0), ("p.m.", 12), ("am", 0), ("pm", 12)] {
        if let Some(behind) = rest.strip_prefix(mark) {
            (half, rest) = (Some(hours), behind.trim().to_string());
            break;
        }
    }
    let mut parts = digits.split(':');
    let number = |part: Option<&str>, most: i64| match part {
        None => Some(0),
        Some(part) => part.parse::<i64>().ok().filter(|number| (0..=most).contains(number)),
    };
    let hour = number(parts.next(), 24)?;
    let minute = parts.next();
    // An hour alone is one only where `am` or `pm` says so.
    let minute =
        number(minute.or(half.map(|_| "0")), 59).filter(|_| minute.is_some() || half.is_some())?;
    let second = parts.next().map_or(Some(0.0), |part| part.parse::<f64>().ok())?;
    if parts.next().is_some() || !(0.0..61.0).contains(&second) {
        return None;
    }
    let hour = match half {
        Some(hours) if (1..=12).contains(&hour) => hour % 12 + hours,
        Some(_) => return None,
        None => hour,
    };
    Some(hour * HOUR + minute * MINUTE + (second * SECOND as f64) as i64 - zone(&rest)?)
}

/// What a zone is ahead of UTC: `z`, `+02:00`, `-0500`, `utc+2`. Names of other zones are passed by,
/// for several have one name: the times of an export mostly have one zone.
fn zone(text: &str) -> Option<i64> {
    let bare = ["utc", "gmt", "z"].iter().find_map(|name| text.strip_prefix(name)).unwrap_or(text);
    let is_name = (2..=5).contains(&bare.len()) && bare.bytes().all(|c| c.is_ascii_lowercase());
    if bare.is_empty() || is_name {
        return Some(0);
    }
    let (sign, digits) = match bare.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits = digits.replace(':', "");
    let (hours, minutes) = digits.split_at_checked(digits.len().min(2))?;
    let number = |text: &str| text.parse::<u8>().ok().map(i64::from);
    let minutes = if minutes.is_empty() { 0 } else { number(minutes)? };
    Some(sign * (number(hours)? * HOUR + minutes * MINUTE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_moment_has_many_spellings() {
        let clock = Clock::default();
        let at = clock.at("2026-05-09T21:30:00Z");
        for cell in [
            "2026-05-09T23:30:00+02:00",
            "2026-05-09 21:30",
            "2026-05-09T21:30:00.000Z",
            "2026-05-09 16:30:00 -0500",
            "2026-05-09 21:30:00 UTC",
            "2026-05-09 23:30 GMT+2",
            "5/9/2026 9:30 PM",
            "5/9/2026, 9:30:00\u{202f}PM",
            "5/9/26 21:30",
            "9.5.2026 21:30",
            "Sat, 9 May 2026 23:30:00 +0200",
            "Sat, 9 May 2026 23:30:00 +0200 (CEST)",
            "Sat May 9 2026 23:30:00 GMT+0200 (CEST)",
            "May 9, 2026 9:30 PM",
            "2026/05/09 21:30",
            "2026/5/9 21:30 CET",
            "20260509T213000Z",
            "2026-05-09T21:30:00,000Z",
            "2026-05-09T21:30:00[UTC]",
            "1778362200000",
            "1778362200",
            "1778362200000000",
            "46151.895833333336",
        ] {
            assert_eq!(clock.at(cell), at, "{cell}");
        }
        let midnight = clock.at("2026-05-09");
        assert_eq!(midnight.map(|at| at % DAY), Some(0));
        assert_eq!(midnight, clock.at("5/9/2026 12:00 AM"));
        assert!(midnight < at && at < clock.at("2026-05-09T21:30:00.5Z"));
        for cell in [
            "",
            "yes",
            "7",
            "2026",
            "2026-05",
            "2026-02-30",
            "2026-05-09 25:00",
            "2026-05-09 10",
            "2026-05-09 10:00 +1é",
            "2026-05-09 13:00 PM",
            "2026-05-09 10:00:00:00",
            "10:00",
            "2026-05-09 10:61",
            "2026-05-09 é",
            "2026-05-09 10:00 +é",
            "inf",
            "nan",
            ":",
        ] {
            assert_eq!(clock.at(cell), None, "{cell}");
        }
    }

    #[test]
    fn other_days_of_a_column_tell_day_from_month() {
        let seen = |cells: &[&str]| {
            let mut clock = Clock::default();
            cells.iter().enumerate().for_each(|(row, cell)| clock.see(row, cell));
            clock
        };
        let (us, other) = (seen(&["5/9/2026", "5/14/2026"]), seen(&["5/9/2026", "14/5/2026"]));
        assert_eq!(us.at("5/9/2026"), us.at("2026-05-09"));
        assert_eq!(other.at("5/9/2026 10:00"), us.at("2026-09-05 10:00"));
        assert_eq!((us.doubt(), other.doubt()), (None, None));
        let doubt = seen(&["2026-05-09", "5/9/2026", "6/9/2026"]).doubt().expect("neither tells");
        assert!(doubt.0 == 1 && doubt.1.starts_with("`5/9/2026` may have"), "{doubt:?}");
        assert!(seen(&["5/9/2026", "5/14/2026", "14/5/2026"]).doubt().is_some(), "both");
    }
}
