//! germane reads an outreach draft as the customer will, and says what in it is not germane to them.
//!
//! Data flows one way, and so do imports; a module imports only from modules to its left:
//!
//! ```text
//! bytes -> source -> drafts -> analysis (marks) -> engine (rules) -> findings -> score (ledger) -> report
//!
//! text < yaml < lexicon < draft < source < analysis < pack < engine < score < config < lint < report < cli < main
//! ```

#![warn(missing_docs)]

pub mod lexicon;
pub mod text;
pub mod yaml;
