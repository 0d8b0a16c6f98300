//! Report forms, compared with `fixtures/reports/*.expected`; `BLESS=1` writes them. Laws of
//! fingerprints, baselines and fixes.

use std::fs;
use std::path::{Path, PathBuf};

use germane::baseline::Baseline;
use germane::engine::Engine;
use germane::fix::Fixer;
use germane::lint::Linter;
use germane::outcome::{Diagnostic, FileReport};
use germane::pack::{Compiler, Rulebook};
use germane::report::{self, Form, Run, Tally, human, snippet::Style};
use germane::source::Source;
use germane::vocabulary::{Applicability, Severity};
use germane::{builtin, yaml};

use crate::common::scratch::Scratch;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/reports")
}

/// Only the rules of the fixture, so that tuning of the built-in ones changes no report.
fn linter() -> Linter {
    let mut compiler = Compiler::new(Rulebook::default());
    compiler.add(&fs::read_to_string(folder().join("pack.yaml")).expect("readable"));
    let (book, pages) = compiler.finish().expect("a good pack");
    Linter { engine: Engine::new(book), pages: pages.into(), ..Linter::new() }
}

fn lint(linter: &Linter, name: &str, text: &[u8]) -> FileReport {
    linter.lint(&Source::new(name, text))
}

fn draw(form: &dyn Form, linter: &Linter) -> String {
    let mut run = Run {
        errors: vec![Diagnostic::unusable("gone.md", "no such file or folder")],
        ..Run::default()
    };
    let mut drawn = Vec::new();
    for name in ["a b,c.md", "clean.md", "short.md", "words.md", "ports.sequence.yaml"] {
        let mut report = lint(linter, name, &fs::read(folder().join(name)).expect("readable"));
        report.require_score(Some(98.0));
        run.tally.add(&Tally::of(&report));
        drawn.push(form.file(&report));
    }
    drawn.extend(run.errors.chunks(1).map(|one| form.unread(&one[0].path, one)));
    drawn.retain(|text| !text.is_empty());
    form.head() + &drawn.join(form.between()) + &form.foot(&run)
}

