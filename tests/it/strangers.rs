//! Outreach as strangers write it: other languages, other labels, other tools' fields and keys, and
//! texts that only look like it.

use std::path::Path;

use germane::source::Format;
use germane::source::walk::not_a_draft;
use germane::vocabulary::Severity;

use crate::documents::{read, shape};

const BODY: &str = "Hi Ines,\n\nYour clinic on Mill Lane opened a second room in May. Who moves the names on Fridays?\n\nOlu";
const OTHER: &str =
    "Hi Ines,\n\nOne clinic near you keeps the list on one page. Would their page help you?\n\nOlu";
const NOTE: &str =
    "Your clinic on Mill Lane opened a second room in May, and I write about lists for clinics.";

fn holds(name: &str, text: &str, expected: &[&str]) {
    let text = text.replace("BODY", BODY).replace("OTHER", OTHER).replace("NOTE", NOTE);
    assert_eq!(shape(&read(name, text.as_bytes())), expected, "{text}");
    assert!(
        not_a_draft(Path::new(name), text.as_bytes()).is_none(),
        "a walk leaves it out: {text}"
    );
}

const FIRST: &str = "1 email [Friday list] Hi Ines, … Olu";
const SECOND: &str = "2 email [One page] Hi Ines, … Olu";

#[test]
fn the_heading_of_the_next_mail_ends_a_fence_that_is_never_closed() {
    let text = "# Mails\n\n## Email 1\n\n```\nSubject: Friday list\n\nBODY\n\n## Email 2\n\n```\nSubject: One page\n\nOTHER\n```\n";
    holds("plan.md", text, &[FIRST, SECOND]);
}

#[test]
fn labels_in_bold_need_no_colon() {
    let text = |subject: &str, body: &str| {
        format!(
            "## Email 1\n\n**{subject}**\n\nFriday list\n\n**{body}**\n\nBODY\n\n## Email 2\n\n**{subject}**\n\nOne page\n\n**{body}**\n\nOTHER\n"
        )
    };
    for (subject, body) in
        [("Betreff", "Text"), ("Subject line", "Body"), ("Objet", "Corps"), ("Asunto", "Cuerpo")]
    {
        holds("plan.md", &text(subject, body), &[FIRST, SECOND]);
    }
    let named = "## Email 1\n\n**Subject A:** Friday list\n\n**Email:**\nBODY\n\n## Email 2\n\n**Subject A:** One page\n\n**Email:**\nOTHER\n";
    holds("plan.md", named, &[FIRST, SECOND]);
}

#[test]
fn notes_to_connect_and_what_follows_them_are_direct() {
    let fenced = "# Outreach\n\n## Connection request\n\n~~~text\nInes, NOTE\n~~~\n\n## After acceptance\n\n~~~text\nThanks for connecting. NOTE\n~~~\n";
    let bare = "# LinkedIn flow\n\n## Step 1: Connection request\n\nInes, NOTE\n\n## Step 2: Message after acceptance (Day 2)\n\nThanks for connecting. NOTE\n";
    for text in [fenced, bare] {
        let read = read("plan.md", text.replace("NOTE", NOTE).as_bytes());
        let channels: Vec<&str> = read.drafts.iter().map(|draft| draft.channel.name()).collect();
        assert_eq!(channels, ["dm", "dm"], "{text}");
    }
    // What stands before a fence is about it.
    let told = "# Outreach\n\n## Connection request\n\nKeep it short and say what you saw of theirs before you ask.\n\n```\nInes, NOTE\n```\n";
    assert_eq!(read("plan.md", told.replace("NOTE", NOTE).as_bytes()).drafts.len(), 1);
}

#[test]
fn steps_below_a_network_stand_in_fences_without_a_greeting() {
    let text = "# Plan\n\n## LinkedIn flow\n\n**Stap 1 – Na connectie**\nVraag iets.\n\n```\nNOTE Zal ik de lijst sturen?\n```\n\n**Stap 2 – Na reactie**\n\n```\nNOTE Zal ik de lijst sturen?\n```\n";
    let text = text.replace("NOTE", NOTE);
    let read = read("plan.md", text.as_bytes());
    assert_eq!(
        read.drafts.iter().map(|draft| (draft.channel.name(), draft.step)).collect::<Vec<_>>(),
        [("dm", Some(1)), ("dm", Some(2))]
    );
}

