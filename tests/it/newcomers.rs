//! What people do in their first hour: lists and templates that other tools would take, keys that are
//! nearly right, code of platforms in plain words.

use crate::common::scratch::{Scratch, said};

const LINES: &str = "Your yard got its second crane on Monday, so two crews ask for one slack tide.\n\nDoes your desk key the rota by hand?\n\nLee\n";

fn unix(scratch: &Scratch, args: &[&str]) -> String {
    let rest = ["--format", "unix", "--fail-on", "never"];
    said(&scratch.run(&[&["check"], args, &rest].concat()))
}

/// A row that a condition takes care of has no gap, whichever platform writes it.
#[test]
fn conditions_of_a_template_are_decided_by_the_row() {
    let scratch = Scratch::new("conditions");
    scratch
        .write("l.csv", "email,first_name,company\nana@a.example,Ana,Orbis\nben@b.example,,Kade\n");
    for [open, other, close] in [
        ["{% if first_name %}", "{% else %}", "{% endif %}"],
        ["{{#if first_name}}", "{{else}}", "{{/if}}"],
    ] {
        scratch.write(
            "t.email.md",
            format!("---\nsubject: Slots\n---\n{open}Hi {{{{first_name}}}},{other}Hello,{close}\n\n{LINES}"),
        );
        let found = unix(&scratch, &["t.email.md", "--leads", "l.csv"]);
        assert!(!found.contains("failed-merge"), "{found}");
        let signed =
            said(&scratch.run(&["sign", "t.email.md", "--leads", "l.csv", "--text", "--no-score"]));
        assert!(signed.contains("\"Hi Ana,\\n") && signed.contains("\"Hello,\\n"), "{signed}");
        assert!(!signed.contains("Ana,Hello"), "{signed}");
    }
}

