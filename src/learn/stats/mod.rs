//! The statistics of `germane learn`: which differences between texts are more than the luck of the
//! texts.
//!
//! The unit is a text, not a send: two texts differ in a hundred things beside the one that is
//! asked about, so a million sends of two texts are still one comparison. A [`Group`] holds the
//! texts that were sent side by side; within each group the texts with more of a trait are compared
//! with those with less (`contrast.rs`), the groups' log odds ratios are pooled as draws from a
//! spread of effects (`pool.rs`), and a permutation of the trait over the texts of each group has
//! to agree (`shuffle.rs`).
//!
//! ```
//! use germane::learn::stats::{Cell, Design, test};
//! // Two texts in each of twelve campaigns; the second has the trait and draws half as many replies again.
//! let cells = (0..24).map(|text| Cell { stratum: text / 2, text, sent: 2_000, replies: if text % 2 == 0 { 40 + text as u64 } else { 60 + text as u64 } });
//! let design = Design::new(&cells.collect::<Vec<_>>());
//! let trait_ = (0..24).map(|text| f64::from(text as u32 % 2)).collect::<Vec<_>>();
//! let tested = test(&design, &trait_, None).expect("twelve comparisons are enough");
//! assert!(tested.odds_ratio > 1.2 && tested.p < 0.01);
//! ```

mod contrast;
mod design;
mod length;
mod multiplicity;
mod pool;
mod power;
mod shuffle;
mod test;

pub use contrast::{Arm, Contrast, contrast, sides};
pub use design::{Cell, Design, Group};
pub use length::{LEAST as SAME_LENGTH, Slope};
pub use multiplicity::{Shrunk, benjamini_hochberg, shrink};
pub use pool::{Effect, Pooled, Prior, pool};
pub use power::{rate_interval, sends_per_arm, uneven};
pub use test::{Tested, Untestable, test, test_least};
