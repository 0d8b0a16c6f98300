//! Outreach as strangers write it: other languages, other labels, other tools' fields and keys, and
//! texts that only look like it.

use std::path::Path;

use germane::lint::Linter;
use germane::source::walk::not_a_draft;
use germane::source::{Format, Source};

use crate::documents::{read, shape};

pub(crate) const BODY: &str = "Hi Ines,\n\nYour clinic on Mill Lane opened a second room in May. Who moves the names on Fridays?\n\nOlu";
pub(crate) const OTHER: &str =
    "Hi Ines,\n\nOne clinic near you keeps the list on one page. Would their page help you?\n\nOlu";
pub(crate) const NOTE: &str =
    "Your clinic on Mill Lane opened a second room in May, and I write about lists for clinics.";

pub(crate) fn holds(name: &str, text: &str, expected: &[&str]) {
    let text = text.replace("BODY", BODY).replace("OTHER", OTHER).replace("NOTE", NOTE);
    assert_eq!(shape(&read(name, text.as_bytes())), expected, "{text}");
    assert!(
        not_a_draft(Path::new(name), text.as_bytes()).is_none(),
        "a walk leaves it out: {text}"
    );
}

pub(crate) const FIRST: &str = "1 email [Friday list] Hi Ines, … Olu";
pub(crate) const SECOND: &str = "2 email [One page] Hi Ines, … Olu";

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

/// A mail that asks somebody to a call is none, and what is said on it is no mail.
#[test]
fn invitations_to_a_call_are_mails() {
    for title in ["Zaproszenie na call", "Einladung zum Telefonat", "Invitación a una llamada"] {
        let text = format!(
            "# Maile\n\n## Oferta\n\n```\n{BODY}\n```\n\n## {title}\n\n```\n{OTHER}\n```\n"
        );
        assert_eq!(read("maile.md", text.as_bytes()).drafts.len(), 2, "{text}");
    }
    for title in ["Call", "Telefonat", "Llamada 2"] {
        let text = format!(
            "# Maile\n\n## Oferta\n\n```\n{BODY}\n```\n\n## {title}\n\n```\n{OTHER}\n```\n"
        );
        assert_eq!(read("maile.md", text.as_bytes()).drafts.len(), 1, "{text}");
    }
}

#[test]
fn a_name_and_a_subject_may_stand_in_one_line() {
    let text = "# Modelos\n\nTemplate 1 — Assunto: \"Friday list\"\nCorpo:\nBODY\n\n---\n\nTemplate 2 — Assunto: \"One page\"\nCorpo:\nOTHER\n";
    let both = ["- email [Friday list] Hi Ines, … Olu", "- email [One page] Hi Ines, … Olu"];
    holds("modelos.md", text, &both);
    holds("modelos.md", &text.replace("---\n\n", ""), &both);
    // A line of a mail that names a subject is one of its words.
    let inside = "Subject: Friday list\n\nHi Ines,\n\nThe template - subject: one page - is yours. Who moves the names on Fridays?\n\nOlu\n";
    holds("mail.md", inside, &["- email [Friday list] Hi Ines, … Olu"]);
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
        "Тема: Friday list\nТело письма:",
    ] {
        holds("mail.md", &format!("{head}\n\nBODY\n"), &["- email [Friday list] Hi Ines, … Olu"]);
    }
}

#[test]
fn posts_are_known_by_their_folder_and_by_days_of_content() {
    let post =
        "I lost a list in May because nobody had written down who moves the names on Fridays.\n";
    for name in ["linkedin-posts/may.md", "linkedin-posts/2026/may/post.md"] {
        holds(name, post, &[&format!("- post [] {0} … {0}", post.trim())]);
    }
    let dated = format!("# May 14, 2026\n\n{post}");
    let score = |text: &str| {
        let report = Linter::new().lint(&Source::new("linkedin-posts/may.md", text.as_bytes()));
        report.drafts[0].score.as_ref().map(|score| score.total).ok()
    };
    assert_eq!(score(&dated), score(post));
    assert!(score(post).is_some());
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

/// Two mails, as `holds` expects them.
pub(crate) const TWO: [&str; 2] =
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
fn versions_share_the_subject_lines_above_them() {
    let text = "## Email 1\n\n**Subject line (A/B test):**\n- A: Friday list\n- B: One page\n\n**Version A**\n\nBODY\n\n**Version B**\n\nOTHER\n";
    let read = read("plan.md", text.replace("BODY", BODY).replace("OTHER", OTHER).as_bytes());
    assert_eq!(shape(&read), ["1 email [Friday list / One page] Hi Ines, … Olu"; 2]);
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

/// A report on sending says "unsubscribe" too; a mail offers it.
#[test]
fn a_page_that_speaks_of_opting_out_is_no_mail() {
    let page = |last: &str| {
        format!(
            "<html><body><h1>Port news</h1><p>The berth at pier 7 opens on Friday.</p>{last}</body></html>"
        )
    };
    let is_mail = |last: &str| not_a_draft(Path::new("page.html"), page(last).as_bytes()).is_none();
    for offer in [
        "<p>You can unsubscribe here.</p>",
        "<p><a href=\"https://port.example/unsubscribe\">No more of these</a></p>",
        "<p>{{ unsubscribe }} and you get no more of these, neither this week nor the next.</p>",
        "<p>Unsubscribe</p>",
    ] {
        assert!(is_mail(offer), "{offer}");
    }
    for report in [
        "<h2>What is missing</h2><p>A one-click unsubscribe, limits a day, a log of what bounced.</p>",
        "<p>The unsubscribe rate of the last three mails was two in a hundred, says the log.</p>",
    ] {
        assert!(!is_mail(report), "{report}");
    }
}

/// What a program is told to write is no draft; a mail that begins alike is one.
#[test]
fn orders_to_a_program_are_no_drafts() {
    let left_out = |text: &str| not_a_draft(Path::new("prompts/mail.md"), text.as_bytes());
    let orders = "You draft ONE mail to a clinic.\n\nReturn:\n- `subject`: at most 7 words\n- `body`: the message\n\nHi Ines,\n\nOne clinic near you keeps the list on one page.\n\nOlu\n";
    assert!(
        left_out(orders).is_some_and(|why| why.contains("a program")),
        "{:?}",
        left_out(orders)
    );
    let mail = "Subject: Friday list\n\nYou are a clinic with two rooms, and one page for both lists. Who moves the names on Fridays?\n\nOlu\n";
    assert_eq!(left_out(mail), None);
}
