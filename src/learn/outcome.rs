//! What became of a message, read from the cells that an export has of it.
//!
//! An answer counts when a person wrote it: what a machine answers, and what asks not to be written
//! to, is none. A label of the lead ("Interested") says nothing of the message beside it, so it
//! never makes an answer where a column has the answers themselves.

use std::borrow::Cow;

use super::label::{CellOutcome, cell_outcome, label_outcome};
use super::table::{Columns, Shape, whole_number};
use super::yes::{says_bounced, says_interest, says_yes};
use crate::config::Role;

/// How often messages were sent, and what came of it. Of one message each number is 0 or 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Tally {
    /// Recipients reached.
    pub delivered: u64,
    /// Answers of people.
    pub replies: u64,
    /// Those that showed interest.
    pub positive: u64,
    /// What machines answered.
    pub automatic: u64,
    /// Those who asked not to be written to.
    pub opt_outs: u64,
    /// Meetings.
    pub meetings: u64,
    /// Messages that came back.
    pub bounced: u64,
    /// Rows with a label of interest and no answer.
    pub labels: u64,
    /// Answers as a platform counts them: of people and machines, opt-outs among them.
    pub counted: u64,
}

impl Tally {
    /// Adds another.
    pub fn add(&mut self, other: &Tally) {
        self.delivered += other.delivered;
        self.replies += other.replies;
        self.positive += other.positive;
        self.automatic += other.automatic;
        self.opt_outs += other.opt_outs;
        self.meetings += other.meetings;
        self.bounced += other.bounced;
        self.labels += other.labels;
        self.counted += other.counted;
    }
}

/// What cannot be read of a row.
pub type RowError = String;

/// What became of the message, or the messages, of a row. `Ok(None)` for a row that was never sent.
/// `answered` says whether an answer came in the same exchange, where the table holds answers as
/// rows of their own.
pub fn read(
    columns: &Columns,
    shape: Shape,
    cells: &[Cow<str>],
    answered: Option<bool>,
) -> Result<Option<Tally>, RowError> {
    match shape {
        Shape::Sends => send(columns, cells, answered),
        Shape::Counts => counts(columns, cells),
    }
}

fn send(
    columns: &Columns,
    cells: &[Cow<str>],
    answered: Option<bool>,
) -> Result<Option<Tally>, RowError> {
    let cell = |role| columns.of(role).map(|place| cells[place].as_ref());
    let yes = |role| cell(role).is_some_and(|cell| says_yes(cell) != Some(false));
    let status = cell(Role::Status).map_or(CellOutcome::Nothing, |cell| cell_outcome(cell, false));
    let label = cell(Role::Category)
        .map_or(CellOutcome::Nothing, |cell| cell_outcome(cell, columns.numbered));
    // A time of sending that is not there was none. A plain `delivered` beside it does not decide:
    // a bounce has both.
    if !yes(Role::Sent) && (status == CellOutcome::Unsent || columns.of(Role::Sent).is_some()) {
        return Ok(None);
    }
    if cell(Role::Bounced).is_some_and(says_bounced) || status == CellOutcome::Bounced {
        return Ok(Some(Tally { bounced: 1, ..Tally::default() }));
    }
    if columns.of(Role::Delivered).is_some()
        && columns.of(Role::Sent).is_none()
        && !yes(Role::Delivered)
    {
        return Ok(None);
    }
    let tells = columns.of(Role::Replied).is_some() || answered.is_some();
    let state = matches!(
        status,
        CellOutcome::Replied
            | CellOutcome::Positive
            | CellOutcome::Meeting
            | CellOutcome::Negative
            | CellOutcome::Automatic
            | CellOutcome::OptOut
    );
    let labelled = matches!(
        label,
        CellOutcome::Replied | CellOutcome::Positive | CellOutcome::Meeting | CellOutcome::Negative
    );
    // A state that says how it ended is one of the message; a label is one of the lead.
    // What decides whether it was answered is not guessed.
    let replied = match cell(Role::Replied) {
        None => false,
        Some(cell) => says_yes(cell).ok_or_else(|| {
            format!(
                "`{}` under `{}` says neither yes nor no; left out",
                crate::text::printable(cell.trim()),
                Role::Replied.name()
            )
        })?,
    };
    // "Maybe" is no interest yet.
    let interested = cell(Role::Positive).and_then(says_interest) == Some(true);
    let own = cell(Role::Replied).map_or(CellOutcome::Nothing, label_outcome);
    let counted = replied
        || answered == Some(true)
        || state && status != CellOutcome::OptOut
        || !tells && (labelled || interested);
    let says = |outcome| [status, label, own].contains(&outcome);
    let automatic = yes(Role::Automatic) || says(CellOutcome::Automatic);
    let opted_out = yes(Role::Unsubscribed) || says(CellOutcome::OptOut);
    let human = counted && !automatic && !opted_out;
    let positive = human
        && (interested
            || [status, label]
                .iter()
                .any(|says| matches!(says, CellOutcome::Positive | CellOutcome::Meeting)));
    let meeting = human && (yes(Role::Meeting) || [status, label].contains(&CellOutcome::Meeting));
    let one = u64::from;
    Ok(Some(Tally {
        delivered: 1,
        replies: one(human),
        positive: one(positive || meeting),
        automatic: one(counted && automatic),
        opt_outs: one(opted_out),
        meetings: one(meeting),
        bounced: 0,
        labels: one(tells && !counted && (labelled || label == CellOutcome::Automatic)),
        counted: one(counted),
    }))
}

