//! The campaign's score. A judgement, not a fit: no readers were asked about campaigns. Each loss
//! says what it is made of.

use serde::Serialize;

use super::blast::BLAST;
use super::{ClusterReport, Personalisation, Survey};
use crate::text::{count, plural, rounded};

/// The largest clusters that are judged, however many are shown.
pub const JUDGED: usize = 10;

/// Raised when a score of the same campaign would change.
pub const FORMULA: u32 = 3;

/// 0 to 100: how much of the campaign was written for those who get it.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    let share =
        |part: f64, whole: f64| if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 };
    let (drafts, judged) =
        (f64::from(survey.drafts), &survey.clusters[..survey.clusters.len().min(JUDGED)]);
    let personal = |of: fn(&Personalisation) -> u32| {
        let blasts = judged.iter().filter(|cluster| cluster.is_blast());
        blasts.map(|cluster| of(&cluster.personalisation)).sum::<u32>()
    };
    let (compared, dressed) =
        (personal(|of| of.compared), personal(|of| of.names_only + of.first_line_only));
    let competing = |cluster: &ClusterReport| {
        cluster.competitors.iter().map(|of| of.accounts).max().unwrap_or_default()
    };
    let competitors = judged.iter().map(competing).max().unwrap_or_default();
    let blasts = share(f64::from(survey.blast_drafts), drafts);
    let lines = [
        (
            "same-words",
            60.0 * blasts,
            format!(
                "{} of {} say what at least {BLAST} recipients got",
                survey.blast_drafts,
                count(survey.drafts, "draft")
            ),
        ),
        (
            "dressed-as-personal",
            20.0 * share(f64::from(dressed), f64::from(compared)) * blasts,
            format!(
                "in {dressed} of {} of the largest clusters only names, or only the first line, are personal",
                count(compared, "draft")
            ),
        ),
        (
            "over-contact",
            10.0 * share(f64::from(survey.over_contacted_recipients), f64::from(survey.recipients)),
            format!(
                "{} of {} {} from several senders or sequences",
                survey.over_contacted_recipients,
                count(survey.recipients, "recipient"),
                plural(survey.over_contacted_recipients, "hears", "hear")
            ),
        ),
        (
            "competitors",
            10.0 * share(f64::from(competitors), f64::from(survey.accounts)),
            format!(
                "{competitors} accounts that compete, or share an industry, get the same message"
            ),
        ),
    ];
    let losses =
        lines.into_iter().map(|(what, points, why)| Loss { what, points: rounded(points), why });
    let ledger: Vec<Loss> = losses.filter(|loss| loss.points > 0.0).collect();
    let lost: f64 = ledger.iter().map(|loss| loss.points).sum();
    Score { formula: FORMULA, total: rounded(100.0 - lost), ledger }
}
