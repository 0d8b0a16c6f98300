//! Every test of the program from the outside, one binary: a test file is a module here. `cargo test --test it formats::` runs one of them.

mod account;
mod campaign;
mod cli;
mod common;
mod docs;
mod documents;
mod drafts;
mod faces;
mod foreign;
mod formats;
mod gaming;
mod gates;
mod growth;
#[cfg(unix)]
mod hostile;
mod kept;
mod laws;
mod learn;
mod learn_figures;
mod lists;
mod lsp;
mod lsp_wire;
mod mcp;
mod office;
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
