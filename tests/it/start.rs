//! The first minutes with the program: a draft without a command, a draft on a pipe, a new project.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

const GOOD: &str = include_str!("../../src/cli/init/sample.email.md");
const BAD: &str = "Subject: Quick question\n\nHi {{first_name}},\n\nI hope this email finds you well. We are the leading provider of \
                   synergies. Do you have 15 minutes this week for a quick call?\n\nLee\n";

struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, files: &[(&str, &str)]) -> Scratch {
        let folder = std::env::temp_dir().join(format!("germane-start-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("writable");
        for (name, text) in files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
            fs::write(path, text).expect("writable");
        }
        Scratch(folder)
    }

    fn start(&self, args: &[&str]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_germane"));
        command.args(args).current_dir(&self.0).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("runs")
    }

    /// Exit status, what is printed, what is complained of; standard input holds `input`.
    fn run(&self, args: &[&str], input: &str) -> (Option<i32>, String, String) {
        let mut child = self.start(args);
        // Who does not read it closes it.
        let _ = child.stdin.take().expect("piped").write_all(input.as_bytes());
        let run = child.wait_with_output().expect("ends");
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        (run.status.code(), text(run.stdout), text(run.stderr))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_draft_needs_no_command() {
    let scratch = Scratch::new("short", &[("bad.md", BAD), ("drafts/bad.md", BAD), ("rules", BAD)]);
    let long = scratch.run(&["check", "bad.md"], "");
    assert_eq!(long.0, Some(1));
    assert_eq!(scratch.run(&["bad.md"], ""), long);
    let unix = scratch.run(&["check", "--format", "unix", "drafts"], "");
    assert!(unix.1.contains("drafts/bad.md:3:4: "), "{unix:?}");
    assert_eq!(scratch.run(&["--format", "unix", "drafts"], ""), unix);
    assert_eq!(scratch.run(&["drafts", "--format", "unix"], ""), unix);
    assert_eq!(scratch.run(&["-"], BAD), scratch.run(&["check", "-"], BAD));
    // What is not there is said by the check of it; what is no path, by the parser of commands; a command is itself.
    assert!(scratch.run(&["nowhere.md"], "").1.contains("nowhere.md"));
    assert!(scratch.run(&["chekc", "bad.md"], "").2.contains("'check'"));
    assert!(scratch.run(&["rules"], "").1.contains("swap-test"));
    assert!(scratch.run(&["--version"], "").1.starts_with("germane "));
    let (status, _, said) = scratch.run(&[], "");
    assert!(status == Some(2) && said.contains("Usage: germane"), "{said}");
}

#[test]
fn a_draft_on_a_pipe_needs_no_path() {
    let scratch = Scratch::new("pipe", &[("other.md", GOOD)]);
    assert_eq!(scratch.run(&["check"], BAD), scratch.run(&["check", "-"], BAD));
    let named = &["check", "--stdin-filename", "drafts/new.md", "--format", "unix"];
    assert!(scratch.run(named, BAD).1.starts_with("drafts/new.md:"));
    // A path that is given is what is meant, and so are the files that git or a baseline knows.
    assert_eq!(scratch.run(&["check", "other.md"], BAD), scratch.run(&["check", "other.md"], ""));
    for files in [&["check", "."][..], &["check", "--drafts-only"], &["check", "--baseline", "known.json", "--update-baseline"]] {
        assert_eq!(scratch.run(files, BAD).0, Some(0), "{files:?}");
    }
    // An input without words, as builds and hooks have it, is none.
    let folder = scratch.run(&["check", "."], "");
    assert!(folder.1.contains("other.md: "), "{folder:?}");
    assert_eq!(scratch.run(&["check"], ""), folder);
}

#[test]
fn who_waits_for_a_pipe_is_told() {
    let scratch = Scratch::new("slow", &[]);
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
    let scratch = Scratch::new("init", &[]);
    let (status, said, _) = scratch.run(&["init"], "");
    assert_eq!(status, Some(0));
    let next = said.lines().last().and_then(|line| line.strip_prefix("next: germane ")).expect("what to do next");
    let (status, said, complaints) = scratch.run(&next.split(' ').collect::<Vec<_>>(), "");
    assert!(status == Some(0) && complaints.is_empty(), "{said}{complaints}");
    let (status, said, complaints) = scratch.run(&["check"], "");
    assert!(status == Some(0) && complaints.is_empty() && said.contains("sample.email.md: "), "{said}{complaints}");
    // The keys that wait in comments can be used as they stand, but for the pack that nobody has written yet.
    let config = fs::read_to_string(scratch.0.join("germane.yaml")).expect("readable");
    let is_key =
        |key: &str| !key.starts_with(|c: char| c.is_uppercase()) && !["packs:", "yaml-"].iter().any(|other| key.starts_with(other));
    let used = config.lines().map(|line| line.strip_prefix("# ").filter(|key| is_key(key)).unwrap_or(line));
    fs::write(scratch.0.join("germane.yaml"), used.collect::<Vec<_>>().join("\n")).expect("writable");
    let (_, said, complaints) = scratch.run(&["check", "--show-config", "sample.email.md"], "");
    for key in ["extends", "rules", "overrides", "exclude", "fail-on", "min-score"] {
        assert!(said.lines().any(|line| line.trim().starts_with(key) && line.contains("germane.yaml:")), "{key}: {said}{complaints}");
    }
    assert_ne!(scratch.run(&["check", "sample.email.md"], "").0, Some(2), "{said}{complaints}");
    let (status, said, _) = scratch.run(&["init"], "");
    assert!(status == Some(0) && said.contains("germane.yaml is there already; left alone"), "{said}");
}
