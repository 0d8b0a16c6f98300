//! `gitlab`: a Code Quality report, which GitLab compares with the target branch of a merge
//! request.

use serde_json::json;

use super::remark::{ByRemark, Remark};
use super::{ByDraft, Form, Run, inert};
use crate::outcome::FileReport;
use crate::vocabulary::Severity;

/// The form.
#[derive(Debug)]
pub struct Gitlab;

impl ByRemark for Gitlab {
    const BETWEEN: &'static str = ",\n";

    fn remark(&self, of: &FileReport, remark: &Remark) -> String {
        let severity = match remark.severity {
            Severity::Error => "critical",
            Severity::Warning => "major",
            Severity::Info | Severity::Off => "info",
        };
        let (start, end) = (remark.range.start, remark.range.end);
        inert::json(&json!({
            "description": inert::plain(&remark.advised()),
            "check_name": remark.rule,
            "fingerprint": remark.fingerprint.in_file(&of.path),
            "severity": severity,
            "location": { "path": of.path, "positions": {
                "begin": { "line": start.line, "column": start.column }, "end": { "line": end.line, "column": end.column } } },
        }))
    }
}

impl Form for Gitlab {
    fn head(&self) -> String {
        "[\n".into()
    }

    fn by_draft(&self) -> Option<&dyn ByDraft> {
        Some(self)
    }

    fn between(&self) -> &'static str {
        Self::BETWEEN
    }

    fn foot(&self, _: &Run) -> String {
        "\n]\n".into()
    }
}
