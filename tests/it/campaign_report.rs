//! The report on a campaign: its schema, the same from one command and from three, and what it says
//! of blasts in the dress of personal mail and of templates.

use crate::common::blasts;

const EXPORT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/cli/campaign.in/export.csv");

fn germane(args: &[&str]) -> String {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_germane"))
        .args(args)
        .output()
        .expect("the program runs");
    assert!(run.status.success(), "{args:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("UTF-8")
}

#[test]
fn the_report_keeps_its_schema() {
    let schema: serde_json::Value = serde_json::from_str(germane::schema::CAMPAIGN).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for args in [
        vec!["campaign", EXPORT, "--format", "json", "--score"],
        vec!["campaign", EXPORT, "--format", "json", "--clusters", "1"],
    ] {
        let report: serde_json::Value = serde_json::from_str(&germane(&args)).expect("JSON");
        let faults: Vec<String> = validator
            .iter_errors(&report)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{faults:?}");
    }
    let page = germane(&["campaign", EXPORT, "--format", "html"]);
    assert!(
        page.starts_with("<!doctype html>")
            && page.ends_with("</html>\n")
            && !page.contains("<script"),
        "{page}"
    );
}

/// What engines do with a shuffle of their own comes to what one machine says.
#[test]
fn three_verbs_say_what_one_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (signed, clustered) = (path("signed.jsonl"), path("clustered.jsonl"));
    std::fs::write(&signed, germane(&["sign", EXPORT, "--no-score", "--text"])).expect("written");
    let lines = germane(&["cluster", &signed]);
    assert_eq!(lines.lines().count(), 11, "{lines}");
    // In any order.
    let mut lines: Vec<&str> = lines.lines().collect();
    lines.reverse();
    std::fs::write(&clustered, lines.join("\n")).expect("written");
    let json = |text: String| -> serde_json::Value { serde_json::from_str(&text).expect("JSON") };
    let one = json(germane(&["campaign", EXPORT, "--format", "json"]));
    let three = json(germane(&["report", &signed, "--clustered", &clustered, "--format", "json"]));
    assert_eq!(one, three);
    assert!(one["clusters"][0]["variants"].as_u64() > Some(0), "{one:#}");
    assert_eq!(one["over-contacted-recipients"], 5);
    assert_eq!(one["clusters"][0]["personalisation"]["names-only"], 6);
    assert_eq!(one["clusters"][1]["personalisation"]["first-line-only"], 5);
    assert_eq!(one["clusters"][0]["competitors"][0]["accounts"], 3);
}

/// Without texts the report cannot see what is dressed as personal, and says so.
#[test]
fn what_three_verbs_cannot_say_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (signed, clustered) = (path("signed.jsonl"), path("clustered.jsonl"));
    std::fs::write(&signed, germane(&["sign", EXPORT, "--no-score"])).expect("written");
    std::fs::write(&clustered, germane(&["cluster", &signed])).expect("written");
    for format in ["human", "json", "html"] {
        let report = germane(&["report", &signed, "--clustered", &clustered, "--format", format]);
        assert!(
            report.contains("signed without the text") && report.contains("sign --text"),
            "{report}"
        );
        assert!(!germane(&["campaign", EXPORT, "--format", format]).contains("without the text"));
    }
}

/// A step before the report that failed, or files that are not of one campaign, pass no gate.
#[test]
fn clusters_of_other_drafts_are_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let write = |name: &str, text: &str| std::fs::write(path(name), text).expect("written");
    write("signed.jsonl", &germane(&["sign", EXPORT, "--no-score"]));
    write("clustered.jsonl", &germane(&["cluster", &path("signed.jsonl")]));
    let clustered = std::fs::read_to_string(path("clustered.jsonl")).expect("read");
    let alone = std::fs::read_to_string(path("signed.jsonl")).expect("read");
    let alone = alone.lines().find(|line| {
        let draft: serde_json::Value = serde_json::from_str(line).expect("JSON");
        !clustered.contains(&format!("{}\"", draft["id"].as_str().expect("an id")))
    });
    write("alone.jsonl", alone.expect("a draft that nobody else got"));
    write("empty.jsonl", "");
    write("cut.jsonl", &clustered[..=clustered.trim_end().rfind('\n').expect("lines")]);
    write("other.jsonl", &clustered.replace("export.csv", "other.csv"));
    write("more.jsonl", &format!("{clustered}{}", clustered.replace("export.csv", "other.csv")));
    let cases = [
        ("signed", "empty", Some("signed.jsonl line 1: `")),
        (
            "signed",
            "empty",
            Some("(and 10 more) says nearly the same as another draft, but stands in no line of "),
        ),
        ("signed", "cut", Some("but stands in no line of ")),
        ("signed", "other", Some("none of its 11 drafts is among the signed drafts")),
        ("signed", "more", Some("11 of its 22 drafts are not among the signed drafts")),
        ("signed", "signed", Some("signed.jsonl line 1: `cluster` is missing")),
        ("clustered", "clustered", Some("clustered.jsonl line 1: `signature` is missing")),
        ("clustered", "signed", Some("signed.jsonl line 1: `cluster` is missing")),
        ("empty", "empty", Some("no signed draft")),
        ("signed", "clustered", None),
        ("alone", "empty", None),
    ];
    for (signed, clustered, why) in cases {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_germane"))
            .args(["report", &path(&format!("{signed}.jsonl"))])
            .args(["--clustered", &path(&format!("{clustered}.jsonl")), "--max-same", "100"])
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&run.stderr);
        let code = if why.is_some() { 2 } else { 0 };
        assert_eq!(run.status.code(), Some(code), "{signed} {clustered}: {said}");
        let why = why.unwrap_or_default();
        assert!(said.contains(why), "{signed} {clustered}: {said}");
        assert_eq!(said.contains("  help: "), code == 2, "{said}");
    }
}

