//! Which way is up, once nothing is left to mend: the dimension that holds a draft back most.

use crate::outcome::DraftReport;
use crate::reader::Band;
use crate::score::Score;
use crate::vocabulary::{Dimension, Severity};

/// A line for a draft without errors and warnings that readers would still be of two minds about.
pub fn line(draft: &DraftReport, score: &Score) -> Option<String> {
    let is_clean = draft
        .findings
        .iter()
        .all(|finding| !matches!(finding.severity, Severity::Error | Severity::Warning));
    // What readers welcome needs no advice.
    if !is_clean || matches!(draft.band, None | Some(Band::Welcome)) {
        return None;
    }
    let lost = |(dimension, value): &(Dimension, f64)| {
        let share = Dimension::SCORED
            .iter()
            .position(|scored| scored == dimension)
            .map_or(0.0, |at| score.shares[at]);
        (100.0 - value) * share
    };
    let (dimension, value) = score.dimensions.iter().max_by(|a, b| lost(a).total_cmp(&lost(b)))?;
    let way = way(*dimension)?;
    Some(format!(
        "Its weakest dimension: {} ({value:.0}; \"{}\"). {way}",
        dimension.name(),
        dimension.meaning()
    ))
}

/// What raises a dimension.
fn way(dimension: Dimension) -> Option<&'static str> {
    Some(match dimension {
        Dimension::Focus => "Let more sentences be about the recipient, and fewer about you.",
        Dimension::Relevance => {
            "Say what is true of this recipient alone, what follows from it, and why you write now."
        }
        Dimension::Insight => {
            "Give them one thing that they can use without answering: a number, a cause, a way to check it."
        }
        Dimension::Respect => "Ask for less, and make it easy to say no.",
        Dimension::Trust => "Say where each number and each claim comes from.",
        Dimension::Originality => {
            "Say it as you would aloud, to this one person; cut what could open or close any mail."
        }
        _ => return None,
    })
}
