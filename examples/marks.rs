//! Prints what analysis sees in a draft, sentence by sentence: whom it is about, and the marks that
//! rules count and compare.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use germane::{Linter, Source};

const DRAFT: &str = "Hi Ana,

I saw that Leith Freight moved its depot to Rosyth in May. We help firms like yours to plan routes.

Lee
";

fn main() {
    let linter = Linter::new();
    let report = linter.session().marks(&Source::new("draft.md", DRAFT.as_bytes()));
    for sentence in report.drafts.iter().flat_map(|draft| &draft.sentences) {
        let marks: Vec<&str> = sentence.marks.iter().map(|(mark, _)| mark.as_str()).collect();
        println!("{:?} ({:?}): {}", sentence.text, sentence.owner, marks.join(", "));
    }
}
