//! What a row says of one message: whether it arrived, and what came of it.
//!
//! An answer counts when a person wrote it: what a machine answers, and what asks not to be written
//! to, is none. A label of the lead ("Interested") says nothing of the message beside it, so it
//! never makes an answer where a column has the answers themselves.

use std::borrow::Cow;

use super::label::{CellOutcome, cell_outcome, label_outcome};
use super::outcome::{RowError, Tally};
use super::table::Columns;
use super::yes::{says_bounced, says_interest, says_yes};
use crate::config::Role;

/// What a row says of one message. Several rows may say each a part of it: sent, opened, replied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// It was sent, and nothing says that it did not arrive.
    pub delivered: bool,
    /// It came back; what a mail server answers is no reply.
    pub bounced: bool,
    /// Somebody, or a machine, answered.
    pub counted: bool,
    /// Nothing in the row of that answer says that no person wrote it.
    pub human: bool,
    /// A machine answered.
    pub automatic: bool,
    /// The recipient asked not to be written to.
    pub opted_out: bool,
    /// Interest, as a label or a column has it.
    pub interested: bool,
    /// A meeting, likewise.
    pub meeting: bool,
    /// A label of an answer that the row does not have.
    pub labelled: bool,
}

impl Message {
    /// What this row and another one say of the same message.
    pub fn join(self, other: Message) -> Message {
        Message {
            delivered: self.delivered | other.delivered,
            bounced: self.bounced | other.bounced,
            counted: self.counted | other.counted,
            human: self.human | other.human,
            automatic: self.automatic | other.automatic,
            opted_out: self.opted_out | other.opted_out,
            interested: self.interested | other.interested,
            meeting: self.meeting | other.meeting,
            labelled: self.labelled | other.labelled,
        }
    }

    /// What it counts. A person who answered behind a machine did answer; who asked not to be
    /// written to did not.
    pub fn tally(self) -> Tally {
        if self.bounced || !self.delivered {
            return Tally { bounced: u64::from(self.bounced), ..Tally::default() };
        }
        let human = self.human && !self.opted_out;
        Tally {
            delivered: 1,
            replies: u64::from(human),
            positive: u64::from(human && (self.interested || self.meeting)),
            automatic: u64::from(self.automatic && self.counted && !human),
            opt_outs: u64::from(self.opted_out),
            meetings: u64::from(human && self.meeting),
            bounced: 0,
            labels: u64::from(self.labelled && !self.counted),
            counted: u64::from(self.counted),
        }
    }
}

