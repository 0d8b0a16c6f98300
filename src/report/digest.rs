//! The digest of a long list: how its drafts score, which rules speak most often, and the lowest
//! drafts in full. Nobody reads a million pages.

use std::fmt::Write as _;

use super::{Form, spread};
use crate::lint::{Counts, Listed};
use crate::order::InOrder;
use crate::outcome::FileReport;
use crate::source::{Contents, Format, piece};
use crate::text::{count, printable};

/// Lists of no more drafts are shown whole.
const SHORT: usize = 100;
/// Problems that are shown.
const PROBLEMS: usize = 20;
/// Rules that are named.
const RULES: usize = 8;

/// What is kept of a list, or of a piece of it.
#[derive(Debug)]
pub struct Digest {
    path: String,
    format: Format,
    counts: Counts,
    /// The score that is asked for, if some draft does not reach it.
    least: Option<f64>,
    /// The lowest drafts with their scores, drawn.
    lowest: Vec<(f64, String)>,
    /// The first problems, drawn, and how many there are.
    problems: (Vec<String>, usize),
}

impl Digest {
    /// True when a report is that of a list too long to be shown.
    pub fn is_due(report: &FileReport) -> bool {
        piece::is_list(report.format) && report.drafts.len() > SHORT
    }

    /// True when a file, of which nothing is linted yet, holds more messages than are shown whole,
    /// and they are no sequence.
    pub fn is_worth(contents: &Contents) -> bool {
        contents.sequences.is_empty() && contents.drafts.len() > SHORT
    }

    /// Keeps what is worth it, drawn in `form`.
    pub fn of(listed: Listed, form: &dyn Form) -> Digest {
        let Listed { mut report, counts } = listed;
        // What it was read as is said once, below.
        let format = std::mem::replace(&mut report.format, Format::Message);
        let (drafts, problems) =
            (std::mem::take(&mut report.drafts), std::mem::take(&mut report.problems));
        let (many, mut said, mut lowest) = (problems.len(), Vec::new(), Vec::new());
        for problem in problems.into_iter().take(PROBLEMS) {
            report.problems = vec![problem];
            said.push(form.file(&report));
        }
        report.problems.clear();
        let least = report.shortfalls.first().map(|short| short.min_score);
        report.shortfalls.clear();
        for draft in drafts {
            let Some(score) = draft.score.as_ref().ok().map(|score| score.total) else { continue };
            report.drafts = vec![draft];
            lowest.push((score, form.file(&report)));
        }
        Digest { path: report.path, format, counts, least, lowest, problems: (said, many) }
    }

    /// Adds the digest of the next piece.
    pub fn join(&mut self, next: Digest) {
        let most = self.lowest.len().max(next.lowest.len());
        self.counts.join(next.counts);
        self.least = self.least.or(next.least);
        self.lowest.extend(next.lowest);
        // Of equals the first of the file stays first.
        self.lowest.order_by(|a, b| a.0.total_cmp(&b.0));
        self.lowest.truncate(most);
        self.problems.0.extend(next.problems.0);
        self.problems.0.truncate(PROBLEMS);
        self.problems.1 += next.problems.1;
    }

    /// Draws it for people.
    pub fn draw(&self) -> String {
        let (counts, mut out) = (&self.counts, self.problems.0.concat());
        let more = self.problems.1 - self.problems.0.len();
        if more > 0 {
            let _ = writeln!(
                out,
                "{}: {more} more problems of this kind or others\n",
                printable(&self.path)
            );
        }
        // The lowest comes last, next to the numbers: that is where a reader of a terminal looks.
        self.lowest.iter().rev().for_each(|(_, drawn)| out += drawn);
        let _ = writeln!(
            out,
            "{}: {}, {}",
            printable(&self.path),
            self.format.meaning(),
            count(counts.drafts, "draft")
        );
        if let Some([lowest, median, highest]) = counts.scores.lowest_median_highest() {
            let _ = writeln!(
                out,
                "  median {median:.1} of 100, lowest {lowest:.1}, highest {highest:.1}"
            );
        }
        spread::bars(&counts.scores.tens(), &mut out);
        let unscored = counts.drafts - counts.scores.count();
        if unscored > 0 {
            let _ = writeln!(out, "  {} without a score", count(unscored, "draft"));
        }
        if let Some(least) = self.least {
            let _ = writeln!(
                out,
                "  {} below the minimum of {least} (--min-score)",
                count(counts.below, "draft")
            );
        }
        let mut rules: Vec<(&String, &usize)> = counts.rules.iter().collect();
        rules.order_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        for (rule, drafts) in rules.iter().take(RULES) {
            let _ = writeln!(out, "  {rule} in {}", count(**drafts, "draft"));
        }
        if rules.len() > RULES {
            let _ = writeln!(out, "  and {} more rules in some", rules.len() - RULES);
        }
        let shown = match self.lowest.len() {
            0 => String::new(),
            n => format!("the {n} lowest are shown; "),
        };
        let _ = writeln!(
            out,
            "  {shown}--all shows every draft, --format jsonl writes a line for each\n"
        );
        out
    }
}
