//! Words of drafts, lists and file names steer neither a terminal, nor the log of a build, nor a
//! page of Markdown: in no form of a report.

use std::fs;
use std::process::Command;

use germane::lint::Linter;
use germane::outcome::{Diagnostic, FileReport};
use germane::report::{self, Form, Run, Tally, human, snippet::Style};
use germane::source::Source;
use germane::vocabulary::Severity;
use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::common::scratch::{Scratch, said};

/// What is foreign, in every place that a format has for words; `@` stands for an order.
const DRAFTS: &[(&str, &str)] = &[
    (
        "a.email.md",
        "---\nsubject: \"x@\"\n\"k@\": 1\nlint: { \"r@\": off }\nchannel: \"zz@\"\naccount: \"q@\"\n---\nHi Ana,\n\nAct now @ {{x@}} [insert @ here].\n",
    ),
    (
        "b.email.md",
        "Subject: @\n\nHi Ana,\n\nAct now @, limited time offer @\n@\n<!-- germane: allow foo@ -- x@ -->\n\n<!-- germane: zz@ -->\n",
    ),
    (
        "c.sequence.yaml",
        "sequence: \"x@\"\nsteps:\n- subject: a\n  body: Act now.\n  when: \"q@\"\n- file: \"n@\"\n- variants:\n  - name: \"v@\"\n    body: Act now Ana.\n  - name: \"w@\"\n    body: Act now, Ana, act now.\n",
    ),
    (
        "d.json",
        "[{\"id\": \"1@\", \"name\": \"m@\", \"subject\": \"s@\", \"body\": \"Act now @ of of\"}]",
    ),
    ("e.post.md", "---\nauthor: \"me@\"\n---\nWe cut 41 hours @ to 29 in May.\n\nAgree? @\n"),
];

/// Orders, as a double-quoted YAML or JSON string may hold them and as a draft may.
const ORDERS: &[(&str, &str)] = &[
    ("\\n::error::pwned", "\n::error::pwned"),
    ("\\n  ::stop-commands::t", "\n  ::stop-commands::t"),
    (" ##[group]pwned", " ##[group]pwned"),
    ("##vso[task.complete result=Failed]", "##vso[task.complete result=Failed]"),
    ("\\u001b[31m", "\u{1b}[31m"),
    ("\\u001b]0;t\\u0007", "\u{1b}]0;t\u{7}"),
    ("\\u009b31m", "\u{9b}31m"),
    ("\\u202egnp", "\u{202e}gnp"),
    ("\\u2028::debug::x", "\u{2028}::debug::x"),
    (
        "![x](https://evil.example/t.png) [l](https://evil.example)",
        "![x](https://evil.example/t.png) [l](https://evil.example)",
    ),
    (" @octocat #1 <b>bold</b> `c` | **d**", " @octocat #1 <b>bold</b> `c` | **d**"),
];

fn forms(linter: &Linter) -> Vec<(&'static str, Box<dyn Form>)> {
    let human = |colour| human::Options {
        style: Style { colour, ..Style::PLAIN },
        explain_score: true,
        verbose: true,
        detail: human::Detail::Full,
        all: true,
    };
    vec![
        ("human", Box::new(human(false))),
        ("coloured", Box::new(human(true))),
        ("json", Box::new(report::json::Json)),
        ("jsonl", Box::new(report::jsonl::Jsonl)),
        ("sarif", Box::new(report::sarif::Sarif::new([linter]))),
        ("github", Box::new(report::github::Github)),
        ("gitlab", Box::new(report::gitlab::Gitlab)),
        (
            "junit",
            Box::new(report::junit::Junit {
                fail_on: Severity::Error,
                of_files: Default::default(),
            }),
        ),
        ("checkstyle", Box::new(report::checkstyle::Checkstyle)),
        ("unix", Box::new(report::unix::Unix)),
        ("rdjson", Box::new(report::rdjson::Rdjson)),
        ("markdown", Box::new(report::markdown::Markdown)),
        ("html", Box::new(report::html::Html::default())),
    ]
}

/// What in a printed text would be obeyed.
fn obeyed(form: &str, text: &str) -> Option<String> {
    let colours = regex::Regex::new("\u{1b}\\[[0-9;]*m").expect("a pattern");
    let text = if form == "coloured" {
        colours.replace_all(text, "").into_owned()
    } else {
        text.to_string()
    };
    let is_order = |line: &str| {
        let own = form == "github"
            && ["::error file=", "::warning file=", "::notice file="]
                .iter()
                .any(|own| line.starts_with(own));
        let command = line
            .trim_start()
            .strip_prefix("::")
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
        (command && !own)
            || ["##[", "##vso[", "##teamcity["].iter().any(|order| line.contains(order))
    };
    let bidi = |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if let Some(c) = text.chars().find(|c| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{2028}' | '\u{2029}')
            || bidi(*c)
    }) {
        return Some(format!("{c:?}"));
    }
    text.lines().find(|line| is_order(line)).map(str::to_string)
}

