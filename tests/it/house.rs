//! A house's own words: `avoid` in a configuration and in packs, rules without reasons and
//! examples, `germane test --against`.

use crate::common::scratch::{Scratch, said};

use germane::builtin;

const MAIL: &str = "Hi Ana,\n\nYour July notice says that ships wait 19 hours at Pier 7. There is synergy in a second tug.\n\nWe will circle back on Monday about the rota.\n\nLee\n";

#[test]
fn words_to_avoid_are_rules() {
    let scratch = Scratch::new("avoid");
    scratch.write("mail.md", MAIL);
    let check =
        |more: &[&str]| {
            said(&scratch.run(
                &[&["check", "mail.md", "--format", "unix", "--fail-on", "never"], more].concat(),
            ))
        };
    let score = || {
        let run = scratch.run(&["check", "mail.md", "--format", "json", "--fail-on", "never"]);
        let report: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
        report["files"][0]["drafts"][0]["score"]["total"].as_f64().expect("a score")
    };
    let plain = score();
    scratch.write(
        "germane.yaml",
        "avoid: { synergy: \"say who works with whom\", \"circle back\": null }\n",
    );
    let found = check(&[]);
    assert!(
        found.contains("mail.md:3:68: warning: \"synergy\" is on the list of words to avoid. say who works with whom [avoid-synergy]"),
        "{found}"
    );
    assert!(
        found.contains("mail.md:5:9: warning: \"circle back\"")
            && found.contains("[avoid-circle-back]"),
        "{found}"
    );
    // A house's taste is told and does not change what readers would say.
    assert_eq!(score(), plain);
    // They are rules like others: tuned, allowed, explained, listed.
    scratch.write(
        "germane.yaml",
        "avoid: { synergy: null, \"circle back\": null }\nrules: { avoid-synergy: error, avoid-circle-back: off }\n",
    );
    let found = check(&[]);
    assert!(
        found.contains("error: \"synergy\"") && !found.contains("[avoid-circle-back]"),
        "{found}"
    );
    assert!(said(&scratch.run(&["explain", "avoid-synergy"])).contains("Say it in plain words"));
    assert!(said(&scratch.run(&["rules"])).contains("avoid-synergy"));
    // The same in a pack; both lists hold.
    scratch.write("house.yaml", "pack: house\navoid:\n  \"(second|third) tug\": name it\n");
    scratch.write("germane.yaml", "packs: house.yaml\navoid: { synergy: null }\n");
    let found = check(&[]);
    assert!(
        found.contains("[avoid-second-third-tug]") && found.contains("[avoid-synergy]"),
        "{found}"
    );
    // A subject is the sender's too; a quoted mail is not.
    scratch.write(
        "mail.md",
        "Subject: Synergy at Pier 7\n\nHi Ana,\n\nYour July notice says that ships wait 19 hours.\n\n> Is there synergy?\n\nLee\n",
    );
    assert_eq!(check(&[]).matches("[avoid-synergy]").count(), 1);
}

#[test]
fn faults_of_lists_have_their_place() {
    let scratch = Scratch::new("faults");
    scratch.write("mail.md", MAIL);
    for (yaml, why) in [
        ("avoid: [synergy]\n", "expected phrases, each with what to write instead"),
        ("avoid: { \"???\": null }\n", "named after the letters a to z"),
        (
            "avoid: { \"circle back\": null, \"circle-back\": null }\n",
            "would both be called `avoid-circle-back`",
        ),
        ("avoid: { synergy: [a] }\n", "germane.yaml:1:"),
        ("avoid: { \"(a|b\": null }\n", "this phrase cannot be used"),
    ] {
        scratch.write("germane.yaml", yaml);
        let run = scratch.run(&["check", "mail.md"]);
        assert_eq!(run.status.code(), Some(2), "{yaml}");
        assert!(
            said(&run).contains(why) && said(&run).contains("germane.yaml:1:"),
            "{yaml}: {}",
            said(&run)
        );
    }
}

