//! What became of messages, as numbers; and the numbers of a row that counts many.

use std::borrow::Cow;

use super::table::{Columns, whole_number};
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
    /// Takes away what was added.
    pub fn remove(&mut self, other: &Tally) {
        self.delivered -= other.delivered;
        self.replies -= other.replies;
        self.positive -= other.positive;
        self.automatic -= other.automatic;
        self.opt_outs -= other.opt_outs;
        self.meetings -= other.meetings;
        self.bounced -= other.bounced;
        self.labels -= other.labels;
        self.counted -= other.counted;
    }

    /// Takes interest for no more than the replies that people wrote; says so where it was more.
    pub fn bound_interest(&mut self) -> Option<String> {
        let (shown, replies) = (self.positive, self.replies);
        self.positive = shown.min(replies);
        (shown > replies).then(|| {
            format!("{shown} showed interest, of {replies} who wrote a reply themselves; taken for {replies}")
        })
    }

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

/// What became of the messages of a row that counts them; `None` where none were sent, and nothing
/// came of them.
pub fn counts(columns: &Columns, cells: &[Cow<str>]) -> Result<Option<Tally>, RowError> {
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
        (None, Some(sent)) => sent
            .checked_sub(bounced)
            .ok_or_else(|| format!("{bounced} came back of {sent} that were sent; left out"))?,
        (None, None) => return Err("no number of messages sent".to_string()),
    };
    let positive = number(Role::Positive)?;
    let replied = number(Role::Replied)?;
    let counted = replied.or(positive);
    if delivered == 0 && counted.is_none_or(|counted| counted == 0) {
        return Ok(None);
    }
    let Some(counted) = counted else {
        return Err("no number of replies".to_string());
    };
    let automatic = number(Role::Automatic)?.unwrap_or(0);
    if counted > delivered {
        return Err(format!("{counted} replies to {delivered} messages delivered; left out"));
    }
    Ok(Some(Tally {
        delivered,
        // Interest is people's: what machines answered is in the number of all replies alone.
        replies: counted.saturating_sub(replied.map_or(0, |_| automatic)),
        positive: positive.unwrap_or(0),
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

    fn counted(row: &[(&str, &str)]) -> Result<Option<Tally>, RowError> {
        let names: Vec<String> = row.iter().map(|(name, _)| name.to_string()).collect();
        let cells: Vec<Cow<str>> = row.iter().map(|(_, value)| Cow::Borrowed(*value)).collect();
        counts(&Columns::find(&names, &[]), &cells)
    }

    #[test]
    fn counts_are_of_people_delivered_to() {
        let row = [
            ("sent", "1,000"),
            ("bounced", "20"),
            ("unique_replies", "30"),
            ("unique_replies_automatic", "12"),
        ];
        let tally = counted(&row).expect("readable").expect("sent");
        assert_eq!(
            (tally.delivered, tally.replies, tally.automatic, tally.counted),
            (980, 18, 12, 30)
        );
        assert!(counted(&[("sent", "ten"), ("replies", "3")]).is_err());
        assert!(counted(&[("sent", "2"), ("replies", "3")]).is_err());
        for nothing in ["0", ""] {
            assert_eq!(counted(&[("sent", "0"), ("replies", nothing)]), Ok(None));
        }
        let over = counted(&[("sent", "10"), ("bounced", "20"), ("replies", "5")]);
        assert_eq!(over, Err("20 came back of 10 that were sent; left out".to_string()));
        let none = counted(&[("sent", "0"), ("replies", "7")]);
        assert_eq!(none, Err("7 replies to 0 messages delivered; left out".to_string()));
        let row = [("sent", "100"), ("replies", "10"), ("automatic", "8"), ("positive", "9")];
        let mut tally = counted(&row).expect("readable").expect("sent");
        let said = tally.bound_interest().expect("more interest than replies");
        assert!(said.starts_with("9 showed interest, of 2") && tally.positive == 2, "{said}");
        assert_eq!(tally.bound_interest(), None);
    }
}
