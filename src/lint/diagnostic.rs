//! What is wrong with the texts that a linter is made from, as an error.

use std::error::Error;
use std::fmt;

use super::Broken;
use crate::text::{LineIndex, sentence};

/// One thing that is wrong with a configuration, a pack or an account file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The file, as it was named. Safe to print.
    pub path: String,
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
    /// What is wrong. Safe to print.
    pub message: String,
    /// What is allowed, or what was probably meant. Safe to print.
    pub hint: Option<String>,
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
        write!(out, "{}:{}:{}: {}", self.path, self.line, self.column, self.message)?;
        self.hint.iter().try_for_each(|hint| write!(out, " ({hint})"))
    }
}

/// One line each.
impl fmt::Display for Diagnostics {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        self.0.iter().enumerate().try_for_each(|(at, one)| write!(out, "{}{one}", if at > 0 { "\n" } else { "" }))
    }
}

impl Error for Diagnostic {}
impl Error for Diagnostics {}

impl From<Vec<Broken>> for Diagnostics {
    fn from(broken: Vec<Broken>) -> Self {
        let mut all = Vec::new();
        for file in broken {
            let lines = LineIndex::new(file.text.as_bytes());
            all.extend(file.faults.into_iter().map(|fault| {
                let at = lines.position(file.text.as_bytes(), fault.span.start());
                Diagnostic {
                    path: sentence(file.path.clone()),
                    line: at.line,
                    column: at.column,
                    message: sentence(fault.message),
                    hint: fault.hint.map(sentence),
                }
            }));
        }
        Diagnostics(all)
    }
}
