//! Accounts, briefs and lead lists: the schema says what the program says, reports keep their
//! contract, and no bytes make a reader panic.

use std::path::Path;
use std::process::Command;

use germane::account;
use germane::leads::List;
use germane::yaml::{self, Node, Value, Written};
use proptest::prelude::*;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema(of: &str) -> jsonschema::Validator {
    let run =
        Command::new(env!("CARGO_BIN_EXE_germane")).args(["schema", of]).output().expect("runs");
    jsonschema::validator_for(&serde_json::from_slice(&run.stdout).expect("JSON"))
        .expect("a schema")
}

/// YAML as JSON, with numbers where they are numbers.
fn as_json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::List(items) => items.iter().map(as_json).collect(),
        Value::Map(entries) => entries
            .iter()
            .map(|(key, value)| (key.as_str().unwrap_or_default().to_string(), as_json(value)))
            .collect(),
        Value::Scalar { text, written: Written::Plain } => match text.as_str() {
            "true" | "false" => (text == "true").into(),
            _ => text.parse::<i64>().map_or_else(|_| text.clone().into(), Into::into),
        },
        Value::Scalar { text, .. } => text.clone().into(),
    }
}

#[test]
fn the_schema_of_accounts_agrees_with_the_reader() {
    let schema = schema("account");
    for (file, good) in [
        (
            "account: Orbis\nsay_as: O\naliases: [A, B]\ndomain: o.example\nemployees: 200-500\ntech: SAP\n",
            true,
        ),
        (
            "account: Orbis\nemployees: 240\npeople: [Ana Ruiz, {first: Lee, email: l@o.example, role: COO}]\n",
            true,
        ),
        (
            "account: Orbis\nfacts: [It opened., {fact: A, source: s, date: 2026-05-14, kind: goal, public: false, expires: 2027}]\n",
            true,
        ),
        (
            "account: Orbis\nfields: {city: Cork, seats: 4}\navoid: layoffs\nrelation: past-customer\nowner: Dana\nlang: en\n",
            true,
        ),
        ("account: Orbis\nfactz: []\n", false),
        ("account: Orbis\nfacts: [{source: s}]\n", false),
        ("account: Orbis\nfacts: [{fact: A, kind: rumour}]\n", false),
        ("account: Orbis\nfacts: [{fact: A, date: May}]\n", false),
        ("account: Orbis\nrelation: friend\n", false),
        ("account: Orbis\npeople: [{role: COO}]\n", false),
        ("name: Orbis\n", false),
    ] {
        assert_eq!(account::read(file, "o").is_ok(), good, "reader: {file}");
        assert_eq!(
            schema.is_valid(&as_json(&yaml::parse(file, 0).expect("YAML"))),
            good,
            "schema: {file}"
        );
    }
}

#[test]
fn reports_with_accounts_and_leads_keep_their_contract() {
    let schema = schema("report");
    let folder = root().join("fixtures/cli/account.in");
    for args in [
        ["leeds.email.md", "--account", "orbis.account.yaml"],
        ["template.email.md", "--leads", "leads.csv"],
    ] {
        let run = Command::new(env!("CARGO_BIN_EXE_germane"))
            .current_dir(&folder)
            .args(["check", "--format", "json"])
            .args(args)
            .output();
        let report: serde_json::Value =
            serde_json::from_slice(&run.expect("runs").stdout).expect("JSON");
        let errors: Vec<String> = schema
            .iter_errors(&report)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new(), "{args:?}");
        let draft = &report["files"][0]["drafts"][0];
        let told = if args[1] == "--leads" { &draft["leads"] } else { &draft["relevance"] };
        assert!(told.is_object(), "{args:?}: {draft}");
    }
}

const PIECES: &[&str] = &[
    "account",
    ": ",
    "Orbis",
    "\n",
    "facts",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    "fact",
    "date",
    "2026-13-40",
    "\u{feff}",
    "first name",
    "email",
    ";",
    "\t",
    "@",
    "company",
    "N/A",
    "é",
    "'+1",
    "\r\n",
    "  ",
    "people",
    "null",
    "{\"company\":{\"name\":\"Orbis\"}}\n",
    "companyInfo",
    "recentNews",
    "\0",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_reader_panic(picks in proptest::collection::vec(0usize..PIECES.len(), 0..60), noise in proptest::collection::vec(any::<u8>(), 0..6)) {
        let mut bytes: Vec<u8> = picks.iter().flat_map(|pick| PIECES[*pick].bytes()).collect();
        bytes.extend(noise);
        let _ = account::read(&String::from_utf8_lossy(&bytes), "x");
        let list = List::new("x.csv", &bytes);
        let mut problems = Vec::new();
        list.each(|row| problems.extend(row.err()));
        prop_assert!(problems.iter().all(|problem| problem.span.end() <= list.text().len()));
    }
}

/// However it is spelt in the draft or in the list.
#[test]
fn names_with_accents_are_names() {
    use germane::account::{Account, Accounts};
    use germane::draft::{Address, Meta};
    let named = |name: &str, mail: &str, domain: &str| Account {
        name: name.into(),
        domains: vec![domain.into()],
        people: vec![germane::account::Person {
            email: mail.into(),
            ..germane::account::Person::default()
        }],
        origin: name.into(),
        ..Account::default()
    };
    let accounts = Accounts::new(vec![
        named("Soci\u{e9}t\u{e9} Alpha", "Emile@Alpha.example", "alpha.example"),
        named("Orbis", "ana@gmail.com", "orbis.example"),
    ]);
    assert_eq!(accounts.named_from("societe").count(), 1);
    let of = |mail: &str| {
        let meta = Meta { to: Some(Address::parse(mail)), ..Meta::default() };
        match accounts.of(&meta, None) {
            germane::account::Match::One(account, by) => format!("{} {by:?}", account.name),
            _ => "none".into(),
        }
    };
    assert_eq!(of("emile@alpha.example"), "Soci\u{e9}t\u{e9} Alpha Address");
    assert_eq!(of("lee@mail.orbis.example"), "Orbis Domain");
    assert_eq!(of("lee@notorbis.example"), "none");
    assert_eq!(of("lee@gmail.com"), "none");
}
