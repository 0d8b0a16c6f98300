//! What is found in messages as people really keep them, and what is not: old threads, follow-ups,
//! alternatives, names, other languages, slots; and what a fix takes away.

use germane::fix::Fixer;
use germane::lint::Linter;
use germane::report::{Form, human, snippet::Style};
use germane::source::Source;
use germane::vocabulary::{Applicability, Severity};

use crate::reading::{lint, read, rules};

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

/// A draft that turns rules off says so: those that would else be on, by name.
#[test]
fn rules_that_a_draft_turns_off_are_named() {
    let of = |rules: &str| {
        lint(
            "a.email.md",
            &format!("---\nsubject: x\nlint: {{ {rules} }}\n---\nHi Ana,\n\nAct now.\n"),
        )
    };
    let report = of(
        "reads-as-blast: off, spam-phrase: off, thin-insight: off, no-audience: off, hype: info",
    );
    let draft = &report.drafts[0];
    assert!(draft.findings.iter().all(|finding| finding.rule != "reads-as-blast"));
    let mut off = draft.turned_off.clone();
    off.sort();
    assert_eq!(off, ["reads-as-blast", "spam-phrase"]);
    for detail in [human::Detail::Short, human::Detail::Full] {
        let options = human::Options {
            detail,
            style: Style::PLAIN,
            explain_score: false,
            verbose: false,
            all: true,
        };
        let shown = options.file(&report);
        assert!(shown.contains("2 rules turned off in the text: "), "{shown}");
    }
    assert!(of("hype: info").drafts[0].turned_off.is_empty());
}
