//! JSON Schemas, for editors that complete YAML and for programs that read reports. None is kept by
//! hand: what is written is described by the tables of keys that it is read by, what is reported by
//! the types that are serialized. `docs/schemas/` holds them as files.

mod keys;
mod types;

use serde_json::Value;

pub use types::of;

use crate::report::{campaign, json, learn};
use crate::{account, compare, config, pack, source};

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
pub fn report() -> Value {
    types::report::<json::Report>("germane check --format json")
}

/// The report of `campaign --format json`.
pub fn campaign() -> Value {
    types::report::<campaign::json::Document>("germane campaign --format json")
}

/// The report of `learn --format json`.
pub fn learn() -> Value {
    types::report::<learn::json::Document>("germane learn --format json")
}

/// The report of `diff --format json`.
pub fn diff() -> Value {
    types::report::<compare::json::Document>("germane diff --format json")
}

/// A schema as a file.
pub fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}
