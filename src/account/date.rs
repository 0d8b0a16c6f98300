//! Dates as accounts give them: a year, a month or a day. Only what ageing needs.

/// A day, or a month or year when no more is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Date {
    /// Year.
    pub year: i32,
    /// Month, from 1.
    pub month: Option<u8>,
    /// Day of the month, from 1.
    pub day: Option<u8>,
}

/// How the numbers of a day with slashes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slashes {
    /// `5/14/2026`.
    MonthFirst,
    /// `14/5/2026`.
    DayFirst,
    /// `3/5/2026`, which may be either.
    Either,
}

/// What stands before the time of day.
fn first_word(text: &str) -> &str {
    text.trim().split(['T', ' ']).next().unwrap_or_default()
}

const MONTHS: &[&str] =
    &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// What follows those letters in the full names.
const RESTS: &[&str] =
    &["uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember"];

impl Date {
    /// The day that the clock of this machine shows, in UTC; `None` when it stands before 1970.
    /// WebAssembly in a page has no such clock.
    pub fn today() -> Option<Date> {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
        Some(Date::from_days((since.as_secs() / 86_400) as i64))
    }

    /// Reads `2026`, `2026-05`, `2026-05-14`, a time stamp that starts so, `14.05.2026`, or
    /// `5/14/2026`, the way spreadsheets write it: with the month first, unless that number can be
    /// none.
    pub fn parse(text: &str) -> Option<Date> {
        let day = first_word(text);
        let sign = ['/', '.'].into_iter().find(|sign| day.contains(*sign)).unwrap_or('-');
        let mut parts = day.split(sign);
        let (first, second, third) = (parts.next()?, parts.next(), parts.next());
        if parts.next().is_some() {
            return None;
        }
        let (year, month, day) = match (sign, second, third) {
            (_, Some(second), Some(year)) if sign != '-' && first.len() < 4 => {
                let day_first = sign == '.' || Date::slashes(text) == Some(Slashes::DayFirst);
                let (month, day) = if day_first { (second, first) } else { (first, second) };
                (year, Some(month), Some(day))
            }
            _ => (first, second, third),
        };
        if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let part = |text: Option<&str>, most: u8| match text {
            None => Some(None),
            Some(text) => {
                text.parse::<u8>().ok().filter(|number| (1..=most).contains(number)).map(Some)
            }
        };
        Date { year: year.parse().ok()?, month: part(month, 12)?, day: part(day, 31)? }.existing()
    }

    /// The date, unless its month never has that day.
    fn existing(self) -> Option<Date> {
        let (Some(_), Some(_)) = (self.month, self.day) else { return Some(self) };
        (Date::from_days(self.days()) == self).then_some(self)
    }

    /// Which number of a day such as `5/14/2026` is the month; `None` for what is no such day, and
    /// where it makes no difference.
    pub fn slashes(text: &str) -> Option<Slashes> {
        let parts: Vec<u16> =
            first_word(text).split('/').map(str::parse).collect::<Result<_, _>>().ok()?;
        match parts[..] {
            [first, second, year] if first < 32 && first != second && year > 31 => {
                Some(match (first > 12, second > 12) {
                    (true, _) => Slashes::DayFirst,
                    (_, true) => Slashes::MonthFirst,
                    _ => Slashes::Either,
                })
            }
            _ => None,
        }
    }

    /// The same with day and month in each other's place.
    pub fn swapped(self) -> Date {
        Date { month: self.day, day: self.month, ..self }
    }

    /// Reads the date of a mail (`Tue, 12 May 2026 09:14:00 +0200`): the day, as it was where the
    /// mail was sent.
    pub fn of_mail(text: &str) -> Option<Date> {
        let words = text.split([' ', ',', '\t', '\r', '\n']).filter(|word| !word.is_empty());
        let mut words =
            words.skip_while(|word| !word.starts_with(|first: char| first.is_ascii_digit()));
        let day = words.next()?.parse().ok().filter(|day| (1..=31).contains(day))?;
        let month = Date::month_named(words.next()?)?;
        let year = words.next().filter(|year| year.len() == 4)?.parse().ok()?;
        Date { year, month: Some(month), day: Some(day) }.existing()
    }

