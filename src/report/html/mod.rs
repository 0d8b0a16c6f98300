//! `html`: one page that stands alone. Drafts with their marks, scores as pictures, the worst first; no script, nothing from elsewhere.
//!
//! Files are drawn one by one, so the page puts the worst first by the `order` of its boxes.

mod bars;
mod calendar;
mod words;

use super::xml::escape;
use super::{Form, Run};
use crate::fingerprint::Fingerprint;
use crate::lint::{DraftReport, FileReport, FindingReport, Scored};

/// The form.
#[derive(Debug)]
pub struct Html;

/// The style of all pages.
pub(super) const STYLE: &str = include_str!("page.css");

impl Form for Html {
    fn head(&self) -> String {
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>germane report</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
        )
    }

    fn file(&self, report: &FileReport) -> String {
        let problems: String = report
            .problems
            .iter()
            .map(|problem| {
                let hint = problem.hint.as_deref().map(|hint| format!(" <span class=\"do\">{}</span>", escape(hint))).unwrap_or_default();
                let line = problem.range.start.line;
                format!("<p class=\"problem\">{}, line {line}: {}{hint}</p>\n", escape(&report.path), escape(&problem.message))
            })
            .collect();
        let short = report.shortfalls.iter();
        let short = short.map(|short| {
            format!("<p class=\"problem\">{} <span class=\"do\">{}</span></p>\n", escape(&short.message), escape(&short.advice))
        });
        let problems = problems + &short.collect::<String>();
        let problems = if problems.is_empty() { problems } else { format!("<article class=\"problems\">\n{problems}</article>\n") };
        let drafts = report.drafts.iter().enumerate().map(|(at, draft)| letter(report, draft, &anchors(report, at)));
        let bodies = drafts.chain(report.sequences.iter().map(calendar::draw));
        let articles = report.scored().zip(bodies).enumerate();
        problems + &articles.map(|(at, (of, body))| article(&of, &body, &anchors(report, at))).collect::<String>()
    }

    fn foot(&self, run: &Run) -> String {
        let sum = run.summary();
        let number = |n: usize, what: &str| format!("<li><b>{n}</b> {what}{}</li>", if n == 1 { "" } else { "s" });
        let counts = [number(sum.drafts, "draft"), number(sum.errors, "error"), number(sum.warnings, "warning"), number(sum.infos, "info")];
        let hidden = if sum.hidden > 0 { number(sum.hidden, "finding") + " not shown" } else { String::new() };
        format!(
            "<header class=\"sum\"><h1>germane</h1><p>How these drafts read to the people who get them, the worst first.</p><ul>{}{hidden}</ul></header>\n</main>\n</body>\n</html>\n",
            counts.concat()
        )
    }
}

/// Names for the findings of what stands at a place in a file.
fn anchors(report: &FileReport, at: usize) -> impl Fn(usize) -> String {
    let file = Fingerprint::default().in_file(&report.path);
    move |finding| format!("f{file}-{at}-{finding}")
}

/// What a draft is made of: its words, and how many of them would do for anybody.
fn letter(report: &FileReport, draft: &DraftReport, anchor: &impl Fn(usize) -> String) -> String {
    let swap = &draft.swap;
    let swap = match swap.sentences {
        0 => String::new(),
        _ => format!("<p class=\"swap\">{} of {} sentences would read the same for anybody.</p>\n", swap.generic, swap.sentences),
    };
    format!("{swap}<div class=\"words\">{}</div>\n", words::marked(report, draft, anchor))
}

/// The box of a draft or a sequence: its score, what it is made of, what is said of it.
fn article(of: &Scored, body: &str, anchor: &impl Fn(usize) -> String) -> String {
    let (order, picture) = match of.score {
        Ok(score) => (score.total.round() as i64, bars::score(score)),
        Err(why) => (100, format!("<p class=\"none\">No score: {}.</p>\n", escape(why))),
    };
    let findings: String = of.findings.iter().enumerate().map(|(n, finding)| item(finding, &anchor(n))).collect();
    let list = match findings.is_empty() {
        true => "<p class=\"clean\">Nothing to say against it.</p>\n".to_string(),
        false => format!("<ol>\n{findings}</ol>\n"),
    };
    format!("<article style=\"order:{order}\">\n<h2>{}</h2>\n{picture}{body}{list}</article>\n", escape(of.id))
}

fn item(finding: &FindingReport, anchor: &str) -> String {
    format!(
        "<li id=\"{anchor}\"><span class=\"tag {severity}\">{severity}</span> {} <span class=\"do\">{}</span> <span class=\"why\">{}</span> <span class=\"where\"><code>{}</code>, line {}{}</span></li>\n",
        escape(&finding.message),
        escape(&finding.advice),
        escape(&finding.why),
        escape(&finding.rule),
        finding.there().start.line,
        if finding.points > 0.0 { format!(", \u{2212}{}", finding.points) } else { String::new() },
        severity = finding.severity.name(),
    )
}
