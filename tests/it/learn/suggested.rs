//! `--suggest` and git: the change that is printed is applied, or says how to.

use std::process::Command;

use super::exports;
use crate::common::scratch::Scratch;

/// A repository with an export of which the replies speak for a change, in a folder of its own.
fn scratch(name: &str, config: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("exports/sends.csv", exports::campaigns(12, 3_000, 2.0));
    scratch.write("germane.yaml", config);
    scratch.git(&["init", "-q", "."]);
    scratch
}

/// What `--suggest` prints in a folder, its notes, and whether `git apply` takes it from `applied`.
fn suggested(scratch: &Scratch, folder: &str, applied: &str) -> (String, String, bool) {
    let export = if folder == "exports" { "sends.csv" } else { "exports/sends.csv" };
    let run = scratch
        .command(&["learn", export, "--suggest"])
        .current_dir(scratch.0.join(folder))
        .output()
        .expect("runs");
    let patch = scratch.write("change.patch", &run.stdout);
    let git = Command::new("git")
        .current_dir(scratch.0.join(applied))
        .arg("apply")
        .arg(patch)
        .output()
        .expect("git runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (text(run.stdout), text(run.stderr), git.status.success())
}

#[test]
fn git_applies_a_change_from_the_folder_that_it_is_for() {
    let before = "rules:\n  hype: off\n";
    let scratch = scratch("suggest-above", before);
    let config = || scratch.read("germane.yaml");
    let (change, note, applied) = suggested(&scratch, "exports", "exports");
    assert!(change.starts_with("--- a/germane.yaml\n+++ b/germane.yaml\n"), "{change}");
    assert!(!applied && config() == before, "not from there, and not in silence");
    assert!(note.contains("outside of this folder") && note.contains("git -C "), "{note}");
    let (_, _, applied) = suggested(&scratch, "exports", ".");
    assert!(applied && config().contains("cliche-opener: {"), "{}", config());
    // In the folder of the configuration, and above it.
    scratch.write("germane.yaml", before);
    let (_, note, applied) = suggested(&scratch, ".", ".");
    assert!(note.is_empty() && applied && config() != before, "{note}");
    std::fs::remove_file(scratch.0.join("germane.yaml")).expect("removed");
    scratch.write("exports/germane.yaml", before);
    let (change, note, applied) = suggested(&scratch, ".", ".");
    assert!(change.starts_with("--- a/exports/germane.yaml\n"), "{change}");
    assert!(note.is_empty() && applied, "{note}");
}

#[test]
fn what_lines_cannot_be_added_to_is_left_to_a_hand() {
    for config in [
        "{ extends: [us] }\n",
        "rules: { hype: off }\n",
        "\"rules\":\n  hype: off\n",
        "min-score: 40\n...\n",
    ] {
        let scratch = scratch("suggest-braces", config);
        let (change, note, applied) = suggested(&scratch, ".", ".");
        assert!(!applied && note.is_empty(), "{config}: {change}{note}");
        assert!(change.starts_with("# put in by hand below `rules:` of germane.yaml"), "{change}");
        assert!(change.contains("\n#  cliche-opener: { "), "{change}");
    }
}

#[test]
fn entries_stand_below_their_key_whatever_is_between() {
    for config in [
        "rules:\n\n  hype: off\n",
        "rules: # ours\n# and theirs\n      hype: off\n",
        "rules:\n",
        "rules:\nmin-score: 40",
    ] {
        let scratch = scratch("suggest-blank", config);
        let (change, _, applied) = suggested(&scratch, ".", ".");
        assert!(applied && !change.contains("by hand"), "{config}: {change}");
        let after = scratch.read("germane.yaml");
        let after = germane::config::Config::read(std::path::Path::new("germane.yaml"), &after);
        assert!(after.problems.is_empty(), "{:?}", after.problems);
        assert!(after.rules.iter().any(|(id, _)| id == "cliche-opener"), "{config}");
    }
}
