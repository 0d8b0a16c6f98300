//! `germane diff`: what got better, what got worse, what was only gamed; files, revisions of git,
//! standard input.

use std::fs;
use std::process::Output;

use crate::common::scratch::Scratch;

use serde_json::{Value, json};

const BLAST: &str = "---\nsubject: Quick question\n---\nHi Ana,\n\nI hope this email finds you well. My name is Lee and I work for Tidewise, the leading provider of berth \
    planning software.\n\nWe help companies like yours save time and money. Our platform uses cutting-edge AI to streamline port operations.\n\nDo you have 15 minutes \
    this week for a quick call?\n\nBest,\nLee\n";
const PLAIN: &str = "---\nsubject: The second tug at Pier 7\n---\nHi Ana,\n\nYour July notice says that ships wait at Pier 7 since the dredging began, because the tugs lie at \
    Cobh when the berth is free.\n\nThe yard in Leeds moved that call to noon, and its night gang now goes home on time.\n\nWho makes that call at yours, the gate or the \
    desk?\n\nLee\n";

impl Scratch {
    fn diff(&self, args: &[&str], input: &str) -> Output {
        self.feed(&[&["diff"], args].concat(), input)
    }

    /// The one document that it prints.
    fn json(&self, args: &[&str], input: &str) -> Value {
        let run = self.diff(&[args, &["--format", "json", "--isolated"]].concat(), input);
        assert!(run.status.success(), "{args:?}: {}", String::from_utf8_lossy(&run.stderr));
        let document = serde_json::from_slice(&run.stdout).expect("JSON");
        let schema =
            jsonschema::validator_for(&serde_json::from_str(germane::schema::DIFF).expect("JSON"))
                .expect("a schema");
        assert_eq!(
            schema.iter_errors(&document).map(|error| error.to_string()).collect::<Vec<_>>(),
            Vec::<String>::new()
        );
        document
    }

    /// What it refuses with.
    fn refuses(&self, args: &[&str]) -> String {
        let run = self.diff(args, "");
        assert_eq!(
            run.status.code(),
            Some(2),
            "{args:?}: {}",
            String::from_utf8_lossy(&run.stdout)
        );
        String::from_utf8_lossy(&run.stderr).into_owned()
    }
}

fn rules(changes: &Value) -> Vec<&str> {
    changes
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|change| change["rule"].as_str())
        .collect()
}

fn doubts(document: &Value) -> Vec<&str> {
    let mut kinds: Vec<&str> = document["drafts"][0]["doubts"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|doubt| doubt["kind"].as_str())
        .collect();
    kinds.dedup();
    kinds
}

