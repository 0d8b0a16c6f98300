//! The JSON Schemas are made from what the program reads and writes; this holds them to what it
//! says of keys that it does not know, and the files of `docs/schemas/` to what the program prints.

use std::collections::BTreeSet;
use std::path::Path;

use germane::config::Config;
use germane::pack::{Compiler, Rulebook};
use serde_json::Value;

/// The schema that the program prints.
fn schema(of: &str) -> Value {
    serde_json::from_str(&printed(of)).expect("JSON")
}

/// The same with every definition where it is referred to.
fn inlined(of: &str) -> Value {
    fn inline(node: &Value, definitions: &Value) -> Value {
        match node {
            Value::Object(map) => {
                let own = map
                    .iter()
                    .filter(|(key, _)| *key != "$ref")
                    .map(|(key, value)| (key.clone(), inline(value, definitions)));
                let name = map
                    .get("$ref")
                    .and_then(|reference| reference.as_str()?.strip_prefix("#/$defs/"));
                let theirs = name.map(|name| inline(&definitions[name], definitions));
                let theirs = theirs
                    .iter()
                    .filter_map(Value::as_object)
                    .flatten()
                    .map(|(key, value)| (key.clone(), value.clone()));
                theirs.chain(own).collect()
            }
            Value::Array(list) => list.iter().map(|item| inline(item, definitions)).collect(),
            other => other.clone(),
        }
    }
    let mut schema = schema(of);
    let definitions =
        schema.as_object_mut().and_then(|root| root.remove("$defs")).unwrap_or_default();
    inline(&schema, &definitions)
}

fn printed(of: &str) -> String {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_germane"))
        .args(["schema", of])
        .output()
        .expect("runs");
    String::from_utf8(run.stdout).expect("UTF-8")
}

/// Editors and programs take them from there.
#[test]
fn files_of_schemas_are_fresh() {
    for of in SCHEMAS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/schemas/{of}.json"));
        let printed = printed(of);
        assert!(jsonschema::meta::is_valid(&serde_json::from_str(&printed).expect("JSON")), "{of}");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &printed).expect("writable");
        }
        assert_eq!(
            std::fs::read_to_string(&path).unwrap_or_default(),
            printed,
            "{} (BLESS=1 writes it)",
            path.display()
        );
    }
}

const SCHEMAS: &[&str] =
    &["pack", "config", "account", "sequence", "report", "campaign", "learn", "diff"];

/// Every key says what it is for.
#[test]
fn every_key_is_described() {
    for of in SCHEMAS {
        let mut nodes = vec![schema(of)];
        while let Some(node) = nodes.pop() {
            let keys = node["properties"].as_object();
            // A map of one key alone is the variant of an enum, which is described as a whole.
            let is_variant =
                keys.is_some_and(|keys| keys.len() == 1) && node["description"].is_string();
            for (key, inner) in keys.into_iter().flatten() {
                assert!(is_variant || inner["description"].is_string(), "{of}: {key}");
            }
            match node {
                Value::Object(map) => nodes.extend(map.into_iter().map(|(_, value)| value)),
                Value::Array(list) => nodes.extend(list),
                _ => {}
            }
        }
    }
}

/// The keys that the reader allows where `zzz` stands.
fn allowed<'f>(problems: impl IntoIterator<Item = &'f germane::text::Problem>) -> BTreeSet<String> {
    let said: Vec<_> = problems
        .into_iter()
        .filter(|problem| problem.message.contains("`zzz`"))
        .filter_map(|problem| problem.hint.clone())
        .collect();
    assert_eq!(said.len(), 1, "{said:?}");
    let (_, list) = said[0].split_once("allowed: ").expect("a list");
    list.split(", ").map(str::to_string).collect()
}

fn of_pack(yaml: &str) -> BTreeSet<String> {
    let mut compiler = Compiler::new(Rulebook::default());
    compiler.add(yaml);
    let problems = compiler.finish().expect_err("`zzz` is no key");
    allowed(problems.iter().flatten())
}

