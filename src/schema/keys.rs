//! JSON Schemas of what is written by hand (packs, configurations, accounts, sequences), from the tables of keys that they are read by.

use serde_json::{Map, Value, json};

use crate::vocabulary::label;
use crate::yaml::{Keys, Shape};

/// The schema of a file that is a map with these keys.
pub fn file(title: &str, keys: &Keys) -> Value {
    let mut root = Map::new();
    root.insert("$schema".into(), super::DIALECT.into());
    root.insert("title".into(), title.into());
    root.extend(map(keys));
    let mut root = Value::Object(root);
    if root.to_string().contains(LABEL) {
        // Lexicons give names of their own to marks; those that analysis gives are offered.
        root["$defs"] = json!({ "label": { "anyOf": [one_of(&[label::BUILT_IN]), text()] } });
    }
    root
}

/// Where labels are described.
const LABEL: &str = "#/$defs/label";

fn map(keys: &Keys) -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("type".into(), "object".into());
    out.insert("additionalProperties".into(), false.into());
    let required: Vec<&str> = keys.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    if !required.is_empty() {
        out.insert("required".into(), required.into());
    }
    for (word, sets) in [("oneOf", keys.one_of), ("anyOf", keys.any_of)].into_iter().filter(|(_, sets)| !sets.is_empty()) {
        out.insert(word.into(), sets.iter().map(|set| json!({ "required": set })).collect());
    }
    let properties: Map<String, Value> = keys.keys.iter().map(|key| (key.name.to_string(), described(of(&key.shape), key.about))).collect();
    out.insert("properties".into(), properties.into());
    out
}

fn described(mut schema: Value, about: &str) -> Value {
    schema["description"] = about.into();
    schema
}

fn of(shape: &Shape) -> Value {
    match shape {
        Shape::Any => json!({}),
        Shape::Text => text(),
        Shape::Form(pattern) => json!({ "type": "string", "pattern": pattern }),
        Shape::Scalar => json!({ "type": ["string", "number"] }),
        Shape::Null => json!({ "type": "null" }),
        Shape::Label => json!({ "$ref": LABEL }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Within(least, most) => json!({ "type": "number", "minimum": least, "maximum": most }),
        Shape::Whole(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Shape::Names(lists) => one_of(lists),
        Shape::Listed(list) => one_of(&[&list()]),
        Shape::Words(words) => json!({ "enum": words }),
        Shape::Many(one) => json!({ "anyOf": [of(one), { "type": "array", "items": of(one) }] }),
        Shape::List(one, 0) => json!({ "type": "array", "items": of(one) }),
        Shape::List(one, least) => json!({ "type": "array", "minItems": least, "items": of(one) }),
        Shape::Tuple(one, many) => json!({ "type": "array", "minItems": many, "maxItems": many, "items": of(one) }),
        Shape::Map(keys) => map(keys).into(),
        Shape::Entries(Shape::Text, value) => json!({ "type": "object", "additionalProperties": of(value) }),
        Shape::Entries(Shape::Names([names]), value) => entries(names, value),
        Shape::Entries(Shape::Listed(names), value) => entries(&names(), value),
        Shape::Entries(key, value) => json!({ "type": "object", "propertyNames": of(key), "additionalProperties": of(value) }),
        Shape::Kinds(tables) => json!({ "oneOf": tables().into_iter().map(map).collect::<Vec<_>>() }),
        Shape::Either(all) => json!({ "anyOf": all.iter().map(of).collect::<Vec<_>>() }),
    }
}

/// A map whose keys are these names.
fn entries(names: &[(&str, &str)], value: &Shape) -> Value {
    let properties: Map<String, Value> = names.iter().map(|(name, what)| ((*name).to_string(), described(of(value), what))).collect();
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

fn text() -> Value {
    json!({ "type": "string", "minLength": 1 })
}

/// Names, which editors show with what each means.
fn one_of(lists: &[&[(&str, &str)]]) -> Value {
    let all = || lists.iter().copied().flatten();
    let names: Vec<&str> = all().map(|(name, _)| *name).collect();
    match all().all(|(_, what)| what.is_empty()) {
        true => json!({ "enum": names }),
        false => json!({ "enum": names, "enumDescriptions": all().map(|(_, what)| *what).collect::<Vec<_>>() }),
    }
}
