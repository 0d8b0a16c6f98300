//! Rules that depend on the score: those that good drafts do not hear of, and those with whose
//! findings a draft fails above the gate.

use germane::Linter;
use germane::outcome::DraftReport;
use germane::source::Source;

const DRAFT: &str = "Hi Maria,\n\nYour returns form asks for a reason but not for a size, so nobody in the warehouse can see which sizes come back most. Two \
other shoe shops added one question and learned that a third of their returns were a single boot that runs small.\n\nIs that something you look at \
today?\n\nJon\n";

/// A pack with a rule that finds "warehouse"; `bound` is one more of its keys.
fn pack(bound: &str) -> String {
    format!(
        "pack: ours\nlexicons:\n  store: {{ phrases: [warehouse] }}\nrules:\n  no-store:\n    dimension: trust\n    severity: warning\n    points: 10\n{bound}    check: {{ each: store }}\n    message: 'It says \"{{match}}\".'\n    advice: Say where.\n"
    )
}

/// What is said of the draft when this pack and configuration are used.
fn judged(bound: &str, config: &str) -> DraftReport {
    let linter = Linter::builder()
        .config("germane.yaml", config)
        .pack("ours.yaml", &pack(bound))
        .build()
        .expect("a linter");
    linter.lint(&Source::new("draft.md", DRAFT.as_bytes())).drafts.remove(0)
}

fn total(of: &DraftReport) -> f64 {
    of.score.as_ref().expect("a score").total
}

fn said<'r>(of: &'r DraftReport, rule: &str) -> Vec<&'r str> {
    of.findings
        .iter()
        .filter(|finding| finding.rule == rule)
        .map(|finding| &*finding.message)
        .collect()
}

#[test]
fn a_good_draft_does_not_hear_of_a_rule_that_is_for_poor_ones() {
    let always = judged("", "{}");
    assert_eq!(said(&always, "no-store"), ["It says \"warehouse\"."]);
    let bound = total(&always).floor() as u32;
    let silent = judged(&format!("    below-score: {bound}\n"), "{}");
    assert!(
        said(&silent, "no-store").is_empty()
            && silent.skipped.iter().any(|(rule, _)| rule == "no-store")
    );
    let told = judged(&format!("    below-score: {}\n", bound + 1), "{}");
    assert_eq!(said(&told, "no-store").len(), 1, "a score just below the bound");
}

/// What it took stays taken, and the ledger still sums to what is missing.
#[test]
fn what_is_not_said_counts_all_the_same() {
    let (always, silent) = (judged("", "{}"), judged("    below-score: 1\n", "{}"));
    let (was, is) =
        (always.score.as_ref().expect("a score"), silent.score.as_ref().expect("a score"));
    assert_eq!(was.total, is.total);
    assert!(
        was.ledger.iter().any(|entry| entry.rule == "no-store")
            && is.ledger.iter().all(|entry| entry.rule != "no-store")
    );
    for (dimension, value) in &is.dimensions {
        let taken: f64 = is
            .ledger
            .iter()
            .filter(|entry| entry.dimension == *dimension)
            .map(|entry| entry.points)
            .sum();
        assert!((100.0 - value - taken).abs() < 1e-6, "{dimension:?}: {value} and {taken}");
    }
}

#[test]
fn who_sets_the_severity_of_a_rule_hears_of_it_always() {
    let heard = Linter::builder()
        .config("germane.yaml", "rules: { self-heavy: info }")
        .build()
        .expect("a linter");
    let rule = |linter: &Linter| linter.engine.book.rule("self-heavy").expect("a rule").below_score;
    assert!(rule(&Linter::new()).is_some() && rule(&heard).is_none());
}

#[test]
fn a_draft_fails_above_the_gate_with_what_no_liked_draft_has() {
    let passes = judged("", "{}");
    assert!(said(&passes, "reads-as-blast").is_empty(), "{}", total(&passes));
    let fails = judged("    fails-below: { email: 100 }\n", "{}");
    assert_eq!(
        said(&fails, "reads-as-blast"),
        [
            "Hardly any draft that readers liked scores so low and has a finding like \"no-store\" (with one, drafts fail below 100)."
        ]
    );
    let bound = total(&passes).floor() as u32;
    assert!(
        said(&judged(&format!("    fails-below: {{ email: {bound} }}\n"), "{}"), "reads-as-blast")
            .is_empty(),
        "it scores more"
    );
    assert!(
        said(&judged("    fails-below: { post: 100 }\n", "{}"), "reads-as-blast").is_empty(),
        "it is no post"
    );
}

#[test]
fn a_low_post_fails_when_a_finding_that_takes_points_says_why() {
    let judged = |config: &str| {
        let linter = Linter::builder().config("germane.yaml", config).build().expect("a linter");
        let tags = "#yard #gate #lorry #freight #holiday #port #night #tuesday #monday";
        let text = format!(
            "The yard is shut on Monday for the holiday. Lorries are loaded again on Tuesday from eight, at the usual gate.\n\n{tags}\n"
        );
        linter.lint(&Source::new("notice.post.md", text.as_bytes())).drafts.remove(0)
    };
    let fails = judged("rules: { no-substance: off, billboard: off }");
    assert_eq!(said(&fails, "hashtag-heap").len(), 1);
    assert_eq!(
        said(&fails, "reads-as-blast"),
        ["Hardly any draft that readers liked scores so low."]
    );
    let passes = judged("rules: { no-substance: off, billboard: off, hashtag-heap: off }");
    assert!(total(&passes) < 34.0, "it scores as low: {}", total(&passes));
    assert!(said(&passes, "reads-as-blast").is_empty());
}

#[test]
fn what_a_configuration_calls_information_fails_no_draft_above_the_gate() {
    let bound = "    fails-below: { email: 100 }\n";
    assert_eq!(said(&judged(bound, "{}"), "reads-as-blast").len(), 1);
    let informed = judged(bound, "rules: { no-store: info }");
    assert_eq!(said(&informed, "no-store").len(), 1);
    assert!(said(&informed, "reads-as-blast").is_empty());
}
