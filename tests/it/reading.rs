//! Messages as people really keep them: libraries, tables, channels, comments, old threads. What is
//! read, where it stands, and what is said of what is not.

use germane::fix::Fixer;
use germane::lint::Linter;
use germane::outcome::FileReport;
use germane::source::{self, Contents, Format, Source};
use germane::vocabulary::{Applicability, Channel, Severity};

const BODY: &str = "Hi Ana,\\n\\nYour Cork depot runs two night shifts since May. Who re-plans the routes at three in the morning?";
const LATER: &str = "Hi Ana,\\n\\nOne depot near you moved its change of crews to four and has lost no van since. Would the list help?";

fn read(name: &str, text: &str) -> Contents {
    source::read(&Source::new(name, text.as_bytes()), &source::FileResolver::default())
}

fn lint(name: &str, text: &str) -> FileReport {
    let linter = Linter::new();
    linter.lint(&Source::new(name, text.as_bytes()))
}

fn rules(report: &FileReport) -> Vec<&str> {
    report.findings().map(|finding| finding.rule.as_str()).collect()
}

/// Ids without the name of the file.
fn ids(contents: &Contents) -> Vec<String> {
    contents
        .drafts
        .iter()
        .map(|draft| draft.id.split_once(" / ").map_or("", |(_, id)| id).to_string())
        .collect()
}

