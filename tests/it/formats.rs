//! What a format shows and what it hides, what is said where it is broken, and what is found in the
//! files of `fixtures/formats`.

use crate::common::{PHRASE, json, place, read, slice};
use germane::source::{Format, Source};

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
    for piece in [
        "## Email 1\nSubject: x\nHi\n",
        "Subject: x\n",
        "```\n",
        "> ",
        "<table>\n",
        "<table>\n<tr><td>x</td></tr>\n</table>\n",
        "Template 1 — Subject: x\n\n",
        "{{ $json ? ",
        "{ IF { MERGEFIELD ",
    ] {
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

#[test]
fn a_plain_part_that_only_points_at_the_other_is_not_the_mail() {
    let mail = |plain: &str, html: &str| {
        format!(
            "Subject: x\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n{html}\n--b--\n"
        )
    };
    let html = "<p>Hi Ana,</p><p>Your Leeds yard opened in May with one clerk for two gates. Who books the lorries at night, and who is told of it?</p>";
    let words = |mail: String| {
        let contents = read("a.eml", mail.as_bytes());
        contents.drafts[0].body().slice(contents.drafts[0].text.as_str()).to_string()
    };
    for stub in [
        "Please view this mail in a reader that shows HTML.",
        "This e-mail requires HTML.",
        "Open in a browser: https://tidewise.example/m/1",
    ] {
        assert!(words(mail(stub, html)).starts_with("Hi Ana,"), "{stub}");
    }
    assert!(
        words(mail("PLAIN. Hi Ana, your Leeds yard opened in May with one clerk for two gates. Who books the lorries?", html))
            .starts_with("PLAIN")
    );
    // One that says something else is not the mail that is seen.
    let other = "Hi Ana, thank you for the tour of the yard in Leeds. You said that Tom will ask the gate clerks about the lorries that wait \
                 after midnight. I will send the table of hours that I promised on Monday, with the two columns that you missed in it. Mara";
    let contents = read("a.eml", mail(other, html).as_bytes());
    assert!(contents.drafts[0].text.as_str().contains("Who books the lorries"));
    assert!(contents.problems[0].message.contains("another mail"), "{:?}", contents.problems);
    // Nor is a plain text beside other HTML in a file of messages.
    let both = |plain: &str| {
        format!(
            "{{\"subject\": \"x\", \"text\": \"{}\", \"html\": \"{}\"}}",
            json(plain, 1),
            json(html, 1)
        )
    };
    let contents = read("a.json", both(other).as_bytes());
    assert!(contents.drafts[0].text.as_str().contains("Who books the lorries"));
    assert!(contents.problems[0].message.contains("another mail"), "{:?}", contents.problems);
    let twin = html.replace("</p><p>", "\n\n").replace("<p>", "").replace("</p>", "");
    assert!(read("a.json", both(&twin).as_bytes()).problems.is_empty());
    // A footer that only the HTML has makes no other mail of it.
    let twin = "<p>Hi Ana, thank you for the tour of the yard in Leeds. You said that Tom will ask the gate clerks about the lorries that \
                wait after midnight.</p><p>Tidewise Ltd, 4 Quay Street, Leeds. Unsubscribe. Manage what we send. View in a browser. Our terms.</p>";
    assert!(words(mail(&format!("PLAIN. {other}"), twin)).starts_with("PLAIN"));
}

/// Entities, tags and stars inside words disguise none, wherever a mail or its subject stands.
#[test]
fn words_are_those_that_are_shown_in_every_format() {
    let (subject, body) = (
        "Ten ho&zwnj;urs",
        "Hi Ana,\n\nThe plat&shy;form is tru<b></b>sted, and pot**ent** too.\n",
    );
    let quoted = |text: &str| serde_json::to_string(text).expect("JSON");
    let (in_json, as_subject) = (quoted(body), quoted(subject));
    let row = format!("a@b.example,{subject},\"{body}\"\n");
    for (name, file) in [
        ("a.email.md", format!("Subject: {subject}\n\n{body}")),
        ("b.email.md", format!("---\nsubject: {as_subject}\n---\n{body}")),
        ("c.jsonl", format!("{{\"subject\": {as_subject}, \"body\": {in_json}}}\n")),
        ("d.json", format!("[{{\"subject\": {as_subject}, \"body\": {in_json}}}]")),
        ("e.sequence.yaml", format!("steps:\n  - subject: {as_subject}\n    body: {in_json}\n")),
        ("f.csv", format!("email,subject,body\n{row}{row}")),
    ] {
        let drafts = read(name, file.as_bytes()).drafts;
        assert!(!drafts.is_empty(), "{name}");
        for draft in drafts {
            let text = draft.text.as_str();
            let shown = ["Ten hours", "The platform is trusted", "potent** too"];
            assert!(shown.iter().all(|words| text.contains(words)), "{name}: {text}");
        }
    }
    // In a mail of plain text they stand as they are.
    let mail = format!("From: a@b.example\nTo: c@d.example\nSubject: Hours\n\n{body}");
    assert!(read("g.eml", mail.as_bytes()).drafts[0].text.as_str().contains("plat&shy;form"));
}
