//! A draft's words as its recipient sees them, with a mark on what findings speak of.

use crate::outcome::{DraftReport, FileReport, FindingReport, Letter};
use crate::report::human::first::VERDICTS;
use crate::report::xml::escape;
use crate::text::Span;
use crate::vocabulary::Part;

/// Subject, preview and body. Each stretch bears the severity of the worst finding on it; behind the last word of a finding stands its
/// number, which leads to it. What is about the draft as a whole marks nothing.
pub fn draw(report: &FileReport, draft: &DraftReport, anchor: &dyn Fn(usize) -> String) -> String {
    let letter = &draft.letter;
    let start = if draft.elsewhere.is_some() { 0 } else { report.start.offset };
    let marks = |finding: &FindingReport| !VERDICTS.contains(&finding.rule.as_str());
    let spans: Vec<Option<Span>> = draft.findings.iter().map(|finding| letter.find(finding, start).filter(|_| marks(finding))).collect();
    let mut head = String::new();
    let mut body = String::new();
    for (part, pieces) in letter.sections() {
        let words: String = pieces.iter().map(|piece| marked(letter, *piece, draft, &spans, anchor)).collect();
        match part {
            Part::Subject => head += &format!("<div><dt>Subject</dt><dd>{}</dd></div>\n", words.trim()),
            Part::Preheader => head += &format!("<div><dt>Preview</dt><dd>{}</dd></div>\n", words.trim()),
            _ => body += words.trim(),
        }
    }
    let head = if head.is_empty() { head } else { format!("<dl>\n{head}</dl>\n") };
    format!("<div class=\"mail\">{head}<div class=\"words\">{body}</div></div>\n")
}

fn marked(letter: &Letter, piece: Span, draft: &DraftReport, spans: &[Option<Span>], anchor: &dyn Fn(usize) -> String) -> String {
    let here: Vec<(usize, Span)> = spans
        .iter()
        .enumerate()
        .filter_map(|(at, span)| Some((at, (*span)?)))
        .filter(|(_, span)| span.start < piece.end && piece.start < span.end)
        .collect();
    let mut cuts: Vec<u32> = here.iter().flat_map(|(_, span)| [span.start.max(piece.start), span.end.min(piece.end)]).collect();
    cuts.extend([piece.start, piece.end]);
    cuts.sort_unstable();
    cuts.dedup();
    // Findings in the order in which they begin, and those that are open.
    let mut begins: Vec<usize> = (0..here.len()).collect();
    begins.sort_by_key(|at| here[*at].1.start);
    let (mut begins, mut open, mut out) = (begins.into_iter().peekable(), Vec::<usize>::new(), String::new());
    for pair in cuts.windows(2) {
        while let Some(at) = begins.next_if(|at| here[*at].1.start <= pair[0]) {
            open.push(at);
        }
        let words = escape(Span { start: pair[0], end: pair[1] }.slice(letter.text()));
        let worst = open.iter().map(|at| &draft.findings[here[*at].0]).max_by_key(|finding| finding.severity);
        match worst {
            Some(finding) => out += &format!("<mark class=\"{}\">{words}</mark>", finding.severity.name()),
            None => out += &words,
        }
        let mut ended: Vec<usize> = open.iter().filter(|at| here[**at].1.end <= pair[1]).map(|at| here[*at].0).collect();
        open.retain(|at| here[*at].1.end > pair[1]);
        ended.sort_unstable();
        let numbers = ended.iter().map(|at| {
            let said = escape(&draft.findings[*at].message);
            format!("<a href=\"#{}\" title=\"{said}\" aria-label=\"finding {n}\">{n}</a>", anchor(*at), n = at + 1)
        });
        let numbers = numbers.collect::<Vec<_>>().join("\u{2009}");
        if !numbers.is_empty() {
            out += &format!("<sup>{numbers}</sup>");
        }
    }
    out
}
