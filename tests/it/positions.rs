//! Positions through every layer: a document is built around a known text with a known phrase, in
//! each format; the stretch of the file that a finding would point at, decoded, is that phrase.
//! `GERMANE_CASES` sets the number of cases.

use crate::common::{PHRASE, cases, entities, json, place, read, slice, words};
use germane::source::Format;
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

/// Values in data files of UTF-16 are not as long as what they stand for.
#[test]
fn values_in_utf_16_stand_where_they_are_written() {
    let body = format!("Hi Ana,\\n\\nCaf\u{e9} \u{1f600} {PHRASE} waits\\nMara");
    let block = body.replace("\\n", "\n    ");
    for (name, file) in [
        ("a.json", format!("{{\"subject\": \"Pier\", \"body\": \"{body}\"}}\n")),
        ("a.jsonl", format!("{{\"subject\": \"Pier\", \"body\": \"{body}\"}}\n")),
        ("a.yaml", format!("subject: Pier\nbody: \"{body}\"\n")),
        ("b.yaml", format!("subject: Pier\nbody: |\n    {block}\n")),
    ] {
        let units =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let bytes = units(&format!("\u{feff}{file}"));
        let contents = read(name, &bytes);
        assert!(contents.problems.is_empty(), "{name}: {:?}", contents.problems);
        let span = place(&contents.drafts[0], PHRASE);
        assert_eq!(slice(&bytes, span), units(PHRASE), "{name}");
    }
}

/// Ids name lines of the file, whatever else ends a line for its reader.
#[test]
fn lines_in_names_are_those_of_the_file() {
    let mails = "# Mail 1\n\nSubject: Pier\n\nHi Ana,\n\nWho plans it?\n\n# Mail 2\n\nSubject: Crew\n\nHi Bo,\n\nWho plans it?\n";
    for above in ["a b c\n\n", "a\u{b}b\u{b}c\n\n", "a\u{2029}b c\n\n"] {
        let file = format!("{above}{mails}");
        let ids: Vec<String> =
            read("a.md", file.as_bytes()).drafts.into_iter().map(|draft| draft.id).collect();
        assert!(ids[0].contains("line 5 ") && ids[1].contains("line 13 "), "{above:?}: {ids:?}");
    }
}

/// What stands between the brackets of a link is read, what it leads to is not, though it begins with
/// a field.
#[test]
fn a_link_that_begins_with_a_field_is_no_prose() {
    let text =
        "Hi Ana,\n\nSee [the page]({{base_url}}/careers/payroll-clerk) for nine shifts.\n\nLee\n";
    let linter = germane::lint::Linter::new();
    let marks = linter.session().marks(&germane::source::Source::new("a.md", text.as_bytes()));
    let shown = serde_json::to_string(&marks.drafts[0]).expect("JSON");
    assert!(!shown.contains("\"payroll") && !shown.contains("\"clerk"), "{shown}");
}