#[test]
fn a_rewrite_and_its_reverse() {
    let scratch = Scratch::new("files");
    scratch.write("old.md", BLAST);
    scratch.write("new.md", PLAIN);
    let up = scratch.json(&["old.md", "new.md"], "");
    let draft = &up["drafts"][0];
    assert!(draft["points"].as_f64().expect("two scores") > 15.0, "{draft}");
    assert!(
        rules(&draft["gone"]).contains(&"cliche-opener")
            && !rules(&draft["new"]).contains(&"cliche-opener"),
        "{draft}"
    );
    let total = |side: &Value| side["score"]["total"].as_f64().expect("a score");
    assert!(
        (total(&draft["after"])
            - total(&draft["before"])
            - draft["points"].as_f64().expect("two scores"))
        .abs()
            < 0.01
    );
    // Nothing that is new is known from anywhere else: the gain is there, and so is the doubt.
    assert_eq!((draft["verdict"].as_str(), doubts(&up)), (Some("unproven"), vec!["unsupported"]));
    let down = scratch.json(&["new.md", "old.md"], "");
    assert_eq!(down["drafts"][0]["verdict"], "worse");
    assert!(rules(&down["drafts"][0]["new"]).contains(&"cliche-opener"));
    let same = scratch.json(&["old.md", "old.md"], "");
    assert_eq!((same["drafts"][0]["verdict"].as_str(), doubts(&same)), (Some("same"), vec![]));
    // What the account says is not made up.
    scratch.write(
        "quay.yaml",
        "account: North Quay\npeople:\n  - { name: Ana Ruiz }\nfacts:\n  - { fact: \"Ships wait at Pier 7 since the dredging began, because the tugs lie at Cobh\", kind: goal, source: \
         July notice, date: 2026-07-03 }\n  - { fact: The yard in Leeds moved that call to noon, source: the yard, date: 2026-05-04 }\n",
    );
    let known =
        scratch.json(&["old.md", "new.md", "--account", "quay.yaml", "--today", "2026-08-01"], "");
    assert_eq!(known["drafts"][0]["verdict"], "better", "{known}");
    let human = scratch.diff(&["old.md", "new.md", "--isolated"], "");
    let text = String::from_utf8_lossy(&human.stdout);
    for part in [
        "old.md -> new.md",
        " of 100 (+",
        "relevance ",
        "Better, if what is new in it is true",
        "Is it true?",
        "line 6: July",
        "Better: no longer found",
        "[cliche-opener]",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
}

#[test]
fn tricks_are_said_in_words() {
    let scratch = Scratch::new("tricks");
    scratch.write("old.md", BLAST);
    let tricks = [
        ("only-added", "\n\nYour team at Alder Foods moved to Leeds on 4 March.\n\nBest,"),
        ("unsupported", "\n\nThat is 47% faster, 218 hours and $1,340,000 saved by 2027.\n\nBest,"),
        (
            "trick",
            "\n\nWhat do you think? Does this resonate? Is this a priority? Curious?\n\nBest,",
        ),
        (
            "allowed",
            "\n\n<!-- germane: allow stock-phrases -- house style -->\nWe help companies like yours save time and money.\n\nBest,",
        ),
    ];
    for (kind, line) in tricks {
        scratch.write("new.md", BLAST.replace("\n\nBest,", line));
        let document = scratch.json(&["old.md", "new.md"], "");
        assert!(doubts(&document).contains(&kind), "{kind}: {document}");
        assert_ne!(document["drafts"][0]["verdict"], "better", "{kind}");
    }
    // The same words in other lines, and words put before sentences.
    let joined =
        BLAST.replace("software.\n\nWe", "software. We").replace("time.\n\nDo", "time. Do");
    let joined = joined.replace("operations.\n\nDo", "operations. Do");
    let connected = BLAST.replace(". Our", ". If so, our").replace(". My", ". Because of that, my");
    for (kind, text) in [("only-layout", &joined), ("only-added", &connected)] {
        scratch.write("new.md", text);
        let document = scratch.json(&["old.md", "new.md"], "");
        assert_eq!(doubts(&document), [kind], "{document}");
        assert_ne!(document["drafts"][0]["verdict"], "better", "{kind}");
    }
    // Words that turn what a sentence says change it.
    scratch.write("new.md", BLAST.replace("We help", "Nobody claims that we help"));
    let document = scratch.json(&["old.md", "new.md"], "");
    assert!(!doubts(&document).contains(&"only-added"), "{document}");
    let status = |args: &[&str]| {
        scratch.diff(&[&["old.md", "new.md", "--isolated"], args].concat(), "").status.code()
    };
    assert_eq!(status(&[]), Some(0));
    scratch.write("new.md", PLAIN);
    assert_eq!(
        [["--fail-on", "worse"], ["--fail-on", "doubtful"], ["--fail-on", "unproven"]]
            .map(|args| status(&args)),
        [Some(0), Some(0), Some(1)]
    );
    scratch.write("new.md", BLAST.replace("Hi Ana", "Hi {{first_name}"));
    assert_eq!(status(&["--fail-on", "worse"]), Some(1));
}

#[test]
fn revisions_of_git() {
    let scratch = Scratch::new("git");
    scratch.git(&["init", "-q"]);
    // What git would run for somebody who looks at a difference is not run.
    scratch.write(".gitattributes", "*.md diff=loud filter=loud\n");
    scratch.git(&["config", "diff.loud.textconv", "touch ran; cat"]);
    scratch.write("mails/a.md", BLAST);
    scratch.git(&["add", "."]);
    scratch.git(&["commit", "-qm", "first"]);
    scratch.git(&["tag", "sent"]);
    scratch.write("mails/a.md", PLAIN);
    let names = |document: &Value| {
        [&document["before"], &document["after"]]
            .map(|name| name.as_str().unwrap_or_default().to_string())
    };
    let gain = |document: &Value| document["drafts"][0]["points"].as_f64().expect("two scores");
    let now = scratch.json(&["mails/a.md"], "");
    assert_eq!(names(&now), ["mails/a.md (HEAD)", "mails/a.md"]);
    assert!(gain(&now) > 15.0);
    scratch.git(&["commit", "-qam", "second"]);
    for args in [
        &["HEAD~1", "mails/a.md"][..],
        &["sent", "HEAD", "mails/a.md"],
        &["sent:mails/a.md", "HEAD:mails/a.md"],
        &["sent", "./mails/a.md"],
    ] {
        assert_eq!(gain(&scratch.json(args, "")), gain(&now), "{args:?}");
    }
    assert_eq!(gain(&scratch.json(&["mails/a.md"], "")), 0.0);
    // In a folder below, a path of git begins at the top.
    let below = std::process::Command::new(env!("CARGO_BIN_EXE_germane"))
        .args(["diff", "sent:mails/a.md", "a.md", "--format", "json"])
        .current_dir(scratch.0.join("mails"))
        .output()
        .expect("it runs");
    let below: Value = serde_json::from_slice(&below.stdout).expect("JSON");
    assert_eq!(gain(&below), gain(&now));
    // A file is a file, also where a revision is called so.
    scratch.write("sent", BLAST);
    assert_eq!(names(&scratch.json(&["sent", "mails/a.md"], ""))[0], "sent");
    // It is gone from the folder, and not from the past.
    fs::remove_file(scratch.0.join("mails/a.md")).expect("there");
    assert_eq!(gain(&scratch.json(&["HEAD~1", "HEAD", "mails/a.md"], "")), gain(&now));
    scratch.write("mails/a.md", PLAIN);
    for (args, why) in [
        (&["v9", "mails/a.md"][..], "v9: "),
        (&["v9", "HEAD", "mails/a.md"], "git has no revision"),
        (&["HEAD", "HEAD", "b.md"], "does not have this file"),
        (&["HEAD:b.md", "mails/a.md"], "does not have this file"),
        (&["--", "--output=ran", "HEAD", "mails/a.md"], "is no revision"),
    ] {
        let said = scratch.refuses(args);
        assert!(said.contains(why), "{args:?}: {said}");
    }
    assert!(!scratch.0.join("ran").exists() && !scratch.0.join("mails/ran").exists());
}

#[test]
fn standard_input_and_many_drafts() {
    let scratch = Scratch::new("many");
    scratch.write("a.md", BLAST);
    assert!(
        scratch.json(&["a.md", "-"], PLAIN)["drafts"][0]["points"]
            .as_f64()
            .is_some_and(|points| points > 15.0)
    );
    assert!(scratch.refuses(&["-", "-"]).contains("only one version"));
    let row =
        |body: &str| serde_json::json!({ "subject": "Pier 7", "body": body }).to_string() + "\n";
    let plain = "Your July notice says that ships wait 19 hours at Pier 7 at night. Who books the second tug there?";
    scratch.write("old.jsonl", [row(plain), row(plain), row(plain)].concat());
    scratch.write(
        "new.jsonl",
        [row(plain), row("I hope this email finds you well. We are the leading provider of berth planning software.")].concat(),
    );
    let document = scratch.json(&["old.jsonl", "new.jsonl"], "");
    let verdicts: Vec<&str> = document["drafts"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|draft| draft["verdict"].as_str())
        .collect();
    assert_eq!(verdicts, ["same", "worse"]);
    assert_eq!(
        (
            document["only_before"].as_array().map(Vec::len),
            document["only_after"].as_array().map(Vec::len)
        ),
        (Some(1), Some(0))
    );
    let text = scratch.diff(&["old.jsonl", "new.jsonl", "--isolated"], "").stdout;
    let text = String::from_utf8_lossy(&text).into_owned();
    assert!(
        text.contains("1 draft: no change that germane can see")
            && text.contains(": gone (")
            && text.contains("Worse: newly found"),
        "{text}"
    );
}

/// The number of a row is no name: a row that is put into a list, or taken out of it, changes nothing
/// about the others.
#[test]
fn a_row_more_or_less_is_one_draft() {
    const HEAD: &str = "email,subject,body\n";
    const ANA: &str = "ana@x.example,Gates,\"Hi Ana, your Leeds rota shows two gaps on Sunday nights and I wonder who covers.\"\n";
    const BO: &str = "bo@x.example,Locks,\"Hi Bo, your Hull depot hired nine drivers in May and I wonder who trains them.\"\n";
    const NEW: &str =
        "cy@x.example,Berths,\"I hope this email finds you well. We are the leading provider.\"\n";
    let scratch = Scratch::new("rows");
    scratch.write("old.csv", format!("{HEAD}{ANA}{BO}"));
    scratch.write("new.csv", format!("{HEAD}{NEW}{ANA}{BO}"));
    for (args, side) in
        [(["old.csv", "new.csv"], "only_after"), (["new.csv", "old.csv"], "only_before")]
    {
        let found = scratch.json(&args, "");
        assert_eq!(found[side].as_array().map(Vec::len), Some(1), "{found:#}");
        let verdicts: Vec<&Value> =
            found["drafts"].as_array().expect("a list").iter().map(|of| &of["verdict"]).collect();
        assert_eq!(verdicts, ["same", "same"], "{found:#}");
        let run = scratch.diff(&[args[0], args[1], "--fail-on", "unproven", "--isolated"], "");
        // A new row with an error passes no gate; one that is gone does.
        assert_eq!(run.status.code(), Some(i32::from(side == "only_after")));
    }
    // Who gets it says which draft a changed text was.
    let other = ANA.replace("who covers.", "who covers them since July.");
    scratch.write("moved.csv", format!("{HEAD}{NEW}{BO}{other}"));
    let found = scratch.json(&["old.csv", "moved.csv"], "");
    let ids: Vec<&Value> =
        found["drafts"].as_array().expect("a list").iter().map(|of| &of["id"]).collect();
    assert_eq!(ids, ["moved.csv row 3", "moved.csv row 4"], "{found:#}");
    assert_eq!(
        (&found["only_before"], &found["only_after"][0]),
        (&json!([]), &json!("moved.csv row 2"))
    );
}

#[test]
fn a_folder_is_refused_by_its_name() {
    let scratch = Scratch::new("folder");
    let told = scratch.refuses(&[".", "."]);
    assert!(told.starts_with("error: .: is a folder"), "{told}");
}

/// German writes every noun with a capital: only figures are asked about there.
#[test]
fn german_nouns_are_no_claims() {
    let scratch = Scratch::new("german");
    let old = "---\nsubject: Lager in Leeds\n---\nGuten Tag Ana,\n\nwir sind der führende Anbieter für die Planung von Schichten und helfen Firmen wie Ihrer, Zeit und Geld zu sparen. Haben Sie diese Woche Zeit für ein Gespräch?\n\nLee\n";
    let new = "---\nsubject: Lager in Leeds\n---\nGuten Tag Ana,\n\nauf Ihrer Seite stehen seit Mai 14 offene Stellen für Fahrer, und der Dienstplan zeigt Lücken in der Nacht auf Sonntag. Wer übernimmt diese Schichten, wenn ein Fahrer krank wird?\n\nLee\n";
    scratch.write("old.md", old);
    scratch.write("new.md", new);
    let found = scratch.json(&["old.md", "new.md"], "");
    let claims: Vec<&str> = found["drafts"][0]["doubts"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|doubt| doubt["kind"] == "unsupported")
        .filter_map(|doubt| doubt["says"].as_str())
        .collect();
    assert_eq!(claims.len(), 1, "{found:#}");
    assert!(claims[0].contains("14") && !claims[0].contains("Dienstplan"), "{claims:?}");
}

/// What was judged and can be judged no longer is lost, and a gate says so.
#[test]
fn what_loses_its_score_passes_no_gate() {
    let scratch = Scratch::new("diff-lost");
    scratch.write("plain.md", PLAIN);
    scratch.write(
        "spanish.md",
        "---\nsubject: El segundo remolcador\n---\nHola Ana, le escribo porque su aviso de julio dice que los barcos esperan en el muelle \
         siete desde que empezó el dragado, y nadie sabe por qué.\n",
    );
    scratch.write("short.md", "---\nsubject: Tugs\n---\nThe second tug lies at Cobh.\n");
    scratch.write("other.md", "---\nsubject: Tugs\n---\nWho makes that call?\n");
    for (new, says) in [("spanish.md", "Not comparable"), ("short.md", "Not comparable")] {
        let run = scratch.diff(&["plain.md", new, "--fail-on", "worse"], "");
        let said = String::from_utf8_lossy(&run.stdout);
        assert!(said.contains(says), "{said}");
        assert_eq!(run.status.code(), Some(1), "{said}");
    }
    // What never had a score lost none; that it changed is said.
    let run = scratch.diff(&["short.md", "other.md", "--fail-on", "unproven"], "");
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success() && said.contains("Not comparable"), "{said}");
    let run = scratch.diff(&["short.md", "short.md", "--fail-on", "unproven"], "");
    assert!(String::from_utf8_lossy(&run.stdout).contains("no change that germane can see"));
}

