//! What must be said, and in the right words: why a list fails a template, where steps stand, what
//! a draft says otherwise than its account.

use crate::common::scratch::Scratch;

const TEMPLATE: &str = "---\nsubject: \"{{company}} and the Leeds depot\"\n---\nHi {{first_name}},\n\nI saw that {{company}} opened a depot in Leeds, and that you look for two payroll clerks. When Orbis did so its night shifts were keyed twice for eight months.\n\nDoes {{company}} key them by hand at the new site?\n\nLee\n";

fn out(run: &std::process::Output) -> String {
    String::from_utf8(run.stdout.clone()).expect("UTF-8")
}

/// What fails is said in every form, with the rule and the rows.
#[test]
fn rows_with_an_error_are_named_in_every_form() {
    let scratch = Scratch::new("rows");
    scratch.write("t.email.md", TEMPLATE);
    scratch.write(
        "l.csv",
        "first_name,company,email\nAna,Mill Street,ana@mill.example\n,Orbis,bo@orbis.example\nNULL,Tidewise,cy@tide.example\n",
    );
    let check = |more: &[&str]| {
        let base = ["check", "t.email.md", "--leads", "l.csv", "--isolated"];
        scratch.run(&[&base[..], more].concat())
    };
    let json: serde_json::Value =
        serde_json::from_slice(&check(&["--format", "json"]).stdout).expect("JSON");
    let draft = &json["files"][0]["drafts"][0];
    let told = draft["findings"].as_array().expect("findings").iter();
    let errors: Vec<_> = told.filter(|finding| finding["severity"] == "error").collect();
    assert!(!errors.is_empty(), "{draft}");
    let mut rows: Vec<u64> = errors
        .iter()
        .flat_map(|finding| finding["rows"].as_array().expect("rows"))
        .filter_map(serde_json::Value::as_u64)
        .collect();
    rows.sort_unstable();
    rows.dedup();
    assert_eq!(rows, [3, 4]);
    assert_eq!(draft["leads"]["with_errors"], 2);
    let rule = errors[0]["rule"].as_str().expect("a rule");
    assert!(draft["leads"]["worst"].as_array().expect("rows").iter().any(|row| {
        row["rules"].as_array().is_some_and(|rules| rules.first().is_some_and(|of| of == rule))
    }));
    for form in ["unix", "github", "checkstyle", "gitlab", "rdjson", "sarif", "junit", "jsonl"] {
        let run = check(&["--format", form]);
        assert_eq!(run.status.code(), Some(1), "{form}");
        let said = out(&run);
        assert!(said.contains(rule) && said.contains("of l.csv"), "{form}: {said}");
        assert!(
            said.to_lowercase().contains("error") || said.contains("critical"),
            "{form}: {said}"
        );
    }
    for more in
        [&["--format", "markdown"][..], &["--format", "html"], &["--brief"], &[], &["--full"]]
    {
        let said = out(&check(more));
        assert!(said.contains("of l.csv"), "{more:?}: {said}");
    }
    assert_eq!(check(&["--fail-on", "never"]).status.code(), Some(0));
}

