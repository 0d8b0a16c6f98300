//! Outreach as the tools of strangers write it: keys and channels under other names, front matter,
//! exports of word processors, templates of frameworks, comments.

use std::path::Path;

use germane::source::Format;
use germane::source::walk::not_a_draft;
use germane::vocabulary::Severity;

use crate::documents::{read, shape};
use crate::strangers::{BODY, FIRST, NOTE, OTHER, SECOND, TWO, holds};

#[test]
fn keys_of_messages_are_read_in_other_languages_and_spellings() {
    for text in [
        r#"{"es": {"asunto": "Friday list", "cuerpo": "BODY"}}"#,
        r#"{"fr": {"objet": "Friday list", "corps": "BODY"}}"#,
        r#"{"Subject": "Friday list", "TextBody": "BODY", "HtmlBody": ""}"#,
        r#"[{"subject_line": "Friday list", "email_text": "BODY"}]"#,
        r#"{"opener_asunto": "Friday list", "opener_cuerpo": "BODY"}"#,
    ] {
        let text = text.replace("BODY", &BODY.replace('\n', "\\n"));
        let read = read("a.json", text.as_bytes());
        assert_eq!(shape(&read), ["- email [Friday list] Hi Ines, … Olu"], "{text}");
        assert!(not_a_draft(Path::new("a.json"), text.as_bytes()).is_none(), "{text}");
    }
    let foreign = format!(
        "sequence: Clinics\nsteps:\n  - day: 0\n    subject: Friday list\n    template: |\n      {0}\n  - day: 3\n    subject: One page\n    template: |\n      {0}\n",
        BODY.replace('\n', "\n      ")
    );
    let read = read("a.yaml", foreign.as_bytes());
    assert_eq!(shape(&read), [FIRST, SECOND, "days 0 3"]);
}

#[test]
fn channels_that_nobody_knows_and_calls_are_said() {
    let library = format!("templates:\n  - id: a\n    channel: pigeon\n    body: \"{NOTE}\"\n");
    let read_library = read("a.yaml", library.as_bytes());
    assert!(
        read_library.problems.iter().any(|problem| problem.message.contains("no channel `pigeon`")),
        "{:?}",
        read_library.problems
    );
    let table = format!(
        "channel,message\nwhatsapp,\"Hi Ines, {NOTE}\"\nvoicemail,\"Hi Ines, this is Olu about the list.\"\n"
    );
    let read_table = read("a.csv", table.as_bytes());
    assert_eq!(read_table.drafts.len(), 1);
    assert!(
        read_table.problems.iter().any(|problem| problem.message.contains("has no reader")),
        "{:?}",
        read_table.problems
    );
}

#[test]
fn front_matter_may_hold_the_keys_of_other_tools() {
    let text = format!(
        "---\nsubject: Friday list\ncompany: Mill Lane\naccount: Mill Lane\nindustry: dental\nstage: intro\nlayout: email\nscore: 80\ntemplate_id: 7\ncreated: 2031-01-01\nchannel: linkedin_dm\n---\n\n{BODY}\n"
    );
    let contents = read("a.md", text.as_bytes());
    assert!(contents.problems.is_empty(), "{:?}", contents.problems);
    assert_eq!(contents.drafts[0].channel.name(), "dm");
    assert!(
        germane::Linter::new()
            .lint(&germane::Source::new("a.md", text.as_bytes()))
            .problems
            .is_empty()
    );
    for slip in ["subjct", "chanel", "preveiw", "thraed"] {
        let contents = read("a.md", format!("---\n{slip}: x\n---\n\n{BODY}\n").as_bytes());
        let said = |problem: &germane::text::Problem| {
            problem.severity == Severity::Warning
                && problem.hint.as_ref().is_some_and(|hint| hint.contains("did you mean"))
        };
        assert!(contents.problems.iter().any(said), "{slip}: {:?}", contents.problems);
    }
}