    /// The day `days` after 1 January 1970 (Howard Hinnant's civil calendar).
    pub fn from_days(days: i64) -> Date {
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        Date { year: year as i32, month: Some(month as u8), day: Some(day as u8) }
    }

    /// Days since 1 January 1970 of the last day that it can mean: what has only a year is never
    /// called older than it may be.
    pub fn days(self) -> i64 {
        let month = i64::from(self.month.unwrap_or(12));
        let day = i64::from(self.day.unwrap_or(28));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The ways to write it, a line each, in small letters: as in files, and with the month's name
    /// before and behind the day.
    pub fn spellings(self) -> String {
        let (year, day) = (self.year, self.day.unwrap_or_default());
        match self.month.and_then(|month| {
            Some((MONTHS.get(usize::from(month) - 1)?, RESTS[usize::from(month) - 1]))
        }) {
            None => format!("{self}"),
            Some((head, rest)) => format!(
                "{self}\n{day} {head}{rest} {year}\n{head}{rest} {day} {year}\n{head}{rest} {year}"
            ),
        }
    }

    /// The number of a month's name, full or short.
    pub fn month_named(word: &str) -> Option<u8> {
        let (head, rest) = (word.get(..3)?, word.get(3..)?);
        let at = MONTHS.iter().position(|month| month.eq_ignore_ascii_case(head))?;
        let rest = rest.to_ascii_lowercase();
        (rest.is_empty() || rest == RESTS[at] || (at == 8 && rest == "t")).then_some(at as u8 + 1)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(out, "{}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(out, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(out, "-{day:02}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_forth_and_back() {
        for days in (-200_000..200_000).step_by(37) {
            assert_eq!(Date::from_days(days).days(), days);
        }
        assert_eq!(Date::from_days(0).to_string(), "1970-01-01");
        assert_eq!(Date::from_days(19_782).to_string(), "2024-02-29");
    }

    #[test]
    fn spellings_are_read() {
        let read = |text| Date::parse(text).map(|date| date.to_string());
        assert_eq!(read("2026").as_deref(), Some("2026"));
        assert_eq!(read("2026-05").as_deref(), Some("2026-05"));
        assert_eq!(read("2026-05-14T09:00:00Z").as_deref(), Some("2026-05-14"));
        assert_eq!(read("5/14/2026").as_deref(), Some("2026-05-14"));
        for day in ["14.05.2026", "14.5.2026 09:00", "14/5/2026", "2026/05/14", "2026.05.14"] {
            assert_eq!(read(day).as_deref(), Some("2026-05-14"), "{day}");
        }
        assert_eq!(read("3/5/2026").as_deref(), Some("2026-03-05"));
        assert_eq!((read("14.05.26"), read("2026-05-14-1"), read("5.14.2026")), (None, None, None));
        assert_eq!(Date::slashes("3/5/2026"), Some(Slashes::Either));
        assert_eq!((Date::slashes("5/5/2026"), Date::slashes("2026/05/14")), (None, None));
        let mail = |text| Date::of_mail(text).map(|date| date.to_string());
        assert_eq!(mail("Tue, 12 May 2026 09:14:00 +0200").as_deref(), Some("2026-05-12"));
        assert_eq!(mail("3 Jun 2026 23:59 GMT (summer)").as_deref(), Some("2026-06-03"));
        assert_eq!(
            (mail(""), mail("Tue"), mail("99 May 2026"), mail("12 May 26"), mail("12 Mai 2026")),
            (None, None, None, None, None)
        );
        assert_eq!(
            Date::parse("2026-03-02").map(Date::spellings).as_deref(),
            Some("2026-03-02\n2 march 2026\nmarch 2 2026\nmarch 2026")
        );
        assert_eq!((read("May"), read("2026-13"), read("20")), (None, None, None));
        for none in ["2026-02-31", "2026-02-29", "2026-04-31", "2/30/2026", "2026-00-01"] {
            assert_eq!(read(none), None, "{none}");
        }
        assert_eq!(mail("Mon, 31 Jun 2026 08:00:00 +0000"), None);
        assert_eq!(read("2024-02-29").as_deref(), Some("2024-02-29"));
        assert_eq!(
            (Date::month_named("Sept"), Date::month_named("march"), Date::month_named("mayor")),
            (Some(9), Some(3), None)
        );
    }
}
