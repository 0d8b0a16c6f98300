//! `html`: one page that stands alone, to be read, printed or sent on; no script, nothing from
//! elsewhere. First the counts and, of many drafts, an index; then each draft with what to fix
//! first, its words with marks, and all that is found. The worst comes first, in the page as on the
//! screen, so that a screen reader and the tab key go the same way as the eye.
//!
//! All that comes from files goes through `escape`.

mod class;
mod draft;
mod mail;
mod score;
mod sequence;

use std::sync::Mutex;

use super::human::first;
use super::xml::escape;
use super::{Form, Run};
use crate::fingerprint::Fingerprint;
use crate::outcome::FileReport;
use crate::reader::Band;
use crate::text::{count, plural};
use crate::vocabulary::{Dimension, Severity};

/// The form. The boxes of all files are kept until the end, for they are sorted.
#[derive(Debug, Default)]
pub struct Html {
    kept: Mutex<StoredBox>,
}

#[derive(Debug, Default)]
struct StoredBox {
    problems: Vec<String>,
    boxes: Vec<DraftBox>,
}

/// A draft, or a sequence with its steps.
#[derive(Debug)]
struct DraftBox {
    /// What it scores; what has no score comes last.
    score: Option<f64>,
    /// Its name.
    id: String,
    /// Its line in the index.
    entry: String,
    /// What is shown of it.
    body: String,
}

/// The style of all pages.
pub(super) const STYLE: &str = include_str!("page.css");

impl Form for Html {
    /// Keeps what there is to show of a file for the foot, which shows all.
    fn file(&self, report: &FileReport) -> String {
        let problems = problems(report);
        let boxes = boxes(report);
        let mut kept = self.kept.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        kept.problems.extend(problems);
        kept.boxes.extend(boxes);
        String::new()
    }

    fn foot(&self, run: &Run) -> String {
        let mut kept = std::mem::take(
            &mut *self.kept.lock().unwrap_or_else(std::sync::PoisonError::into_inner),
        );
        kept.problems.sort();
        kept.boxes.sort_by(|a, b| {
            let key = |of: &DraftBox| (of.score.is_none(), of.score.unwrap_or_default());
            let ((a_none, a_score), (b_none, b_score)) = (key(a), key(b));
            a_none
                .cmp(&b_none)
                .then(a_score.total_cmp(&b_score))
                .then_with(|| (&a.id, &a.body).cmp(&(&b.id, &b.body)))
        });
        page(run, &kept)
    }
}

fn page(run: &Run, kept: &StoredBox) -> String {
    let problems = match kept.problems.is_empty() {
        true => String::new(),
        false => {
            format!(
                "<section class=\"card problems\"><h2>About the files themselves</h2>\n{}</section>\n",
                kept.problems.concat()
            )
        }
    };
    let index = match kept.boxes.len() {
        0 | 1 => String::new(),
        _ => format!(
            "<nav class=\"card\" aria-labelledby=\"index\"><h2 id=\"index\">All drafts, the worst first</h2>\n<ol class=\"index\">\n{}</ol></nav>\n",
            kept.boxes.iter().map(|of| of.entry.as_str()).collect::<String>()
        ),
    };
    let back = if index.is_empty() {
        ""
    } else {
        "<p class=\"back\"><a href=\"#index\">Back to all drafts</a></p>\n"
    };
    let bodies: String = kept.boxes.iter().flat_map(|of| [of.body.as_str(), back]).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header class=\"top\">\n<h1>How these drafts read to the people who get them</h1>\n<p>{}</p>\n{}</header>\n<main>\n{problems}{index}{bodies}</main>\n<footer><p>Made by germane {}. A score is what readers would say of a draft, from 0 to 100; it is no forecast of replies.</p></footer>\n</body>\n</html>\n",
        escape(&title(kept)),
        counts(run),
        legend(),
        env!("CARGO_PKG_VERSION")
    )
}

fn title(kept: &StoredBox) -> String {
    match kept.boxes.as_slice() {
        [one] => format!("{} - germane", one.id),
        all => format!("{} - germane", count(all.len(), "draft")),
    }
}

fn counts(run: &Run) -> String {
    let sum = run.summary();
    let mut all = vec![
        count(sum.drafts, "draft"),
        count(sum.errors, "error"),
        count(sum.warnings, "warning"),
        count(sum.infos, "info"),
    ];
    if sum.hidden > 0 {
        all.push(format!("{} not shown", count(sum.hidden, "finding")));
    }
    all.join(" \u{b7} ")
}

/// What the words on the page mean.
fn legend() -> String {
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let severities = severities.iter().map(|of| {
        format!(
            "<dt><span class=\"tag {name}\">{name}</span></dt><dd>{}</dd>",
            of.meaning(),
            name = of.name()
        )
    });
    let dimensions = Dimension::SCORED
        .iter()
        .map(|of| format!("<dt>{}</dt><dd>{}</dd>", of.name(), of.meaning()));
    format!(
        "<details><summary>What the words and colours mean</summary>\n<dl>{}{}</dl></details>\n",
        severities.collect::<String>(),
        dimensions.collect::<String>()
    )
}

