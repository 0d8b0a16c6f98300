//! Gates let nothing pass in silence: what git says of files with odd names and in submodules, a
//! reader that goes away, drafts without a score, and one answer in all forms of a report.

use std::fs;
use std::process::{Command, Output, Stdio};

use crate::common::scratch::Scratch;

const BAD: &str = "Hi Ana,\n\nYour port runs of of two quays. I hope this email finds you well.\n\nIs the order of tugs yours to change?\n\nLee\n";
pub const FORMS: [&str; 12] = [
    "human",
    "json",
    "jsonl",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "unix",
    "rdjson",
    "markdown",
    "html",
];

impl Scratch {
    fn checked(&self, args: &[&str]) -> Output {
        self.run(&[&["check"], args].concat())
    }

    /// Lines of the report that name a rule, as `file rule`.
    fn found(&self, args: &[&str], rule: &str) -> Vec<String> {
        let run = self.checked(&[args, &["--format", "unix", "--isolated"]].concat());
        let text = String::from_utf8_lossy(&run.stdout).into_owned();
        let end = format!("[{rule}]");
        let mut files: Vec<String> = text
            .lines()
            .filter(|line| line.ends_with(&end))
            .filter_map(|line| Some(line.split_once(':')?.0.to_string()))
            .collect();
        files.sort();
        assert_ne!(run.status.code(), Some(2), "{text}{}", String::from_utf8_lossy(&run.stderr));
        files
    }
}

#[cfg(unix)]
#[test]
fn changed_files_with_any_name() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let scratch = Scratch::new("names");
    scratch.git_in(".", &["init", "-q", "-b", "main"]);
    let names: [&[u8]; 6] = [
        b"n\xff.md",
        b"a\nb.md",
        b"q\"uo\\te.md",
        b"tab\t.md",
        b" blank .md",
        "caf\u{e9}.md".as_bytes(),
    ];
    for name in names {
        scratch.write(OsStr::from_bytes(name), BAD);
    }
    assert_eq!(
        scratch.found(&[".", "--changed"], "doubled-word").len(),
        names.len(),
        "unknown to git yet"
    );
    scratch.git_in(".", &["add", "."]);
    scratch.git_in(".", &["commit", "-qm", "start"]);
    assert_eq!(scratch.found(&[".", "--changed"], "doubled-word"), Vec::<String>::new());
    for name in names {
        scratch.write(
            OsStr::from_bytes(name),
            BAD.replace("\nLee", "PS: we of of Tidewise wait.\n\nLee"),
        );
    }
    // Two in each, of which one is on a changed line. Settings that change how git writes a
    // difference change nothing.
    for settings in [
        &[][..],
        &["diff.noprefix", "true"],
        &["diff.mnemonicPrefix", "true"],
        &["core.quotePath", "false"],
        &["diff.interHunkContext", "20"],
    ] {
        if let [name, value] = settings {
            scratch.git_in(".", &["config", name, value]);
        }
        assert_eq!(
            scratch.found(&[".", "--changed"], "doubled-word").len(),
            2 * names.len(),
            "{settings:?}"
        );
        assert_eq!(
            scratch.found(&[".", "--changed-lines"], "doubled-word").len(),
            names.len(),
            "{settings:?}"
        );
    }
}

