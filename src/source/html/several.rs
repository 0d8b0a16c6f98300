//! Pages with several mails: documents of word processors, saved as HTML.

use super::reader::shown;
use crate::source::document;
use crate::text::Text;

/// The text of a page that is a document with several mails, each with a subject line and below a
/// heading, as word processors export them: headings are marked as in Markdown. `None` for any
/// other page.
pub fn document(file: &Text) -> Option<Text> {
    let bytes = file.as_str().as_bytes();
    let heads = |tag: &[u8]| memchr::memmem::find(bytes, tag).is_some();
    if !["ubject", "UBJECT", "etreff", "bjet", "sunto", "ggetto", "ssunto", "nderwerp", "emat"]
        .iter()
        .any(|sign| heads(sign.as_bytes()))
        || !(heads(b"<h") || heads(b"<H"))
    {
        return None;
    }
    let text = shown(file, true, &mut Vec::new()).body.finish();
    let found = document::document("", text.as_str());
    let mails = found
        .messages
        .iter()
        .filter(|message| !message.subjects.is_empty() && !message.outline.is_empty())
        .count();
    // A mail whose greeting is a heading would be taken apart: most words of the page have to be
    // those of its mails.
    let count = |words: &str| words.split_whitespace().count();
    let read: usize = found
        .messages
        .iter()
        .flat_map(|message| &message.body)
        .map(|line| count(line.slice(text.as_str())))
        .sum();
    (mails > 1 && 2 * read > count(text.as_str())).then_some(text)
}
