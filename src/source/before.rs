//! What came before a piece of a long list.

use std::sync::Arc;

use crate::text::{Start, Text};

/// What came before a piece.
#[derive(Clone, Debug, Default)]
pub struct Before {
    /// Where the piece begins.
    pub start: Start,
    /// Records before it, with the header of a table.
    pub records: usize,
    /// The first row of a table.
    pub head: Option<Arc<Text>>,
}

impl Before {
    /// True for the first piece.
    pub fn is_nothing(&self) -> bool {
        self.start == Start::default()
    }
}
