//! Outreach as people keep it: logs, plans and lists around mails, mails with headings inside,
//! posts among mails, tables whose names say little.

use std::path::Path;

use germane::source::Format;
use germane::source::walk::not_a_draft;
use germane::vocabulary::Channel;

use crate::documents::{read, shape};

fn holds(name: &str, text: &str, expected: &[&str]) {
    assert_eq!(shape(&read(name, text.as_bytes())), expected, "{text}");
    assert!(
        not_a_draft(Path::new(name), text.as_bytes()).is_none(),
        "a walk leaves it out: {text}"
    );
}

const OPENS: &str = "Hi Ana,\n\nYour Leeds yard opened in May with one clerk for two gates.";
const ENDS: &str = "Who books the lorries at night?\n\nDana";

#[test]
fn a_mail_goes_on_until_it_takes_leave() {
    for inside in [
        "**Next step:**\nI would send you the list of the gates that wait longest.",
        "---\n\n**At the north gate:**\n\nLorries wait for an hour.\n\n---",
        "---\n\n### What you would get\n\n**One list:** the gates by the hour\n\n---",
        "### What you would get\n\nOne list of the gates by the hour.",
        "**Ideas for the content:**\n- gates\n- clerks",
    ] {
        let text = format!(
            "# Mails\n\n## Email 1 (Day 0)\n\n**Subject:** Night gates\n\n{OPENS}\n\n{inside}\n\n{ENDS}\n\n---\n\n## Email 2 (Day 3)\n\n**Subject:** Two clerks\n\n{OPENS}\n\nBest,\nDana\n\n---\n\nKeep this one short.\n"
        );
        holds(
            "plan.md",
            &text,
            &[
                "1 email [Night gates] Hi Ana, … Dana",
                "2 email [Two clerks] Hi Ana, … Dana",
                "days 0 3",
            ],
        );
    }
}

#[test]
fn labels_need_no_colon_where_what_follows_fits_them() {
    for (subjects, body) in [
        ("Betreff-Optionen", "E-Mail-Inhalt"),
        ("Asunto (opciones)", "Cuerpo del email"),
        ("Options d'objet", "Corps de l'e-mail"),
        ("Subject options", "Email body"),
    ] {
        let text = format!(
            "{subjects}\n- Night gates\n- Two clerks\n\n{body}\n{OPENS}\n\n{ENDS}\n\nFollow-up (bump)\nSubject: Night gates again\n{OPENS} {ENDS}\n"
        );
        holds(
            "plan.txt",
            &text,
            &[
                "- email [Night gates / Two clerks] Hi Ana, … Dana",
                "- email [Night gates again] Hi Ana, … Dana",
            ],
        );
    }
}

#[test]
fn a_log_holds_a_mail_below_each_block_of_properties() {
    let mail = |company: &str, subject: &str| {
        format!(
            "Date: 2031-05-04\nCompany: {company}\nSubject: {subject}\nText:\n\n{OPENS}\n\n{ENDS}\n"
        )
    };
    let text =
        [mail("Orbis", "Night gates"), mail("Tidewise", "Two clerks"), mail("Corvex", "One list")]
            .join("\n---\n\n");
    let expected = ["Night gates", "Two clerks", "One list"]
        .map(|subject| format!("- email [{subject}] Hi Ana, … Dana"));
    holds("log.md", &text, &expected.each_ref().map(String::as_str));
}

#[test]
fn subjects_are_read_in_headings_and_lists() {
    for head in [
        "## Variant A — Subject: Night gates",
        "## Subject: Night gates",
        "## Cold mail\n\n### Subject lines\n\n- **A :** Night gates",
        "## Cold mail\n\n**Subject:**\n- **Night gates** (the usual one)",
        "## Cold mail\n\n**Subject options:**\n- Option A: \"Night gates\"",
    ] {
        holds(
            "plan.md",
            &format!("# Mails\n\n{head}\n\n{OPENS}\n\n{ENDS}\n"),
            &["- email [Night gates] Hi Ana, … Dana"],
        );
    }
}

#[test]
fn subjects_of_one_mail_are_not_those_of_the_next() {
    let text = format!(
        "# Mails\n\n## Cold mail\n\n**Subject:**\n- Night gates\n\n**More subjects:**\n- Two clerks\n\n**Body (fill in):**\n\n```\nSubject: One list\n\n{OPENS}\n\n{ENDS}\n```\n\n## LinkedIn message\n\n```\n{OPENS}\n```\n"
    );
    let read = read("plan.md", text.as_bytes());
    assert_eq!(read.drafts.len(), 2);
    let last = shape(&read).pop().expect("a draft");
    assert!(last.starts_with("- dm [] Hi Ana,"), "{last}");
}

