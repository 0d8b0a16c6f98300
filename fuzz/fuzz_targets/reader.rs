//! Any bytes as any format, which the first byte chooses: no panic, and all that a draft holds
//! stands inside the file.

#![no_main]

use std::io::ErrorKind;

use germane::source::{self, FileResolver, Format, Source};
use libfuzzer_sys::fuzz_target;

const NAMES: &[&str] = &[
    "a.md", "a.txt", "a.csv", "a.tsv", "a.html", "a.mjml", "a.eml", "a.mbox", "a.jsonl", "a.json",
    "a.yaml", "a",
];

fuzz_target!(|bytes: &[u8]| {
    let [first, bytes @ ..] = bytes else { return };
    let formats = [None].into_iter().chain(Format::declarable().map(|(_, format)| Some(*format)));
    let all: Vec<(&str, Option<Format>)> =
        NAMES.iter().map(|name| (*name, None)).chain(formats.map(|format| ("a", format))).collect();
    let (name, format) = all[usize::from(*first) % all.len()];
    // Files that a sequence names are not looked for.
    let alone =
        FileResolver { read: |_| Err(ErrorKind::NotFound.into()), ..FileResolver::default() };
    let contents = source::read(&Source { format, ..Source::new(name, bytes) }, &alone);
    assert!(contents.problems.iter().all(|problem| problem.span.end() <= bytes.len()));
    for draft in &contents.drafts {
        let mut last = 0;
        for span in draft.sections.iter().map(|section| section.span) {
            assert!(
                span.start() >= last && draft.text.as_str().get(span.start()..span.end()).is_some()
            );
            assert!(draft.text.to_source(span).end() <= bytes.len());
            last = span.end();
        }
    }
});
