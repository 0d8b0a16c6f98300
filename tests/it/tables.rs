//! Positions through tables, mailboxes, MJML and pages in other charsets: a document is built
//! around a known text with a known phrase; the stretch of the file that a finding would point at,
//! decoded, is that phrase. `GERMANE_CASES` sets the number of cases.

use germane::draft::Draft;
use germane::source::{self, Contents, Format, Source};
use germane::text::Span;
use germane::vocabulary::{Channel, Part};
use proptest::prelude::*;

const PHRASE: &str = "touch \"base\" – when free";

fn cases() -> ProptestConfig {
    let cases =
        std::env::var("GERMANE_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(300);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Words of all widths, with the characters that tables escape.
fn words() -> impl Strategy<Value = String> {
    proptest::collection::vec("[a-zé€🙂,;\"'.?]{1,9}", 0..30).prop_map(|words| words.join(" "))
}

fn read(name: &str, bytes: &[u8]) -> Contents {
    source::read(&Source::new(name, bytes), &source::FileResolver::default())
}

/// What stands in the file where the draft says that the phrase is.
fn found<'b>(draft: &Draft, phrase: &str, bytes: &'b [u8]) -> std::borrow::Cow<'b, str> {
    let text = draft.text.as_str();
    let at = text.find(phrase).unwrap_or_else(|| panic!("{phrase:?} is not in {text:?}"));
    let span = draft.text.to_source(Span::new(at, at + phrase.len()));
    String::from_utf8_lossy(&bytes[span.start()..span.end()])
}

fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn row(cells: &[&str], separator: char) -> String {
    cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(&separator.to_string()) + "\r\n"
}

