//! Positions through every layer: a document is built around a known text with a known phrase, in
//! each format; the stretch of the file that a finding would point at, decoded, is that phrase.
//! `GERMANE_CASES` sets the number of cases.

use crate::common::{PHRASE, cases, entities, json, place, read, slice, words};
use germane::source::{Format, Source};
use germane::text::Span;
use germane::vocabulary::Part;
use proptest::prelude::*;

fn quoted_printable(text: &str, width: usize) -> String {
    let (mut out, mut line) = (String::new(), 0);
    for byte in text.bytes() {
        let piece = match byte {
            b'\n' => "\r\n".to_string(),
            b'=' | b'?' | b'_' | 0x80.. => format!("={byte:02X}"),
            _ => (byte as char).to_string(),
        };
        if byte == b'\n' {
            line = 0;
        } else if line + piece.len() > width {
            out += "=\r\n";
            line = 0;
        }
        line += piece.len();
        out += &piece;
    }
    out
}

fn base64(text: &[u8], width: usize) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut letters = String::new();
    for three in text.chunks(3) {
        let bits = three.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - three.len()));
        for at in 0..4 {
            letters.push(if at > three.len() {
                '='
            } else {
                LETTERS[(bits >> (18 - 6 * at)) as usize & 63] as char
            });
        }
    }
    letters
        .as_bytes()
        .chunks(width)
        .map(|line| format!("{}\r\n", String::from_utf8_lossy(line)))
        .collect()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn quoted_printable_mail(before in words(), after in words(), width in 4usize..76) {
        let raw = quoted_printable(&format!("Hi Ana,\n\nAb {before} {PHRASE} {after}\n"), width);
        let mail = format!(
            "From: Lee <lee@corvex.example>\r\nSubject: =?utf-8?Q?{}?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary=\"b=1\"\r\n\r\n\
             preamble\r\n--b=1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{raw}\r\n--b=1\r\n\
             Content-Type: text/html\r\n\r\n<p>no\r\n--b=1--\r\nepilogue\r\n",
            quoted_printable("Pumps – Dover", 400).replace(' ', "_"),
        );
        let contents = read("a.eml", mail.as_bytes());
        prop_assert_eq!((contents.format, contents.problems.len()), (Format::Eml, 0));
        let draft = &contents.drafts[0];
        let span = place(draft, PHRASE);
        let found = String::from_utf8_lossy(slice(mail.as_bytes(), span)).replace("=\r\n", "").replace("=E2=80=93", "–");
        prop_assert_eq!(found, PHRASE);
        let subject = place(draft, "– Dover");
        prop_assert_eq!(slice(mail.as_bytes(), subject), b"=E2=80=93_Dover");
    }

    #[test]
    fn base64_mail(before in words(), after in words(), width in 1usize..19) {
        let mail = format!(
            "Subject: =?utf-8?B?{}?=\r\n =?utf-8?B?{}?= waits\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
            base64("Pümps".as_bytes(), 80).trim(), base64("–Dover".as_bytes(), 80).trim(),
            base64(format!("Ab {before} {PHRASE} {after}").as_bytes(), width * 4),
        );
        let contents = read("a.eml", mail.as_bytes());
        let draft = &contents.drafts[0];
        prop_assert!(draft.text.as_str().starts_with("Pümps–Dover waits\n"), "{:?}", draft.text.as_str());
        // Whole lines, so the words around the phrase may be there too, but no line more than
        // needed.
        let lines = String::from_utf8_lossy(slice(mail.as_bytes(), place(draft, PHRASE))).into_owned();
        let decoded = draft.text.as_str();
        let at = decoded.find(PHRASE).expect("there");
        let body = draft.section(Part::Body).expect("a body").start();
        let (first, last) = ((at - body) / (width * 3), (at + PHRASE.len() - 1 - body) / (width * 3));
        prop_assert_eq!(lines.lines().count(), last - first + 1);
    }

    #[test]
    fn western_mail(before in "[a-zé ]{0,40}", after in "[a-zé ]{0,40}") {
        let text = format!("Ab {before} déjà vu {after}");
        let mut mail = b"Subject: x\nContent-Type: text/plain; charset=iso-8859-1\n\n".to_vec();
        mail.extend(text.chars().map(|c| c as u8));
        let contents = read("a.eml", &mail);
        prop_assert_eq!(slice(&mail, place(&contents.drafts[0], "déjà vu")), b"d\xe9j\xe0 vu");
        prop_assert!(contents.problems.is_empty());
    }

    #[test]
    fn html_page(before in words(), after in words(), mix in 0usize..3) {
        let page = format!(
            "<!DOCTYPE html>\r\n<html><head><title>t</title><style>p {{ color: red }}</style></head><body><div style=\"display: none\">Pre &amp; text</div>\
             <script>if (a<b) {{}}</script>\r\n<p>Hi Ana,</p><p title='a>b'>{} <b>{}</b> {}</p></body></html>",
            entities(&before, mix), entities(PHRASE, mix), entities(&after, mix),
        );
        let contents = read("a.html", page.as_bytes());
        prop_assert_eq!((contents.format, contents.problems.len()), (Format::Html, 0));
        let draft = &contents.drafts[0];
        prop_assert!(draft.text.as_str().starts_with("Pre & text\nHi Ana,\n\n"));
        prop_assert_eq!(String::from_utf8_lossy(slice(page.as_bytes(), place(draft, PHRASE))), entities(PHRASE, mix));
    }

    #[test]
    fn html_inside_of_a_mail(before in words(), mix in 0usize..3, width in 8usize..76) {
        let page = format!("<p>Hi Ana,<br>\n{} {}</p>", entities(&before, mix), entities(PHRASE, mix));
        let mail = format!("Subject: x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}", quoted_printable(&page, width));
        let contents = read("a.eml", mail.as_bytes());
        let raw = String::from_utf8_lossy(slice(mail.as_bytes(), place(&contents.drafts[0], PHRASE))).replace("=\r\n", "").replace("=E2=80=93", "–");
        prop_assert_eq!(raw.replace("\r\r\n", "\r\n"), quoted_printable(&entities(PHRASE, mix), 4000).replace("=E2=80=93", "–").replace("\r\r\n", "\r\n"));
    }

    #[test]
    fn json_lines(before in words(), after in words(), mix in 0usize..3) {
        let text = format!("Hi Ana,\n\nAb {before} {PHRASE} {after}");
        let file = format!("{{\"subject\":\"x\",\"body\":\"first\"}}\n\n{{\"name\":\"Ana\",\"subject\":\"{}\",\"body\":\"{}\"}}\r\n", json(PHRASE, mix), json(&text, mix));
        let contents = read("a.jsonl", file.as_bytes());
        prop_assert_eq!((contents.format, contents.drafts.len(), contents.problems.len()), (Format::Jsonl, 2, 0));
        let draft = &contents.drafts[1];
        prop_assert_eq!(&draft.id, "a.jsonl line 3");
        let body = draft.body();
        let at = body.start() + body.slice(draft.text.as_str()).find(PHRASE).expect("there");
        for span in [place(draft, PHRASE), draft.text.to_source(Span::new(at, at + PHRASE.len()))] {
            let raw = String::from_utf8_lossy(slice(file.as_bytes(), span)).into_owned();
            prop_assert_eq!(serde_json::from_str::<String>(&format!("\"{raw}\"")).expect("JSON"), PHRASE);
        }
    }

    #[test]
    fn loose_markdown(before in "[a-zé€🙂 ,;']{0,60}", way in 0usize..4, many in 2usize..6, lang in 0usize..4) {
        let phrase = "touch base when {{first_name}}";
        let label = ["Subject A", "Asunto", "**Objet :**", "Betreff (kurz)"][lang];
        let mut file = String::from("# Plan\n\nWords about the plan.\n");
        for number in 1..=many {
            let body = format!("Hi {{{{first_name}}}},\nab {before} {phrase} {number} x\nLee\n");
            let written = body.replace('_', "\\_");
            file += &format!("\n## Email {number} - day {}\n\n", number * 3);
            let subject = if label.starts_with('*') { format!("{label} ports {number}\n") } else { format!("{label}: ports {number}\n") };
            file += &match way {
                0 => format!("{subject}\n{written}\n**Notes:** touch base never\n"),
                1 => format!("{subject}\n```\n{written}```\n\nWhy it works: words.\n"),
                2 => format!("{subject}\n{}\n", written.lines().map(|line| format!("> {line}\n")).collect::<String>()),
                _ => format!("```text\n{subject}\n{written}```\nwords\n"),
            };
        }
        let contents = read("plan.md", file.as_bytes());
        prop_assert_eq!((contents.format, contents.drafts.len(), contents.problems.len()), (Format::Document, many, 0), "{}", file);
        for (number, draft) in (1..).zip(&contents.drafts) {
            let mine = format!("{phrase} {number}");
            prop_assert_eq!(String::from_utf8_lossy(slice(file.as_bytes(), place(draft, &mine))), mine.replace('_', "\\_"));
            prop_assert!(draft.text.as_str().starts_with(&format!("ports {number}\nHi ")), "{:?}", draft.text.as_str());
            prop_assert!(!draft.text.as_str().contains("never") && !draft.text.as_str().contains("words"));
        }
    }

    #[test]
    fn nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200), html in "[<>a-z&;=\"' /!\\-]{0,200}", cut in 0usize..600) {
        for name in ["a.eml", "a.html", "a.jsonl", "a.md"] {
            read(name, &bytes);
            read(name, html.as_bytes());
        }
        let mail = std::fs::read("fixtures/formats/offer.eml").expect("readable");
        for draft in read("a.eml", &mail[..cut.min(mail.len())]).drafts {
            prop_assert!(draft.text.to_source(draft.text.whole()).end() <= mail.len());
        }
    }
}

