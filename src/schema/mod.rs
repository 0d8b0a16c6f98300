//! JSON Schemas, for editors that complete YAML and for programs that read reports. None is kept by
//! hand: what is written is described by the tables of keys that it is read by, what is reported by
//! the types that are serialized. `docs/schemas/` holds them as files; those of reports are made
//! from the types by a test, and the program carries the files.

mod keys;
#[cfg(test)]
pub mod types;

use serde_json::Value;

use crate::{account, config, pack, source};

/// The dialect of JSON Schema.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A pack of rules.
pub fn pack() -> Value {
    keys::file("germane pack", &pack::PACK)
}

/// `germane.yaml`. An empty file is one too.
pub fn config() -> Value {
    let mut schema = keys::file("germane.yaml", &config::CONFIG);
    schema["type"] = ["object", "null"].as_slice().into();
    schema
}

/// An account file.
pub fn account() -> Value {
    keys::file("An account: what is known of a recipient's company", &account::ACCOUNT)
}

/// A sequence file.
pub fn sequence() -> Value {
    keys::file("germane sequence", &source::SEQUENCE)
}

/// The report of `check --format json`.
pub const REPORT: &str = include_str!("../../docs/schemas/report.json");

/// The report of `campaign --format json`.
pub const CAMPAIGN: &str = include_str!("../../docs/schemas/campaign.json");

/// The report of `learn --format json`.
pub const LEARN: &str = include_str!("../../docs/schemas/learn.json");

/// The report of `diff --format json`.
pub const DIFF: &str = include_str!("../../docs/schemas/diff.json");

/// The schemas of what the tools for agents are given and give back, by the name of the tool.
pub const TOOLS: &str = include_str!("../../docs/schemas/tools.json");

/// A schema as a file.
pub fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}
