//! `html`: one page that stands alone, to be read, printed or sent on; no script, nothing from
//! elsewhere. First the counts and, of many drafts, an index; then each draft with what to fix
//! first, its words with marks, and all that is found. The worst comes first, in the page as on the
//! screen, so that a screen reader and the tab key go the same way as the eye.
//!
//! All that comes from files goes through `escape`. A page holds the letters of all drafts, in the
//! order of their scores: each is drawn when it is linted, and waits deflated for the end.

mod class;
mod draft;
mod mail;
mod score;
mod sequence;

use std::sync::Mutex;

use super::deflated::Deflated;
use super::xml::escape;
use super::{ByDraft, DrawnDrafts, Form, Run};
use crate::fingerprint::Fingerprint;
use crate::order::InOrder;
use crate::outcome::{DraftReport, FileReport, FindingReport, SequenceReport, first};
use crate::reader::Band;
use crate::text::{capital, count, plural};
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
    body: Body,
}

/// What is shown of a draft, deflated; as it is when that fails, which memory does not.
#[derive(Debug)]
enum Body {
    Plain(String),
    Deflated(Deflated),
}

impl Body {
    fn new(text: String) -> Body {
        Deflated::new(&text).map_or_else(|_| Body::Plain(text), Body::Deflated)
    }

    fn text(&self) -> String {
        match self {
            Body::Plain(text) => text.clone(),
            Body::Deflated(deflated) => deflated.text().unwrap_or_default(),
        }
    }
}

/// The style of all pages.
pub(super) const STYLE: &str = include_str!("page.css");

impl Html {
    fn keep(&self, problems: Vec<String>, boxes: impl IntoIterator<Item = DraftBox>) {
        let mut kept = self.kept.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        kept.problems.extend(problems);
        kept.boxes.extend(boxes);
    }
}

impl ByDraft for Html {
    /// Keeps the box for the foot, which shows all.
    fn draft(&self, of: &FileReport, draft: &DraftReport, number: usize) -> String {
        let body = draft::article(of, draft, &name(of, number));
        self.keep(Vec::new(), [of_draft(of, draft, number, body)]);
        String::new()
    }

    fn joins_steps(&self) -> bool {
        true
    }

    fn around(&self, report: &FileReport, drawn: DrawnDrafts) -> [String; 2] {
        let numbered = (drawn.drafts..).zip(&report.sequences);
        let boxes: Vec<DraftBox> =
            numbered.map(|(number, whole)| of_sequence(report, whole, &[], number)).collect();
        self.keep(problems(report), boxes);
        [String::new(), String::new()]
    }
}

impl Form for Html {
    fn file(&self, report: &FileReport) -> String {
        match report.sequences.as_slice() {
            [whole] if !report.drafts.is_empty() => {
                let number = report.drafts.len();
                self.keep(problems(report), [of_sequence(report, whole, &report.drafts, number)]);
                String::new()
            }
            _ => self.all(report),
        }
    }

    fn by_draft(&self) -> Option<&dyn ByDraft> {
        Some(self)
    }

    fn foot(&self, run: &Run) -> String {
        self.foot_pieces(run).collect()
    }

    fn foot_pieces<'f>(&'f self, run: &'f Run) -> Box<dyn Iterator<Item = String> + 'f> {
        let mut kept = std::mem::take(
            &mut *self.kept.lock().unwrap_or_else(std::sync::PoisonError::into_inner),
        );
        kept.problems.order();
        kept.boxes.order_by(|a, b| {
            let key = |of: &DraftBox| (of.score.is_none(), of.score.unwrap_or_default());
            let ((a_none, a_score), (b_none, b_score)) = (key(a), key(b));
            a_none
                .cmp(&b_none)
                .then(a_score.total_cmp(&b_score))
                .then_with(|| a.id.cmp(&b.id))
                .then_with(|| a.body.text().cmp(&b.body.text()))
        });
        let (before, back, behind) = page(run, &kept);
        let bodies = kept.boxes.into_iter().map(move |of| of.body.text() + back);
        Box::new(std::iter::once(before).chain(bodies).chain([behind]))
    }
}

/// What stands before, behind each of and behind all the boxes.
fn page(run: &Run, kept: &StoredBox) -> (String, &'static str, String) {
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
    let before = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header class=\"top\">\n<h1>How these drafts read to the people who get them</h1>\n<p>{}</p>\n{}</header>\n<main>\n{problems}{index}",
        escape(&title(kept)),
        counts(run),
        legend()
    );
    let behind = format!(
        "</main>\n<footer><p>Made by germane {}. A score is what readers would say of a draft, from 0 to 100; it is no forecast of replies.</p></footer>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    );
    (before, back, behind)
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
    if sum.problems > 0 {
        all.push(count(sum.problems, "problem"));
    }
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

/// The name of a box, by its number in its file.
fn name(report: &FileReport, number: usize) -> String {
    format!("d{}-{number}", Fingerprint::default().in_file(&report.path))
}

/// The number of errors among findings.
fn errors<'f>(findings: impl Iterator<Item = &'f FindingReport>) -> usize {
    findings.filter(|finding| finding.severity == Severity::Error).count()
}

/// The box of a draft.
fn of_draft(report: &FileReport, draft: &DraftReport, number: usize, body: String) -> DraftBox {
    drawn(
        &draft.id,
        draft.score.as_ref().ok().map(|score| score.total),
        draft.band,
        errors(draft.findings.iter()),
        first::of_draft(draft).first(),
        &name(report, number),
        body,
    )
}

/// The box of a sequence, with those of its steps that are not shown apart.
fn of_sequence(
    report: &FileReport,
    whole: &SequenceReport,
    steps: &[DraftReport],
    number: usize,
) -> DraftBox {
    let (anchor, fixes) = (name(report, number), first::of_sequence(whole, steps));
    let mut body = sequence::article(whole, &fixes, &anchor);
    for (number, step) in steps.iter().enumerate() {
        body += &draft::article(report, step, &name(report, number));
    }
    let errors = if steps.is_empty() { 0 } else { errors(report.findings()) };
    let score = whole.score.as_ref().ok().map(|score| score.total);
    drawn(&whole.id, score, None, errors, fixes.first(), &anchor, body)
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
    DraftBox { score, id: id.to_string(), entry, body: Body::new(body) }
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
