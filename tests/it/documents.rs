//! Documents: where the messages of a text file begin and end, what they are called, what is left
//! out; which files a walk finds.

use std::path::Path;

use germane::source::walk::not_a_draft;
use germane::source::{self, Contents, Format, Source};
use germane::vocabulary::{Channel, Part};

pub(crate) fn read(name: &str, bytes: &[u8]) -> Contents {
    source::read(&Source::new(name, bytes), &source::FileResolver::default())
}

/// A body that says something.
pub(crate) const BODY: &str = "Hi Ana,\n\nYour Leeds yard opened in May with one clerk for two gates. Who books the lorries at night?\n\nDana";

/// Each draft in a line: step, channel, subjects, first and last line of the body; then the days of
/// the sequence, if there is one.
pub(crate) fn shape(contents: &Contents) -> Vec<String> {
    let draft = |draft: &germane::draft::Draft| {
        let text = draft.text.as_str();
        let subjects = draft
            .sections
            .iter()
            .filter(|section| section.part == Part::Subject)
            .map(|section| section.span.slice(text));
        let subjects = subjects.collect::<Vec<_>>().join(" / ");
        let body: Vec<&str> = draft
            .body()
            .slice(text)
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        let step = draft.step.map_or("-".to_string(), |step| step.to_string());
        format!(
            "{step} {} [{subjects}] {} … {}",
            draft.channel.name(),
            body.first().unwrap_or(&""),
            body.last().unwrap_or(&"")
        )
    };
    let mut shape: Vec<String> = contents.drafts.iter().map(draft).collect();
    shape.extend(contents.sequences.iter().map(|sequence| {
        let days: Vec<String> = sequence
            .steps
            .iter()
            .map(|step| step.at.map_or("?".into(), |at| (at / 1440).to_string()))
            .collect();
        format!("days {}", days.join(" "))
    }));
    shape
}

fn holds(text: &str, expected: &[&str]) {
    let name = "plan.md";
    let text = text.replace("BODY", BODY);
    let contents = read(name, text.as_bytes());
    assert_eq!(shape(&contents), expected, "{text}");
    for draft in &contents.drafts {
        assert!(draft.text.to_source(draft.text.whole()).end() <= text.len());
    }
    assert!(
        not_a_draft(Path::new(name), text.as_bytes()).is_none(),
        "a walk leaves it out: {text}"
    );
}

const WHOLE: &str = "- email [Night gates] Hi Ana, … Dana";

#[test]
fn one_mail_is_found_however_it_is_framed() {
    for text in [
        "# Opening\n\n**Subject:** Night gates\n\nBODY\n",
        "## Opening\n\n> for yards with one clerk\n\nLast touched in May.\n\nSubject: Night gates\n\nBODY\n",
        "# Opening\n\n**Audience:** yards\n**Subject:** \"Night gates\"\n\n---\n\nBODY\n",
        "**Subject:** Night gates\n\n---\n\nBODY\n",
        "Subject: Night gates\n***\nBODY\n",
        "```text\nSubject: Night gates\n\nBODY\n```\n",
        "Here it is:\n\n~~~\nSubject: Night gates\n\nBODY\n~~~\n\nShall I make it shorter?\n",
        "Subject: Night gates\n**To:** Ana\n\n**Message:**\n\nBODY\n",
        "# Mail\n\n## Subject line\n\nNight gates\n\n## Body\n\nBODY\n",
        "Betreff: Night gates\n\nBODY\n",
        "📧 **Asunto:** Night gates\n\nBODY\n",
        "Ämne： Night gates\n\nBODY\n",
        "*Subject :* Night gates\n\nBODY\n",
        "\n\n---\nsubject: Night gates\n---\n\nBODY\n",
        "<!-- v2 -->\n\n---\nsubject: Night gates\n---\nBODY\n",
        "---\nname: opener\ndescription: for yards\n---\n\n# Opener\n\nSubject: Night gates\n\nBODY\n",
        "# For Ana\n\n> **Subject:** Night gates\n>\n> Hi Ana,\n>\n> Your Leeds yard opened in May with one clerk. Who books the lorries?\n>\n> Dana\n",
    ] {
        holds(text, &[WHOLE]);
    }
}

#[test]
fn a_mail_without_a_subject_is_found_below_a_title() {
    for above in [
        "# For Ana\n\n",
        "# For Ana\n\nStatus: ready\nOwner: Dana\n\n",
        "# For Ana\n\n**Goal:** an answer\n\n",
        "# For Ana\n\n---\n\n",
    ] {
        holds(&format!("{above}BODY\n"), &["- email [] Hi Ana, … Dana"]);
    }
}

