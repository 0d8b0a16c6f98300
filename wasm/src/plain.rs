//! A saved mail or an HTML template as plain text: what somebody would type who wrote it in a text
//! box.

use germane::draft::{Address, Draft};
use germane::source::{self, FileResolver};
use germane::vocabulary::Part;
use germane::{Format, Source};

/// The one message of a source with its headers above it, in words as its recipient sees them.
/// `None` for what is written as it is read, and for what holds no message or several.
pub fn of(source: &Source) -> Option<String> {
    let contents = source::read(source, &FileResolver::default());
    let coded = matches!(
        contents.format,
        Format::Eml
            | Format::Mbox
            | Format::Html
            | Format::Mjml
            | Format::Salesforce
            | Format::Postmark
    );
    match contents.drafts.as_slice() {
        [draft] if coded => Some(text(draft)),
        _ => None,
    }
}

fn text(draft: &Draft) -> String {
    let mut out = String::new();
    for (label, address) in [("From", &draft.meta.from), ("To", &draft.meta.to)] {
        if let Some(address) = address {
            out += &format!("{label}: {}\n", spelled(address));
        }
    }
    for (part, label) in [(Part::Subject, "Subject"), (Part::Preheader, "Preview")] {
        for section in draft.sections.iter().filter(|section| section.part == part) {
            out += &format!("{label}: {}\n", section.span.slice(draft.text.as_str()).trim());
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
    // What its recipient is not shown stays in the file.
    let body = draft.body();
    let mut at = body.start();
    for hidden in draft
        .hidden
        .iter()
        .filter(|hidden| body.start() <= hidden.start() && hidden.end() <= body.end())
    {
        out += &draft.text.as_str()[at..hidden.start()];
        at = hidden.end();
    }
    out += &draft.text.as_str()[at..body.end()];
    out.truncate(out.trim_end().len());
    out.replace("\r\n", "\n") + "\n"
}

fn spelled(address: &Address) -> String {
    match (address.name.trim(), address.mail.trim()) {
        (name, "") => name.to_string(),
        ("", mail) => mail.to_string(),
        (name, mail) => format!("{name} <{mail}>"),
    }
}