/// The report on files of these names and contents.
fn report(files: &[(String, String)]) -> serde_json::Value {
    let folder = tempfile::tempdir().expect("a folder");
    files
        .iter()
        .for_each(|(name, text)| std::fs::write(folder.path().join(name), text).expect("written"));
    let path = folder.path().display().to_string();
    serde_json::from_str(&germane(&["campaign", &path, "--format", "json"])).expect("JSON")
}

fn mail(to: &str, from: &str, body: &str) -> String {
    format!("---\nto: {to}\nfrom: {from}\nsubject: Crews\n---\n{body}\n")
}

const FIRMS: [&str; 8] = [
    "North Quay",
    "Orbis Freight",
    "Tide Wise",
    "Harbour Nine",
    "Corvex Rail",
    "Alder Mills",
    "Fern Way",
    "Pell Bank",
];
const HOOKS: [&str; 8] = [
    "a new berth",
    "the strike",
    "your depot",
    "the audit",
    "two trains",
    "a flood",
    "a school",
    "a merger",
];

/// Nothing but addresses names the companies: they are masked as the domains spell them.
#[test]
fn a_first_line_does_not_make_a_blast_personal() {
    let pitch = "We work with planners at firms such as FIRM, who lose 12 hours a week to swaps. Our board shows each of them in time.";
    let blast = |at: usize| {
        let body = format!(
            "Hi Ana,\n\nI read about {} at {}.\n\n{}\n\nTalk on Monday?\n\nDana",
            HOOKS[at],
            FIRMS[at],
            pitch.replace("FIRM", FIRMS[at])
        );
        (
            format!("{at}.md"),
            mail(
                &format!("ana@{}.example", FIRMS[at].to_lowercase().replace(' ', "")),
                "dana@seller.example",
                &body,
            ),
        )
    };
    let said = report(&(0..8).map(blast).collect::<Vec<_>>());
    assert_eq!((&said["cluster-count"], &said["most-same"]), (&1.into(), &8.into()), "{said}");
    assert_eq!(
        said["clusters"][0]["personalisation"],
        serde_json::json!({"compared": 8, "names-only": 0, "first-line-only": 8})
    );
    // One hook for all is nobody's own.
    let same = |at: usize| (format!("{at}.md"), blast(at).1.replace(HOOKS[at], HOOKS[0]));
    let said = report(&(0..8).map(same).collect::<Vec<_>>());
    assert_eq!(
        said["clusters"][0]["personalisation"],
        serde_json::json!({"compared": 8, "names-only": 8, "first-line-only": 0})
    );
    // A mail that says something of its own behind the opening is neither.
    let own = |at: usize| {
        (
            format!("{at}.md"),
            blast(at).1.replace(
                "Talk on Monday?",
                &format!("After {} that may be dear. Talk on Monday?", HOOKS[at]),
            ),
        )
    };
    let said = report(&(0..8).map(own).collect::<Vec<_>>());
    assert_eq!(
        said["clusters"][0]["personalisation"],
        serde_json::json!({"compared": 8, "names-only": 0, "first-line-only": 0})
    );
}

