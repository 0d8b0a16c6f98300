//! The card of a template checked with a lead list, for people: how the rows score, which have
//! holes, which are lowest.

use std::fmt::Write as _;

use super::spread;
use crate::leads::Oddity;
use crate::outcome::{FieldUse, LeadsReport, RowScore};
use crate::text::{count, printable};

/// Draws the card.
pub fn card(leads: &LeadsReport) -> String {
    let mut out = String::new();
    let left_out =
        if leads.left_out > 0 { format!(", {} left out", leads.left_out) } else { String::new() };
    let _ = writeln!(
        out,
        "  checked against {}: {}{left_out}",
        printable(&leads.list),
        count(leads.rows, "row")
    );
    if let (Some(median), Some(lowest), Some(highest)) = (leads.median, leads.lowest, leads.highest)
    {
        let _ = writeln!(
            out,
            "    median {median:.1} of 100, lowest {lowest:.1}, highest {highest:.1}"
        );
    }
    spread::bars(&leads.distribution, &mut out);
    if leads.with_errors > 0 {
        let _ = writeln!(
            out,
            "    {} would get a message that has a finding of severity error",
            count(leads.with_errors, "row")
        );
    }
    if leads.shared > 0 {
        let _ = writeln!(
            out,
            "    {} would get a text that other rows get too",
            count(leads.shared, "row")
        );
    }
    for field in &leads.fields {
        let _ = writeln!(out, "    {}", hole(field));
    }
    if !leads.worst.is_empty() {
        let _ = writeln!(out, "    lowest:");
    }
    for row in &leads.worst {
        let _ = writeln!(out, "      {}", worst(row));
    }
    out
}

fn hole(field: &FieldUse) -> String {
    let what = match field.problem {
        Oddity::Empty => "is empty",
        Oddity::Sentinel => "has a word for nothing (N/A, null)",
        Oddity::FullName => "holds a full name",
        Oddity::LegalEnding => "has a legal form that nobody says (Inc., GmbH)",
        Oddity::Case => "is in capitals, or in small letters",
        Oddity::Address => "holds an address",
        Oddity::Garbled => "has what no person would write",
    };
    let rows: Vec<String> = field.examples.iter().map(usize::to_string).collect();
    let more = if field.rows > rows.len() { ", ..." } else { "" };
    format!(
        "{{{{{}}}}} {what} in {}: {}{more}",
        printable(&field.field),
        count(field.rows, "row"),
        rows.join(", ")
    )
}

fn worst(row: &RowScore) -> String {
    let score = row.score.map_or("no score".to_string(), |score| format!("{score:.1}"));
    let rules =
        if row.rules.is_empty() { String::new() } else { format!(" ({})", row.rules.join(", ")) };
    let who = if row.who.is_empty() { String::new() } else { format!(", {}", printable(&row.who)) };
    format!("row {}{who}: {score}{rules}", row.row)
}
