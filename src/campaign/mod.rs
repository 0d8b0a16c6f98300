//! Campaigns: what many drafts say together. Who got the same words, and what in them was written
//! for one reader alone?
//!
//! ```text
//! draft -> Passage (masked words) -> Signature (sketch, bands) -> Signed (one JSON line)
//! Signed lines -> Clusterer (bands -> edges -> components) -> Placed (one JSON line)
//! ```
//!
//! Signatures are the same bytes on every platform and in every host. `docs/campaign.md` is the
//! contract of the lines.
//!
//! ```
//! use germane::campaign::sign;
//! let ana = sign("Hi Ana,\n\nWe help ports plan night crews with less overtime.", &["Ana"]);
//! let lee = sign("Hi {{first_name}},\r\n\r\nWE help ports plan night crews with less overtime.", &[]);
//! assert_eq!(ana, lee);
//! ```

pub mod band;
pub mod cluster;
mod hash;
mod names;
mod passage;
pub mod record;
mod signature;
mod sort;
mod stop;
pub mod survey;

pub use cluster::{Clusterer, Clusters};
pub(crate) use hash::hash;
pub use passage::{Passage, PassageReader};
pub use record::Signed;
pub use signature::{BANDS, SIGNATURE_VERSION, SKETCH, Signature, sign, sketch_of};
