//! Fixes of the built-in rules, each on the rule's own examples: there is one, it takes its finding
//! away, and what is left is whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use germane::account::{Match, MatchedBy};
use germane::builtin;
use germane::draft::Draft;
use germane::engine::Engine;
use germane::fix::Fixer;
use germane::lint::Linter;
use germane::outcome::FileReport;
use germane::pack::{Change, Example};
use germane::source::Source;
use germane::vocabulary::{Applicability, Severity};

/// All built-in rules, those that are off too: their examples are promises.
fn linter() -> Linter {
    let mut book = builtin::rulebook();
    for rule in &mut book.rules {
        if rule.severity == Severity::Off {
            Arc::make_mut(rule).severity = Severity::Info;
        }
    }
    Linter { engine: Engine::new(book), ..Linter::new() }
}

fn lint(linter: &mut Linter, example: &Example, rule: &str, text: &str) -> FileReport {
    linter.today = example.today;
    let channel = linter.engine.book.rule(rule).and_then(|rule| rule.on.first().copied());
    let account = example.account.clone().map(Arc::new);
    let find = |_: &Draft| {
        account.clone().map_or(Match::None, |account| Match::One(account, MatchedBy::Given))
    };
    linter
        .session()
        .lint_for(&Source { channel, ..Source::new("example.md", text.as_bytes()) }, &find)
}

/// What is wrong with a text that was edited.
fn broken(before: &str, after: &str) -> Option<String> {
    let new = |slip: &str| after.matches(slip).count() > before.matches(slip).count();
    if let Some(slip) =
        ["  ", " ,", " .", " ?", "\n\n\n", ",,", "..", "()", "\"\""].iter().find(|slip| new(slip))
    {
        return Some(format!("leaves {slip:?}"));
    }
    let low = |text: &str| {
        let starts = text
            .split("\n\n")
            .filter(|paragraph| paragraph.chars().next().is_some_and(char::is_lowercase));
        starts.count()
    };
    (low(after) > low(before)).then(|| "a paragraph begins with a small letter".to_string())
}

#[test]
fn each_fix_mends_and_breaks_nothing() {
    let mut linter = linter();
    let mut wrong = Vec::new();
    let mut mended: BTreeMap<String, usize> = BTreeMap::new();
    let with_fix: Vec<_> = linter
        .engine
        .book
        .rules
        .iter()
        .filter_map(|rule| Some((rule.id.clone(), rule.fix.clone()?)))
        .collect();
    for (id, fix) in &with_fix {
        mended.insert(id.clone(), 0);
        let page = builtin::pages().into_iter().find(|page| page.id == *id).expect("a page");
        for example in page.flag.iter().filter(|example| !example.draft.starts_with("sequence:")) {
            let report = lint(&mut linter, example, id, &example.draft);
            for finding in report.findings().filter(|finding| finding.rule == *id) {
                let Some(edit) = &finding.fix else { continue };
                let mut after = example.draft.clone();
                after.replace_range(
                    edit.range.start.offset..edit.range.end.offset,
                    &edit.replacement,
                );
                *mended.entry(id.clone()).or_default() += 1;
                if let Some(why) = broken(&example.draft, &after) {
                    wrong.push(format!("{id}: {why}: {after:?}"));
                }
                let same = |report: &FileReport| {
                    report
                        .findings()
                        .filter(|other| {
                            other.rule == *id
                                && other.matched == finding.matched
                                && other.message == finding.message
                        })
                        .count()
                };
                if same(&lint(&mut linter, example, id, &after)) >= same(&report) {
                    wrong.push(format!("{id}: is still found: {after:?}"));
                }
                // A deletion adds nothing: at most the next word gets its capital.
                if matches!(fix.change, Change::Delete(_)) && edit.replacement.chars().count() > 1 {
                    wrong.push(format!("{id}: writes {:?}", edit.replacement));
                }
            }
        }
    }
    wrong.extend(
        mended
            .iter()
            .filter(|(_, times)| **times == 0)
            .map(|(id, _)| format!("{id}: none of its examples can be fixed")),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(with_fix.len() >= 60, "{} rules have a fix", with_fix.len());
}

/// A rule names its first few findings; a fix goes on to those that come into sight.
#[test]
fn one_run_mends_all_of_a_kind() {
    let doubled = |count: usize| {
        let lines: Vec<String> =
            (0..count).map(|n| format!("Your gate number {n} opens at the the quay.")).collect();
        format!("Hi Ana,\n\n{}\n\nMara\n", lines.join("\n"))
    };
    let linter = Linter::new();
    let fix = |text: &str| {
        let source = Source::new("a.email.md", text.as_bytes());
        Fixer { session: &mut linter.session(), source }.run(Applicability::Safe)
    };
    let text = doubled(40);
    let fixed = fix(&text);
    assert_eq!((fixed.made, fixed.left), (40, 0));
    assert_eq!(String::from_utf8_lossy(&fixed.bytes), text.replace("the the", "the"));
    // So many that the work must end are said to be left.
    let fixed = fix(&doubled(400));
    assert!(fixed.made > 100 && fixed.left > 0, "{} {}", fixed.made, fixed.left);
}
