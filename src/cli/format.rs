//! The forms that a report of `check` may have, as the command line names them.

use clap::ValueEnum;

/// A form of the report.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// For people: the line, the words, what, why, what to do, the score
    Human,
    /// For programs: one document, with a schema (`germane schema report`)
    Json,
    /// For programs: one line for each draft, for lists of any length
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// Code Quality of GitLab
    Gitlab,
    /// JUnit XML: a suite for each file, a test for each draft
    Junit,
    /// Checkstyle XML
    Checkstyle,
    /// `path:line:column: severity: message advice [rule]`
    Unix,
    /// Diagnostics of reviewdog
    Rdjson,
    /// A table of scores, for a comment under a pull request
    Markdown,
    /// One page to look at, the worst first
    Html,
}