fn drawn(form: &dyn Form, reports: &[FileReport]) -> String {
    let mut run = Run {
        errors: vec![Diagnostic::unusable("gone\n::error::x", "no \u{1b}[31mfile")],
        ..Run::default()
    };
    run.skipped = vec![("s\u{9b}31m".into(), "w\n::error::x".into())];
    reports.iter().for_each(|report| run.tally.add(&Tally::of(report)));
    let mut files: Vec<String> = reports.iter().map(|report| form.file(report)).collect();
    files.extend(run.errors.chunks(1).map(|one| form.unread(&one[0].path, one)));
    files.retain(|text| !text.is_empty());
    form.head() + &files.join(form.between()) + &form.foot(&run)
}

#[test]
fn no_form_prints_an_order() {
    let linter = Linter::new();
    let mut session = linter.session();
    for (escaped, raw) in ORDERS {
        let reports = DRAFTS.iter().map(|(name, text)| {
            let quoted = if name.ends_with("json") || text.starts_with("sequence") {
                escaped.replace('"', "\\\"")
            } else {
                escaped.to_string()
            };
            let text = match text.split_once("---\nHi").or(text.split_once("---\nWe")) {
                Some((head, body)) => {
                    format!(
                        "{}---\n{}{}",
                        head.replace('@', &quoted),
                        &text[head.len() + 4..][..2],
                        body.replace('@', raw)
                    )
                }
                None if name.ends_with("md") => text.replace('@', raw),
                None => text.replace('@', &quoted),
            };
            session.lint(&Source::new(
                &format!("{name}{}{name}", raw.replace('/', "")),
                text.as_bytes(),
            ))
        });
        let mut reports: Vec<FileReport> = reports.collect();
        reports.iter_mut().for_each(|report| report.require_score(Some(90.0)));
        let found: usize =
            reports.iter().map(|report| report.findings().count() + report.problems.len()).sum();
        assert!(found > 12, "only {found} remarks to print for {raw:?}");
        for (name, form) in forms(&linter) {
            let text = drawn(&*form, &reports);
            assert_eq!(obeyed(name, &text), None, "{name} with {raw:?}");
            if name == "markdown" {
                assert_eq!(rendered(&text), Vec::<String>::new(), "{raw:?}");
                assert!(!text.contains("@octocat") && !text.contains("#1 "), "{text}");
            }
        }
    }
}

/// Images, links, tags and code that come of a page.
fn rendered(page: &str) -> Vec<String> {
    let made = |event: Event| match event {
        Event::Start(Tag::Image { .. } | Tag::Link { .. } | Tag::HtmlBlock)
        | Event::Code(_)
        | Event::Html(_)
        | Event::InlineHtml(_) => Some(format!("{event:?}")),
        _ => None,
    };
    Parser::new_ext(page, Options::all()).filter_map(made).collect()
}

