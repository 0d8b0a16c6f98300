//! A mail as mail programs save it (`.eml`): headers, and a body that may be encoded and stand
//! beside an HTML twin.

use std::sync::Arc;

use super::encoded::{Decoded, write_header};
use super::mime::{self, Header};
use super::{assemble, copy, html, twin};
use crate::account::Date;
use crate::draft::{Address, Draft};
use crate::text::{Problem, Span, TextBuilder};
use crate::vocabulary::{OptOut, Part, Thread};

/// Headers that people do not type at the top of a draft: two of them tell a mail.
const SIGNS: &[&str] = &[
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "message-id",
    "received",
    "return-path",
    "x-unsent",
];

/// A plain part of no more bytes stands in for the other, and is no mail of its own.
const STUB: usize = 240;

/// True for the names of saved mails, and for what says of itself that it is one.
pub fn is_mail(name: &str, bytes: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    if !bytes.first().is_some_and(|first| first.is_ascii_alphabetic()) {
        return false;
    }
    let (headers, _) = mime::headers(bytes, 0);
    if name.ends_with(".eml") || name.ends_with(".emltpl") {
        return !headers.is_empty();
    }
    SIGNS.iter().filter(|sign| headers.iter().any(|header| header.name == **sign)).count() >= 2
}

/// Reads the mail that starts at `start` and ends with `bytes`. The plain part is read, and the
/// HTML part when there is no plain one or when it says more.
pub fn read(bytes: &[u8], start: usize, problems: &mut Vec<Problem>) -> Draft {
    let (headers, _) = mime::headers(bytes, start);
    let leaves = mime::leaves(bytes, start, problems);
    let mut draft = Draft::default();
    let mut builder = TextBuilder::default();
    let find = |name: &str| headers.iter().find(|header| header.name == name);
    if let Some(subject) = find("subject") {
        let mut clean = true;
        assemble::literal_section(&mut draft, &mut builder, Part::Subject, |builder| {
            clean = write_header(bytes, subject.value, builder)
        });
        note_losses(clean, subject.value, "the subject", problems);
    }
    let addresses = |name| find(name).map_or_else(Vec::new, |header| addresses(bytes, header));
    let mut others = addresses("to").into_iter();
    draft.meta.to = others.next();
    // Who gets a copy is often a colleague of the sender.
    draft.meta.also_to = Arc::new(others.collect());
    draft.meta.from = addresses("from").into_iter().next();
    let day = find("date").and_then(|header| {
        Date::of_mail(&String::from_utf8_lossy(&bytes[header.value.start()..header.value.end()]))
    });
    draft.meta.sent = day.map(|day| day.to_string());
    draft.meta.thread = find("in-reply-to").or(find("references")).map(|_| Thread::Reply);
    draft.meta.opt_out = find("list-unsubscribe").map(|_| OptOut::Header);
    let texts =
        |kind: &'static str| leaves.iter().filter(move |leaf| leaf.kind == kind && !leaf.attached);
    let read = |kind| {
        texts(kind).map(|leaf| (leaf, leaf.decode(bytes))).find(|(_, decoded)| !decoded.is_blank())
    };
    let both = (read("text/plain"), read("text/html"));
    let text = match both {
        (Some((own, plain)), Some((leaf, html))) if says_more(&html, &plain) => {
            if own.body.len() > STUB {
                problems.push(
                    Problem::warning(Span::new(start, start), "the plain part is another mail than the HTML part, which most readers see; the HTML part is judged")
                        .hint("make the plain part of the same words"),
                );
            }
            Some((leaf, html))
        }
        (plain, html) => plain.or(html),
    };
    let Some((leaf, decoded)) = text else {
        let empty = texts("text/plain").chain(texts("text/html")).next().is_some();
        if !empty {
            problems.push(
                Problem::error(Span::new(start, start), "no part of this mail is text")
                    .hint("save it with its words"),
            );
        }
        assemble::literal_section(&mut draft, &mut builder, Part::Body, |_| {});
        assemble::finish(&mut draft, builder, false, problems);
        return draft;
    };
    let mut words = TextBuilder::default();
    let clean = decoded.write(leaf.charset.as_deref(), &mut words);
    note_losses(clean, leaf.body, "the text", problems);
    let mut words = words.finish();
    if bytes[start..].starts_with(b"From ") {
        words = mime::unescaped(&words);
    }
    if leaf.kind == "text/html" {
        html::page(&words, problems).write(&mut draft, builder, problems);
    } else {
        assemble::literal_section(&mut draft, &mut builder, Part::Body, |builder| {
            builder.push_from(&words, words.whole())
        });
        assemble::finish(&mut draft, builder, false, problems);
    }
    draft
}

/// True when readers see another mail in the HTML part than in the plain one.
fn says_more(html: &Decoded, plain: &Decoded) -> bool {
    let text = |decoded: &Decoded| {
        let mut builder = TextBuilder::default();
        decoded.write(None, &mut builder);
        builder.finish()
    };
    twin::says_more(&copy::words_of(text(html).as_str()), text(plain).as_str())
}

fn note_losses(clean: bool, span: Span, what: &str, problems: &mut Vec<Problem>) {
    if !clean {
        let message = format!(
            "{what} is not in the charset that the mail names; what could not be read is U+FFFD"
        );
        problems.push(
            Problem::warning(Span::new(span.start(), span.start()), message)
                .hint("save the mail as UTF-8"),
        );
    }
}

/// The addresses of a header; one that names none, or a field that will be one, tells nothing.
fn addresses(bytes: &[u8], header: &Header) -> Vec<Address> {
    let mut builder = TextBuilder::default();
    write_header(bytes, header.value, &mut builder);
    let mut addresses = Address::list(builder.finish().as_str());
    addresses.retain(|one| one.mail.contains('@') && !one.mail.contains(['{', '[']));
    addresses
}
