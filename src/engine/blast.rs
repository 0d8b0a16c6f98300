//! The finding that a draft, or a sequence as a whole, reads as a blast: the one that needs the
//! score.

use super::{Engine, Finding, Outcome, allow, check, comes_late, first_draft, note};
use crate::analysis::Analysis;
use crate::analysis::sequence::SequenceAnalysis;
use crate::pack::Rule;
use crate::text::Span;
use crate::vocabulary::{Channel, Severity, label};

impl Engine {
    /// Adds the finding that a draft as a whole reads as a blast, to what was found of it
    /// otherwise: when it scores below the `gate`, a post when [more says so](Outcome::says_why), or
    /// below the bound of a rule with whose [grave](Finding::is_grave) findings hardly any draft was
    /// liked. An allow of that finding is of no use where there is none.
    pub fn note_blast<'b>(
        &'b self,
        draft: &Analysis,
        outcome: &mut Outcome<'b>,
        total: f64,
        gate: f64,
    ) {
        let grave = outcome.findings.iter().filter(|finding| finding.is_grave());
        let signs = grave.filter_map(|finding| {
            let bound = finding.rule.fails_below(draft.draft.channel)?;
            (total < bound).then(|| (finding.rule.id.clone(), bound))
        });
        let is_low = total < gate && outcome.says_why(draft.draft.channel);
        let signs: Vec<(String, f64)> = if is_low { Vec::new() } else { signs.collect() };
        let fails = is_low || !signs.is_empty();
        for rule in self.blast_rules(draft) {
            if !fails {
                let idle = allow::places(draft.draft, &rule.id);
                let notes = idle.flat_map(|place| self.notes(draft, label::UNUSED_ALLOW, place));
                outcome.tell(notes.collect());
                continue;
            }
            match blast(rule, draft, &signs) {
                Some((found, Some(reason))) => outcome.allowed.push((found, reason)),
                Some((found, None)) => {
                    let place = outcome.findings.partition_point(|known| {
                        (known.source.start, known.source.end)
                            <= (found.source.start, found.source.end)
                    });
                    outcome.findings.insert(place, found);
                }
                None => {}
            }
        }
    }

    /// The same of a sequence that scores below its gate. The findings stand at its name; what the
    /// head of its first draft says of the rule holds.
    pub fn sequence_blast(
        &self,
        sequence_analysis: &SequenceAnalysis,
        drafts: &[Analysis],
    ) -> Vec<Finding<'_>> {
        let Some(draft) = first_draft(sequence_analysis, drafts) else { return Vec::new() };
        let found = self.blast_rules(draft).filter_map(|rule| match blast(rule, draft, &[]) {
            Some((found, None)) => {
                Some(Finding { source: sequence_analysis.sequence.span, ..found })
            }
            _ => None,
        });
        found.collect()
    }

    fn blast_rules<'b>(&'b self, draft: &Analysis) -> impl Iterator<Item = &'b Rule> + use<'b> {
        let channel = draft.draft.channel;
        let rules = self.book.rules.iter().zip(&self.early_on);
        let late = rules.filter(|(_, early_on)| **early_on == 0).map(|(rule, _)| &**rule);
        late.filter(move |rule| rule.runs_on(channel) && comes_late(rule, &[label::BLAST]))
    }
}

impl Outcome<'_> {
    /// True when what was found says why a low score should fail a draft. Mails are much alike, and
    /// the score is enough; of a post a rule must say so too. Job openings, notices, questions to
    /// colleagues score low because the reader knows few of them: with this, of the liked posts of
    /// sources that were left out of the fit 0.98 pass (0.96 without), of unwanted ones 0.86 fail
    /// (0.87). What is allowed was found, too.
    pub fn says_why(&self, channel: Channel) -> bool {
        if channel != Channel::Post {
            return true;
        }
        let allowed = self.allowed.iter().map(|(finding, _)| finding);
        self.findings.iter().chain(allowed).any(|finding| finding.points > 0)
    }
}

/// The finding of a rule, and the reason when the writer allowed it; `None` where it is off. `signs`:
/// rules whose findings make the draft fail, and below what score.
fn blast<'b>(
    rule: &'b Rule,
    draft: &Analysis,
    signs: &[(String, f64)],
) -> Option<(Finding<'b>, Option<String>)> {
    let overrides = &draft.draft.meta.overrides;
    let severity = overrides.severity(&rule.id).unwrap_or(rule.severity);
    if severity == Severity::Off {
        return None;
    }
    let span: Span = draft.first_sentence();
    let words = signs.iter().map(|(rule, _)| rule.clone()).collect();
    let limit = signs.iter().map(|(_, bound)| *bound).fold(0.0, f64::max);
    let hit = Some(check::Hit { span, words, limit, ..check::Hit::default() });
    let source = draft.draft.text.to_source(span);
    let found = Finding { severity, span, whole: true, hit, ..note(rule, source) };
    let allow = allow::of_whole(draft.draft, &rule.id);
    Some((found, allow.map(|allow| allow.reason.clone())))
}
