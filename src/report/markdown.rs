//! `markdown`: one table of scores, to be put under a pull request.

use super::inert::markdown as cell;
use super::{ByDraft, DrawnDrafts, Form, Run};
use crate::outcome::first::{self, TopFix};
use crate::outcome::{DraftReport, FileReport, Scored};
use crate::text::{count, printable};
use crate::vocabulary::{Dimension, Severity};

/// The form.
#[derive(Debug)]
pub struct Markdown;

impl ByDraft for Markdown {
    fn draft(&self, of: &FileReport, draft: &DraftReport, _: usize) -> String {
        row(draft.as_scored(), &of.with_path(&draft.id), &first::of_draft(draft))
    }

    /// What to fix first in a sequence may stand in one of its steps.
    fn joins_steps(&self) -> bool {
        true
    }

    fn around(&self, report: &FileReport, _: DrawnDrafts) -> [String; 2] {
        let gaps = " |".repeat(Dimension::SCORED.len() + 3);
        let path = cell(&printable(&report.path));
        let problems = report
            .problems
            .iter()
            .map(|problem| format!("| {path} |{gaps} {} |\n", cell(&problem.message)));
        let short = report.shortfalls.iter();
        let short = short.map(|short| {
            format!(
                "| {} |{gaps} **{}** {} |\n",
                cell(&report.with_path(&short.id)),
                cell(&short.message),
                cell(&short.advice)
            )
        });
        [
            problems.collect(),
            report
                .sequences
                .iter()
                .map(|sequence| {
                    let fixes = first::of_sequence(sequence, &report.drafts);
                    row(sequence.as_scored(), &report.with_path(&sequence.id), &fixes)
                })
                .chain(short)
                .collect(),
        ]
    }
}

impl Form for Markdown {
    fn head(&self) -> String {
        let names: Vec<&str> = Dimension::SCORED.iter().map(|dimension| dimension.name()).collect();
        let line = ["|:--|--:|", &"--:|".repeat(names.len()), "--:|--:|:--|"].concat();
        format!(
            "| draft | score | {} | errors | warnings | fix first |\n{line}\n",
            names.join(" | ")
        )
    }

    fn by_draft(&self) -> Option<&dyn ByDraft> {
        Some(self)
    }

    fn foot(&self, run: &Run) -> String {
        let sum = run.summary();
        let hidden = if sum.hidden > 0 {
            format!(", {} not shown", count(sum.hidden, "finding"))
        } else {
            String::new()
        };
        let below = if run.tally.below > 0 {
            format!(", {} below the minimum score", run.tally.below)
        } else {
            String::new()
        };
        let problems = if sum.problems > 0 {
            format!(", {}", count(sum.problems, "problem"))
        } else {
            String::new()
        };
        format!(
            "\n{}: {}, {}, {}{problems}{hidden}{below}.\n",
            count(sum.drafts, "draft"),
            count(sum.errors, "error"),
            count(sum.warnings, "warning"),
            count(sum.infos, "info"),
        )
    }
}

fn row(of: Scored, name: &str, fixes: &[TopFix]) -> String {
    let count =
        |severity| of.findings.iter().filter(|finding| finding.severity == severity).count();
    let scores: Vec<String> = match &of.score {
        Ok(score) => {
            let value = |of| {
                score
                    .dimensions
                    .iter()
                    .find(|(dimension, _)| *dimension == of)
                    .map(|(_, value)| format!("{value:.0}"))
            };
            let each = Dimension::SCORED
                .into_iter()
                .map(|dimension| value(dimension).unwrap_or_else(|| "-".to_string()));
            std::iter::once(format!("**{:.0}**", score.total)).chain(each).collect()
        }
        Err(_) => vec!["none".into(); 1 + Dimension::SCORED.len()],
    };
    let first = fixes.first().map_or(String::new(), |fix| {
        format!("{}: {} {}", fix.place(), cell(&fix.what), cell(fix.advice))
    });
    format!(
        "| {} | {} | {} | {} | {first} |\n",
        cell(name),
        scores.join(" | "),
        count(Severity::Error),
        count(Severity::Warning)
    )
}
