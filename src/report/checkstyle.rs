//! `checkstyle`: the XML of Checkstyle, which many servers read.

use super::remark::remarks;
use super::xml::escape;
use super::{Form, Run};
use crate::outcome::FileReport;
use crate::text::printable;

/// The form.
#[derive(Debug)]
pub struct Checkstyle;

impl Form for Checkstyle {
    fn head(&self) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"8.0\">\n".into()
    }

    fn file(&self, report: &FileReport) -> String {
        let mut out = format!("  <file name=\"{}\">\n", escape(&printable(&report.path)));
        for remark in remarks(report) {
            out += &format!(
                "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"germane.{}\"/>\n",
                remark.range.start.line,
                remark.range.start.column,
                remark.severity.name(),
                escape(&remark.advised()),
                escape(remark.rule),
            );
        }
        out + "  </file>\n"
    }

    fn foot(&self, _: &Run) -> String {
        "</checkstyle>\n".into()
    }
}