#[test]
fn a_second_subject_begins_a_second_mail() {
    let two = ["- email [Night gates] Hi Ana, … Dana", "- email [One more] Hi Ana, … Dana"];
    for between in ["---\n\n", "", "***\n", "## Notes for us\n\nnever sent\n\n## Other\n\n"] {
        holds(
            &format!("Subject: Night gates\n\nBODY\n\n{between}Subject: One more\n\nBODY\n"),
            &two,
        );
    }
    holds("Subject: Night gates\n\nBODY\n\nFollow-up (bump)\nSubject: One more\n\nBODY\n", &two);
    holds(
        "Hi Ana, saw the May notice on your yard.\n\nDana\n\n---\n\nSubject: One more\n\nBODY\n",
        &["- email [] Hi Ana, saw the May notice on your yard. … Dana", two[1]],
    );
}

#[test]
fn labels_stand_over_fences_and_as_headings() {
    let two = ["1 email [gates] Hi Ana, … Dana", "2 email [re: gates] Hi Ana, … Dana", "days 0 3"];
    let forms = [
        "**Subject Line:**\n```\nSUBJECT\n```\n\n**Email Body:**\n```\nBODY\n```\n",
        "### Subject\n\nSUBJECT\n\n### Preview text\n\nOne clerk\n\n### Email body\n\nBODY\n",
        "**Objet**\n\n**Objet :** SUBJECT\n\n**Corps :**\n\n> Hi Ana,\n>\n> Your yard opened in May with one clerk.\n>\n> Dana\n",
        "```\nSubject: SUBJECT\n\nBODY\n```\n\n**Why it works:** never sent.\n",
        "**Goal:** an answer\n**Subject:** SUBJECT\n\nBODY\n\n**Notes:**\n- never sent\n",
    ];
    for form in forms {
        let text = format!(
            "# Plan\n\n## Email 1 (Day 0)\n\n{}\n---\n\n## Email 2 (Day 3)\n\n{}",
            form.replace("SUBJECT", "gates"),
            form.replace("SUBJECT", "re: gates")
        );
        holds(&text, &two);
    }
}

#[test]
fn subject_lines_may_stand_in_a_list_or_a_table_of_their_own() {
    let expected = ["1 email [gates / one clerk] Hi Ana, … Dana"];
    holds("## Subject options\n\n- \"gates\"\n- one clerk\n\n## Email 1\n\nBODY\n", &expected);
    holds(
        "## Email 1\n\n**Subject Line Options:**\n1. gates\n2. \"one clerk\"\n\nBODY\n",
        &expected,
    );
    holds(
        "### Subject lines\n\n| Variant | Subject line | When |\n|---|---|---|\n| A | gates | always |\n| B | one clerk | |\n\n### Email 1\n\n```\nBODY\n```\n",
        &expected,
    );
}

#[test]
fn days_are_counted_in_every_way_that_headings_write_them() {
    for (headings, days) in [
        (["Day 1: Opening", "Day 3: Night", "Day 7"], "days 1 3 7"),
        (["Tag 1", "Tag 4: Nacht", "Tag 9"], "days 1 4 9"),
        (["Día 0 – apertura", "Día 3", "Día 10"], "days 0 3 10"),
        (["J+0 : ouverture", "J+3", "J+7"], "days 0 3 7"),
        (["Email 1", "Email 2 (3 days later)", "Email 3 - 4 days after"], "days 0 3 7"),
        (["Initial email", "Follow-up 1 (Day 3)", "Follow-up 2 (Day 7)"], "days 0 3 7"),
        (["First email", "Second email: wait 2 days", "Third email (+5 days)"], "days 0 2 7"),
        (["1. Opening — Day 0", "2. Night — Day 2", "3. Last — Day 9"], "days 0 2 9"),
        (["Week 1: email", "Week 2: email", "Week 4: email"], "days 0 7 21"),
        (["Mail 1", "Mail 2 (3 Tage später)", "Mail 3 (nach 5 Tagen)"], "days 0 3 8"),
    ] {
        let text: String = headings
            .iter()
            .map(|heading| format!("## {heading}\n\nSubject: gates\n\nBODY\n\n"))
            .collect();
        let drafts: Vec<String> =
            (1..=3).map(|step| format!("{step} email [gates] Hi Ana, … Dana")).collect();
        let mut expected: Vec<&str> = drafts.iter().map(String::as_str).collect();
        expected.push(days);
        holds(&text, &expected);
    }
    // A wait may stand below its heading.
    let text = "## Email 1\n\nSubject: gates\n\nBODY\n\n## Email 2\n\n**Send:** 3 days after\n\nSubject: gates\n\nBODY\n";
    holds(text, &["1 email [gates] Hi Ana, … Dana", "2 email [gates] Hi Ana, … Dana", "days 0 3"]);
}