#[test]
fn what_is_not_shown_is_not_read() {
    let page = "<body><a href='https://corvex.example/a?b=1'>See the plan</a>, <img src=x alt='A pump'> then\n<ul><li>one<li>two</ul>\
                <blockquote>It held.</blockquote><span style='DISPLAY : none'>cheap pills</span><a href='#'>up</a></body>";
    let contents = read("a.htm", page.as_bytes());
    let draft = &contents.drafts[0];
    let expected = "See the plan https://corvex.example/a?b=1, A pump then\n\n- one\n- two\n\nIt held.\n\ncheap pills\nup";
    assert_eq!(draft.text.as_str(), expected);
    assert_eq!(
        draft.links.iter().map(|link| link.slice(expected)).collect::<Vec<_>>(),
        ["https://corvex.example/a?b=1"]
    );
    assert_eq!(
        draft.quoted.iter().map(|quote| quote.slice(expected).trim()).collect::<Vec<_>>(),
        ["It held."]
    );
    assert_eq!(contents.problems, []);
    // What is hidden is kept, and is no prose.
    assert_eq!(
        draft
            .hidden
            .iter()
            .map(|hidden| draft.text.to_source(*hidden).slice(page))
            .collect::<Vec<_>>(),
        ["cheap pills"]
    );
    assert_eq!(draft.masks, draft.hidden);
    assert_eq!(
        draft.anchors.iter().map(|(words, _)| words.slice(expected)).collect::<Vec<_>>(),
        ["See the plan"]
    );
}

