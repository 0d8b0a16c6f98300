//! The campaign's score. A judgement, not a fit: no readers were asked about campaigns. Each loss says what it is made of.

use serde::Serialize;

use super::Survey;
use crate::text::{plural, rounded};

/// The largest clusters that are judged, however many are shown.
pub const JUDGED: usize = 10;

/// Raised when a score of the same campaign would change.
pub const FORMULA: u32 = 1;

/// Recipients of the same words from which on they are a blast.
pub const BLAST: u32 = 5;

/// 0 to 100: how much of the campaign was written for those who get it.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Score {
    /// The formula.
    pub formula: u32,
    /// 100 without the losses.
    pub total: f64,
    /// What was lost. Sums to what is missing from 100.
    pub ledger: Vec<Loss>,
}

/// Points lost.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Loss {
    /// What for.
    pub what: &'static str,
    /// How many points.
    pub points: f64,
    /// What it is made of.
    pub why: String,
}

/// The score of a survey that is counted.
pub fn score(survey: &Survey) -> Score {
    let share = |part: f64, whole: f64| if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 };
    let (drafts, told) = (f64::from(survey.drafts), &survey.told[..survey.told.len().min(JUDGED)]);
    let dressed: f64 = told.iter().map(|told| f64::from(told.dress.names_only + told.dress.first_line_only)).sum();
    let compared: f64 = told.iter().map(|told| f64::from(told.dress.compared)).sum();
    let rivals: u32 =
        told.iter().map(|told| told.rivals.iter().map(|rival| rival.accounts).max().unwrap_or_default()).max().unwrap_or_default();
    let lines = [
        (
            "same-words",
            60.0 * share(f64::from(survey.blasted), drafts),
            format!("{} of {} drafts have words that at least {} recipients got", survey.blasted, survey.drafts, BLAST),
        ),
        (
            "dressed-as-personal",
            20.0 * share(dressed, compared) * share(f64::from(survey.blasted), drafts),
            format!("in {dressed} of {compared} drafts of the largest clusters only names, or only a first line, are personal"),
        ),
        (
            "over-contact",
            10.0 * share(f64::from(survey.over_contacted), f64::from(survey.recipients)),
            format!(
                "{} of {} {} from several senders or sequences",
                survey.over_contacted,
                survey.recipients,
                plural(survey.recipients, "recipient hears", "recipients hear")
            ),
        ),
        (
            "told-to-rivals",
            10.0 * share(f64::from(rivals), f64::from(survey.accounts)),
            format!("up to {rivals} accounts that compete according to the list get the same message"),
        ),
    ];
    let losses = lines.into_iter().map(|(what, points, why)| Loss { what, points: rounded(points), why });
    let ledger: Vec<Loss> = losses.filter(|loss| loss.points > 0.0).collect();
    let lost: f64 = ledger.iter().map(|loss| loss.points).sum();
    Score { formula: FORMULA, total: rounded(100.0 - lost), ledger }
}
