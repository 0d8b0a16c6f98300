//! `gitlab`: a Code Quality report, which GitLab compares with the target branch of a merge request.

use serde_json::json;

use super::remark::remarks;
use super::{Form, Run, inert};
use crate::outcome::FileReport;
use crate::vocabulary::Severity;

/// The form.
#[derive(Debug)]
pub struct Gitlab;

impl Form for Gitlab {
    fn head(&self) -> String {
        "[\n".into()
    }

    fn file(&self, report: &FileReport) -> String {
        let entry = |remark: super::remark::Remark| {
            let severity = match remark.severity {
                Severity::Error => "critical",
                Severity::Warning => "major",
                Severity::Info | Severity::Off => "info",
            };
            let (start, end) = (remark.range.start, remark.range.end);
            inert::json(&json!({
                "description": inert::plain(&remark.advised()),
                "check_name": remark.rule,
                "fingerprint": remark.fingerprint.in_file(&report.path),
                "severity": severity,
                "location": { "path": report.path, "positions": {
                    "begin": { "line": start.line, "column": start.column }, "end": { "line": end.line, "column": end.column } } },
            }))
        };
        remarks(report).into_iter().map(entry).collect::<Vec<_>>().join(",\n")
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn foot(&self, _: &Run) -> String {
        "\n]\n".into()
    }
}
