//! # germane: a linter for sales outreach
//!
//! germane reads a draft (an e-mail, a sequence, a social post) as its recipient will. It reports
//! findings with exact places in the file, and a score that was fitted to what readers said.
//!
//! A [`Linter`] holds the rules and what is known of sender and recipient; a [`Source`] is a file
//! by name and bytes; a [`FileReport`] is what is said of it. Nothing is printed, nothing goes over
//! the network, and reading never fails: what is wrong with a file stands among the problems of its
//! report.
//!
//! ```
//! use germane::{Linter, Severity, Source};
//!
//! let linter = Linter::new();
//! let report = linter.lint(&Source::new("draft.md", b"Hi Ana, I hope this email finds you well.\n"));
//! let finding = report.findings().find(|finding| finding.rule == "cliche-opener").expect("a finding");
//! assert_eq!(finding.matched, "hope this email finds you");
//! assert_eq!((finding.range.start.line, finding.range.start.column), (1, 11));
//! assert!(finding.severity >= Severity::Warning);
//! ```
//!
//! [`Linter::builder`] takes a configuration, packs of rules and the account that drafts are for;
//! [`Linter::session`] lints many drafts quickly, one session a thread; [`Session::marks`] shows
//! what analysis saw, for authors of rules. Reports implement [`serde::Serialize`]; as JSON they
//! are what `germane schema report` describes. The folder `examples/` has a program for each.
//!
//! The names on this page are what the library promises. Its modules can be reached, because the
//! command and the tests are made of them; they are not documented here and change without notice.
//!
//! # Features
//!
//! * `cli` (default): the command.
//! * `lsp` (default): the editor server.
//! * `page`: the command contains the page that checks drafts in a browser; `page/build` makes that
//!   file first.
//!
//! Without them (`default-features = false`) the library has few dependencies and builds for
//! `wasm32-unknown-unknown`.
//!
//! # Modules
//!
//! Data flows one way, and so do imports; a module imports only from modules to its left:
//!
//! ```text
//! bytes -> source -> drafts -> analysis (marks) -> engine (rules) -> findings -> score (ledger) -> report
//!
//! vocabulary < order < text < diff < expression < files < yaml < lexicon < linear < fields < draft < account < source < leads < pack < analysis < builtin < engine < reader < fingerprint < score
//!      < config < outcome < lint < fit < fix < baseline < examples < campaign < learn < report < compare < schema < project < lsp < mcp < cli < main
//! ```

#![warn(missing_docs)]

#[doc(hidden)]
pub mod account;
#[doc(hidden)]
pub mod analysis;
#[doc(hidden)]
pub mod baseline;
#[doc(hidden)]
pub mod builtin;
// Sorts on disk, which the library alone does not.
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod campaign;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod compare;
#[doc(hidden)]
pub mod config;
#[doc(hidden)]
pub mod diff;
#[doc(hidden)]
pub mod draft;
#[doc(hidden)]
pub mod engine;
#[doc(hidden)]
pub mod examples;
#[doc(hidden)]
pub mod expression;
#[doc(hidden)]
pub mod fields;
#[doc(hidden)]
pub mod files;
#[doc(hidden)]
pub mod fingerprint;
#[doc(hidden)]
pub mod fit;
#[doc(hidden)]
pub mod fix;
#[doc(hidden)]
pub mod leads;
#[doc(hidden)]
pub mod learn;
#[doc(hidden)]
pub mod lexicon;
#[doc(hidden)]
pub mod linear;
#[doc(hidden)]
pub mod lint;
#[cfg(feature = "lsp")]
#[doc(hidden)]
pub mod lsp;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod mcp;
#[doc(hidden)]
pub mod order;
#[doc(hidden)]
pub mod outcome;
#[doc(hidden)]
pub mod pack;
#[doc(hidden)]
pub mod project;
#[doc(hidden)]
pub mod reader;
#[doc(hidden)]
pub mod report;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod schema;
#[doc(hidden)]
pub mod score;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod text;
#[doc(hidden)]
pub mod vocabulary;
#[doc(hidden)]
pub mod yaml;

pub use account::{Account, Date};
pub use draft::Sender;
pub use lint::{Linter, LinterBuilder, Session};
pub use outcome::{
    Diagnostic, Diagnostics, DraftReport, FileReport, FindingReport, MarksReport, SequenceReport,
};
pub use score::Score;
pub use source::{Format, Source};
pub use vocabulary::{Channel, Dimension, Severity};