/// But for what no reader sees, which is taken out of every text.
#[test]
fn json_keeps_the_very_words() {
    let linter = Linter::new();
    let text = "Hi Ana,\n\nAct now {{x\u{1b}[31m\u{9b}::x\u{202e}y##[y}} at the pier.\n";
    let report = linter.lint(&Source::new("a.email.md", text.as_bytes()));
    let json: serde_json::Value =
        serde_json::from_str(&report::json::Json.file(&report)).expect("JSON");
    let matches: Vec<&str> = json["drafts"][0]["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["match"].as_str())
        .collect();
    assert!(matches.contains(&"{{x[31m::xy##[y}}"), "{matches:?}");
}

/// No platform fills a field with something in its name, seen or not.
#[test]
fn what_is_hidden_in_a_field_breaks_it() {
    let linter = Linter::new();
    for name in ["first\u{200b}_name", "first_\u{ad}name", "first_na\u{2066}me"] {
        let text = format!("Hi {{{{{name}}}}},\n\nWho plans the night shift at Pier 7?\n");
        let report = linter.lint(&Source::new("a.email.md", text.as_bytes()));
        assert!(report.findings().any(|finding| finding.rule == "broken-field"), "{name:?}");
    }
}

#[cfg(unix)]
#[test]
fn file_names_print_no_order() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = std::env::temp_dir().join(format!("germane-foreign-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("writable");
    let names: [&[u8]; 5] = [
        b"::error::x.email.md",
        b"a\n::error::y.email.md",
        b"b\x1b[31m.email.md",
        b"c\xff\xfe.email.md",
        "d\u{202e}dm.liame.md".as_bytes(),
    ];
    for name in names {
        fs::write(
            folder.join(OsStr::from_bytes(name)),
            "Hi Ana,\n\nAct now, limited time offer, of of course.\n",
        )
        .expect("writable");
    }
    for format in [
        "human",
        "json",
        "jsonl",
        "sarif",
        "github",
        "gitlab",
        "junit",
        "checkstyle",
        "unix",
        "rdjson",
        "markdown",
        "html",
    ] {
        for more in
            [&["--fix"][..], &["."], &["::error::x.email.md", "::error::gone.md", "--verbose"]]
        {
            let run = Command::new(env!("CARGO_BIN_EXE_germane"))
                .args(["check", "--isolated", "--format", format])
                .args(more)
                .current_dir(&folder)
                .output()
                .expect("runs");
            assert_eq!(
                obeyed(format, &String::from_utf8_lossy(&run.stdout)),
                None,
                "{format} {more:?}"
            );
            assert_eq!(
                obeyed("stderr", &String::from_utf8_lossy(&run.stderr)),
                None,
                "{format} {more:?}"
            );
        }
    }
    // What the verbs of a campaign say of a file that they cannot read.
    let odd = "sequence: P\nsteps:\n  - channel: \"c\\u2028\\x1b[31m\\u202e::error::ch\"\n    subject: x\n    body: y\n";
    fs::write(folder.join("s.sequence.yaml"), odd).expect("writable");
    for verb in ["campaign", "sign"] {
        let run = Command::new(env!("CARGO_BIN_EXE_germane"))
            .args([verb, "s.sequence.yaml"])
            .current_dir(&folder)
            .output()
            .expect("runs");
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(said.contains("error::ch"), "{verb}: {said}");
        assert_eq!(obeyed("stderr", &said), None, "{verb}");
    }
    fs::remove_dir_all(folder).expect("removable");
}

/// What the commands beside `check` write of a draft, and what they say of arguments.
#[test]
fn no_command_prints_an_order() {
    let order = "\u{202e}x##vso[task.complete]##[error]y\u{2028}::error::z\u{85}::debug::q";
    let text = format!("Subject: {order}\n\nHi Ana,\n\nAct now {order}, Ana.\n");
    let scratch = Scratch::with(
        "orders",
        &[("a.email.md", text.as_str()), ("b.email.md", &text), ("c.email.md", &text)],
    );
    let signed = scratch.run(&["sign", ".", "--text"]);
    scratch.write("signed.jsonl", &signed.stdout);
    let clusters = scratch.run(&["cluster", "signed.jsonl"]);
    scratch.write("clusters.jsonl", &clusters.stdout);
    let mut runs = vec![signed, clusters];
    for args in [
        &["campaign", ".", "--format", "json"][..],
        &["report", "signed.jsonl", "--clustered", "clusters.jsonl", "--format", "json"],
        &["marks", "a.email.md", "--format", "json"],
    ] {
        runs.push(scratch.run(args));
    }
    for run in &runs {
        assert!(!run.stdout.is_empty(), "{}", said(run));
    }
    let advice =
        serde_json::to_string(&format!("Say\n::error::p {order} <img src=x>")).expect("text");
    let pack = format!(
        "pack: p\nlanguage: en\nlexicons: {{ l: [synergy] }}\nrules:\n  r-one: {{ dimension: trust, severity: warning, points: 3, check: {{ each: l }}, message: x, advice: {advice} }}\n"
    );
    let packs = Scratch::with(
        "pack-orders",
        &[("p.yaml", pack.as_str()), ("germane.yaml", "packs: [p.yaml]\n")],
    );
    runs.push(packs.run(&["rules", "--format", "markdown"]));
    let page = said(runs.last().expect("run"));
    assert!(page.contains("| [`r-one`]") && !page.contains("<img"), "{page}");
    let refused = format!("x\n::error::y{order}");
    for args in [
        &["explain", &refused][..],
        &["rules", &refused],
        &["schema", &refused],
        &["completions", &refused],
        &["check", "a.email.md", "--source-format", &refused],
        &["check", "a.email.md", &format!("--{refused}")],
    ] {
        let run = scratch.run(args);
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        runs.push(run);
    }
    for run in &runs {
        let said = said(run);
        let obeyed = said.chars().any(|c| c != '\n' && germane::text::picture(c).is_some())
            || said.contains("##vso[")
            || said.contains("##[")
            || said.lines().any(|line| line.trim_start().starts_with("::"));
        assert!(!obeyed, "{said}");
    }
}
