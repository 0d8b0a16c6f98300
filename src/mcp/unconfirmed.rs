//! What drafts name that nothing in a call confirms, and what they would score without it. A
//! program that writes drafts makes such things up more easily than a person does, so it is told
//! first.

use super::answer::UnconfirmedSentence;
use super::draft::Judge;
use super::result::MOST;
use crate::compare::claim::{Claim, unconfirmed};
use crate::outcome::{DraftReport, FileReport, MarksReport};
use crate::text::{count, plural, printable, rounded, shortened};

/// Of a sentence so many characters are quoted.
const QUOTED: usize = 160;

/// The claims of all drafts of a text.
pub struct Unconfirmed<'m> {
    claims: Vec<(&'m str, Claim<'m>)>,
    /// What is said of the text without their sentences.
    rest: Option<FileReport>,
}

impl<'m> Unconfirmed<'m> {
    /// Looks for what nothing beside the text confirms.
    pub fn new(judge: &Judge, text: &str, marks: &'m MarksReport) -> Self {
        let given = judge.given();
        let (ids, claims): (Vec<&str>, Vec<Claim>) = marks
            .drafts
            .iter()
            .flat_map(|draft| {
                unconfirmed(draft, &[&given]).into_iter().map(|claim| (draft.id.as_str(), claim))
            })
            .unzip();
        let rest = if claims.is_empty() { None } else { judge.rest(text, &claims) };
        Unconfirmed { claims: ids.into_iter().zip(claims).collect(), rest }
    }

    /// What a draft of the text scores without its claims, at most what it scores with them; `None`
    /// when too little is left.
    pub fn score(&self, at: usize, draft: &DraftReport) -> Option<f64> {
        let whole = total(draft)?;
        if self.claims.is_empty() {
            return Some(whole);
        }
        // A draft of which nothing is left may be none: then no draft is known to be the same.
        let rest = self.rest.as_ref().filter(|rest| rest.drafts.len() > at)?;
        Some(total(&rest.drafts[at])?.min(whole))
    }

    /// For programs.
    pub fn listed(&self) -> Vec<UnconfirmedSentence> {
        let entry = |(id, claim): &(&str, Claim)| UnconfirmedSentence {
            draft: printable(id).into_owned(),
            line: claim.sentence.range.start.line,
            sentence: shortened(&claim.sentence.text, QUOTED),
            words: claim.words.iter().take(MOST).cloned().collect(),
        };
        self.claims.iter().take(MOST).map(entry).collect()
    }

    /// How many more there are.
    pub fn more(&self) -> usize {
        self.claims.len().saturating_sub(MOST)
    }

    /// For people; empty when there is nothing to say.
    pub fn in_words(&self, report: &FileReport) -> String {
        if self.claims.is_empty() {
            return String::new();
        }
        let place = |(_, claim): &(&str, Claim)| {
            format!("line {}: {}", claim.sentence.range.start.line, claim.words.join(", "))
        };
        let places: Vec<String> = self.claims.iter().take(MOST).map(place).collect();
        let more = match self.more() {
            0 => String::new(),
            more => format!("; and {more} more"),
        };
        let many = self.claims.len();
        let without = match &report.drafts[..] {
            [draft] => match self.score(0, draft) {
                None => format!(
                    "; without {} too little is left for a score",
                    plural(many, "that sentence", "those sentences")
                ),
                Some(score) if Some(score) < total(draft) => {
                    format!(
                        "; without {} it would be {score:.1}",
                        plural(many, "that sentence", "those sentences")
                    )
                }
                Some(_) => String::new(),
            },
            _ => String::new(),
        };
        format!(
            "Not confirmed: {} {} what neither an account nor an earlier step has ({}{more}). The score takes {} for true{}.\n",
            count(many, "sentence"),
            plural(many, "names", "name"),
            places.join("; "),
            plural(many, "it", "them"),
            without
        )
    }
}

/// A draft's score as it is shown.
fn total(draft: &DraftReport) -> Option<f64> {
    draft.score.as_ref().ok().map(|score| rounded(score.total))
}
