//! Who got the same words, also where drafts name nobody.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::campaign::{Signed, hash};
use crate::text::hash::mix;

/// Tells apart the people whom drafts do not name.
///
/// Steps of a sequence go to the same people, one after the other: that they resemble each other is
/// no blast. So the first draft of each step goes to one person, the second of each to another.
/// Drafts of no sequence go to one person each.
#[derive(Debug, Default)]
pub struct Unnamed(HashMap<(u32, u64, u32), u64, RandomState>);

impl Unnamed {
    /// A key for the person that the next draft of this cluster goes to.
    pub fn next(&mut self, cluster: u32, draft: &Signed) -> u64 {
        match draft.step.filter(|_| !draft.sequence.is_empty()) {
            None => hash(draft.id.as_bytes()),
            Some(step) => {
                let sequence = hash(draft.sequence.as_bytes());
                let seen = self.0.entry((cluster, sequence, step)).or_default();
                *seen += 1;
                mix(sequence.wrapping_add(*seen))
            }
        }
    }
}
