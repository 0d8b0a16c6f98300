//! Campaigns of platforms: positions through JSON and HTML, waits, threads, media, and what is
//! broken.

use crate::common::{PHRASE, cases, entities, json, place, read, slice, words};
use germane::source::{self, Contents, Format, Source};
use germane::vocabulary::{Medium, Part, Thread};
use proptest::prelude::*;

/// One document a platform and shape. `@` is where the body stands.
const DOCUMENTS: &[(Format, &str)] = &[
    (
        Format::Instantly,
        r#"{"campaign_schedule": {}, "sequences": [{"steps": [{"variants": [{"subject": "x", "body": "@"}]}]}]}"#,
    ),
    (Format::Smartlead, r#"[{"seq_number": 1, "subject": "x", "email_body": "@"}]"#),
    (
        Format::Smartlead,
        r#"{"sequences": [{"seq_number": 1, "seq_variants": [{"subject": "x", "email_body": "@"}]}]}"#,
    ),
    (
        Format::Smartlead,
        r#"{"data": [{"seq_number": 1, "sequence_variants": [{"subject": "x", "email_body": "@", "is_deleted": false}]}]}"#,
    ),
    (
        Format::Apollo,
        r#"{"emailer_campaign": {"name": "n"}, "emailer_steps": [{"id": 1, "type": "auto_email"}], "emailer_touches": [{"emailer_step_id": 1,
           "emailer_template_id": "m"}], "emailer_templates": [{"id": "m", "subject": "x", "body_html": "@"}]}"#,
    ),
    (
        Format::Outreach,
        r#"{"data": [{"type": "sequenceTemplate", "id": 9, "attributes": {}, "relationships": {"template": {"data": {"type": "template",
           "id": 5}}, "sequenceStep": {"data": {"id": 7}}}}], "included": [{"type": "template", "id": 5, "attributes": {"subject": "x",
           "bodyHtml": "@"}}, {"type": "sequenceStep", "id": 7, "attributes": {"stepType": "auto_email"}}]}"#,
    ),
    (
        Format::Outreach,
        r#"{"body": {"data": {"type": "template", "id": 5, "attributes": {"subject": "x", "bodyHtml": "@"}}}}"#,
    ),
    (
        Format::Salesloft,
        r#"{"data": {"cadence_content": {"step_groups": [{"day": 1, "steps": [{"type": "Email", "type_settings": {"email_template":
           {"subject": "x", "body": "@"}}}]}]}}}"#,
    ),
    (
        Format::Salesloft,
        r#"{"data": [{"subject": "x", "body": "@", "body_preview": "", "click_tracking_enabled": true}]}"#,
    ),
    (
        Format::Lemlist,
        r#"{"seq_a": {"_id": "seq_a", "steps": [{"_id": "stp_1", "type": "email", "subject": "x", "message": "@"}]}}"#,
    ),
    (
        Format::Woodpecker,
        r#"{"steps": {"type": "START", "followup": {"type": "EMAIL", "body": {"versions": [{"subject": "x", "message": "@"}]}}}}"#,
    ),
    (
        Format::Reply,
        r#"{"steps": [{"type": "email", "delayInMinutes": 0, "variants": [{"subject": "x", "message": "@"}]}]}"#,
    ),
    (
        Format::Reply,
        r#"{"steps": [{"type": "email", "delayInMinutes": 0, "templates": [{"subject": "x", "body": "@"}]}]}"#,
    ),
    (
        Format::Reply,
        r#"{"steps": [{"type": "email", "delayInMinutes": 0, "emailTemplate": {"templates": [{"subject": "x", "body": "@"}]}}]}"#,
    ),
    (
        Format::Reply,
        r#"{"steps": [{"type": "email", "delayInMinutes": 0, "template": {"emailTemplate": {"templates": [{"subject": "x", "body": "@"}]}}}]}"#,
    ),
    (Format::Mailshake, r#"{"messages": [{"type": "initial", "subject": "x", "body": "@"}]}"#),
];

/// Reads a document with a body in it.
fn with(document: &str, body: &str) -> (String, Contents) {
    let file = document.replace('@', body);
    let contents = read("a.json", file.as_bytes());
    (file, contents)
}

