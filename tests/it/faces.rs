//! The command line where it meets files, git and editors: fixes in place, changed files and lines,
//! baselines, standard input.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::common::scratch::Scratch;

const BAD: &str = "Hi Ana,\n\nYour port runs of of two quays. I hope this email finds you well.\n\nIs the order of tugs yours to change?\n\nLee\n";

fn out(run: &Output) -> String {
    String::from_utf8_lossy(&run.stdout).into_owned()
}

fn err(run: &Output) -> String {
    String::from_utf8_lossy(&run.stderr).into_owned()
}

fn rules(run: &Output) -> Vec<String> {
    out(run)
        .lines()
        .filter_map(|line| Some(line.rsplit_once('[')?.1.trim_end_matches(']').to_string()))
        .collect()
}

#[test]
fn fixes_in_place() {
    let scratch = Scratch::new("fix");
    scratch.write("a.md", BAD);
    let diff = scratch.run(&["check", "--diff", "a.md"]);
    assert!(
        out(&diff).contains("\n-Your port runs of of two quays.")
            && out(&diff).contains("\n+Your port runs of two quays."),
        "{}",
        out(&diff)
    );
    assert_eq!(scratch.read("a.md"), BAD);
    let fix = scratch.run(&["check", "--fix", "a.md"]);
    assert!(err(&fix).contains("a.md: 1 fix made"), "{}", err(&fix));
    assert!(scratch.read("a.md").contains("runs of two quays. I hope"));
    scratch.run(&["check", "--fix", "--unsafe-fixes", "a.md"]);
    assert!(!scratch.read("a.md").contains("I hope this email"));
    assert_eq!(fs::read_dir(&scratch.0).expect("a folder").count(), 1, "no file is left behind");
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    let scratch = Scratch::new("link");
    let real = scratch.write("real/a.md", BAD);
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("allowed");
    symlink("real/a.md", scratch.0.join("link.md")).expect("allowed");
    scratch.run(&["check", "--fix", "link.md"]);
    assert!(scratch.0.join("link.md").is_symlink());
    assert!(!fs::read_to_string(&real).expect("readable").contains("of of"));
    assert_eq!(fs::metadata(&real).expect("there").mode() & 0o777, 0o640);
    fs::write(&real, BAD).expect("writable");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o440)).expect("allowed");
    let refused = scratch.run(&["check", "--fix", "link.md", "--format", "unix"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        out(&refused).contains("link.md:1:1: error: cannot write the fixes: the file is read-only"),
        "{}",
        out(&refused)
    );
    // What is said of the file as it is does not get lost, and no fix is claimed.
    assert!(
        rules(&refused).contains(&"doubled-word".into())
            && rules(&refused).contains(&"cliche-opener".into()),
        "{}",
        out(&refused)
    );
    assert_eq!(err(&refused), "");
}

#[cfg(unix)]
#[test]
fn owners_and_other_names_stay() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    let scratch = Scratch::new("owner");
    let file = scratch.write("a.md", BAD);
    fs::hard_link(&file, scratch.0.join("b.md")).expect("allowed");
    let refused = scratch.run(&["check", "--fix", "a.md", "--format", "json"]);
    assert_eq!(
        (refused.status.code(), scratch.read("a.md").as_str(), scratch.read("b.md").as_str()),
        (Some(2), BAD, BAD)
    );
    let report: serde_json::Value = serde_json::from_slice(&refused.stdout).expect("JSON");
    assert!(
        report["files"][0]["problems"][0]["message"].as_str().expect("said").contains("hard links"),
        "{report}"
    );
    assert!(
        report["files"][0]["drafts"][0]["findings"]
            .as_array()
            .is_some_and(|findings| !findings.is_empty())
    );
    fs::remove_file(scratch.0.join("b.md")).expect("there");
    // Only some may give files away; who may not has nothing to keep.
    let given = chown(&file, Some(1234), Some(4321)).is_ok();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o2664)).expect("allowed");
    let before = fs::metadata(&file).expect("there");
    assert_eq!(
        scratch.run(&["check", "--fix", "a.md", "--fail-on", "never"]).status.code(),
        Some(0)
    );
    let after = fs::metadata(&file).expect("there");
    assert!(!scratch.read("a.md").contains("of of"));
    assert_eq!(
        (after.uid(), after.gid(), after.mode()),
        (before.uid(), before.gid(), before.mode())
    );
    assert!(!given || after.uid() == 1234);
}

