//! `jsonl`: a line for every draft, sequence and problem, and one for the run. For lists of any
//! length: nothing waits for the end.

use serde::Serialize;

use super::{ByDraft, DrawnDrafts, Form, Run, Summary, inert};
use crate::outcome::{Diagnostic, DraftReport, FileReport, SequenceReport, Shortfall};
use crate::score::FORMULA;
use crate::source::Format;

/// The form.
#[derive(Debug)]
pub struct Jsonl;

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum Line<'r> {
    Problem {
        path: &'r str,
        #[serde(flatten)]
        problem: &'r Diagnostic,
    },
    Draft {
        path: &'r str,
        format: Format,
        #[serde(flatten)]
        draft: &'r DraftReport,
    },
    Sequence {
        path: &'r str,
        #[serde(flatten)]
        sequence: &'r SequenceReport,
    },
    BelowMinScore {
        path: &'r str,
        #[serde(flatten)]
        shortfall: &'r Shortfall,
    },
    Unread {
        path: &'r str,
        #[serde(flatten)]
        problem: &'r Diagnostic,
    },
    Summary {
        germane: &'static str,
        formula: u32,
        #[serde(flatten)]
        summary: Summary,
    },
}

impl Line<'_> {
    fn write(&self) -> String {
        inert::json(self) + "\n"
    }
}

impl ByDraft for Jsonl {
    fn draft(&self, of: &FileReport, draft: &DraftReport, _: usize) -> String {
        Line::Draft { path: &of.path, format: of.format, draft }.write()
    }

    fn around(&self, report: &FileReport, _: DrawnDrafts) -> [String; 2] {
        let path = report.path.as_str();
        let problems =
            report.problems.iter().map(|problem| Line::Problem { path, problem }.write());
        let sequences =
            report.sequences.iter().map(|sequence| Line::Sequence { path, sequence }.write());
        let short = report
            .shortfalls
            .iter()
            .map(|shortfall| Line::BelowMinScore { path, shortfall }.write());
        [problems.collect(), sequences.chain(short).collect()]
    }
}

impl Form for Jsonl {
    fn by_draft(&self) -> Option<&dyn ByDraft> {
        Some(self)
    }

    fn unread(&self, path: &str, problems: &[Diagnostic]) -> String {
        problems.iter().map(|problem| Line::Unread { path, problem }.write()).collect()
    }

    fn foot(&self, run: &Run) -> String {
        Line::Summary {
            germane: env!("CARGO_PKG_VERSION"),
            formula: FORMULA,
            summary: run.summary(),
        }
        .write()
    }
}
