//! What is wrong with a file, as it is reported: with line and column, safe to print, and as an
//! error.

use std::error::Error;
use std::fmt;

use serde::Serialize;

use super::{Location, Range};
use crate::text::{LineIndex, Problem, Span, sentence};
use crate::vocabulary::Severity;
use crate::yaml::Broken;

/// One thing that is wrong with a draft's file, a configuration, a pack or an account file. (What
/// is wrong with what a draft says to its recipient is a finding.)
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Diagnostic {
    /// The file, as it was named. Safe to print.
    #[serde(skip)]
    pub path: String,
    /// How much it matters: of a file with an error, something was not used.
    pub severity: Severity,
    /// Where.
    pub range: Range,
    /// What is wrong. Safe to print.
    pub message: String,
    /// What is allowed, what was probably meant, or what to do. Safe to print.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A problem of the file at `path`, which stands at `range`.
    pub fn new(path: &str, range: Range, problem: Problem) -> Self {
        let Problem { severity, message, hint, .. } = problem;
        Diagnostic {
            path: sentence(path.to_string()),
            severity,
            range,
            message: sentence(message),
            hint: hint.map(sentence),
        }
    }

    /// A problem of a file as a whole.
    pub fn of_file(path: &str, problem: Problem) -> Self {
        Diagnostic::new(path, Range::top(), problem)
    }

    /// An error that is about a file as a whole.
    pub fn unusable(path: &str, why: impl Into<String>) -> Self {
        Diagnostic::of_file(path, Problem::error(Span::default(), why))
    }
}

/// Everything that is wrong; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// One after another, file by file.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let Location { line, column, .. } = self.range.start;
        write!(out, "{}:{line}:{column}: {}", self.path, self.message)?;
        self.hint.iter().try_for_each(|hint| write!(out, " ({hint})"))
    }
}

/// One line each.
impl fmt::Display for Diagnostics {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        self.0
            .iter()
            .enumerate()
            .try_for_each(|(at, one)| write!(out, "{}{one}", if at > 0 { "\n" } else { "" }))
    }
}

impl Error for Diagnostic {}
impl Error for Diagnostics {}

impl From<Vec<Broken>> for Diagnostics {
    fn from(broken: Vec<Broken>) -> Self {
        let of_file = |file: Broken| {
            let Broken { path, text, problems } = file;
            let lines = LineIndex::new(text.as_bytes());
            let located = move |problem: Problem| {
                Diagnostic::new(&path, Range::new(&lines, text.as_bytes(), problem.span), problem)
            };
            problems.into_iter().map(located)
        };
        Diagnostics(broken.into_iter().flat_map(of_file).collect())
    }
}
