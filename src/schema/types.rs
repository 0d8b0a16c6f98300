//! JSON Schemas of what is reported, from the types that are serialized: what the files in
//! `docs/schemas/` must be. A part of the tests alone, so that the program carries no types that
//! describe types.

use std::borrow::Cow;
use std::path::Path;

use schemars::generate::{Contract, SchemaSettings};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use crate::compare;
use crate::fingerprint::Fingerprint;
use crate::report::{campaign, json, learn};
use crate::source::Format;
use crate::vocabulary::{Applicability, Channel, Dimension, Severity};

/// The schema of a report of this type. What a type does not have is refused: a report says no more
/// than its schema.
fn report<T: JsonSchema>(title: &str) -> Value {
    let mut schema = of::<T>(Contract::Serialize);
    schema["title"] = title.into();
    schema
}

/// The schema of what is read as this type, or written.
pub fn of<T: JsonSchema>(contract: Contract) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.contract = contract);
    let mut schema = Value::from(settings.into_generator().into_root_schema_for::<T>());
    close(&mut schema);
    schema
}

/// Refuses what a type does not have, and takes the wrapping out of descriptions.
fn close(node: &mut Value) {
    match node {
        Value::Object(map) => {
            if map.contains_key("properties") && !map.contains_key("additionalProperties") {
                map.insert("additionalProperties".into(), false.into());
            }
            if let Some(Value::String(said)) = map.get_mut("description") {
                *said = unwrapped(said);
            }
            map.values_mut().for_each(close);
        }
        Value::Array(list) => list.iter_mut().for_each(close),
        _ => {}
    }
}

/// The lines of a comment, which end where the source is wrapped, as one; paragraphs stay.
fn unwrapped(said: &str) -> String {
    let paragraphs = said.split("\n\n").map(|lines| lines.replace('\n', " "));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// Types that are written as one of their names.
macro_rules! named {
    ($($type:ident)*) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "enum": $type::NAMES.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
                    "enumDescriptions": $type::NAMES.iter().map(|(_, value)| value.meaning()).collect::<Vec<_>>(),
                })
            }
        }
    )*};
}

named! { Applicability Channel Dimension Format Severity }

impl JsonSchema for Fingerprint {
    fn schema_name() -> Cow<'static, str> {
        "Fingerprint".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[0-9a-f]{16}$" })
    }
}

/// Holds a file of `docs/schemas/` to what the types give; `BLESS=1` writes it.
pub fn hold(name: &str, carried: &str, schema: &Value) {
    let text = super::text(schema);
    if std::env::var_os("BLESS").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas").join(name);
        std::fs::write(path, &text).expect("writable");
        return;
    }
    assert!(carried == text, "docs/schemas/{name} is not what the types give (BLESS=1 writes it)");
}

#[test]
fn reports_are_what_their_schemas_say() {
    hold("report.json", super::REPORT, &report::<json::Report>("germane check --format json"));
    hold(
        "campaign.json",
        super::CAMPAIGN,
        &report::<campaign::json::Document>("germane campaign --format json"),
    );
    hold(
        "learn.json",
        super::LEARN,
        &report::<learn::json::Document>("germane learn --format json"),
    );
    hold(
        "diff.json",
        super::DIFF,
        &report::<compare::json::Document>("germane diff --format json"),
    );
}