#[test]
fn answers_stand_beside_messages_in_fences_of_their_own() {
    let fence = |title: &str, words: &str| format!("## {title}\n\n```\n{words}\n```\n\n");
    let text = [
        "# Messages\n\n",
        &fence("First contact", BODY),
        &fence("Reminder", OTHER),
        &fence(
            "\"I have one already\"",
            "Good to know, then you know how it goes on Fridays. Does it print the names of both rooms as well?",
        ),
    ]
    .concat();
    assert_eq!(read("plan.md", text.as_bytes()).drafts.len(), 3);
    let code = [
        &fence("First contact", BODY),
        &fence("Reminder", OTHER),
        &fence(
            "Set-up",
            "$ germane init writes a file.\n$ germane check reads it and says what it found.",
        ),
    ]
    .map(String::as_str)
    .concat();
    assert_eq!(read("plan.md", code.as_bytes()).drafts.len(), 2);
}

#[test]
fn headers_of_old_messages_begin_no_mail() {
    for head in [
        "De: Ines Ruiz <ines@clinic.example>\nEnviado el: martes, 4 de marzo de 2031 10:12\nPara: Olu\nAsunto: Friday list",
        "Da: Ines Ruiz\nInviato: martedì 4 marzo 2031 10:12\nA: Olu\nOggetto: Friday list",
        "From: Ines Ruiz\nDate: Tuesday, March 4, 2031\nTo: Olu\nSubject: Friday list",
    ] {
        let text = format!(
            "Subject: Re: Friday list\n\n{BODY}\n\n{head}\n\nWe are the leading planner.\n"
        );
        let read = read("mail.txt", text.as_bytes());
        assert_eq!(read.drafts.len(), 1, "{text}");
        assert!(!read.drafts[0].quoted.is_empty(), "{text}");
    }
}

#[test]
fn tables_of_fields_hold_no_message() {
    for header in ["Field | Description", "Name | Type | Required", "Feld | Bedeutung"] {
        let rest = if header.matches('|').count() > 1 { " | yes" } else { "" };
        let rule = "---|".repeat(header.matches('|').count() + 1);
        let text = format!(
            "# mailer\n\n## Email 1.0 API\n\n| {header} |\n|{rule}\n| subject | The subject of the message that is sent{rest} |\n| body | The text that is sent to the person{rest} |\n"
        );
        assert_ne!(read("api.md", text.as_bytes()).format, Format::Document, "{text}");
        assert!(not_a_draft(Path::new("api.md"), text.as_bytes()).is_some(), "{text}");
    }
}

#[test]
fn calls_in_a_cadence_are_for_whoever_calls() {
    let text = "| Step | When | Type | Subject line | Email text |\n|---|---|---|---|---|\n| 1 | Day 0 | Email | Friday list | Hi Ines, who moves the names on Fridays? |\n| 2 | +3 days | Call | | Ask who moves the names on Fridays, then listen. |\n";
    assert_eq!(read("plan.md", text.as_bytes()).drafts.len(), 1);
}

#[test]
fn notes_below_a_mail_are_left_out() {
    let text = "# Cold email\n\nSubject: Friday list\n\nBODY\n\n---\n\n**Notes**\n\n* Subject line: try \"One page\"\n* Send it on a Tuesday morning\n";
    holds("plan.md", text, &["- email [Friday list] Hi Ines, … Olu"]);
}

#[test]
fn a_label_for_the_words_below_headers_is_none_of_them() {
    for head in [
        "Asunto: Friday list\nPara: Ines\nCuerpo:",
        "Subject: Friday list\nTo: Ines\nMessage:",
        "Betreff: Friday list\nNachricht:",
    ] {
        holds("mail.md", &format!("{head}\n\nBODY\n"), &["- email [Friday list] Hi Ines, … Olu"]);
    }
}

#[test]
fn posts_are_known_by_their_folder_and_by_days_of_content() {
    let post =
        "I lost a list in May because nobody had written down who moves the names on Fridays.\n";
    holds("linkedin-posts/may.md", post, &[&format!("- post [] {0} … {0}", post.trim())]);
    assert!(
        not_a_draft(Path::new("posts/may.md"), post.as_bytes()).is_some(),
        "a blog keeps its posts there"
    );
    let days = format!(
        "# Content for March\n\n## Day 1 – LinkedIn\n\n{post}\n---\n\n## Day 2 – LinkedIn\n\n{post}"
    );
    let read = read("march.md", days.as_bytes());
    assert_eq!(
        read.drafts.iter().map(|draft| draft.channel.name()).collect::<Vec<_>>(),
        ["post", "post"]
    );
}

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

