//! How messages that share a band become one group: each is compared with the first of the band,
//! and those that are alike are joined.
//!
//! One machine and every engine join by this code, so that they find the same clusters.

use super::signature::{SKETCH, alike};
use crate::text::step;

/// Two messages are near-duplicates when so many of the content words of both together are common
/// to both.
pub const ALIKE: f64 = 0.36;
/// The same for messages of few words, whose sketches say less.
pub const SHORT_ALIKE: f64 = 0.65;
/// Words of a message that is not short.
pub const SHORT: u32 = 25;
/// Each message of a band is compared with so many of its first. Keeps the work linear; and as
/// joining is all that a comparison does, who was joined before and by which band changes nothing,
/// so that other engines find the same clusters.
pub const LEADERS: usize = 16;

/// The words and the sketch of a message.
pub type Sketch = (u32, [u8; SKETCH]);

/// True for messages that say the same: by the words of each, and by its sketch.
pub fn near(a: &Sketch, b: &Sketch) -> bool {
    let least = if a.0.min(b.0) < SHORT { SHORT_ALIKE } else { ALIKE };
    alike(&a.1, &b.1) >= least
}

/// Groups of numbered messages: a union-find. A group is known by its lowest number.
#[derive(Debug, Default)]
pub struct Groups(Vec<u32>);

impl Groups {
    /// So many messages, each a group of its own.
    pub fn alone(messages: usize) -> Self {
        Groups((0..messages as u32).collect())
    }

    /// One more message, a group of its own; its number.
    pub fn push(&mut self) -> u32 {
        self.0.push(self.0.len() as u32);
        self.0.len() as u32 - 1
    }

    /// The group of a message.
    pub fn of(&mut self, mut number: u32) -> u32 {
        while self.0[number as usize] != number {
            let above = self.0[self.0[number as usize] as usize];
            self.0[number as usize] = above;
            number = above;
        }
        number
    }

    /// Makes two messages one group; false when they were already.
    pub fn join(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.of(a), self.of(b));
        self.0[a.max(b) as usize] = a.min(b);
        a != b
    }
}

/// The messages of one band that came first, with their sketches as far as they were read.
#[derive(Debug, Default)]
pub struct Band {
    leaders: Vec<(u32, Option<Sketch>)>,
    /// Some of the leaders are not of one group: then all of them have to be asked.
    apart: bool,
}

impl Band {
    /// Goes on to the next band.
    pub fn clear(&mut self) {
        self.leaders.clear();
        self.apart = false;
    }

    /// Joins the next message of the band with those of the first that it is like. `read` gives the
    /// sketch of a message that has none yet: most bands have one message, and most messages of a
    /// band are joined already. `joined` is told each two that become one group.
    pub fn meet<E>(
        &mut self,
        groups: &mut Groups,
        (number, mut own): (u32, Option<Sketch>),
        mut read: impl FnMut(u32) -> Result<Sketch, E>,
        mut joined: impl FnMut(u32, u32),
    ) -> Result<(), E> {
        // When all leaders are joined one answers for all.
        let asked = if self.apart { self.leaders.len() } else { self.leaders.len().min(1) };
        if self.leaders[..asked].iter().any(|(leader, _)| groups.of(*leader) != groups.of(number)) {
            step(self.leaders.len());
            for (leader, known) in &mut self.leaders {
                if groups.of(*leader) == groups.of(number) {
                    continue;
                }
                let mut sketch = |known: &mut Option<Sketch>, number: u32| match *known {
                    Some(sketch) => Ok(sketch),
                    None => read(number).map(|sketch| *known.insert(sketch)),
                };
                if near(&sketch(known, *leader)?, &sketch(&mut own, number)?)
                    && groups.join(*leader, number)
                {
                    joined(*leader, number);
                }
            }
        }
        if self.leaders.len() < LEADERS {
            self.apart |= self
                .leaders
                .first()
                .is_some_and(|(first, _)| groups.of(*first) != groups.of(number));
            self.leaders.push((number, own));
        }
        Ok(())
    }
}
