//! Which drafts, sequences and rows do not reach a minimum score.

use super::{FileReport, LeadsReport, Range, Shortfall, first};
use crate::vocabulary::Severity;

/// What to do about what has no score.
const UNJUDGED: &str = "Write text that can be judged, or set no minimum for such files: `min-score: 0` under `overrides` in germane.yaml.";

impl FileReport {
    /// Notes what does not reach `least`. Of 0 everything falls short of nothing.
    pub fn require_score(&mut self, least: Option<f64>) {
        let Some(least) = least.filter(|least| *least > 0.0) else { return };
        let asked = format!("the minimum is {least}");
        let ranges = self
            .drafts
            .iter()
            .map(|draft| &draft.range)
            .chain(self.sequences.iter().map(|sequence| &sequence.range));
        let mut found = Vec::new();
        for (at, (of, range)) in self.scored().zip(ranges).enumerate() {
            let short = |score, message, advice| Shortfall {
                id: of.id.to_string(),
                of: at,
                range: range.clone(),
                score,
                min_score: least,
                message,
                advice,
            };
            let id = of.id;
            match of.score {
                Ok(score) if score.total < least => {
                    let shown = below(score.total);
                    found.push(short(
                        Some(shown),
                        format!("{id} scores {shown} of 100; {asked}."),
                        self.first_fix(at),
                    ));
                }
                Ok(_) => {}
                // The rows bring the text, and are asked below.
                Err(_)
                    if self.lowest_row(at).is_some_and(|(leads, _)| {
                        leads.distribution.iter().sum::<usize>() == leads.rows
                    }) => {}
                Err(why) => {
                    let message = format!("{id} has no score ({why}); {asked}.");
                    found.push(short(None, message, UNJUDGED.to_string()));
                }
            }
            if let Some((leads, lowest)) = self.lowest_row(at).filter(|(_, lowest)| *lowest < least)
            {
                let row =
                    leads.worst.first().map(|row| format!("row {}, ", row.row)).unwrap_or_default();
                let message = format!(
                    "{id} scores {} of 100 for its lowest row ({row}{}); {asked}.",
                    below(lowest),
                    leads.list
                );
                found.push(short(
                    Some(below(lowest)),
                    crate::text::sentence(message),
                    self.first_fix(at),
                ));
            }
        }
        self.shortfalls = found;
    }

    /// Notes that a file has nothing that could reach `least`: an export that came out empty must not
    /// pass for one whose drafts are all good. One that could not be read fails by itself.
    pub fn require_draft(&mut self, least: Option<f64>) {
        let Some(least) = least.filter(|least| *least > 0.0) else { return };
        if self.problems.iter().any(|problem| problem.severity == Severity::Error) {
            return;
        }
        let id = crate::text::printable(&self.path).into_owned();
        self.shortfalls.push(Shortfall {
            of: self.scored().count(),
            range: Range::top(),
            score: None,
            min_score: least,
            message: format!("{id} has no score (no draft in it); the minimum is {least}."),
            advice: UNJUDGED.to_string(),
            id,
        });
    }

    /// What the rows of a lead list make of a draft, and the lowest of their scores.
    fn lowest_row(&self, at: usize) -> Option<(&LeadsReport, f64)> {
        let leads = self.drafts.get(at)?.leads.as_ref()?;
        Some((leads, leads.lowest?))
    }

    /// What to fix first in the draft or sequence at a place among all that has a score: what every
    /// report names.
    fn first_fix(&self, at: usize) -> String {
        let fixes = match self.drafts.get(at) {
            Some(draft) => first::of_draft(draft),
            None => self
                .sequences
                .get(at - self.drafts.len())
                .map_or_else(Vec::new, |sequence| first::of_sequence(sequence, &self.drafts)),
        };
        let Some(fix) = fixes.first() else {
            return "`--explain-score` shows how the score was computed.".to_string();
        };
        let what = fix.rule.map_or_else(|| "this".to_string(), |rule| format!("`{rule}`"));
        format!("Fix {what} first ({}): {}", fix.place(), fix.advice)
    }
}

/// A score to one decimal, never rounded up to what it does not reach.
fn below(score: f64) -> f64 {
    (score * 10.0).floor() / 10.0
}
