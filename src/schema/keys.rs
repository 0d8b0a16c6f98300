//! JSON Schemas of what is written by hand (packs, configurations, accounts, sequences), from the
//! tables of keys that they are read by.

use serde_json::{Map, Value, json};

use crate::vocabulary::{TABLES, label};
use crate::yaml::{Keys, Shape};

/// The schema of a file that is a map with these keys. What may stand in several places is
/// described once, under `$defs`.
pub fn file(title: &str, keys: &Keys) -> Value {
    let mut definitions = Definitions::default();
    let mut root = Map::new();
    root.insert("$schema".into(), super::DIALECT.into());
    root.insert("title".into(), title.into());
    root.extend(definitions.map(keys));
    if !definitions.0.is_empty() {
        root.insert("$defs".into(), definitions.0.into());
    }
    root.into()
}

/// What is described once, by name.
#[derive(Default)]
struct Definitions(Map<String, Value>);

impl Definitions {
    /// A reference to the definition of this name, which `make` makes when it is the first.
    fn reference(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.0.contains_key(name) {
            let value = make(self);
            self.0.insert(name.to_string(), value);
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    fn map(&mut self, keys: &Keys) -> Map<String, Value> {
        let mut out = Map::new();
        out.insert("type".into(), "object".into());
        out.insert("additionalProperties".into(), false.into());
        let required: Vec<&str> =
            keys.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
        if !required.is_empty() {
            out.insert("required".into(), required.into());
        }
        for (word, sets) in [("oneOf", keys.one_of), ("anyOf", keys.any_of)]
            .into_iter()
            .filter(|(_, sets)| !sets.is_empty())
        {
            out.insert(word.into(), sets.iter().map(|set| json!({ "required": set })).collect());
        }
        let properties = keys
            .keys
            .iter()
            .map(|key| (key.name.to_string(), described(self.of(&key.shape), key.about)));
        let properties: Map<String, Value> = properties.collect();
        out.insert("properties".into(), properties.into());
        out
    }

    fn of(&mut self, shape: &Shape) -> Value {
        match shape {
            Shape::Any => json!({}),
            Shape::Text => text(),
            Shape::Form(pattern) => json!({ "type": "string", "pattern": pattern }),
            Shape::Scalar => json!({ "type": ["string", "number"] }),
            Shape::Null => json!({ "type": "null" }),
            // Lexicons give names of their own to marks; those that analysis gives are offered.
            Shape::Label => self
                .reference("label", |_| json!({ "anyOf": [one_of(&[label::BUILT_IN]), text()] })),
            Shape::Flag => json!({ "type": "boolean" }),
            Shape::Number => json!({ "type": "number" }),
            Shape::Within(least, most) => {
                json!({ "type": "number", "minimum": least, "maximum": most })
            }
            Shape::Whole(least, most) => {
                json!({ "type": "integer", "minimum": least, "maximum": most })
            }
            Shape::Names(lists) => match TABLES.iter().find(|table| table.names == *lists) {
                Some(table) => self.reference(&slug(table.title), |_| one_of(lists)),
                None => one_of(lists),
            },
            Shape::Listed(list) => one_of(&[&list()]),
            Shape::Words(words) => json!({ "enum": words }),
            Shape::Many(one) => {
                json!({ "anyOf": [self.of(one), { "type": "array", "items": self.of(one) }] })
            }
            Shape::List(one, 0) => json!({ "type": "array", "items": self.of(one) }),
            Shape::List(one, least) => {
                json!({ "type": "array", "minItems": least, "items": self.of(one) })
            }
            Shape::Tuple(one, many) => {
                json!({ "type": "array", "minItems": many, "maxItems": many, "items": self.of(one) })
            }
            Shape::Map(keys) => self.reference(&slug(keys.what), |all| all.map(keys).into()),
            Shape::Entries(Shape::Text, value) => {
                json!({ "type": "object", "additionalProperties": self.of(value) })
            }
            Shape::Entries(Shape::Names([names]), value) => self.entries(names, value),
            Shape::Entries(Shape::Listed(names), value) => self.entries(&names(), value),
            Shape::Entries(key, value) => {
                json!({ "type": "object", "propertyNames": self.of(key), "additionalProperties": self.of(value) })
            }
            Shape::Kinds(tables) => {
                let kind = |keys: &Keys| {
                    let name = format!(
                        "{}-{}",
                        slug(keys.what),
                        keys.keys.first().map_or("", |key| key.name)
                    );
                    self.reference(&name, |all| all.map(keys).into())
                };
                json!({ "oneOf": tables().into_iter().map(kind).collect::<Vec<_>>() })
            }
            Shape::Either(shapes) => {
                json!({ "anyOf": shapes.iter().map(|shape| self.of(shape)).collect::<Vec<_>>() })
            }
        }
    }

    /// A map whose keys are these names.
    fn entries(&mut self, names: &[(&str, &str)], value: &Shape) -> Value {
        let properties =
            names.iter().map(|(name, what)| ((*name).to_string(), described(self.of(value), what)));
        let properties: Map<String, Value> = properties.collect();
        json!({ "type": "object", "additionalProperties": false, "properties": properties })
    }
}

/// The name of a definition: "an override" is `override`, "Kinds of facts" `kinds-of-facts`.
fn slug(title: &str) -> String {
    let words = title.split_whitespace().filter(|word| !["a", "an", "the"].contains(word));
    words.collect::<Vec<_>>().join("-").replace('`', "").to_lowercase()
}

fn described(mut schema: Value, about: &str) -> Value {
    schema["description"] = about.into();
    schema
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
        false => {
            json!({ "enum": names, "enumDescriptions": all().map(|(_, what)| *what).collect::<Vec<_>>() })
        }
    }
}
