//! The sequence that the rows of a table are: what is sent, on which day, and what is done between.

use super::header::{self, Columns};
use super::number;
use crate::draft::{Arm, Draft, MAX_STEPS, Sequence, Step};
use crate::source::csv::{Row, Table};
use crate::source::{delay, media};
use crate::text::Text;
use crate::vocabulary::{Channel, Medium};

/// The sequence that the rows of a table are: each has a step, counted from the first, and a column
/// says when it is sent. Rows that go to different people are a list, whatever steps they have.
///
/// Calls and tasks are steps without a draft: their waits count for those behind them.
pub fn sequence(name: &str, file: &Text, drafts: &[Draft]) -> Option<Sequence> {
    let first = drafts.first()?;
    let one_reader = drafts.iter().all(|draft| draft.meta.to == first.meta.to);
    let steps: Option<Vec<u32>> = drafts.iter().map(|draft| draft.step).collect();
    let steps = steps.filter(|steps| {
        steps[0] <= 1 && steps.is_sorted() && steps.len() <= MAX_STEPS && one_reader
    })?;
    let mut table = Table::new(file);
    let columns = Columns::places(table.header());
    let names = header::names(table.header());
    let waits: Vec<usize> =
        (0..names.len()).filter(|column| delay::is_column(&names[*column])).collect();
    let when = |row: &Row| {
        waits.iter().find_map(|column| delay::in_column(&names[*column], &row.value(*column)))
    };
    let mut sequence = Sequence { id: name.to_string(), ..Sequence::default() };
    let mut delays = Vec::new();
    let mut own = drafts.iter().zip(&steps).enumerate().peekable();
    for row in table.by_ref().filter(|row| !row.is_blank()).take(2 * MAX_STEPS) {
        let of_row = |draft: &Draft| draft.row.as_ref().is_some_and(|of| of.number == row.number);
        let mut sends = false;
        while let Some((at, (draft, number))) = own.next_if(|(_, (draft, _))| of_row(draft)) {
            sends = true;
            if sequence.steps.last().is_none_or(|last| last.number != *number) {
                sequence.steps.push(Step {
                    number: *number,
                    medium: medium(draft.channel),
                    thread: draft.meta.thread,
                    ..Step::default()
                });
                delays.push(when(&row));
            }
            let step = sequence.steps.last_mut()?;
            step.arms.push(Arm { name: String::new(), draft: at });
        }
        let value = |column: Option<usize>| column.map(|at| row.value(at)).unwrap_or_default();
        let done = media::named(&value(columns.channel)).filter(|done| done.channel().is_none());
        if let Some(medium) = done.filter(|_| !sends) {
            let last = sequence.steps.last().map_or(0, |last| last.number);
            let number = number(&value(columns.step)).filter(|own| *own > last);
            sequence.steps.push(Step {
                number: number.unwrap_or(last + 1),
                medium,
                ..Step::default()
            });
            delays.push(when(&row));
        }
    }
    for step in sequence.steps.iter_mut().filter(|step| step.arms.len() > 1) {
        step.arms.iter_mut().zip('A'..='Z').for_each(|(arm, letter)| arm.name = letter.to_string());
    }
    let told = delays.iter().flatten().count();
    sequence.steps.iter_mut().zip(delay::resolve(&delays)).for_each(|(step, time)| step.at = time);
    let sent = sequence.steps.iter().filter(|step| !step.arms.is_empty()).count();
    (sent > 1 && told > 1 && own.next().is_none()).then_some(sequence)
}

fn medium(channel: Channel) -> Medium {
    match channel {
        Channel::Dm => Medium::Message,
        Channel::Post => Medium::Post,
        Channel::Email => Medium::Email,
    }
}
