//! `json`: the one stable contract for machines. Its schema is made from the types of
//! [`crate::outcome`].

use serde::Serialize;

#[cfg(test)]
use super::Summary;
#[cfg(test)]
use super::author::Author;
use super::author::authors;
use super::inert::json;
use super::{ByDraft, DrawnDrafts, Form, Run};
use crate::outcome::{Diagnostic, DraftReport, FileReport, SequenceReport, Shortfall};
use crate::score::FORMULA;
use crate::source::Format;

/// The form.
#[derive(Debug)]
pub struct Json;

impl ByDraft for Json {
    fn draft(&self, _: &FileReport, draft: &DraftReport, _: usize) -> String {
        json(draft)
    }

    fn between(&self) -> &'static str {
        ","
    }

    fn around(&self, report: &FileReport, _: DrawnDrafts) -> [String; 2] {
        const DRAFTS: &str = "\"drafts\":[";
        let FileReport { path, format, reader, problems, sequences, shortfalls, .. } = report;
        let file = json(&Around {
            path,
            format: *format,
            reader,
            problems,
            sequences,
            drafts: [],
            shortfalls,
        });
        // In a text its quotes would be escaped, and no key behind it is the same.
        let at = file.rfind(DRAFTS).map_or(file.len(), |at| at + DRAFTS.len());
        [file[..at].to_string(), file[at..].to_string()]
    }
}

/// A file as [`FileReport`] is written, without its drafts.
#[derive(Serialize)]
struct Around<'r> {
    path: &'r str,
    format: Format,
    reader: &'r str,
    problems: &'r [Diagnostic],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    sequences: &'r [SequenceReport],
    drafts: [(); 0],
    #[serde(rename = "below_min_score", skip_serializing_if = "<[_]>::is_empty")]
    shortfalls: &'r [Shortfall],
}

impl Form for Json {
    fn head(&self) -> String {
        format!(
            "{{\"germane\":\"{}\",\"formula\":{FORMULA},\"files\":[\n",
            env!("CARGO_PKG_VERSION")
        )
    }

    fn by_draft(&self) -> Option<&dyn ByDraft> {
        Some(self)
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    /// The foot lists them.
    fn unread(&self, _: &str, _: &[Diagnostic]) -> String {
        String::new()
    }

    fn foot(&self, run: &Run) -> String {
        let errors: Vec<Unread> =
            run.errors.iter().map(|problem| Unread { path: &problem.path, problem }).collect();
        let (errors, summary) = (json(&errors), json(&run.summary()));
        // Only posts have authors to be spoken of.
        let authors = match authors(&run.tally.posts) {
            authors if authors.is_empty() => String::new(),
            authors => format!("\"authors\":{},", json(&authors)),
        };
        format!("\n],\"errors\":{errors},{authors}\"summary\":{summary}}}\n")
    }
}

/// The whole report. It is written as its files come, and described as one.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[allow(dead_code)] // The schema is made from it; nothing holds a whole report.
pub struct Report {
    /// Version of the program.
    germane: String,
    /// Version of the formula of scores.
    formula: u32,
    /// What was read, file by file.
    files: Vec<FileReport>,
    /// What could not be read.
    errors: Vec<Unread<'static>>,
    /// Authors of several posts, when there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author>,
    /// Counts over the run.
    summary: Summary,
}

/// What could not be read or used.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Unread<'r> {
    /// The path.
    path: &'r str,
    /// Where in it, and why.
    #[serde(flatten)]
    problem: &'r Diagnostic,
}
