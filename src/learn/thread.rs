//! Exports in which answers are rows of their own, as HubSpot's: a message is answered when one
//! comes in behind it in its thread.

use std::borrow::Cow;
use std::collections::HashMap;

use super::mapped::MappedExport;
use super::table::ExportRow;
use crate::config::{Role, plain};

/// What came in, and when, by thread.
#[derive(Debug)]
pub struct Threads {
    direction: usize,
    thread: usize,
    time: usize,
    subject: Option<usize>,
    /// Points in time as written, which sort: of messages sent, and of answers by people.
    of: HashMap<String, (Vec<String>, Vec<String>)>,
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
        let mut threads =
            Threads { direction, thread, time, subject: of(Role::Subject), of: HashMap::new() };
        let mut any = false;
        reading.table.each(&mut |row| {
            if let Ok(row) = row {
                let came_in = threads.came_in(&row);
                any |= came_in;
                if !(came_in && threads.is_automatic(&row)) {
                    let times = threads.of.entry(row.cells[thread].to_string()).or_default();
                    (if came_in { &mut times.1 } else { &mut times.0 })
                        .push(row.cells[time].to_string());
                }
            }
            true
        });
        for (sent, answers) in threads.of.values_mut() {
            sent.sort();
            answers.sort();
        }
        any.then_some(threads)
    }

    /// True for a row that is an answer, not a message sent.
    pub fn came_in(&self, row: &ExportRow) -> bool {
        let direction = plain(&row.cells[self.direction]);
        direction.starts_with("incoming") || direction == "inbound" || direction == "received"
    }

    fn is_automatic(&self, row: &ExportRow) -> bool {
        let subject =
            self.subject.map_or(Cow::Borrowed(""), |place| Cow::Owned(plain(&row.cells[place])));
        MACHINES.iter().any(|words| subject.contains(words))
    }

    /// True when an answer came behind this message and before the next one of its thread.
    pub fn answered(&self, row: &ExportRow) -> bool {
        let time = row.cells[self.time].as_ref();
        let Some((sent, answers)) = self.of.get(row.cells[self.thread].as_ref()) else {
            return false;
        };
        let next = sent.get(sent.partition_point(|own| own.as_str() <= time));
        let answer = answers.get(answers.partition_point(|own| own.as_str() <= time));
        answer.is_some_and(|answer| next.is_none_or(|next| answer <= next))
    }
}
