//! What is wrong with a lead list itself: rows that cannot be used, and what is odd of it as a whole.

use super::Leads;
use crate::outcome::{Diagnostic, FileReport, Range};
use crate::source;
use crate::text::{Problem, Span, Start, plural};
use crate::vocabulary::Severity;

/// Problems of rows that are said one by one.
const SAID: usize = 20;

/// What is said of a lead list before drafts are held against it.
#[derive(Debug, Default)]
pub struct ListReport {
    /// Rows that can be used.
    pub rows: usize,
    /// Rows that cannot.
    pub left_out: usize,
    /// What is wrong with the first of those, the first of all at the head; then what is odd of the
    /// list as a whole. A report for each part of the list that is spoken of.
    pub reports: Vec<FileReport>,
}

impl Leads<'_> {
    /// Reads the whole list for what is wrong with it.
    pub fn report(&self) -> ListReport {
        let mut told = ListReport::default();
        self.list.each_in(|row, stretch| {
            let Err(problem) = row else { return told.rows += 1 };
            told.left_out += 1;
            if told.left_out > SAID {
                return;
            }
            if told.reports.last().is_none_or(|report| report.start != stretch.start) {
                told.reports.push(self.part(stretch.text.as_bytes(), stretch.start));
            }
            if let Some(report) = told.reports.last_mut() {
                let range = Range::new(&report.lines(), &report.bytes, problem.span);
                // Nobody judged what such a row would be sent.
                let problem = Problem { severity: Severity::Error, ..problem.clone() };
                report.problems.push(Diagnostic::new(&report.path, range, problem));
            }
        });
        if let Some(more @ 1..) = told.left_out.checked_sub(SAID) {
            let mut report = self.part(b"", Start::default());
            let message = format!("{more} more {} left out", plural(more, "row is", "rows are"));
            let problem = Problem::error(Span::default(), message);
            report.problems.push(Diagnostic::of_file(&report.path, problem));
            told.reports.push(report);
        }
        let warnings = self.list.warnings();
        if !warnings.is_empty() {
            let text = self.list.text().as_bytes();
            let mut report = self.part(text, Start::default());
            let lines = report.lines();
            // Of a list that is read in pieces there is no text to find a place in.
            let diagnostic = |problem: Problem| {
                if text.is_empty() {
                    return Diagnostic::of_file(&report.path, problem);
                }
                let range = Range::new(&lines, &report.bytes, problem.span);
                Diagnostic::new(&report.path, range, problem)
            };
            report.problems = warnings.into_iter().map(diagnostic).collect();
            told.reports.push(report);
        }
        told
    }

    fn part(&self, bytes: &[u8], start: Start) -> FileReport {
        let report = FileReport::of_one(&self.list.path, source::Format::LeadList);
        FileReport { bytes: bytes.to_vec(), start, ..report }
    }
}