/// A row that is new with an error, and one that cannot be read any more.
#[test]
fn new_rows_with_errors_and_rows_that_are_not_read_pass_no_gate() {
    let scratch = Scratch::new("diff-rows");
    let good = "Tugs,\"Hi Ana, your July notice says that ships wait at Pier 7, because the tugs lie at Cobh. Who makes that call?\",a@x.example\n";
    let head = "subject,body,email\n";
    scratch.write("one.csv", format!("{head}{good}"));
    scratch.write(
        "worse.csv",
        format!("{head}{good}Act now,\"Hi [NAME], we are the leading provider of synergies, so act now and click here today.\",b@x.example\n"),
    );
    scratch.write("torn.csv", format!("{head}{good}Berths, and tugs,\"Hi Lee\",c@x.example\n"));
    let run = |new: &str| {
        let run = scratch.diff(&["one.csv", new, "--fail-on", "worse"], "");
        let said = [run.stdout, run.stderr].map(|out| String::from_utf8_lossy(&out).into_owned());
        (run.status.code(), said.concat())
    };
    let (code, said) = run("worse.csv");
    assert!(code == Some(1) && said.contains("worse.csv row 3: new ("), "{said}");
    assert!(said.contains(" of 100, ") && said.contains(" error"), "{said}");
    let (code, said) = run("torn.csv");
    assert!(code == Some(2) && said.contains("row 3: 4 cells, and the header has 3"), "{said}");
    assert_eq!(run("one.csv").0, Some(0));
}
