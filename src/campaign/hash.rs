//! The hash by which a campaign knows passages, recipients and accounts.

use crate::text::hash::{OFFSET, fnv, mix};

/// FNV-1a, mixed: the same on every platform and in every version.
pub fn hash(bytes: &[u8]) -> u64 {
    mix(fnv(OFFSET, bytes))
}
