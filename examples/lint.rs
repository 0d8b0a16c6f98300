//! Lints a draft that stands in a string, and prints its score and its findings.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use germane::{Linter, Source};

const DRAFT: &str = "Subject: Quick question

Hi Ana,

I hope this email finds you well. We are the leading platform for dental practices, and our customers love us.
Can I have 15 minutes on Tuesday?

Lee
";

fn main() {
    let report = Linter::new().lint(&Source::new("draft.email.md", DRAFT.as_bytes()));
    for draft in &report.drafts {
        match &draft.score {
            Ok(score) => println!("{}: {:.0} of 100", draft.id, score.total),
            Err(why) => println!("{}: no score, {why}", draft.id),
        }
    }
    for finding in report.findings() {
        let at = &finding.range.start;
        println!(
            "{}:{}: {}: {} [{}]",
            at.line,
            at.column,
            finding.severity.name(),
            finding.message,
            finding.rule
        );
    }
}
