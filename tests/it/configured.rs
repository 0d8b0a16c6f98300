//! What a configuration decides holds for the files that it is for, in every command; and what is
//! wrong with it is told at its place, in every form of the report.

use std::path::Path;

use germane::config::Config;

use crate::common::lsp_client::{Client, uri};
use crate::common::scratch::{Scratch, said};

/// One that fails.
const BAD: &str = "Subject: Pier 7\n\nHi {{first_name}},\n\nYour crew of of the yard waits at the gate. Who opens it?\n\nDana\n";

fn out(scratch: &Scratch, args: &[&str]) -> String {
    String::from_utf8_lossy(&scratch.run(args).stdout).into_owned()
}

/// What is wrong with a configuration: line by line, with the hints.
fn problems(yaml: &str) -> String {
    let config = Config::read(Path::new("germane.yaml"), yaml);
    let told = config.problems.iter().map(|problem| {
        let hint = problem.hint.as_deref().unwrap_or("no hint");
        format!("{} ({hint})\n", problem.message)
    });
    told.collect()
}

#[test]
fn a_project_that_never_fails_lets_others_fail() {
    let files =
        [("a/germane.yaml", "fail-on: never\n"), ("a/x.email.md", BAD), ("b/x.email.md", BAD)];
    let scratch = Scratch::with("never", &files);
    for (paths, code) in [(&["a"][..], 0), (&["b"], 1), (&["."], 1), (&["a", "b"], 1)] {
        let run = scratch.run(&[&["check"][..], paths].concat());
        assert_eq!(run.status.code(), Some(code), "{paths:?} {}", said(&run));
    }
    let junit = out(&scratch, &["check", ".", "--format", "junit"]);
    for (name, failures) in [("a/x.email.md", 0), ("b/x.email.md", 1)] {
        let suite = format!("<testsuite name=\"{name}\" tests=\"1\" failures=\"{failures}\"");
        assert!(junit.contains(&suite), "{suite} {junit}");
    }
    let strict = scratch.run(&["check", "a", "--fail-on", "error"]);
    assert_eq!(strict.status.code(), Some(1), "the command line goes before");
}

#[test]
fn fixes_and_hidden_findings_do_not_go_together() {
    let scratch = Scratch::with("hidden", &[("x.email.md", BAD)]);
    scratch.run(&["check", "x.email.md", "--baseline", "known.json", "--update-baseline"]);
    let known = scratch.read("known.json");
    for fixing in ["--fix", "--unsafe-fixes", "--diff"] {
        for hiding in [&["--baseline", "known.json", "--update-baseline"][..], &["--changed-lines"]]
        {
            let run = scratch.run(&[&["check", "x.email.md", fixing][..], hiding].concat());
            assert_eq!(run.status.code(), Some(2), "{fixing} {hiding:?}");
            assert!(said(&run).contains("cannot be used with"), "{}", said(&run));
        }
    }
    assert_eq!((scratch.read("known.json"), scratch.read("x.email.md")), (known, BAD.to_string()));
}

/// Two mails by their headings, unless the file is said to be one message.
const TWO: &str = "## Email 1\n\nSubject: Pier 7\n\nHi Ana,\n\nYour crew waits at the gate. Who opens it?\n\nDana\n\n## Email 2\n\nSubject: The gate\n\nHi Ana,\n\nThe gate stays shut until six. Is that so on Sundays?\n\nDana\n";

#[test]
fn formats_hold_in_every_command() {
    let other = TWO.replace("six", "ten");
    let scratch = Scratch::with("formats", &[("a.md", TWO), ("b.md", other.as_str())]);
    let drafts = |args: &[&str], key: &str| {
        let json: serde_json::Value =
            serde_json::from_str(&out(&scratch, &[args, &["--format", "json"]].concat()))
                .expect("JSON");
        let of = if key == "files" { &json["files"][0]["drafts"] } else { &json[key] };
        of.as_array().map(Vec::len)
    };
    let counts = || {
        [
            drafts(&["check", "a.md"], "files"),
            drafts(&["marks", "a.md"], "drafts"),
            drafts(&["diff", "a.md", "b.md"], "drafts"),
        ]
    };
    let symbols = || {
        let mut client = Client::start(serde_json::json!({}), Some(&scratch.0));
        let file = uri(&scratch.0.join("a.md"));
        client.open(&file, "markdown", TWO);
        let asked = serde_json::json!({ "textDocument": { "uri": file } });
        let symbols = client.ask("textDocument/documentSymbol", asked).as_array().map(Vec::len);
        client.stop();
        symbols
    };
    assert_eq!((counts(), symbols()), ([Some(2); 3], Some(2)));
    scratch.write("germane.yaml", "formats: { \"*.md\": message }\n");
    assert_eq!((counts(), symbols()), ([Some(1); 3], Some(1)));
}

#[test]
fn what_is_wrong_with_a_configuration_is_told_in_every_form() {
    let files =
        [("germane.yaml", "min-score: 40\nrules: { false-urgncy: off }\n"), ("x.email.md", BAD)];
    let scratch = Scratch::with("told", &files);
    for form in [
        "json",
        "jsonl",
        "github",
        "gitlab",
        "sarif",
        "junit",
        "rdjson",
        "checkstyle",
        "markdown",
        "unix",
    ] {
        let told = out(&scratch, &["check", ".", "--format", form]);
        for part in ["there is no rule", "false-urgncy", "were not checked"] {
            assert!(
                told.contains(part) || form == "markdown" && part == "were not checked",
                "{form}: no {part} in {told}"
            );
        }
    }
    let unix = out(&scratch, &["check", ".", "--format", "unix"]);
    assert!(
        unix.starts_with("germane.yaml:2:10: error: there is no rule `false-urgncy`"),
        "{unix}"
    );
    assert!(unix.contains("did you mean `false-urgency`?"), "{unix}");
}

