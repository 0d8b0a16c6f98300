//! `rdjson`: the diagnostics of reviewdog, with fixes as suggestions. Columns count bytes there.

use serde_json::{Value, json};

use super::remark::{ByRemark, Remark};
use super::{ByDraft, Form, Run, inert};
use crate::outcome::{FileReport, Location, Range};
use crate::vocabulary::Severity;

/// The form.
#[derive(Debug)]
pub struct Rdjson;

impl ByRemark for Rdjson {
    const BETWEEN: &'static str = ",\n";

    fn remark(&self, of: &FileReport, remark: &Remark) -> String {
        let severity = match remark.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info | Severity::Off => "INFO",
        };
        let suggestions: Vec<Value> = remark
            .fix
            .iter()
            .map(|fix| json!({ "range": range(&fix.range), "text": fix.replacement }))
            .collect();
        inert::json(&json!({
            "message": inert::plain(&remark.advised()),
            "location": { "path": of.path, "range": range(remark.range) },
            "severity": severity,
            "code": { "value": remark.rule },
            "suggestions": suggestions,
        }))
    }
}

impl Form for Rdjson {
    fn head(&self) -> String {
        "{\"source\":{\"name\":\"germane\"},\"diagnostics\":[\n".into()
    }

    fn by_draft(&self) -> Option<&dyn ByDraft> {
        Some(self)
    }

    fn between(&self) -> &'static str {
        Self::BETWEEN
    }

    fn foot(&self, _: &Run) -> String {
        "\n]}\n".into()
    }
}

fn range(range: &Range) -> Value {
    let place = |place: &Location| json!({ "line": place.line, "column": place.byte_column });
    json!({ "start": place(&range.start), "end": place(&range.end) })
}