fn of_config(yaml: &str) -> BTreeSet<String> {
    allowed(&Config::read(Path::new("germane.yaml"), yaml).problems)
}

fn names(list: &Value) -> BTreeSet<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_string).collect()
}

fn keys(schema: &Value) -> BTreeSet<String> {
    schema["properties"]
        .as_object()
        .unwrap_or_else(|| panic!("no properties: {schema}"))
        .keys()
        .cloned()
        .collect()
}

/// The alternative of a schema that has the key.
fn with<'s>(schema: &'s Value, key: &str) -> &'s Value {
    let all = ["anyOf", "oneOf"].iter().filter_map(|word| schema[word].as_array()).flatten();
    let flat = all
        .flat_map(|one| std::iter::once(one).chain(one["anyOf"].as_array().into_iter().flatten()));
    flat.into_iter()
        .find(|one| !one["properties"][key].is_null())
        .unwrap_or_else(|| panic!("no alternative has `{key}`"))
}

#[test]
fn keys_of_packs() {
    let schema = inlined("pack");
    let rules = &schema["properties"]["rules"]["additionalProperties"];
    let rule = &with(rules, "check")["properties"];
    assert_eq!(of_pack("pack: a\nzzz: 1\n"), keys(&schema));
    assert_eq!(
        of_pack("pack: a\nlexicons: { b: { zzz: 1 } }\n"),
        keys(with(&schema["properties"]["lexicons"]["additionalProperties"], "phrases"))
    );
    assert_eq!(
        of_pack("pack: a\nrules: { b: { check: 1, zzz: 1 } }\n"),
        keys(with(rules, "check"))
    );
    assert_eq!(
        of_pack("pack: a\nrules: { b: { check: 1, when: { zzz: 1 } } }\n"),
        keys(&rule["when"])
    );
    assert_eq!(
        of_pack("pack: a\nrules: { b: { check: 1, fix: { zzz: 1 } } }\n"),
        keys(&rule["fix"])
    );
    assert_eq!(
        of_pack("pack: a\nrules: { b: { check: 1, evidence: [{ zzz: 1 }] } }\n"),
        keys(&rule["evidence"]["items"])
    );
    assert_eq!(
        of_pack("pack: a\nrules: { b: { check: 1, examples: { zzz: 1 } } }\n"),
        keys(&rule["examples"])
    );
    let tuning = rules["anyOf"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|one| one["anyOf"].is_array())
        .expect("tunings");
    let tuning = with(tuning, "severity");
    assert_eq!(of_pack("pack: a\nrules: { b: { zzz: 1 } }\n"), keys(tuning));
    assert_eq!(
        of_pack("pack: a\nrules: { b: { tiers: [{ zzz: 1 }] } }\n"),
        keys(&tuning["properties"]["tiers"]["items"])
    );
}

#[test]
fn keys_of_checks() {
    let schema = inlined("pack");
    let check = &with(&schema["properties"]["rules"]["additionalProperties"], "check")["properties"]
        ["check"];
    let kinds = ["anyOf", "oneOf"].iter().find_map(|word| check[word].as_array()).expect("kinds");
    assert!(kinds.len() >= 8);
    for kind in kinds {
        let name = kind["required"][0].as_str().expect("the kind's own key");
        assert_eq!(
            of_pack(&format!("pack: a\nrules: {{ b: {{ check: {{ {name}: link, zzz: 1 }} }} }}\n")),
            keys(kind),
            "{name}"
        );
    }
}

#[test]
fn keys_of_configurations() {
    let schema = inlined("config");
    let properties = &schema["properties"];
    assert_eq!(of_config("zzz: 1\n"), keys(&schema));
    assert_eq!(of_config("sender: { zzz: 1 }\n"), keys(&properties["sender"]));
    assert_eq!(of_config("limits: { zzz: 1 }\n"), keys(&properties["limits"]));
    assert_eq!(
        of_config("formats: { a.json: zzz }\n"),
        names(&properties["formats"]["additionalProperties"]["enum"])
    );
    assert_eq!(of_config("overrides: [{ zzz: 1 }]\n"), keys(&properties["overrides"]["items"]));
    assert_eq!(
        of_config("rules: { a: { zzz: 1 } }\n"),
        keys(with(&properties["rules"]["additionalProperties"], "severity"))
    );
}

