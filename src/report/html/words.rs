//! A draft's words as they stand in the file, with a mark on what findings speak of.

use crate::lint::{DraftReport, FileReport, FindingReport};
use crate::report::xml::escape;

/// The draft, cut where marks begin and end; each piece bears the severity of the worst finding on it, and the number of each finding
/// stands where its words end.
pub fn marked(report: &FileReport, draft: &DraftReport, anchor: &impl Fn(usize) -> String) -> String {
    let (bytes, before, whole) = match &draft.elsewhere {
        Some(file) => (&file.bytes, 0, 0..file.bytes.len()),
        None => (&report.bytes, report.start.offset, draft.range.start.offset..draft.range.end.offset),
    };
    let within = |offset: usize| offset.saturating_sub(before);
    let whole = within(whole.start)..within(whole.end);
    // From the start of its first line, so that a subject stands with its key.
    let first = whole.start.min(bytes.len());
    let first = bytes[..first].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let clamp = |offset: usize| offset.clamp(first, whole.end.max(first));
    let ranges = draft.findings.iter().map(FindingReport::there);
    let spans: Vec<(usize, usize)> = ranges.map(|range| (clamp(within(range.start.offset)), clamp(within(range.end.offset)))).collect();
    let mut cuts: Vec<usize> = spans.iter().flat_map(|(start, end)| [*start, *end]).collect();
    cuts.extend([first, clamp(usize::MAX)]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut ends: Vec<usize> = (0..spans.len()).collect();
    ends.sort_by_key(|at| spans[*at].1);
    let (mut ends, mut open, mut begun) = (ends.into_iter().peekable(), Vec::<usize>::new(), 0);
    let mut out = String::new();
    let mut numbers = |at: usize, out: &mut String| {
        while let Some(finding) = ends.next_if(|finding| spans[*finding].1 <= at) {
            *out += &format!("<a class=\"n\" href=\"#{}\">{}</a>", anchor(finding), finding + 1);
        }
    };
    for pair in cuts.windows(2) {
        numbers(pair[0], &mut out);
        while begun < spans.len() && spans[begun].0 <= pair[0] {
            open.push(begun);
            begun += 1;
        }
        open.retain(|finding| spans[*finding].1 > pair[0]);
        let words = escape(&String::from_utf8_lossy(bytes.get(pair[0]..pair[1]).unwrap_or_default()));
        // A finding about the whole message marks no words: it would mark all of them.
        let worst =
            open.iter().map(|finding| &draft.findings[*finding]).filter(|finding| !is_wide(finding)).max_by_key(|finding| finding.severity);
        match worst {
            Some(finding) => {
                out += &format!("<mark class=\"{}\" title=\"{}\">{words}</mark>", finding.severity.name(), escape(&finding.message))
            }
            None => out += &words,
        }
    }
    numbers(usize::MAX, &mut out);
    out
}

fn is_wide(finding: &FindingReport) -> bool {
    finding.there().end.line - finding.there().start.line > 6
}
