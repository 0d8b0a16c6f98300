//! Snippets as rustc draws them: the line, a caret under the words, what, why, what to do. Drawn by
//! `annotate-snippets`.

use std::borrow::Cow;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use crate::text::{LineIndex, Position, Span, printable, printable_lines};
use crate::vocabulary::Severity;

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

    /// `text` in the colour, or the weight, of an ANSI code (`1` is bold), where there are colours.
    pub fn painted(self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_string() }
    }

    /// The column at which prose is wrapped: lines across a wide page are hard to read.
    pub fn prose_width(self) -> usize {
        self.width.min(100)
    }
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

/// Columns that the frame around a line may take: its number, bars, blanks.
const FRAME: usize = 14;

/// Draws a message. `path` and `bytes` are the file's, `span` its place in it. What is about
/// something absent (an empty span) is drawn with its place alone: no line of the file is at fault.
pub fn render(
    message: &Message,
    path: &str,
    bytes: &[u8],
    lines: &LineIndex,
    span: Span,
    style: Style,
) -> String {
    // Of a path, and of words that do not come from a report, nobody has made sure that they can be
    // printed.
    let (path, title) = (&*printable(path), &*printable(message.title));
    let notes: Vec<(&str, Cow<str>)> =
        message.notes.iter().map(|(label, text)| (*label, printable(text))).collect();
    let notes = notes.iter().map(|(label, text)| (*label, &**text)).collect();
    let message = &Message { title, notes, ..*message };
    let level = match message.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info | Severity::Off => Level::INFO,
    };
    let start = lines.position(bytes, span.start());
    let cut = LineExcerpt::new(bytes, lines, start.line, span, style.width.saturating_sub(FRAME));
    if let Some(drawn) = plainly(message, path, start, (!span.is_empty()).then_some(&cut), style) {
        return drawn;
    }
    let title = match message.id {
        Some(id) => level.primary_title(message.title).id(id),
        None => level.primary_title(message.title),
    };
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

/// Draws the common case, one short line of ASCII without colours, as `annotate-snippets` would (a
/// test holds them together): its buffer of styled characters costs thirty times as much, which a
/// folder of drafts would wait for.
fn plainly(
    message: &Message,
    path: &str,
    at: Position,
    cut: Option<&LineExcerpt>,
    style: Style,
) -> Option<String> {
    let one_line = |text: &str| !text.contains(['\n', '\t', '\r']);
    let is_simple = |text: &str| one_line(text) && text.chars().all(|c| c.is_ascii() || c == CUT);
    if style.colour
        || cut.is_some_and(|cut| !is_simple(&cut.text))
        || !one_line(message.title)
        || !message.notes.iter().all(|(_, text)| one_line(text))
    {
        return None;
    }
    let mut out = String::with_capacity(2 * style.width + 200);
    out.push_str(message.severity.name());
    if let Some(id) = message.id {
        out.extend(["[", id, "]"]);
    }
    let (line, column) = (at.line.to_string(), at.column.to_string());
    let blank = " ".repeat(if cut.is_some() { line.len() } else { 0 });
    out.extend([": ", message.title, "\n", &blank, "--> ", path, ":", &line, ":", &column, "\n"]);
    if let Some(cut) = cut {
        let columns = |text: &str| text.chars().count();
        let (before, inside) =
            (columns(&cut.text[..cut.span.start]), columns(&cut.text[cut.span.clone()]));
        out.extend([&blank, " |\n", &line, " | ", &cut.text, "\n", &blank, " | "]);
        out.extend(std::iter::repeat_n(' ', before).chain(std::iter::repeat_n('^', inside.max(1))));
        out.push('\n');
        if !message.notes.is_empty() {
            out.extend([&blank, " |\n"]);
        }
    }
    for (label, text) in &message.notes {
        out.extend([&blank, " = ", label, ": ", text, "\n"]);
    }
    Some(out)
}

/// Stands where a long line was cut.
const CUT: char = '\u{2026}';

