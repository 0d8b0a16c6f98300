//! A draft as its recipient sees it, for reports that show it: subject, preview and body, without
//! front matter and comments.

use super::{FindingReport, Range};
use crate::draft::{Draft, Section};
use crate::text::{Span, Text};
use crate::vocabulary::Part;

/// The words of a draft.
#[derive(Clone, Debug, Default)]
pub struct Letter {
    text: Text,
    sections: Vec<Section>,
    /// Comments, sorted and disjoint.
    comments: Vec<Span>,
}

impl Letter {
    /// Of a draft that nobody needs any more.
    pub(crate) fn of(mut draft: Draft) -> Self {
        draft.masks.retain(|mask| mask.slice(draft.text.as_str()).starts_with("<!--"));
        Letter { text: draft.text, sections: draft.sections, comments: draft.masks }
    }

    /// All of its text.
    pub fn text(&self) -> &str {
        self.text.as_str()
    }

    /// Subject, preview and body, each with its stretches of the text.
    pub fn sections(&self) -> impl Iterator<Item = (Part, Vec<Span>)> + '_ {
        self.sections.iter().map(|section| (section.part, self.without_comments(section.span)))
    }

    fn without_comments(&self, span: Span) -> Vec<Span> {
        let (mut kept, mut at) = (Vec::new(), span.start);
        for comment in self
            .comments
            .iter()
            .filter(|comment| comment.start >= span.start && comment.end <= span.end)
        {
            kept.push(Span { start: at, end: comment.start });
            at = comment.end;
        }
        kept.push(Span { start: at, end: span.end });
        kept.retain(|piece| !piece.is_empty());
        kept
    }

    /// Where the words of a finding stand in the text, whose file was read from `start` on. `None`
    /// for one that is about the draft as a whole: it would mark everything.
    pub fn find(&self, finding: &FindingReport, start: usize) -> Option<Span> {
        let Range { start: from, end: to } = finding.there();
        let span = Span::new(from.offset.saturating_sub(start), to.offset.saturating_sub(start));
        let found = self.text.in_text(span);
        let is_wide = found.slice(self.text()).contains("\n\n");
        (!found.is_empty() && !is_wide).then_some(found)
    }
}
