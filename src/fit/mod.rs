//! Fitting: from labelled drafts to the weights of the reader, and the figures that say how far
//! they can be trusted.
//!
//! Everything is deterministic: no draw but from fixed seeds, and sums in a fixed order.

pub mod cross;
mod drafts;
mod figures;
mod gaming;
mod labels;
mod result;
mod sentences;
mod solve;
pub mod vectors;
pub mod write;

pub use drafts::Settings;
pub use labels::{Example, Examples, Labels, lack_dimensions, read};