#[test]
fn keys_of_sequences() {
    let schema = inlined("sequence");
    let of = |yaml: &str| {
        let contents = germane::source::read(
            &germane::source::Source::new("a.sequence.yaml", yaml.as_bytes()),
            &germane::source::FileResolver::default(),
        );
        let hints =
            contents.problems.iter().filter(|problem| problem.message.contains("no key `zzz`"));
        let hint = hints.filter_map(|problem| problem.hint.clone()).next().expect("a hint");
        let list = hint.split_once("allowed: ").expect("a list").1.to_string();
        list.split(", ").map(str::to_string).collect::<BTreeSet<_>>()
    };
    let step = &schema["properties"]["steps"]["items"];
    assert_eq!(of("sequence: A\nzzz: 1\nsteps: [{ body: Hi }]\n"), keys(&schema));
    assert_eq!(of("sequence: A\nsteps: [{ body: Hi, zzz: 1 }]\n"), keys(step));
    assert_eq!(
        of("sequence: A\nsteps: [{ variants: [{ body: Hi, zzz: 1 }] }]\n"),
        keys(&step["properties"]["variants"]["items"])
    );
}

#[test]
fn the_schema_of_sequences_accepts_what_the_program_accepts() {
    let schema = schema("sequence");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let json = serde_json::json!({
        "sequence": "Ports", "stop_on": "reply", "vars": ["hiring_signal"],
        "steps": [
            { "subject": ["Tugs", "Night hours"], "body": "Hi Ana" },
            { "wait": "3bd", "channel": "linkedin-message", "variants": [{ "name": "A", "share": 0.5, "body": "Hi Ana" }] },
            { "wait": "1w", "channel": "call", "notes": "ask for the desk" },
        ],
    });
    assert_eq!(
        schema.iter_errors(&json).map(|error| error.to_string()).collect::<Vec<_>>(),
        Vec::<String>::new()
    );
    assert!(
        !schema.is_valid(&serde_json::json!({ "sequence": "Ports", "steps": [{ "bdy": "Hi" }] }))
    );
}

/// Reports name formats that their schema knows.
#[test]
fn formats_of_reports() {
    let schema = schema("report");
    let known: BTreeSet<String> =
        germane::source::Format::NAMES.iter().map(|(name, _)| name.to_string()).collect();
    let format = &schema["$defs"]["Format"]["enum"];
    assert_eq!(names(format), known);
}

/// The npm package's types are made from the report's schema (`npm run types`); what the schema says of
/// each key stands in them word for word.
#[test]
fn types_of_the_npm_package_are_fresh() {
    fn of_keys(node: &Value, said: &mut Vec<String>) {
        match node {
            Value::Object(map) => {
                let keys = map.get("properties").and_then(Value::as_object);
                // A type's own words stand in the place of those of a key that refers to it.
                let keys = keys.into_iter().flat_map(|keys| keys.values());
                let keys = keys.filter(|key| key.get("$ref").is_none());
                said.extend(keys.filter_map(|key| Some(key["description"].as_str()?.to_owned())));
                map.values().for_each(|value| of_keys(value, said));
            }
            Value::Array(list) => list.iter().for_each(|value| of_keys(value, said)),
            _ => {}
        }
    }
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("npm/report.d.ts");
    let types = std::fs::read_to_string(path).expect("readable");
    let comments = words(&types.replace(" * ", " "));
    let mut said = Vec::new();
    of_keys(&schema("report"), &mut said);
    assert!(said.len() > 100, "{}", said.len());
    for description in said {
        assert!(comments.contains(&words(&description)), "npm run types: {description}");
    }
}