#[test]
fn broken_mail_is_a_problem() {
    let deep: String = (0..40)
        .map(|at| format!("Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n"))
        .collect();
    let wrong = b"Subject: x\nContent-Type: text/plain; charset=utf-8\n\nd\xe9j\xe0".to_vec();
    let unknown = b"Subject: x\nContent-Type: text/plain; charset=klingon\n\nqapla".to_vec();
    let cut = b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nHi Ana,".to_vec();
    let picture = b"Subject: x\nContent-Type: image/png\n\nabc".to_vec();
    for (mail, said) in [
        (deep.into_bytes(), "more than 16 deep"),
        (wrong, "charset"),
        (unknown, "charset"),
        (cut, "cut off"),
        (picture, "no part of this mail is text"),
        (
            b"Subject: x\nContent-Type: text/html\n\n<p hidden>Hi Ana,".to_vec(),
            "nothing below it is read",
        ),
    ] {
        let contents = read("a.eml", &mail);
        assert_eq!(contents.drafts.len(), 1);
        assert!(
            contents.problems.iter().any(|problem| problem.message.contains(said)),
            "{said}: {:?}",
            contents.problems
        );
    }
}

#[test]
fn broken_lines_are_problems_and_the_others_are_read() {
    let file = "{\"subject\": \"x\", \"body\": \"Hi Ana,\"}\n{\"body\": \"Hi\n{\"name\": \"Lee\"}\n[1, 2]\n{\"body\": \"Hello\"}";
    let contents = read("a.jsonl", file.as_bytes());
    let ids: Vec<&str> = contents.drafts.iter().map(|draft| draft.id.as_str()).collect();
    assert_eq!(ids, ["a.jsonl line 1", "a.jsonl line 5"]);
    let said: Vec<&str> = contents.problems.iter().map(|problem| &problem.message[..7]).collect();
    assert_eq!(said, ["line 2:", "line 3:", "line 4:"]);
}

