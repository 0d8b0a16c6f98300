//! Where a finding stands and what stands there: the edit that mends it, its words, the sentence
//! around it.

use std::borrow::Cow;

use crate::analysis::Analysis;
use crate::draft::Draft;
use crate::engine::Finding;
use crate::outcome::{FixReport, Range};
use crate::source::Format;
use crate::text::{Span, edit::Edit, floor};
use crate::vocabulary::Applicability;

impl FixReport {
    /// Offered only where the file has the very same words, so that an edit cannot meet an escape.
    /// Outside of the body of a text file it may need escapes that the reader never sees: there
    /// only plain words are put in.
    pub(super) fn new(
        finding: &Finding,
        draft: &Draft,
        format: Format,
        bytes: &[u8],
        at: &impl Fn(Span) -> Range,
    ) -> Option<Self> {
        let applicability = offered(finding, draft, format.is_raw(), bytes)?;
        let Edit { span, text } = &finding.mend.as_ref()?.edit;
        Some(FixReport {
            applicability,
            range: at(draft.text.to_source(*span)),
            replacement: text.clone(),
            inside: *span,
        })
    }
}

/// How far the edit that would mend a finding may be trusted; `None` when there is none that can be
/// offered. A body is `raw` when it stands in the file as it is.
pub(super) fn offered(
    finding: &Finding,
    draft: &Draft,
    raw: bool,
    bytes: &[u8],
) -> Option<Applicability> {
    let mend = finding.mend.as_ref()?;
    let Edit { span, text } = &mend.edit;
    let source = draft.text.to_source(*span);
    let words = span.slice(draft.text.as_str()).as_bytes();
    let copied =
        draft.text.is_plain(*span) && bytes.get(source.start()..source.end()) == Some(words);
    let raw = raw && draft.body().covers(*span);
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ');
    (copied && (raw || plain)).then_some(mend.applicability)
}

/// From the first to the last section of a draft, in the file.
pub(super) fn place(draft: &Draft) -> Span {
    let sections = draft.sections.iter().map(|section| draft.text.to_source(section.span));
    sections.reduce(Span::join).unwrap_or_default()
}

/// Bytes of a quotation, and of the words on each side of a finding that distinguish it from
/// others. Findings may be inside each other, and each would bring along all that is in it.
const QUOTED: usize = 600;

/// The words of a finding; of very many the first.
pub(super) fn excerpt(words: &str) -> Cow<'_, str> {
    if words.len() <= QUOTED {
        words.into()
    } else {
        format!("{}\u{2026}", &words[..floor(words, QUOTED)]).into()
    }
}

/// The sentence around a finding, as far as it is near; nothing for one about the whole message.
pub(super) fn around<'a>(draft: &'a Analysis, finding: &'a Finding) -> &'a str {
    if finding.whole || finding.span.is_empty() {
        return "";
    }
    let sentence = draft.sentences.get(draft.sentence_at(finding.span.start()) as usize);
    let around = sentence
        .map(|sentence| sentence.span)
        .filter(|sentence| sentence.overlaps(finding.span))
        .unwrap_or(finding.span);
    let text = draft.draft.text.as_str();
    let from = floor(text, around.start().max(finding.span.start().saturating_sub(QUOTED)));
    let to = floor(text, around.end().min(finding.span.start() + QUOTED));
    &text[from..to]
}
