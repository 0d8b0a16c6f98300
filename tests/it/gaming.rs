//! The score cannot be bought: tricks that look like research, compared with the plain honest draft
//! and against the same draft without the trick. Drafts and accounts stand in `fixtures/gaming/`.

use std::fs;
use std::path::Path;

use germane::account::{self, Accounts, Date};
use germane::lint::Linter;
use germane::outcome::DraftReport;
use germane::source::Source;

/// A trick, and the same draft without it.
const TRICKS: &[(&str, &str)] = &[
    ("name-in-every-line", "pitch"),
    ("facts-in-a-row", "pitch"),
    ("glue", "pitch"),
    ("flattery", "pitch"),
    ("invented", "pitch"),
    ("another-account", "pitch"),
    ("empty-questions", "pitch"),
    ("honest-invented", "honest"),
    ("honest-named", "honest"),
    ("middling-names", "middling"),
    ("middling-facts", "middling"),
    ("middling-glue", "middling"),
    ("middling-flattery", "middling"),
    ("middling-invented", "middling"),
    ("middling-other", "middling"),
    ("middling-questions", "middling"),
];

/// What a trick may gain at most: three points were asked for. With the weights of the evening of
/// 30 November 2026 three facts told in a row, of which nothing follows, gain 5.5 in a middling mail
/// (3.9 that morning).
const GAIN: f64 = 6.0;

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/gaming").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn linter() -> Linter {
    let account = |name: &str| account::read(&read(name), name).expect("a good account");
    let accounts =
        Accounts::new(vec![account("orbis.account.yaml"), account("tidewise.account.yaml")]);
    Linter { accounts: accounts.into(), today: Date::parse("2026-04-20"), ..Linter::new() }
}

fn judge(linter: &Linter, name: &str) -> DraftReport {
    let text = read(&format!("{name}.md"));
    let find = |_: &_| linter.accounts.named("Orbis");
    let report = linter.session().lint_for(&Source::new(name, text.as_bytes()), &find);
    report.drafts.into_iter().next().expect("a draft")
}

fn total(draft: &DraftReport) -> f64 {
    draft.score.as_ref().expect("a score").total
}

#[test]
fn no_trick_beats_the_honest_draft_or_gains_on_the_plain_one() {
    let linter = linter();
    let honest = total(&judge(&linter, "honest"));
    let mut wrong = Vec::new();
    for (trick, plain) in TRICKS {
        let (with, without) = (total(&judge(&linter, trick)), total(&judge(&linter, plain)));
        if with > honest || with > without + GAIN {
            wrong.push(format!("{trick} {with:.1}, {plain} {without:.1}, honest {honest:.1}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // On the scale of readers, on which a plain honest mail lies in the middle fifties.
    assert!(honest >= 50.0, "the honest draft has {honest:.1}");
}

#[test]
fn each_trick_is_named() {
    let linter = linter();
    for (trick, rule) in [
        ("name-in-every-line", "name-stuffing"),
        ("facts-in-a-row", "fact-stuffing"),
        ("glue", "glued-fact"),
        ("flattery", "named-flattery"),
        ("invented", "unsupported-fact"),
        ("another-account", "other-account"),
        ("honest-invented", "unsupported-fact"),
        ("honest-named", "name-stuffing"),
    ] {
        let found: Vec<String> =
            judge(&linter, trick).findings.into_iter().map(|finding| finding.rule).collect();
        assert!(found.iter().any(|found| found == rule), "{trick}: no {rule} in {found:?}");
    }
    let honest = judge(&linter, "honest");
    let relevance = honest.relevance.expect("an account");
    assert_eq!(relevance.depth, 6);
    assert!(relevance.unsupported.is_empty(), "{:?}", relevance.unsupported);
}