#[test]
fn what_is_known_of_a_mail_is_none() {
    for text in [
        "# Report\n\n## Emails sent\n\n- To: ana@orbis.example\n- Subject: Night gates at the yard\n- Sent: 2031-05-04\n- Status: delivered without a bounce\n",
        "# Nurture\n\n## Email 1 - Welcome (Day 0)\n\nSubject: [What the list promised]\n\n- Hand over the list (link)\n- Say in two lines who writes\n- No offer\n",
        "# Bugs\n\n## Error message\n\n```\nAccess to fetch at this address has been blocked by a policy. The response has no such header.\n```\n",
    ] {
        assert!(not_a_draft(Path::new("report.md"), text.as_bytes()).is_some(), "{text}");
    }
}

const POST: &str = "We lost a lorry at the north gate because nobody had written down who opens it at night.\n\nNow a list hangs on the door.";

#[test]
fn posts_and_mails_share_a_file() {
    let text = format!(
        "# Launch\n\n## Post 1: The night\n\n{POST}\n\n---\n\n## Post LinkedIn #2\n\n{POST}\n\n---\n\n## Email to the list\n\n**Subject:** Night gates\n\n{OPENS}\n\n{ENDS}\n\n---\n\n## LinkedIn Post\n\n{POST}\n"
    );
    let read = read("launch.md", text.as_bytes());
    let channels: Vec<Channel> = read.drafts.iter().map(|draft| draft.channel).collect();
    assert_eq!(channels, [Channel::Post, Channel::Post, Channel::Email, Channel::Post]);
}

#[test]
fn posts_that_nothing_numbers_are_found() {
    let fenced = format!(
        "# Engagement posts\n\n## Daily\n\n### Morning (9 AM)\n\n**Variant A:**\n```\nCaption:\n{POST}\n```\n\n**Variant B:**\n```\n{POST}\n```\n\n## Tips\n\n```\nWrite as you speak. Nobody likes a brochure that reads like all the others do.\n```\n"
    );
    let read_fenced = read("engagement-posts.md", fenced.as_bytes());
    assert!(read_fenced.drafts.iter().all(|draft| draft.channel == Channel::Post));
    assert_eq!(read_fenced.drafts.len(), 2, "{:?}", shape(&read_fenced));
    assert!(read_fenced.drafts[0].text.as_str().starts_with("We lost"));
    let alone = format!(
        "# Week 4\n\n## Email\n\n**Subject:** Night gates\n\n{OPENS}\n\n{ENDS}\n\n## LinkedIn Post (Tuesday)\n\n{POST}\n"
    );
    let channels: Vec<Channel> =
        read("week.md", alone.as_bytes()).drafts.iter().map(|draft| draft.channel).collect();
    assert_eq!(channels, [Channel::Email, Channel::Post]);
    let plan = "# LinkedIn posts\n\n## Post 1\n\nA list hangs on the door of our yard, and it has nine names.\n\n## Post 2\n\nNobody had written down who opens the gate.\n\n## Timeline\n\n### Day 1 (Monday)\n\n- Post in the morning\n- Answer for two hours\n";
    assert_eq!(read("linkedin-posts.md", plan.as_bytes()).drafts.len(), 2);
}

#[test]
fn folders_name_the_channel_of_what_has_no_subject() {
    let channel = |name: &str, text: &str| read(name, text.as_bytes()).drafts[0].channel;
    let bare = format!("{OPENS} {ENDS}\n");
    for name in [
        "templates/linkedin/messages/intro.md",
        "whatsapp/intro.txt",
        "dm-templates.md",
        "a/linkedin_messages.md",
    ] {
        assert_eq!(channel(name, &bare), Channel::Dm, "{name}");
    }
    for name in ["linkedin/emails/intro.md", "intro.md", "linkedin/a/b/c/intro.md"] {
        assert_eq!(channel(name, &bare), Channel::Email, "{name}");
    }
    assert_eq!(
        channel("linkedin/intro.md", &format!("Subject: Night gates\n\n{bare}")),
        Channel::Email
    );
}

