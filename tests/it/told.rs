//! What must be said, and in the right words: why a list fails a template, where steps stand, what
//! a draft says otherwise than its account.

use crate::common::scratch::Scratch;

fn out(run: &std::process::Output) -> String {
    String::from_utf8(run.stdout.clone()).expect("UTF-8")
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
