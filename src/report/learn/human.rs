//! For people at a terminal: what to know first, what can be said, what cannot, what to try next,
//! what the volume gives.

use std::fmt::Write as _;

use super::{
    arithmetic, diff, figures, inseparable, joined, nothing, plan, reasons, rests, summary,
};
use crate::learn::report::{Finding, Learned};
use crate::learn::traits::Kind;
use crate::report::snippet::Style;
use crate::text::{capital, count, printable};

/// So many of what may be chance are shown, and so many problems.
const SHOWN: usize = 8;

/// Draws the report.
pub fn draw(learned: &Learned, style: Style) -> String {
    let mut page = Page { out: String::new(), style };
    for file in &learned.files {
        let columns: Vec<String> = file
            .columns
            .iter()
            .map(|(role, name)| {
                if role == name {
                    (*role).to_string()
                } else {
                    format!("{role} = {}", printable(name))
                }
            })
            .collect();
        let columns =
            if columns.is_empty() { String::new() } else { format!("; {}", columns.join(", ")) };
        page.wrapped("", &format!("{}: {}{columns}", printable(&file.path), file.what));
    }
    page.wrapped("", &format!("{}.", summary(learned)));
    if let Some(joined) = joined(learned) {
        page.wrapped("", &format!("{joined}."));
    }
    if learned.faults > 0 {
        page.title(&format!("Rows with faults ({})", learned.faults));
        for problem in learned.problems.iter().take(SHOWN) {
            let row = if problem.row > 0 { format!(" row {}", problem.row) } else { String::new() };
            page.wrapped("  ", &format!("{}{row}: {}", printable(&problem.path), problem.message));
        }
        if learned.faults > SHOWN {
            page.wrapped(
                "  ",
                &format!(
                    "{} more (`--format json` has the first 200)",
                    learned.faults - SHOWN.min(learned.problems.len())
                ),
            );
        }
    }
    if !learned.warnings.is_empty() {
        page.title("Before you believe anything");
        learned
            .warnings
            .iter()
            .for_each(|warning| page.wrapped("  ! ", &format!("{}.", capital(&warning.message))));
    }
    page.title("What can be said");
    if let Some(why) = nothing(learned) {
        page.wrapped("  ", &why);
    }
    if let Some(figures) = figures(learned) {
        page.wrapped("  ", figures);
    }
    for finding in &learned.said {
        page.wrapped("  ", &format!("{}.", finding.words));
        page.wrapped("      ", &details(finding));
    }
    if !learned.unclear.is_empty() {
        page.title(&format!(
            "What may be chance ({} tested; the likeliest first)",
            learned.unclear.len()
        ));
        for finding in learned.unclear.iter().take(SHOWN) {
            page.wrapped("  ", &format!("{}; {}", finding.words, details(finding)));
        }
    }
    if !learned.untestable.is_empty() {
        page.title(&format!("Not testable ({})", learned.untestable.len()));
        for (because, traits) in reasons(&learned.untestable) {
            let names: Vec<String> =
                traits.iter().take(SHOWN).map(|own| own.name.clone()).collect();
            let more = traits.len().saturating_sub(SHOWN);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            page.wrapped("  ", &format!("{}{more}, because {because}.", names.join(", ")));
        }
        let marks = learned.untestable.iter().filter(|own| own.kind == Kind::Mark).count();
        if marks > 0 {
            page.wrapped(
                "  ",
                &format!(
                    "And {} for similar reasons (`--format json` has them).",
                    count(marks, "mark")
                ),
            );
        }
    }
    if let Some(next) = &learned.next {
        page.title(&format!("The next test: {}", next.rule));
        plan(next).iter().for_each(|line| page.wrapped("  ", line));
        if next.other.is_none() {
            page.wrapped(
                "  ",
                &format!(
                    "The second text is for you to write; the first, and what to change: {}",
                    next.advice
                ),
            );
        }
        page.out.push('\n');
        for (sign, line) in diff(next) {
            let _ = writeln!(page.out, "  {sign} {line}");
        }
    }
    if learned.next.is_none() {
        page.title("The next test");
        page.wrapped("  ", "None: no text has anything that a rule takes points for and that your replies have not answered yet.");
    }
    if let Some(funnel) = &learned.funnel {
        page.title("Volume against quality: arithmetic, no promise");
        arithmetic(funnel).iter().for_each(|line| page.wrapped("  ", line));
    }
    page.out
}

/// What a finding rests on.
fn details(finding: &Finding) -> String {
    let mut parts = vec![rests(finding)];
    if !finding.also.is_empty() {
        parts.push(format!("the same texts part by {}", inseparable(finding)));
    }
    parts.extend(finding.carried_by.as_ref().map(|place| format!("most of it rests on {place}")));
    parts.join("; ")
}

struct Page {
    out: String,
    style: Style,
}

impl Page {
    fn title(&mut self, title: &str) {
        let _ = writeln!(self.out, "\n{}", self.style.painted("1", title));
    }

    /// A paragraph whose first line begins with `lead` and whose others are set in as far.
    fn wrapped(&mut self, lead: &str, text: &str) {
        let width = self.style.prose_width();
        let indent = " ".repeat(lead.chars().count());
        let (mut line, mut empty) = (lead.to_string(), true);
        for word in text.split(' ') {
            if !empty && line.chars().count() + 1 + word.chars().count() > width {
                let _ = writeln!(self.out, "{line}");
                line = indent.clone();
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line += word;
            empty = false;
        }
        let _ = writeln!(self.out, "{line}");
    }
}
