//! Long lists: read piece by piece they say what they say when read whole, at the same places.

use crate::common::scratch::{Scratch, said};

use germane::lint::Linter;
use germane::outcome::FileReport;
use germane::report::{Form, human, snippet::Style};
use germane::source::Source;
use germane::source::piece::Pieces;
use proptest::prelude::*;

const HUMAN: human::Options = human::Options {
    style: Style::PLAIN,
    explain_score: false,
    verbose: false,
    detail: human::Detail::Full,
    all: true,
};

fn whole(linter: &Linter, name: &str, bytes: &[u8]) -> FileReport {
    linter.lint(&Source::new(name, bytes))
}

fn in_pieces(linter: &Linter, name: &str, bytes: &[u8], size: usize) -> Option<Vec<FileReport>> {
    let pieces = Pieces::new(name, None, bytes, size, 1 << 20).expect("readable")?;
    let mut session = linter.session();
    let mut lint = |piece: germane::source::piece::Piece| {
        session.lint(&Source { before: Some(&piece.before), ..Source::new(name, &piece.bytes) })
    };
    Some(pieces.map(|piece| lint(piece.expect("readable"))).collect())
}

fn drawn(reports: &[FileReport]) -> String {
    reports.iter().map(|report| HUMAN.file(report)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_say_what_the_whole_says(
        mut bodies in proptest::collection::vec("(I hope this email finds you well\\. |We help you grow, \"fast\"\\. |é🙂 |Who plans the dock\\?\n|\r\n){1,6}", 1..12),
        size in 8usize..400,
        end in prop_oneof![Just("\n"), Just("\r\n")],
        at_end: bool,
    ) {
        let linter = Linter::new();
        // A table without a word is said to be one, and of a piece nobody knows.
        bodies.push("Who plans the dock?".into());
        let cell = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
        let csv = bodies.iter().fold(format!("Text,Posting Time{end}"), |csv, body| csv + &cell(body) + ",2031-05-04 10:00" + end);
        let json = bodies.iter().map(|body| serde_json::json!({ "subject": "a", "body": body, "n": 1 }).to_string() + end).collect::<String>();
        let line = |body: &String| body.replace(['\r', '\n'], " ");
        let leads = bodies.iter().fold(format!("Company;email_1_body;email_1_subject{end}"), |csv, body| {
            csv + "\"Orbis, Ltd\";" + &cell(body) + ";Leeds" + end
        });
        let mails = bodies.iter().map(|body| {
            format!("From ana@orbis.example Mon May  5 09:30:00 2031{end}Subject: {}{end}{end}{}{end}{end}", line(body), line(body))
        });
        let mails: String = mails.collect();
        for (name, mut text) in [("posts.csv", csv), ("mails.jsonl", json), ("leads.csv", leads), ("sent.mbox", mails)] {
            if !at_end {
                text.truncate(text.len() - end.len());
            }
            let expected = drawn(&[whole(&linter, name, text.as_bytes())]);
            if let Some(reports) = in_pieces(&linter, name, text.as_bytes(), size) {
                let places = |reports: &[FileReport]| -> Vec<(String, usize, usize)> {
                    // A mail without words stands nowhere.
                    let drafts = reports.iter().flat_map(|report| &report.drafts).filter(|draft| draft.range.start != draft.range.end);
                    drafts.map(|draft| (draft.id.clone(), draft.range.start.offset, draft.range.end.offset)).collect()
                };
                prop_assert_eq!(places(&reports), places(&[whole(&linter, name, text.as_bytes())]));
                prop_assert_eq!(drawn(&reports), expected);
            }
        }
    }
}

#[test]
fn what_cannot_be_cut_is_said() {
    let open = format!("Text,Posting Time\n\"{}", "never closed\n".repeat(5000));
    let mut pieces = Pieces::new("posts.csv", None, open.as_bytes(), 1000, 4000)
        .expect("readable")
        .expect("long");
    assert!(
        pieces.any(|piece| piece.is_err_and(|why| why.contains("a quote that is never closed")))
    );
    let long = format!("{{\"body\": \"{}\"}}\n", "x".repeat(50_000));
    let mut pieces = Pieces::new("mails.jsonl", None, long.as_bytes(), 1000, 4000)
        .expect("readable")
        .expect("long");
    assert!(pieces.next().expect("an answer").is_err_and(|why| why.contains("line 1")));
    assert!(pieces.next().is_none());
    // The messages of one export belong together; a file that one piece holds needs no pieces.
    let messages = format!("CONVERSATION ID,FROM,CONTENT\n{}", "1,Ana,hi\n".repeat(500));
    assert!(
        Pieces::new("messages.csv", None, messages.as_bytes(), 1000, 4000)
            .expect("readable")
            .is_none()
    );
    assert!(Pieces::new("mails.jsonl", None, &b"{}"[..], 1000, 4000).expect("readable").is_none());
}

/// A row with copy is compared with what else it says.
#[test]
fn a_row_tells_of_its_reader() {
    let linter = Linter::new();
    let body = "Hi Dana,\\n\\nYour second yard in Leeds takes forty drivers, says the notice. Who keys their night shifts until the payroll closes?";
    let jsonl = format!(
        "{{\"first_name\": \"Ana\", \"company\": \"Orbis\", \"signal\": \"A second yard in Leeds for forty drivers.\", \"body\": \"{body}\"}}\n"
    );
    let csv = format!(
        "First Name,Company,Signal,Subject,Body\nAna,Orbis,A second yard in Leeds for forty drivers.,Leeds,\"{}\"\n",
        body.replace("\\n", "\n")
    );
    for (name, text) in [("a.jsonl", jsonl), ("a.csv", csv)] {
        let report = whole(&linter, name, text.as_bytes());
        let draft = &report.drafts[0];
        assert!(
            draft.findings.iter().any(|finding| finding.rule == "wrong-name"),
            "{name}: {:?}",
            draft.findings
        );
        let relevance =
            draft.relevance.as_ref().unwrap_or_else(|| panic!("{name} is held against its row"));
        assert!(relevance.origin.starts_with(&format!("{name} row ")), "{}", relevance.origin);
    }
}

/// A line of the row that its message contains is copy, and no fact that it leaves out.
#[test]
fn a_line_that_the_message_contains_is_no_fact() {
    let line = "Saw the second cold store in Sparks opened on 4 June.";
    let body = format!(
        "Hi Dana,\\n\\n{line} Two stores on one system count twice. Who counts on Sundays?"
    );
    let jsonl = format!(
        "{{\"first_name\": \"Dana\", \"company\": \"Orbis\", \"first_line\": \"{line}\", \"signal\": \"Hires forty drivers in Leeds.\", \"body\": \"{body}\"}}\n"
    );
    let csv = format!(
        "First Name,Company,First Line,Signal,Subject,Body\nDana,Orbis,{line},Hires forty drivers in Leeds.,Sparks,\"{}\"\n",
        body.replace("\\n", "\n")
    );
    for (name, text) in [("a.jsonl", jsonl), ("a.csv", csv)] {
        let report = whole(&Linter::new(), name, text.as_bytes());
        let relevance = report.drafts[0].relevance.as_ref().expect("a row");
        let facts: Vec<&str> = relevance.facts.iter().map(|fact| fact.fact.as_str()).collect();
        assert_eq!(facts, ["Hires forty drivers in Leeds."], "{name}");
    }
}

/// A list that is too long to be held has the rows, the numbers and the problems that it has when
/// held.
#[test]
fn leads_are_the_same_held_or_not() {
    let row = |at: usize| match at % 997 {
        0 => "broken,row\n".to_string(),
        _ => format!(
            "Ana{at},\"Orbis, {at}\",ana{at}@orbis.example,\"You hired {at} drivers\nin spring, says the notice.\"\n"
        ),
    };
    let csv =
        (0..9000).fold("First Name,Company,Email,Signal\n".to_string(), |csv, at| csv + &row(at));
    let jsonl: String = (0..9000)
        .map(|at| {
            format!(
                "{{\"first_name\": \"Ana{at}\", \"company\": \"Orbis {at}\", \"n\": \"{}\"}}\n",
                "x".repeat(40)
            )
        })
        .collect();
    for (name, text) in [("leads.csv", csv), ("leads.jsonl", jsonl)] {
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&path, &text).expect("writable");
        assert!(text.len() > germane::source::piece::SIZE);
        let read = |list: germane::leads::List| {
            let mut rows = Vec::new();
            list.each_in(|row, stretch| {
                rows.push(match row {
                    Ok(lead) => (lead.number, lead.account.name, lead.account.facts.len()),
                    Err(problem) => {
                        (0, problem.message, stretch.start.offset + problem.span.start())
                    }
                })
            });
            rows
        };
        let held = read(germane::leads::List::new("l", text.as_bytes()));
        assert_eq!(held.len(), 9000);
        assert!(held == read(germane::leads::List::open(&path, "l").expect("readable")), "{name}");
    }
}

