//! `human`: what a person reads. First how the draft stands, then at most three things to fix, then
//! the rest, a line each; `--full` shows every finding with its line and its reason. Of many files:
//! a table, the worst first.

pub mod calendar;
mod folder;
mod full;
mod further;
mod ledger;
mod short;
mod summary;

use std::fmt::Write as _;

pub use folder::DraftRow;
pub(super) use ledger::{cap_line, dimensions};

use super::snippet::{self, Message, Style};
use super::wrap::fit;
use super::{Form, Run};
use crate::outcome::{Diagnostic, FileReport};
use crate::source::Format;
use crate::text::{LineIndex, Span, count, printable};
use crate::yaml::Broken;

/// How much is said of each file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// A line a draft.
    Line,
    /// How it stands, three things to fix, the rest in short.
    Short,
    /// Every finding with its line, its reason and what to do.
    Full,
    /// Of many files: what must not be sent, and a row each, in a table at the end.
    Table,
}

/// What to show.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Colours and width.
    pub style: Style,
    /// How much of each file.
    pub detail: Detail,
    /// How the score came about.
    pub explain_score: bool,
    /// What was left out and why.
    pub verbose: bool,
    /// Every draft of a long list, every row of a long table.
    pub all: bool,
}

impl Form for Options {
    fn file(&self, report: &FileReport) -> String {
        let drawn = match self.detail {
            Detail::Line => problems(report, *self) + &folder::lines(report, *self),
            Detail::Short => short::file(report, *self),
            Detail::Full => full::file(report, *self),
            Detail::Table => problems(report, *self),
        };
        fit(&drawn, self.style.width)
    }

    fn rows(&self, report: &FileReport) -> Vec<DraftRow> {
        if matches!(self.detail, Detail::Table | Detail::Short) {
            folder::rows(report)
        } else {
            Vec::new()
        }
    }

    fn digests(&self) -> bool {
        !self.all
    }

    /// The foot lists them.
    fn unread(&self, _: &str, _: &[Diagnostic]) -> String {
        String::new()
    }

    fn foot(&self, run: &Run) -> String {
        let rows = &run.tally.rows;
        let table = match self.detail {
            Detail::Table => folder::table(rows, *self),
            Detail::Short if run.tally.summary.files > 1 => folder::table(rows, *self),
            _ => String::new(),
        };
        fit(&(table + &summary::draw(run, *self)), self.style.width)
    }
}

/// What the file was read as, when that is asked for.
fn origin(report: &FileReport, options: Options) -> String {
    if !options.verbose || report.format == Format::Message {
        return String::new();
    }
    format!(
        "{}: read as {}, {}\n\n",
        printable(&report.path),
        report.format.meaning(),
        count(report.drafts.len(), "draft")
    )
}

/// What is wrong with the file itself, and what does not reach the minimum score.
fn problems(report: &FileReport, options: Options) -> String {
    let lines = report.lines();
    let mut out = String::new();
    for problem in &report.problems {
        let notes = problem.hint.iter().map(|hint| ("help", hint.as_str())).collect();
        let message =
            Message { severity: problem.severity, id: None, title: &problem.message, notes };
        let span = Span::new(
            lines.within(problem.range.start.offset),
            lines.within(problem.range.end.offset),
        );
        out += &snippet::render(&message, &report.path, &report.bytes, &lines, span, options.style);
        out.push('\n');
    }
    out
}

/// What does not reach the minimum score.
fn shortfalls(report: &FileReport) -> String {
    report
        .shortfalls
        .iter()
        .map(|short| format!("{}\n  {}\n\n", short.message, short.advice))
        .collect()
}

/// How many findings are left out, and why.
pub(super) fn hidden(n: usize, out: &mut String) {
    if n > 0 {
        let _ = writeln!(
            out,
            "  {} not shown: in the baseline, on unchanged lines, or beyond the first thousand of a rule",
            count(n, "finding")
        );
    }
}

/// Problems of packs and configurations.
pub fn broken(broken: &[Broken], style: Style) -> String {
    let mut out = String::new();
    for file in broken {
        let lines = LineIndex::new(file.text.as_bytes());
        for problem in &file.problems {
            // Of a file that could not be read there is no line to show.
            if file.text.is_empty() {
                let hint = problem.hint.iter().map(|hint| format!(" ({hint})")).collect::<String>();
                let (path, why) = (printable(&file.path), printable(&problem.message));
                out += &format!("error: {path}: {why}{}\n", printable(&hint));
                continue;
            }
            let notes = problem.hint.iter().map(|hint| ("help", hint.as_str())).collect();
            let message =
                Message { severity: problem.severity, id: None, title: &problem.message, notes };
            out += &snippet::render(
                &message,
                &file.path,
                file.text.as_bytes(),
                &lines,
                problem.span,
                style,
            );
            out.push('\n');
        }
    }
    out
}
