//! The report for people.

use super::{contact, contacts_rest_on, count, own, rivals, slot, summary, who};
use crate::campaign::survey::Survey;
use crate::text::printable;

/// Draws the report.
pub fn draw(survey: &Survey) -> String {
    let mut out = format!("{}\n\nScore: {:.0} of 100 (a judgement, not fitted to readers)\n", summary(survey), survey.score.total);
    for loss in &survey.score.ledger {
        out += &format!("  {:>5.1}  {:<20} {}\n", -loss.points, loss.what, loss.why);
    }
    for (at, told) in survey.told.iter().enumerate() {
        out += &format!("\nCluster {} ({}): {}\n", at + 1, told.cluster, who(told));
        if let Some(text) = &told.text {
            out += &format!("  Typical: {}\n", printable(&told.typical));
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.take(LINES).for_each(|line| out += &format!("    | {}\n", printable(&super::short(line))));
        }
        told.slots.iter().for_each(|own| out += &format!("  Slot: {}\n", slot(own)));
        own(told).iter().for_each(|said| out += &format!("  {said}\n"));
        rivals(told).iter().for_each(|said| out += &format!("  {said}\n"));
    }
    let rest = survey.clusters.saturating_sub(survey.told.len() as u32);
    if rest > 0 {
        let are = if rest == 1 { "is" } else { "are" };
        out += &format!("\n{} {are} not shown (--clusters N shows more).\n", count(rest, "smaller cluster"));
    }
    if !survey.contacts.is_empty() {
        out += &format!("\nHeard from several: {}. {}\n", count(survey.over_contacted, "recipient"), contacts_rest_on(survey));
        survey.contacts.iter().for_each(|own| out += &format!("  {}\n", contact(own)));
    }
    let senders = survey.senders.iter().filter(|sender| sender.largest > 1);
    let lines: String = senders
        .map(|sender| {
            let (name, drafts) = (printable(&sender.sender), count(sender.drafts, "draft"));
            format!("  {name}: {} of {drafts} share their words with others; {} are one message\n", sender.clustered, sender.largest)
        })
        .collect();
    if !lines.is_empty() {
        out += &format!("\nBy sender\n{lines}");
    }
    if !survey.mould.is_empty() {
        out += "\nCommon sentences: those that most drafts of several clusters have\n";
        for mould in &survey.mould {
            out +=
                &format!("  \"{}\" ({}, {})\n", printable(&mould.sentence), count(mould.clusters, "cluster"), count(mould.drafts, "draft"));
        }
    }
    out
}

/// Lines of a typical draft that are shown.
const LINES: usize = 6;
