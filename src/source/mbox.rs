//! Mailbox files (`.mbox`): mails one after the other, each behind a line that starts with `From `.

use super::{Source, eml, mime};
use crate::draft::Draft;
use crate::text::{Problem, Span};

/// The start of the line before a mail.
const ENVELOPE: &[u8] = b"From ";

/// True for the names of mailboxes, and for what starts like one.
pub fn is_mailbox(name: &str, bytes: &[u8]) -> bool {
    name.to_ascii_lowercase().ends_with(".mbox")
        || bytes.starts_with(ENVELOPE) && mails(bytes).take(2).count() == 2
}

/// Reads every mail.
pub fn read(source: &Source, problems: &mut Vec<Problem>) -> Vec<Draft> {
    let bytes = source.bytes;
    let found: Vec<Span> = mails(bytes).collect();
    if found.is_empty() && source.before.is_none() {
        problems.push(Problem::error(Span::default(), "no mail in this mailbox").hint(
            "a mail starts with a line such as `From ana@orbis.example Mon May  5 09:30:00 2031`",
        ));
    }
    let mail = |(number, span): (usize, Span)| Draft {
        id: format!("mail {number}"),
        ..eml::read(&bytes[..span.end()], span.start(), problems)
    };
    let first = source.before.map_or(1, |before| before.records + 1);
    (first..).zip(found).map(mail).collect()
}

/// Where the last mail starts, and how many stand before it.
pub fn last(bytes: &[u8]) -> (usize, usize) {
    (0..).zip(mails(bytes)).last().map_or((0, 0), |(before, mail)| (mail.start(), before))
}

/// Where each mail stands, its `From ` line included. Such a line follows a blank one, and a header
/// follows it.
fn mails(bytes: &[u8]) -> impl Iterator<Item = Span> + '_ {
    let mut next = envelope(bytes, 0);
    std::iter::from_fn(move || {
        let start = next?;
        next = envelope(bytes, start + ENVELOPE.len());
        Some(Span::new(start, next.unwrap_or(bytes.len())))
    })
}

/// The next `From ` line at or after `from`.
fn envelope(bytes: &[u8], from: usize) -> Option<usize> {
    memchr::memmem::find_iter(&bytes[from..], ENVELOPE).map(|at| from + at).find(|at| {
        let before = &bytes[..*at];
        let blank = before.is_empty() || before.ends_with(b"\n\n") || before.ends_with(b"\r\n\r\n");
        let line = || memchr::memchr(b'\n', &bytes[*at..]).map_or(bytes.len(), |end| at + end + 1);
        blank && mime::starts_header(&bytes[line()..])
    })
}