/// Steps that repeat each other go to one person after the other: six of them are no blast, and six
/// rows of one step are.
#[test]
fn steps_that_repeat_each_other_are_no_blast() {
    let pitch = "We help ports plan night crews on one board. Our crews show who covers the second berth, and dispatch stops phoning at four. Most ports of your size save nine hours a week.";
    let nudges = ["First", "Again", "Once more", "Still here", "A fifth note", "The last one"];
    let mut sequence = "sequence: Ports\nsteps:\n".to_string();
    for (at, nudge) in nudges.iter().enumerate() {
        sequence += &format!(
            "  - wait: {at}d\n    body: |\n      Hi {{{{first_name}}}},\n\n      {nudge}: {pitch}\n"
        );
    }
    let said = report(&[("ports.sequence.yaml".into(), sequence)]);
    let cluster = &said["clusters"][0];
    assert_eq!((&cluster["drafts"], &cluster["reached"]), (&6.into(), &1.into()), "{said}");
    assert_eq!((&said["most-same"], &said["blast-drafts"]), (&1.into(), &0.into()));
    assert_eq!(said["score"]["total"], 100.0);
    let mut list = "sequence,step,body\n".to_string();
    nudges.iter().for_each(|nudge| list += &format!("Ports,1,\"Hi, {nudge}: {pitch}\"\n"));
    let said = report(&[("ports.csv".into(), list)]);
    assert_eq!((&said["most-same"], &said["blast-drafts"]), (&6.into(), &6.into()), "{said}");
}

/// A template shows although the messages as wholes have little in common.
#[test]
fn sentences_of_several_messages_are_a_template() {
    let closing = "We have helped sixty operators retire their spreadsheets for good.";
    let files = |sender: &dyn Fn(usize) -> &'static str| {
        let one = |at: usize| {
            let body = format!(
                "Hi Ana,\n\n{} {closing}\n",
                blasts::draft(2 * at as u64 + 1).body.lines().last().unwrap_or_default()
            );
            (format!("{at}.md"), mail(&format!("ana{at}@firm{at}.example"), sender(at), &body))
        };
        (0..6).map(one).collect::<Vec<_>>()
    };
    let said = report(&files(&|_| "dana@seller.example"));
    assert_eq!(said["cluster-count"], 0, "{said}");
    let found = serde_json::json!([{"sentence": closing.trim_end_matches('.'), "messages": 6, "drafts": 6, "senders": 1, "only-sender": "dana@seller.example"}]);
    assert_eq!(said["repeated-sentences"], found);
    let said = report(&files(&|at| {
        if at % 2 == 0 { "dana@seller.example" } else { "kai@seller.example" }
    }));
    assert_eq!(
        (&said["repeated-sentences"][0]["senders"], &said["repeated-sentences"][0]["only-sender"]),
        (&2.into(), &serde_json::Value::Null)
    );
}

/// Tables of Parquet between the verbs come to the same as JSON lines, byte for byte.
#[cfg(feature = "parquet")]
#[test]
fn parquet_says_what_json_lines_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let bytes = |args: &[&str]| {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_germane"))
            .args(args)
            .output()
            .expect("the program runs");
        assert!(run.status.success(), "{args:?}: {}", String::from_utf8_lossy(&run.stderr));
        run.stdout
    };
    let mut said: Vec<[Vec<u8>; 2]> = Vec::new();
    for format in ["jsonl", "parquet"] {
        let (signed, clustered) =
            (path(&format!("signed.{format}")), path(&format!("clustered.{format}")));
        std::fs::write(&signed, bytes(&["sign", EXPORT, "--text", "--format", format]))
            .expect("written");
        std::fs::write(&clustered, bytes(&["cluster", &signed, "--all", "--format", format]))
            .expect("written");
        said.push([
            bytes(&["cluster", &signed, "--all"]),
            bytes(&["report", &signed, "--clustered", &clustered, "--format", "json"]),
        ]);
    }
    assert!(!said[0][0].is_empty() && !said[0][1].is_empty());
    assert_eq!(said[0], said[1]);
    // A table cut short is an error and no panic, wherever it is cut.
    let whole = std::fs::read(path("signed.parquet")).expect("read");
    assert!(whole.starts_with(b"PAR1"));
    for at in [4, whole.len() / 2, whole.len() - 1] {
        std::fs::write(path("cut.parquet"), &whole[..at]).expect("written");
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_germane"))
            .args(["cluster", &path("cut.parquet")])
            .output()
            .expect("it runs");
        let why = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(
            !run.status.success() && why.contains("Parquet") && !why.contains("panicked"),
            "{at}: {why}"
        );
    }
}

