//! Steps taken: counted in debug builds, so that a test can detect work that grows faster than its
//! input without looking at a clock.
//!
//! The operations that scans are made of count themselves: spans compared and cut out, states
//! visited, keys looked at.

use std::cell::Cell;

thread_local! {
    static TAKEN: Cell<u64> = const { Cell::new(0) };
}

/// Counts `count` steps of this thread. Nothing in a release build.
#[inline(always)]
pub fn step(count: usize) {
    if cfg!(debug_assertions) {
        TAKEN.set(TAKEN.get() + count as u64);
    }
}

/// The steps of this thread so far.
pub fn steps() -> u64 {
    TAKEN.get()
}