#[test]
fn one_message_stays_one() {
    for text in [
        "Subject: waits\n\nHi Ana,\n\n## A heading\n\nwords\n\n---\n\nmore\n",
        "Subject: Re: waits\n\nHi Ana,\n\n-----Original Message-----\nFrom: Ana\nSubject: waits\n\nHi Lee,\n",
        "# API\n\n## Message format\n\n```\none\n```\n\n## Email format\n\n```\ntwo\n```\n",
        "Hi Ana,\n\nMy subject: waits.\n\n---\n\nSubject: no more\n\nLee\n",
        "---\nsubject: waits\n---\n## Email 1\nSubject: a\n\nHi Ana,\n\n## Email 2\nSubject: b\n\nHi Lee,\n",
    ] {
        let contents = read("a.md", text.as_bytes());
        assert_eq!((contents.format, contents.drafts.len()), (Format::Message, 1), "{text}");
    }
}

/// A quadratic path takes hours here: it shows as a test that does not end, on a machine of any
/// speed.
#[test]
fn hostile_files_take_linear_time() {
    let digest = format!(
        "Content-Type: multipart/digest; boundary=b\n\n{}",
        "--b\nContent-Type: message/rfc822\n\n".repeat(20_000)
    );
    read("a.eml", digest.as_bytes());
    read("a.eml", format!("Subject: {}\n\n", "=?=? ".repeat(50_000)).as_bytes());
    read(
        "a.eml",
        format!(
            "Subject: x\nContent-Transfer-Encoding: quoted-printable\n\n{}",
            "= ".repeat(200_000)
        )
        .as_bytes(),
    );
    for piece in
        ["<div>", "<blockquote>", "&amp", "<a href=x>", "<p hidden>", "</a>", "<!--", "<li>&"]
    {
        read("a.html", piece.repeat(50_000).as_bytes());
    }
    for piece in ["## Email 1\nSubject: x\nHi\n", "Subject: x\n", "```\n", "> "] {
        read("a.md", piece.repeat(20_000).as_bytes());
    }
    read("a.jsonl", format!("{{\"body\": {}", "[".repeat(100_000)).as_bytes());
}

/// Headings need no mark when a subject follows them; a numbered line of the words is none.
#[test]
fn bare_headings_set_messages_apart() {
    let text = "Email 1 (Day 1)\nSubject: Dock 9\n\nHi Ana, your team opened Dock 9 in March.\n\nStep 1 is the log. Who signs it?\n\nEmail 2 (Day 4)\nSubject: The log\n\nHi Ana, it takes an hour.\n";
    for name in ["a.txt", "a.md"] {
        let contents = read(name, text.as_bytes());
        let bodies: Vec<&str> = contents
            .drafts
            .iter()
            .map(|draft| draft.body().slice(draft.text.as_str()).trim())
            .collect();
        let expected = [
            "Hi Ana, your team opened Dock 9 in March.\n\nStep 1 is the log. Who signs it?",
            "Hi Ana, it takes an hour.",
        ];
        assert_eq!(
            (contents.format, bodies.as_slice()),
            (Format::Document, expected.as_slice()),
            "{name}"
        );
        assert_eq!(contents.sequences.len(), 1);
    }
}

/// The name of a logo is not the first line of a mail; a picture further down says what it says.
#[test]
fn a_logo_is_not_the_opening() {
    let page = "<html><body><img src=l.png alt=Frostline><p>Hi Ana,</p><p>I hope this email finds you well.</p><img alt='The dock in May'></body></html>";
    let contents = read("a.html", page.as_bytes());
    assert_eq!(
        contents.drafts[0].text.as_str(),
        "Hi Ana,\n\nI hope this email finds you well.\n\nThe dock in May"
    );
}

