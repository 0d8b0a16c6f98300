//! `checkstyle`: the XML of Checkstyle, which many servers read.

use super::remark::{ByRemark, Remark};
use super::xml::escape;
use super::{ByDraft, Form, Run};
use crate::outcome::FileReport;
use crate::text::printable;

/// The form.
#[derive(Debug)]
pub struct Checkstyle;

impl ByRemark for Checkstyle {
    fn remark(&self, _: &FileReport, remark: &Remark) -> String {
        format!(
            "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"germane.{}\"/>\n",
            remark.range.start.line,
            remark.range.start.column,
            remark.severity.name(),
            escape(&remark.advised()),
            escape(remark.rule),
        )
    }

    fn frame(&self, report: &FileReport) -> [String; 2] {
        [format!("  <file name=\"{}\">\n", escape(&printable(&report.path))), "  </file>\n".into()]
    }
}

impl Form for Checkstyle {
    fn head(&self) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"8.0\">\n".into()
    }

    fn by_draft(&self) -> Option<&dyn ByDraft> {
        Some(self)
    }

    fn foot(&self, _: &Run) -> String {
        "</checkstyle>\n".into()
    }
}