fn ids(contents: &Contents) -> Vec<&str> {
    contents.drafts.iter().map(|draft| draft.id.as_str()).collect()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn wide_tables(before in words(), after in words(), names in 0usize..5, separator in prop_oneof![Just(','), Just(';'), Just('\t')]) {
        let names = [
            ["email_1_subject", "email_1_body", "email_2_subject", "email_2_body"],
            ["EMAIL_1_SUBJECT", "EMAIL_1_BODY", "EMAIL_2_SUBJECT", "EMAIL_2_BODY"],
            ["Subject", "Body", "Subject 2", "Body 2"],
            ["asunto1", "mensaje1", "asunto2", "mensaje2"],
            ["Betreff 1", "Nachricht 1", "Betreff 2", "Nachricht 2"],
        ][names];
        let body = format!("Hi Ana,\n\nab {before} {PHRASE} {after}");
        let mut file = row(&[&["First Name", "Email"], &names[..]].concat(), separator);
        file += &row(&["Ana", "ana@orbis.example", PHRASE, "Hi Ana, first words", "x", &body], separator);
        file += &row(&["Lee", "lee@tidewise.example", "", "", "x", &body], separator);
        let contents = read("leads.csv", file.as_bytes());
        prop_assert_eq!((contents.format, contents.problems.len()), (Format::CopyTable, 0), "{}", file);
        prop_assert_eq!(ids(&contents), ["leads.csv row 2 / email 1", "leads.csv row 2 / email 2", "leads.csv row 3 / email 2"]);
        for (draft, step) in contents.drafts.iter().zip([1, 2, 2]) {
            prop_assert_eq!(draft.step, Some(step));
            prop_assert_eq!(found(draft, PHRASE, file.as_bytes()).replace("\"\"", "\""), PHRASE);
        }
        let to = contents.drafts[2].meta.to.as_ref().expect("an address");
        prop_assert_eq!((to.name.as_str(), to.mail.as_str()), ("Lee", "lee@tidewise.example"));
    }

    #[test]
    fn long_tables(before in words(), after in words(), steps in 1usize..5) {
        let mut file = row(&["lead", "Touch", "Subject", "Message"], ',');
        for step in 1..=steps {
            file += &row(&["a@orbis.example", &format!("Touch {step}"), "x", &format!("Hi Ana, {before} {PHRASE} {after}")], ',');
        }
        let contents = read("plan.csv", file.as_bytes());
        prop_assert_eq!((contents.format, contents.drafts.len(), contents.problems.len()), (Format::CopyTable, steps, 0));
        for (step, draft) in (1..).zip(&contents.drafts) {
            prop_assert_eq!(&draft.id, &format!("plan.csv row {} / email {step}", step + 1));
            prop_assert_eq!(found(draft, PHRASE, file.as_bytes()).replace("\"\"", "\""), PHRASE);
        }
    }

    #[test]
    fn html_in_cells(before in "[a-zé ]{0,40}") {
        let words = "touch &amp; \"base\"";
        let file = row(&["subject", "body"], ',') + &row(&["x", &format!("<p>Hi Ana,</p><p class=\"a\">{before} {words}</p>")], ',');
        let contents = read("a.csv", file.as_bytes());
        prop_assert!(contents.drafts[0].text.as_str().starts_with("x\nHi Ana,\n\n"));
        prop_assert_eq!(found(&contents.drafts[0], "touch & \"base\"", file.as_bytes()), "touch &amp; \"\"base\"\"");
    }

    #[test]
    fn messages_of_an_export(before in words(), after in words()) {
        let mut file = row(&["CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "DATE", "CONTENT"], ',');
        let text = format!("Hi {before} {PHRASE} {after}");
        for (talk, from, to) in [("1", "Dana Weiss", "Ana Ruiz"), ("1", "Ana Ruiz", "Dana Weiss"), ("2", "Lee Park", "Dana Weiss"), ("2", "Dana Weiss", "Lee Park")] {
            file += &row(&[talk, "", from, "u", to, "2031-05-04 10:00:00 UTC", &text], ',');
        }
        let contents = read("messages.csv", file.as_bytes());
        prop_assert_eq!((contents.format, contents.problems.len()), (Format::Messages, 0));
        prop_assert_eq!(ids(&contents), ["messages.csv row 2 (Dana Weiss to Ana Ruiz, 2031-05-04)", "messages.csv row 5 (Dana Weiss to Lee Park, 2031-05-04)"]);
        for draft in &contents.drafts {
            prop_assert_eq!(draft.channel, Channel::Dm);
            prop_assert_eq!(found(draft, PHRASE, file.as_bytes()).replace("\"\"", "\""), PHRASE);
        }
    }

    #[test]
    fn mailboxes(before in words(), many in 1usize..6, end in prop_oneof![Just("\n"), Just("\r\n")]) {
        let escaped = format!("From here {PHRASE}");
        let mail = |number: usize| format!(
            "From dana@corvex.example Mon May  5 09:30:00 2031\nTo: Ana <ana@orbis.example>\nSubject: waits {number}\nContent-Type: text/plain; charset=utf-8\n\n\
             Hi Ana,\n\n{before} {PHRASE} {number}\n\n>{escaped}\nFrom now\n\n",
        );
        let file: String = (1..=many).map(mail).collect::<String>().replace('\n', end);
        let contents = read("sent.mbox", file.as_bytes());
        prop_assert_eq!((contents.format, contents.drafts.len(), contents.problems.len()), (Format::Mbox, many, 0));
        for (number, draft) in (1..).zip(&contents.drafts) {
            prop_assert_eq!(&draft.id, &format!("sent.mbox mail {number}"));
            let phrase = format!("{PHRASE} {number}");
            prop_assert_eq!(found(draft, &phrase, file.as_bytes()), phrase.as_str());
            prop_assert_eq!(found(draft, &escaped, file.as_bytes()), escaped.as_str());
            prop_assert!(!draft.text.as_str().contains(">From"));
        }
    }

    #[test]
    fn mjml(before in "[a-zé€🙂 ,;']{0,60}") {
        let file = format!(
            "<!-- plan -->\n<mjml><mj-head><mj-title>never</mj-title><mj-preview>{PHRASE} 1</mj-preview><mj-style>.never {{}}</mj-style></mj-head><mj-body><mj-section>\
             <mj-raw>{{% if never %}}</mj-raw><mj-text>Hi {{{{first_name}}}},</mj-text><mj-text>ab {before} {PHRASE} 2</mj-text>\
             <mj-button href=\"https://corvex.example/a\">{PHRASE} 3</mj-button><mj-table><tr><td>{PHRASE} 4</td></tr></mj-table></mj-section></mj-body></mjml>",
        );
        let contents = read("a.mjml", file.as_bytes());
        prop_assert_eq!((contents.format, contents.problems.len()), (Format::Mjml, 0));
        prop_assert_eq!(read("a.html", file.as_bytes()).format, Format::Mjml);
        let draft = &contents.drafts[0];
        for number in 1..=4 {
            let phrase = format!("{PHRASE} {number}");
            prop_assert_eq!(found(draft, &phrase, file.as_bytes()), phrase.as_str());
        }
        prop_assert!(!draft.text.as_str().contains("never"), "{:?}", draft.text.as_str());
        let preheader = draft.section(Part::Preheader).unwrap_or_default();
        prop_assert_eq!(preheader.slice(draft.text.as_str()), format!("{PHRASE} 1"));
        prop_assert_eq!(draft.links.iter().map(|link| link.slice(draft.text.as_str())).collect::<Vec<_>>(), ["https://corvex.example/a"]);
    }

    #[test]
    fn western_pages(before in "[a-zé ]{0,40}", after in "[a-zé ]{0,40}") {
        let page = format!("<html><head><meta http-equiv=Content-Type content=\"text/html; charset=ISO-8859-1\"></head><p>Hi Ana,</p><p>{before} déjà vu {after}é</p>");
        let bytes: Vec<u8> = page.chars().map(|c| c as u8).collect();
        let contents = read("a.html", &bytes);
        prop_assert!(contents.problems.is_empty());
        let text = contents.drafts[0].text.as_str();
        let at = text.find("déjà vu").expect("there");
        let span = contents.drafts[0].text.to_source(Span::new(at, at + "déjà vu".len()));
        prop_assert_eq!(&bytes[span.start()..span.end()], b"d\xe9j\xe0 vu");
    }

    #[test]
    fn plans_are_sequences(days in proptest::collection::vec(1u32..9, 1..6), style in 0usize..3) {
        let mut file = String::from("# Ports\n\n");
        let mut day = 0;
        let mut expected = Vec::new();
        for (number, wait) in (1..).zip(&days) {
            let heading = [format!("## Email {number} - Day {day}"), format!("### EMAIL {number} — J+{day} : ports"), format!("**Step {number} (Day {day})**")];
            file += &format!("{}\n\nSubject: ports {number}\n\nHi Ana,\n\nwords {number}\n\n", heading[style]);
            expected.push(Some(day * 24 * 60));
            day += wait;
        }
        let contents = read("plan.md", file.as_bytes());
        let times: Vec<_> = contents.sequences.iter().flat_map(|sequence| sequence.steps.iter().map(|step| step.at)).collect();
        prop_assert_eq!(times, if expected.len() > 1 { expected } else { Vec::new() }, "{}", file);
    }

    #[test]
    fn nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200), table in "[a-b,;\"\n\r<>p/ ]{0,200}", cut in 0usize..400) {
        let header = "subject_1,body_1,subject,email_body,step\n";
        let mail = "From x\nSubject: a\n\n>From b\n\nFrom y\nSubject: c\n\nd\n";
        let export = "CONVERSATION ID,FROM,TO,CONTENT\n";
        for (name, start) in [("a.csv", header), ("a.csv", export), ("a.csv", "Date,Message\n"), ("a.mbox", mail), ("a.mjml", "<mjml>"), ("a.html", "<meta charset=gbk>")] {
            for tail in [&bytes[..], table.as_bytes()] {
                let file = [start.as_bytes(), tail].concat();
                let file = &file[..file.len().min(cut.max(20))];
                for draft in read(name, file).drafts {
                    prop_assert!(draft.text.to_source(draft.text.whole()).end() <= file.len());
                }
            }
        }
    }
}

