//! What is given and cannot be used is said: lists that are none, columns that a list lacks,
//! overrides for nothing, input nobody asked for.

use std::process::Stdio;

use crate::common::scratch::{Scratch, said};

const MAIL: &str = "Subject: Vans\n\nHi {{first_name}},\n\nYour {{depot}} runs two night shifts since May. Who re-plans the routes at night?\n\nLee\n";

impl Scratch {
    /// Exit status, and all that is printed.
    fn answer(&self, args: &[&str], input: Option<&str>) -> (Option<i32>, String) {
        let run = input.map_or_else(
            || self.command(args).stdin(Stdio::null()).output().expect("runs"),
            |input| self.feed(args, input),
        );
        (run.status.code(), said(&run))
    }
}

#[test]
fn lists_that_hold_nobody_are_refused() {
    let scratch = Scratch::with(
        "lists",
        &[
            ("mail.md", MAIL.as_bytes()),
            ("book.csv", b"PK\x03\x04\x14\x00\x06\x00"),
            ("bare.csv", b"first_name,email\n"),
            ("empty.csv", b""),
            (
                "good.csv",
                b"first_name,email,company\nAna,ana@orbis.example,Orbis\nBo,bo@nord.example,Nord\n",
            ),
        ],
    );
    for (list, why) in [
        ("book.csv", "a ZIP archive"),
        ("bare.csv", "no row names a person"),
        ("empty.csv", "no row names a person"),
    ] {
        let (status, said) = scratch.answer(&["check", "mail.md", "--leads", list], None);
        assert!(status == Some(2) && said.contains(why), "{list}: {said}");
    }
    let (_, said) = scratch.answer(&["check", "mail.md", "--leads", "good.csv"], None);
    assert!(
        said.contains("`good.csv` has no column for this field: every row gets a gap")
            && said.contains("mail.md:5:6"),
        "{said}"
    );
    assert_eq!(said.matches("no column for this field").count(), 1, "{said}");
}

#[test]
fn lists_in_the_configuration_that_hold_nobody_are_faults() {
    for (name, bytes, why) in [
        ("book.csv", b"PK\x03\x04".as_slice(), "a ZIP archive"),
        ("bare.csv", b"first_name,email\n", "without rows"),
    ] {
        let config = format!("accounts: [{name}]\n");
        let scratch = Scratch::with(
            name,
            &[("germane.yaml", config.as_bytes()), (name, bytes), ("mail.md", MAIL.as_bytes())],
        );
        let (status, said) = scratch.answer(&["check", "mail.md"], None);
        assert!(status == Some(2) && said.contains(why), "{said}");
    }
}

#[test]
fn overrides_for_files_that_are_not_there_are_said() {
    let config = "overrides:\n  - files: [\"templates/*.md\", \"tmplates/*.md\"]\n    rules: { no-fallback: off }\nformats:\n  templates: message\n  archive/: message\n";
    let scratch = Scratch::with(
        "globs",
        &[("germane.yaml", config.as_bytes()), ("templates/mail.md", MAIL.as_bytes())],
    );
    let (_, said) = scratch.answer(&["check", "."], None);
    assert!(
        said.contains("germane.yaml:2: the override for `tmplates/*.md` changes nothing")
            && said.contains("germane.yaml:6: the format for `archive/` changes nothing")
            && !said.contains("`templates"),
        "{said}"
    );
    // A run of one file cannot know what the others are.
    let (_, said) = scratch.answer(&["check", "templates/mail.md"], None);
    assert!(!said.contains("changes nothing"), "{said}");
}