/// The numbers of rows agree with their bars.
#[test]
fn the_median_of_an_even_number_of_rows_is_between_two() {
    let scratch = Scratch::new("median");
    scratch.write("t.email.md", TEMPLATE);
    scratch.write("l.csv", "first_name,company\nAna,Mill Street\nBo,Orbis\n,Tidewise\n,Corvex\n");
    let run =
        scratch.run(&["check", "t.email.md", "--leads", "l.csv", "--isolated", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
    let leads = &json["files"][0]["drafts"][0]["leads"];
    let mut scores: Vec<f64> = leads["worst"]
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|row| row["score"].as_f64())
        .collect();
    scores.sort_by(f64::total_cmp);
    let middle = (scores[1] + scores[2]) / 2.0;
    assert!((leads["median"].as_f64().expect("a median") - middle).abs() < 0.06, "{leads}");
    let human = out(&scratch.run(&["check", "t.email.md", "--leads", "l.csv", "--isolated"]));
    assert!(human.contains(&format!("highest {:.1}", scores[3])), "{human}");
    assert!(!human.contains(", : "), "{human}");
}

#[test]
fn a_step_before_its_predecessor_is_said_to_be_one() {
    let scratch = Scratch::new("days");
    let step = |day: u32, words: &str| {
        format!("  - day: {day}\n    body: |\n      Hi Ana,\n\n      {words}\n\n      Dana\n")
    };
    let steps = [
        step(
            0,
            "Your July notice says ships wait 19 hours at Pier 7. Does anybody own their order?",
        ),
        step(
            9,
            "The Leeds yard moved that call to noon in May. Overtime fell from 41 to 29 hours a week.",
        ),
        step(
            2,
            "The crane at gate two is back since Monday, with one clerk at night. Who books yours?",
        ),
    ];
    scratch.write("q3.sequence.yaml", format!("sequence: Q3\nsteps:\n{}", steps.concat()));
    let said = out(&scratch.run(&["check", "q3.sequence.yaml", "--isolated", "--format", "unix"]));
    assert!(said.contains("step 3 is on day 2, before step 2, which is on day 9"), "{said}");
    let at = said.lines().find(|line| line.contains("step 3 is on day 2")).expect("a line");
    assert!(at.starts_with("q3.sequence.yaml:19:"), "{said}");
    assert!(!said.contains("Not a day"), "{said}");
}

#[test]
fn sequences_of_one_name_are_told_apart() {
    let scratch = Scratch::new("names");
    let text = "sequence: Q3\nsteps:\n  - body: |\n      Hi Ana, your July notice says ships wait 19 hours at Pier 7. Does anybody own their order?\n  - wait: 4d\n    body: |\n      Hi Ana, the Leeds yard moved that call to noon in May. Overtime fell from 41 to 29 hours.\n";
    for folder in ["a", "b"] {
        scratch.write(format!("{folder}/q.sequence.yaml"), text);
    }
    for more in [&["--brief"][..], &[]] {
        let said = out(&scratch.run(&[&["check", "a", "b", "--isolated"][..], more].concat()));
        for folder in ["a", "b"] {
            let name = format!("{folder}/q.sequence.yaml");
            assert!(said.contains(&name), "{more:?} {name}: {said}");
        }
    }
    let brief = out(&scratch.run(&["check", "a", "--isolated", "--brief"]));
    assert!(brief.starts_with("a/q.sequence.yaml (Q3): "), "{brief}");
}

/// The line is the one that says the fact; another number is no use of it.
#[test]
fn a_fact_that_is_said_otherwise_is_not_used() {
    let scratch = Scratch::new("otherwise");
    scratch.write("orbis.account.yaml", "account: Orbis Freight Ltd\nsay_as: Orbis\ndomain: orbis.example\npeople: [{ name: Ana Ruiz, email: ana@orbis.example, role: Head of Payroll }]\nfacts:\n  - fact: Orbis opened a second site in Leeds with forty drivers.\n    source: https://orbis.example/news/leeds\n    date: 2026-03-02\n");
    let fact = |number: &str| {
        scratch.write("d.email.md", format!("---\nsubject: Shifts\nto: Ana Ruiz <ana@orbis.example>\n---\nHi Ana,\n\nOrbis opened a second site in Leeds with {number} drivers. When Mill Street did so its clerks keyed shifts twice.\n\nWho keys them in Leeds?\n\nLee\n"));
        let run = scratch.run(&[
            "check",
            "d.email.md",
            "--account",
            "orbis.account.yaml",
            "--isolated",
            "--format",
            "json",
        ]);
        let json: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
        json["files"][0]["drafts"][0].clone()
    };
    let told = fact("forty");
    let of = |draft: &serde_json::Value| draft["relevance"]["facts"][0].clone();
    assert_eq!((&of(&told)["status"], &of(&told)["line"]), (&"used".into(), &7.into()), "{told}");
    let otherwise = fact("thirty");
    let of = of(&otherwise);
    assert_eq!((&of["status"], &of["line"]), (&"contradicted".into(), &7.into()), "{otherwise}");
    assert_eq!(otherwise["relevance"]["credit"], 0.0, "{otherwise}");
    let messages = otherwise["findings"].to_string();
    assert!(messages.contains("no fact of Orbis says so: one says \\\"forty\\\""), "{messages}");
}

#[test]
fn without_a_reply_nothing_is_computed_from_replies() {
    let scratch = Scratch::new("silent");
    let rows: String = (0..19)
        .map(|at| format!("p{at}@tide.example,Night gates,\"Hi, who books the lorries at night?\",2026-03-0{},0\n", 1 + at % 9))
        .collect();
    scratch.write("sends.csv", format!("email,subject,body,sent_at,replied\n{rows}"));
    let said = out(&scratch.run(&["learn", "sends.csv"]));
    assert!(said.contains("19 people") && !said.contains("the same replies"), "{said}");
}

const FIRST_LINE: &str = "---\nsubject: \"{{first_name}}, the free chairs at {{company}}\"\n---\nHi {{first_name}},\n\n{{first_line}}\n\nA recall list by distance, not by date, filled such gaps at two practices near you within a week.\n\nDo you call by date at {{company}}?\n\nSam\n";

fn against(template: &str, list: &str) -> germane::outcome::DraftReport {
    let leads = germane::lint::Leads::new(germane::leads::List::new("l.csv", list.as_bytes()));
    let linter = germane::lint::Linter::new();
    let source = germane::source::Source::new("t.email.md", template.as_bytes());
    let mut report = linter.session().lint_against(&source, linter.read(&source), &leads, &|_| {});
    report.drafts.remove(0)
}

/// The line that a row brings along is copy: one that is there is better than none, and no fact that
/// the message leaves out.
#[test]
fn a_first_line_from_a_list_is_copy() {
    let list = "first_name,company,title,first_line\nAna,Mill Street Dental,Practice manager,Your Tuesday list shows two chairs free after 3 pm.\nBo,Elm Dental,,\n";
    let draft = against(FIRST_LINE, list);
    let worst = &draft.leads.as_ref().expect("a template").worst;
    assert_eq!(worst.iter().map(|row| row.row).collect::<Vec<_>>(), [3, 2], "{worst:?}");
    let said = |rule: &str| draft.findings.iter().any(|finding| finding.rule == rule);
    assert!(!said("no-account-fact") && !said("fact-as-decoration"), "{:?}", draft.findings);
    let named = || worst.iter().flat_map(|row| &row.rules);
    assert!(named().all(|rule| rule != "reader"), "{worst:?}");
}

/// What a sheet or a program has for nothing is an error in a field that is used.
#[test]
fn words_for_nothing_in_a_used_field_are_errors() {
    for cell in ["#N/A", "#REF!", "#VALUE!", "N/A", "null", "None", "nan", "undefined"] {
        let list = format!(
            "first_name,company,phone,first_line\nAna,Mill Street Dental,{cell},{cell}\nBo,Elm Dental,{cell},Two chairs stood free on Tuesday.\n"
        );
        let draft = against(FIRST_LINE, &list);
        let leads = draft.leads.as_ref().expect("a template");
        let errors: Vec<_> = draft
            .findings
            .iter()
            .filter(|finding| finding.rule == "failed-merge")
            .map(|finding| (finding.rows.clone(), finding.matched.as_str()))
            .collect();
        assert_eq!(errors, [(vec![2], cell)], "{cell}");
        assert_eq!((leads.with_errors, leads.worst[0].row), (1, 2), "{cell}");
    }
}

#[test]
fn words_of_an_encoded_mail_are_shown_as_they_are_read() {
    let words = "SGkgQW5hLAoKSSBob3BlIHRoaXMgZW1haWwgZmluZHMgeW91IHdlbGwuIFlvdXIgQ29yayBkZXBv\ndCBvcGVuZWQgaW4gTWF5LgoKTGVlCg==\n";
    let mail = format!(
        "From: Lee <lee@corvex.example>\nTo: Ana <ana@orbis.example>\nSubject: Cork\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{words}"
    );
    let scratch = Scratch::new("encoded");
    scratch.write("a.eml", mail);
    let said = out(&scratch.run(&["check", "a.eml", "--isolated", "--full"]));
    assert!(said.contains("= words: I hope this email finds you well."), "{said}");
    assert!(said.contains("--> a.eml:7:") && !said.contains("SGkgQW5h"), "{said}");
}

/// Keys and comments that nearly switch a rule say how to; those of other tools are left alone.
#[test]
fn what_nearly_switches_a_rule_is_told() {
    let mail = "Hi Ana,\n\nWho books the tugs at Pier 7, and from which list?\n\nLee\n";
    let front = "---\nsubject: Tugs\nrules: { heavy-ask: off }\nallow: [cliche-opener]\n---\n";
    let others = "---\nsubject: Tugs\nrules: [no-console]\nallow: [google-bot]\ndisable: [table-of-contents]\n---\n";
    let comments = "<!-- germane allow heavy-ask -- ours -->\n<!-- germane-disable: heavy-ask -->\n<!-- germane off-topic remark -->\n";
    for (text, told) in [
        (format!("{front}{mail}"), 2),
        (format!("{others}{mail}"), 0),
        (format!("Subject: Tugs\n\n{comments}{mail}"), 2),
    ] {
        let scratch = Scratch::with("nearly-switched", &[("a.email.md", &text)]);
        let out = out(&scratch.run(&[
            "check",
            "a.email.md",
            "--format",
            "unix",
            "--isolated",
            "--fail-on",
            "never",
        ]));
        let lines = out.lines();
        let near = lines
            .filter(|line| line.contains("switches no rule") || line.contains("allows nothing"));
        assert_eq!(near.count(), told, "{text}\n{out}");
    }
}

/// A field that rows leave empty is told in every form, unless a condition says what happens then.
#[test]
fn empty_fields_of_a_list_are_told_in_every_form() {
    let mail = "---\nsubject: Tugs\n---\nHi {{first_name}},\n\n{% if hook %}I saw {{hook}} in your log. {% endif %}Who books the tugs in {{city}} at night, and from which list?\n\nLee\n";
    let rows = "email,first_name,hook,city\na@a.example,Ana,a note,Cork\nb@b.example,Bo,,\n";
    let scratch = Scratch::with("empty-fields", &[("a.email.md", mail), ("leads.csv", rows)]);
    for form in ["unix", "github", "sarif", "markdown"] {
        let out = out(&scratch.run(&[
            "check",
            "a.email.md",
            "--leads",
            "leads.csv",
            "--format",
            form,
            "--isolated",
            "--fail-on",
            "never",
        ]));
        assert!(
            form == "markdown" || out.contains("`city` is empty in 1 of 2 rows"),
            "{form}: {out}"
        );
        assert!(!out.contains("`hook` is empty"), "{form}: {out}");
    }
}

/// Drafts of a list in another language are no good ones: they are named, and none passes.
#[test]
fn drafts_of_a_list_in_another_language_are_said() {
    let words = "Hallo Frau M\u{fc}ller, Ihr Werk in Leer hat seit Mai ein zweites Tor. Wer bucht dort nachts die Lastwagen, und nach welcher Liste?";
    let line = format!("{{\"subject\": \"Tor 2\", \"body\": \"{words}\"}}\n");
    let table = format!("subject,body\nTor 2,\"{words}\"\n");
    let scratch = Scratch::with("other-lists", &[("a.jsonl", &line), ("a.csv", &table)]);
    for file in ["a.jsonl", "a.csv"] {
        let run =
            scratch.run(&["check", file, "--isolated", "--format", "unix", "--fail-on", "warning"]);
        let out = String::from_utf8_lossy(&run.stdout).into_owned();
        assert!(out.contains("1 draft reads as German"), "{file}: {out}");
        assert_eq!(run.status.code(), Some(1), "{file}");
    }
}

/// What is not mended says so.
#[test]
fn nothing_is_mended_in_utf_16_and_that_is_said() {
    let text = "Subject: Tugs\n\nHi Ana,\n\nWho books the the tugs at Pier 7, and from which list?\n\nLee\n";
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let scratch = Scratch::with("wide", &[("a.email.md", &wide)]);
    let run = scratch.run(&["check", "a.email.md", "--isolated", "--fix", "--format", "unix"]);
    let out = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(out.contains("nothing is mended in a file in UTF-16"), "{out}");
    assert_eq!(std::fs::read(scratch.0.join("a.email.md")).expect("there"), wide);
}
