//! What nobody judged passes no gate in silence: files without a draft, rows of a list that cannot be
//! read, options that name files which are not there.

use serde_json::Value;

use crate::common::scratch::{Scratch, said};
use crate::gates::FORMS;

const TEMPLATE: &str = "Subject: {{company}} berth\n\nHi {{first_name}},\n\nYour July notice says that ships wait 19 hours at Pier 7 at night. Who books the second tug there?\n\nLee\n";
const PLAIN: &str = "Subject: Pier 7\n\nHi Ana,\n\nYour July notice says that ships wait 19 hours at Pier 7 at night. Who books the second tug there?\n\nLee\n";

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

/// Nobody judged what such a row would be sent: `check` ends as `campaign` does.
#[test]
fn a_list_with_rows_that_cannot_be_read_passes_no_gate() {
    let scratch = Scratch::new("rows");
    scratch.write("a.email.md", TEMPLATE);
    let status = |list: &str| {
        scratch.write("list.csv", format!("first_name,company,email\n{list}"));
        ["check", "campaign"].map(|command| {
            let mut args = vec![command, "a.email.md", "--leads", "list.csv"];
            args.extend((command == "check").then_some(["--fail-on", "never"]).iter().flatten());
            scratch.run(&args).status.code()
        })
    };
    assert_eq!(status("Ana,Orbis,a@o.example\n"), [Some(0); 2]);
    for broken in ["broken\n", "Lee,Corvex\n", ",-,\n"] {
        let list = format!("Ana,Orbis,a@o.example\n{broken}Bo,Nexo,b@n.example\n");
        assert_eq!(status(&list), [Some(2); 2], "{broken}");
    }
    let many = format!("Ana,Orbis,a@o.example\n{}", ",-,\n".repeat(21));
    assert_eq!(status(&many), [Some(2); 2]);
    let run = scratch.run(&["check", "a.email.md", "--leads", "list.csv"]);
    assert!(said(&run).contains("1 more row is left out"), "{}", said(&run));
}

/// Who uploads a report looks at no exit status.
#[test]
fn a_report_is_whole_where_nothing_can_be_checked() {
    let scratch =
        Scratch::with("given", &[("a.email.md", PLAIN), ("list.csv", "company\nOrbis\n")]);
    scratch.write("bad.account.yaml", "account: [\n");
    let given = [
        ("--leads", "none.csv"),
        ("--baseline", "none.json"),
        ("--account", "none.yaml"),
        ("--account", "list.csv"),
        ("--account", "bad.account.yaml"),
        ("--config", "none.yaml"),
    ];
    for (option, file) in given {
        for form in FORMS {
            let run = scratch.run(&["check", "a.email.md", option, file, "--format", form]);
            assert_eq!(run.status.code(), Some(2), "{option} {form}");
            let stderr = String::from_utf8_lossy(&run.stderr).into_owned();
            assert!(stderr.contains(file), "{option} {form}: {stderr}");
            let text = String::from_utf8_lossy(&run.stdout).into_owned();
            if form == "human" {
                continue;
            }
            assert!(text.contains(file), "{option} {form}: {text}");
            match form {
                "json" | "sarif" | "gitlab" | "rdjson" => {
                    assert!(serde_json::from_str::<Value>(&text).is_ok(), "{option} {form}: {text}")
                }
                "junit" => assert!(text.trim_end().ends_with("</testsuites>"), "{option}: {text}"),
                "checkstyle" => assert!(text.trim_end().ends_with("</checkstyle>"), "{text}"),
                _ => {}
            }
        }
    }
    let run = scratch.run(&["check", "a.email.md", "--changed", "--format", "sarif"]);
    let report: Value = serde_json::from_slice(&run.stdout).expect("a document");
    assert!(said(&run).contains("error: --changed: "), "{}", said(&run));
    assert_eq!(report["runs"][0]["invocations"][0]["executionSuccessful"], false, "{report}");
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
