//! What is given and cannot be used is said: lists that are none, columns that a list lacks, overrides for nothing, input nobody asked for.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

const MAIL: &str =
    "Subject: Vans\n\nHi {{first_name}},\n\nYour {{depot}} runs two night shifts since May. Who re-plans the routes at night?\n\nLee\n";

struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, files: &[(&str, &[u8])]) -> Scratch {
        let folder = std::env::temp_dir().join(format!("germane-unused-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        for (name, bytes) in files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
            fs::write(path, bytes).expect("writable");
        }
        Scratch(folder)
    }

    /// Exit status, and all that is printed.
    fn run(&self, args: &[&str], input: Option<&str>) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_germane"));
        let stdin = if input.is_some() { Stdio::piped() } else { Stdio::null() };
        let mut child =
            command.args(args).current_dir(&self.0).stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
        if let Some(input) = input {
            child.stdin.as_mut().expect("a pipe").write_all(input.as_bytes()).expect("taken");
        }
        let run = child.wait_with_output().expect("ends");
        (run.status.code(), format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr)))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn lists_that_hold_nobody_are_refused() {
    let scratch = Scratch::new(
        "lists",
        &[
            ("mail.md", MAIL.as_bytes()),
            ("book.csv", b"PK\x03\x04\x14\x00\x06\x00"),
            ("bare.csv", b"first_name,email\n"),
            ("empty.csv", b""),
            ("good.csv", b"first_name,email,company\nAna,ana@orbis.example,Orbis\nBo,bo@nord.example,Nord\n"),
        ],
    );
    for (list, why) in [("book.csv", "a ZIP archive"), ("bare.csv", "no row names a person"), ("empty.csv", "no row names a person")] {
        let (status, said) = scratch.run(&["check", "mail.md", "--leads", list], None);
        assert!(status == Some(2) && said.contains(why), "{list}: {said}");
    }
    let (_, said) = scratch.run(&["check", "mail.md", "--leads", "good.csv"], None);
    assert!(said.contains("`good.csv` has no column for this field: every row gets a gap") && said.contains("mail.md:5:6"), "{said}");
    assert_eq!(said.matches("no column for this field").count(), 1, "{said}");
}

#[test]
fn lists_in_the_configuration_that_hold_nobody_are_faults() {
    for (name, bytes, why) in [("book.csv", b"PK\x03\x04".as_slice(), "a ZIP archive"), ("bare.csv", b"first_name,email\n", "without rows")]
    {
        let config = format!("accounts: [{name}]\n");
        let scratch = Scratch::new(name, &[("germane.yaml", config.as_bytes()), (name, bytes), ("mail.md", MAIL.as_bytes())]);
        let (status, said) = scratch.run(&["check", "mail.md"], None);
        assert!(status == Some(2) && said.contains(why), "{said}");
    }
}

#[test]
fn overrides_for_files_that_are_not_there_are_said() {
    let config = "overrides:\n  - files: [\"templates/*.md\", \"tmplates/*.md\"]\n    rules: { no-fallback: off }\n";
    let scratch = Scratch::new("globs", &[("germane.yaml", config.as_bytes()), ("templates/mail.md", MAIL.as_bytes())]);
    let (_, said) = scratch.run(&["check", "."], None);
    assert!(
        said.contains("germane.yaml:2: the override for `tmplates/*.md` changes nothing") && !said.contains("`templates/*.md`"),
        "{said}"
    );
    // A run of one file cannot know what the others are.
    let (_, said) = scratch.run(&["check", "templates/mail.md"], None);
    assert!(!said.contains("changes nothing"), "{said}");
}
