//! Exports of a row an event, which may have the words of an answer where those of the message stand
//! in the row of its sending.

use std::collections::{HashMap, HashSet};

use super::join;
use super::label::{cell_outcome, says_sent};
use super::mapped::MappedExport;
use super::table::{ExportRow, Shape};
use crate::config::Role;

/// Messages of which a row says that they were sent, and has the text, and another that they were
/// answered.
#[derive(Debug, Default)]
pub struct SentRows {
    /// What they are known by, with the key of their text.
    texts: HashMap<u64, HashSet<u64>>,
    /// A row cannot as well be another message to the same recipient: the status is an event, or a
    /// column has the step.
    sure: bool,
}

impl SentRows {
    /// Those of an export; `names` are the columns of recipients' names.
    pub fn read(reading: &MappedExport, names: &[usize], lowest: u32) -> SentRows {
        let of = |role| reading.columns.of(role);
        let sure = reading.columns.events || of(Role::Step).is_some();
        let mut sent = SentRows { sure, ..SentRows::default() };
        let (Some(status), Some(text), Some(recipient), Shape::Sends) =
            (of(Role::Status), of(Role::Text), of(Role::Recipient), reading.shape)
        else {
            return sent;
        };
        let known = |row: &ExportRow| {
            let (campaign, to) = (reading.campaign_of(row), row.cells[recipient].trim());
            let step = reading.step_of(row, lowest).ok()?;
            Some(join::key(campaign, step.unwrap_or(1), to))
        };
        // Most messages get no answer, and are not looked at further.
        let mut answered = HashSet::new();
        reading.table.each(&mut |row| {
            let row = row.ok().filter(|row| says_answered(&row.cells[status]));
            answered.extend(row.and_then(|row| known(&row)));
            true
        });
        if answered.is_empty() {
            return sent;
        }
        reading.table.each(&mut |row| {
            let holds = |row: &ExportRow| {
                says_sent(&row.cells[status]) && !row.cells[text].trim().is_empty()
            };
            if let Some(row) = row.ok().filter(holds)
                && let Some(known) = known(&row).filter(|known| answered.contains(known))
            {
                let words = reading.text_key(&row, names);
                sent.texts.entry(known).or_default().insert(words);
            }
            true
        });
        sent
    }

    /// True when the text of a row is that of an answer: the row says that one came, and another row
    /// has the message, which is known by `key`.
    pub fn is_answer(&self, reading: &MappedExport, row: &ExportRow, key: u64) -> bool {
        self.sure && self.texts.contains_key(&key) && is_answered(reading, row)
    }

    /// True when the text of a row, `words` by its key, may be that of an answer or of a further
    /// message to the recipient: which of the two is not guessed.
    pub fn is_doubtful(
        &self,
        reading: &MappedExport,
        row: &ExportRow,
        key: u64,
        words: u64,
    ) -> bool {
        let other = self.texts.get(&key).is_some_and(|known| !known.contains(&words));
        !self.sure && other && is_answered(reading, row)
    }
}

fn is_answered(reading: &MappedExport, row: &ExportRow) -> bool {
    reading.columns.of(Role::Status).is_some_and(|place| says_answered(&row.cells[place]))
}

fn says_answered(cell: &str) -> bool {
    cell_outcome(cell, false).is_answer()
}