#[test]
fn a_list_of_leads_is_said_to_be_one() {
    let contents = read("leads.csv", b"First Name,Email,Company\nAna,ana@orbis.example,Orbis\n");
    assert_eq!((contents.format, contents.drafts.len()), (Format::LeadList, 0));
    assert!(
        contents.problems[0].hint.as_deref().is_some_and(|hint| hint.contains("--leads leads.csv")),
        "{:?}",
        contents.problems
    );
}

#[test]
fn broken_tables_are_problems_and_the_rest_is_read() {
    let file = "email,subject,body\na@orbis.example,x,Hi Ana\nhalf\n,,\nl@orbis.example,x,Hi Lee\nd@orbis.example,x,N/A\ne@orbis.example,x,\"Hi open\nto the end";
    let contents = read("a.csv", file.as_bytes());
    assert_eq!(ids(&contents), ["a.csv row 2", "a.csv row 5", "a.csv row 7"]);
    let said: Vec<&str> =
        contents.problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        said,
        [
            "row 3: 1 cell, and the header has 3",
            "row 7: a quote that is never closed swallows the rest of the file"
        ]
    );
    assert_eq!(read("a.csv", b"subject,body\nx,a\0b c\n").format, Format::Unreadable);
}

#[test]
fn whose_messages_they_are_is_not_guessed_in_silence() {
    let file = "CONVERSATION ID,FROM,TO,DATE,CONTENT\n1,Dana,Ana,2031,Hi Ana\n1,Ana,Dana,2031,Hi Dana\n1,Dana,Ana,2031,Thanks Ana\n";
    let contents = read("messages.csv", file.as_bytes());
    assert_eq!(contents.drafts.len(), 2);
    assert!(
        contents.problems[0].message.contains("those of Dana are read"),
        "{:?}",
        contents.problems
    );
}