/// What a row says of the message that it is of; `None` where that is nothing. `answered` says
/// whether an answer came in the same exchange, where the table holds answers as rows of their own.
///
/// A row may say that an answer came and not that a message was sent: then it is not `delivered`.
pub fn message(
    columns: &Columns,
    cells: &[Cow<str>],
    answered: Option<bool>,
) -> Result<Option<Message>, RowError> {
    let cell = |role| columns.of(role).map(|place| cells[place].as_ref());
    let yes = |role| cell(role).is_some_and(|cell| says_yes(cell) != Some(false));
    let status = cell(Role::Status).map_or(CellOutcome::Nothing, |cell| cell_outcome(cell, false));
    let label = cell(Role::Category)
        .map_or(CellOutcome::Nothing, |cell| cell_outcome(cell, columns.numbered));
    // A time of sending that is not there was none. A plain `delivered` beside it does not decide:
    // a bounce has both.
    let unsent =
        !yes(Role::Sent) && (status == CellOutcome::Unsent || columns.of(Role::Sent).is_some());
    let lost = columns.of(Role::Delivered).is_some()
        && columns.of(Role::Sent).is_none()
        && !yes(Role::Delivered);
    let bounced = cell(Role::Bounced).is_some_and(says_bounced) || status == CellOutcome::Bounced;
    let delivered = !unsent && !lost && !bounced;
    let tells = columns.of(Role::Replied).is_some() || answered.is_some();
    let labelled = matches!(
        label,
        CellOutcome::Replied | CellOutcome::Positive | CellOutcome::Meeting | CellOutcome::Negative
    );
    // A state that says how it ended is one of the message; a label is one of the lead.
    // What decides whether it was answered is not guessed, unless there was nothing to answer.
    let replied = match cell(Role::Replied) {
        None => false,
        Some(cell) => says_yes(cell).or((!delivered).then_some(false)).ok_or_else(|| {
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
    let says = |outcome| [status, label, own].contains(&outcome);
    // Labels of a lead stand on messages too that were never sent.
    let counted = replied
        || answered == Some(true)
        || status.is_answer() && status != CellOutcome::OptOut
        || !tells && delivered && (labelled || interested);
    let automatic = yes(Role::Automatic) || says(CellOutcome::Automatic);
    let opted_out = yes(Role::Unsubscribed) || says(CellOutcome::OptOut);
    let wanted = |says: &CellOutcome| matches!(says, CellOutcome::Positive | CellOutcome::Meeting);
    let message = Message {
        delivered,
        bounced,
        counted,
        human: counted && !automatic && !opted_out,
        automatic,
        opted_out,
        interested: interested || [status, label].iter().any(wanted),
        meeting: yes(Role::Meeting) || [status, label].contains(&CellOutcome::Meeting),
        labelled: tells && !counted && (labelled || label == CellOutcome::Automatic),
    };
    Ok((message != Message::default()).then_some(message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row<'r>(row: &[(&str, &'r str)]) -> (Columns, Vec<Cow<'r, str>>) {
        let names: Vec<String> = row.iter().map(|(name, _)| name.to_string()).collect();
        let cells = row.iter().map(|(_, value)| Cow::Borrowed(*value)).collect();
        (Columns::find(&names, &[]), cells)
    }

    fn read(cells: &[(&str, &str)]) -> Option<Message> {
        let (columns, cells) = row(cells);
        message(&columns, &cells, None).expect("readable")
    }

    fn send(cells: &[(&str, &str)]) -> Tally {
        read(cells).expect("sent").tally()
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
        assert_eq!(read(&[("status", "scheduled")]), None);
    }

    #[test]
    fn rows_of_one_message_are_added_up() {
        let events = |states: &[&str]| {
            let rows = states.iter().filter_map(|state| read(&[("status", *state)]));
            rows.reduce(Message::join).expect("a row").tally()
        };
        for (states, expected) in [
            (&["sent", "opened", "replied"][..], [1, 1, 0, 0]),
            (&["replied", "sent"], [1, 1, 0, 0]),
            (&["sent", "autoreplied", "replied"], [1, 1, 0, 0]),
            (&["sent", "autoreplied"], [1, 0, 1, 0]),
            (&["sent", "replied", "unsubscribed"], [1, 0, 0, 0]),
            (&["sent", "bounced"], [0, 0, 0, 1]),
        ] {
            let tally = events(states);
            let found = [tally.delivered, tally.replies, tally.automatic, tally.bounced];
            assert_eq!(found, expected, "{states:?}");
        }
        // One column a kind of event: interest stands in another row than the answer.
        let event = |replied, interested| {
            let cells = [("status", "sent"), ("replied", replied), ("interested", interested)];
            read(&cells).expect("sent")
        };
        assert_eq!(event("yes", "").join(event("", "yes")).tally().positive, 1);
        assert_eq!(event("", "").join(event("", "yes")).tally().positive, 0);
    }

    #[test]
    fn an_answer_to_nothing_is_kept_as_one() {
        let row = read(&[("sent_at", ""), ("replied", "yes")]).expect("something");
        assert!(row.counted && !row.delivered);
        assert_eq!(row.tally(), Tally::default());
        assert_eq!(read(&[("sent_at", ""), ("replied", "no")]), None);
        assert_eq!(read(&[("sent_at", ""), ("replied", "maybe")]), None);
    }
}
