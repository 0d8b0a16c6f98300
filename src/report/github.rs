//! `github`: workflow commands, which GitHub Actions shows beside the lines of a pull request.

use super::remark::{ByRemark, Remark};
use super::{ByDraft, Form};
use crate::outcome::FileReport;
use crate::text::printable_lines;
use crate::vocabulary::Severity;

/// The form.
#[derive(Debug)]
pub struct Github;

impl ByRemark for Github {
    fn remark(&self, of: &FileReport, remark: &Remark) -> String {
        let level = match remark.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info | Severity::Off => "notice",
        };
        let (start, end) = (remark.range.start, remark.range.end);
        // GitHub takes columns only of a stretch on one line.
        let columns = if start.line == end.line {
            format!(",col={},endColumn={}", start.column, end.column)
        } else {
            String::new()
        };
        let advice = remark.advice.map(|advice| format!("\n{advice}")).unwrap_or_default();
        format!(
            "::{level} file={},line={},endLine={}{columns},title={}::{}\n",
            property(&of.path),
            start.line,
            end.line,
            property(remark.rule),
            data(&format!("{}{advice}", remark.message)),
        )
    }
}

impl Form for Github {
    fn by_draft(&self) -> Option<&dyn ByDraft> {
        Some(self)
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property. The ends of lines are escaped; a name that holds orders is not the very
/// name.
fn property(text: &str) -> String {
    data(&printable_lines(text)).replace(':', "%3A").replace(',', "%2C")
}