#[test]
fn libraries_of_messages_are_read_and_each_is_judged_alone() {
    for (text, names) in [
        (
            format!(
                r#"{{"templates": [{{"name": "A", "subject": "Vans", "body": "{BODY}"}}, {{"name": "B", "subject": "Crews", "body": "{LATER}"}}]}}"#
            ),
            vec!["A", "B"],
        ),
        (
            format!(r#"[{{"id": "a", "subject": "Vans", "text": "{BODY}"}}, {{"id": "b", "subject": "Crews", "text": "{LATER}"}}]"#),
            vec!["a", "b"],
        ),
        (
            format!(
                r#"{{"opening": {{"subject": "Vans", "body": "{BODY}"}}, "nested": {{"later": {{"subject": "Crews", "body": "{LATER}"}}}}}}"#
            ),
            vec!["opening", "later"],
        ),
        (r#"{"subject": "Vans", "html": "<p>Hi Ana,</p><p>Your Cork depot runs two night shifts.</p>"}"#.to_string(), vec![""]),
        (format!(r#"{{"steps": [{{"day": 0, "subject": "Vans", "body": "{BODY}"}}]}}"#), vec![""]),
        (format!(r#"{{"email_1_subject": "Vans", "email_1_body": "{BODY}", "email_2_body": "{LATER}"}}"#), vec!["email1", "email2"]),
        (format!(r#"{{"opener_subject": "Vans", "opener_body": "{BODY}"}}"#), vec!["opener"]),
        (
            format!(
                r#"{{"name": "x", "variants": [{{"subject_template": "Vans", "body_template": "{BODY}"}}, {{"subject_template": "Crews", "body_template": "{LATER}"}}]}}"#
            ),
            vec!["x A", "x B"],
        ),
        (
            r#"{"subject": "Vans", "body": ["Hi Ana,", "", "Your Cork depot runs two night shifts.", "Who plans them?"]}"#.to_string(),
            vec![""],
        ),
        // Flows of automation tools: the words stand in the settings of a node.
        (
            format!(
                r#"{{"nodes": [{{"name": "Send", "type": "n8n-nodes-base.gmail", "parameters": {{"subject": "Vans", "message": "={BODY} {{{{ $json.city }}}}"}}}}], "connections": {{}}}}"#
            ),
            vec!["Send"],
        ),
        (
            r#"{"flow": [{"id": 1, "module": "email:ActionSendEmail", "mapper": {"to": "x", "subject": "Vans", "html": "<p>Hi Ana,</p><p>Who plans the nights?</p>"}}]}"#.to_string(),
            vec!["1"],
        ),
    ] {
        let contents = read("library.json", &text);
        assert_eq!(
            (contents.format, ids(&contents), contents.sequences.len()),
            (Format::Library, names.iter().map(ToString::to_string).collect(), 0),
            "{text}"
        );
        assert!(contents.problems.is_empty(), "{text}: {:?}", contents.problems);
        assert!(contents.drafts.iter().all(|draft| !draft.text.as_str().contains("=Hi")), "{text}");
    }
    let alone = read(
        "one.yaml",
        "name: opening\nsubject: Vans\nbody: |\n  Hi Ana,\n\n  Who plans the nights in Cork?\n",
    );
    assert_eq!((alone.format, alone.drafts.len()), (Format::Library, 1));
}

#[test]
fn what_only_looks_like_a_message_is_none() {
    for text in [
        r#"{"name": "germane", "version": "1.0.0", "description": "A linter for the words that you send"}"#,
        r#"{"errors": [{"code": 4, "message": "The file could not be found at its place"}]}"#,
        r#"{"not_found": {"title": "Not found", "message": "We could not find the page\nthat you asked for."}}"#,
        r###"{"nodes": [{"type": "stickyNote", "parameters": {"content": "## Note\nThis flow sends mails to the leads of a list."}}]}"###,
        r#"[{"role": "user", "content": "Hi there,\n\nwrite me a mail"}]"#,
        r#"{"body": [{"type": "markdown", "attributes": {"value": "Thanks for the report"}}]}"#,
        "title: A page\ntext: |\n  one\n  two\n",
    ] {
        let contents = read("data.yaml", text);
        assert!(contents.drafts.is_empty(), "{text}");
        assert!(
            contents.problems.iter().any(|problem| problem.message == "no message in this file"),
            "{text}: {:?}",
            contents.problems
        );
    }
}

#[test]
fn a_template_may_be_the_text_or_its_name() {
    let text = format!(
        r#"{{"steps": [{{"day": 0, "subject": "Vans", "template": "{BODY}"}}, {{"day": 3, "template": "{LATER}"}}]}}"#
    );
    let contents = read("steps.json", &text);
    assert_eq!(
        (contents.drafts.len(), contents.sequences.len(), contents.problems.len()),
        (2, 1, 0)
    );
    let named = read(
        "steps.json",
        r#"{"steps": [{"day": 0, "template": "intro_v2"}, {"day": 3, "template": "bump v2"}]}"#,
    );
    assert!(
        named.drafts.is_empty() && named.problems[0].message.contains("intro_v2"),
        "{:?}",
        named.problems
    );
}

#[test]
fn channels_have_many_names() {
    let channels: Vec<(&str, Option<Channel>)> = vec![
        ("wa", Some(Channel::Dm)),
        ("telegram", Some(Channel::Dm)),
        ("x", Some(Channel::Dm)),
        ("Instagram DM", Some(Channel::Dm)),
        ("linkedin_post", Some(Channel::Post)),
        ("auto_email", Some(Channel::Email)),
        ("fax", None),
    ];
    for (name, channel) in channels {
        let line =
            format!("{{\"subject\": \"Vans\", \"body\": \"{BODY}\", \"channel\": \"{name}\"}}\n");
        let list = read("list.jsonl", &line);
        assert_eq!(list.drafts[0].channel, channel.unwrap_or_default(), "{name}");
        let said = list.problems.iter().any(|problem| problem.message.contains("no channel `fax`"));
        assert_eq!(said, channel.is_none(), "{name}: {:?}", list.problems);
        let steps = format!(
            r#"{{"steps": [{{"day": 0, "channel": "{name}", "body": "{BODY}"}}, {{"day": 3, "body": "{LATER}"}}]}}"#
        );
        let steps = read("steps.json", &steps);
        assert_eq!(steps.drafts[0].channel, channel.unwrap_or_default(), "{name}");
        assert_eq!(
            steps.problems.iter().any(|problem| problem.message.contains("no channel")),
            channel.is_none(),
            "{name}"
        );
    }
    // Alternatives of one library, not steps: nothing says when they are sent.
    let text = format!(
        r#"[{{"name": "a", "channel": "email", "subject": "Vans", "body": "{BODY}"}}, {{"name": "b", "channel": "wa", "body": "{BODY}"}}]"#
    );
    let contents = read("alternatives.json", &text);
    assert_eq!((contents.sequences.len(), contents.drafts[1].channel), (0, Channel::Dm));
}

#[test]
fn keys_that_are_nearly_right_are_said() {
    let text = format!(
        r#"{{"steps": [{{"day": 0, "subjct": "Vans", "body": "{BODY}"}}, {{"day": 3, "chanel": "email", "body": "{LATER}"}}]}}"#
    );
    let contents = read("steps.json", &text);
    let said: Vec<&str> =
        contents.problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(said, ["nothing is read under `subjct`", "nothing is read under `chanel`"]);
    let text = format!(
        r#"{{"steps": [{{"day": 0, "owner": "Lee", "notes": "x", "subject": "Vans", "body": "{BODY}"}}, {{"day": 3, "body": "{LATER}"}}]}}"#
    );
    assert!(read("steps.json", &text).problems.is_empty());
}

#[test]
fn tables_with_steps_and_days_are_sequences() {
    let table = "step,day,channel,subject,body\n1,0,email,Vans,\"Hi Ana, who plans the nights in Cork?\"\n2,3,email,,\"Hi Ana, one depot moved to four.\"\n3,7,call,,\"Ring them at noon, please.\"\n4,9,linkedin,,\"Hi Ana, shall I send it here?\"\n";
    let contents = read("cadence.csv", table);
    let steps: Vec<(u32, Option<u32>)> =
        contents.sequences[0].steps.iter().map(|step| (step.number, step.day())).collect();
    assert_eq!(steps, [(1, Some(0)), (2, Some(3)), (4, Some(9))]);
    assert!(contents.problems[0].message.contains("a call has no reader"));
    let list = "email,step,day,subject,body\na@x.example,1,0,Vans,\"Hi Ana, who plans the nights?\"\nb@y.example,2,3,Vans,\"Hi Bo, who plans the nights?\"\n";
    assert!(read("list.csv", list).sequences.is_empty());
    let follow_up = read(
        "follow.csv",
        "step,subject,body\nInitial 1,Vans,\"Hi Ana, who plans?\"\nFollow-up 1,,\"Hi Ana, one depot moved.\"\n",
    );
    assert_eq!(
        follow_up.drafts.iter().map(|draft| draft.step).collect::<Vec<_>>(),
        [Some(1), Some(2)]
    );
}

#[test]
fn a_name_beside_nobody_is_that_of_the_row() {
    let library = "id,name,subject,body\n1,Depot opener,Vans,\"Hi {{first_name}},\n\nYour Cork depot runs two night shifts. Who plans them?\"\n";
    assert_eq!(read("library.csv", library).drafts[0].meta.to, None);
    assert!(
        !rules(&lint("library.csv", library))
            .iter()
            .any(|rule| matches!(*rule, "failed-merge" | "wrong-name"))
    );
    let line = r#"{"name": "Depot opener", "subject": "Vans", "body": "Hi {{first_name}},\n\nWho plans the nights in Cork?"}"#;
    assert!(!rules(&lint("library.jsonl", line)).contains(&"failed-merge"));
    let list = "name,email,subject,body\nAna Ruiz,ana@orbis.example,Vans,\"Hi {{first_name}},\n\nYour Cork depot runs two night shifts. Who plans them?\"\n";
    assert!(rules(&lint("list.csv", list)).contains(&"failed-merge"));
    let full = "full_name,subject,body\nAna Ruiz,Vans,\"Hi Ana, who plans the nights?\"\n";
    assert_eq!(
        read("full.csv", full).drafts[0].meta.to.as_ref().map(|to| to.name.as_str()),
        Some("Ana Ruiz")
    );
}

#[test]
fn unicode_of_excel_is_read_where_it_stands() {
    let text = "sep=|\r\nsubject|body\r\nVans|\"Hi Ana, who plans the nights in Köln, I hope this email finds you well\"\r\n";
    for big in [false, true] {
        let bytes: Vec<u8> = std::iter::once(0xfeff)
            .chain(text.encode_utf16())
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect();
        let contents =
            source::read(&Source::new("table.txt.csv", &bytes), &source::FileResolver::default());
        let draft = &contents.drafts[0];
        let at = draft.text.as_str().find("Köln").expect("there");
        let span = draft.text.to_source(germane::text::Span::new(at, at + "Köln".len()));
        let units: Vec<u16> = bytes[span.start()..span.end()]
            .chunks(2)
            .map(|two| {
                if big {
                    u16::from_be_bytes([two[0], two[1]])
                } else {
                    u16::from_le_bytes([two[0], two[1]])
                }
            })
            .collect();
        assert_eq!(String::from_utf16_lossy(&units), "Köln");
    }
    let contents = source::read(
        &Source::new("mail.docx", b"PK\x03\x04rest"),
        &source::FileResolver::default(),
    );
    assert!(contents.problems[0].message.contains(".docx"), "{:?}", contents.problems);
}

#[test]
fn line_breaks_that_a_script_spelt_out_are_line_breaks() {
    let spelt = read(
        "a.csv",
        "subject,body\nVans,\"Hi Ana,\\n\\nWho plans the nights in Cork?\\nBest,\\r\\nLee\"\n",
    );
    assert_eq!(
        &spelt.drafts[0].text.as_str()[5..],
        "Hi Ana,\n\nWho plans the nights in Cork?\nBest,\nLee"
    );
    let list = read(
        "a.jsonl",
        r#"{"subject": "Vans", "body": "Hi Ana,\\n\\nWho plans the nights in Cork?"}"#,
    );
    assert!(list.drafts[0].text.as_str().ends_with("Hi Ana,\n\nWho plans the nights in Cork?"));
    let path = read(
        "a.csv",
        "subject,body\nVans,\"Hi Ana, the list is in C:\\new\\nights, says your note\"\n",
    );
    assert!(path.drafts[0].text.as_str().contains("C:\\new\\nights"));
}

#[test]
fn comments_of_any_language_allow_and_are_no_words() {
    const LINE: &str = "I hope this email finds you well. Your Cork depot runs two night shifts. Who re-plans the routes at night?";
    let allow = "germane: allow cliche-opener -- agreed with Ana";
    for (name, text) in [
        ("a.md", format!("Hi Ana,\n\n<!-- {allow} -->\n{LINE}\n")),
        ("a.md", format!("Hi Ana,\n\n{{# {allow} #}}\n{LINE}\n")),
        (
            "a.html",
            format!("<html><body><p>Hi Ana,</p>\n<!-- {allow} -->\n<p>{LINE}</p></body></html>"),
        ),
        (
            "a.html",
            format!(
                "<html><body><p>Hi Ana,</p>\n{{{{!-- {allow} --}}}}\n<p>{LINE}</p></body></html>"
            ),
        ),
        (
            "a.html",
            format!(
                "<html><body><p>Hi Ana,</p>{{% comment %}}{allow}{{% endcomment %}}<p>{LINE}</p></body></html>"
            ),
        ),
        (
            "a.mjml",
            format!(
                "<mjml><mj-body><mj-text>Hi Ana,</mj-text><!-- {allow} --><mj-text>{LINE}</mj-text></mj-body></mjml>"
            ),
        ),
        (
            "a.yaml",
            format!(
                "steps:\n  - day: 0\n    # {allow}\n    body: |\n      Hi Ana,\n\n      {LINE}\n  - day: 3\n    body: Hi Ana, one depot near you moved its change to four.\n"
            ),
        ),
        (
            "a.yaml",
            format!(
                "steps:\n  - day: 0\n    body: \"Hi Ana,\\n\\n{LINE}\" # {allow}\n  - day: 3\n    body: Hi Ana, one depot near you moved its change to four.\n"
            ),
        ),
    ] {
        let report = lint(name, &text);
        assert!(
            !rules(&report).iter().any(|rule| matches!(*rule, "cliche-opener" | "unused-allow")),
            "{text}: {:?}",
            rules(&report)
        );
        assert_eq!(report.drafts.iter().map(|draft| draft.allowed).sum::<usize>(), 1, "{text}");
        let other = text.replace("cliche-opener", "superlative");
        assert!(rules(&lint(name, &other)).contains(&"unused-allow"), "{other}");
    }
    for (name, text) in [
        (
            "a.md",
            "<!-- v2 -->\n# Opener\n\n<!-- germane: allow subject-cliche -- their words -->\nSubject: Quick question\n\nHi Ana,\n\nWho plans the nights in Cork?\n",
        ),
        (
            "a.md",
            "Opener for depots\n\n<!-- germane: allow subject-cliche -- their words -->\nSubject: Quick question\n\nHi Ana,\n\nWho plans the nights in Cork?\n",
        ),
        (
            "a.md",
            "---\n# germane: allow subject-cliche -- their words\nsubject: Quick question\n---\nHi Ana,\n\nWho plans the nights in Cork?\n",
        ),
    ] {
        let report = lint(name, text);
        assert_eq!(
            (report.drafts[0].allowed, rules(&report).contains(&"unused-allow")),
            (1, false),
            "{text}: {:?}",
            rules(&report)
        );
    }
    // In the words of a block scalar a hash is a hash.
    let sent =
        lint("a.yaml", &format!("subject: Vans\nbody: |\n  Hi Ana,\n\n  # {allow}\n  {LINE}\n"));
    assert!(rules(&sent).contains(&"cliche-opener"));
    let titled = read("a.md", "Hi Ana\n\nSubject: to approval, the vans sail.\n");
    assert_eq!(titled.drafts[0].section(germane::vocabulary::Part::Subject), None);
}

#[test]
fn template_comments_and_script_are_no_words() {
    for comment in [
        "{# We are the world's leading planner #}",
        "{{!-- Act now, only today! --}}",
        "{{-- I hope this email finds you well --}}",
        "{{/* We are the world's best */}}",
        "{% comment %} We are the world's best {% endcomment %}",
        "<%# Act now, only today! %>",
        "<#-- We are the world's leading planner -->",
        "%%[ SET @x = 'We are the world''s leading planner' ]%%",
    ] {
        let page = format!(
            "<html><body><p>Hi Ana,</p>\n{comment}\n<p>Your Cork depot runs two night shifts. Who re-plans the routes at night?</p></body></html>"
        );
        let plain = page.replace(comment, "");
        assert_eq!(rules(&lint("a.html", &page)), rules(&lint("a.html", &plain)), "{comment}");
        let mail = format!(
            "Hi Ana,\n\n{comment}\n\nYour Cork depot runs two night shifts. Who re-plans the routes at night?\n"
        );
        assert_eq!(
            rules(&lint("a.md", &mail)),
            rules(&lint("a.md", &mail.replace(&format!("{comment}\n\n"), ""))),
            "{comment}"
        );
    }
    let hidden = "<html><body>%%[ SET @n = 1 ]%%<div style=\"display:none\">Who plans the nights in Cork?</div><p>Hi Ana,</p><p>Your Cork depot runs two shifts.</p><div style=\"display:none\">%%=ContentBlockByName(\"tracker\")=%%</div></body></html>";
    assert!(!rules(&lint("a.html", hidden)).contains(&"hidden-text"));
    let words =
        hidden.replace("%%=ContentBlockByName(\"tracker\")=%%", "cheap cheap cheap offers today");
    assert!(rules(&lint("a.html", &words)).contains(&"hidden-text"));
}

#[test]
fn old_threads_are_not_judged_and_show_that_there_was_one() {
    let own = "Subject: Re: Vans\n\nHi Ana,\n\nYour Cork depot runs two night shifts since May. Who re-plans the routes at night?\n\nLee\n\n";
    let old = "Am Mo., 4. Mai 2026 um 10:00 Uhr schrieb Ana Ruiz <ana@orbis.example>:\nWe are the world's leading planner. Act now, only today!\n";
    let found = lint("a.txt", &format!("{own}{old}"));
    assert!(
        !rules(&found)
            .iter()
            .any(|rule| matches!(*rule, "superlative" | "false-urgency" | "unproven-reply")),
        "{:?}",
        rules(&found)
    );
    assert!(rules(&lint("a.txt", own)).contains(&"unproven-reply"));
    let page = "<html><body><div>Hi Ana,</div><div>Your Cork depot runs two night shifts. Who plans them?</div><div class=\"gmail_signature\">Lee Okafor<br>Corvex</div><div id=\"divRplyFwdMsg\">Von: Ana</div><div>We are the world's leading planner. Act now!</div></body></html>";
    assert!(!rules(&lint("a.html", page)).contains(&"superlative"));
}

#[test]
fn follow_ups_are_counted_from_what_they_follow() {
    let text = "# Plan\n\n## Initial email (Day 0)\n\nSubject: Vans\n\nHi Ana,\n\nWho plans the nights in Cork?\n\n## Follow-Up 1 (Day 3)\n\nSubject: Re: Vans\n\nHi Ana,\n\nOne depot moved to four.\n\n## Follow-up 2 (Day 7)\n\nHi Ana,\n\nShall I send the list?\n\n## Break-up (Day 12)\n\nHi Ana,\n\nThis is my last message.\n";
    let report = lint("plan.md", text);
    assert!(
        !rules(&report).iter().any(|rule| matches!(*rule, "fake-thread" | "guilt-trip")),
        "{:?}",
        rules(&report)
    );
    let days: Vec<(u32, Option<u32>)> =
        report.sequences[0].steps.iter().map(|step| (step.step, step.day)).collect();
    assert_eq!(days, [(1, Some(0)), (2, Some(3)), (3, Some(7)), (4, Some(12))]);
    let counted = read(
        "plan.md",
        &text
            .replace("Initial email", "Email 1")
            .replace("Follow-Up 1", "Email 2")
            .replace("Follow-up 2", "Email 3"),
    );
    assert_eq!(
        counted.drafts.iter().filter_map(|draft| draft.step).collect::<Vec<_>>(),
        [1, 2, 3, 4]
    );
}

#[test]
fn one_reader_gets_one_alternative() {
    let long = |subject: &str| {
        rules(&lint(
            "a.md",
            &format!("Subject: {subject}\n\nHi Ana,\n\nWho plans the nights in Cork?\n"),
        ))
        .contains(&"long-subject")
    };
    assert!(!long(
        "{Second berth at the northern pier|Your night crews at the pier|Crews for the second berth}"
    ));
    assert!(!long(
        "{{RANDOM | Second berth at the northern pier | Your night crews at the pier | Crews for two}}"
    ));
    assert!(!long(
        "{{#if port}}Second berth at the northern pier{{else}}Your night crews at the pier this winter{{/if}}"
    ));
    assert!(long(
        "{Second berth at the northern pier, which opened in March with one crew for two|Crews}"
    ));
}

#[test]
fn a_wall_stands_where_its_first_sentence_does() {
    let wall =
        "Some depots keep the list at night, and others keep it by the door so that the crews can read it before they go. ".repeat(6);
    let report = lint("a.md", &format!("Subject: Vans\n\nHi Ana,\n\n{wall}\n\nLee\n"));
    let lines: Vec<usize> = report
        .findings()
        .filter(|finding| finding.rule == "wall-of-text")
        .map(|finding| finding.range.start.line)
        .collect();
    assert_eq!(lines, [5]);
}

#[test]
fn pictures_and_struck_out_words_are_no_part_of_a_sentence() {
    let mail = |words: &str| {
        format!(
            "Subject: Vans\n\nHi Ana,\n\n{words}Your Cork depot runs two night shifts since May. Who re-plans the routes at night?\n\nLee\n"
        )
    };
    let plain = rules(&lint("a.md", &mail(""))).join(" ");
    for words in ["![We plan all the crews](list.png) ", "~~We are the world's leading planner~~ "]
    {
        assert!(!rules(&lint("a.md", &mail(words))).contains(&"customer-absent"), "{words}");
        assert!(!rules(&lint("a.md", &mail(words))).contains(&"superlative"), "{words}");
    }
    assert!(!plain.contains("customer-absent"));
    let page = "<html><body><p>Hi Ana,</p><p><img src=\"a.png\" alt=\"We plan all the crews\"> Your Cork depot runs two night shifts since May. Who re-plans the routes at night? <s>We are the world's leading planner.</s></p></body></html>";
    assert!(
        !rules(&lint("a.html", page))
            .iter()
            .any(|rule| matches!(*rule, "customer-absent" | "superlative"))
    );
}

#[test]
fn marks_around_words_make_them_no_more_specific() {
    let score = |text: &str| {
        let report = lint("a.md", text);
        report.drafts[0].score.as_ref().map(|score| score.total).expect("a score")
    };
    let plain = "Subject: Vans\n\nHi Ana,\n\nYour Cork depot runs two night shifts since May. Who re-plans the routes at night?\n\nLee\n";
    assert_eq!(
        score(plain),
        score(
            &plain.replace(
                "Who re-plans the routes at night?",
                "\"Who re-plans the routes at night?\""
            )
        )
    );
    assert_eq!(score(plain), score(&plain.replace("the routes", "“the routes”")));
}

#[test]
fn the_wrong_name_is_told_from_the_address_alone() {
    let wrong = |to: &str, greeting: &str| {
        let text = format!(
            "---\nto: {to}\n---\n{greeting},\n\nYour Cork depot runs two night shifts since May. Who re-plans the routes at night?\n"
        );
        rules(&lint("a.md", &text)).contains(&"wrong-name")
    };
    assert!(
        wrong("Ana Ruiz", "Hi Maria") && wrong("Ana Ruiz <ana@orbis.example>", "Dear Mr Okafor")
    );
    for (to, greeting) in [
        ("Ana Ruiz", "Hi Ana"),
        ("Ana Ruiz", "Dear Ms Ruiz"),
        ("Ana Ruiz", "Hi there"),
        ("Anthony Ruiz", "Hi Tony"),
        ("Ana Ruiz <ana@orbis.example>", "Hi Orbis team"),
        ("North Quay Terminals", "Hi Maria"),
        ("sales@orbis.example", "Hi Maria"),
    ] {
        assert!(!wrong(to, greeting), "{to}: {greeting}");
    }
}

#[test]
fn another_language_is_said_and_is_no_pass() {
    let report = lint(
        "a.md",
        "Bonjour Léa,\n\nQui planifie la nuit au quai 4 depuis juin ? Nous sommes là.\n",
    );
    assert!(
        report.drafts[0].score.as_ref().is_err_and(|why| why.contains("reads as French (`fr`)")),
        "{:?}",
        report.drafts[0].score
    );
    assert!(report.problems[0].message.contains("words are not judged"));
    // One of several that is too short to say is in the language of the others.
    let german = "Hallo Jonas,\\n\\nwer plant bei Ihnen die Nächte am Kai seit Juni? Wir haben eine Liste für Sie.";
    let list = format!(
        "{{\"subject\": \"Nächte\", \"body\": \"{german}\"}}, {{\"subject\": \"Kai\", \"body\": \"{german}\"}}, {{\"subject\": \"Version C\", \"body\": \"Jonas, Rückruf am Dienstag?\"}}"
    );
    let report = lint("a.json", &format!("[{list}]"));
    assert_eq!(
        report.drafts.iter().map(|draft| draft.language).collect::<Vec<_>>(),
        [Some("de"); 3]
    );
    assert!(
        report.problems.len() == 1
            && report.problems[0].message.starts_with("3 drafts read as German"),
        "{:?}",
        report.problems
    );
    let english =
        "{\"subject\": \"Vans\", \"body\": \"Hi Ana, who plans the nights in Cork since June?\"}";
    assert_eq!(lint("a.json", &format!("[{list}, {english}]")).drafts[3].language, Some("en"));
}

#[test]
fn fixes_take_the_empty_sentence_and_nothing_else() {
    let linter = Linter::new();
    let mut session = linter.session();
    let mut fixed = |text: &str| {
        let fixed = Fixer { session: &mut session, source: Source::new("a.md", text.as_bytes()) }
            .run(Applicability::Unsafe);
        String::from_utf8(fixed.bytes).expect("text")
    };
    const REST: &str = "Your second crew sails in May. Who plans the nights?";
    for (before, after) in [
        (
            format!("<p>Hi Ana,</p>\n\n<p>I hope this email finds you well. {REST}</p>\n"),
            format!("<p>Hi Ana,</p>\n\n<p>{REST}</p>\n"),
        ),
        (
            format!("Hi Ana,\n\n<b>I hope this email finds you well.</b> {REST}\n"),
            format!("Hi Ana,\n\n<b></b> {REST}\n"),
        ),
        (
            format!("Hi Ana,\n\nI hope this email finds you well.<br>{REST}\n"),
            format!("Hi Ana,\n\n<br>{REST}\n"),
        ),
    ] {
        assert_eq!(fixed(&before), after);
    }
    for kept in [
        "Hi Ana,\n\n**I hope this email finds you well. Your** second crew sails in May. Who plans?\n".to_string(),
        format!("Hi Ana,\n\nI hope this email finds you well and congratulations on the second berth at Pier 7 in May. {REST}\n"),
        format!("Hi Ana,\n\n{{% if x %}}I hope this email finds you well.{{% endif %}} {REST}\n"),
    ] {
        let after = fixed(&kept);
        for words in ["second", "{% endif %}", "{% if x %}", "Pier 7", "**"].into_iter().filter(|words| kept.contains(words)) {
            assert_eq!(after.matches(words).count(), kept.matches(words).count(), "{kept}: {after}");
        }
    }
}

#[test]
fn slots_and_halves_are_said() {
    let report = lint(
        "a.md",
        "Subject: Vans\n\nHi {{first_name}}},\n\nYour crews spend [TASK] hours on [TODO] at [First Name's berth. Who plans it in Cork on a night in March?\n\nLee\n",
    );
    let found = |rule: &str| report.findings().filter(|finding| finding.rule == rule).count();
    assert_eq!((found("broken-field"), found("unfilled-slot"), found("shouting")), (2, 2, 0));
    assert!(report.findings().any(|finding| finding.severity == Severity::Error));
}

/// A slot to be filled is one thing to do, wherever it stands; what must not be sent is said at
/// every place, so that none of them hides another.
#[test]
fn a_slot_is_said_once_and_a_blunder_each_time() {
    let places = |text: &str, rule: &str| {
        let report = lint("a.md", text);
        report.drafts[0].findings.iter().filter(|finding| finding.rule == rule).count()
    };
    let slots = "Hi [Name],\n\nWho plans the nights at [Company]? I ask [Company] first.\n\nDana\n";
    assert_eq!(places(slots, "unfilled-slot"), 2);
    let named = format!("---\nto: ana@orbis.example\n---\n{slots}");
    assert_eq!(places(&named, "placeholder"), 3);
    assert_eq!(
        places(
            "Hi {{first_name}},\n\nWho plans the nights at {{}}, and who at {{}}?\n\nDana\n",
            "broken-field"
        ),
        2
    );
}

/// The sign or the word that makes a number a share is part of it, however it is written.
#[test]
fn a_share_is_quoted_whole() {
    for share in ["20%", "20 %", "20 percent", "20 per cent", "20\u{a0}%"] {
        let report = lint(
            "a.md",
            &format!(
                "Hi Ana,\n\nCut your costs by {share} with us, and that is as simple as it can be for you.\n\nDana\n"
            ),
        );
        let found: Vec<&str> = report
            .findings()
            .filter(|finding| finding.rule == "number-without-source")
            .map(|finding| finding.matched.as_str())
            .collect();
        assert_eq!(found, [share]);
    }
}
