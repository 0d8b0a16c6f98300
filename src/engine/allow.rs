//! What the writer allowed: inline comments with a reason, severities in the front matter.

use super::Outcome;
use crate::draft::{Draft, Override};
use crate::lexicon::{Label, label};
use crate::pack::Severity;
use crate::text::Span;

/// Severities set in one draft's front matter.
pub struct Overrides<'d>(&'d [Override]);

impl<'d> Overrides<'d> {
    /// From the draft's front matter. Both our words and the usual short ones are understood.
    pub fn new(overrides: &'d [Override]) -> Self {
        Overrides(overrides)
    }

    /// The severity set for a rule.
    pub fn severity(&self, rule: &str) -> Option<Severity> {
        let set = self.0.iter().find(|set| set.rule == rule)?;
        let name = if set.severity == "warn" { "warning" } else { &set.severity };
        Severity::NAMES.iter().find(|(known, _)| *known == name).map(|(_, severity)| *severity)
    }
}

/// Moves findings that an allow covers. An allow without a reason allows nothing.
pub fn apply(draft: &Draft, outcome: &mut Outcome) {
    let findings = std::mem::take(&mut outcome.findings);
    for finding in findings {
        let by = draft.allows.iter().find(|allow| {
            !allow.reason.is_empty()
                && allow.rules.contains(&finding.rule.id)
                && (finding.whole || finding.span.is_empty() || allow.covers.overlaps(finding.span))
        });
        match by {
            Some(allow) => outcome.allowed.push((finding, allow.reason.clone())),
            None => outcome.findings.push(finding),
        }
    }
}

/// Allows that are not in order: label and place in the file. Of rules that come `late` it is not known yet whether an allow is of use.
pub fn notes(draft: &Draft, outcome: &Outcome, late: impl Fn(&str) -> bool) -> Vec<(Label, Span)> {
    let mut notes = Vec::new();
    for allow in &draft.allows {
        if allow.reason.is_empty() {
            notes.push((label::ALLOW_WITHOUT_REASON, allow.span));
        } else if !allow.rules.iter().any(|rule| late(rule))
            && !outcome.allowed.iter().any(|(finding, _)| {
                allow.rules.contains(&finding.rule.id) && (finding.whole || finding.span.is_empty() || allow.covers.overlaps(finding.span))
            })
        {
            notes.push((label::UNUSED_ALLOW, allow.span));
        }
    }
    notes
}
