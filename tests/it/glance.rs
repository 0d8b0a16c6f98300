//! What is seen of a draft first: subject and preview as they are cut, length, the time that
//! reading takes.

use std::path::Path;

use germane::config::Config;
use germane::lint::Linter;
use germane::outcome::{Excerpt, Glance};
use germane::report::glance::line;
use germane::source::Source;

fn glance_by(linter: &Linter, name: &str, text: &str) -> Glance {
    linter.lint(&Source::new(name, text.as_bytes())).drafts.swap_remove(0).glance
}

fn glance(name: &str, text: &str) -> Glance {
    glance_by(&Linter::new(), name, text)
}

fn cut(shown: &str, is_cut: bool) -> Option<Excerpt> {
    Some(Excerpt { shown: shown.into(), is_cut })
}

#[test]
fn a_mail_is_cut_as_a_phone_cuts_it() {
    let mail = "Subject: Night slots at Pier 7 once it has two tugs\n\nHi Ana,\n\nYour  notice of 3 March gives Pier 7 a second tug from 4 May, on the \
                rota that you have now.\n\nLee\n";
    let seen = glance("a.md", mail);
    assert_eq!(seen.subject, cut("Night slots at Pier 7 once it has t", true));
    assert_eq!(
        seen.preview,
        cut(
            "Hi Ana, Your notice of 3 March gives Pier 7 a second tug from 4 May, on the rota",
            true
        )
    );
    assert_eq!((seen.length, seen.unit, seen.norm, seen.seconds), (21, "words", Some(200), 5));
    assert_eq!(
        line(&seen),
        "seen on a phone: \"Night slots at Pier 7 once it has t...\", \"Hi Ana, Your notice of 3 March gives Pier 7 a second tug from 4 May, on the rota...\"; 21 words (norm: up to 200), 5 seconds to read"
    );
}

#[test]
fn what_fits_is_whole_and_what_nobody_sees_is_left_out() {
    let exact = "x".repeat(35);
    let seen = glance(
        "a.md",
        &format!("---\nsubject: {exact}\npreheader: The tide table\n---\nHi Ana,\n\nOne of two.\n"),
    );
    assert_eq!((seen.subject, seen.preview), (cut(&exact, false), cut("The tide table", false)));
    let seen = glance(
        "a.md",
        "Subject: Pier 7\n\n<!-- germane: allow swap-test -- a test -->\nHi Ana,\n\nOne of two quays is free.\n",
    );
    assert_eq!(seen.preview, cut("Hi Ana, One of two quays is free.", false));
    // What a terminal would obey is shown as a picture.
    let seen = glance("a.md", "Subject: Pier \u{1b}[31m7\n\nHi Ana,\n\nOne quay is free.\n");
    assert!(!line(&seen).contains('\u{1b}'), "{seen:?}");
}

#[test]
fn each_channel_has_its_own_measure() {
    let message = "Hi Ana, your notice gives Pier 7 a second tug. Does the rota go by the hour?\n";
    let seen = glance("a.dm.md", message);
    assert_eq!(
        (seen.subject, seen.preview, seen.unit, seen.norm),
        (None, None, "characters", Some(400))
    );
    let post = format!("{}\n", "The tide moves by fifty minutes a day. ".repeat(9));
    let seen = glance("a.post.md", &post);
    assert!(
        seen.preview.as_ref().is_some_and(|cut| cut.is_cut && cut.shown.chars().count() <= 200),
        "{seen:?}"
    );
    assert!(
        line(&seen).starts_with("seen above \"see more\": \"The tide moves"),
        "{}",
        line(&seen)
    );
    assert_eq!((seen.unit, seen.norm), ("words", None));
}

/// The norm of mails is what the project's own rule says.
#[test]
fn the_norm_follows_the_configuration() {
    for (yaml, norm) in
        [("rules: { too-long: { above: 90 } }\n", Some(90)), ("rules: { too-long: off }\n", None)]
    {
        let config = Config::read(Path::new("germane.yaml"), yaml);
        let linter = Linter::configured(&config, &[]).expect("a linter");
        assert_eq!(
            glance_by(&linter, "a.md", "Subject: Pier 7\n\nHi Ana,\n\nOne of two quays is free.\n")
                .norm,
            norm,
            "{yaml}"
        );
    }
}
