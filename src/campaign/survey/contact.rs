//! Over-contact: one recipient, hit by several senders or sequences within days.

use crate::order::InOrder;

use std::collections::BTreeSet;

use serde::Serialize;

/// Days within which several senders are too many.
pub const WITHIN: i64 = 14;

/// Somebody who hears from several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Contact {
    /// The recipient, or the account.
    pub who: String,
    /// It is a whole account.
    pub account: bool,
    /// Senders within [`WITHIN`] days.
    pub senders: u32,
    /// Sequences within them.
    pub sequences: u32,
    /// Drafts within them.
    pub drafts: u32,
    /// Days from the first of them to the last; `None` when drafts do not say when they are sent.
    pub days: Option<u32>,
}

impl Contact {
    /// Senders and sequences together.
    pub fn weight(&self) -> u32 {
        self.senders + self.sequences
    }
}

/// One draft to somebody: hashes of who, sender and sequence; the day; where it was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Touch {
    /// The recipient or account.
    pub who: u64,
    /// Days since 1970. Drafts without a day are taken for one day of their own.
    pub day: Option<i64>,
    /// Who sends; 0 when that is not said.
    pub sender: u64,
    /// In which sequence; 0 when that is not said.
    pub sequence: u64,
    /// Day and month may have changed places in the day.
    pub either: bool,
}

/// Those who hear from `least` senders, or from as many sequences, with the hash of who they are:
/// the most first, then by hash.
pub fn hit(mut touches: Vec<Touch>, least: usize) -> Vec<(u64, Contact)> {
    touches.order();
    let mut found = Vec::new();
    for of in touches.chunk_by(|a, b| a.who == b.who) {
        let mut best: Option<Contact> = None;
        for window in of.chunk_by(|a, b| a.day.is_some() == b.day.is_some()) {
            let mut start = 0;
            while start < window.len() {
                let day = window[start].day;
                let length = window[start..]
                    .iter()
                    .take_while(|touch| {
                        day.zip(touch.day).is_none_or(|(first, own)| own - first < WITHIN)
                    })
                    .count();
                let inside = &window[start..start + length];
                let senders: BTreeSet<u64> =
                    inside.iter().map(|touch| touch.sender).filter(|sender| *sender != 0).collect();
                let sequences: BTreeSet<u64> = inside
                    .iter()
                    .map(|touch| touch.sequence)
                    .filter(|sequence| *sequence != 0)
                    .collect();
                if senders.len() >= least || sequences.len() >= least {
                    let days = day
                        .zip(inside.last().and_then(|touch| touch.day))
                        .map(|(first, last)| (last - first) as u32);
                    let contact = Contact {
                        senders: senders.len() as u32,
                        sequences: sequences.len() as u32,
                        drafts: length as u32,
                        days,
                        ..Contact::default()
                    };
                    if best.as_ref().is_none_or(|best| best.weight() < contact.weight()) {
                        best = Some(contact);
                    }
                }
                // Windows do not overlap by more than half, so that the work stays linear.
                start += (length / 2).max(1);
            }
        }
        found.extend(best.map(|contact| (of[0].who, contact)));
    }
    found.order_by_key(|(who, contact)| (std::cmp::Reverse(contact.weight()), *who));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_senders_within_days_are_over_contact() {
        let touch =
            |who, day, sender| Touch { who, day: Some(day), sender, sequence: 0, either: false };
        let hits = hit(
            vec![
                touch(1, 0, 1),
                touch(1, 5, 2),
                touch(2, 0, 1),
                touch(2, 40, 2),
                touch(3, 0, 1),
                touch(3, 1, 1),
            ],
            2,
        );
        assert_eq!(
            hits.iter()
                .map(|(who, contact)| (*who, contact.senders, contact.days))
                .collect::<Vec<_>>(),
            [(1, 2, Some(5))]
        );
    }
}
