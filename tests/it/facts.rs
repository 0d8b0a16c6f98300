//! Which facts of an account a draft uses: what follows from a fact may be said in its sentence, in
//! the one beside it, or asked a little further on; to mention it is not enough.

use germane::lint::Linter;
use germane::source::Source;

const ACCOUNT: &str = "account: Tallow Cold Stores Ltd\nsay_as: Tallow\ndomain: tallow.example\nfacts:\n  - { fact: Tallow opened a second cold store in Ennis., source: https://tallow.example/news, date: 2026-06-04, kind: launch }\n  - { fact: The counts at both stores are done by hand., source: call notes, date: 2026-07-01 }\n  - { fact: The Limerick gate turned away 212 trailers in May., source: https://tallow.example/report, date: 2026-06-20 }\n";

/// What becomes of each fact in a mail with this body.
fn statuses(body: &str) -> Vec<String> {
    let scratch = crate::common::scratch::Scratch::with(
        "facts",
        &[
            ("tallow.account.yaml", ACCOUNT),
            ("a.email.md", &format!("Subject: Ennis\n\nHi Dana,\n\n{body}\n\nMike\n")),
        ],
    );
    let out = scratch.run(&[
        "check",
        "a.email.md",
        "--account",
        "tallow.account.yaml",
        "--format",
        "json",
        "--fail-on",
        "never",
    ]);
    let report: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let facts = &report["files"][0]["drafts"][0]["relevance"]["facts"];
    facts
        .as_array()
        .expect("facts")
        .iter()
        .map(|fact| fact["status"].as_str().expect("a status").to_string())
        .collect()
}

#[test]
fn what_follows_from_a_fact_makes_it_used() {
    for body in [
        "You opened the second cold store in Ennis on 4 June, so cycle counts have doubled before the crew did.",
        "You opened the second cold store in Ennis on 4 June. Two stores on one system usually means that cycle counts double before the crew does.",
        "You opened a second cold store in Ennis in June. Has that doubled your night counts yet?",
        "You opened the second cold store in Ennis on 4 June. A neighbour of yours did the same in spring.\n\nWho counts at Ennis on Sundays?",
    ] {
        assert_eq!(statuses(body)[0], "used", "{body}");
    }
    let reckoned = "Your Limerick gate turned away 212 trailers in May. At two hours a trailer that is 424 driver hours, about what two clerks work in a quarter.";
    assert_eq!(statuses(reckoned)[2], "used");
}

#[test]
fn a_fact_of_everyday_words_is_seen_when_it_is_said() {
    let said = "The counts at both stores are done by hand. That leaves nobody for the loading bay after six.";
    assert_eq!(statuses(said)[1], "used");
    assert_eq!(statuses("Both stores count on a steady hand at the desk.")[1], "ignored");
}

#[test]
fn to_mention_a_fact_is_not_to_use_it() {
    for body in [
        "Congratulations on the second cold store in Ennis! Corvex is a platform for reports. Would you be open to a quick call next week?",
        "I saw that you opened a second cold store in Ennis, so we would like to show you our platform for cold stores.",
        "You opened a second cold store in Ennis. Any thoughts on that?",
        "You opened a second cold store in Ennis. We at Corvex have done 40 projects of that kind.",
    ] {
        assert_eq!(statuses(body)[0], "mentioned", "{body}");
    }
}

/// A file that says what a draft says takes nothing, whether the draft makes something of it or only
/// mentions it.
#[test]
fn a_file_that_confirms_a_draft_never_lowers_its_score() {
    for text in [
        "Subject: Ennis\n\nHi Dana,\n\nYou opened the second cold store in Ennis on 4 June. Two stores on one system usually means that cycle counts double before the crew does; at a dairy in Cork it took eleven weeks until the counts met.\n\nWho counts at Ennis on Sundays?\n\nMike\n",
        "Subject: Ennis\n\nHi Dana,\n\nI hope this email finds you well. You opened a second cold store in Ennis in June. Are you free for a call on Tuesday at 10?\n\nMike\n",
    ] {
        confirmed(text);
    }
}

fn confirmed(text: &str) {
    let plain = Linter::new().lint(&Source::new("a.email.md", text.as_bytes()));
    let plain = plain.drafts[0].score.as_ref().expect("a score").total;
    let scratch = crate::common::scratch::Scratch::with(
        "facts-confirm",
        &[("tallow.account.yaml", ACCOUNT), ("a.email.md", text)],
    );
    let out = scratch.run(&[
        "check",
        "a.email.md",
        "--account",
        "tallow.account.yaml",
        "--format",
        "json",
        "--fail-on",
        "never",
    ]);
    let report: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let with = report["files"][0]["drafts"][0]["score"]["total"].as_f64().expect("a score");
    assert!(with + 0.05 >= plain, "{plain} without, {with} with the file");
}