/// What makes a blast of a draft stands on lines that the finding on it does not.
#[test]
fn what_is_said_of_a_whole_draft_is_new_with_any_line_of_it() {
    let scratch = Scratch::new("whole");
    let good = "Subject: Pier 7\n\nHi Ana,\n\nYour Pier 7 berth opened in March with one crew for two sailings.\n\n\
                Who plans the night shift there now?\n\nMara\n";
    scratch.write("a.email.md", good);
    scratch.write("b.email.md", good);
    scratch.git_in(".", &["init", "-q", "-b", "main"]);
    scratch.git_in(".", &["add", "."]);
    scratch.git_in(".", &["commit", "-qm", "start"]);
    let pitch = "We are the world leading platform. We would love to show you our award-winning product.\n\nAct now.\n\nMara";
    scratch.write("a.email.md", good.replace("Mara", pitch));
    let blast = |args: &[&str]| scratch.found(args, "reads-as-blast");
    assert_eq!(blast(&[".", "--changed"]), blast(&[".", "--changed-lines"]));
    assert_eq!(blast(&[".", "--changed-lines"]).len(), 1);
    // It is no news of a draft that read so before.
    scratch.git_in(".", &["commit", "-qam", "blast"]);
    let touched = good.replace("Mara", pitch).replace("sailings", "boats");
    scratch.write("a.email.md", &touched);
    assert_eq!(blast(&[".", "--changed"]).len(), 1);
    assert_eq!(blast(&[".", "--changed-lines"]).len(), 0);
    scratch.write("b.email.md", &touched);
    assert_eq!(blast(&[".", "--changed-lines"]).len(), 1);
    // Nor of one that has another name now.
    scratch.git_in(".", &["commit", "-qam", "touched"]);
    scratch.git_in(".", &["mv", "a.email.md", "c.email.md"]);
    scratch.write("c.email.md", touched.replace("boats", "ferries"));
    scratch.git_in(".", &["add", "."]);
    assert_eq!(blast(&[".", "--changed-lines"]).len(), 0);
    // Lines that went may make one.
    scratch.write("d.email.md", good);
    scratch.git_in(".", &["add", "."]);
    scratch.git_in(".", &["commit", "-qam", "more"]);
    let cut = "Subject: Pier 7\n\nHi Ana,\n\nWho plans the night shift there now?\n\nMara\n";
    scratch.write("d.email.md", cut);
    assert_eq!(blast(&[".", "--changed-lines"]), blast(&[".", "--changed"]));
}

/// A row that is new is told, whatever was said of the one that had its number.
#[test]
fn new_rows_of_a_list_are_new() {
    let scratch = Scratch::new("rows");
    let row = |name: &str| {
        format!(
            "\"Berth\",\"Hi {name},\n\nWe are the leading platform for every port. We would love to show you our product.\n\nAct now.\n\nMara\"\n"
        )
    };
    scratch.write("a.csv", format!("subject,body\n{}{}", row("Ana"), row("Bo")));
    scratch.git_in(".", &["init", "-q", "-b", "main"]);
    scratch.git_in(".", &["add", "."]);
    scratch.git_in(".", &["commit", "-qm", "start"]);
    scratch.write("a.csv", format!("subject,body\n{}{}{}", row("Cy"), row("Ana"), row("Bo")));
    let lines = |args: &[&str]| {
        let run = scratch.checked(&[args, &["--format", "unix", "--isolated"]].concat());
        let text = String::from_utf8_lossy(&run.stdout).into_owned();
        let blasts = text.lines().filter(|line| line.ends_with("[reads-as-blast]"));
        blasts.filter_map(|line| line.split(':').nth(1)?.parse().ok()).collect::<Vec<usize>>()
    };
    assert_eq!(lines(&["a.csv", "--changed"]).len(), 3);
    let new = lines(&["a.csv", "--changed-lines"]);
    assert!(new.len() == 1 && new[0] < 9, "{new:?}");
}