/// `1.1` and `1.2` below `1.` are two messages for one step; days that differ are two steps.
#[test]
fn headings_of_two_numbers_make_arms_and_steps() {
    let mail = |heading: &str| format!("### {heading}\n\nSubject: gates\n\nBODY\n\n");
    for (first, second, above) in [
        ("1.1 First mail", "1.2 Second opener", "1. Initial"),
        ("1.1 First mail", "1.2 The other way in", "1. Openings"),
    ] {
        let text = [
            format!("# Templates\n\n## {above}\n\n"),
            mail(first),
            mail(second),
            "## 2. Follow-Ups\n\n".into(),
            mail("2.1 Follow-Up #1 (3 days later)"),
            mail("2.2 Follow-Up #2 (7 days later)"),
        ]
        .concat();
        let contents = read("plan.md", text.replace("BODY", BODY).as_bytes());
        let steps = &contents.sequences[0].steps;
        let arms: Vec<String> = steps
            .iter()
            .flat_map(|step| {
                step.arms.iter().map(move |arm| format!("{}{}", step.number, arm.name))
            })
            .collect();
        assert_eq!(arms, ["1A", "1B", "2", "3"], "{text}");
        assert_eq!(shape(&contents).last().map(String::as_str), Some("days 0 3 10"), "{text}");
    }
    // Whatever they count, what is sent on another day is another step.
    let text = [mail("Email 1"), mail("Email 2 (3 days later)"), mail("Email 2 (7 days later)")];
    let contents = read("plan.md", text.concat().replace("BODY", BODY).as_bytes());
    assert_eq!(shape(&contents).last().map(String::as_str), Some("days 0 3 10"));
}

#[test]
fn headings_that_count_nothing_make_no_sequence() {
    let text = "## Ana\n\nSubject: gates\n\nBODY\n\n## Bo, 3 clerks\n\nSubject: gates\n\nBODY\n\n## Monday 3 May\n\nSubject: gates\n\nBODY\n";
    assert_eq!(read("a.md", text.replace("BODY", BODY).as_bytes()).sequences.len(), 0);
}

#[test]
fn messages_without_a_subject_are_found_by_their_fence_their_quote_or_their_channel() {
    let text = "# LinkedIn outreach\n\n## Day 1 - after they accept\n\n```\nHi Ana,\n\nthank you for the chat on gates in Leeds.\n```\n\n## WhatsApp\n\n```\nHi Ana, your yard opened in May with one clerk for two gates.\n```\n\n## Last chance\n\n```\nHallo Ana,\n\nwho books the lorries at night in Leeds?\n```\n";
    let contents = read("plan.md", text.as_bytes());
    let channels: Vec<Channel> = contents.drafts.iter().map(|draft| draft.channel).collect();
    assert_eq!(channels, [Channel::Dm; 3]);
    let text = "# Monday\n\n## Ana\n\n**Channel:** DM\n\n> Your yard opened in May with one clerk for two gates at night.\n\n## Bo\n\n**Channel:** Email\n**Subject:** Gates\n\n> Hi Bo,\n>\n> Who books the lorries?\n";
    holds(
        text,
        &[
            "- dm [] Your yard opened in May with one clerk for two gates at night. … Your yard opened in May with one clerk for two gates at night.",
            "- email [Gates] Hi Bo, … Who books the lorries?",
        ],
    );
    // A file that is one quotation is a draft set off.
    holds(
        "> Hi Ana,\n>\n> Your yard opened in May. Who books the lorries at night?\n",
        &["- email [] Hi Ana, … Your yard opened in May. Who books the lorries at night?"],
    );
}

