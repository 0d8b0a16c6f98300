//! Any bytes as a draft: no panic, findings inside the file, a score from 0 to 100.

#![no_main]

use std::sync::LazyLock;

use germane::lint::Linter;
use germane::source::Source;
use libfuzzer_sys::fuzz_target;

static LINTER: LazyLock<Linter> = LazyLock::new(Linter::new);

fuzz_target!(|bytes: &[u8]| {
    let report = LINTER.lint(&Source::new("draft.md", bytes));
    for draft in &report.drafts {
        assert!(
            draft
                .findings
                .iter()
                .all(|finding| finding.range.start.offset <= finding.range.end.offset)
        );
        assert!(draft.findings.iter().all(|finding| finding.range.end.offset <= bytes.len()));
        assert!(
            draft.score.as_ref().is_ok_and(|score| (0.0..=100.0).contains(&score.total))
                || draft.score.is_err()
        );
    }
});
