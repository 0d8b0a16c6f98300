//! `unix`: one line a finding, `path:line:column: severity: message advice [rule]`, as compilers
//! write and editors read.

use super::remark::{ByRemark, Remark};
use super::{ByDraft, Form};
use crate::outcome::FileReport;
use crate::text::printable;

/// The form.
#[derive(Debug)]
pub struct Unix;

impl ByRemark for Unix {
    fn remark(&self, of: &FileReport, remark: &Remark) -> String {
        line(&of.path, remark)
    }
}

impl Form for Unix {
    fn by_draft(&self) -> Option<&dyn ByDraft> {
        Some(self)
    }
}

/// One remark on one line.
pub(super) fn line(path: &str, remark: &Remark) -> String {
    let at = remark.range.start;
    format!(
        "{}:{}:{}: {}: {} [{}]\n",
        printable(path),
        at.line,
        at.column,
        remark.severity.name(),
        remark.advised(),
        remark.rule
    )
}
