//! germane reads an outreach draft as the customer will, and says what in it is not germane to them.
//!
//! Data flows one way, and so do imports; a module imports only from modules to its left:
//!
//! ```text
//! bytes -> source -> drafts -> analysis (marks) -> engine (rules) -> findings -> score (ledger) -> report
//!
//! text < files < yaml < lexicon < linear < fields < draft < account < source < leads < analysis < pack < builtin < engine < reader < fingerprint < score
//!      < config < lint < fit < fix < baseline < examples < learn < report < project < lsp < mcp < cli < main
//! ```
//!
//! ```
//! use germane::{lint::Linter, source::Source};
//! let linter = Linter::new();
//! let report = linter.lint(&mut linter.analyser(), &Source::new("draft.md", b"Hi Ana, I hope this email finds you well.\n"));
//! assert!(report.drafts[0].findings.iter().any(|finding| finding.rule == "cliche-opener"));
//! ```

#![warn(missing_docs)]

pub mod account;
pub mod analysis;
pub mod baseline;
pub mod builtin;
pub mod cli;
pub mod config;
pub mod draft;
pub mod engine;
pub mod examples;
pub mod fields;
pub mod files;
pub mod fingerprint;
pub mod fit;
pub mod fix;
pub mod leads;
pub mod learn;
pub mod lexicon;
pub mod linear;
pub mod lint;
pub mod lsp;
pub mod mcp;
pub mod pack;
pub mod project;
pub mod reader;
pub mod report;
pub mod score;
pub mod source;
pub mod text;
pub mod yaml;