#[test]
fn guidance_is_no_message() {
    let mails = "## Email 1 (Day 0)\n\n**Subject:** gates\n\nBODY\n\n## Email 2 (Day 3)\n\n**Subject:** night\n\nBODY\n\n";
    let drafts = ["1 email [gates] Hi Ana, … Dana", "2 email [night] Hi Ana, … Dana", "days 0 3"];
    for guide in [
        "## Notes\n\n- **Subject line:** lower case, like a colleague's\n- **CTA:** one question\n",
        "## Rules for subjects\n\nSubject: never more than four words, and no names.\n\nThat is all that we know of it.\n",
        "## Writing checklist\n\n1. **Subject:** short\n2. **Body:** shorter than you think it has to be\n",
        "## Cover template (5x8)\n\n```\nWidth: 5 inches\nBleed: 0.125 inches on every side\n```\n",
        "## Step 9: Email settings\n\n```\nSMTP_HOST=mail.example\nFROM=dana@tidewise.example\n```\n",
        "## 9. Option: sell the yard\n\n- **Platform:** none\n\nYards like that sell for two to four times what they earn in a year.\n",
        "## Template for the board\n\n> **Ready to use.** Replace everything in brackets before you send it on.\n",
        "## Phone script\n\n```\nHi Ana, this is Dana of Tidewise. Do you have a minute for the gates?\n```\n",
        "## Week plan\n\n### Tag 1-2: learn\n\n```\nExplain a berth to a child of ten, and use a comparison from school.\n```\n",
        "## Limits\n\n| Field | Limit |\n|---|---|\n| Subject line | Max 60 characters, the only thing that they see |\n| Message body | Up to 800 characters of plain text |\n",
        "## Steps\n\n### Step 2: Connect on LinkedIn.\n\nDo not pitch in the request, for that is what everybody else does.\n",
        "## Chat\n\n```\nHi, I need help with an article on coffee, can you write it for me?\n```\n",
        "## Prompt for the email\n\n```\nYou write mails to yards. Keep them short, and ask one question.\n```\n",
        "## Script\n\n```python\nprint('Hi Ana, this is a long enough line to be read as a mail.')\n```\n",
    ] {
        holds(&format!("{mails}{guide}"), &drafts);
    }
    for text in [
        "# API\n\n## Message format\n\n```\n{\"subject\": \"x\"}\n```\n\n## Hello\n\n```\nHello, world!\n```\n",
        "# Yard\n\nHello is a word.\n\n## Subject matter\n\n- gates\n",
        "# Report\n\n| Day | Ships |\n|---|---|\n| 0 | four came in and two went out again |\n",
    ] {
        let contents = read("a.md", text.as_bytes());
        assert_eq!((contents.format, contents.drafts.len()), (Format::Message, 1), "{text}");
        assert!(not_a_draft(Path::new("a.md"), text.as_bytes()).is_some(), "{text}");
    }
}

/// A fence among the words of a mail is part of it.
#[test]
fn a_fence_does_not_end_a_mail() {
    let text = "## Email 1\n\nSubject: gates\n\nHi Ana,\n\nthis is what the gate prints:\n\n```\nGATE 2 CLOSED\n```\n\nWho reads it at night?\n\nDana\n\n```\nremark\n```\n\n## Email 2\n\nSubject: night\n\nBODY\n";
    let contents = read("a.md", text.replace("BODY", BODY).as_bytes());
    let first = contents.drafts[0].body().slice(contents.drafts[0].text.as_str());
    assert_eq!(
        (contents.drafts.len(), first.contains("Who reads it") && !first.contains("remark")),
        (2, true)
    );
}

#[test]
fn old_messages_below_a_mail_stay_with_it() {
    for old in [
        "-----Original Message-----\nFrom: Ana\nSubject: gates\n\nHi Dana,\n\nwhat gates?",
        "From: Ana\nSent: Monday\nTo: Dana\nSubject: gates\n\nHi Dana,\n\nwhat gates?",
    ] {
        let text = format!("Subject: Re: gates\n\n{BODY}\n\n{old}\n");
        assert_eq!(read("a.md", text.as_bytes()).drafts.len(), 1, "{text}");
    }
}

#[test]
fn a_cadence_in_a_table_is_a_sequence() {
    let text = "# Cadence\n\n| Day | Channel | Subject | Copy |\n|:--|---|---|---|\n| 0 | Email | Gates | Hi Ana, your yard opened in May. |\n| Day 3 | LinkedIn | | Hi Ana, who books the lorries? |\n| +4 | Email | - | Shall I send the list of gates? |\n";
    holds(
        text,
        &[
            "1 email [Gates] Hi Ana, your yard opened in May. … Hi Ana, your yard opened in May.",
            "2 dm [] Hi Ana, who books the lorries? … Hi Ana, who books the lorries?",
            "3 email [] Shall I send the list of gates? … Shall I send the list of gates?",
            "days 0 3 7",
        ],
    );
}