/// Two mails, as `holds` expects them.
const TWO: [&str; 2] =
    ["1 email [Friday list] Hi Ines, … Olu", "2 email [One page] Hi Ines, … Olu"];

#[test]
fn headings_are_underlined_folded_away_or_stand_in_a_note() {
    let underlined = "Clinics\n=======\n\nEmail 1\n-------\n\nSubject: Friday list\n\nBODY\n\nEmail 2\n-------\n\nSubject: One page\n\nOTHER\n";
    let ruled = "CLINICS\n=======\n\nEMAIL 1 OF 2\n------------\nSUBJECT: Friday list\n\nBODY\n\n=====\n\nEMAIL 2 OF 2\n------------\nSUBJECT: One page\n\nOTHER\n";
    let folded = "# Clinics\n\n<details>\n<summary><b>Email 1</b></summary>\n\nSubject: Friday list\n\nBODY\n\n</details>\n\n<details><summary>Email 2</summary>\n\nSubject: One page\n\nOTHER\n\n</details>\n";
    let quoted = |text: &str| text.lines().map(|line| format!("> {line}\n")).collect::<String>();
    let noted = format!(
        "# Clinics\n\n> [!note]\n> never send before ten, whatever they say\n\n> [!mail] Email 1\n{}\n> [!mail]- Email 2\n{}",
        quoted(&format!("**Subject:** Friday list\n\n{BODY}")),
        quoted(&format!("**Subject:** One page\n\n{OTHER}"))
    );
    for text in [underlined, ruled, folded, noted.as_str()] {
        holds("plan.md", text, &TWO);
    }
    let one = ["- email [Friday list] Hi Ines, … Olu"];
    holds("mail.md", "Opening mail\n============\n\nSubject: Friday list\n\nBODY\n", &one);
    holds(
        "mail.md",
        "Opening mail\n============\n\nSubject\n-------\n\nFriday list\n\nBody\n----\n\nBODY\n",
        &one,
    );
}