#[test]
fn what_is_missing_is_told_where_it_is_named() {
    let files = [("germane.yaml", "min-score: 40\naccounts: [nope.yaml]\n"), ("x.email.md", BAD)];
    let scratch = Scratch::with("missing", &files);
    let unix = out(&scratch, &["check", ".", "--format", "unix"]);
    assert!(
        unix.starts_with("germane.yaml:2:12: error: ./nope.yaml: cannot read the account"),
        "{unix}"
    );
    assert_eq!(unix.matches("cannot read").count(), 1, "{unix}");
    let named = said(&scratch.run(&["check", "x.email.md", "--config", "none.yaml"]));
    assert!(named.starts_with("error: none.yaml: cannot read the configuration"), "{named}");
    assert!(!named.contains("-->"), "{named}");
}

#[test]
fn what_is_no_map_and_no_list_is_told() {
    for (yaml, expected) in [
        (
            "formats: smartlead\n",
            "expected formats by glob (keys and values), found `smartlead` (for example `formats: ",
        ),
        (
            "dimensions: 3\n",
            "expected dimensions (keys and values), found `3` (for example `dimensions: ",
        ),
        ("map: x\n", "expected columns by role (keys and values), found `x` (for example `map: "),
        ("rules: x\n", "expected rules by id (keys and values), found `x` (for example `rules: "),
        ("accounts: { a: b }\n", "expected text, found keys and values (for example `accounts: ["),
        (
            "overrides: [{ files: a.md }]\n",
            "an override needs the key `rules` or the key `min-score` (",
        ),
        ("rules: { too-long: { above: \"fifty\" } }\n", "expected a number, found `fifty` ("),
    ] {
        let told = problems(yaml);
        assert!(told.starts_with(expected) && told.lines().count() == 1, "{yaml}: {told}");
    }
    assert_eq!(problems("overrides: [{ files: a.md, min-score: 40 }]\n"), "");
}

/// What stands in front of all others is what the table of a folder names, and not the verdict.
#[test]
fn every_form_names_the_same_first_fix() {
    let blast = "subject: Quick question\n---\nHi {{first_name}},\n\nWe are the leading provider of innovative solutions. We help companies like yours to grow. Our platform is best in class. Are you free for a call tomorrow at ten?\n\nBest,\nDana\n";
    let scratch = Scratch::with("first", &[("x.email.md", format!("---\n{blast}"))]);
    scratch.write("q.sequence.yaml", "sequence: Ports\nsteps:\n  - body: |\n      Hi Ana,\n\n      We are the leading provider of innovative solutions for yards like yours. Are you free for a call?\n  - wait: 3d\n    body: |\n      Hi Ana,\n\n      Just bumping this up in your inbox. Are you free for a call tomorrow at ten?\n");
    let check = |form: &str| out(&scratch, &["check", ".", "--min-score", "90", "--format", form]);
    let markdown = check("markdown");
    assert!(
        markdown.contains("| fix first |") && markdown.contains("| q.sequence.yaml (Ports) |"),
        "{markdown}"
    );
    assert!(!markdown.contains("Hardly any draft that readers liked"), "{markdown}");
    let unix = check("unix");
    assert!(unix.contains("Fix `") && !unix.contains("Fix `reads-as-blast` first"), "{unix}");
}

#[test]
fn slips_of_commands_are_met_with_what_was_meant() {
    let scratch = Scratch::with(
        "slips",
        &[("germane.yaml", "avoid: { synergy: null }\n"), ("list.csv", "a,b\n1,2\n")],
    );
    for (args, expected) in [
        (&["init", "germane.yaml"][..], "germane.yaml is a file"),
        (&["explain", "SELF-HEAVY"], "did you mean `self-heavy`?"),
        (&["cluster", "list.csv"], "`germane sign PATHS > signed.jsonl`"),
    ] {
        let run = scratch.run(args);
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        assert!(said(&run).contains(expected), "{}", said(&run));
    }
    let avoided = out(&scratch, &["explain", "avoid-synergy"]);
    assert!(!avoided.contains("Flagged:") && !avoided.contains("Left alone:"), "{avoided}");
    let sequence = "sequence: Ports\nsteps:\n  - dya: 3\n    body: The tugs wait at night, and one of them is charged for it.\n";
    scratch.write("q.sequence.yaml", sequence);
    let told = out(&scratch, &["check", "q.sequence.yaml", "--isolated", "--format", "unix"]);
    assert!(told.contains("`dya`") && told.contains("`day`"), "{told}");
}

#[test]
fn too_few_labels_are_counted_and_what_is_left_out_is_said() {
    let scratch = Scratch::new("labels");
    scratch.write(
        "one.jsonl",
        "{\"id\": \"a\", \"body\": \"Hi\", \"overall\": 50}\n{\"id\": \"b\", \"body\": \"Hi\"}\n",
    );
    let run = scratch.run(&["fit", "one.jsonl", "--cross-validate"]);
    let told = said(&run);
    assert!(told.contains("1 labelled draft is too few to fit: 20 are needed"), "{told}");
    assert!(told.contains("note: 1 text without `overall` is left out"), "{told}");
}
