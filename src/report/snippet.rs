//! Snippets as rustc draws them: the line, a caret under the words, what, why, what to do. Drawn by `annotate-snippets`.

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use crate::pack::Severity;
use crate::text::{LineIndex, Span};

/// How a message is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Colours.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
}

impl Style {
    /// No colours, a wide page: for files and pipes.
    pub const PLAIN: Style = Style { colour: false, width: 140 };
}

/// A message about a place in a file.
#[derive(Clone, Debug)]
pub struct Message<'m> {
    /// How much it matters.
    pub severity: Severity,
    /// The rule's id, for findings.
    pub id: Option<&'m str>,
    /// What is found.
    pub title: &'m str,
    /// Lines below the snippet: a label and its text.
    pub notes: Vec<(&'static str, &'m str)>,
}

/// Longer lines are cut around the words that are pointed at (in bytes).
const MAX_LINE: usize = 400;

/// Draws a message. `path` and `bytes` are the file's, `span` its place in it. What is about something absent (an empty span) is drawn
/// with its place alone: no line of the file is at fault.
pub fn render(message: &Message, path: &str, bytes: &[u8], lines: &LineIndex, span: Span, style: Style) -> String {
    let level = match message.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info | Severity::Off => Level::INFO,
    };
    let start = lines.position(bytes, span.start());
    let title = match message.id {
        Some(id) => level.primary_title(message.title).id(id),
        None => level.primary_title(message.title),
    };
    let cut = Cut::new(bytes, lines, start.line, span);
    let mut group = if span.is_empty() {
        title.element(Origin::path(path).line(start.line).char_column(start.column))
    } else {
        let mark = AnnotationKind::Primary.span(cut.span.clone());
        title.element(Snippet::source(&cut.text).line_start(start.line).path(path).annotation(mark))
    };
    for (label, text) in &message.notes {
        group = group.element(Level::NOTE.with_name(Some(*label)).message(*text));
    }
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let mut drawn = renderer.term_width(style.width).render(&[group]);
    drawn.push('\n');
    drawn
}

/// The lines under a span, as text, with the span moved along.
struct Cut {
    text: String,
    span: std::ops::Range<usize>,
}

impl Cut {
    fn new(bytes: &[u8], lines: &LineIndex, line: usize, span: Span) -> Cut {
        let first = lines.line_range(bytes, line);
        // Of a stretch over many lines the first two are shown; the caret says where it starts.
        let last = lines.position(bytes, span.end().saturating_sub(1).max(span.start())).line.min(line + 1);
        let whole = first.start..lines.line_range(bytes, last).end.max(first.start);
        let end = span.end().clamp(span.start(), whole.end.max(span.start()));
        let left = span.start().saturating_sub(MAX_LINE / 2).max(whole.start);
        let right = (end.min(left + 2 * MAX_LINE) + MAX_LINE / 2).min(whole.end).max(left);
        let mut text = String::new();
        if left > whole.start {
            text.push('\u{2026}');
        }
        let mut lossy = |from: usize, to: usize| {
            let piece = String::from_utf8_lossy(bytes.get(from..to.max(from)).unwrap_or_default());
            text.extend(
                piece
                    .chars()
                    .filter(|c| !matches!(c, '\u{feff}' | '\r'))
                    .map(|c| if c.is_control() && !matches!(c, '\n' | '\t') { ' ' } else { c }),
            );
            text.len()
        };
        let from = lossy(left, span.start().min(right));
        let to = lossy(span.start().min(right), end.min(right));
        lossy(end.min(right), right);
        if right < whole.end {
            text.push('\u{2026}');
        }
        Cut { text, span: from..to }
    }
}
