//! The report for people.

use super::{
    REPEATED, competitors, contacts, contacts_rest_on, count, dressed, notes, over_contacted,
    repeated, sender, slot, summary, unique, who,
};
use crate::campaign::survey::{ClusterReport, Survey};
use crate::text::{plural, printable};

/// Draws the report.
pub fn draw(survey: &Survey) -> String {
    let mut out = format!(
        "{}\n\nScore: {:.0} of 100 (a judgement, not fitted to readers)\n",
        summary(survey),
        survey.score.total
    );
    for loss in &survey.score.ledger {
        out += &format!("  {:>5.1}  {:<20} {}\n", -loss.points, loss.what, loss.why);
    }
    notes(survey).iter().for_each(|said| out += &format!("  note: {said}\n"));
    survey
        .clusters
        .iter()
        .enumerate()
        .for_each(|(at, cluster)| out += &draw_cluster(at + 1, cluster));
    let rest = survey.cluster_count.saturating_sub(survey.clusters.len() as u32);
    if rest > 0 {
        let are = plural(rest, "is", "are");
        out += &format!(
            "\n{} {are} not shown (--clusters N shows more).\n",
            count(rest, "smaller cluster")
        );
    }
    if !survey.over_contact.is_empty() {
        out += &format!("\n{}\n  {}\n", over_contacted(survey), contacts_rest_on(survey));
        contacts(survey).iter().for_each(|said| out += &format!("  {said}\n"));
    }
    let senders: String = survey
        .senders
        .iter()
        .filter(|of| of.in_largest_cluster > 1)
        .map(|of| format!("  {}\n", sender(of)))
        .collect();
    if !senders.is_empty() {
        out += &format!("\nBy sender\n{senders}");
    }
    if !survey.repeated_sentences.is_empty() {
        out += &format!("\n{REPEATED}\n");
        survey.repeated_sentences.iter().for_each(|of| out += &format!("  {}\n", repeated(of)));
    }
    out
}

fn draw_cluster(number: usize, cluster: &ClusterReport) -> String {
    let mut out = format!("\nCluster {number} ({}): {}\n", cluster.cluster, who(cluster));
    dressed(cluster).iter().for_each(|said| out += &format!("  {said}\n"));
    competitors(cluster).iter().for_each(|said| out += &format!("  {said}\n"));
    if let Some(text) = &cluster.text {
        out += &format!("  The most typical draft, {}:\n", printable(&cluster.typical_draft));
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines
            .take(LINES)
            .for_each(|line| out += &format!("    | {}\n", printable(&super::short(line))));
    }
    cluster
        .slots
        .iter()
        .map(slot)
        .chain(unique(cluster))
        .for_each(|said| out += &format!("  {said}\n"));
    out
}

/// Lines of a typical draft that are shown.
const LINES: usize = 6;