fn counts(columns: &Columns, cells: &[Cow<str>]) -> Result<Option<Tally>, RowError> {
    let number = |role| -> Result<Option<u64>, RowError> {
        let Some(cell) =
            columns.of(role).map(|place| cells[place].trim()).filter(|cell| !cell.is_empty())
        else {
            return Ok(None);
        };
        whole_number(cell).map(Some).ok_or_else(|| {
            format!("`{}` under `{}` is no whole number", crate::text::printable(cell), role.name())
        })
    };
    let (sent, bounced) = (number(Role::Sent)?, number(Role::Bounced)?.unwrap_or(0));
    let delivered = match (number(Role::Delivered)?, sent) {
        (Some(delivered), _) => delivered,
        (None, Some(sent)) => sent.saturating_sub(bounced),
        (None, None) => return Err("no number of messages sent".to_string()),
    };
    if delivered == 0 {
        return Ok(None);
    }
    let positive = number(Role::Positive)?;
    let Some(counted) = number(Role::Replied)?.or(positive) else {
        return Err("no number of replies".to_string());
    };
    let automatic = number(Role::Automatic)?.unwrap_or(0);
    if counted > delivered {
        return Err(format!("{counted} replies to {delivered} messages delivered"));
    }
    Ok(Some(Tally {
        delivered,
        replies: counted.saturating_sub(automatic),
        positive: positive.unwrap_or(0).min(counted),
        automatic: automatic.min(counted),
        opt_outs: number(Role::Unsubscribed)?.unwrap_or(0),
        meetings: number(Role::Meeting)?.unwrap_or(0),
        bounced,
        labels: 0,
        counted,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(row: &[(&str, &str)], shape: Shape) -> Result<Option<Tally>, RowError> {
        let names: Vec<String> = row.iter().map(|(name, _)| name.to_string()).collect();
        let cells: Vec<Cow<str>> = row.iter().map(|(_, value)| Cow::Borrowed(*value)).collect();
        read(&Columns::find(&names, &[]), shape, &cells, None)
    }

    fn send(row: &[(&str, &str)]) -> Tally {
        one(row, Shape::Sends).expect("readable").expect("sent")
    }

    #[test]
    fn a_label_of_the_lead_is_no_answer() {
        let sent = ("sent_time", "2031-05-01T08:00:00Z");
        let label = send(&[sent, ("lead_category", "Interested"), ("reply_time", "")]);
        assert_eq!((label.replies, label.labels, label.delivered), (0, 1, 1));
        let answer =
            send(&[sent, ("lead_category", "Interested"), ("reply_time", "2031-05-02T08:00:00Z")]);
        assert_eq!((answer.replies, answer.positive), (1, 1));
    }

    #[test]
    fn machines_and_opt_outs_do_not_answer() {
        let replied = ("reply_time", "2031-05-02");
        for (name, value) in [
            ("lead_category", "Out Of Office"),
            ("is_auto_reply", "1"),
            ("lead_category", "Do Not Contact"),
            ("is_unsubscribed", "true"),
            ("lt_interest_status", "0"),
        ] {
            let tally = send(&[replied, (name, value)]);
            assert_eq!(
                (tally.replies, tally.counted, tally.automatic + tally.opt_outs),
                (0, 1, 1),
                "{name}: {value}"
            );
        }
        assert_eq!(
            send(&[replied, ("lead_category", "Not Interested")]).replies,
            1,
            "a no is an answer"
        );
        assert_eq!(
            send(&[replied, ("lead_category", "0")]).replies,
            1,
            "numbers of other platforms mean other things"
        );
    }

    #[test]
    fn one_cell_says_how_it_ended() {
        for (state, expected) in [
            ("EMAIL_SENT", [1, 0, 0]),
            ("EMAIL_OPENED", [1, 0, 0]),
            ("RESPONDED", [1, 1, 0]),
            ("BOUNCED", [0, 0, 1]),
            ("UNSUBSCRIBED", [1, 0, 0]),
            ("AUTOREPLIED", [1, 0, 0]),
        ] {
            let tally = send(&[("Merge status", state)]);
            assert_eq!([tally.delivered, tally.replies, tally.bounced], expected, "{state}");
        }
        assert_eq!(one(&[("status", "scheduled")], Shape::Sends), Ok(None));
    }

    #[test]
    fn counts_are_of_people_delivered_to() {
        let row = [
            ("sent", "1,000"),
            ("bounced", "20"),
            ("unique_replies", "30"),
            ("unique_replies_automatic", "12"),
        ];
        let tally = one(&row, Shape::Counts).expect("readable").expect("sent");
        assert_eq!(
            (tally.delivered, tally.replies, tally.automatic, tally.counted),
            (980, 18, 12, 30)
        );
        assert!(one(&[("sent", "ten"), ("replies", "3")], Shape::Counts).is_err());
        assert!(one(&[("sent", "2"), ("replies", "3")], Shape::Counts).is_err());
        assert_eq!(one(&[("sent", "0"), ("replies", "0")], Shape::Counts), Ok(None));
    }
}
