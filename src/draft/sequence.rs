//! Sequences: drafts sent to the same person in order, with waits. Formats build them; analysis
//! reads them.

use crate::text::Span;
use crate::vocabulary::{Medium, Thread};

/// Drafts sent to the same person in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sequence {
    /// Its name.
    pub id: String,
    /// The name, in the file: findings about the whole stand there.
    pub span: Span,
    /// What is sent, in order.
    pub steps: Vec<Step>,
    /// What ends it early (`reply`, `meeting` ...); `None` when the file does not say.
    pub stop_on: Option<Vec<String>>,
    /// Templates that the file names and does not contain: their copy could not be judged.
    pub opaque: Vec<String>,
}

/// One touch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// Place in the sequence, from 1.
    pub number: u32,
    /// Minutes from the start; `None` when the file does not say.
    pub at: Option<u32>,
    /// What it is done with.
    pub medium: Medium,
    /// In a new thread or in that of the step before; `None` when the file does not say.
    pub thread: Option<Thread>,
    /// What is sent: one draft, or several that are tried against each other. Empty for calls,
    /// tasks and opaque steps.
    pub arms: Vec<Arm>,
    /// When it is sent at all, in the writer's words.
    pub when: Option<String>,
}

/// One of the drafts that a step may send.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arm {
    /// Its name: `A`, `B`; empty when there is one alone.
    pub name: String,
    /// Its place among the drafts of the source.
    pub draft: usize,
}

impl Step {
    /// The day it is sent on, counted as the file counts.
    pub fn day(&self) -> Option<u32> {
        self.at.map(|minutes| minutes / MINUTES_A_DAY)
    }
}

/// A list of more messages is none of one sequence: nobody is written to more often. Steps are
/// compared with each other, so the time must not grow with a list of any length.
pub const MAX_STEPS: usize = 200;

/// Minutes of a day.
pub const MINUTES_A_DAY: u32 = 24 * 60;
