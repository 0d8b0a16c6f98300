//! `unix`: one line a finding, `path:line:column: severity: message advice [rule]`, as compilers write and editors read.

use super::remark::{Remark, remarks};
use super::{Form, Run};
use crate::outcome::FileReport;
use crate::text::printable;

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
    format!("{}:{}:{}: {}: {} [{}]\n", printable(path), at.line, at.column, remark.severity.name(), remark.advised(), remark.rule)
}
