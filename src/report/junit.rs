//! `junit`: a suite a file, a test a draft or sequence. A test fails by what makes the run fail,
//! and only by that; what is said of it is in the failure.

use super::remark::{MIN_SCORE, remarks};
use super::unix::line;
use super::xml::escape;
use super::{Form, Run};
use crate::outcome::{FileReport, Scored};
use crate::text::printable;
use crate::vocabulary::Severity;

/// The form.
#[derive(Debug)]
pub struct Junit {
    /// Findings of this severity, or a graver one, fail; of `Off` none does.
    pub fail_on: Severity,
}

impl Form for Junit {
    fn head(&self) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"germane\">\n".into()
    }

    fn file(&self, report: &FileReport) -> String {
        let path = escape(&printable(&report.path));
        let reasons: Vec<Vec<Reason>> =
            report.scored().enumerate().map(|(at, of)| self.reasons(report, at, &of)).collect();
        let failures = reasons.iter().filter(|reasons| !reasons.is_empty()).count();
        let errors =
            usize::from(report.problems.iter().any(|problem| problem.severity == Severity::Error));
        let tests = reasons.len() + usize::from(!report.problems.is_empty());
        let mut out = format!(
            "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">\n"
        );
        let all = remarks(report);
        let (problems, mut rest) =
            (&all[..report.problems.len()], all[report.problems.len()..].iter());
        if let Some(first) = problems.first() {
            let lines: String = problems.iter().map(|remark| line(&report.path, remark)).collect();
            let lines = escape(&lines);
            let body = match errors {
                0 => format!("<system-out>{lines}</system-out>"),
                _ => format!(
                    "<error message=\"{}\" type=\"problem\">{lines}</error>",
                    escape(first.message)
                ),
            };
            out += &format!(
                "    <testcase classname=\"{path}\" name=\"the file itself\">\n      {body}\n    </testcase>\n"
            );
        }
        for ((at, of), reasons) in report.scored().enumerate().zip(&reasons) {
            let mut lines: String = rest
                .by_ref()
                .take(of.findings.len())
                .map(|remark| line(&report.path, remark))
                .collect();
            let short = report.shortfalls.iter().filter(|short| short.of == at);
            lines.extend(short.map(|short| format!("{} {}\n", short.message, short.advice)));
            out += &test(&path, &of, reasons, &lines);
        }
        out + "  </testsuite>\n"
    }

    fn foot(&self, _: &Run) -> String {
        "</testsuites>\n".into()
    }
}

/// Why a test fails, and what a runner of tests would call that.
struct Reason {
    kind: &'static str,
    text: String,
}

impl Junit {
    /// Why a draft or sequence fails: what the exit status counts.
    fn reasons(&self, report: &FileReport, at: usize, of: &Scored) -> Vec<Reason> {
        let grave =
            |severity: &Severity| self.fail_on != Severity::Off && *severity >= self.fail_on;
        let mut reasons = Vec::new();
        if let Some(worst) = of.findings.iter().map(|finding| finding.severity).max().filter(grave)
        {
            let count = of.findings.len();
            let text =
                if count == 1 { "1 finding".to_string() } else { format!("{count} findings") };
            reasons.push(Reason { kind: worst.name(), text });
        }
        let leads = report.drafts.get(at).and_then(|draft| draft.leads.as_ref());
        if let Some(worst) = leads.and_then(|leads| leads.severity).filter(grave) {
            reasons.push(Reason {
                kind: worst.name(),
                text: format!("findings of severity {} for rows of the list", worst.name()),
            });
        }
        let short = report.shortfalls.iter().filter(|short| short.of == at);
        reasons.extend(short.map(|short| Reason {
            kind: MIN_SCORE,
            text: short.message.trim_end_matches('.').to_string(),
        }));
        reasons
    }
}

fn test(path: &str, of: &Scored, reasons: &[Reason], lines: &str) -> String {
    let score = match &of.score {
        Ok(score) => format!("score {:.0} of 100", score.total),
        Err(why) => format!("no score: {why}"),
    };
    let body = match reasons {
        [] => format!("      <system-out>{}\n{}</system-out>\n", escape(&score), escape(lines)),
        [first, ..] => {
            let said = reasons.iter().map(|reason| reason.text.as_str());
            let all: Vec<&str> =
                said.chain((first.kind != MIN_SCORE).then_some(score.as_str())).collect();
            format!(
                "      <failure message=\"{}\" type=\"{}\">{}</failure>\n",
                escape(&all.join(", ")),
                first.kind,
                escape(lines)
            )
        }
    };
    format!(
        "    <testcase classname=\"{path}\" name=\"{}\">\n{body}    </testcase>\n",
        escape(of.id)
    )
}