fn fixture(name: &str) -> Contents {
    let path = format!("fixtures/formats/{name}");
    read(&path, &std::fs::read(&path).expect("readable"))
}

/// Days of the steps of a file's first sequence.
fn days(contents: &Contents) -> Vec<Option<u32>> {
    contents.sequences[0].steps.iter().map(germane::draft::Step::day).collect()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn html_in_json(before in words(), after in words(), mix in 0usize..3, escapes in 0usize..3) {
        let phrase = json(&entities(PHRASE, mix), escapes);
        let [before, after] = [before, after].map(|words| json(&entities(&words, mix), escapes));
        for (format, document) in DOCUMENTS {
            let (file, contents) = with(document, &format!("<p>Hi Ana,<\\/p>\\n<p>ab {before} {phrase} <b>{after}</b></p>"));
            prop_assert_eq!((contents.format, contents.drafts.len(), contents.problems.len()), (*format, 1, 0), "{:?}", contents.problems);
            let draft = &contents.drafts[0];
            prop_assert!(draft.text.as_str().starts_with("x\nHi Ana,\n\nab "), "{:?}", draft.text.as_str());
            prop_assert_eq!(String::from_utf8_lossy(slice(file.as_bytes(), place(draft, PHRASE))), &*phrase);
        }
    }

    #[test]
    fn plain_words_in_json(before in "[a-zé🙂&\"', .]{0,60}", after in "[a-zé🙂&\"', .]{0,60}", escapes in 0usize..3) {
        let phrase = json(PHRASE, escapes);
        for (format, document) in DOCUMENTS {
            let body = format!("Hi Ana,\\n\\nab {} {phrase} {}", json(&before, escapes), json(&after, escapes));
            let (file, contents) = with(document, &body);
            prop_assert_eq!((contents.format, contents.drafts.len(), contents.problems.len()), (*format, 1, 0), "{:?}", contents.problems);
            prop_assert_eq!(String::from_utf8_lossy(slice(file.as_bytes(), place(&contents.drafts[0], PHRASE))), &*phrase);
        }
    }

    #[test]
    fn two_files(before in words(), mix in 0usize..3) {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).expect("writable");
            path.to_string_lossy().into_owned()
        };
        let page = format!("<p>Hi Ana,</p><p>{} {}</p>", entities(&before, mix), entities(PHRASE, mix));
        let meta = write("meta.json", r#"{"Alias": "a", "Subject": "x", "TemplateType": "Standard"}"#);
        write("content.html", &page);
        write("a.email-meta.xml", "<EmailTemplate><subject>x &amp; y</subject><type>html</type></EmailTemplate>");
        let mail = write("a.email", &page);
        for (path, format, subject) in [(meta, Format::Postmark, "x"), (mail, Format::Salesforce, "x & y")] {
            let contents = read(&path, &std::fs::read(&path).expect("readable"));
            prop_assert_eq!((contents.format, contents.drafts.len(), contents.problems.len()), (format, 1, 0), "{:?}", contents.problems);
            let draft = &contents.drafts[0];
            prop_assert_eq!(draft.section(Part::Subject).map(|span| span.slice(draft.text.as_str())), Some(subject));
            prop_assert_eq!(draft.elsewhere.is_some(), format == Format::Postmark);
            prop_assert_eq!(String::from_utf8_lossy(slice(page.as_bytes(), place(draft, PHRASE))), entities(PHRASE, mix));
        }
    }

    /// A document of which a stretch is missing, or a value is another: whatever is read lies in
    /// the file.
    #[test]
    fn nothing_panics(which in 0..DOCUMENTS.len(), from in 0usize..400, cut in 0usize..40, value in 0usize..5, declared in 0..DOCUMENTS.len()) {
        let whole = DOCUMENTS[which].1;
        let (start, end) = (from.min(whole.len()), (from + cut).min(whole.len()));
        let cut = format!("{}{}", &whole[..start], &whole[end..]);
        let swap = ["null", "[]", "{}", "7", "[{\"x\": 1}, [], null]"][value];
        let colons: Vec<usize> = whole.match_indices(':').map(|(at, _)| at + 1).collect();
        let at = colons[from % colons.len()];
        let until = whole[at..].find([',', '}']).map_or(whole.len(), |found| at + found);
        let swapped = format!("{} {swap}{}", &whole[..at], &whole[until..]);
        for file in [cut, swapped] {
            for format in [None, Some(DOCUMENTS[declared].0)] {
                let source = Source { format, ..Source::new("a.json", file.as_bytes()) };
                let contents = source::read(&source, &source::FileResolver::default());
                let ends = contents.drafts.iter().map(|draft| draft.text.to_source(draft.text.whole()).end());
                let ends = ends.chain(contents.problems.iter().map(|problem| problem.span.end()));
                prop_assert!(ends.max().unwrap_or(0) <= file.len());
                prop_assert!(!contents.sequences.is_empty() || !contents.drafts.is_empty() || !contents.problems.is_empty(), "{}", file);
            }
        }
    }
}

