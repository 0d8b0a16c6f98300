//! One page that stands alone: no script, nothing from elsewhere. Intervals are drawn, on a scale
//! that doubles to the right.

use super::{
    arithmetic, diff, figures, inseparable, joined, nothing, plan, reasons, rests, summary,
};
use crate::learn::report::{Finding, Learned};
use crate::report::html::STYLE;
use crate::report::xml::escape;
use crate::text::capital;

/// What the drawn scale reaches to on each side, as an odds ratio.
const REACH: f64 = 4.0;
/// The width of a drawing.
const WIDTH: f64 = 320.0;
/// So many of what may be chance are drawn.
const SHOWN: usize = 30;

/// What the page has beside the style of all pages.
const OWN: &str = "table { border-collapse: collapse; width: 100%; } td { padding: .3rem .6rem .3rem 0; vertical-align: middle; border-top: 1px solid var(--line); }
.interval { width: 20rem; max-width: 100%; } .interval .axis { stroke: var(--line); stroke-width: 1; } .interval .one { stroke: var(--soft); stroke-dasharray: 3 3; }
.interval .range { stroke: currentColor; stroke-width: 3; stroke-linecap: round; } .interval .dot { fill: currentColor; } .interval text { fill: var(--soft); font-size: 10px; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .6rem 0 0; } del { background: var(--error-bg); text-decoration: none; } ins { background: var(--info-bg); text-decoration: none; }\n";

/// Draws the report.
pub fn draw(learned: &Learned) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>germane learn</title>\n<style>\n{STYLE}{OWN}</style>\n</head>\n<body>\n<main>\n<header class=\"sum\"><h1>germane learn</h1><p>{}.</p>{}</header>\n",
        escape(&summary(learned)),
        joined(learned).map(|joined| paragraph(&format!("{joined}."))).unwrap_or_default()
    );
    if learned.faults > 0 {
        let items =
            learned.problems.iter().take(SHOWN).map(|problem| {
                format!("{} row {}: {}", problem.path, problem.row, problem.message)
            });
        let more = learned.faults.saturating_sub(SHOWN);
        let more = (more > 0).then(|| format!("{more} more"));
        page +=
            &article(&format!("Rows with faults ({})", learned.faults), &list(items.chain(more)));
    }
    if !learned.warnings.is_empty() {
        let items =
            learned.warnings.iter().map(|warning| format!("{}.", capital(&warning.message)));
        page += &article("Before you believe anything", &list(items));
    }
    let why: String =
        nothing(learned).as_deref().into_iter().chain(figures(learned)).map(paragraph).collect();
    page += &article("What can be said", &(why + &table(&learned.said)));
    if !learned.unclear.is_empty() {
        let title =
            format!("What may be chance ({} tested; the likeliest first)", learned.unclear.len());
        page += &article(&title, &table(&learned.unclear[..learned.unclear.len().min(SHOWN)]));
    }
    if !learned.untestable.is_empty() {
        let items = reasons(&learned.untestable).into_iter().map(|(because, traits)| {
            let names: Vec<&str> = traits.iter().map(|own| own.name.as_str()).collect();
            format!("{}, because {because}.", names.join(", "))
        });
        page += &article(&format!("Not testable ({})", learned.untestable.len()), &list(items));
    }
    if let Some(next) = &learned.next {
        let mut body: String = plan(next).iter().map(|line| paragraph(line)).collect();
        if next.other.is_none() {
            body += &paragraph(&format!(
                "The second text is for you to write; the first, and what to change: {}",
                next.advice
            ));
        }
        let lines = diff(next).into_iter().map(|(sign, line)| match sign {
            '-' => format!("<del>- {}</del>\n", escape(&line)),
            '+' => format!("<ins>+ {}</ins>\n", escape(&line)),
            _ => format!("  {}\n", escape(&line)),
        });
        body += &format!("<pre class=\"words\">{}</pre>\n", lines.collect::<String>());
        page += &article(&format!("The next test: {}", next.rule), &body);
    }
    if let Some(funnel) = &learned.funnel {
        page += &article(
            "Volume against quality: arithmetic, no promise",
            &arithmetic(funnel).iter().map(|line| paragraph(line)).collect::<String>(),
        );
    }
    page + "</main>\n</body>\n</html>\n"
}

fn article(title: &str, body: &str) -> String {
    format!("<article>\n<h2>{}</h2>\n{body}</article>\n", escape(title))
}

fn paragraph(text: &str) -> String {
    format!("<p>{}</p>\n", escape(text))
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!(
        "<ul>\n{}</ul>\n",
        items.map(|item| format!("<li>{}</li>\n", escape(&item))).collect::<String>()
    )
}

fn table(findings: &[Finding]) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let row = |finding: &Finding| {
        let also = if finding.also.is_empty() {
            String::new()
        } else {
            format!("; the same texts part by {}", inseparable(finding))
        };
        let carried = finding
            .carried_by
            .as_ref()
            .map(|place| format!("; most of it rests on {place}"))
            .unwrap_or_default();
        let rests = format!("{}{also}{carried}", rests(finding));
        format!(
            "<tr><td>{}<br><span class=\"why\">{}</span></td><td>{}</td></tr>\n",
            escape(&finding.words),
            escape(&rests),
            interval(finding)
        )
    };
    format!("<table>\n{}</table>\n", findings.iter().map(row).collect::<String>())
}

/// An odds ratio and its interval on a line from a quarter to four; what reaches farther ends at
/// the edge.
fn interval(finding: &Finding) -> String {
    let x = |ratio: f64| {
        let place = ratio.max(f64::MIN_POSITIVE).ln() / REACH.ln();
        WIDTH / 2.0 + place.clamp(-1.0, 1.0) * (WIDTH / 2.0 - 12.0)
    };
    let (ratio, (low, high)) = (finding.measured.odds_ratio, finding.measured.interval);
    let class = if high < 1.0 {
        "low"
    } else if low > 1.0 {
        "high"
    } else {
        "middle"
    };
    let ticks: String = [0.5, 1.0, 2.0]
        .iter()
        .map(|tick| {
            format!("<text x=\"{:.1}\" y=\"34\" text-anchor=\"middle\">{tick}</text>", x(*tick))
        })
        .collect();
    format!(
        "<svg class=\"interval {class}\" viewBox=\"0 0 {WIDTH} 38\" role=\"img\" aria-label=\"{:.2}, 95 % from {low:.2} to {high:.2}\"><line class=\"axis\" x1=\"12\" x2=\"{}\" y1=\"14\" y2=\"14\"/><line class=\"one\" x1=\"{:.1}\" x2=\"{:.1}\" y1=\"2\" y2=\"24\"/><line class=\"range\" x1=\"{:.1}\" x2=\"{:.1}\" y1=\"14\" y2=\"14\"/><circle class=\"dot\" cx=\"{:.1}\" cy=\"14\" r=\"5\"/>{ticks}</svg>",
        ratio,
        WIDTH - 12.0,
        x(1.0),
        x(1.0),
        x(low),
        x(high),
        x(ratio)
    )
}
