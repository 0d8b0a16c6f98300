//! `sarif`: SARIF 2.1.0, which code hosts and security servers read. The rules' reasons go along.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::remark::{ByRemark, MIN_SCORE, PROBLEM, Remark};
use super::{ByDraft, Form, Run, inert};
use crate::lint::Linter;
use crate::order::InOrder;
use crate::outcome::{FileReport, Range};
use crate::pack::Rule;
use crate::vocabulary::Severity;

/// The form, with what it says of every rule.
#[derive(Debug, Default)]
pub struct Sarif {
    rules: Vec<Value>,
}

impl Sarif {
    /// A report that describes the rules of these linters, each once.
    pub fn new<'l>(linters: impl IntoIterator<Item = &'l Linter>) -> Self {
        let of =
            |linter: &'l Linter| linter.engine.book.rules.iter().map(move |rule| (linter, &**rule));
        let mut all: Vec<(&Linter, &Rule)> = linters.into_iter().flat_map(of).collect();
        all.order_by(|a, b| a.1.id.cmp(&b.1.id));
        all.dedup_by(|a, b| a.1.id == b.1.id);
        Sarif {
            rules: all
                .into_iter()
                .map(|(linter, rule)| describe(rule, linter.address_of(&rule.id)))
                .collect(),
        }
    }
}

fn describe(rule: &Rule, address: Option<String>) -> Value {
    let help = format!(
        "{} {} (`germane explain {}` shows the research and examples.)",
        rule.why, rule.advice, rule.id
    );
    let mut described = json!({
        "id": rule.id,
        "shortDescription": { "text": rule.advice },
        "fullDescription": { "text": rule.why },
        "help": { "text": help },
        "defaultConfiguration": { "enabled": rule.severity != Severity::Off, "level": level(rule.severity) },
        "properties": { "tags": [rule.dimension.name()], "points": rule.points, "since": rule.since },
    });
    if let Some(address) = address {
        described["helpUri"] = address.into();
    }
    described
}

impl ByRemark for Sarif {
    const BETWEEN: &'static str = ",\n";

    fn remark(&self, of: &FileReport, remark: &Remark) -> String {
        let place = json!({ "uri": uri(&of.path) });
        let mut result = json!({
            "ruleId": remark.rule,
            "level": level(remark.severity),
            "message": { "text": inert::plain(&remark.advised()) },
            "locations": [{ "physicalLocation": { "artifactLocation": place, "region": region(remark.range) } }],
            "partialFingerprints": {
                "germaneFinding/v1": remark.fingerprint,
                // The one name that GitHub's code scanning looks for.
                "primaryLocationLineHash": remark.fingerprint,
            },
        });
        if let Some(fix) = remark.fix {
            let replacement = json!({ "deletedRegion": region(&fix.range), "insertedContent": { "text": fix.replacement } });
            result["fixes"] = json!([{
                "description": { "text": format!("Fix `{}`", remark.rule) },
                "artifactChanges": [{ "artifactLocation": place, "replacements": [replacement] }],
            }]);
        }
        inert::json(&result)
    }
}

impl Form for Sarif {
    fn head(&self) -> String {
        "{\"version\":\"2.1.0\",\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"runs\":[{\"columnKind\":\"unicodeCodePoints\",\n\"results\":[\n".into()
    }

    fn by_draft(&self) -> Option<&dyn ByDraft> {
        Some(self)
    }

    fn between(&self) -> &'static str {
        Self::BETWEEN
    }

    fn foot(&self, run: &Run) -> String {
        let problem = json!({ "id": PROBLEM, "shortDescription": { "text": "Part of a file could not be read or used." } });
        let short = json!({ "id": MIN_SCORE, "shortDescription": { "text": "A draft does not reach the minimum score." } });
        let rules: Vec<&Value> = self.rules.iter().chain([&problem, &short]).collect();
        let tool = json!({ "driver": {
            "name": "germane", "version": env!("CARGO_PKG_VERSION"), "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules } });
        let invocation = json!([{ "executionSuccessful": !run.is_broken() }]);
        format!("\n],\n\"invocations\":{invocation},\n\"tool\":{tool}}}]}}\n")
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
        Severity::Off => "none",
    }
}

fn region(range: &Range) -> Value {
    json!({
        "startLine": range.start.line, "startColumn": range.start.column, "endLine": range.end.line, "endColumn": range.end.column,
        "byteOffset": range.start.offset, "byteLength": range.end.offset - range.start.offset,
    })
}

/// A path as a relative URI reference.
pub fn uri(path: &str) -> String {
    const KEPT: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');
    utf8_percent_encode(path, KEPT).to_string()
}