#[test]
fn tables_of_tags_hold_messages() {
    let row = |step: u32, day: u32, subject: &str, body: &str| {
        format!(
            "<tr><td>{step}</td><td>Day {day}</td>\n<td><b>{subject}</b></td><td>{body}</td></tr>\n"
        )
    };
    let body = BODY.replace("\n\n", "<br><br>");
    let paragraphs = format!("\n<p>{}</p>\n", BODY.replace("\n\n", "</p>\n<p>"));
    let head = "<tr><th>Step</th><th>Day</th><th>Subject</th><th align=\"left\">Body</th></tr>\n";
    let rows = row(1, 0, "Gates", &body) + &row(2, 3, "Night", &paragraphs);
    holds(
        &format!("# Yards\n\nTwo touches.\n\n<table class=\"wide\">\n{head}{rows}</table>\n"),
        &["1 email [Gates] Hi Ana, … Dana", "2 email [Night] Hi Ana, … Dana", "days 0 3"],
    );
    let parts = format!(
        "## Cold mail\n\n<TABLE>\n<tr>\n<td><strong>Subject:</strong></td>\n<td>Gates</td>\n</tr>\n<tr><td>Body</td><td>{body}</td></tr>\n</TABLE>\n"
    );
    holds(&parts, &["- email [Gates] Hi Ana, … Dana"]);
    // So do tags in a table of bars.
    holds(
        &format!(
            "# Yards\n\n| Day | Channel | Subject | Copy |\n|-|-|-|-|\n| 0 | Email | Gates | {body} |\n| 3 | Email | Night | {body} |\n"
        ),
        &["1 email [Gates] Hi Ana, … Dana", "2 email [Night] Hi Ana, … Dana", "days 0 3"],
    );
    // Fields that are explained, a page that is laid out, and a table that nothing ends.
    let fields = "<tr><th>Field</th><th>Type</th><th>What it is</th></tr>\n<tr><td>subject</td><td>string</td><td>The subject line of the mail that goes out.</td></tr>\n";
    for table in [
        format!("<table>\n{fields}</table>"),
        format!(
            "<table>\n{head}<tr><td><table><tr><td>{body}</td></tr></table></td></tr>\n</table>"
        ),
        format!("<table>\n{head}{rows}"),
    ] {
        let text = format!("# Yards\n\nHow it is kept.\n\n{table}\n");
        assert_ne!(read("a.md", text.as_bytes()).format, Format::Document, "{text}");
    }
}

#[test]
fn a_document_may_hold_several_sequences() {
    let one = "### Email 1 (Day 0)\n\nSubject: gates\n\nBODY\n\n### Email 2 (Day 3)\n\nSubject: night\n\nBODY\n\n";
    let drafts = ["1 email [gates] Hi Ana, … Dana", "2 email [night] Hi Ana, … Dana"];
    holds(
        &format!("## Yards\n\n{one}## Ports\n\n{one}"),
        &[drafts[0], drafts[1], drafts[0], drafts[1], "days 0 3", "days 0 3"],
    );
    holds(
        &format!("## Yards\n\n{one}## By trade\n\n### Carriers\n\nSubject: gates\n\nBODY\n"),
        &[drafts[0], drafts[1], "- email [gates] Hi Ana, … Dana", "days 0 3"],
    );
    // Filled in once more as an example, a mail is no step.
    holds(
        &format!("## Yards\n\n{one}### Email 1 as sent\n\nSubject: gates\n\nBODY\n"),
        &[drafts[0], drafts[1], drafts[0], "days 0 3"],
    );
}

#[test]
fn what_is_left_out_is_said_with_its_lines() {
    let text = format!(
        "# Plan\n\nAna owns it.\n\n## Email 1\n\nSubject: gates\n\n{BODY}\n\n## Notes\n\nnever sent\n"
    );
    let contents = read("a.md", text.as_bytes());
    let said: Vec<(&str, &str)> =
        contents.unread.iter().map(|left| (left.span.slice(&text).trim(), left.why)).collect();
    assert_eq!(said, [("Ana owns it.", "no message"), ("never sent", "guidance, no message")]);
    let unread = |text: &str| {
        read("a.md", text.as_bytes())
            .problems
            .iter()
            .any(|problem| problem.message.contains("no word of this file is judged"))
    };
    assert!(unread(
        "```sh\nexport one=two three=four five=six seven=eight nine=ten a=b c=d e=f g=h i=j k=l m=n\n```\n"
    ));
    assert!(unread(
        "<!-- what gates do you mean, and why would we have to book them at night? -->"
    ));
    assert!(!unread(
        "Bo asked:\n> what gates do you mean, and why would we have to book them at night?\n"
    ));
    assert!(!unread("```sh\nls\n```\n"));
}