/// A day that cannot be read takes its draft out of what is compared by days: that is said.
#[test]
fn days_that_cannot_be_read_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sent.csv").display().to_string();
    let report = |second: &str, format: &str| {
        let csv = format!(
            "email,sender,sent_at,campaign,subject,body\nana@b.example,tom@us.example,2026-03-01,q1,A,\"Hi Ana, your Leeds rota of March shows two gaps on Sunday nights at the second gate\"\nana@b.example,sue@us.example,{second},q2,B,\"Hi Ana, which of your forty drivers in Hull would you ask about the tachograph file first\"\n"
        );
        std::fs::write(&path, csv).expect("written");
        germane(&["campaign", &path, "--format", format])
    };
    let json = |second: &str| -> serde_json::Value {
        serde_json::from_str(&report(second, "json")).expect("JSON")
    };
    for read in ["2026-03-05", "05.03.2026", "5.3.2026 09:00", "13/03/2026", "3/13/2026"] {
        let found = json(read);
        assert_eq!(
            (&found["over-contacted-recipients"], &found["notes"]),
            (&1.into(), &serde_json::json!([])),
            "{read}"
        );
    }
    for (second, hit, says) in [
        ("next week", 0, "1 of 2 drafts has a day that cannot be read"),
        ("", 0, "1 of 2 drafts does not say when it is sent"),
        ("03/05/2026", 1, "1 of 2 drafts has a day that can be read in two ways"),
    ] {
        let found = json(second);
        let note = found["notes"][0].as_str().expect("a note").to_string();
        assert!(note.starts_with(says) && note.contains("sent.csv row 3"), "{note}");
        assert_eq!(found["over-contacted-recipients"], hit, "{second}");
        assert!(report(second, "human").contains(&format!("note: {note}")));
        assert!(report(second, "html").contains(says));
    }
}

/// Of columns that share a name the first is read, everywhere, and that is said.
#[test]
fn columns_that_share_a_name_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let one = "Hi Ana, your Leeds rota of March shows two gaps on Sunday nights at the second gate";
    let head = "email,subject,body,body,replied\n";
    std::fs::write(path("sent.csv"), format!("{head}a@b.example,A,\"{one}\",other,yes\n"))
        .expect("written");
    std::fs::write(path("list.csv"), "email,company,company\na@b.example,Orbis,Corvex\n")
        .expect("written");
    std::fs::write(path("draft.md"), "Hi {{company}}, who covers the two gaps on Sunday nights?\n")
        .expect("written");
    for (args, name) in [
        (vec!["check", &path("sent.csv"), "--fail-on", "never"], "body"),
        (vec!["campaign", &path("sent.csv")], "body"),
        (vec!["sign", &path("sent.csv"), "--no-score"], "body"),
        (vec!["learn", &path("sent.csv")], "body"),
        (vec!["check", &path("draft.md"), "--leads", &path("list.csv")], "company"),
        (vec!["campaign", &path("draft.md"), "--leads", &path("list.csv")], "company"),
    ] {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_germane"))
            .args(&args)
            .output()
            .expect("the program runs");
        let said = [run.stdout, run.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        let told = format!("2 columns are called `{name}`; the first of them is read");
        assert_eq!(said.matches(&told).count(), 1, "{args:?}: {said}");
    }
    let signed = germane(&["sign", &path("draft.md"), "--leads", &path("list.csv"), "--text"]);
    assert!(signed.contains("Hi Orbis") && !signed.contains("Corvex"), "{signed}");
}

/// Of drafts that only quote nothing is compared: they may all be the same, and pass no gate.
#[test]
fn drafts_without_words_of_their_own_pass_no_gate() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("list.csv").display().to_string();
    let rows = |body: &str| -> String {
        (0..9).map(|at| format!("a{at}@orbis{at}.example,Berths,\"{body}\"\n")).collect()
    };
    let gate = |body: &str| {
        std::fs::write(&path, format!("email,subject,body\n{}", rows(body))).expect("written");
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_germane"));
        let run = command.args(["campaign", &path, "--max-same", "5"]).output().expect("it runs");
        let said = [run.stdout, run.stderr].map(|out| String::from_utf8_lossy(&out).into_owned());
        (run.status.code(), said.concat())
    };
    let (code, said) =
        gate("> Hi Ana,\n>\n> The night crew waits nineteen hours at Pier 7. Who plans it?");
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("9 of 9 drafts have no words of their own"), "{said}");
    assert!(
        said.contains("9 drafts have no words that could be compared; --max-same allows 5"),
        "{said}"
    );
}

