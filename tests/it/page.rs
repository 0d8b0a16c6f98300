//! `germane page`: the page, or where it is to be had. What the page does is tested in a browser by
//! `.ci/page`.

use std::process::Command;

#[test]
fn the_page_is_printed_or_it_is_said_where_it_is_to_be_had() {
    let run = Command::new(env!("CARGO_BIN_EXE_germane")).arg("page").output().expect("runs");
    let [out, complaint] = [&run.stdout, &run.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    if cfg!(feature = "page") {
        assert_eq!(run.status.code(), Some(0), "{complaint}");
        assert!(out.starts_with("<!doctype html>") && out.contains("default-src 'none'"));
    } else {
        assert_eq!((run.status.code(), out.as_ref()), (Some(2), ""));
        assert!(
            complaint.contains("germane.html") && complaint.contains("--features page"),
            "{complaint}"
        );
    }
}
