//! What nobody judged passes no gate in silence: files without a draft, rows of a list that cannot be
//! read, options that name files which are not there.

use crate::common::scratch::{Scratch, said};
use crate::gates::FORMS;

#[test]
fn a_file_without_a_draft_reaches_no_minimum() {
    let files = [("empty.csv", ""), ("head.csv", "subject,body\n"), ("empty.jsonl", "")];
    let scratch = Scratch::with("no-draft", &files);
    for form in FORMS {
        for (name, _) in files {
            let check = ["check", name, "--format", form, "--fail-on", "never", "--isolated"];
            let run = scratch.run(&[&check[..], &["--min-score", "50"]].concat());
            assert_eq!(run.status.code(), Some(1), "{form} {name}: {}", said(&run));
            let text = String::from_utf8_lossy(&run.stdout).into_owned();
            assert!(text.contains("no draft in it"), "{form} {name}: {text}");
            assert!(text.contains("the minimum is 50"), "{form} {name}: {text}");
            for least in [&[][..], &["--min-score", "0"]] {
                let run = scratch.run(&[&check[..], least].concat());
                assert_eq!(run.status.code(), Some(0), "{form} {name}: {}", said(&run));
            }
        }
    }
    // What could not be read ends with 2, and no more is said of it.
    scratch.write("broken.jsonl", "{\"subject\": \n");
    let run = scratch.run(&["check", "broken.jsonl", "--min-score", "50", "--isolated"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(!said(&run).contains("the minimum"), "{}", said(&run));
}

/// `marks` has nothing to show of it, and says why.
#[test]
fn marks_of_what_is_no_text_ends_with_the_reason() {
    let scratch = Scratch::with("nul", &[("a.md", b"Hi Ana,\n\nWho books\0the tugs?\n")]);
    for format in ["human", "json"] {
        let run = scratch.run(&["marks", "a.md", "--format", format]);
        assert_eq!(run.status.code(), Some(2), "{format}: {}", said(&run));
        let why = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(why.starts_with("error: a.md:") && why.contains("NUL"), "{format}: {why}");
    }
}
