//! What rules find in the messages of a list's rows and not in the template: it makes a run fail, so
//! it is told as a finding of the template, with its rows.

use std::collections::BTreeMap;

use crate::analysis::Analysis;
use crate::engine::Outcome;
use crate::fingerprint::Fingerprints;
use crate::outcome::{DraftReport, FindingReport, Range};
use crate::text::{Span, plural, printable};
use crate::vocabulary::Severity;

/// A rule and the severity of what it found.
type Kind = (String, Severity);

/// The findings of one row, or of all.
#[derive(Debug, Default)]
pub struct RowFindings {
    /// The first finding of each kind, in how many rows it is, and the first of these.
    told: BTreeMap<Kind, (FindingReport, usize, Vec<usize>)>,
}

impl RowFindings {
    /// Warnings and errors of a row, of each rule the first.
    pub fn of_row(
        row: usize,
        outcome: &Outcome,
        draft: &Analysis,
        template: &DraftReport,
        at: &dyn Fn(Span) -> Range,
    ) -> RowFindings {
        let mut of = RowFindings::default();
        for finding in outcome.findings.iter().filter(|of| of.severity >= Severity::Warning) {
            let is_known = template
                .findings
                .iter()
                .any(|own| own.rule == finding.rule.id && own.severity >= finding.severity);
            let kind = (finding.rule.id.clone(), finding.severity);
            if !is_known && !of.told.contains_key(&kind) {
                let mut report = FindingReport::new(finding, draft, &at);
                if template.elsewhere.is_some() {
                    report.range = template.range.clone();
                }
                of.told.insert(kind, (report, 1, vec![row]));
            }
        }
        of
    }

    /// Adds those of the next row; `named` rows are kept.
    pub fn join(&mut self, next: RowFindings, named: usize) {
        for (kind, (report, count, rows)) in next.told {
            let (_, sum, known) = self.told.entry(kind).or_insert_with(|| (report, 0, Vec::new()));
            *sum += count;
            known.extend(rows);
            known.truncate(named);
        }
    }

    /// Tells them among the findings of the template, each with its rows.
    pub fn tell(self, list: &str, template: &mut DraftReport) {
        let (mut prints, list) = (Fingerprints::default(), printable(list));
        for (finding, many, rows) in self.told.into_values() {
            let numbers: Vec<String> = rows.iter().map(usize::to_string).collect();
            let which = match many - rows.len() {
                0 => numbers.join(", "),
                more => format!("{} and {more} more", numbers.join(", ")),
            };
            template.findings.push(FindingReport {
                message: format!(
                    "{} {which} of {list}: {}",
                    plural(many, "Row", "Rows"),
                    finding.message
                ),
                fingerprint: prints.of(&finding.rule, &format!("rows of {list}")),
                points: 0.0,
                rows,
                ..finding
            });
        }
        template.findings.sort_by_key(|finding| finding.range.start.offset);
    }
}
