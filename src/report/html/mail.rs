//! A draft's words as its recipient sees them, with a mark on what findings speak of.

use super::class::severity;
use crate::order::InOrder;
use crate::outcome::{DraftReport, FileReport, FindingReport, Letter};
use crate::report::xml::escape;
use crate::text::Span;
use crate::vocabulary::Part;

/// Subject, preview and body, and which of the findings are marked in them. Each stretch bears the
/// severity of the worst finding on it; behind the last word of a finding stands its number, which
/// leads to it. What is about the draft as a whole marks nothing.
pub fn draw(
    report: &FileReport,
    draft: &DraftReport,
    findings: &[&FindingReport],
    anchor: &dyn Fn(usize) -> String,
) -> (String, Vec<bool>) {
    let letter = &draft.letter;
    let start = if draft.elsewhere.is_some() { 0 } else { report.start.offset };
    let spans: Vec<Option<Span>> =
        findings.iter().map(|finding| letter.find(finding, start)).collect();
    let mut shown = vec![false; findings.len()];
    let mut head = String::new();
    let mut body = String::new();
    for (part, pieces) in letter.sections() {
        let words: String = pieces
            .iter()
            .map(|piece| marked(letter, *piece, findings, &spans, anchor, &mut shown))
            .collect();
        match part {
            Part::Subject => {
                head += &format!("<div><dt>Subject</dt><dd>{}</dd></div>\n", words.trim())
            }
            Part::Preheader => {
                head += &format!("<div><dt>Preview</dt><dd>{}</dd></div>\n", words.trim())
            }
            _ => body += words.trim(),
        }
    }
    let head = if head.is_empty() { head } else { format!("<dl>\n{head}</dl>\n") };
    let drawn = format!("<div class=\"mail\">{head}<div class=\"words\">{body}</div></div>\n");
    (drawn, shown)
}

/// A piece of the words. Findings whose number it shows become `shown`.
fn marked(
    letter: &Letter,
    piece: Span,
    findings: &[&FindingReport],
    spans: &[Option<Span>],
    anchor: &dyn Fn(usize) -> String,
    shown: &mut [bool],
) -> String {
    let here: Vec<(usize, Span)> = spans
        .iter()
        .enumerate()
        .filter_map(|(at, span)| Some((at, (*span)?)))
        .filter(|(_, span)| span.start < piece.end && piece.start < span.end)
        .collect();
    let mut cuts: Vec<u32> = here
        .iter()
        .flat_map(|(_, span)| [span.start.max(piece.start), span.end.min(piece.end)])
        .collect();
    cuts.extend([piece.start, piece.end]);
    cuts.order();
    cuts.dedup();
    // Findings in the order in which they begin, and those that are open.
    let mut begins: Vec<usize> = (0..here.len()).collect();
    begins.order_by_key(|at| here[*at].1.start);
    let (mut begins, mut open, mut out) =
        (begins.into_iter().peekable(), Vec::<usize>::new(), String::new());
    for pair in cuts.windows(2) {
        while let Some(at) = begins.next_if(|at| here[*at].1.start <= pair[0]) {
            open.push(at);
        }
        let words = escape(Span { start: pair[0], end: pair[1] }.slice(letter.text()));
        let worst =
            open.iter().map(|at| findings[here[*at].0]).max_by_key(|finding| finding.severity);
        match worst {
            Some(finding) => {
                out += &format!("<mark class=\"{}\">{words}</mark>", finding.severity.name())
            }
            None => out += &words,
        }
        let mut ended: Vec<usize> =
            open.iter().filter(|at| here[**at].1.end <= pair[1]).map(|at| here[*at].0).collect();
        open.retain(|at| here[*at].1.end > pair[1]);
        ended.order();
        let numbers = ended.iter().map(|at| {
            shown[*at] = true;
            let (said, severity, name) = (escape(&findings[*at].message), severity(findings[*at]), anchor(*at));
            format!("<a href=\"#{name}\" id=\"{name}-w\" title=\"{said}\" aria-label=\"finding {n}, {severity}\">{n}</a>", n = at + 1)
        });
        let numbers = numbers.collect::<Vec<_>>().join("\u{2009}");
        if !numbers.is_empty() {
            out += &format!("<sup>{numbers}</sup>");
        }
    }
    out
}
