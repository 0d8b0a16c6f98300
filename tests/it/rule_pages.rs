//! Pages of rules in a folder of the user's own: nothing of theirs is lost, and the pages are no
//! drafts.

use crate::common::scratch::{Scratch, said};

const BAD: &str = "Subject: Berths\n\nHi Ana,\n\nWe of of Tidewise saw your July notice. Who books the second tug at Pier 7 there?\n\nLee\n";

#[test]
fn a_page_takes_the_place_of_a_page_alone() {
    let scratch = Scratch::new("pages");
    let write = || scratch.run(&["rules", "--isolated", "--pages", "wiki"]);
    assert_eq!(write().status.code(), Some(0));
    let page = scratch.read("wiki/bump.md");
    scratch.write("wiki/bump.md", format!("{page}\nOld.\n"));
    assert_eq!(write().status.code(), Some(0));
    assert_eq!(scratch.read("wiki/bump.md"), page);
    // One file of the user's, and no page is written.
    scratch.write("wiki/bump.md", "# bump\n\nHow we bump.\n");
    scratch.write("wiki/hype.md", format!("{page}\nOld.\n"));
    let run = write();
    assert_eq!(run.status.code(), Some(2), "{}", said(&run));
    assert!(said(&run).contains("wiki/bump.md: not a page"), "{}", said(&run));
    assert_eq!(scratch.read("wiki/bump.md"), "# bump\n\nHow we bump.\n");
    assert!(scratch.read("wiki/hype.md").ends_with("Old.\n"));
}

#[test]
fn a_walk_passes_pages_by() {
    let scratch = Scratch::new("walked-pages");
    scratch.run(&["rules", "--isolated", "--pages", "wiki/rules"]);
    scratch.write("wiki/a.email.md", BAD);
    let run = scratch.run(&["check", "wiki", "--isolated", "--format", "unix", "--verbose"]);
    let text = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(text.contains("wiki/a.email.md:5:"), "{text}");
    assert!(!text.contains("wiki/rules/"), "{text}");
    // One that is named is read, as every file is.
    let named = scratch.run(&["check", "wiki/rules/hype.md", "--isolated", "--format", "unix"]);
    assert!(said(&named).contains("wiki/rules/hype.md:"), "{}", said(&named));
}