#[test]
fn cells_of_mails_are_read_whatever_their_column_is_called() {
    let body = "Hi Ana, your Leeds yard opened in May with one clerk. Who books the lorries?";
    for (header, row) in [
        ("company,contact,email", format!("Orbis,Ana,\"{body}\"")),
        ("name,message", format!("Ana,\"{body}\"")),
        ("date,name,message", format!("2031-05-04,Ana,\"{body}\"")),
        (
            "body",
            "\"Your Leeds yard opened in May with one clerk. Who books the lorries?\"".to_string(),
        ),
        ("id;text", format!("7;\"{body}\"")),
    ] {
        let text = format!("{header}\n{row}\n");
        let read = read("list.csv", text.as_bytes());
        assert_eq!(
            (read.format, read.drafts.len(), read.problems.len()),
            (Format::CopyTable, 1, 0),
            "{text}"
        );
        assert_eq!(read.drafts[0].channel, Channel::Email);
        assert!(not_a_draft(Path::new("list.csv"), text.as_bytes()).is_none(), "{text}");
    }
    for text in [
        "name,message\nAna,thanks for the list\n",
        "date,message\n2031-05-04,The gate was open all night and nobody had been told of it\n",
        "name,email\nAna,ana@orbis.example\n",
    ] {
        assert!(read("list.csv", text.as_bytes()).format != Format::CopyTable, "{text}");
    }
}

#[test]
fn mails_below_a_heading_about_calls_or_strategy_are_read() {
    let mail = format!("```\nSubject: Night gates\n\n{OPENS}\n\n{ENDS}\n```\n");
    for above in
        ["## Sequence 1: cold lead → discovery call", "## Strategy", "## After the sales call"]
    {
        let text = format!(
            "# Mails\n\n{above}\n\n### Email 1 (Day 1) - first words\n\n{mail}\n### Email 2 (Day 4)\n\n{mail}"
        );
        holds(
            "plan.md",
            &text,
            &[
                "1 email [Night gates] Hi Ana, … Dana",
                "2 email [Night gates] Hi Ana, … Dana",
                "days 1 4",
            ],
        );
    }
    // What never closes a fence is of it.
    holds(
        "plan.md",
        &format!(
            "# Mails\n\n## Email 1\n\n```\nSubject: Night gates\n\n{OPENS}\n\n{ENDS}\n---```\n"
        )
        .replace("\n---```", ""),
        &["1 email [Night gates] Hi Ana, … Dana"],
    );
}

#[test]
fn texts_under_names_of_messages_are_read() {
    let json = r#"{"name": "Ports", "templates": {
      "connection_request": "Hi {{first_name}}, I read your note on the Leeds gates and would like to hear more.",
      "followUp1": "Hi {{first_name}}, the list that I spoke of has nine names. Would it help?",
      "cold_call_script": "Hi {{first_name}}, this is Dana. Do you have a minute for me now?",
      "status": "ready since the fourth of May, says the yard"}}"#;
    let read_json = read("dm.json", json.as_bytes());
    let told: Vec<(String, Channel)> =
        read_json.drafts.iter().map(|draft| (draft.id.clone(), draft.channel)).collect();
    let expected = [
        ("dm.json / templates connection_request", Channel::Dm),
        ("dm.json / templates followUp1", Channel::Email),
    ];
    assert_eq!(told.len(), expected.len(), "{told:?}");
    assert!(
        told.iter()
            .zip(expected)
            .all(|(told, (id, channel))| told.0.ends_with(id.rsplit(' ').next().unwrap_or(id))
                && told.1 == channel),
        "{told:?}"
    );
    assert!(not_a_draft(Path::new("dm.json"), json.as_bytes()).is_none());
    let settings = r#"{"message": "The server has been started and listens on this port", "role": "user", "email": "Hi there"}"#;
    assert!(not_a_draft(Path::new("a.json"), settings.as_bytes()).is_some());
}

#[test]
fn lines_of_json_hold_messages_inside() {
    let line = r#"{"lead": {"name": "Ana"}, "email": {"subject": "Night gates", "body": "Hi Ana,\n\nWho books the lorries at night at your yard?\n\nDana"}}"#;
    let text = format!("{line}\n{line}\n");
    let contents = read("sent.jsonl", text.as_bytes());
    assert_eq!(shape(&contents), ["- email [Night gates] Hi Ana, … Dana"; 2]);
    assert_eq!(
        contents.drafts[1].text.to_source(contents.drafts[1].text.whole()).start(),
        text.rfind("Night gates").expect("it stands there")
    );
    assert!(not_a_draft(Path::new("sent.jsonl"), text.as_bytes()).is_none());
    let bare = "{\"name\": \"Ana\", \"message\": \"Hi Ana, who books the lorries at night?\"}\n";
    assert!(not_a_draft(Path::new("sent.jsonl"), bare.as_bytes()).is_none());
    for log in [
        "{\"message\": \"listens on port 80\"}\n",
        "{\"role\": \"user\", \"text\": \"Hi Ana, who books?\"}\n",
        "{\"a\": 1}\n",
    ] {
        assert!(not_a_draft(Path::new("log.jsonl"), log.as_bytes()).is_some(), "{log}");
    }
}