/// What is wrong with a file itself, and what does not reach the minimum score.
fn problems(report: &FileReport) -> Vec<String> {
    let said = |place: String, message: &str, advice: Option<&str>| {
        let advice = advice
            .map(|advice| format!(" <span class=\"do\">{}</span>", escape(advice)))
            .unwrap_or_default();
        format!("<p>{}{}{advice}</p>\n", escape(&place), escape(message))
    };
    let problems = report.problems.iter().map(|problem| {
        let place = format!("{}, line {}: ", report.path, problem.range.start.line);
        said(place, &problem.message, problem.hint.as_deref())
    });
    let short = report
        .shortfalls
        .iter()
        .map(|short| said(String::new(), &short.message, Some(&short.advice)));
    problems.chain(short).collect()
}

/// The boxes of a file: one for a sequence with its steps, else one for each draft.
fn boxes(report: &FileReport) -> Vec<DraftBox> {
    let name = |at: usize| format!("d{}-{at}", Fingerprint::default().in_file(&report.path));
    let draft = |at: usize| draft::article(report, &report.drafts[at], &name(at));
    let drafts = report.drafts.len();
    match report.sequences.as_slice() {
        [whole] if drafts > 0 => {
            let score = whole.score.as_ref().ok();
            let fixes = first::of_sequence(whole, &report.drafts);
            let body = sequence::article(whole, &fixes, &name(drafts))
                + &(0..drafts).map(draft).collect::<String>();
            let errors =
                report.findings().filter(|finding| finding.severity == Severity::Error).count();
            vec![drawn(
                &whole.id,
                score.map(|score| score.total),
                None,
                errors,
                fixes.first(),
                &name(drafts),
                body,
            )]
        }
        wholes => {
            let of_draft = report.drafts.iter().enumerate().map(|(at, of)| {
                let fixes = first::of_draft(of);
                let errors = of
                    .findings
                    .iter()
                    .filter(|finding| finding.severity == Severity::Error)
                    .count();
                drawn(
                    &of.id,
                    of.score.as_ref().ok().map(|score| score.total),
                    of.band,
                    errors,
                    fixes.first(),
                    &name(at),
                    draft(at),
                )
            });
            let of_whole = wholes.iter().enumerate().map(|(at, of)| {
                let anchor = name(drafts + at);
                let fixes = first::of_sequence(of, &[]);
                let body = sequence::article(of, &fixes, &anchor);
                drawn(
                    &of.id,
                    of.score.as_ref().ok().map(|score| score.total),
                    None,
                    0,
                    fixes.first(),
                    &anchor,
                    body,
                )
            });
            of_draft.chain(of_whole).collect()
        }
    }
}

fn drawn(
    id: &str,
    score: Option<f64>,
    band: Option<Band>,
    errors: usize,
    fix: Option<&first::TopFix>,
    anchor: &str,
    body: String,
) -> DraftBox {
    let class = |score| band.map_or(score::grade(score), score::of_band);
    let number = score.map_or("<b class=\"none\">\u{2013}</b>".into(), |score| {
        format!("<b class=\"{}\">{score:.0}</b>", class(score))
    });
    let band = band.map(|band| capital(band.short()) + ". ").unwrap_or_default();
    let errors = if errors > 0 { format!("{}. ", count(errors, "error")) } else { String::new() };
    let first = fix.map(|fix| escape(&fix.in_a_row())).unwrap_or_default();
    let entry = format!(
        "<li>{number} <a href=\"#{anchor}\">{}</a> <span>{band}{errors}{first}</span></li>\n",
        escape(id)
    );
    DraftBox { score, id: id.to_string(), entry, body }
}

/// With a capital, to begin a line with.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// At most three things to fix first.
fn first_fixes(fixes: &[first::TopFix]) -> String {
    if fixes.is_empty() {
        return String::new();
    }
    let item = |fix: &first::TopFix| {
        let place = fix.place();
        let quote = match fix.sentence.trim() {
            "" => String::new(),
            words => format!("<q>{}</q>", escape(words)),
        };
        let worth = if fix.worth >= 0.5 {
            format!(", worth about {}", count(fix.worth.round() as usize, "point"))
        } else {
            String::new()
        };
        format!(
            "<li>{quote}<p>{}</p><p class=\"do\">{}</p><p class=\"soft\">{place}{worth}</p></li>\n",
            escape(&fix.what),
            escape(fix.advice)
        )
    };
    let title = plural(fixes.len(), "Fix this first", "Fix these first");
    format!(
        "<section class=\"first\"><h3>{title}</h3>\n<ol>\n{}</ol></section>\n",
        fixes.iter().map(item).collect::<String>()
    )
}

/// Lines of a card for a terminal, as a list that is indented as they are. What they draw with `#`
/// is drawn as a bar.
fn card(title: &str, lines: &str) -> String {
    /// Signs of the longest bar.
    const LONGEST: usize = 40;
    let item = |line: &str| {
        let depth = (line.len() - line.trim_start().len()) / 2;
        let words = line.trim_end_matches('#');
        let signs = line.len() - words.len();
        let bar = match signs {
            0 => String::new(),
            signs => format!(
                " <span class=\"bar\" aria-hidden=\"true\"><i style=\"width:{}%\"></i></span>",
                signs * 100 / LONGEST
            ),
        };
        format!(
            "<li style=\"--in:{}\">{}{bar}</li>\n",
            depth.saturating_sub(1),
            escape(words.trim())
        )
    };
    format!(
        "<section><h3>{}</h3>\n<ul class=\"card-lines\">\n{}</ul></section>\n",
        escape(title),
        lines.lines().map(item).collect::<String>()
    )
}