/// What is found in `fixtures/formats`, compared with `*.expected`. `BLESS=1` writes them.
#[test]
fn fixtures_are_read_as_expected() {
    let linter = germane::lint::Linter::new();
    let folders = ["fixtures/formats", "fixtures/formats/postmark"]
        .map(|folder| std::fs::read_dir(folder).expect("a folder"));
    let files = folders
        .into_iter()
        .flatten()
        .map(|file| file.expect("a file").path())
        .filter(|path| path.is_file());
    let files = files.map(|path| path.to_string_lossy().into_owned());
    // What only goes with the file beside it is read with that.
    let files = files.filter(|path| {
        !path.ends_with(".expected") && !path.ends_with("-meta.xml") && !path.contains("/content.")
    });
    for path in files {
        let bytes = std::fs::read(&path).expect("readable");
        let report = linter.lint(&Source::new(&path, &bytes));
        let mut found = format!("{path}: {}\n", report.format.name());
        for problem in &report.problems {
            found += &format!(
                "{}:{} problem: {}\n",
                problem.range.start.line, problem.range.start.column, problem.message
            );
        }
        for sequence in &report.sequences {
            found += &format!("sequence {}\n", sequence.id);
            for step in &sequence.steps {
                let day = step.day.map_or("unknown".to_string(), |day| day.to_string());
                let thread = if step.reply { ", a reply" } else { "" };
                let when =
                    step.when.as_ref().map(|when| format!(", when {when}")).unwrap_or_default();
                found += &format!(
                    "  step {}, day {day}: {}{thread}{when}, {} drafts\n",
                    step.step,
                    step.channel,
                    step.arms.len()
                );
            }
        }
        for draft in &report.drafts {
            found += &format!("{}\n", draft.id);
            for finding in &draft.findings {
                let (start, end) = (finding.range.start, finding.range.end);
                found += &format!(
                    "  {}:{}-{}:{} {} {:?}\n",
                    start.line, start.column, end.line, end.column, finding.rule, finding.matched
                );
            }
        }
        let path = format!("{path}.expected");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &found).expect("writable");
        }
        assert_eq!(
            std::fs::read_to_string(&path).unwrap_or_default(),
            found,
            "{path} (BLESS=1 writes it)"
        );
    }
}

#[test]
fn white_space_of_a_format_is_not_that_of_unicode() {
    // Folded and quoted scalars keep what YAML does not fold: no-break, thin and ideographic
    // spaces, line separators.
    for space in ["\u{a0}", "\u{2009}", "\u{3000}", "\u{2028}", "\u{85}"] {
        for text in [
            format!(
                "sequence: x\nsteps:\n  - subject: a\n    body: >\n      Hi Ana,\n\n      {space}  Nobody told them.\n      {PHRASE}{space}\n      so.\n"
            ),
            format!(
                "sequence: x\nsteps:\n  - subject: a\n    body: \"Hi Ana,\n\n      {space} Nobody told\n      {space}{PHRASE}\"\n"
            ),
            format!(
                "sequence: x\nsteps:\n  - subject: a\n    body: Hi Ana,\n\n      {space} Nobody told\n      {space}{PHRASE} so\n"
            ),
        ] {
            let contents = read("a.sequence.yaml", text.as_bytes());
            let draft = contents
                .drafts
                .first()
                .unwrap_or_else(|| panic!("{text:?}: {:?}", contents.problems));
            assert_eq!(slice(text.as_bytes(), place(draft, PHRASE)), PHRASE.as_bytes(), "{text:?}");
        }
    }
}

#[test]
fn lone_carriage_returns_end_lines() {
    let text = format!("Subject: x\n\nHi Ana,\n\n{PHRASE}\n\n> old words\n\nBest  regards,\nLee\n");
    let findings = |text: &str| {
        let linter = germane::lint::Linter::new();
        let report = linter.lint(&germane::source::Source::new("a.md", text.as_bytes()));
        report
            .findings()
            .map(|finding| {
                (finding.rule.clone(), finding.range.start.line, finding.range.start.column)
            })
            .collect::<Vec<_>>()
    };
    let drafts = |text: &str| {
        read("a.md", text.as_bytes())
            .drafts
            .iter()
            .map(|draft| (draft.sections.len(), draft.quoted.len()))
            .collect::<Vec<_>>()
    };
    for ends in ["\r", "\r\n"] {
        let other = text.replace('\n', ends);
        assert_eq!(findings(&other), findings(&text), "{ends:?}");
        assert_eq!(drafts(&other), drafts(&text), "{ends:?}");
    }
    // Two blanks in a sign-off are one.
    assert_eq!(
        findings(&text).len(),
        findings(&text.replace("Best  regards", "Best regards")).len()
    );
}
