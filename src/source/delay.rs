//! Waits as files write them, resolved to minutes from the start.
//!
//! Platforms and people count in different units and from different places: from the start, from
//! the step before, or to the step after. One table says which key means what.

use crate::draft::MINUTES_A_DAY;
use crate::text::Span;
use crate::yaml::Node;

/// Where a wait is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedFrom {
    /// The start of the sequence.
    Start,
    /// The step before.
    Previous,
    /// This step: the wait is for the one after.
    ToNext,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unit {
    /// So many minutes.
    Minutes(f64),
    /// Days from Monday to Friday. A sequence is taken to start on a Monday.
    Workdays,
}

/// How long to wait, and from where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delay {
    count: f64,
    unit: Unit,
    from: CountedFrom,
    /// Where it is written.
    pub span: Span,
}

impl Delay {
    /// True when `other` says the same time, wherever it is written.
    pub fn is_as(&self, other: &Delay) -> bool {
        (self.count, self.unit, self.from) == (other.count, other.unit, other.from)
    }
}

const A_DAY: f64 = MINUTES_A_DAY as f64;
/// Days.
pub const DAY: Unit = Unit::Minutes(A_DAY);
const WEEK: Unit = Unit::Minutes(7.0 * A_DAY);
const HOUR: Unit = Unit::Minutes(60.0);
/// Minutes.
pub const MINUTE: Unit = Unit::Minutes(1.0);
/// Seconds.
pub const SECOND: Unit = Unit::Minutes(1.0 / 60.0);
/// Thousandths of a second.
pub const MILLI: Unit = Unit::Minutes(1.0 / 60_000.0);

/// Keys without case, dashes and underscores; what a bare number under them counts, and from where.
#[rustfmt::skip]
const KEYS: &[(&str, Unit, CountedFrom)] = &[
    ("day", DAY, CountedFrom::Start), ("dayoffset", DAY, CountedFrom::Start), ("daynumber", DAY, CountedFrom::Start), ("sendday", DAY, CountedFrom::Start),
    ("sendonday", DAY, CountedFrom::Start), ("offsetdays", DAY, CountedFrom::Start), ("daysfromstart", DAY, CountedFrom::Start),
    ("wait", DAY, CountedFrom::Previous), ("waitdays", DAY, CountedFrom::Previous), ("waittime", DAY, CountedFrom::Previous), ("gapdays", DAY, CountedFrom::Previous),
    ("delay", DAY, CountedFrom::Previous), ("delaydays", DAY, CountedFrom::Previous), ("delayindays", DAY, CountedFrom::Previous),
    ("sendafter", DAY, CountedFrom::Previous), ("sendafterdays", DAY, CountedFrom::Previous), ("afterdays", DAY, CountedFrom::Previous),
    ("daysafter", DAY, CountedFrom::Previous), ("daystowait", DAY, CountedFrom::Previous), ("waitindays", DAY, CountedFrom::Previous),
    ("seqdelaydetailsdelayindays", DAY, CountedFrom::Previous), ("sendafterhours", HOUR, CountedFrom::Previous), ("sendat", DAY, CountedFrom::Start),
    ("senddelaydays", DAY, CountedFrom::Previous), ("daysafterprevious", DAY, CountedFrom::Previous), ("seqdelaydetails", DAY, CountedFrom::Previous),
    ("waitbusinessdays", Unit::Workdays, CountedFrom::Previous), ("waithours", HOUR, CountedFrom::Previous), ("delayhours", HOUR, CountedFrom::Previous),
    ("delayminutes", MINUTE, CountedFrom::Previous), ("delayinminutes", MINUTE, CountedFrom::Previous),
    ("interval", SECOND, CountedFrom::Previous), ("intervalseconds", SECOND, CountedFrom::Previous), ("delaymillis", MILLI, CountedFrom::Previous),
];

/// Keys beside a wait that name its unit.
const UNIT_KEYS: &[&str] = &["waitmode", "waitunit", "delayunit"];

#[rustfmt::skip]
const UNITS: &[(&str, Unit)] = &[
    ("s", SECOND), ("second", SECOND), ("seconds", SECOND), ("m", MINUTE), ("min", MINUTE), ("minute", MINUTE), ("minutes", MINUTE),
    ("h", HOUR), ("hour", HOUR), ("hours", HOUR), ("d", DAY), ("day", DAY), ("days", DAY), ("w", WEEK), ("week", WEEK), ("weeks", WEEK),
    ("bd", Unit::Workdays), ("business day", Unit::Workdays), ("business days", Unit::Workdays), ("working days", Unit::Workdays),
];

