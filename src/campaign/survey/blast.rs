//! From when on the same words are a blast.

/// Recipients of the same words from which on they are a blast.
pub const BLAST: u32 = 5;
