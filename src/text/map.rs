//! What the reader sees, with a piecewise map to the bytes of the file. Maps compose: a text can be
//! built from pieces of another.
//!
//! Formats build texts; nobody ever searches a file for a phrase that was found in a text.

use super::Span;

/// One stretch of a text and the stretch of the file that it came from. Equal lengths mean byte for
/// byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    text: Span,
    source: Span,
}

/// A string as the reader sees it, and where each of its bytes stands in the file.
#[derive(Clone, Debug, Default)]
pub struct Text {
    string: String,
    runs: Vec<Run>,
    /// Where something was taken out that is drawn as nothing, between two other characters.
    hidden: Vec<u32>,
}

impl Text {
    /// A text that equals its file byte for byte.
    pub fn identity(string: impl Into<String>) -> Self {
        let mut builder = TextBuilder::default();
        let string = string.into();
        let span = Span::new(0, string.len());
        builder.push(&string, span);
        builder.finish()
    }

    /// The string.
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// All of it.
    pub fn whole(&self) -> Span {
        Span::new(0, self.string.len())
    }

    /// The file's bytes under a span of the text. A span inside a decoded stretch (an escape, a
    /// replaced byte) widens to the whole stretch; one that covers only glue between stretches
    /// gives the empty span where the glue stands.
    pub fn to_source(&self, span: Span) -> Span {
        let first = self.runs.partition_point(|run| run.text.end <= span.start);
        let Some(run) = self.runs.get(first) else {
            let end = self.runs.last().map_or(0, |run| run.source.end());
            return Span::new(end, end);
        };
        if span.end <= run.text.start || span.is_empty() {
            let at = if span.start >= run.text.start {
                within(run, span.start, false)
            } else {
                run.source.start
            };
            return Span::new(at as usize, at as usize);
        }
        let start = if span.start > run.text.start {
            within(run, span.start, false)
        } else {
            run.source.start
        };
        let last = self.runs.partition_point(|run| run.text.start < span.end) - 1;
        let run = &self.runs[last];
        let end =
            if span.end < run.text.end { within(run, span.end, true) } else { run.source.end };
        Span::new(start as usize, end.max(start) as usize)
    }

    /// The stretch of the text that came from a stretch of the file; empty when none of it is in
    /// the text.
    pub fn in_text(&self, span: Span) -> Span {
        let first = self.runs.partition_point(|run| run.source.end <= span.start);
        let last = self.runs.partition_point(|run| run.source.start < span.end);
        let (Some(begins), Some(ends)) =
            (self.runs.get(first), last.checked_sub(1).and_then(|at| self.runs.get(at)))
        else {
            return Span::default();
        };
        if first >= last || span.is_empty() {
            return Span::default();
        }
        // Inside of a decoded stretch the whole of it is meant.
        let into = |run: &Run, at: u32| {
            if run.text.len() == run.source.len() {
                run.text.start + (at - run.source.start)
            } else {
                run.text.start
            }
        };
        let start = if span.start > begins.source.start {
            into(begins, span.start)
        } else {
            begins.text.start
        };
        let whole = span.end >= ends.source.end || ends.text.len() != ends.source.len();
        let end = if whole { ends.text.end } else { into(ends, span.end) };
        Span::new(start as usize, end.max(start) as usize)
    }

    /// This text, whose source is `outer`, with a way back to the source of `outer`.
    pub fn through(mut self, outer: &Text) -> Text {
        if outer.runs.len() <= 1 {
            self.runs.iter_mut().for_each(|run| run.source = outer.to_source(run.source));
            return self;
        }
        // What was copied from `outer` may be a copy of nothing: it goes back stretch by stretch.
        let mut builder = TextBuilder::default();
        for run in &self.runs {
            builder.push_glue(&self.string[builder.len()..run.text.start()]);
            let words = run.text.slice(&self.string);
            if run.source.slice(&outer.string) == words {
                builder.push_from(outer, run.source);
            } else {
                builder.push(words, outer.to_source(run.source));
            }
        }
        builder.push_glue(&self.string[builder.len()..]);
        Text { hidden: self.hidden, ..builder.finish() }
    }

    /// Cuts it at the byte `at`, where a character begins.
    pub fn truncate(&mut self, at: u32) {
        self.string.truncate(at as usize);
        self.string.shrink_to_fit();
        self.hidden.truncate(self.hidden.partition_point(|hidden| *hidden < at));
        self.runs.truncate(self.runs.partition_point(|run| run.text.start < at));
        if let Some(last) = self.runs.last_mut().filter(|last| last.text.end > at) {
            last.source.end = within(last, at, true);
            last.text.end = at;
        }
    }

