//! Every test of the program from the outside, one binary: a test file is a module here. `cargo test --test it formats::` runs one of them.

mod account;
mod campaign;
mod cli;
mod common;
mod diff;
mod docs;
mod documents;
mod drafts;
mod faces;
mod fixes;
mod foreign;
mod formats;
mod gaming;
mod gates;
mod glance;
mod growth;

#[cfg(unix)]
mod hostile;
mod house;
mod laws;
mod learn;
mod learn_figures;
mod lists;
mod lsp;
mod lsp_wire;
mod mcp;
mod packs;
mod platforms;
mod posts;
mod reader;
mod reading;
mod reports;
mod schemas;
mod sequences;
mod start;
mod tables;
mod tidy;
mod unused;
mod watch;