/// Of a long list people see how it scores and its lowest drafts; a program gets every one.
#[test]
fn a_long_list_is_digested_for_people_and_told_whole_to_programs() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("long.jsonl");
    let body = |at: usize| {
        match at {
        1234 => {
            "Hi {{first_name}},\\n\\nWe are the leading platform. We help you grow. Our solution is a game changer. Buy now!".to_string()
        }
        _ => format!(
            "Hi Ana,\\n\\nYour notice {at} moves the Leeds payroll to two closings a month. Who checks the first one, and on which day?"
        ),
    }
    };
    let text: String = (0..4000)
        .map(|at| format!("{{\"subject\": \"Leeds\", \"body\": \"{}\"}}\n", body(at)))
        .collect();
    std::fs::write(&path, text + "{\"subject\": broken\n").expect("writable");
    let run = |more: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_germane"));
        let output = command
            .args(["check", "--isolated", "--fail-on", "never"])
            .args(more)
            .arg(&path)
            .output()
            .expect("runs");
        assert_eq!(output.status.code(), Some(2), "a broken line is a reading error");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let digest = run(&[]);
    for said in [
        "long.jsonl: JSON lines, 4000 drafts",
        "median ",
        "long.jsonl line 1235: ",
        "line 4001: no JSON",
        "4000 drafts in 1 file: ",
        "--all shows every draft",
    ] {
        assert!(digest.contains(said), "{said}\n{digest}");
    }
    assert!(digest.lines().count() < 400);
    let lines = run(&["--format", "jsonl"]);
    let kinds = |kind: &str| {
        lines.lines().filter(|line| line.starts_with(&format!("{{\"type\":\"{kind}\""))).count()
    };
    assert_eq!((kinds("draft"), kinds("problem"), kinds("summary")), (4000, 1, 1));
    assert_eq!(run(&["--all"]).matches(" of 100").count(), 4000);
    let json: serde_json::Value = serde_json::from_str(&run(&["--format", "json"])).expect("JSON");
    let drafts = json["files"]
        .as_array()
        .expect("files")
        .iter()
        .map(|file| file["drafts"].as_array().map_or(0, Vec::len));
    assert_eq!((drafts.sum::<usize>(), json["summary"]["files"].as_u64()), (4000, Some(1)));
}