fn forms(linter: &Linter) -> Vec<(&'static str, Box<dyn Form>)> {
    vec![
        (
            "human",
            Box::new(human::Options {
                style: Style::PLAIN,
                explain_score: false,
                verbose: false,
                detail: human::Detail::Full,
                all: true,
            }),
        ),
        ("json", Box::new(report::json::Json)),
        ("sarif", Box::new(report::sarif::Sarif::new([linter]))),
        ("github", Box::new(report::github::Github)),
        ("gitlab", Box::new(report::gitlab::Gitlab)),
        (
            "junit",
            Box::new(report::junit::Junit {
                fail_on: Severity::Warning,
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

#[test]
fn every_form_is_as_expected() {
    let linter = linter();
    let mut wrong = Vec::new();
    for (name, form) in forms(&linter) {
        let found = draw(&*form, &linter).replace(env!("CARGO_PKG_VERSION"), "VERSION");
        let path = folder().join(format!("{name}.expected"));
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, &found).expect("writable");
        }
        if fs::read_to_string(&path).unwrap_or_default() != found {
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "differ (BLESS=1 writes them): {wrong:?}");
}

#[test]
fn json_forms_are_json() {
    let linter = linter();
    for (name, form) in forms(&linter)
        .into_iter()
        .filter(|(name, _)| ["json", "sarif", "gitlab", "rdjson"].contains(name))
    {
        let drawn = draw(&*form, &linter);
        let parsed: Result<serde_json::Value, _> = serde_json::from_str(&drawn);
        assert!(parsed.is_ok(), "{name}: {parsed:?}");
    }
    let empty = report::gitlab::Gitlab;
    assert!(
        serde_json::from_str::<serde_json::Value>(&(empty.head() + &empty.foot(&Run::default())))
            .is_ok()
    );
}

#[test]
fn the_json_report_fits_its_schema() {
    let schema: serde_json::Value = serde_json::from_str(germane::schema::REPORT).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let report: serde_json::Value =
        serde_json::from_str(&draw(&report::json::Json, &linter())).expect("JSON");
    let errors: Vec<String> = schema
        .iter_errors(&report)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
}

fn prints(report: &FileReport) -> Vec<(String, String)> {
    let mut prints: Vec<_> = report
        .findings()
        .map(|finding| (finding.rule.clone(), finding.fingerprint.to_string()))
        .collect();
    prints.sort();
    prints
}

const TWICE: &str = "Hi Ana,\n\nIt is a game changer. Night hours begin at ten at the seventh pier.\n\nIt is a game changer.\n\nDana\n";

#[test]
fn fingerprints_survive_moves_and_tell_repeats_apart() {
    let linter = linter();
    let before = prints(&lint(&linter, "a.md", TWICE.as_bytes()));
    assert_eq!(before.len(), 2);
    assert_ne!(before[0].1, before[1].1);
    let moved = TWICE
        .replace("Hi Ana,\n", "Hi Ana,\n\nThe tariff of May names two tugs.\n")
        .replace("It is a", "It  is\na");
    assert_eq!(before, prints(&lint(&linter, "b.md", moved.as_bytes())));
}

#[test]
fn a_baseline_hides_what_is_known_and_only_that() {
    let linter = linter();
    let file = std::env::temp_dir().join("baseline.json");
    let mut baseline = Baseline::new(&file);
    baseline.keep("a.md", Baseline::keys(&lint(&linter, "a.md", TWICE.as_bytes())));
    let mut baseline = Baseline::read(&file, &baseline.text()).expect("its own text");
    // A moved one is not new; a third one is.
    let more = TWICE
        .replace("Dana", "Here, too, a game changer waits.\n\nDana")
        .replace("Hi Ana,", "\n\nHi Ana,");
    let mut report = lint(&linter, "a.md", more.as_bytes());
    let met = baseline.hide(&mut report);
    assert_eq!((met.len(), report.drafts[0].hidden, report.drafts[0].findings.len()), (2, 2, 1));
    // A mended one leaves it.
    let mut report = lint(&linter, "a.md", TWICE.replacen("a game changer", "new", 1).as_bytes());
    let met = baseline.hide(&mut report);
    assert_eq!(baseline.keep("a.md", met), 1);
    assert_eq!(baseline.len(), 1);
    assert!(Baseline::read(&file, "{}").is_err());
}

#[test]
fn a_baseline_knows_what_is_said_of_a_sequence_too() {
    let linter = linter();
    let text = fs::read(folder().join("ports.sequence.yaml")).expect("readable");
    let mut report = lint(&linter, "ports.sequence.yaml", &text);
    let mut baseline = Baseline::new(&std::env::temp_dir().join("baseline.json"));
    baseline.keep("ports.sequence.yaml", Baseline::keys(&report));
    assert_eq!(baseline.hide(&mut report).len(), 3);
    assert_eq!(
        (report.findings().count(), report.sequences[0].hidden, Tally::of(&report).summary.hidden),
        (0, 1, 3)
    );
}

/// Every example of every rule, fixed as far as can be: the edits come to an end, and no error is
/// there that was not there before.
#[test]
fn fixes_converge_and_raise_no_error() {
    let linter = Linter::new();
    let mut session = linter.session();
    let mut made = 0;
    let errors = |report: &FileReport| {
        let findings = report.drafts.iter().flat_map(|draft| &draft.findings);
        let mut rules: Vec<String> = findings
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| finding.rule.clone())
            .collect();
        rules.sort();
        rules
    };
    for example in builtin::pages().iter().flat_map(|page| page.flag.iter().chain(&page.pass)) {
        let before = lint(&linter, "a.md", example.draft.as_bytes());
        for least in [Applicability::Safe, Applicability::Unsafe, Applicability::Suggestion] {
            let mut fix = |bytes| {
                Fixer { session: &mut session, source: Source::new("a.md", bytes) }.run(least)
            };
            let once = fix(example.draft.as_bytes());
            let twice = fix(&once.bytes);
            assert_eq!(
                String::from_utf8_lossy(&once.bytes),
                String::from_utf8_lossy(&twice.bytes),
                "fixing is not done: {example:?}"
            );
            let had = errors(&before);
            assert!(
                errors(&once.report).iter().all(|rule| had.contains(rule)),
                "a new error in {:?}",
                String::from_utf8_lossy(&once.bytes)
            );
            made += once.made;
        }
    }
    assert!(made > 20, "only {made} edits were made");
}

fn fixed(name: &str, text: &str, least: Applicability) -> String {
    let linter = linter();
    let mut session = linter.session();
    let fixed =
        Fixer { session: &mut session, source: Source::new(name, text.as_bytes()) }.run(least);
    String::from_utf8(fixed.bytes).expect("UTF-8")
}

#[test]
fn fixes_do_what_they_say() {
    let card = "Hi Ana,\n\nI hope this email finds you well. Night hours begin at ten.\n\nDana\n";
    assert_eq!(fixed("a.md", card, Applicability::Safe), card);
    assert_eq!(
        fixed("a.md", card, Applicability::Unsafe),
        "Hi Ana,\n\nNight hours begin at ten.\n\nDana\n"
    );
    let paragraph =
        "Hi Ana,\r\n\r\nI hope this email finds you well.\r\n\r\nNight hours begin at ten.\r\n";
    assert_eq!(
        fixed("a.md", paragraph, Applicability::Unsafe),
        "Hi Ana,\r\n\r\nNight hours begin at ten.\r\n"
    );
    let last = "Hi Ana,\n\nNight hours begin at ten. I hope this email finds you well.\n\nDana\n";
    assert_eq!(
        fixed("a.md", last, Applicability::Unsafe),
        "Hi Ana,\n\nNight hours begin at ten.\n\nDana\n"
    );
}

#[test]
fn front_matter_stays_well_formed() {
    for subject in [
        "\"A \\u0067ame changer\"",
        "'It''s a game changer'",
        "A game changer",
        "\"A game changer\\n\"",
    ] {
        let text = format!("---\nsubject: {subject}\n---\nHi Ana,\n\nNight hours begin at ten.\n");
        let after = fixed("a.md", &text, Applicability::Safe);
        let yaml = after.split("---\n").nth(1).expect("front matter");
        assert!(yaml::parse(yaml, 0).is_ok(), "{after}");
        assert_eq!(after.matches("Night hours begin at ten").count(), 1);
        // An escape is no place for an edit; everywhere else the words are exchanged.
        assert_eq!(
            after.contains("A change") || after.contains("a change"),
            !subject.contains("u0067"),
            "{after}"
        );
    }
}

/// With a baseline the report of a file is drawn as a whole, without one each of its drafts by
/// itself.
#[test]
fn drawn_draft_by_draft_or_whole_a_list_is_the_same() {
    let mail = |subject: &str, words: &str| {
        format!("{{\"subject\": \"{subject}\", \"body\": \"Hi Ines,\\n\\n{words}\\n\\nOlu\"}}")
    };
    let bad = "I hope this email finds you well. We are the leading platform for clinics. Act now!";
    let good = "Your clinic on Mill Lane opened a second room in May with one person at the desk. Who moves the names on Fridays now?";
    let lists = [
        format!(
            "[{}, {}, {}]",
            mail("Quick question", bad),
            mail("Friday list", good),
            mail("Quick question", bad)
        ),
        format!("[{}, {}]", mail("Friday list", "Thanks."), mail("Friday list", "Thank you.")),
    ];
    let other = mail("Quick question", bad);
    let scratch = Scratch::with(
        "lists",
        &[("a.json", &lists[0]), ("b.json", &lists[1]), ("other.json", &other)],
    );
    scratch.run(&["check", "other.json", "--baseline", "known.json", "--update-baseline"]);
    assert!(scratch.0.join("known.json").exists());
    for form in
        ["unix", "github", "gitlab", "checkstyle", "rdjson", "sarif", "markdown", "json", "jsonl"]
    {
        for files in [&["a.json"][..], &["b.json", "a.json"], &["a.json", "b.json"]] {
            let run = |more: &[&str]| {
                let args =
                    [&["check", "--format", form, "--min-score", "60"][..], files, more].concat();
                String::from_utf8(scratch.run(&args).stdout).expect("UTF-8")
            };
            let apart = run(&[]);
            assert_eq!(apart, run(&["--baseline", "known.json"]), "{form}");
            if matches!(form, "gitlab" | "rdjson" | "sarif" | "json") {
                serde_json::from_str::<serde::de::IgnoredAny>(&apart).expect("JSON");
            }
        }
    }
}

#[test]
fn drafts_that_are_drawn_one_by_one_look_as_in_the_whole_report() {
    let mails = [
        (
            "Berth 4 in March",
            "Your March notice moves the night tug to berth 4. Who tells the pilots on Fridays?",
        ),
        (
            "FREE TRIAL",
            "I hope this email finds you well. We are the leading platform for ports. Act now!",
        ),
        ("Friday list", "Thanks."),
    ];
    let list: Vec<_> = mails
        .iter()
        .map(|(subject, words)| {
            serde_json::json!({ "subject": subject, "body": format!("Hi Ana,\n\n{words}\n\nLee") })
        })
        .collect();
    let text = serde_json::to_string_pretty(&list).expect("JSON");
    let scratch = Scratch::with("one-by-one", &[("list.json", &text)]);
    let linter = Linter::new();
    let mut report = lint(&linter, "list.json", text.as_bytes());
    report.require_score(Some(60.0));
    assert_eq!((report.drafts.len(), report.shortfalls.is_empty()), (3, false));
    let run = Run { tally: Tally::of(&report), ..Run::default() };
    for (name, form) in forms(&linter).iter().filter(|(name, _)| *name != "human") {
        let args =
            ["check", "list.json", "--isolated", "--min-score", "60", "--fail-on", "warning"];
        let output = scratch.run(&[&args[..], &["--format", name]].concat());
        let whole = form.head() + &form.file(&report) + &form.foot(&run);
        assert_eq!(String::from_utf8_lossy(&output.stdout), whole, "{name}");
    }
}

#[test]
fn a_baseline_hides_what_it_knows_draft_by_draft() {
    let mail = |subject: &str| serde_json::json!({ "subject": subject, "body": "Hi Ana,\n\nI hope this email finds you well. Act now!\n\nLee" });
    let list = |mails: &[serde_json::Value]| serde_json::to_string(mails).expect("JSON");
    let scratch = Scratch::with("hidden", &[("list.json", list(&[mail("a"), mail("b")]))]);
    let args = ["check", "list.json", "--isolated", "--format", "unix", "--baseline", "known.json"];
    let before = scratch.run(&args[..5]);
    scratch.run(&[&args[..], &["--update-baseline"]].concat());
    let known = scratch.run(&args);
    assert!(!before.stdout.is_empty() && known.stdout.is_empty(), "{known:?}");
    scratch.write("list.json", list(&[mail("a"), mail("b"), mail("c")]));
    let more = scratch.run(&args);
    let lines =
        |output: &std::process::Output| String::from_utf8_lossy(&output.stdout).lines().count();
    assert_eq!(lines(&more) * 2, lines(&before), "{more:?}");
}