#[test]
fn waits_are_counted_as_each_platform_counts() {
    for (name, expected) in [
        ("instantly.json", vec![0, 3, 7]),
        ("smartlead-read.json", vec![0, 3]),
        ("apollo.json", vec![0, 2, 2, 5, 8]),
        ("outreach.json", vec![0, 3, 4]),
        ("salesloft.json", vec![1, 4, 8]),
        ("lemlist.json", vec![0, 1, 2, 4, 5]),
        ("woodpecker.json", vec![0, 3, 5]),
        ("reply.json", vec![0, 1, 3, 4, 5, 6]),
        ("mailshake.json", vec![0, 3, 5, 7, 7]),
        ("hubspot.json", vec![0, 3, 4]),
    ] {
        assert_eq!(
            days(&fixture(name)),
            expected.into_iter().map(Some).collect::<Vec<_>>(),
            "{name}"
        );
    }
}

#[test]
fn threads_and_media_are_known() {
    let steps = |name: &str| {
        fixture(name).sequences[0]
            .steps
            .iter()
            .map(|step| (step.medium, step.thread))
            .collect::<Vec<_>>()
    };
    let (mail, reply, new) = (Medium::Email, Some(Thread::Reply), Some(Thread::New));
    assert_eq!(steps("instantly.json"), [(mail, None), (mail, reply), (mail, reply)]);
    assert_eq!(steps("apollo.json")[2..], [(mail, reply), (Medium::Message, None), (mail, new)]);
    assert_eq!(steps("outreach.json"), [(mail, new), (mail, reply), (Medium::Call, None)]);
    assert_eq!(steps("salesloft.json"), [(mail, None), (Medium::Call, None), (mail, reply)]);
    assert_eq!(steps("woodpecker.json"), [(mail, None), (Medium::Message, None), (mail, reply)]);
    assert_eq!(steps("reply.json")[1], (Medium::Connect, None));
    assert_eq!(steps("hubspot.json"), [(mail, None), (mail, reply), (Medium::Task, None)]);
    let lemlist = [mail, Medium::Task, Medium::Connect, Medium::Message, Medium::Task];
    assert_eq!(
        steps("lemlist.json").into_iter().map(|(medium, _)| medium).collect::<Vec<_>>(),
        lemlist
    );
}

#[test]
fn one_sign_is_no_sign() {
    for text in [
        r#"{"sequences": [{"steps": [{"variants": [{"subject": "x", "body": "y"}]}]}]}"#,
        r#"{"emailer_campaign": {"name": "n"}}"#,
        r#"{"steps": [{"actionType": "EMAIL"}]}"#,
        r#"{"Alias": "x", "Subject": "y"}"#,
        r#"{"messages": [{"type": "initial", "text": "a user says"}]}"#,
        r#"[{"seq_number": 1}]"#,
    ] {
        let contents = read("a.json", text.as_bytes());
        assert!(
            matches!(contents.format, Format::Unreadable | Format::Steps),
            "{text}: {:?}",
            contents.format
        );
    }
}