/// A key as the tables spell it: `delay_days`, `delayDays` and `delay-days` are one.
pub fn plain(key: &str) -> String {
    key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// True when `key` (in its plain spelling) says when a step is sent.
pub fn is_key(key: &str) -> bool {
    KEYS.iter().any(|(known, ..)| *known == key)
}

/// The wait that a step gives, under whichever key. `Err` holds a value that is no wait.
pub fn of(step: &Node) -> Result<Option<Delay>, &Node> {
    let entries = || {
        step.entries().iter().map(|(key, value)| (plain(key.as_str().unwrap_or_default()), value))
    };
    let find = |name: &str| {
        entries().find(|(key, value)| key == name && !value.is_null()).map(|(_, value)| value)
    };
    let Some((value, unit, from)) =
        KEYS.iter().find_map(|(name, unit, from)| Some((find(name)?, *unit, *from)))
    else {
        return Ok(None);
    };
    if !value.entries().is_empty() {
        return of(value);
    }
    let named = UNIT_KEYS.iter().find_map(|key| find(key)).and_then(|node| unit_of(node.as_str()?));
    // The platform that says `delay_unit` is the one that counts to the step after.
    let from = if find("delayunit").is_some() { CountedFrom::ToNext } else { from };
    match parse(value.as_str().unwrap_or_default(), named.unwrap_or(unit), from) {
        Some(delay) => Ok(Some(Delay { span: value.span, ..delay })),
        None => Err(value),
    }
}

/// A wait of which the platform says what it counts and from where; `named` stands beside it and
/// names another unit.
pub fn fixed(value: &Node, named: Option<&Node>, unit: Unit, from: CountedFrom) -> Option<Delay> {
    let unit = named.map_or(Some(unit), |named| unit_of(named.as_str()?))?;
    let delay = parse(value.as_str()?, unit, from)?;
    Some(Delay { span: value.span, ..delay })
}

/// A bare number of days in a list beside the steps: waits, or, when there is one for each step,
/// days from the start.
pub fn in_list(node: &Node, waits: bool) -> Option<Delay> {
    let delay =
        parse(node.as_str()?, DAY, if waits { CountedFrom::ToNext } else { CountedFrom::Start })?;
    Some(Delay { span: node.span, ..delay })
}

/// What people call the columns of waits, where programs mean something else by the word.
const COLUMNS: &[(&str, Unit, CountedFrom)] = &[
    ("interval", DAY, CountedFrom::Previous),
    ("intervaldays", DAY, CountedFrom::Previous),
    ("intervalindays", DAY, CountedFrom::Previous),
    ("intervalhours", HOUR, CountedFrom::Previous),
    ("waittimedays", DAY, CountedFrom::Previous),
];

/// What a column called `name` says, when that is the time of a step.
fn column(name: &str) -> Option<(Unit, CountedFrom)> {
    let name = plain(name);
    COLUMNS
        .iter()
        .chain(KEYS)
        .find(|(known, ..)| *known == name || name.strip_suffix('s') == Some(known))
        .map(|(_, unit, from)| (*unit, *from))
}

/// True for the name of a column that says when a step is sent.
pub fn is_column(name: &str) -> bool {
    column(name).is_some()
}

/// The wait in a cell, when the name of its column is one for waits.
pub fn in_column(name: &str, cell: &str) -> Option<Delay> {
    let (unit, from) = column(name)?;
    // "+3" counts from the row above, whatever the column is called.
    let (cell, from) =
        cell.trim().strip_prefix('+').map_or((cell, from), |rest| (rest, CountedFrom::Previous));
    parse(cell, unit, from).or_else(|| in_label(cell))
}

/// Words for a day or a week before its number, in the languages of headings.
#[rustfmt::skip]
const CALENDAR: &[(&str, f64)] = &[
    ("day", 1.0), ("tag", 1.0), ("día", 1.0), ("dia", 1.0), ("jour", 1.0), ("giorno", 1.0), ("dag", 1.0), ("dzień", 1.0), ("päivä", 1.0), ("день", 1.0), ("den", 1.0), ("deň", 1.0), ("ziua", 1.0), ("gün", 1.0),
    ("j", 1.0), ("d", 1.0), ("t", 1.0), ("week", 7.0), ("woche", 7.0), ("semana", 7.0), ("semaine", 7.0), ("settimana", 7.0), ("vecka", 7.0), ("tydzień", 7.0),
];
/// Words for days behind a number.
#[rustfmt::skip]
const SPANS: &[(&str, Unit)] = &[
    ("day", DAY), ("days", DAY), ("business", Unit::Workdays), ("working", Unit::Workdays), ("workdays", Unit::Workdays), ("week", WEEK), ("weeks", WEEK), ("hours", HOUR),
    ("tag", DAY), ("tage", DAY), ("tagen", DAY), ("werktage", Unit::Workdays), ("werktagen", Unit::Workdays), ("woche", WEEK), ("wochen", WEEK),
    ("jour", DAY), ("jours", DAY), ("semaine", WEEK), ("semaines", WEEK), ("día", DAY), ("días", DAY), ("dia", DAY), ("dias", DAY), ("semana", WEEK), ("semanas", WEEK),
    ("giorno", DAY), ("giorni", DAY), ("settimana", WEEK), ("settimane", WEEK), ("dagen", DAY), ("dagar", DAY), ("dage", DAY), ("dni", DAY),
    ("dniach", DAY), ("dny", DAY), ("dnů", DAY), ("dnech", DAY), ("dňoch", DAY), ("zile", DAY), ("gün", DAY), ("nap", DAY), ("hrs", HOUR), ("hour", HOUR), ("stunden", HOUR),
    ("heures", HOUR), ("horas", HOUR), ("ore", HOUR), ("uur", HOUR), ("timmar", HOUR), ("timer", HOUR), ("godzin", HOUR), ("godzinach", HOUR), ("hodin", HOUR),
];
/// Words beside such days that make them a wait.
#[rustfmt::skip]
const WAITS: &[&str] = &[
    "later", "after", "wait", "delay", "then", "send", "sent", "following", "später", "danach", "nach", "warte", "warten", "après", "apres", "plus", "tard", "attendre", "después",
    "despues", "esperar", "depois", "após", "apos", "aguardar", "dopo", "attendere", "na", "efter", "senare", "po",
    "senere", "později", "poté", "potom", "czekaj", "odczekaj", "wacht", "vänta", "vent", "după", "sonra", "később", "múlva",
];
/// Numbers in words.
const NUMBERS: &[&str] =
    &["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// The day that a heading names, or the wait: "Day 3: the tariff", "J+3", "Tag 4", "Week 2", "3
/// days later", "Send 3 days after".
pub fn in_label(label: &str) -> Option<Delay> {
    const LONGEST: usize = 120;
    if label.len() > LONGEST {
        return None;
    }
    let lower = label.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| {
        word.parse::<f64>()
            .ok()
            .or_else(|| NUMBERS.iter().position(|own| *own == word).map(|at| at as f64))
    };
    let delay = |count: f64, unit, from| {
        Some(Delay { count, unit, from, span: Span::default() }).filter(|_| count < 1000.0)
    };
    // `J+3` needs its sign; a letter and a number are anything.
    let signed = |word: &str| {
        word.chars().count() > 1
            || lower.contains(&format!("{word}+"))
            || lower.contains(&format!("{word} +"))
    };
    let named = |pair: &[&str]| {
        let (_, days) = CALENDAR.iter().find(|(word, _)| *word == pair[0] && signed(word))?;
        let count: f64 = pair[1].parse().ok()?;
        // The first week begins with the first day.
        delay(
            if *days > 1.0 { (count - 1.0).max(0.0) * days } else { count },
            DAY,
            CountedFrom::Start,
        )
    };
    // `D4` is a day where the label begins with it or it stands in brackets: elsewhere it is
    // anything.
    let short = |word: &&str| {
        let count: f64 =
            word.strip_prefix(['d', 'j']).filter(|digits| digits.len() <= 2)?.parse().ok()?;
        let placed = words.first() == Some(word) || lower.contains(&format!("({word})"));
        delay(count, DAY, CountedFrom::Start).filter(|_| placed)
    };
    // `wait 4d`, `+4d`.
    let brief = |at: usize| {
        let digits = words[at].trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let (count, unit) = (
            digits.parse::<f64>().ok()?,
            unit_of(&words[at][digits.len()..]).filter(|_| digits.len() < words[at].len())?,
        );
        let beside =
            || words[at.saturating_sub(2)..at].iter().chain(words[at + 1..].iter().take(2));
        let placed =
            lower.contains(&format!("+{}", words[at])) || beside().any(|word| WAITS.contains(word));
        delay(count, unit, CountedFrom::Previous).filter(|_| placed)
    };
    let waited = |at: usize| {
        let (count, (_, unit)) =
            (number(words[at])?, SPANS.iter().find(|(word, _)| *word == words[at + 1])?);
        let beside =
            || words[at.saturating_sub(3)..at].iter().chain(words[at + 2..].iter().take(3));
        let plus = lower.trim_start_matches(['(', '*', '_', ' ']).starts_with('+')
            || lower.contains(&format!("+{}", words[at]))
            || lower.contains(&format!("+ {}", words[at]));
        (plus || beside().any(|word| WAITS.contains(word)))
            .then(|| delay(count, *unit, CountedFrom::Previous))
            .flatten()
    };
    let found = words
        .windows(2)
        .find_map(named)
        .or_else(|| (0..words.len().saturating_sub(1)).find_map(waited));
    found.or_else(|| words.iter().find_map(short)).or_else(|| (0..words.len()).find_map(brief))
}

/// A cell that says a day: a bare number, or `3 days`.
pub fn days(cell: &str) -> Option<Delay> {
    parse(
        cell.trim_start_matches('+'),
        DAY,
        if cell.starts_with('+') { CountedFrom::Previous } else { CountedFrom::Start },
    )
}

/// `3d`, `2bd`, `4 hours`, `Day 3`, `T+3d`, `P3D` of ISO 8601 (where a month is 30 days), or a bare number of `unit`.
fn parse(text: &str, unit: Unit, from: CountedFrom) -> Option<Delay> {
    let text = text.trim().to_ascii_lowercase();
    if let Some(period) = text.strip_prefix('p') {
        let (count, unit) = period_of(period)?;
        return Some(Delay { count, unit, from, span: Span::default() });
    }
    let (rest, from_start) = match text.strip_prefix("day").or_else(|| text.strip_prefix("t+")) {
        Some(rest) => (rest.trim_start(), true),
        None => (text.as_str(), false),
    };
    let digits =
        rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let count = rest[..digits].parse().ok().filter(|count| (0.0..1e12).contains(count))?;
    let word = rest[digits..].trim();
    let unit = if word.is_empty() { unit } else { unit_of(word)? };
    let (unit, from) = if from_start {
        (if word.is_empty() { DAY } else { unit }, CountedFrom::Start)
    } else {
        (unit, from)
    };
    Some(Delay { count, unit, from, span: Span::default() })
}

/// What ISO 8601 counts in dates, and behind the `T` of a time.
const DATES: &[(&str, Unit)] = &[
    ("d", DAY),
    ("w", WEEK),
    ("m", Unit::Minutes(30.0 * A_DAY)),
    ("y", Unit::Minutes(365.0 * A_DAY)),
];
const TIMES: &[(&str, Unit)] = &[("h", HOUR), ("m", MINUTE), ("s", SECOND)];

/// The count and the unit of a period of ISO 8601 behind its `P`, in small letters: `3d`, `t4h`.
fn period_of(period: &str) -> Option<(f64, Unit)> {
    let (units, rest) = period.strip_prefix('t').map_or((DATES, period), |rest| (TIMES, rest));
    let digits = rest.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let count = digits.parse().ok().filter(|count| (0.0..1e12).contains(count))?;
    let (_, unit) = units.iter().find(|(unit, _)| *unit == &rest[digits.len()..])?;
    Some((count, *unit))
}

fn unit_of(word: &str) -> Option<Unit> {
    let word = word.trim().to_ascii_lowercase();
    UNITS.iter().find(|(known, _)| *known == word).map(|(_, unit)| *unit)
}

/// Minutes from the start for every step. Without any wait nothing is known; a step without one
/// comes with the step before.
pub fn resolve(delays: &[Option<Delay>]) -> Vec<Option<u32>> {
    if delays.iter().all(Option::is_none) {
        return vec![None; delays.len()];
    }
    let (mut now, mut owed) = (0.0_f64, None);
    let mut times = Vec::with_capacity(delays.len());
    for delay in delays {
        if let Some(owed) = owed.take() {
            now = after(now, owed);
        }
        match delay {
            Some(delay) if delay.from == CountedFrom::Start => now = after(0.0, *delay),
            Some(delay) if delay.from == CountedFrom::Previous => now = after(now, *delay),
            Some(delay) => owed = Some(*delay),
            None => {}
        }
        times.push(Some(now.min(f64::from(u32::MAX)) as u32));
    }
    times
}

fn after(now: f64, delay: Delay) -> f64 {
    match delay.unit {
        Unit::Minutes(minutes) => now + delay.count * minutes,
        Unit::Workdays => {
            // Day 0 is a Monday; a start on a weekend counts from the Friday before.
            let (weeks, weekday) = ((now / A_DAY / 7.0).floor(), (now / A_DAY).floor() % 7.0);
            let workdays = weeks * 5.0 + weekday.min(4.0) + delay.count;
            ((workdays / 5.0).floor() * 7.0 + workdays % 5.0) * A_DAY + now % A_DAY
        }
    }
}

/// Waits that are called waits and grow like days counted from the start (0, 3, 7, 12): what people
/// often write. They are read as such days; the first is returned, so that it can be said.
pub fn count_from_start(delays: &mut [Option<Delay>]) -> Option<Delay> {
    let waits: Option<Vec<Delay>> = delays.iter().copied().collect();
    let waits = waits.filter(|waits| {
        waits.len() >= 3
            && waits.iter().all(|wait| wait.from == CountedFrom::Previous && wait.unit == DAY)
    })?;
    let rises =
        waits[0].count == 0.0 && waits.windows(2).all(|pair| pair[1].count - pair[0].count >= 2.0);
    if !rises {
        return None;
    }
    delays.iter_mut().flatten().for_each(|delay| delay.from = CountedFrom::Start);
    Some(waits[0])
}
