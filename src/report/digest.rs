//! The digest of a long list: how its drafts score, which rules speak most often, and the worst drafts in full. Nobody reads a
//! million pages.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::human::count;
use super::{Form, spread};
use crate::lint::{DraftReport, FileReport};
use crate::score::Spread;
use crate::source::{Format, piece};

/// Lists of no more drafts are shown whole.
pub const SHORT: usize = 100;
/// Drafts that are shown.
const WORST: usize = 10;
/// Problems that are shown.
const PROBLEMS: usize = 20;
/// Rules that are named.
const RULES: usize = 8;

/// What is kept of a list, or of a piece of it.
#[derive(Debug)]
pub struct Digest {
    path: String,
    format: Format,
    drafts: usize,
    scores: Spread,
    /// In how many drafts each rule found something.
    rules: BTreeMap<String, usize>,
    /// The worst drafts with their scores, drawn.
    worst: Vec<(f64, String)>,
    /// The first problems, drawn, and how many there are.
    problems: (Vec<String>, usize),
}

impl Digest {
    /// True when a report is that of a list too long to be shown.
    pub fn is_due(report: &FileReport) -> bool {
        piece::is_list(report.format) && report.drafts.len() > SHORT
    }

    /// Keeps what is worth it of `report`, drawn in `form`.
    pub fn of(mut report: FileReport, form: &dyn Form) -> Digest {
        let mut drafts = std::mem::take(&mut report.drafts);
        let mut digest = Digest {
            path: report.path.clone(),
            format: report.format,
            drafts: drafts.len(),
            scores: Spread::default(),
            rules: BTreeMap::new(),
            worst: Vec::new(),
            problems: (Vec::new(), report.problems.len()),
        };
        for problem in std::mem::take(&mut report.problems).into_iter().take(PROBLEMS) {
            report.problems = vec![problem];
            digest.problems.0.push(form.file(&report));
        }
        report.problems.clear();
        for draft in &drafts {
            draft.score.iter().for_each(|score| digest.scores.add(score.total));
            let mut rules: Vec<&String> = draft.findings.iter().map(|finding| &finding.rule).collect();
            rules.sort_unstable();
            rules.dedup();
            for rule in rules {
                match digest.rules.get_mut(rule) {
                    Some(count) => *count += 1,
                    None => *digest.rules.entry(rule.clone()).or_default() += 1,
                }
            }
        }
        drafts.sort_by(|a, b| total(a).total_cmp(&total(b)));
        drafts.truncate(WORST);
        for draft in drafts.into_iter().filter(|draft| draft.score.is_ok()) {
            let score = total(&draft);
            report.drafts = vec![draft];
            digest.worst.push((score, form.file(&report)));
        }
        digest
    }

    /// Adds the digest of the next piece.
    pub fn join(&mut self, next: Digest) {
        self.drafts += next.drafts;
        self.scores.join(&next.scores);
        for (rule, count) in next.rules {
            *self.rules.entry(rule).or_default() += count;
        }
        self.worst.extend(next.worst);
        // Of equals the first of the file stays first.
        self.worst.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.worst.truncate(WORST);
        self.problems.0.extend(next.problems.0);
        self.problems.0.truncate(PROBLEMS);
        self.problems.1 += next.problems.1;
    }

    /// Draws it for people.
    pub fn draw(&self) -> String {
        let mut out = self.problems.0.concat();
        let more = self.problems.1 - self.problems.0.len();
        if more > 0 {
            let _ = writeln!(out, "{}: {more} more problems of this kind or others\n", self.path);
        }
        // The worst comes last, next to the numbers: that is where a reader of a terminal looks.
        self.worst.iter().rev().for_each(|(_, drawn)| out += drawn);
        let _ = writeln!(out, "{}: {}, {}", self.path, self.format.what(), count(self.drafts, "draft"));
        if let Some([lowest, median, highest]) = self.scores.of_note() {
            let _ = writeln!(out, "  median {median:.0} of 100, lowest {lowest:.0}, highest {highest:.0}");
        }
        spread::bars(&self.scores.tens(), &mut out);
        let unscored = self.drafts - self.scores.count();
        if unscored > 0 {
            let _ = writeln!(out, "  {} without a score", count(unscored, "draft"));
        }
        let mut rules: Vec<(&String, &usize)> = self.rules.iter().collect();
        rules.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        for (rule, drafts) in rules.iter().take(RULES) {
            let _ = writeln!(out, "  {rule} in {}", count(**drafts, "draft"));
        }
        if rules.len() > RULES {
            let _ = writeln!(out, "  and {} more rules in some", rules.len() - RULES);
        }
        let _ =
            writeln!(out, "  the {} lowest are shown; --all shows every draft, --format jsonl writes a line for each\n", self.worst.len());
        out
    }
}

fn total(draft: &DraftReport) -> f64 {
    draft.score.as_ref().map_or(f64::INFINITY, |score| score.total)
}
