//! Which configuration, ignore file, baseline and front matter speak of a file, and what is said of
//! those that are wrong.

use crate::common::scratch::{Scratch, said};

const DRAFT: &str = "Subject: Pier 7\n\nHi Ana,\n\nYour crew of of the yard waits at the gate. Who opens it?\n\nDana\n";
/// One that passes.
const PASSES: &str = include_str!("../../fixtures/drafts/honest.email.md");

fn status(scratch: &Scratch, args: &[&str]) -> (Option<i32>, String) {
    let run = scratch.run(args);
    (run.status.code(), String::from_utf8_lossy(&run.stdout).into_owned())
}

#[test]
fn a_configuration_speaks_of_what_is_below_it_and_of_nothing_else() {
    let scratch =
        Scratch::with("above", &[("here/germane.yaml", "ruls: 1\n"), ("there/a.email.md", DRAFT)]);
    let (code, text) = {
        let run = scratch.command(&["check", "../there/a.email.md", "--format", "unix"]);
        let mut run = run;
        let run = run.current_dir(scratch.0.join("here")).output().expect("runs");
        (run.status.code(), String::from_utf8_lossy(&run.stdout).into_owned())
    };
    assert!(code != Some(2) && text.contains("[doubled-word]"), "{code:?} {text}");
    // A report is one even when no file is left to be checked.
    scratch.write("here/b.email.md", DRAFT);
    let (code, text) = status(&scratch, &["check", "here", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((code, report["errors"].as_array().map(Vec::len)), (Some(2), Some(1)), "{text}");
    // The other ending is read, too.
    std::fs::remove_file(scratch.0.join("here/germane.yaml")).expect("there");
    scratch.write("here/germane.yml", "rules: { doubled-word: off }\n");
    assert!(!status(&scratch, &["check", "here", "--format", "unix"]).1.contains("doubled-word"));
    let (code, text) = status(&scratch, &["test", "here/germane.yml"]);
    assert_eq!(code, Some(0), "{text}");
    let (_, text) = status(&scratch, &["init", "here"]);
    assert!(text.contains("here/germane.yml is there already; left alone"), "{text}");
}

#[test]
fn ignore_files_hold_for_named_files_that_are_to_be_taken_as_in_a_folder() {
    let files = [("old/a.email.md", DRAFT), ("b.email.md", DRAFT), ("c.email.md", DRAFT)];
    let scratch = Scratch::with("ignored", &files);
    scratch.write(".germaneignore", "old/\nb.*\n");
    let named = ["old/a.email.md", "b.email.md", "c.email.md"];
    let lines = |args: &[&str]| {
        let (_, text) = status(&scratch, args);
        named.map(|name| text.contains(&format!("{name}:")))
    };
    let all = ["check", "--format", "unix", named[0], named[1], named[2]];
    assert_eq!(lines(&all), [true, true, true], "named files are checked");
    assert_eq!(lines(&[&all[..], &["--drafts-only"]].concat()), [false, false, true]);
    let (_, text) = status(&scratch, &["check", ".", "--verbose"]);
    assert!(text.contains("skipped old: an ignore file names it"), "{text}");
    assert!(text.contains("skipped b.email.md: an ignore file names it"), "{text}");
}

#[test]
fn a_baseline_is_the_same_from_every_folder() {
    let scratch = Scratch::with("baseline", &[("d/a.email.md", DRAFT)]);
    scratch.run(&["check", "d", "--baseline", "b.json", "--update-baseline"]);
    let mut run =
        scratch.command(&["check", "a.email.md", "--baseline", "../b.json", "--format", "unix"]);
    let run = run.current_dir(scratch.0.join("d")).output().expect("runs");
    assert_eq!(String::from_utf8_lossy(&run.stdout), "");
}

#[test]
fn what_applies_to_a_file_is_shown_with_its_values() {
    let config = "rules:\n  doubled-word: error\noverrides:\n  - files: \"g*\"\n    rules: {doubled-word: off}\nmin-score: 40\n";
    let scratch = Scratch::with("shown", &[("germane.yaml", config)]);
    let (_, text) = status(&scratch, &["check", "--show-config", "g.md"]);
    for line in ["      doubled-word: error", "        rules: {doubled-word: off}"] {
        assert!(text.lines().any(|known| known == line), "{text}");
    }
    let change = text.lines().find(|line| line.starts_with("  doubled-word ")).expect("told");
    assert!(change.contains(" off ") && change.ends_with("germane.yaml:5, for g*"), "{change}");
    let (_, text) = status(&scratch, &["check", "--show-config", "h.md"]);
    let change = text.lines().find(|line| line.starts_with("  doubled-word ")).expect("told");
    assert!(change.contains(" error ") && change.ends_with("germane.yaml:2"), "{change}");
}

#[test]
fn names_that_are_given_twice_are_an_error_and_none_are_none() {
    let twice = [
        "rules:\n  doubled-word: error\n  doubled-word: off\n",
        "overrides:\n  - files: a*\n    rules: { doubled-word: off, doubled-word: info }\n",
        "dimensions: { focus: 2, focus: 1 }\n",
    ];
    let scratch = Scratch::with("twice", &[("a.email.md", DRAFT)]);
    for config in twice {
        scratch.write("germane.yaml", config);
        let run = scratch.run(&["check", "a.email.md"]);
        let text = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(run.status.code() == Some(2) && text.contains("is given twice"), "{config}{text}");
    }
    for config in ["rules: {}\n", "rules:\n", "avoid: {}\n", "overrides: []\n"] {
        scratch.write("germane.yaml", config);
        let run = scratch.run(&["check", "a.email.md"]);
        assert_ne!(run.status.code(), Some(2), "{config}{}", said(&run));
    }
}

#[test]
fn wrong_values_in_front_matter_are_told_where_they_stand() {
    let scratch = Scratch::new("values");
    for (key, place) in [
        ("dialect: smartled", "2:10"),
        ("lint: { doubled-word: offf }", "2:23"),
        ("kind: cool", "2:7"),
        ("lint: { hype: off, hype: error }", "2:20"),
    ] {
        scratch.write("a.email.md", format!("---\n{key}\n---\nHi Ana,\n\nWho opens?\n"));
        let (code, text) = status(&scratch, &["check", "a.email.md", "--format", "unix"]);
        assert!(code == Some(2) && text.contains(&format!("a.email.md:{place}: error")), "{text}");
    }
    for key in ["dialect: smartlead", "dialect: auto", "lint: { doubled-word: warn }"] {
        scratch.write("a.email.md", format!("---\n{key}\n---\nHi Ana,\n\nWho opens?\n"));
        assert_ne!(status(&scratch, &["check", "a.email.md"]).0, Some(2), "{key}");
    }
}

#[test]
fn a_rule_of_an_allow_that_allows_nothing_is_named() {
    let allow = "<!-- germane: allow doubled-word, too-long -- a name -->";
    let draft = DRAFT.replace("Your crew", &format!("{allow}\nYour crew"));
    let scratch = Scratch::with("allow", &[("a.email.md", draft)]);
    let (_, text) = status(&scratch, &["check", "a.email.md", "--format", "unix"]);
    assert!(text.contains("a.email.md:5:35: warning: This allow allows nothing here."), "{text}");
    assert!(!text.contains("[doubled-word]"), "{text}");
}

#[test]
fn warnings_about_a_file_count_as_severities_do() {
    let draft = PASSES.replace("thread: new", "thred: new");
    let scratch = Scratch::with("warned", &[("a.email.md", draft)]);
    let run = |level: &str, form: &str| {
        status(&scratch, &["check", "a.email.md", "--fail-on", level, "--format", form])
    };
    assert_eq!((run("error", "junit").0, run("warning", "junit").0), (Some(0), Some(1)));
    assert!(run("warning", "junit").1.contains("<failure message=\"front matter has no key"));
    assert!(!run("error", "junit").1.contains("<failure"));
}

#[test]
fn a_line_a_draft_calls_an_error_what_is_one() {
    let draft = PASSES.replace("eleven of the", "eleven of of the");
    let scratch = Scratch::with("brief", &[("a.email.md", draft)]);
    let (_, text) = status(&scratch, &["check", "a.email.md", "--brief"]);
    assert!(text.contains(", 0 errors; ") && !text.contains("nothing found"), "{text}");
    let run = scratch.run(&["diff", "mian", "a.email.md"]);
    let text = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.code() == Some(2) && text.contains("no such revision"), "{text}");
}