#[test]
fn changed_files_in_submodules_and_in_repositories_within() {
    let scratch = Scratch::new("modules");
    for (name, file) in [("shared", "old.md"), ("deeper", "deep.md")] {
        scratch.write(format!("{name}/{file}"), BAD);
        scratch.write(format!("{name}/still.md"), BAD);
        scratch.git_in(name, &["init", "-q", "-b", "main"]);
        scratch.git_in(name, &["add", "."]);
        scratch.git_in(name, &["commit", "-qm", "start"]);
    }
    scratch.git_in("shared", &["submodule", "--quiet", "add", "../deeper", "deeper"]);
    scratch.git_in("shared", &["commit", "-qm", "deeper"]);
    scratch.write("top/own.md", BAD);
    scratch.git_in("top", &["init", "-q", "-b", "main"]);
    scratch.git_in("top", &["add", "."]);
    scratch.git_in("top", &["commit", "-qm", "start"]);
    scratch.git_in("top", &["submodule", "--quiet", "add", "../shared", "sub"]);
    scratch.git_in("top", &["submodule", "--quiet", "update", "--init", "--recursive"]);
    scratch.git_in("top", &["commit", "-qm", "with a submodule"]);
    let top = Scratch(scratch.0.join("top"));
    let found = |args: &[&str]| top.found(args, "doubled-word");
    assert_eq!(found(&[".", "--changed"]), Vec::<String>::new());
    // Not committed, committed inside, new, and in a submodule of the submodule.
    top.write("sub/old.md", BAD.replace("\nLee", "PS: we of of Tidewise wait.\n\nLee"));
    top.write("sub/new.md", BAD);
    top.write("sub/deeper/deep.md", BAD.replace("Is the", "Is the the"));
    let all =
        ["sub/deeper/deep.md", "sub/deeper/deep.md", "sub/new.md", "sub/old.md", "sub/old.md"];
    assert_eq!(found(&[".", "--changed"]), all);
    assert_eq!(
        found(&[".", "--changed", "--changed-lines"]),
        ["sub/deeper/deep.md", "sub/new.md", "sub/old.md"]
    );
    scratch.git_in("top/sub", &["commit", "-qam", "touched"]);
    assert_eq!(found(&[".", "--changed"]), all, "the commit of the submodule moved");
    scratch.git_in("top", &["commit", "-qam", "moved on"]);
    assert_eq!(
        found(&[".", "--changed"]),
        ["sub/deeper/deep.md", "sub/deeper/deep.md", "sub/new.md"]
    );
    assert_eq!(found(&[".", "--changed=HEAD~1"]), all);
    // A repository that nobody told git of is new as a whole.
    top.write("nested/a.md", BAD);
    scratch.git_in("top/nested", &["init", "-q"]);
    assert!(found(&[".", "--changed"]).contains(&"nested/a.md".into()));
    scratch.git_in("top/nested", &["add", "."]);
    scratch.git_in("top/nested", &["commit", "-qm", "start"]);
    assert!(found(&[".", "--changed"]).contains(&"nested/a.md".into()));
    // So is what stands outside.
    assert_eq!(found(&["../shared/old.md", "--changed"]).len(), 1);
    std::mem::forget(top);
}

#[test]
fn a_reader_that_goes_away_changes_no_exit_status() {
    let scratch = Scratch::new("pipe");
    for at in 0..40 {
        scratch.write(format!("{at}.md"), BAD);
    }
    let closed = |args: &[&str]| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_germane"))
            .arg("check")
            .args(args)
            .current_dir(&scratch.0)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("starts");
        drop(child.stdout.take());
        let run = child.wait_with_output().expect("ends");
        (run.status.code(), String::from_utf8_lossy(&run.stderr).into_owned())
    };
    for form in FORMS {
        assert_eq!(
            closed(&[".", "--format", form, "--fail-on", "info"]),
            (Some(1), String::new()),
            "{form}"
        );
        assert_eq!(
            closed(&[".", "--format", form, "--fail-on", "never"]),
            (Some(0), String::new()),
            "{form}"
        );
        assert_eq!(closed(&[".", "gone.md", "--format", form]), (Some(2), String::new()), "{form}");
    }
    // What was to be done is done, whoever listens.
    assert_eq!(closed(&[".", "--fix", "--fail-on", "never", "--format", "html"]).0, Some(0));
    assert!((0..40).all(|at| {
        !fs::read_to_string(scratch.0.join(format!("{at}.md"))).expect("readable").contains("of of")
    }));
}

#[test]
fn a_score_that_is_not_reached_is_said_in_every_form() {
    let scratch = Scratch::new("least");
    scratch.write("low.email.md", BAD);
    scratch.write("short.email.md", "Hi Ana,\n\nCall me.\n");
    scratch.write("blank.email.md", "Subject: Pier 7\n\n\n");
    scratch.write("german.email.md", "Hallo Ana,\n\nwir haben gesehen, dass der Liegeplatz am Pier sieben im Mai geschlossen wurde, und wollten fragen, wer das heute plant.\n\nViele Gr\u{fc}\u{df}e\nLee\n");
    for form in FORMS {
        for (file, score) in [
            ("low", "scores "),
            ("short", "no score"),
            ("german", "no score"),
            ("blank", "no score"),
        ] {
            let name = format!("{file}.email.md");
            let run = scratch.checked(&[
                &name,
                "--min-score",
                "97",
                "--fail-on",
                "never",
                "--format",
                form,
                "--isolated",
            ]);
            let text = String::from_utf8_lossy(&run.stdout).into_owned();
            assert_eq!(run.status.code(), Some(1), "{form} {name}: {text}");
            assert!(
                text.contains(&name) && text.contains(score) && text.contains("the minimum is 97"),
                "{form} {name}: {text}"
            );
        }
        // Where no score is asked for, none is missed.
        for least in [&[][..], &["--min-score", "0"]] {
            let run = scratch.run(
                &[
                    &[
                        "short.email.md",
                        "german.email.md",
                        "--fail-on",
                        "never",
                        "--format",
                        form,
                        "--isolated",
                    ],
                    least,
                ]
                .concat(),
            );
            assert_eq!(run.status.code(), Some(0), "{form}");
            assert!(!String::from_utf8_lossy(&run.stdout).contains("the minimum is"), "{form}");
        }
    }
    scratch.write(
        "germane.yaml",
        "min-score: 97\nfail-on: never\noverrides:\n  - { files: [german*], min-score: 0 }\n",
    );
    assert_eq!(scratch.checked(&["german.email.md"]).status.code(), Some(0));
    assert_eq!(scratch.checked(&["short.email.md"]).status.code(), Some(1));
}

