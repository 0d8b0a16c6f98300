//! `junit`: a suite a file, a test a draft or sequence. It fails by a warning or an error; what is said of it is in the failure.

use super::remark::remarks;
use super::unix::line;
use super::xml::escape;
use super::{Form, Run};
use crate::lint::{FileReport, Scored};
use crate::pack::Severity;
use crate::source::Gravity;
use crate::text::printable;

/// The form.
#[derive(Debug)]
pub struct Junit;

impl Form for Junit {
    fn head(&self) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"germane\">\n".into()
    }

    fn file(&self, report: &FileReport) -> String {
        let path = escape(&printable(&report.path));
        let failures = report.scored().filter(fails).count();
        let errors = usize::from(report.problems.iter().any(|problem| problem.gravity == Gravity::Error));
        let tests = report.scored().count() + usize::from(!report.problems.is_empty());
        let mut out = format!("  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">\n");
        let all = remarks(report);
        let (problems, mut rest) = (&all[..report.problems.len()], all[report.problems.len()..].iter());
        if let Some(first) = problems.first() {
            let lines: String = problems.iter().map(|remark| line(&report.path, remark)).collect();
            let lines = escape(&lines);
            let body = match errors {
                0 => format!("<system-out>{lines}</system-out>"),
                _ => format!("<error message=\"{}\" type=\"problem\">{lines}</error>", escape(first.message)),
            };
            out += &format!("    <testcase classname=\"{path}\" name=\"the file itself\">\n      {body}\n    </testcase>\n");
        }
        for of in report.scored() {
            let lines: String = rest.by_ref().take(of.findings.len()).map(|remark| line(&report.path, remark)).collect();
            out += &test(&path, &of, &lines);
        }
        out + "  </testsuite>\n"
    }

    fn foot(&self, _: &Run) -> String {
        "</testsuites>\n".into()
    }
}

fn test(path: &str, of: &Scored, lines: &str) -> String {
    let score = match &of.score {
        Ok(score) => format!("score {:.0} of 100", score.total),
        Err(why) => format!("no score: {why}"),
    };
    let name = escape(of.id);
    let body = if fails(of) {
        let worst = of.findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Warning);
        let count = of.findings.len();
        let what = if count == 1 { "1 finding".to_string() } else { format!("{count} findings") };
        format!("      <failure message=\"{what}, {}\" type=\"{}\">{}</failure>\n", escape(&score), worst.name(), escape(lines))
    } else {
        format!("      <system-out>{}\n{}</system-out>\n", escape(&score), escape(lines))
    };
    format!("    <testcase classname=\"{path}\" name=\"{name}\">\n{body}    </testcase>\n")
}

fn fails(of: &Scored) -> bool {
    of.findings.iter().any(|finding| finding.severity >= Severity::Warning)
}
