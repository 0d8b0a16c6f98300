//! Drafts with alternatives: whichever is written first, all of them are read.

use germane::lint::Linter;
use germane::outcome::FileReport;
use germane::source::Source;

const GOOD: &str = "Your Pier 7 berth opened in March with one crew for two sailings.";
const BAD: &str = "Act now, this is a limited time offer, we are the world leading platform!";

fn lint(group: &str) -> FileReport {
    let text = format!(
        "Subject: Second berth\n\n{{Hi|Hello}} Ana,\n\n{group} Who plans the night shift there now?\n\nMara\n"
    );
    Linter::new().lint(&Source::new("a.email.md", text.as_bytes()))
}

fn total(report: &FileReport) -> f64 {
    report.drafts[0].score.as_ref().expect("a score").total
}

fn rules(report: &FileReport) -> Vec<&str> {
    let mut rules: Vec<&str> = report.findings().map(|finding| finding.rule.as_str()).collect();
    rules.sort_unstable();
    rules
}

#[test]
fn the_order_of_alternatives_changes_nothing() {
    let alone = lint(BAD);
    for group in [
        format!("{{{GOOD}|{BAD}}}"),
        format!("{{{BAD}|{GOOD}}}"),
        format!("{{{GOOD}|{GOOD}|{BAD}}}"),
    ] {
        let spun = lint(&group);
        assert!((total(&spun) - total(&alone)).abs() < 9.0, "{group}: {}", total(&spun));
        assert!(rules(&spun).contains(&"reads-as-blast"), "{group}: {:?}", rules(&spun));
        assert!(rules(&spun).contains(&"false-urgency"), "{group}");
    }
    let good = total(&lint(&format!("{{{GOOD}|{GOOD}}}")));
    assert!(good > total(&lint(&format!("{{{GOOD}|{BAD}}}"))) + 5.0, "{good}");
}

/// The weakest alternatives of all groups may meet in one mail, wherever each stands in its group;
/// a phrase may begin in an alternative and end behind it.
#[test]
fn alternatives_of_several_groups_meet() {
    let good = "Your crew had two nights off in May.";
    let of = |first: [&str; 2], second: [&str; 2]| {
        lint(&format!(
            "{{{}}} {{{}}} A {{limited time|fair}} offer is near.",
            first.join("|"),
            second.join("|")
        ))
    };
    let orders = [
        of([GOOD, BAD], [good, BAD]),
        of([BAD, GOOD], [good, BAD]),
        of([GOOD, BAD], [BAD, good]),
        of([BAD, GOOD], [BAD, good]),
    ];
    for order in &orders {
        assert!((total(order) - total(&orders[0])).abs() < 1e-9, "{}", total(order));
        let offers =
            order.findings().filter(|finding| finding.matched.contains("limited time|fair"));
        assert!(offers.count() > 0, "{:?}", rules(order));
    }
}

/// What a weak alternative says is told where it stands, though another one is weaker still.
#[test]
fn findings_in_all_alternatives_are_told() {
    let slip = "Your Pier 7 berth opened in March with the the crew for two sailings.";
    let spun = lint(&format!("{{{BAD}|{slip}}}"));
    let doubled = spun.findings().find(|finding| finding.rule == "doubled-word").expect("found");
    assert_eq!(doubled.matched, "the the");
    assert!(rules(&spun).contains(&"false-urgency"));
    // In the first draft of a sequence, too.
    let sequence = format!(
        "sequence: Piers\nsteps:\n  - subject: Berth\n    body: |\n      Hi Ana,\n\n      {{{BAD}|{slip}}} Who plans it?\n  - subject: Crew\n    day: 4\n    body: |\n      Hi Ana,\n\n      Is the night crew yours to plan?\n"
    );
    let report = Linter::new().lint(&Source::new("a.sequence.yaml", sequence.as_bytes()));
    for rule in ["doubled-word", "false-urgency"] {
        assert!(rules(&report).contains(&rule), "{rule}: {:?}", rules(&report));
    }
}

/// Another alternative than the weakest may be what an allow is for.
#[test]
fn an_allow_of_what_one_alternative_says_is_used() {
    let spun = lint(
        "<!-- germane: allow spam-phrase -- the name of a plan -->\n{Your Act Now plan ends in May.|I am just checking in to touch base and circle back.}",
    );
    assert!(!rules(&spun).contains(&"unused-allow"), "{:?}", rules(&spun));
    let plain = lint(
        "<!-- germane: allow spam-phrase -- none -->\n{Your plan ends in May.|Your plan ends in June.}",
    );
    assert!(rules(&plain).contains(&"unused-allow"), "{:?}", rules(&plain));
}
