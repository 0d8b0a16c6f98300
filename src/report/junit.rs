//! `junit`: a suite a file, a test a draft or sequence. A test fails by what makes the run fail,
//! and only by that; what is said of it is in the failure.

use std::collections::HashMap;

use super::remark::{self, MIN_SCORE, Remark};
use super::unix::line;
use super::xml::escape;
use super::{ByDraft, DrawnDrafts, Form, Run};
use crate::outcome::{DraftReport, FileReport, Scored, Shortfall};
use crate::text::{count, printable};
use crate::vocabulary::Severity;

/// The form.
#[derive(Debug)]
pub struct Junit {
    /// Findings of this severity, or a graver one, fail; of `Off` none does.
    pub fail_on: Severity,
    /// The same for files whose configuration says it, by their names.
    pub of_files: HashMap<String, Severity>,
}

impl ByDraft for Junit {
    fn draft(&self, of: &FileReport, draft: &DraftReport, number: usize) -> String {
        let reasons = self.reasons(of, &draft.as_scored(), number);
        test(of, &draft.as_scored(), number, &reasons, remark::of_draft(draft))
    }

    fn fails(&self, of: &FileReport, draft: &DraftReport, number: usize) -> bool {
        !self.reasons(of, &draft.as_scored(), number).is_empty()
    }

    fn around(&self, report: &FileReport, drawn: DrawnDrafts) -> [String; 2] {
        let (mut failures, mut behind) = (drawn.failed, String::new());
        for (number, sequence) in (drawn.drafts..).zip(&report.sequences) {
            let of = sequence.as_scored();
            let reasons = self.reasons(report, &of, number);
            failures += usize::from(!reasons.is_empty());
            behind += &test(report, &of, number, &reasons, remark::of_sequence(sequence));
        }
        // Of a file without a draft the score is asked of the file itself.
        let all = drawn.drafts + report.sequences.len();
        let short: Vec<&Shortfall> =
            report.shortfalls.iter().filter(|short| short.of >= all).collect();
        let outcome = match report.problems.iter().map(|problem| problem.severity).max() {
            Some(Severity::Error) => Some("error"),
            _ if !short.is_empty() => Some("failure"),
            Some(worst) if self.is_grave(report, worst) => Some("failure"),
            _ => None,
        };
        let errors = usize::from(outcome == Some("error"));
        failures += usize::from(outcome == Some("failure"));
        let said = !report.problems.is_empty() || !short.is_empty();
        let tests = all + usize::from(said);
        let before = format!(
            "  <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">\n{}",
            escape(&printable(&report.path)),
            itself(report, &short, outcome)
        );
        [before, behind + "  </testsuite>\n"]
    }
}

impl Form for Junit {
    fn head(&self) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"germane\">\n".into()
    }

    fn by_draft(&self) -> Option<&dyn ByDraft> {
        Some(self)
    }

    fn foot(&self, _: &Run) -> String {
        "</testsuites>\n".into()
    }
}

/// The test of the file itself, when something is wrong with it or it has no draft that could have
/// the score that is asked for; `outcome` is the element by which it does not pass.
fn itself(report: &FileReport, short: &[&Shortfall], outcome: Option<&str>) -> String {
    let problems = remark::problems(report);
    let of_score = short.iter().map(|short| (short.message.as_str(), MIN_SCORE));
    let of_file = problems.iter().map(|remark| (remark.message, "problem"));
    let Some((first, reason)) = of_score.chain(of_file).next() else { return String::new() };
    let mut lines: String = problems.iter().map(|remark| line(&report.path, remark)).collect();
    lines.extend(short.iter().map(|short| format!("{} {}\n", short.message, short.advice)));
    let lines = escape(&lines);
    let body = match outcome {
        None => format!("<system-out>{lines}</system-out>"),
        Some(kind) => {
            let message = escape(first.trim_end_matches('.'));
            format!("<{kind} message=\"{message}\" type=\"{reason}\">{lines}</{kind}>")
        }
    };
    format!(
        "    <testcase classname=\"{}\" name=\"the file itself\">\n      {body}\n    </testcase>\n",
        escape(&printable(&report.path))
    )
}

/// Why a test fails, and what a runner of tests would call that.
struct Reason {
    kind: &'static str,
    text: String,
}

impl Junit {
    /// True for what fails the run.
    fn is_grave(&self, report: &FileReport, severity: Severity) -> bool {
        severity.fails(*self.of_files.get(&report.path).unwrap_or(&self.fail_on))
    }

    /// Why a draft or sequence fails: what the exit status counts.
    fn reasons(&self, report: &FileReport, of: &Scored, number: usize) -> Vec<Reason> {
        let grave = |severity: &Severity| self.is_grave(report, *severity);
        let mut reasons = Vec::new();
        if let Some(worst) = of.findings.iter().map(|finding| finding.severity).max().filter(grave)
        {
            let text = count(of.findings.len(), "finding");
            reasons.push(Reason { kind: worst.name(), text });
        }
        let short = report.shortfalls.iter().filter(|short| short.of == number);
        reasons.extend(short.map(|short| Reason {
            kind: MIN_SCORE,
            text: short.message.trim_end_matches('.').to_string(),
        }));
        reasons
    }
}

fn test<'r>(
    report: &FileReport,
    of: &Scored,
    number: usize,
    reasons: &[Reason],
    remarks: impl Iterator<Item = Remark<'r>>,
) -> String {
    let mut lines: String = remarks.map(|remark| line(&report.path, &remark)).collect();
    let short = report.shortfalls.iter().filter(|short| short.of == number);
    lines.extend(short.map(|short| format!("{} {}\n", short.message, short.advice)));
    let score = match &of.score {
        Ok(score) => format!("score {:.0} of 100", score.total),
        Err(why) => format!("no score: {why}"),
    };
    let body = match reasons {
        [] => format!("      <system-out>{}\n{}</system-out>\n", escape(&score), escape(&lines)),
        [first, ..] => {
            let said = reasons.iter().map(|reason| reason.text.as_str());
            let all: Vec<&str> =
                said.chain((first.kind != MIN_SCORE).then_some(score.as_str())).collect();
            format!(
                "      <failure message=\"{}\" type=\"{}\">{}</failure>\n",
                escape(&all.join(", ")),
                first.kind,
                escape(&lines)
            )
        }
    };
    format!(
        "    <testcase classname=\"{}\" name=\"{}\">\n{body}    </testcase>\n",
        escape(&printable(&report.path)),
        escape(of.id)
    )
}