#[test]
fn what_heads_a_mail_is_its_subject_and_what_heads_a_person_is_not() {
    holds(
        "plan.md",
        "## Email 1\n\n**Title:** Friday list\n\nBODY\n\n## Email 2\n\n**Headline:** One page\n\nOTHER\n",
        &TWO,
    );
    holds("mail.md", "Title: Friday list\n\nBODY\n", &["- email [Friday list] Hi Ines, … Olu"]);
    let person = "## Email 1\n\n**Name:** Ines Ruiz\n**Title:** Manager\n**Company:** Mill Lane\n\nBODY\n\n## Email 2\n\n**Title:** Manager\n**Subject:** One page\n\nOTHER\n";
    holds("plan.md", person, &["1 email [] Hi Ines, … Olu", TWO[1]]);
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
fn days_are_named_in_more_ways() {
    for (first, second) in [
        ("D0 – Email", "D4 – Email"),
        ("Email #1", "Email #2 (wait 4d)"),
        ("E-mail 1 (den 0)", "E-mail 2 (den 4)"),
        ("Mail 1 – dag 0", "Mail 2 – 4 dage senere"),
        ("Krok 1", "Krok 2 (po 4 dniach)"),
        ("Email 1", "Email 2 – 96 hours later"),
    ] {
        let text = format!(
            "# Plan\n\n## {first}\n\nSubject: Friday list\n\nBODY\n\n## {second}\n\nSubject: One page\n\nOTHER\n"
        );
        holds("plan.md", &text, &[TWO[0], TWO[1], "days 0 4"]);
    }
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
fn texts_of_writing_programs_begin_with_their_subject() {
    let mail =
        |subject: &str, body: &str| format!("Subject: {subject}\n\n{body}").replace('\n', "\\n");
    let (first, second) = (mail("Friday list", BODY), mail("One page", OTHER));
    let found = ["- email [Friday list] Hi Ines, … Olu", "- email [One page] Hi Ines, … Olu"];
    for (name, text) in [
        (
            "a.json",
            format!(
                "[{{\"lead\": 1, \"output\": \"{first}\"}}, {{\"lead\": 2, \"output\": \"{second}\"}}]"
            ),
        ),
        ("a.json", format!("{{\"emails\": [\"{first}\", \"{second}\"]}}")),
        (
            "a.jsonl",
            format!(
                "{{\"lead\": 1, \"completion\": \"{first}\"}}\n{{\"lead\": 2, \"completion\": \"{second}\"}}\n"
            ),
        ),
        ("a.jsonl", format!("{{\"text\": \"{first}\"}}\n{{\"text\": \"{second}\"}}\n")),
        (
            "a.json",
            format!(
                "{{\"choices\": [{{\"message\": {{\"role\": \"assistant\", \"content\": \"{first}\"}}}}, {{\"message\": {{\"role\": \"assistant\", \"content\": \"{second}\"}}}}]}}"
            ),
        ),
    ] {
        let contents = read(name, text.as_bytes());
        assert_eq!(shape(&contents), found, "{text}");
        assert_ne!(contents.drafts[0].id, contents.drafts[1].id);
        assert!(not_a_draft(Path::new(name), text.as_bytes()).is_none(), "{text}");
    }
    let asked = format!("{{\"messages\": [{{\"role\": \"user\", \"content\": \"{first}\"}}]}}");
    assert!(not_a_draft(Path::new("a.json"), asked.as_bytes()).is_some());
}

#[test]
fn what_an_assistant_says_around_a_mail_is_no_part_of_it() {
    let said = "Sure! Here is a mail that you could send:\n\n---\n\n**Subject: Friday list**\n\nBODY\n\n---\n\nLet me know if you'd like it shorter.\n";
    holds("mail.md", said, &["- email [Friday list] Hi Ines, … Olu"]);
    // Without the announcement it is for the reader.
    let own = said.replace("Sure! Here is a mail that you could send:\n\n---\n\n", "");
    holds(
        "mail.md",
        &own,
        &["- email [Friday list] Hi Ines, … Let me know if you'd like it shorter."],
    );
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
fn versions_share_the_subject_lines_above_them() {
    let text = "## Email 1\n\n**Subject line (A/B test):**\n- A: Friday list\n- B: One page\n\n**Version A**\n\nBODY\n\n**Version B**\n\nOTHER\n";
    let read = read("plan.md", text.replace("BODY", BODY).replace("OTHER", OTHER).as_bytes());
    assert_eq!(shape(&read), ["1 email [Friday list / One page] Hi Ines, … Olu"; 2]);
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
fn code_tables_and_scripts_below_headings_of_messages_hold_none() {
    let fence = |words: &str| {
        format!(
            "# Guide\n\n## Email 1.0 and more\n\nWords about it.\n\n### Example\n\n```\n{words}\n```\n"
        )
    };
    for text in [
        fence("Skill(skill=\"a\",\n  topic=\"what is read before the plan is made and why\")"),
        fence("{ \"key\": \"type\" },\n{ \"key\": \"size\" },\n{ \"count\": 2, \"percent\": 0.16, \"of\": \"all\" }"),
        fence("Plan Is Ready!\n\nEverything that was asked for is done, go on? [Y/n]"),
        "# Tests\n\n## Email & more\n\n| Test | Hypothesis |\n|---|---|\n| Subject lines | Short or long ones are opened more |\n| Text | Plain or designed mails are read more |\n".into(),
        "# Site\n\n## Step 1: Check the connection\n\nAsk the agent whether it is there, and stop when it is not.\n\n```\nStop here, for nobody answers on the other side.\n```\n".into(),
    ] {
        assert!(not_a_draft(Path::new("guide.md"), text.as_bytes()).is_some(), "{text}");
    }
    let script = "# Calls\n\n### Script appel relance devis\n\n```\nBonjour {{first_name}}, vous avez pu lire le devis de la semaine dernière ?\n```\n";
    assert!(not_a_draft(Path::new("calls.md"), script.as_bytes()).is_some());
    let direct =
        "# Plan\n\n## 3 LinkedIn-DM Varianten\n\n### Variante B\n\n```\nHi Ines,\n\nNOTE\n```\n"
            .replace("NOTE", NOTE);
    assert_eq!(read("plan.md", direct.as_bytes()).drafts[0].channel.name(), "dm");
}

#[test]
fn every_format_that_can_be_said_has_a_row() {
    for (name, format) in Format::declarable().filter(|(_, format)| *format != Format::Message) {
        let long = germane::source::piece::is_named_list("x", Some(*format));
        let expected = ["jsonl", "copy-table", "shares", "scheduler", "mbox"].contains(name);
        assert_eq!(long, expected, "{name}");
    }
}