#[test]
fn json_without_a_name_is_known() {
    let (_, document) = DOCUMENTS[0];
    assert_eq!(read("<stdin>", document.as_bytes()).format, Format::Instantly);
    assert_eq!(read("<stdin>", b"{{first_name}}, hello {there}").format, Format::Message);
}

#[test]
fn a_declared_format_that_does_not_fit_is_a_problem() {
    let source = Source {
        format: Some(Format::Instantly),
        ..Source::new("a.json", br#"{"steps": [{"subject": "x", "body": "y", "day": 1}]}"#)
    };
    let contents = source::read(&source, &source::FileResolver::default());
    assert!(contents.drafts.is_empty());
    let message = &contents.problems[0].message;
    assert!(
        message.starts_with(
            "this is not a campaign of Instantly: it has none of `sequences[].steps[].variants[]`, "
        ),
        "{message}"
    );
    // One sign is enough when the caller says what it is.
    let source = Source {
        format: Some(Format::Instantly),
        ..Source::new(
            "x",
            br#"{"sequences": [{"steps": [{"variants": [{"subject": "x", "body": "y"}]}]}]}"#,
        )
    };
    let contents = source::read(&source, &source::FileResolver::default());
    assert_eq!((contents.format, contents.drafts.len()), (Format::Instantly, 1));
    assert_eq!(contents.drafts[0].meta.dialect.as_deref(), Some("instantly"));
}

#[test]
fn broken_files_are_problems() {
    let said = |text: &str| {
        read("a.json", text.as_bytes())
            .problems
            .iter()
            .map(|problem| problem.message.clone())
            .collect::<Vec<_>>()
            .join("\n")
    };
    let file = "{\"emailer_campaign\": {},\n \"emailer_steps\": [}";
    let contents = read("a.json", file.as_bytes());
    assert_eq!(
        (contents.problems.len(), contents.problems[0].span.start()),
        (1, file.len() - 1),
        "{:?}",
        contents.problems
    );
    // A chain that bites its tail, and one without an end.
    let ring = "steps: &a {type: START, followup: {type: EMAIL, body: {versions: [{message: Hi}]}, followup: *a}}";
    assert!(!read("a.yaml", ring.as_bytes()).problems.is_empty());
    let chain = format!(
        "{{\"steps\": {{\"type\": \"START\"{}{}}}}}",
        ", \"followup\": {\"type\": \"EMAIL\"".repeat(500),
        "}".repeat(500)
    );
    assert!(said(&chain).contains("deeply nested"), "{}", said(&chain));
    let campaign = |steps: &str, touches: &str| {
        format!(
            r#"{{"emailer_campaign": {{}}, "emailer_steps": [{steps}], "emailer_touches": [{touches}], "emailer_templates": [{{"id": "m", "body_text": "Hi Ana"}}]}}"#
        )
    };
    for (steps, touches, expected) in [
        (r#"{"id": 1}, {"id": 1}"#, "", "a second step with the id `1`"),
        (r#"{"position": 1}"#, "", "a step without an `id`"),
        (
            r#"{"id": 1}"#,
            r#"{"emailer_step_id": 2, "emailer_template_id": "m"}"#,
            "sent by no step of the file",
        ),
        (
            r#"{"id": 1}"#,
            r#"{"emailer_step_id": 1, "emailer_template_id": "n"}"#,
            "names templates that are not in it (n)",
        ),
        (
            r#"{"id": 1, "type": "teleport"}"#,
            r#"{"emailer_step_id": 1, "emailer_template_id": "m"}"#,
            "of an unknown kind",
        ),
    ] {
        let found = said(&campaign(steps, touches));
        assert!(found.contains(expected), "{expected}: {found}");
    }
    let often = (0..50_000)
        .map(|_| r#"{"emailer_step_id": 1, "emailer_template_id": "m"}"#)
        .collect::<Vec<_>>()
        .join(",");
    assert_eq!(read("a.json", campaign(r#"{"id": 1}"#, &often).as_bytes()).drafts.len(), 8);
    // Many campaigns, many variants, many things that belong nowhere.
    let many = |one: &str| vec![one; 20_000].join(",");
    let variants = format!(
        r#"{{"campaign_schedule": 1, "sequences": [{{"steps": [{{"variants": [{}]}}]}}]}}"#,
        many(r#"{"body": "Hi"}"#)
    );
    assert_eq!(read("a.json", variants.as_bytes()).drafts.len(), 20_000);
    let campaign =
        r#"{"campaign_schedule": 1, "sequences": [{"steps": [{"variants": [{"body": "Hi"}]}]}]}"#;
    assert_eq!(
        read("a.json", format!(r#"{{"items": [{}]}}"#, many(campaign)).as_bytes()).sequences.len(),
        20_000
    );
    let things = many(r#"{"type": "sequenceTemplate", "id": 1, "attributes": {}}"#);
    // Of a thousand problems of one severity the rest is counted.
    let problems = read("a.json", format!(r#"{{"data": [{things}]}}"#).as_bytes()).problems;
    assert_eq!(problems.len(), 1_001);
    let rest = problems.last().expect("the rest");
    assert!(rest.message.starts_with("19000 ") && rest.message.ends_with("more like those above"));
}

#[test]
fn words_that_stand_in_the_list_are_judged_there() {
    let template = r#"{"campaign_schedule": {}, "sequences": [{"steps": [{"variants": [{"subject": "x", "body": "<p>{{email_body}}</p>"}]}]}]}"#;
    let words = "Berth 7 waited 41 nights for pumps last year, by your own notices. ".repeat(8);
    let list = format!(
        "email,email_body\nana@orbis.example,\"<p>Hi Ana,</p><p>{words}Who plans them?</p>\"\n"
    );
    let leads = germane::lint::Leads::new(germane::leads::List::new("l.csv", list.as_bytes()));
    let linter = germane::lint::Linter::new();
    let report = {
        let source = Source::new("a.json", template.as_bytes());
        linter.session().lint_against(&source, linter.read(&source), &leads, &|_| {})
    };
    // Beside its list it is no problem that a body is only a field.
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    assert!(report.drafts[0].score.is_err());
    let rows = report.drafts[0].leads.as_ref().expect("a template");
    assert_eq!((rows.rows, rows.fields.len()), (1, 0), "{:?}", rows.fields);
    assert!(rows.median.is_some());
}

/// A step of Salesloft that is an integration says what it is, and its words, beside its settings.
#[test]
fn messages_of_an_integration_are_read() {
    let note = "Hi {{first_name}}, you moved Elm Street to four days. Who books the recall calls?";
    let steps = |settings: &str| {
        format!(
            r#"{{"day": 4, "type": "Integration", "{settings}": {{"type": "LinkedIn - Connection Request", "instructions": "{note}"}}}},
               {{"day": 6, "type": "Integration", "{settings}": {{"type": "LinkedIn - Research", "instructions": "Look up who plans."}}}},
               {{"day": 7, "type": "Phone", "{settings}": {{"instructions": "Ask who owns recall."}}}}"#
        )
    };
    let groups =
        steps("type_settings").replace(r#"{"day": 4, "type""#, r#"{"day": 4, "steps": [{"type""#);
    let groups = groups
        .replace(r#"{"day": 6, "type""#, r#"]}, {"day": 6, "steps": [{"type""#)
        .replace(r#"{"day": 7, "type""#, r#"]}, {"day": 7, "steps": [{"type""#)
        .replace("},\n               ]}", "}]}")
        + "]}";
    let old = format!(r#"{{"cadence_content": {{"steps": [{}]}}}}"#, steps("step_settings"));
    let new = format!(r#"{{"cadence_content": {{"step_groups": [{groups}]}}}}"#);
    for text in [old, new] {
        let contents = read("a.json", text.as_bytes());
        assert_eq!(contents.format, Format::Salesloft, "{text}");
        let media: Vec<Medium> =
            contents.sequences[0].steps.iter().map(|step| step.medium).collect();
        assert_eq!(media, [Medium::Connect, Medium::Task, Medium::Call], "{text}");
        assert_eq!(contents.drafts.len(), 1);
        assert_eq!(contents.drafts[0].text.as_str().trim(), note);
    }
}
