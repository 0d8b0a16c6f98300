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
    const MEASURES: bool = true;

    fn remark(&self, of: &FileReport, remark: &Remark) -> String {
        let severity = match remark.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info | Severity::Off => "INFO",
        };
        let suggestions: Vec<Value> =
            remark.fix.iter().map(|fix| json!({ "range": range(of, &fix.range), "text": fix.replacement })).collect();
        inert::json(&json!({
            "message": inert::plain(&remark.advised()),
            "location": { "path": of.path, "range": range(of, remark.range) },
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

    fn file(&self, report: &FileReport) -> String {
        self.all(report)
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

fn range(report: &FileReport, range: &Range) -> Value {
    let place = |place: &Location| {
        let offset = place.offset.saturating_sub(report.start.offset).min(report.bytes.len());
        let start = report.bytes[..offset].iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
        json!({ "line": place.line, "column": offset - start + 1 })
    };
    json!({ "start": place(&range.start), "end": place(&range.end) })
}
