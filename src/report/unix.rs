//! `unix`: one line a finding, `path:line:column: severity: message [rule]`, as compilers write and editors read.

use super::remark::{Remark, remarks};
use super::{Form, Run};
use crate::lint::FileReport;

/// The form.
#[derive(Debug)]
pub struct Unix;

impl Form for Unix {
    fn file(&self, report: &FileReport) -> String {
        remarks(report).iter().map(|remark| line(&report.path, remark)).collect()
    }

    fn foot(&self, _: &Run) -> String {
        String::new()
    }
}

/// One remark on one line.
pub(super) fn line(path: &str, remark: &Remark) -> String {
    let at = remark.range.start;
    let message = remark.message.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{path}:{}:{}: {}: {message} [{}]\n", at.line, at.column, remark.severity.name(), remark.rule)
}