#[test]
fn properties_of_a_page_are_no_prose() {
    let page = b"# Orbis intro\n\nStatus: Draft\nOwner: Dana\nSubject: Berth waits\n\nHi Ana,\n\nNote: waits grew.\n";
    let read = |name| read(name, page).drafts.remove(0).text.as_str().to_string();
    assert_eq!(
        read("Orbis intro 0123456789abcdef0123456789abcdef.md"),
        "Berth waits\n\nHi Ana,\n\nNote: waits grew.\n"
    );
    let page = b"# Orbis intro\n\nStatus: Draft\nOwner: Dana\n\nThe waits grew at Pier 7.\n";
    let read = |name| {
        source::read(&Source::new(name, page), &source::FileResolver::default())
            .drafts
            .remove(0)
            .text
            .as_str()
            .to_string()
    };
    assert_eq!(
        read("Orbis intro 0123456789abcdef0123456789abcdef.md").trim(),
        "The waits grew at Pier 7."
    );
    assert!(read("Orbis intro.md").contains("Owner"));
}

#[test]
fn front_matter_of_others_is_read() {
    let text = "---\nsubject_line: Berth waits\npreview_text: 19 hours\nday: 3\ndelay_days: 2\npersona: ops\nstep: 2\n---\nHi Ana,\n";
    let contents = read("a.md", text.as_bytes());
    assert_eq!(contents.problems, []);
    assert_eq!(
        (contents.drafts[0].text.as_str(), contents.drafts[0].meta.touch),
        ("Berth waits\n19 hours\nHi Ana,\n", Some(2))
    );
    let titled =
        read("a.md", b"---\ntitle: Berth waits\nto: Ana <ana@orbis.example>\n---\nHi Ana,\n");
    assert_eq!(
        (titled.problems.len(), titled.drafts[0].text.as_str()),
        (0, "Berth waits\nHi Ana,\n")
    );
}

#[test]
fn a_draft_among_notes_is_read_alone() {
    let text = "# Orbis\n\n**Owner:** Dana\n\n---\n\n## Subject options\n- \"Berth waits\"\n- Pier 7\n\n## Email\n\nHi Ana,\n\nwords\n\n---\n\n## Notes\n- never\n";
    let contents = read("orbis.md", text.as_bytes());
    assert_eq!((contents.format, contents.drafts.len()), (Format::Document, 1));
    assert_eq!(
        contents.drafts[0].text.as_str().trim_end(),
        "Berth waits\nPier 7\nHi Ana,\n\nwords"
    );
}