/// The lines under a span, as text, with the span moved along.
struct LineExcerpt {
    text: String,
    span: std::ops::Range<usize>,
}

impl LineExcerpt {
    /// Cuts the line around the words that are pointed at, so that it fits into `columns`.
    fn new(
        bytes: &[u8],
        lines: &LineIndex,
        line: usize,
        span: Span,
        columns: usize,
    ) -> LineExcerpt {
        let first = lines.line_range(bytes, line);
        // Of a stretch over many lines the first two are shown; the caret says where it starts.
        let last = lines
            .position(bytes, span.end().saturating_sub(1).max(span.start()))
            .line
            .min(line + 1);
        let whole = first.start..lines.line_range(bytes, last).end.max(first.start);
        let end = span.end().clamp(span.start(), whole.end.max(span.start()));
        let room = if last > line { 4 * columns } else { columns };
        let (mut left, mut right) = (whole.start, whole.end);
        if whole.len() > room {
            let before = room.saturating_sub(end - span.start()) / 2;
            left = span
                .start()
                .saturating_sub(before)
                .clamp(whole.start, whole.end.saturating_sub(room).max(whole.start));
            right = (left + room).min(whole.end);
            let inside = |at: usize| lines.goes_on(bytes, at);
            left += (left..right).take_while(|at| inside(*at)).count();
            right -= (left..right).rev().take_while(|at| inside(*at + 1)).count();
        }
        let mut text = String::new();
        if left > whole.start {
            text.push(CUT);
        }
        let mut lossy = |from: usize, to: usize| {
            let piece = lines.words(bytes, from..to.max(from));
            text.extend(piece.chars().filter(|c| !matches!(c, '\u{feff}' | '\r')));
            text.len()
        };
        let from = lossy(left, span.start().min(right));
        let to = lossy(span.start().min(right), end.min(right));
        lossy(end.min(right), right);
        if right < whole.end {
            text.push(CUT);
        }
        // Pictures of characters are as many as the characters, and not as long.
        if let Cow::Owned(shown) = printable_lines(&text) {
            let place = |at: usize| {
                shown
                    .char_indices()
                    .nth(text[..at].chars().count())
                    .map_or(shown.len(), |(at, _)| at)
            };
            return LineExcerpt { span: place(from)..place(to), text: shown };
        }
        LineExcerpt { text, span: from..to }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Colour switches the short way off; without its codes the text must be the same.
    fn both(
        title: &str,
        notes: &[(&'static str, &str)],
        text: &str,
        span: Span,
    ) -> (String, String) {
        let lines = LineIndex::new(text.as_bytes());
        let message = Message {
            severity: Severity::Warning,
            id: Some("a-rule"),
            title,
            notes: notes.to_vec(),
        };
        let draw = |style| render(&message, "a/b.md", text.as_bytes(), &lines, span, style);
        let codes = regex::Regex::new("\u{1b}\\[[0-9;]*m").expect("a pattern");
        let coloured = draw(Style { colour: true, ..Style::PLAIN });
        (draw(Style::PLAIN), codes.replace_all(&coloured, "").into_owned())
    }

    #[test]
    fn the_short_way_draws_what_the_library_draws() {
        let text = "first\n\n  second line, of some length  \n".to_string()
            + &"x\n".repeat(120)
            + "the last";
        let notes: &[&[(&'static str, &str)]] =
            &[&[], &[("do", "this")], &[("why", "that"), ("do", "this")]];
        let spans = [
            (0, 5),
            (0, 0),
            (9, 15),
            (7, 9),
            (9, 9),
            (text.len() - 4, text.len()),
            (60, 61),
            (text.len(), text.len()),
        ];
        for (notes, (from, to)) in
            notes.iter().flat_map(|notes| spans.iter().map(move |span| (notes, span)))
        {
            let (short, long) = both("It \"is\" so.", notes, &text, Span::new(*from, *to));
            assert_eq!(short, long, "{from}..{to}");
        }
    }
}