/// What is too large is said, and the rest of the run is unharmed; a list has no limit, from
/// standard input neither.
#[test]
fn limits_are_said_and_can_be_raised() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("limits");
    std::fs::create_dir_all(&folder).expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("writable");
    write("long.md", &format!("Hi Ana,\n\n{}", "Who plans the dock? ".repeat(80_000)));
    write(
        "short.md",
        "Hi Ana,\n\nWho plans the dock in Leeds while the second yard is being paved until May?\n",
    );
    let list =
        "{\"subject\": \"Leeds\", \"body\": \"Hi Ana, who plans the dock in Leeds while the second yard is paved?\"}\n".repeat(20_000);
    write("list.jsonl", &list);
    let run = |mib: &str, input: Option<&str>, args: &[&str]| {
        write("germane.yaml", &format!("limits: {{ file-mib: {mib} }}\n"));
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_germane"));
        command.current_dir(&folder).args(["check", "--fail-on", "never"]).args(args);
        command
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped());
        let mut child = command.spawn().expect("runs");
        let mut stdin = child.stdin.take().expect("piped");
        std::io::Write::write_all(&mut stdin, input.unwrap_or_default().as_bytes())
            .expect("taken in");
        drop(stdin);
        let output = child.wait_with_output().expect("ends");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let (status, said) = run("1", None, &["long.md", "short.md"]);
    assert!(
        status == Some(2)
            && said.contains("files of more than 1 MiB are not read")
            && said.contains("short.md: "),
        "{said}"
    );
    let (status, said) = run("2", None, &["long.md", "short.md"]);
    assert!(status == Some(0) && said.contains("2 drafts in 2 files"), "{said}");
    let (from_file, from_stdin) = (
        run("1", None, &["list.jsonl"]),
        run("1", Some(&list), &["-", "--stdin-filename", "list.jsonl"]),
    );
    assert!(from_file.1.contains("20000 drafts"), "{}", from_file.1);
    assert_eq!(from_file, from_stdin);
}

/// What has no score is not among the lowest, and is told all the same.
#[test]
fn a_long_list_in_another_language_does_not_pass_in_silence() {
    let body = "Guten Tag Frau Weber, ich habe gelesen, dass Sie in Hamburg neue Schichten planen. Wir helfen Ihnen gerne dabei. Haben Sie diese Woche Zeit?";
    let mut list = "subject,body\n".to_string();
    (0..300).for_each(|row| list += &format!("Schichten {row},\"{body}\"\n"));
    let scratch = Scratch::with("german-list", &[("list.csv", &list)]);
    let found = said(&scratch.run(&["check", "list.csv", "--isolated"]));
    assert!(found.contains("300 drafts read as German"), "{found}");
    assert!(!found.contains("lowest are shown"), "{found}");
}