/// A quadratic path takes hours here: it shows as a test that does not end, on a machine of any
/// speed.
#[test]
fn hostile_files_take_linear_time() {
    let wide: String =
        (0..100_000).map(|column| format!("subject_{column},body_{column},")).collect();
    read("a.csv", format!("{wide}\n{}\n", "x y,".repeat(200_000)).as_bytes());
    read("a.csv", format!("subject,body\nx,\"{}", "a \"\"b\"\" <p>".repeat(100_000)).as_bytes());
    read("a.csv", format!("subject,body\n{}", "x,<b <b \n".repeat(100_000)).as_bytes());
    read(
        "a.csv",
        format!(
            "CONVERSATION ID,FROM,TO,CONTENT\n{}",
            "1,Dana,\"Ana,Lee\",words here\n".repeat(50_000)
        )
        .as_bytes(),
    );
    read("a.txt", "<b".repeat(500_000).as_bytes());
    read("a.txt", "x".repeat(1_000_000).as_bytes());
    for piece in [
        "From x\n",
        "\n\nFrom x\nSubject: a\n",
        "From ",
        "\n\nFrom x\n",
        ">From x\n",
        "\n\nFrom x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n",
    ] {
        read("a.mbox", piece.repeat(20_000).as_bytes());
    }
    for piece in ["<mj-button href=x>", "<mj-raw>", "<mj-text>", "<!--"] {
        read("a.mjml", format!("<mjml>{}", piece.repeat(50_000)).as_bytes());
    }
    read("a.md", "## Email 1 - Day 1\n\nSubject: a\n\nHi Ana\n".repeat(20_000).as_bytes());
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_shows_them() {
    for (above, end) in
        [("", "\n"), ("sep=;\r\n", "\r\n"), ("\u{feff}", "\n\n"), ("\n", "\r\n\r\n")]
    {
        let mut file = format!("{above}Email;subject_1;body_1{end}");
        (0..60).for_each(|at| {
            file += &format!("a@orbis.example;Waits;\"Hi Ana,\n\n{at} waits\"{end}")
        });
        let each = end.matches('\n').count();
        let first = 1 + each + usize::from(above == "\n");
        let expected: Vec<usize> = (0..60).map(|at| first + at * each).collect();
        let rows = |drafts: &[germane::draft::Draft]| -> Vec<usize> {
            drafts.iter().filter_map(|draft| Some(draft.row.as_ref()?.number)).collect()
        };
        let whole = read("a.csv", file.as_bytes());
        assert_eq!(rows(&whole.drafts), expected, "{above:?}{end:?}");
        let pieces = source::piece::Pieces::new("a.csv", None, file.as_bytes(), 256, 1 << 20);
        let found: Vec<usize> = pieces
            .expect("readable")
            .expect("a list")
            .flat_map(|piece| {
                let piece = piece.expect("a piece");
                let before = Some(&piece.before);
                let source = Source { before, ..Source::new("a.csv", &piece.bytes) };
                rows(&source::read(&source, &source::FileResolver::default()).drafts)
            })
            .collect();
        assert_eq!(found, expected, "in pieces: {above:?}{end:?}");
    }
}

#[test]
fn a_piece_of_a_table_reads_as_the_whole_does() {
    let mut file = row(&["Email", "subject_1", "body_1", "body_2"], ',');
    (0..200).for_each(|at| {
        file += &row(
            &["a@orbis.example", "Waits", &format!("Hi Ana,\n\n{at} {PHRASE}"), "Hi \"again\""],
            ',',
        )
    });
    let whole = read("a.csv", file.as_bytes());
    let pieces = source::piece::Pieces::new("a.csv", None, file.as_bytes(), 2048, 1 << 20)
        .expect("readable")
        .expect("a list");
    let mut ids = Vec::new();
    for piece in pieces {
        let piece = piece.expect("a piece");
        let contents = source::read(
            &Source { before: Some(&piece.before), ..Source::new("a.csv", &piece.bytes) },
            &source::FileResolver::default(),
        );
        assert_eq!((contents.format, contents.problems.len()), (Format::CopyTable, 0));
        ids.extend(contents.drafts.into_iter().map(|draft| draft.id));
    }
    assert_eq!(ids, whole.drafts.iter().map(|draft| draft.id.clone()).collect::<Vec<_>>());
}
