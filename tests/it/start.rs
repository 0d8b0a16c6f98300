//! The first minutes with the program: a draft without a command, a draft on a pipe, a new project.

use std::fs;
use std::io::{BufRead, BufReader, Write};

use crate::common::scratch::Scratch;

const GOOD: &str = include_str!("../../src/cli/init/sample.email.md");
const BAD: &str = "Subject: Quick question\n\nHi {{first_name}},\n\nI hope this email finds you well. We are the leading provider of \
                   synergies. Do you have 15 minutes this week for a quick call?\n\nLee\n";

impl Scratch {
    /// Exit status, what is printed, what is complained of; standard input holds `input`.
    fn fed(&self, args: &[&str], input: &str) -> (Option<i32>, String, String) {
        let mut child = self.start(args);
        // Who does not read it closes it.
        let _ = child.stdin.take().expect("piped").write_all(input.as_bytes());
        let run = child.wait_with_output().expect("ends");
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        (run.status.code(), text(run.stdout), text(run.stderr))
    }
}

#[test]
fn a_draft_needs_no_command() {
    let scratch =
        Scratch::with("short", &[("bad.md", BAD), ("drafts/bad.md", BAD), ("rules", BAD)]);
    let long = scratch.fed(&["check", "bad.md"], "");
    assert_eq!(long.0, Some(1));
    assert_eq!(scratch.fed(&["bad.md"], ""), long);
    let unix = scratch.fed(&["check", "--format", "unix", "drafts"], "");
    assert!(unix.1.contains("drafts/bad.md:3:4: "), "{unix:?}");
    assert_eq!(scratch.fed(&["--format", "unix", "drafts"], ""), unix);
    assert_eq!(scratch.fed(&["drafts", "--format", "unix"], ""), unix);
    assert_eq!(scratch.fed(&["-"], BAD), scratch.fed(&["check", "-"], BAD));
    // What is not there is said by the check of it; what is no path, by the parser of commands; a
    // command is itself.
    assert!(scratch.fed(&["nowhere.md"], "").1.contains("nowhere.md"));
    assert!(scratch.fed(&["chekc", "bad.md"], "").2.contains("'check'"));
    assert!(scratch.fed(&["rules"], "").1.contains("swap-test"));
    assert!(scratch.fed(&["--version"], "").1.starts_with("germane "));
    let (status, _, said) = scratch.fed(&[], "");
    assert!(status == Some(2) && said.contains("Usage: germane"), "{said}");
}

#[test]
fn a_draft_on_a_pipe_needs_no_path() {
    let scratch = Scratch::with("pipe", &[("other.md", GOOD)]);
    assert_eq!(scratch.fed(&["check"], BAD), scratch.fed(&["check", "-"], BAD));
    let named = &["check", "--stdin-filename", "drafts/new.md", "--format", "unix"];
    assert!(scratch.fed(named, BAD).1.starts_with("drafts/new.md:"));
    // A path that is given is what is meant, and so are the files that git or a baseline knows.
    assert_eq!(scratch.fed(&["check", "other.md"], BAD), scratch.fed(&["check", "other.md"], ""));
    for files in [
        &["check", "."][..],
        &["check", "--drafts-only"],
        &["check", "--baseline", "known.json", "--update-baseline"],
    ] {
        assert_eq!(scratch.fed(files, BAD).0, Some(0), "{files:?}");
    }
    // An input without words, as builds and hooks have it, is none.
    let folder = scratch.fed(&["check", "."], "");
    assert!(folder.1.contains("other.md: "), "{folder:?}");
    assert_eq!(scratch.fed(&["check"], ""), folder);
}

#[test]
fn who_waits_for_a_pipe_is_told() {
    let scratch = Scratch::new("slow");
    let mut child = scratch.start(&["check"]);
    let mut said = String::new();
    BufReader::new(child.stderr.take().expect("piped")).read_line(&mut said).expect("text");
    assert!(said.contains("waiting for a draft on standard input"), "{said}");
    child.stdin.take().expect("piped").write_all(BAD.as_bytes()).expect("read");
    let run = child.wait_with_output().expect("ends");
    assert_eq!(run.status.code(), Some(1));
}

#[test]
fn a_new_project_passes_its_own_check() {
    let scratch = Scratch::new("init");
    let (status, said, _) = scratch.fed(&["init"], "");
    assert_eq!(status, Some(0));
    let next = said
        .lines()
        .last()
        .and_then(|line| line.strip_prefix("next: germane "))
        .expect("what to do next");
    let (status, said, complaints) = scratch.fed(&next.split(' ').collect::<Vec<_>>(), "");
    assert!(status == Some(0) && complaints.is_empty(), "{said}{complaints}");
    let (status, said, complaints) = scratch.fed(&["check"], "");
    assert!(
        status == Some(0) && complaints.is_empty() && said.contains("sample.email.md: "),
        "{said}{complaints}"
    );
    // The keys that wait in comments can be used as they stand, but for the pack that nobody has
    // written yet.
    let config = fs::read_to_string(scratch.0.join("germane.yaml")).expect("readable");
    let is_key = |key: &str| {
        key.starts_with(|c: char| c.is_ascii_lowercase())
            && !["packs:", "yaml-"].iter().any(|other| key.starts_with(other))
    };
    let used = config
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|key| is_key(key)).unwrap_or(line));
    fs::write(scratch.0.join("germane.yaml"), used.collect::<Vec<_>>().join("\n"))
        .expect("writable");
    let (_, said, complaints) = scratch.fed(&["check", "--show-config", "sample.email.md"], "");
    for key in ["extends", "rules", "overrides", "exclude", "fail-on", "min-score"] {
        assert!(
            said.lines().any(|line| line.trim().starts_with(key) && line.contains("germane.yaml:")),
            "{key}: {said}{complaints}"
        );
    }
    assert_ne!(scratch.fed(&["check", "sample.email.md"], "").0, Some(2), "{said}{complaints}");
    let (status, said, _) = scratch.fed(&["init"], "");
    assert!(
        status == Some(0) && said.contains("germane.yaml is there already; left alone"),
        "{said}"
    );
}