#[test]
fn what_a_killed_run_left_is_swept_by_the_next_fix() {
    let scratch = Scratch::new("killed");
    scratch.write("q3/a.md", BAD);
    for name in ["q3/.germane-a1B2c3.tmp", ".germane-a1B2c3.tmp", "q3/.germane-notes.md"] {
        scratch.write(name, "half of it");
    }
    scratch.run(&["check", "q3"]);
    assert!(scratch.0.join("q3/.germane-a1B2c3.tmp").exists(), "who only reads takes nothing away");
    scratch.run(&["check", "--fix", "q3"]);
    assert!(!scratch.0.join("q3/.germane-a1B2c3.tmp").exists());
    assert!(scratch.0.join("q3/.germane-notes.md").exists());
    scratch.run(&["check", "q3", "--baseline", "known.json", "--update-baseline"]);
    assert!(!scratch.0.join(".germane-a1B2c3.tmp").exists());
}

#[cfg(unix)]
#[test]
fn a_baseline_is_written_in_one_step_or_not_at_all() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let scratch = Scratch::new("whole");
    scratch.write("a.md", BAD);
    scratch.write("kept/known.json", "");
    fs::remove_file(scratch.0.join("kept/known.json")).expect("there");
    let update =
        ["check", "a.md", "--baseline", "kept/known.json", "--update-baseline", "--format", "json"];
    scratch.run(&update);
    let first = scratch.read("kept/known.json");
    symlink("known.json", scratch.0.join("kept/link.json")).expect("allowed");
    fs::set_permissions(scratch.0.join("kept/known.json"), fs::Permissions::from_mode(0o600))
        .expect("allowed");
    scratch.write("a.md", BAD.replace("of of", "of"));
    scratch.run(&["check", "a.md", "--baseline", "kept/link.json", "--update-baseline"]);
    assert!(
        scratch.0.join("kept/link.json").is_symlink()
            && scratch.read("kept/known.json").len() < first.len()
    );
    assert_eq!(
        fs::metadata(scratch.0.join("kept/known.json")).expect("there").permissions().mode()
            & 0o777,
        0o600
    );
    assert_eq!(fs::read_dir(scratch.0.join("kept")).expect("a folder").count(), 2);
    // One that cannot be written is an error of the run, and the report is whole all the same.
    fs::set_permissions(scratch.0.join("kept/known.json"), fs::Permissions::from_mode(0o400))
        .expect("allowed");
    scratch.write("a.md", "Hi Ana,\n\nThe tariff of May names two tugs at the seventh pier, and one of them is charged.\n");
    let refused = scratch.run(&update);
    let report: serde_json::Value =
        serde_json::from_slice(&refused.stdout).expect("a whole report");
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        report["errors"][0]["message"].as_str().expect("said").contains("read-only"),
        "{report}"
    );
}

#[test]
fn standard_input_for_editors() {
    let scratch = Scratch::new("stdin");
    let pipe = |args: &[&str]| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_germane"))
            .args(args)
            .current_dir(&scratch.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("starts");
        child.stdin.take().expect("piped").write_all(BAD.as_bytes()).expect("listens");
        child.wait_with_output().expect("ends")
    };
    let unix = pipe(&["check", "-", "--stdin-filename", "q3/x.email.md", "--format", "unix"]);
    scratch.write("q3/x.email.md", BAD);
    assert_eq!(out(&unix), out(&scratch.run(&["check", "q3/x.email.md", "--format", "unix"])));
    let fixed = pipe(&["check", "-", "--fix", "--stdin-filename", "x.md"]);
    assert_eq!(out(&fixed), BAD.replace("of of", "of"));
}