/// An address with a name is that of the bare one.
#[test]
fn an_address_with_a_name_is_the_same_recipient() {
    let body = "Your night crew waits nineteen hours at Pier 7. Who plans the second tug in Cork?";
    let rows = ["ana@orbis.example", "Ana <ana@orbis.example>", "ANA@ORBIS.EXAMPLE"];
    let rows: String = rows.iter().map(|mail| format!("{mail},Berths,\"{body}\"\n")).collect();
    let list = format!("email,subject,body\n{rows}");
    let found = report(&[("list.csv".to_string(), list)]);
    assert_eq!((&found["recipients"], &found["accounts"]), (&1.into(), &1.into()), "{found}");
}

/// A mail to many is as many messages: its head says so, or the cell of its row.
#[test]
fn everybody_who_gets_a_message_is_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let body = "Your July notice says patients wait 19 hours at Ward 7. We looked into it for the night crew. Who plans it?";
    let gate = |name: &str, text: String| {
        let path = folder.path().join(name).display().to_string();
        std::fs::write(&path, text).expect("written");
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_germane"));
        let run = command
            .args(["campaign", &path, "--max-same", "5", "--format", "json"])
            .output()
            .expect("it runs");
        let survey: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap_or_default();
        (run.status.code(), survey["recipients"].as_u64(), survey["most-same"].as_u64())
    };
    let mail = |to: &str| format!("From: d@y.example\nTo: {to}\nSubject: hi\n\nHi,\n\n{body}\n");
    let seven: Vec<String> = (1..=7).map(|at| format!("u{at}@x{at}.example")).collect();
    assert_eq!(gate("all.eml", mail(&seven.join(", "))), (Some(1), Some(7), Some(7)));
    assert_eq!(
        gate("two.eml", mail("\"Ruiz, Ana\" <a@x.example>, Bo <b@z.example>")),
        (Some(0), Some(2), Some(2))
    );
    let rows = (0..2)
        .map(|at| format!("\"a{at}@x.example; b{at}@x.example; c{at}@x.example\",hi,\"{body}\"\n"));
    let list = format!("email,subject,body\n{}", rows.collect::<String>());
    assert_eq!(gate("list.csv", list), (Some(1), Some(6), Some(6)));
    // A second column of addresses is of the same person, and a copy is mostly a colleague's.
    let two = format!("email,work_email,subject,body\na@x.example,a@y.example,hi,\"{body}\"\n");
    assert_eq!(gate("two.csv", two).1, Some(1));
    let template = folder.path().join("t.md").display().to_string();
    std::fs::write(&template, format!("Subject: hi\n\nHi {{{{first_name}}}},\n\n{body}\n"))
        .expect("written");
    let leads = folder.path().join("leads.csv").display().to_string();
    std::fs::write(&leads, "first_name,company,email\nAna,Orbis,a@x.example; b@x.example\n")
        .expect("written");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_germane"));
    let run = command.args(["sign", &template, "--leads", &leads]).output().expect("it runs");
    assert_eq!(String::from_utf8_lossy(&run.stdout).lines().count(), 2);
    let copied = mail("a@x.example\nCc: boss@y.example");
    assert_eq!(gate("copied.eml", copied).1, Some(1));
}

/// Spreadsheets leave out what is empty at the end of a row, or write commas for it.
#[test]
fn a_row_that_is_read_whole_is_no_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("list.csv").display().to_string();
    let body = "\"Your July notice says patients wait 19 hours at Ward 7. Who plans the night?\"";
    std::fs::write(
        &path,
        format!("email,subject,body,notes\na@x.example,hi,{body}\nb@z.example,hi,{body},,\n"),
    )
    .expect("written");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_germane"));
    let run = command.args(["campaign", &path, "--max-same", "5"]).output().expect("it runs");
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
}

/// Rows that are not read were compared with nothing.
#[test]
fn rows_that_are_not_read_pass_no_gate() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("list.csv").display().to_string();
    let body = "\"Your July notice says patients wait 19 hours at Ward 7. Who plans the night?\"";
    std::fs::write(
        &path,
        format!("email,subject,body\na@x.example,hi,{body}\nb@z.example,hi, there,{body}\n"),
    )
    .expect("written");
    for args in [&["campaign", &path, "--max-same", "5"][..], &["check", &path, "--min-score", "1"]]
    {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_germane"));
        let run = command.args(args).output().expect("it runs");
        let said = [run.stdout, run.stderr].map(|out| String::from_utf8_lossy(&out).into_owned());
        assert_eq!(run.status.code(), Some(2), "{args:?}: {said:?}");
        let told = "row 3: 4 cells, and the header has 3";
        assert!(said.concat().contains(told), "{args:?}: {said:?}");
    }
}
