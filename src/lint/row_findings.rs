//! What rules find in the messages of a list's rows and not in the template: it makes a run fail, so
//! it is told as a finding of the template, with its rows.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::analysis::Analysis;
use crate::engine::Outcome;
use crate::fingerprint::Fingerprints;
use crate::order::InOrder;
use crate::outcome::{DraftReport, FindingReport, Range};
use crate::text::{Span, plural, printable};
use crate::vocabulary::Severity;

/// A rule, the severity of what it found, and where in the template that is.
type Kind = (String, Severity, usize);

/// Findings of one kind, in all rows.
#[derive(Debug)]
struct Told {
    /// The first of them.
    first: FindingReport,
    /// All say the same words.
    alike: bool,
    /// In how many rows they are.
    count: usize,
    /// The first of these rows.
    rows: Vec<usize>,
}

/// The findings of one row, or of all.
#[derive(Debug, Default)]
pub struct RowFindings {
    told: BTreeMap<Kind, Told>,
}

impl RowFindings {
    /// Warnings and errors of a row, of each rule the first at each place of the template.
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
            if is_known {
                continue;
            }
            let mut first = FindingReport::new(finding, draft, &at);
            if template.elsewhere.is_some() {
                first.range = template.range.clone();
            }
            let kind = (finding.rule.id.clone(), finding.severity, first.range.start.offset);
            of.told.entry(kind).or_insert(Told { first, alike: true, count: 1, rows: vec![row] });
        }
        of
    }

    /// Adds those of the next row; `named` rows are kept.
    pub fn join(&mut self, next: RowFindings, named: usize) {
        for (kind, next) in next.told {
            match self.told.entry(kind) {
                Entry::Vacant(none) => {
                    none.insert(next);
                }
                Entry::Occupied(mut known) => {
                    let known = known.get_mut();
                    known.alike &= next.alike && known.first.message == next.first.message;
                    known.count += next.count;
                    known.rows.extend(next.rows);
                    known.rows.truncate(named);
                }
            }
        }
    }

    /// Tells them among the findings of the template, each with its rows.
    pub fn tell(self, list: &str, template: &mut DraftReport) {
        let (mut prints, list) = (Fingerprints::default(), printable(list));
        for Told { first: finding, alike, count: many, rows } in self.told.into_values() {
            let numbers: Vec<String> = rows.iter().map(usize::to_string).collect();
            let which = match many - rows.len() {
                0 => numbers.join(", "),
                more => format!("{} and {more} more", numbers.join(", ")),
            };
            // What is quoted stands in that row alone.
            let quoted = match rows.first().filter(|_| !alike) {
                Some(row) => format!(", in row {row}"),
                None => String::new(),
            };
            template.findings.push(FindingReport {
                message: format!(
                    "{} {which} of {list}{quoted}: {}",
                    plural(many, "Row", "Rows"),
                    finding.message
                ),
                fingerprint: prints.of(&finding.rule, &format!("rows of {list}")),
                points: 0.0,
                rows,
                ..finding
            });
        }
        template.findings.order_by_key(|finding| finding.range.start.offset);
    }
}
