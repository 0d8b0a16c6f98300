//! Rows of one message: an export may have a row an event (sent, opened, replied), and what any of
//! them says counts, once.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::quality::FixedState;

use super::message::Message;
use super::outcome::Tally;
use crate::draft::Address;

/// What a row of one message is known by: the recipient, in a step of a campaign.
pub fn key(campaign: &str, step: u32, recipient: &str) -> u64 {
    FixedState::default().hash_one((campaign, step, Address::in_cell(recipient)))
}

/// A message that was counted.
#[derive(Clone, Copy, Debug)]
struct Counted {
    /// Numbers of its stratum and its text.
    cell: (usize, usize),
    said: Message,
}

/// A row that says what became of a message, and lacks what would make it one.
#[derive(Debug)]
pub struct Waiting {
    /// Its file.
    pub path: Arc<str>,
    /// What it is known by.
    pub key: u64,
    /// Its number.
    pub row: usize,
    /// What it says.
    pub said: Message,
    /// What is wrong of it when no other row is of its message.
    pub alone: Option<&'static str>,
    /// What is odd of it besides.
    pub odd: Option<String>,
}

/// All messages to recipients that are known.
#[derive(Debug, Default)]
pub struct Messages {
    counted: HashMap<u64, Counted>,
    waiting: Vec<Waiting>,
}

impl Messages {
    /// The number of the text that was counted for it.
    pub fn text(&self, key: u64) -> Option<usize> {
        self.counted.get(&key).map(|counted| counted.cell.1)
    }

    /// Notes that it was counted.
    pub fn insert(&mut self, key: u64, cell: (usize, usize), said: Message) {
        self.counted.insert(key, Counted { cell, said });
    }

    /// Adds what another row says of a message: its stratum and text, and what it counted before
    /// and counts now.
    pub fn join(&mut self, key: u64, said: Message) -> Option<((usize, usize), [Tally; 2])> {
        let counted = self.counted.get_mut(&key)?;
        let before = counted.said.tally();
        counted.said = counted.said.join(said);
        Some((counted.cell, [before, counted.said.tally()]))
    }

    /// Keeps a row until all others are read.
    pub fn wait(&mut self, waiting: Waiting) {
        self.waiting.push(waiting);
    }

    /// Keeps what is odd of a row with it, if it waits.
    pub fn is_odd(&mut self, row: usize, odd: &str) -> bool {
        let last = self.waiting.last_mut().filter(|last| last.row == row && last.path.is_empty());
        last.map(|last| last.odd = Some(odd.to_string())).is_some()
    }

    /// Says which file the rows are of that came to wait since the last one.
    pub fn in_file(&mut self, path: &str) {
        let path: Arc<str> = path.into();
        let new = self.waiting.iter_mut().rev().take_while(|row| row.path.is_empty());
        new.for_each(|row| row.path = path.clone());
    }

    /// The rows that wait.
    pub fn waiting(&mut self) -> Vec<Waiting> {
        std::mem::take(&mut self.waiting)
    }
}
