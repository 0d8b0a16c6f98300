//! The examples of packs, run: a rule must flag what it says it flags, and leave its near misses
//! alone.

use std::sync::Arc;

use crate::account::{Accounts, Match};
use crate::engine::Engine;
use crate::lint::Linter;
use crate::pack::{Page, Rulebook};
use crate::source::Source;
use crate::vocabulary::Severity;

/// What does not hold of the examples of `pages`. Rules that are off run too, and what is said only
/// of poor drafts is said of all: an example is a promise.
pub fn failures(mut book: Rulebook, pages: &[Page]) -> Vec<String> {
    for rule in &mut book.rules {
        if rule.severity != Severity::Off && rule.below_score.is_none() {
            continue;
        }
        let rule = Arc::make_mut(rule);
        rule.below_score = None;
        if rule.severity == Severity::Off {
            rule.severity = Severity::Info;
        }
    }
    let channels: Vec<_> =
        book.rules.iter().map(|rule| (rule.id.clone(), rule.on.first().copied())).collect();
    let mut linter = Linter { engine: Engine::new(book), ..Linter::new() };
    let mut failures = Vec::new();
    for page in pages {
        let channel =
            channels.iter().find(|(id, _)| *id == page.id).and_then(|(_, channel)| *channel);
        for (examples, wanted) in [(&page.flag, true), (&page.pass, false)] {
            for example in examples {
                linter.today = example.today;
                // Known together, so that what they share is known.
                linter.accounts = Arc::new(Accounts::new(
                    example.account.iter().chain(&example.others).cloned().collect(),
                ));
                let find = |_: &_| match &example.account {
                    Some(account) => linter.accounts.named(&account.name),
                    None => Match::None,
                };
                // A rule on sequences shows small ones; the channels are theirs.
                let draft = example.draft.as_str();
                let (name, channel) = if draft.starts_with("sequence:") {
                    ("example.yaml", None)
                } else {
                    ("example.md", channel)
                };
                let report = linter
                    .session()
                    .lint_for(&Source { channel, ..Source::new(name, draft.as_bytes()) }, &find);
                let whole = report.sequences.iter().flat_map(|sequence| &sequence.findings);
                let mut findings =
                    report.drafts.iter().flat_map(|draft| &draft.findings).chain(whole);
                let found = findings.find(|finding| finding.rule == page.id);
                failures.extend(report.problems.iter().filter(|_| name == "example.yaml").map(
                    |problem| {
                        format!(
                            "{}: an example that cannot be read: {}: {}",
                            page.id,
                            problem.message,
                            one_line(draft)
                        )
                    },
                ));
                match (found, wanted) {
                    (None, true) => failures.push(format!(
                        "{}: does not flag: {}",
                        page.id,
                        one_line(&example.draft)
                    )),
                    (Some(finding), false) => {
                        failures.push(format!(
                            "{}: should pass, but marks \"{}\": {}",
                            page.id,
                            one_line(&finding.matched),
                            one_line(&example.draft)
                        ));
                    }
                    _ => {}
                }
            }
        }
    }
    failures
}

fn one_line(text: &str) -> String {
    let line = crate::text::one_line(text);
    match line.char_indices().nth(160) {
        Some((cut, _)) => format!("{}\u{2026}", &line[..cut]),
        None => line,
    }
}
