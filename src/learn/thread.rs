//! Exports in which answers are rows of their own, as HubSpot's: a message is answered when one
//! comes in behind it in its thread.

use std::borrow::Cow;
use std::collections::HashMap;

use super::mapped::MappedExport;
use super::moment::Clock;
use super::table::{ExportRow, RowProblem};
use crate::config::{Role, plain};
use crate::order::InOrder;
use crate::text::printable;

/// A point in time, and the place of its row, which decides between two at one time: days without
/// a clock.
type Stamp = (i64, i64);

/// What came in, and when, by thread.
#[derive(Debug)]
pub struct Threads {
    direction: usize,
    thread: usize,
    time: usize,
    subject: Option<usize>,
    clock: Clock,
    /// The newest row stands first.
    backwards: bool,
    /// When messages were sent, and when people answered.
    of: HashMap<String, (Vec<Stamp>, Vec<Stamp>)>,
    /// When messages were sent, each time once.
    times: HashMap<String, Vec<i64>>,
}

/// Subjects of what machines answer.
const MACHINES: &[&str] = &[
    "automaticreply",
    "autoreply",
    "outofoffice",
    "autoresponse",
    "undeliverable",
    "deliverystatus",
    "abwesenheit",
];

impl Threads {
    /// The threads of an export; `None` when it has no columns for thread, direction and time, or
    /// has answers in another form.
    pub fn read(reading: &MappedExport) -> Option<Threads> {
        let of = |role| reading.columns.of(role);
        let (direction, thread, time) = (of(Role::Direction)?, of(Role::Thread)?, of(Role::Sent)?);
        let mut threads = Threads {
            direction,
            thread,
            time,
            subject: of(Role::Subject),
            clock: Clock::of(reading.table, time),
            backwards: false,
            of: HashMap::new(),
            times: HashMap::new(),
        };
        let (mut any, mut last, mut course) = (false, None::<i64>, 0_i64);
        reading.table.each(&mut |row| {
            if let Ok(row) = row {
                let came_in = threads.came_in(&row);
                any |= came_in;
                let at = threads.clock.at(&row.cells[time]);
                if let (Some(last), Some(at)) = (last, at) {
                    course += (at - last).signum();
                }
                last = at.or(last);
                if let Some(at) = at.filter(|_| !(came_in && threads.is_automatic(&row))) {
                    let times = threads.of.entry(row.cells[thread].to_string()).or_default();
                    (if came_in { &mut times.1 } else { &mut times.0 })
                        .push((at, row.number as i64));
                }
            }
            true
        });
        threads.backwards = course < 0;
        for stamps in threads.of.values_mut().flat_map(|(sent, answers)| [sent, answers]) {
            if threads.backwards {
                stamps.iter_mut().for_each(|(_, row)| *row = -*row);
            }
            stamps.order();
        }
        let named = threads.of.iter().filter(|(thread, _)| !thread.trim().is_empty());
        let times = named.map(|(thread, (sent, _))| {
            let mut times: Vec<i64> = sent.iter().map(|(at, _)| *at).collect();
            times.dedup();
            (thread.clone(), times)
        });
        threads.times = times.collect();
        any.then_some(threads)
    }

    /// True for a row that is an answer, not a message sent.
    pub fn came_in(&self, row: &ExportRow) -> bool {
        let direction = plain(&row.cells[self.direction]);
        direction.starts_with("incoming") || direction == "inbound" || direction == "received"
    }

    /// What keeps an answer from finding its message.
    pub fn fault(&self, row: &ExportRow) -> Result<(), String> {
        if self.is_automatic(row) {
            return Ok(());
        }
        if row.cells[self.thread].trim().is_empty() {
            return Err("no thread, so which message it answers is not known; left out".to_string());
        }
        self.at(row).map(|_| ())
    }

    /// Of days that can be read in two ways.
    pub fn doubt(&self) -> Option<RowProblem> {
        let (row, told) = self.clock.doubt()?;
        Some(RowProblem { used: true, ..RowProblem::new(row, told) })
    }

    fn is_automatic(&self, row: &ExportRow) -> bool {
        let subject =
            self.subject.map_or(Cow::Borrowed(""), |place| Cow::Owned(plain(&row.cells[place])));
        MACHINES.iter().any(|words| subject.contains(words))
    }

    fn at(&self, row: &ExportRow) -> Result<i64, String> {
        let cell = row.cells[self.time].trim();
        self.clock.at(cell).ok_or_else(|| match cell {
            "" => "no time, so what was answered is not known; left out".to_string(),
            _ => format!(
                "`{}` under `{}` is no point in time that can be read, so what was answered is not known; left out",
                printable(cell),
                Role::Sent.name()
            ),
        })
    }

    /// The place of a message among those of its thread, from 1: a follow-up is a step of its own.
    /// Messages of one time have one place.
    pub fn step(&self, row: &ExportRow) -> Option<u32> {
        let times = self.times.get(row.cells[self.thread].as_ref())?;
        let own = self.clock.at(&row.cells[self.time])?;
        Some(times.partition_point(|time| *time < own) as u32 + 1)
    }

    /// True when an answer came behind this message and before the next one of its thread; an error
    /// when nobody can tell.
    pub fn answered(&self, row: &ExportRow) -> Result<bool, String> {
        let thread = row.cells[self.thread].as_ref();
        // Without a time it was not sent.
        if thread.trim().is_empty() || row.cells[self.time].trim().is_empty() {
            return Ok(false);
        }
        let place = row.number as i64;
        let own = (self.at(row)?, if self.backwards { -place } else { place });
        let Some((sent, answers)) = self.of.get(thread) else { return Ok(false) };
        let next = sent.get(sent.partition_point(|stamp| *stamp <= own));
        let answer = answers.get(answers.partition_point(|stamp| *stamp <= own));
        Ok(answer.is_some_and(|answer| next.is_none_or(|next| answer <= next)))
    }
}