    /// True when something was taken out of the middle of the stretch under `span`.
    #[inline]
    pub fn hides(&self, span: Span) -> bool {
        let first = self.hidden.partition_point(|hidden| *hidden <= span.start);
        self.hidden.get(first).is_some_and(|hidden| *hidden < span.end)
    }

    /// True when the stretch under `span` was copied from the file byte for byte, so that an edit
    /// there can be applied as it is.
    pub fn is_plain(&self, span: Span) -> bool {
        let first = self.runs.partition_point(|run| run.text.end <= span.start);
        self.runs
            .get(first)
            .is_some_and(|run| run.text.covers(span) && run.text.len() == run.source.len())
    }
}

fn within(run: &Run, at: u32, end: bool) -> u32 {
    if run.text.len() == run.source.len() {
        run.source.start + (at - run.text.start)
    } else if end {
        run.source.end
    } else {
        run.source.start
    }
}

/// Builds a [`Text`] from stretches, in order.
#[derive(Debug, Default)]
pub struct TextBuilder {
    string: String,
    runs: Vec<Run>,
    hidden: Vec<u32>,
}

impl TextBuilder {
    /// Where the next stretch will start.
    pub fn len(&self) -> usize {
        self.string.len()
    }

    /// What was appended so far.
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// True before the first stretch.
    pub fn is_empty(&self) -> bool {
        self.string.is_empty()
    }

    /// Appends `piece`, which stands at `source` in the file. Equal lengths are taken as a copy,
    /// others as decoded.
    pub fn push(&mut self, piece: &str, source: Span) {
        if piece.is_empty() {
            return;
        }
        let text = Span::new(self.string.len(), self.string.len() + piece.len());
        self.string.push_str(piece);
        let copy = text.len() == source.len();
        if let Some(last) = self.runs.last_mut() {
            let joins = copy
                && last.text.len() == last.source.len()
                && last.source.end == source.start
                && last.text.end == text.start;
            if joins {
                last.text.end = text.end;
                last.source.end = source.end;
                return;
            }
        }
        self.runs.push(Run { text, source });
    }

    /// Appends the stretch `span` of `from`, keeping its way back to the file. Glue stays glue.
    pub fn push_from(&mut self, from: &Text, span: Span) {
        let hidden = from.hidden.partition_point(|hidden| *hidden <= span.start);
        let inside = from.hidden[hidden..].iter().take_while(|hidden| **hidden < span.end);
        let base = self.string.len() as u32;
        self.hidden.extend(inside.map(|hidden| hidden - span.start + base));
        let first = from.runs.partition_point(|run| run.text.end <= span.start);
        let mut at = span.start;
        for run in from.runs[first..].iter().take_while(|run| run.text.start < span.end) {
            let part =
                Span { start: run.text.start.max(span.start), end: run.text.end.min(span.end) };
            self.push_glue(Span { start: at, end: part.start }.slice(&from.string));
            self.push(part.slice(&from.string), from.to_source(part));
            at = part.end;
        }
        self.push_glue(Span { start: at, end: span.end.max(at) }.slice(&from.string));
    }

    /// Appends characters that stand nowhere in the file, such as the gap between subject and body.
    pub fn push_glue(&mut self, glue: &str) {
        self.string.push_str(glue);
    }

    /// Says that something was taken out between what was appended last and what comes next.
    pub fn hide(&mut self) {
        self.hidden.push(self.string.len() as u32);
    }

    /// Takes off what was appended from `at` on, where a stretch begins.
    pub fn split_off(&mut self, at: usize) -> Text {
        let string = self.string.split_off(at);
        let mut runs = self.runs.split_off(self.runs.partition_point(|run| run.text.start() < at));
        for run in &mut runs {
            run.text = Span::new(run.text.start() - at, run.text.end() - at);
        }
        let mut hidden =
            self.hidden.split_off(self.hidden.partition_point(|hidden| (*hidden as usize) < at));
        hidden.iter_mut().for_each(|hidden| *hidden -= at as u32);
        Text { string, runs, hidden }
    }

    /// The finished text.
    pub fn finish(self) -> Text {
        Text { string: self.string, runs: self.runs, hidden: self.hidden }
    }
}
