//! `rdjson`: the diagnostics of reviewdog, with fixes as suggestions. Columns count bytes there.

use serde_json::{Value, json};

use super::remark::remarks;
use super::{Form, Run, inert};
use crate::outcome::{FileReport, Location, Range};
use crate::vocabulary::Severity;

/// The form.
#[derive(Debug)]
pub struct Rdjson;

impl Form for Rdjson {
    fn head(&self) -> String {
        "{\"source\":{\"name\":\"germane\"},\"diagnostics\":[\n".into()
    }

    fn file(&self, report: &FileReport) -> String {
        let diagnostic = |remark: super::remark::Remark| {
            let severity = match remark.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Info | Severity::Off => "INFO",
            };
            let suggestions: Vec<Value> =
                remark.fix.iter().map(|fix| json!({ "range": range(report, &fix.range), "text": fix.replacement })).collect();
            inert::json(&json!({
                "message": inert::plain(&remark.advised()),
                "location": { "path": report.path, "range": range(report, remark.range) },
                "severity": severity,
                "code": { "value": remark.rule },
                "suggestions": suggestions,
            }))
        };
        remarks(report).into_iter().map(diagnostic).collect::<Vec<_>>().join(",\n")
    }

    fn between(&self) -> &'static str {
        ",\n"
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
