//! `--changed-lines` where lines of git are not lines of ours.

use crate::common::scratch::{Scratch, said};
use crate::office;

const OLD: &str = "Hi Ana,\r\rYour Leeds yard opened in May with one clerk.\r\n";

#[test]
fn a_lone_return_hides_no_new_line() {
    let scratch = Scratch::with("returns", &[("a.email.md", OLD)]);
    scratch.git(&["init", "-q"]);
    scratch.git(&["add", "."]);
    scratch.git(&["commit", "-qm", "old"]);
    // For git the second line is new; for us it is the fourth.
    scratch.write("a.email.md", format!("{OLD}Act now.\r\n"));
    let run = scratch.run(&["check", ".", "--changed-lines", "--format", "unix"]);
    assert!(said(&run).contains("a.email.md:4:1") && !said(&run).contains(":3:"), "{}", said(&run));
}

/// Compared as text, as an attribute asks for, git's lines are those of the packed file.
#[test]
fn an_office_file_is_new_as_a_whole() {
    let paragraphs = |all: &[&str]| {
        let body: String =
            all.iter().map(|words| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")).collect();
        let text = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
        office::packed(&[("word/document.xml", &text)])
    };
    let old = ["Hi Ana,", "Your Leeds yard opened in May with one clerk.", "Who plans it?"];
    let scratch = Scratch::with("office-diff", &[("b.docx", paragraphs(&old))]);
    scratch.write(".gitattributes", "*.docx diff\n");
    scratch.git(&["init", "-q"]);
    scratch.git(&["add", "."]);
    scratch.git(&["commit", "-qm", "old"]);
    scratch.write("b.docx", paragraphs(&[old[0], old[1], "Act now."]));
    let run = scratch.run(&["check", ".", "--changed-lines", "--format", "unix"]);
    assert!(said(&run).contains("b.docx:5:1"), "{}", said(&run));
}

/// A new name, or a new mode, makes no line new.
#[test]
fn a_renamed_file_has_no_new_line() {
    let bad = "Hi Ana,\n\nI hope this email finds you well. Act now.\n\nYour yard opened in May with one clerk, says the notice.\n";
    let scratch = Scratch::with("renamed", &[("a.email.md", bad), ("b.email.md", bad)]);
    scratch.git(&["init", "-q"]);
    scratch.git(&["add", "."]);
    scratch.git(&["commit", "-qm", "old"]);
    scratch.git(&["mv", "a.email.md", "r.email.md"]);
    scratch.git(&["update-index", "--chmod=+x", "b.email.md"]);
    let check = || scratch.run(&["check", ".", "--changed-lines", "--format", "unix"]);
    let run = check();
    assert_eq!(
        (run.status.code(), said(&run).contains("email.md:")),
        (Some(0), false),
        "{}",
        said(&run)
    );
    scratch.write("r.email.md", format!("{bad}\nAct now, before it is too late.\n"));
    let run = check();
    assert!(said(&run).contains("r.email.md:7:1") && !said(&run).contains(":3:"), "{}", said(&run));
}

/// The same in what git takes for no text, in packed files and in sequences, whose findings are of
/// the whole.
#[test]
fn a_new_name_or_mode_is_no_news_in_any_format() {
    let body = "Hi Ana,\n\nI hope this email finds you well. Act now, before it is too late.\n";
    let line = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let paragraph = line("Hi Ana,") + &line("I hope this email finds you well. Act now.");
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{paragraph}</w:body></w:document>");
    let step = "  - wait: 3d\n    body: I hope this email finds you well. Act now.\n";
    let sequence = format!("sequence: Ports\nsteps:\n{}", step.repeat(6));
    let scratch = Scratch::with("renamed-formats", &[(".gitattributes", "*.eml binary\n")]);
    let files = [
        ("a.docx", office::packed(&[("word/document.xml", &document)])),
        ("b.eml", format!("Subject: Berths\n\n{body}").into_bytes()),
        ("c \u{e9}.sequence.yaml", sequence.into_bytes()),
        ("d.csv", format!("subject,body\nBerths,\"{body}\"\n").into_bytes()),
    ];
    files.iter().for_each(|(name, text)| drop(scratch.write(name, text)));
    scratch.git(&["init", "-q"]);
    scratch.git(&["add", "."]);
    scratch.git(&["commit", "-qm", "old"]);
    let said_of = |change: &dyn Fn(&str)| {
        files.iter().for_each(|(name, _)| change(name));
        let run = scratch.run(&["check", ".", "--changed-lines", "--format", "unix"]);
        (run.status.code(), said(&run))
    };
    let plain = scratch.run(&["check", ".", "--format", "unix"]);
    for (name, _) in &files {
        assert!(said(&plain).contains(name), "{name}: {}", said(&plain));
    }
    for (code, said) in [
        said_of(&|name| scratch.git(&["update-index", "--chmod=+x", name])),
        said_of(&|name| scratch.git(&["mv", name, &format!("new {name}")])),
    ] {
        assert_eq!((code, said.contains("warning")), (Some(0), false), "{said}");
    }
    // Other bytes are news, in the packed file as a whole.
    scratch.write("new b.eml", format!("Subject: Berths\n\n{body}Dana\n"));
    let run = scratch.run(&["check", ".", "--changed-lines", "--format", "unix"]);
    assert!(said(&run).contains("new b.eml:5"), "{}", said(&run));
}
