//! Messages as people really keep them: libraries, tables, channels, comments, old threads. What is
//! read, where it stands, and what is said of what is not.

use germane::lint::Linter;
use germane::outcome::FileReport;
use germane::source::{self, Contents, Format, Source};
use germane::vocabulary::Channel;

const BODY: &str = "Hi Ana,\\n\\nYour Cork depot runs two night shifts since May. Who re-plans the routes at three in the morning?";
const LATER: &str = "Hi Ana,\\n\\nOne depot near you moved its change of crews to four and has lost no van since. Would the list help?";

pub(crate) fn read(name: &str, text: &str) -> Contents {
    source::read(&Source::new(name, text.as_bytes()), &source::FileResolver::default())
}

pub(crate) fn lint(name: &str, text: &str) -> FileReport {
    let linter = Linter::new();
    linter.lint(&Source::new(name, text.as_bytes()))
}

pub(crate) fn rules(report: &FileReport) -> Vec<&str> {
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
        // Notes of whoever keeps a flow, and what a model is told there.
        r#"{"nodes": [{"name": "Note", "type": "n8n-nodes-base.stickyNote", "parameters": {"content": "Set the {{ $json.city }} of the mail here, and read the guide below it first."}}], "connections": {}}"#,
        r#"{"nodes": [{"name": "Agent", "type": "@n8n/n8n-nodes-langchain.agent", "parameters": {"text": "Hi {{ $json.name }}, write one line on their depot and nothing else."}}], "connections": {}}"#,
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
    assert_eq!(steps, [(1, Some(0)), (2, Some(3)), (3, Some(7)), (4, Some(9))]);
    assert_eq!((contents.drafts.len(), contents.problems), (3, Vec::new()));
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

/// The words below go on with what stands behind the greeting, which may hold a comma of its own.
#[test]
fn a_sentence_that_begins_behind_a_greeting_goes_on_below() {
    for end in ["\n", "\r\n"] {
        for greeting in ["Hi Ana,", "Hey, Ana!", "Good morning, Ana Ruiz,", "Hi, {{first_name}}!"] {
            let text = format!(
                "{greeting} we have seen in your July notice that the night crews wait{end}for nineteen hours at Pier 7, and that the tugs swap at two in the{end}morning.{end}{end}Is the order of the tugs yours to change?{end}{end}Dana{end}"
            );
            let marks = Linter::new().session().marks(&Source::new("a.email.md", text.as_bytes()));
            let sentences: Vec<&str> =
                marks.drafts[0].sentences.iter().map(|sentence| sentence.text.as_str()).collect();
            assert_eq!(sentences.len(), 4, "{sentences:#?}");
            assert_eq!(sentences[0], greeting);
            assert!(sentences[1].ends_with("morning."), "{sentences:#?}");
        }
    }
}

/// Each message carries its name: a long one over many messages was gigabytes of it.
#[test]
fn a_long_name_is_not_repeated_with_each_message() {
    let long = "word ".repeat(20_000);
    let message = |name: &str, body: &str| {
        format!(r#"{{"name": "{name}", "subject": "Vans", "body": "{body}"}}"#)
    };
    let [first, second] = [message(&long, BODY), message(&long, LATER)];
    for (name, text) in [
        (
            "a.md",
            format!(
                "# {long}\n\nSubject: Vans\n\nHi Ana,\n\nAct now.\n\n---\n\nSubject: Crews\n\nHi Ana,\n\nAct now.\n"
            ),
        ),
        ("a.json", format!("[{first}, {second}]")),
        (
            "a.sequence.yaml",
            format!(
                "sequence: {long}\nsteps:\n  - body: Hi Ana, act now.\n  - body: Hi Ana, act now.\n"
            ),
        ),
    ] {
        let contents = read(name, &text);
        assert_eq!(contents.drafts.len(), 2, "{name}");
        for draft in &contents.drafts {
            assert!(draft.id.len() < 300, "{name}: {} bytes", draft.id.len());
        }
    }
}