/// The rows of a template that is all field are judged as the same texts in a list are.
#[test]
fn rows_that_bring_the_whole_message_decide() {
    let scratch = Scratch::new("whole-message");
    scratch.write("o.md", "Subject: Night slots\n\n{{email_body}}\n");
    scratch.write("l.csv", "email,first_name,email_body\nana@a.example,Ana,\"Hi Ana,\n\nI hope this email finds you well. We help companies like yours increase revenue by 30%. Do you have 15 minutes for a quick call?\n\nLee\"\n");
    let run = scratch.run(&["check", "o.md", "--leads", "l.csv", "--format", "unix"]);
    let found = said(&run);
    assert_eq!(run.status.code(), Some(1), "{found}");
    assert!(found.contains("[reads-as-blast]") && !found.contains("opaque:"), "{found}");
    let run = scratch.run(&[
        "check",
        "o.md",
        "--leads",
        "l.csv",
        "--fail-on",
        "never",
        "--min-score",
        "1",
    ]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
}

#[test]
fn code_of_platforms_is_no_writing() {
    let scratch = Scratch::new("platform-code");
    let marks = |name: &str, text: &str| {
        scratch.write(name, text);
        unix(&scratch, &[name])
    };
    let mailchimp = format!(
        "Subject: Your order\n\nHi *|FNAME|*,\n\n*|IF:PLAN=pro|*You are on Pro.*|ELSE:|*You are not.*|END:IF|*\n\n*|INTERESTED:Customer Type:Vet|*Your clinic has two.*|END:INTERESTED|*\n\n{LINES}"
    );
    let found = marks("mc.md", &mailchimp);
    assert!(!found.contains("broken-field") && !found.contains("shouts"), "{found}");
    let found = marks(
        "sf.md",
        &format!(
            "Subject: {{!Account.Name}}: slots\n\nHi {{!Contact.FirstName}},\n\nAt {{!Account.Name}}: {LINES}"
        ),
    );
    assert!(!found.contains("[exclamation]"), "{found}");
    let found = marks(
        "lq.md",
        &format!(
            "Subject: Slots\n\nHi Ana,\n\n{{% if person.City != \"\" %}}Now.{{% endif %}} <!-- ask Pia --> {LINES}"
        ),
    );
    assert!(!found.contains("[sloppy]") && !found.contains("[exclamation]"), "{found}");
}

#[test]
fn what_is_no_code_of_a_language_is_told() {
    let scratch = Scratch::new("language-codes");
    scratch
        .write("d.md", format!("Subject: Rota\n\nHi Ana,\n\nWe circle back on the berth. {LINES}"));
    scratch.write("germane.yaml", "packs: [p.yaml]\n");
    for (code, found) in [("en", true), ("EN", true), ("en-GB", true), ("de", false)] {
        scratch.write(
            "p.yaml",
            format!("pack: house\nlanguage: {code}\navoid: {{ circle back: null }}\n"),
        );
        assert_eq!(unix(&scratch, &["d.md"]).contains("[avoid-circle-back]"), found, "{code}");
    }
    scratch.write("p.yaml", "pack: house\nlanguage: english\navoid: { circle back: null }\n");
    let told = said(&scratch.run(&["check", "d.md"]));
    assert!(told.contains("`english` is not the code of a language"), "{told}");
    scratch.write("germane.yaml", "{}\n");
    scratch.write("y.md", format!("---\nsubject: Rota\nlang: english\n---\nHi Ana,\n\nI hope this email finds you well. {LINES}"));
    let told = unix(&scratch, &["y.md"]);
    assert!(
        told.contains("is not the code of a language") && told.contains("[cliche-opener]"),
        "{told}"
    );
}

#[test]
fn folders_are_excluded_however_they_are_written() {
    let scratch = Scratch::new("exclude-folders");
    scratch.write("archive/old.md", format!("Subject: Slots\n\nHi Ana,\n\n{LINES}"));
    scratch.write("new.md", format!("Subject: Slots\n\nHi Ana,\n\n{LINES}"));
    for glob in ["archive", "archive/", "/archive/**", "./archive/**", "archive/**"] {
        scratch.write("germane.yaml", format!("exclude: [\"{glob}\"]\n"));
        let found = said(&scratch.run(&["check", ".", "--brief", "--fail-on", "never"]));
        assert!(found.contains("new.md") && !found.contains("old.md"), "{glob}: {found}");
    }
}

#[test]
fn signs_are_no_words_to_avoid() {
    let scratch = Scratch::new("avoid-signs");
    scratch.write("d.md", format!("Subject: Slots\n\nHi Ana,\n\nOn 1 April. {LINES}"));
    for phrase in ["#1", "C++", "A+"] {
        scratch.write("germane.yaml", format!("avoid: {{ \"{phrase}\": null }}\n"));
        let run = scratch.run(&["check", "d.md"]);
        assert_eq!(run.status.code(), Some(2), "{phrase}");
        assert!(said(&run).contains("it would mark its words without the sign"), "{}", said(&run));
    }
}

#[test]
fn counts_are_read_as_spreadsheets_write_them() {
    let scratch = Scratch::new("counts");
    for [sent, more] in [["\"1,200\"", "35"], ["1200.0", "35.0"]] {
        scratch.write("e.csv", format!("subject,body,sent,replies\nPier,\"Hi Ana, your rota moved on Monday, so who keys it by hand?\",{sent},{more}\nPier,\"Hi Ana, I hope this email finds you well. Do you have a minute?\",{sent},12\n"));
        let told = said(&scratch.run(&["learn", "e.csv"]));
        assert!(told.contains("2,400"), "{told}");
    }
}

#[test]
fn labels_without_dimensions_fit_nothing() {
    let scratch = Scratch::new("no-dimensions");
    let rows: String = (0..30)
        .map(|at| format!("{{\"id\": \"d{at}\", \"source\": \"s{at}\", \"body\": \"Hi Ana, your rota moved.\", \"overall\": {at}, \"dimensions\": {{\"focus\": 4}}}}\n"))
        .collect();
    scratch.write("labels.jsonl", rows);
    let run = scratch.run(&["fit", "labels.jsonl", "--out", "r.yaml"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(said(&run).contains("no label has a dimension"), "{}", said(&run));
}

#[test]
fn steps_keep_their_days_behind_an_item_that_is_none() {
    let scratch = Scratch::new("empty-item");
    scratch.write("m.sequence.yaml", "sequence: Q3\nsteps:\n  - day: 1\n    subject: Pier 7\n    body: \"Hi Ana, your notice gives Pier 7 a second tug. Does the rota go by the hour?\"\n  -\n  - day: 9\n    thread: reply\n    body: \"Hi Ana, the tide table of your page has two days wrong. Lee\"\n");
    let told = said(&scratch.run(&["check", "m.sequence.yaml", "--fail-on", "never"]));
    assert!(told.contains("day 1 to 9"), "{told}");
}

#[test]
fn marks_of_standard_input() {
    let scratch = Scratch::new("marks-stdin");
    let run = scratch.feed(&["marks", "-"], &format!("Hi Ana,\n\n{LINES}"));
    assert!(run.status.success() && said(&run).contains("Your yard got"), "{}", said(&run));
}

/// Excel saves a list in the letters of the country unless it is told otherwise.
#[test]
fn a_list_that_is_no_utf_8_is_told() {
    let scratch = Scratch::new("list-latin");
    scratch.write("w.csv", b"email,first_name,company\nana@a.example,Zo\xeb,Orbis\n");
    scratch.write("t.md", format!("Subject: Slots\n\nHi {{{{first_name|there}}}},\n\n{LINES}"));
    let told = unix(&scratch, &["t.md", "--leads", "w.csv"]);
    assert!(told.contains("w.csv") && told.contains("1 byte is not UTF-8"), "{told}");
}

#[test]
fn accounts_that_are_no_utf_8_are_told_wherever_they_are_named() {
    let scratch = Scratch::new("accounts-latin");
    scratch.write("w.csv", b"email,first_name,company\nana@a.example,Zo\xeb,Orbis\n");
    scratch.write("cafe.yaml", b"account: Caf\xe9 Orbis\n");
    scratch.write("t.md", format!("Subject: Slots\n\nHi Ana,\n\n{LINES}"));
    scratch.write("germane.yaml", "accounts: [w.csv]\n");
    let run = scratch.run(&["check", "t.md"]);
    assert_ne!(run.status.code(), Some(2), "{}", said(&run));
    assert!(said(&run).contains("warning: 1 byte is not UTF-8"), "{}", said(&run));
    // Half a name is none: an account must be right.
    let refused = "not UTF-8: the account is not read";
    scratch.write("germane.yaml", "accounts: [cafe.yaml]\n");
    let run = scratch.run(&["check", "t.md"]);
    assert!(run.status.code() == Some(2) && said(&run).contains(refused), "{}", said(&run));
    scratch.write("germane.yaml", "");
    let run = scratch.run(&["check", "t.md", "--account", "cafe.yaml"]);
    assert!(run.status.code() == Some(2) && said(&run).contains(refused), "{}", said(&run));
    // A true U+FFFD is what it is.
    scratch.write("w.csv", "email,first_name,company\nana@a.example,Zo\u{fffd},Orbis\n");
    scratch.write("t.md", format!("Subject: Slots\n\nHi {{{{first_name|there}}}},\n\n{LINES}"));
    let run = scratch.run(&["check", "t.md", "--leads", "w.csv"]);
    assert!(!said(&run).contains("UTF-8"), "{}", said(&run));
}

#[test]
fn a_list_of_which_no_row_can_be_used_says_why() {
    let scratch = Scratch::new("ragged-list");
    scratch.write("r.csv", "email,first_name,company\nana@a.example,Ana,Orbis,extra\n");
    scratch.write("t.md", format!("Subject: Slots\n\nHi {{{{first_name|there}}}},\n\n{LINES}"));
    let run = scratch.run(&["check", "t.md", "--leads", "r.csv"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(
        said(&run).contains("no row can be used") && said(&run).contains("cells"),
        "{}",
        said(&run)
    );
    // What is odd of the list as a whole is no reason, and has a place of its own.
    scratch.write("l.csv", b"email,first_name,company\nana@a.example,Zo\xe9,Orbis,extra\n");
    let run = scratch.run(&["check", "t.md", "--leads", "l.csv"]);
    assert!(
        said(&run).contains("no row can be used (1 left out; the first: ")
            && said(&run).contains("cells"),
        "{}",
        said(&run)
    );
    scratch.write("g.csv", b"email,first_name,company\nana@a.example,Zo\xe9,Orbis\n");
    let run = scratch.run(&["check", "t.md", "--leads", "g.csv"]);
    assert!(said(&run).contains("g.csv:2:17"), "{}", said(&run));
}