#[test]
fn exports_of_word_processors_are_read_as_written() {
    let escaped = "# **Clinics \\- spring**\n\n## **Email 1 \\- intro**\n\n**Subject:** Friday list\\!\n\nBODY\n\n## **Email 2 \\- bump**\n\n**Subject:** One page\n\nOTHER\n";
    holds("plan.md", escaped, &["1 email [Friday list!] Hi Ines, … Olu", TWO[1]]);
    let paragraphs = |text: &str| {
        text.split("\n\n")
            .map(|part| format!("<p class=\"c1\"><span>{part}</span></p>\n"))
            .collect::<String>()
    };
    let mail = |title: &str, subject: &str, body: &str| {
        format!(
            "<h2 id=\"h.1\"><span>{title}</span></h2>\n<p><span>Subject: </span><span>{subject}</span></p>\n{}",
            paragraphs(body)
        )
    };
    let page = [
        "<html><body><h1>Clinics</h1>\n",
        &mail("Email 1 (Day 0)", "Friday list", BODY),
        &mail("Email 2 (Day 4)", "One page", OTHER),
        "</body></html>",
    ]
    .concat();
    let contents = read("plan.html", page.as_bytes());
    assert_eq!(shape(&contents), [TWO[0], TWO[1], "days 0 4"]);
    assert_eq!(contents.drafts[1].id, "plan.html line 8 (Email 2 (Day 4))");
    let place = crate::common::place(&contents.drafts[1], "One clinic near you");
    assert_eq!(place.slice(&page), "One clinic near you");
    let greeting = |name: &str| {
        format!(
            "<p>Subject: {name}</p><p>Send: Day 0</p><h2>Hi Ines,</h2>{}",
            paragraphs(&BODY[10..])
        )
    };
    let headed = [
        "<html><body><h1>Clinics</h1>",
        &greeting("Friday list"),
        &greeting("One page"),
        "</body></html>",
    ]
    .concat();
    let contents = read("plan.html", headed.as_bytes());
    assert_eq!(contents.drafts.len(), 1, "greetings that are headings take no mail apart");
    assert!(contents.drafts[0].text.as_str().contains("opened a second room"));
    let letter = page.replace("Subject: ", "");
    assert_eq!(
        read("plan.html", letter.as_bytes()).drafts.len(),
        1,
        "a page with headings is one mail"
    );
}

#[test]
fn steps_nest_their_copy_and_write_waits_as_programs_do() {
    let lines = |text: &str, depth: usize| text.replace('\n', &format!("\n{}", " ".repeat(depth)));
    let nested = format!(
        "steps:\n  - delay_hours: 0\n    email:\n      subject: Friday list\n      body: |\n        {}\n  - delay_hours: 96\n    email:\n      subject: One page\n      body: |\n        {}\n",
        lines(BODY, 8),
        lines(OTHER, 8)
    );
    let iso = format!(
        "touches:\n  - wait: PT0H\n    subject: Friday list\n    copy: |\n      {}\n  - wait: P4D\n    subject: One page\n    copy: |\n      {}\n",
        lines(BODY, 6),
        lines(OTHER, 6)
    );
    for text in [nested, iso] {
        let contents = read("plan.yaml", text.as_bytes());
        assert_eq!(shape(&contents), [TWO[0], TWO[1], "days 0 4"], "{text}");
        assert!(contents.problems.is_empty(), "{:?}", contents.problems);
    }
    let table = format!(
        "Template,Sequence Step,Send After (days),Subject Line,Email Body,Status\nIntro,1,0,Friday list,\"{BODY}\",Ready\nBump,2,4,One page,\"{OTHER}\",Ready\n"
    );
    assert_eq!(shape(&read("base.csv", table.as_bytes())), [TWO[0], TWO[1], "days 0 4"]);
}