#[test]
fn a_pack_is_tried_against_a_folder() {
    let scratch = Scratch::new("against");
    let pack = "pack: house\navoid: { synergy: null, leverage: null }\nlexicons:\n  house-tug: [second tug]\nrules:\n  house-tug:\n    dimension: trust\n    severity: off\n    \
                check: { each: house-tug }\n    message: '\"{match}\": which one?'\n    advice: Name it.\n";
    scratch.write("house.yaml", pack);
    scratch.write("sent/a.md", MAIL);
    scratch.write("sent/b.md", MAIL.replace("synergy", "room"));
    let run = scratch.run(&["test", "house.yaml", "--against", "sent"]);
    assert_eq!(run.status.code(), Some(0));
    assert_eq!(
        said(&run),
        "sent/a.md:3:68: \"There is synergy in a second tug.\" [avoid-synergy]\n\
         sent/a.md:3:81: \"There is synergy in a second tug.\" [house-tug]\n\
         sent/b.md:3:78: \"There is room in a second tug.\" [house-tug]\n     \
         0  avoid-leverage\n     1  avoid-synergy\n     2  house-tug\nin 2 drafts of 2 files\n\n\
         note: without examples nothing checks what these rules mark (3 rules): avoid-synergy, avoid-leverage, house-tug\n\
         3 rules, 0 examples, 0 failed\n"
    );
    scratch.write("germane.yaml", "avoid: { synergy: null }\n");
    assert!(
        said(&scratch.run(&["test", "germane.yaml", "--against", "sent/a.md"]))
            .contains("     1  avoid-synergy\nin 1 draft of 1 file\n")
    );
    assert_eq!(scratch.run(&["test", "house.yaml", "--against", "gone"]).status.code(), Some(2));
}

/// What users may leave out, the rules that everybody gets have.
#[test]
fn built_in_rules_have_reasons_and_examples() {
    for page in builtin::pages() {
        assert!(page.flag.len() >= 2 && page.pass.len() >= 2, "{}", page.id);
    }
    let book = builtin::rulebook();
    assert!(book.rules.iter().all(|rule| rule.why != "Your house style avoids it."));
}

/// Classes of Unicode, bytes of one character, marks that hold others, words around a link.
#[test]
fn patterns_find_what_they_say() {
    let scratch = Scratch::new("patterns");
    let rule = |name: &str, check: &str| {
        format!(
            "  {name}:\n    dimension: trust\n    severity: warning\n    check: {check}\n    message: '{name} {{match}}'\n    advice: no\n"
        )
    };
    let pack = "pack: house\nlanguage: en\nrules:\n".to_string()
        + &rule("capitals", "{ pattern: '\\p{Lu}{6}' }")
        + &rule("foreign", "{ pattern: '[^ -~\\n]' }")
        + &rule("insecure", "{ pattern: '^http:', inside: link, unless: 'localhost' }")
        + &rule("around", "{ near: percent, with: sentence, within: 5 words }");
    scratch.write("house.yaml", &pack);
    scratch.write("germane.yaml", "packs: house.yaml\n");
    let long = "and the gate and the quay and the desk ".repeat(12);
    scratch.write(
        "mail.md",
        format!("Hi Ana,\n\nThe RECALL of caf\u{e9} \u{6f22} is on. See http://x.example/a and you will know.\n\nOn localhost it is http://x.example/b today.\n\nYour crew waits {long} for 40% of the night.\n\nLee\n"),
    );
    let found = said(&scratch.run(&["check", "mail.md", "--format", "unix", "--fail-on", "never"]));
    let of = |rule: &str| found.lines().filter(|line| line.ends_with(&format!("[{rule}]"))).count();
    assert_eq!(["capitals", "foreign", "insecure", "around"].map(of), [1, 2, 1, 1], "{found}");
}