#[test]
fn the_drafts_of_a_list_need_a_score_too() {
    let scratch = Scratch::new("list");
    let row = |body: &str| format!("{{\"subject\": \"Pier 7\", \"body\": \"{body}\"}}\n");
    let good = "Hi Ana, your July notice says that ships wait 19 hours at Pier 7 at night. Who books the second tug there?";
    let rows = row(good).repeat(130) + &row("Call me.");
    scratch.write("many.jsonl", &rows);
    scratch.write("good.jsonl", row(good).repeat(131));
    for form in ["human", "jsonl", "junit"] {
        let run = |file: &str| {
            scratch.checked(&[
                file,
                "--min-score",
                "1",
                "--fail-on",
                "never",
                "--format",
                form,
                "--isolated",
            ])
        };
        assert_eq!(run("good.jsonl").status.code(), Some(0), "{form}");
        let short = run("many.jsonl");
        assert_eq!(short.status.code(), Some(1), "{form}");
        assert!(String::from_utf8_lossy(&short.stdout).contains("minimum"), "{form}");
    }
}

#[test]
fn junit_fails_when_the_exit_status_does() {
    let scratch = Scratch::new("junit");
    scratch.write(
        "info.email.md",
        "Hi Ana,\n\nYour July notice says that ships wait 19 hours at Pier 7 at night. Who books of of the second tug there?\n\nLee\n",
    );
    scratch.write("bad.email.md", BAD);
    scratch.write("short.email.md", "Hi Ana,\n\nCall me.\n");
    scratch
        .write("broken.email.md", "---\nsubject: [\n---\nHi Ana,\n\nNight hours begin at ten.\n");
    scratch.write("field.email.md", "Subject: {{company}} berth\n\nHi {{first_name}},\n\nYour July notice says that ships wait 19 hours at Pier 7 at night. Who books the second tug there?\n\nLee\n");
    scratch.write("rows.csv", "first_name,company\n,\nNULL,\nAna,Orbis\n");
    let mut seen = [0, 0, 0];
    for file in [
        "info.email.md",
        "bad.email.md",
        "short.email.md",
        "broken.email.md",
        "gone.email.md",
        "field.email.md",
    ] {
        for fail_on in ["error", "warning", "info", "never"] {
            for more in [
                &[][..],
                &["--min-score", "50"],
                &["--min-score", "100"],
                &["--leads", "rows.csv"],
                &["--leads", "rows.csv", "--min-score", "90"],
            ] {
                let run = scratch.checked(
                    &[&[file, "--fail-on", fail_on, "--format", "junit", "--isolated"], more]
                        .concat(),
                );
                let text = String::from_utf8_lossy(&run.stdout);
                let (status, fails) = (
                    run.status.code().expect("a status"),
                    text.contains("<failure") || text.contains("<error"),
                );
                assert_eq!(status != 0, fails, "{file} {fail_on} {more:?}: {status}\n{text}");
                let counted = text.lines().any(|line| {
                    line.contains("<testsuite ") && !line.contains("failures=\"0\" errors=\"0\"")
                });
                assert_eq!(fails, counted, "{text}");
                seen[status as usize] += 1;
            }
        }
    }
    assert!(seen.iter().all(|times| *times > 5), "{seen:?}");
}