#[test]
fn templates_of_blade_lose_what_directs_them() {
    let laid = "@extends('mail')\n@section('content')\n<p>Hi {{ $lead->first_name }},</p>\n{{-- never --}}\n@if ($x->has('y'))\n<p>Who moves the names on Fridays at Mill Lane?</p>\n@endif\n<p>Olu</p>\n@endsection\n";
    let written = "<x-mail::message>\n# Hi {{ $lead->first_name }},\n\n@if ($x)\nWho moves the names on Fridays at Mill Lane?\n@endif\n\nOlu\n</x-mail::message>\n";
    for text in [laid, written] {
        let contents = read("mails/offer.blade.php", text.as_bytes());
        assert_eq!(shape(&contents), ["- email [] Hi {{ $lead->first_name }}, … Olu"], "{text}");
        assert!(
            not_a_draft(Path::new("mails/offer.blade.php"), text.as_bytes()).is_none(),
            "{text}"
        );
    }
}

#[test]
fn comments_allow_in_whatever_they_are_written() {
    for comment in [
        "[//]: # (ALLOW)",
        "[comment]: <> (ALLOW)",
        "[//]: # \"ALLOW\"",
        "{/* ALLOW */}",
        "%% ALLOW %%",
        "{% # ALLOW %}",
    ] {
        let comment = comment.replace("ALLOW", "germane: allow cliche-opener -- her own words");
        let text = format!(
            "Hi Ines,\n\n{comment}\n\nI hope this email finds you well. Who moves the names on Fridays at Mill Lane?\n\nOlu\n"
        );
        let report = germane::Linter::new().lint(&germane::Source::new("a.md", text.as_bytes()));
        assert!(report.problems.is_empty(), "{comment}: {:?}", report.problems);
        assert!(
            report
                .findings()
                .all(|finding| finding.rule != "cliche-opener" && finding.rule != "unused-allow"),
            "{comment}"
        );
        let other = text.replace("germane: allow cliche-opener -- her own words", "two words");
        let report = germane::Linter::new().lint(&germane::Source::new("a.md", other.as_bytes()));
        assert!(report.findings().any(|finding| finding.rule == "cliche-opener"), "{comment}");
    }
}

#[test]
fn what_is_missing_is_said() {
    let said = |name: &str, text: &str, part: &str| {
        let contents = read(name, text.as_bytes());
        assert!(
            contents.problems.iter().any(|problem| problem.message.contains(part)),
            "{text}: {:?}",
            contents.problems
        );
    };
    said(
        "a.yaml",
        "sequence: Clinics\nsetps:\n  - subject: a\n    body: Hi Ines, who moves the names on Fridays now?\n",
        "no key `setps`",
    );
    said("a.yaml", "sequence: Clinics\nsteps: []\n", "without steps");
    said("a.jsonl", "", "no line");
}

#[test]
fn fixes_leave_no_mark_behind_and_quotations_alone() {
    let fixed = |text: &str| {
        let linter = germane::Linter::new();
        let report = linter.lint(&germane::Source::new("a.md", text.as_bytes()));
        let fix = report.findings().find(|finding| finding.rule == "cliche-opener")?.fix.clone()?;
        Some(
            [
                &text[..fix.range.start.offset],
                fix.replacement.as_str(),
                &text[fix.range.end.offset..],
            ]
            .concat(),
        )
    };
    let rest = "Your clinic on Mill Lane opened a second room in May. Who moves the names?\n";
    let listed = fixed(&format!("Hi Ines,\n\n- I hope this email finds you well.\n- {rest}"));
    assert_eq!(listed, Some(format!("Hi Ines,\n\n- {rest}")));
    let spaced = fixed(&format!("Hi Ines,\n\nI hope this email finds you well.\u{a0}{rest}"));
    assert_eq!(spaced, Some(format!("Hi Ines,\n\n{rest}")));
    assert_eq!(
        fixed(&format!("Hi Ines,\n\nYour note said \"I hope this email finds you well.\" {rest}")),
        None
    );
}

#[test]
fn every_format_that_can_be_said_has_a_row() {
    for (name, format) in Format::declarable().filter(|(_, format)| *format != Format::Message) {
        let long = germane::source::piece::is_named_list("x", Some(*format));
        let expected = ["jsonl", "copy-table", "shares", "scheduler", "mbox"].contains(name);
        assert_eq!(long, expected, "{name}");
    }
}