#[test]
fn what_git_says_changed() {
    let scratch = Scratch::new("git");
    scratch.git(&["init", "-q", "-b", "main"]);
    scratch.write("old.md", BAD);
    scratch.git(&["add", "old.md"]);
    let first = out(&scratch.run(&["check", "--changed", "--changed-lines", "--format", "unix"]));
    assert!(first.contains("old.md:3:16"), "before the first commit all is new: {first}");
    scratch.write("a b/touched.md", BAD);
    scratch.git(&["add", "."]);
    scratch.git(&["commit", "-qm", "start"]);
    let none = scratch.run(&["check", "--changed", "--format", "unix"]);
    assert_eq!((none.status.code(), out(&none).as_str()), (Some(0), ""), "{}", err(&none));
    scratch.git(&["checkout", "-qb", "work"]);
    scratch.write("a b/touched.md", BAD.replace("\nLee", "PS: we of of Tidewise wait.\n\nLee"));
    scratch.git(&["commit", "-qam", "touch"]);
    scratch.write("new.md", BAD);
    let changed = out(&scratch.run(&["check", "--changed=main", "--format", "unix"]));
    assert!(
        changed.contains("a b/touched.md:3:16: info")
            && changed.contains("new.md:3:16: info")
            && !changed.contains("old.md"),
        "{changed}"
    );
    let lines =
        out(&scratch.run(&["check", "--changed=main", "--changed-lines", "--format", "unix"]));
    assert!(
        !lines.contains("touched.md:3:")
            && lines.contains("touched.md:6:8: info")
            && lines.contains("new.md:3:16"),
        "{lines}"
    );
    // From a folder below, and of a name alone.
    let below = Command::new(env!("CARGO_BIN_EXE_germane"))
        .args(["check", "--changed=main", "--format", "unix"])
        .current_dir(scratch.0.join("a b"))
        .output();
    assert!(out(&below.expect("runs")).starts_with("touched.md:"));
    let unknown = scratch.run(&["check", "--changed=nowhere"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("nowhere"), "{}", err(&unknown));
}

#[test]
fn without_git_it_is_said() {
    let scratch = Scratch::new("nogit");
    scratch.write("a.md", BAD);
    let run = Command::new(env!("CARGO_BIN_EXE_germane"))
        .args(["check", "--changed"])
        .current_dir(&scratch.0)
        .env("PATH", "")
        .output();
    let run = run.expect("runs");
    assert_eq!(
        (run.status.code(), err(&run).as_str()),
        (Some(2), "error: --changed: this needs git, and there is no git here\n")
    );
    let outside = scratch.run(&["check", "--changed"]);
    assert_eq!(outside.status.code(), Some(2));
    assert!(err(&outside).contains("not a git repository"), "{}", err(&outside));
}

#[test]
fn a_baseline_shrinks_and_never_grows() {
    let scratch = Scratch::new("baseline");
    scratch.write("a.md", BAD);
    let all = rules(&scratch.run(&["check", "a.md", "--format", "unix"]));
    assert!(
        all.contains(&"doubled-word".into()) && all.contains(&"cliche-opener".into()),
        "{all:?}"
    );
    let missing = scratch.run(&["check", "--baseline", "known.json", "a.md"]);
    assert_eq!(missing.status.code(), Some(2));
    let written = scratch.run(&["check", "--baseline", "known.json", "--update-baseline", "a.md"]);
    assert!(
        err(&written).contains(&format!("{} findings known from now on", all.len())),
        "{}",
        err(&written)
    );
    assert_eq!(
        rules(&scratch.run(&["check", "--baseline", "known.json", "a.md", "--format", "unix"])),
        Vec::<String>::new()
    );
    // Moved down, one mended, one new.
    scratch.write(
        "a.md",
        format!(
            "\n\n{}",
            BAD.replace("of of", "of").replace("Is the order", "We and and you. Is the order")
        ),
    );
    let after = scratch.run(&["check", "--baseline", "known.json", "a.md", "--format", "unix"]);
    assert!(
        rules(&after).contains(&"doubled-word".into())
            && !rules(&after).contains(&"cliche-opener".into()),
        "{}",
        out(&after)
    );
    assert!(err(&after).contains("--update-baseline removes"), "{}", err(&after));
    let before = scratch.read("known.json").lines().count();
    scratch.run(&["check", "--baseline", "known.json", "--update-baseline", "a.md"]);
    assert!(scratch.read("known.json").lines().count() < before);
    assert!(
        rules(&scratch.run(&["check", "--baseline", "known.json", "a.md", "--format", "unix"]))
            .contains(&"doubled-word".into())
    );
    fs::remove_file(scratch.0.join("a.md")).expect("there");
    scratch.write("b.md", BAD);
    scratch.run(&["check", "--baseline", "known.json", "--update-baseline", "b.md"]);
    assert!(!scratch.read("known.json").contains("a.md"));
}

#[test]
fn least_scores_by_glob() {
    let scratch = Scratch::new("least");
    scratch.write("strict/a.md", BAD);
    scratch.write("loose/a.md", BAD);
    scratch.write(
        "germane.yaml",
        "fail-on: never\nmin-score: 0\noverrides:\n  - { files: [\"strict/**\"], min-score: 99 }\n",
    );
    assert_eq!(scratch.run(&["check", "loose"]).status.code(), Some(0));
    let strict = scratch.run(&["check", "."]);
    assert_eq!(strict.status.code(), Some(1));
    assert!(out(&strict).contains("1 draft does not reach the minimum score"), "{}", out(&strict));
    assert_eq!(scratch.run(&["check", "--min-score", "0", "."]).status.code(), Some(0));
}

#[test]
fn named_files_that_hold_no_draft_are_left_out_when_asked() {
    let scratch = Scratch::new("only");
    scratch.write("README.md", "# About\n\nWe of of Tidewise.\n");
    scratch.write("a.md", BAD);
    assert!(
        !out(&scratch.run(&["check", "README.md", "a.md", "--drafts-only", "--format", "unix"]))
            .contains("README")
    );
    assert!(out(&scratch.run(&["check", "README.md", "--format", "unix"])).contains("README"));
    assert_eq!(scratch.run(&["check", "README.md", "--drafts-only"]).status.code(), Some(0));
}

#[test]
fn what_init_writes_is_completed_by_editors() {
    let scratch = Scratch::new("init");
    scratch.run(&["init"]);
    assert!(
        !scratch.read("germane.yaml").starts_with("# yaml-language-server")
            && !scratch.0.join(".germane").exists()
    );
    std::fs::remove_file(scratch.0.join("germane.yaml")).expect("is there");
    scratch.run(&["init", "--schemas"]);
    let schema = scratch
        .read("germane.yaml")
        .lines()
        .next()
        .and_then(|line| line.split_once("$schema="))
        .map(|(_, path)| path.to_string());
    assert_eq!(
        scratch.read(&schema.expect("a schema")),
        include_str!("../../docs/schemas/config.json")
    );
    assert!(Path::new(&scratch.0.join(".germane/pack.schema.json")).is_file());
}

#[test]
fn slips_are_met_with_what_was_meant() {
    let scratch = Scratch::new("slips");
    scratch.write("a.md", BAD);
    let said = |args: &[&str]| err(&scratch.run(args));
    assert!(said(&["explain", "clich-opener"]).contains("did you mean `cliche-opener`?"));
    assert!(said(&["check", "--fromat", "json"]).contains("--format"));
    assert!(said(&["chekc"]).contains("check"));
    scratch.write("germane.yaml", "min-scor: 3\n");
    assert!(said(&["check", "a.md"]).contains("min-score"));
}

#[test]
fn man_pages_and_completions() {
    let scratch = Scratch::new("man");
    assert!(scratch.run(&["man", "pages"]).status.success());
    assert!(scratch.read("pages/germane-check.1").contains("baseline"));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(out(&scratch.run(&["completions", shell])).contains("baseline"), "{shell}");
    }
}

/// What is not UTF-8 comes out of the pipe as it went in, but for what is mended.
#[test]
fn fixes_of_standard_input_keep_its_bytes() {
    let scratch = Scratch::new("bytes");
    let fixed = |bytes: &[u8]| {
        let mut child = scratch.start(&["check", "-", "--fix", "--stdin-filename", "x.md"]);
        child.stdin.take().expect("piped").write_all(bytes).expect("taken");
        child.wait_with_output().expect("ends").stdout
    };
    let utf_16: Vec<u8> = "\u{feff}Subject: hi\n\nHi Ana, we saw the rota.\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(fixed(&utf_16), utf_16);
    let latin = b"Subject: hi\n\nHi Ren\xe9, the ferry of of May is late.\n";
    assert_eq!(fixed(latin), b"Subject: hi\n\nHi Ren\xe9, the ferry of May is late.\n");
}
