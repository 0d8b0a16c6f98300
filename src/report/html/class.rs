//! The class of a finding in the style sheet.

use crate::outcome::FindingReport;
use crate::vocabulary::Severity;

/// Its severity as the page names it.
pub fn severity(finding: &FindingReport) -> &'static str {
    match finding.severity {
        Severity::Off => "info",
        severity => severity.name(),
    }
}
