//! Sequences: files read with their days and positions, compared with
//! `fixtures/sequences/*.expected` (`BLESS=1` writes them), and laws.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use germane::builtin;
use germane::lint::Linter;
use germane::outcome::FileReport;
use germane::pack::Check;
use germane::score::{Entry, Start, StepEntries, score, sequence};
use germane::source::Source;
use proptest::prelude::*;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sequences")
}

fn lint(linter: &Linter, name: &str, text: &str) -> FileReport {
    linter.lint(&Source::new(name, text.as_bytes()))
}

fn on_steps(rule: &str) -> bool {
    builtin::rulebook().rule(rule).is_some_and(|rule| matches!(rule.check, Check::Steps(_)))
}

fn describe(report: &FileReport) -> String {
    let mut out = format!("{}\n", serde_json::to_value(report.format).expect("JSON"));
    for problem in &report.problems {
        let _ = writeln!(
            out,
            "{}:{} {:?}: {}",
            problem.range.start.line, problem.range.start.column, problem.severity, problem.message
        );
    }
    for sequence in &report.sequences {
        let _ = writeln!(out, "sequence {:?}", sequence.id);
        for step in &sequence.steps {
            let day = step.day.map_or("?".to_string(), |day| day.to_string());
            let _ = writeln!(
                out,
                "  step {} day {day} {}{}",
                step.step,
                step.channel,
                if step.reply { " reply" } else { "" }
            );
            for arm in &step.arms {
                let new = &arm.novelty;
                let nothing = if arm.nothing_new { ", nothing new" } else { "" };
                let _ = writeln!(
                    out,
                    "    {:?} facts {} words {}{nothing}",
                    arm.draft, new.facts, new.stems
                );
            }
        }
        for finding in &sequence.findings {
            let _ = writeln!(
                out,
                "  {} {}: {}",
                finding.range.start.line, finding.rule, finding.message
            );
        }
        match &sequence.score {
            Err(why) => _ = writeln!(out, "  no score: {why}"),
            Ok(_) => _ = writeln!(out, "  scored, with arms {}", sequence.best.is_some()),
        }
    }
    for draft in &report.drafts {
        let file =
            draft.elsewhere.as_ref().map(|file| file.path.rsplit('/').next().unwrap_or_default());
        // What a draft alone is told is other tests' matter; one such rule shows that positions
        // point into the right file.
        for finding in draft
            .findings
            .iter()
            .filter(|finding| on_steps(&finding.rule) || finding.rule == "cliche-opener")
        {
            let range = finding.elsewhere.as_ref().unwrap_or(&finding.range);
            let (start, end) = (range.start, range.end);
            let place = format!("{}:{}-{}:{}", start.line, start.column, end.line, end.column);
            let _ = writeln!(
                out,
                "{} {}{place} {} {:?}",
                draft.id,
                file.map_or(String::new(), |file| format!("{file} ")),
                finding.rule,
                finding.matched
            );
        }
    }
    out
}

#[test]
fn files_are_read_as_expected() {
    let linter = Linter::new();
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files
        .retain(|path| path.extension().is_some_and(|ending| ending == "yaml" || ending == "json"));
    files.sort();
    assert!(files.len() >= 5);
    for path in files {
        let bytes = fs::read(&path).expect("readable");
        let found = describe(&linter.lint(&Source::new(&path.to_string_lossy(), &bytes)))
            .replace(&format!("{}/", folder().display()), "");
        let expected = path.with_extension("expected");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected, &found).expect("writable");
        }
        assert_eq!(
            fs::read_to_string(&expected).unwrap_or_default(),
            found,
            "{} (BLESS=1 writes it)",
            path.display()
        );
    }
}

#[test]
fn reports_keep_to_their_schema() {
    let run = |args: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_germane"))
            .args(args)
            .current_dir(folder())
            .output()
            .expect("runs");
        serde_json::from_slice::<serde_json::Value>(&run.stdout).expect("JSON")
    };
    let schema = jsonschema::validator_for(&run(&["schema", "report"])).expect("a schema");
    let report = run(&[
        "check",
        "--isolated",
        "--format",
        "json",
        "ports.sequence.yaml",
        "list.json",
        "waits.yaml",
        "opaque.yaml",
        "wrong.yaml",
    ]);
    let errors: Vec<String> = schema
        .iter_errors(&report)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
}

#[test]
fn a_folder_gives_its_sequences_and_says_what_it_left_out() {
    let run = Command::new(env!("CARGO_BIN_EXE_germane"))
        .args(["check", "--isolated", "--verbose", "--full", "--fail-on", "never", "."])
        .current_dir(folder())
        .output()
        .expect("runs");
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(said.contains("skipped opaque.yaml: opaque: it names templates"), "{said}");
    assert!(said.contains("Gate hours: 4 steps, day 1 to 15"), "{said}");
}

/// Steps as lists write them, and the days that they mean.
const DAYS: &[(&str, &[u32])] = &[
    ("[{day: 1, body: a}, {day: 4, body: b}, {day: 8, body: c}]", &[1, 4, 8]),
    ("[{wait: 0, body: a}, {wait: 3d, body: b}, {wait: 4d, body: c}]", &[0, 3, 7]),
    ("[{delay_days: 0, body: a}, {delay_days: 3, body: b}, {delay_days: 4, body: c}]", &[0, 3, 7]),
    ("[{delay_days: 0, body: a}, {delay_days: 3, body: b}, {delay_days: 7, body: c}]", &[0, 3, 7]),
    (
        "[{delay: 3, delay_unit: days, body: a}, {delay: 2, delay_unit: days, body: b}, {delay: 9, delay_unit: days, body: c}]",
        &[0, 3, 5],
    ),
    (
        "[{seq_delay_details: {delay_in_days: 1}, body: a}, {seq_delay_details: {delayInDays: 3}, body: b}]",
        &[1, 4],
    ),
    ("[{interval: 0, body: a}, {interval: 259200, body: b}]", &[0, 3]),
    ("[{delayInMinutes: 0, body: a}, {delayInMinutes: 2880, body: b}]", &[0, 2]),
    (
        "[{wait_time: 0, wait_mode: second, body: a}, {wait_time: 36, wait_mode: hour, body: b}]",
        &[0, 1],
    ),
    (
        "[{wait: 0, body: a}, {wait: 4bd, body: b}, {wait: 2bd, body: c}, {wait: 1bd, body: d}]",
        &[0, 4, 8, 9],
    ),
    (
        "[{wait: 0, body: a}, {wait: 1 week, body: b}, {wait: 12h, body: c}, {wait: 12h, body: d}]",
        &[0, 7, 7, 8],
    ),
    ("[{wait: P0D, body: a}, {wait: PT36H, body: b}, {wait: P1W, body: c}]", &[0, 1, 8]),
    ("[{wait: P0D, body: a}, {wait: P1M, body: b}, {wait: PT1M, body: c}]", &[0, 30, 30]),
    ("[{label: Day 0 - hello, body: a}, {label: 'Day 3: once more', body: b}]", &[0, 3]),
];

#[test]
fn waits_are_resolved_whatever_they_count_from() {
    let linter = Linter::new();
    for (steps, days) in DAYS {
        let report = lint(&linter, "list.yaml", &format!("name: x\nsteps: {steps}\n"));
        let found: Vec<u32> = report
            .sequences
            .iter()
            .flat_map(|sequence| sequence.steps.iter().filter_map(|step| step.day))
            .collect();
        assert_eq!(&found, days, "{steps}");
    }
}

/// Steps that bring something, and steps that bring nothing.
const TELLS: &[&str] = &[
    "Your July notice says ships wait 19 hours at Pier 7. On eleven of thirty days the tugs lay at Cobh. Who books them?",
    "The Leeds yard moved that call to noon in May; overtime fell from 41 to 29 hours, because the plan is final by then.",
    "Night hours begin at ten since the new tariff, also for the second tug. Does your towage contract name an hour?",
    "We are the leading provider of plans. Do you have 15 minutes for a quick call? Act now, places are filling up.",
    "Your gate at Cork opens at six and the first trailer stands there at four. Who waits with it until then?",
    "Corvex timed 412 departures in March. The price expires in 48 hours. I'll send the table tomorrow.",
];
const EMPTY: &[&str] = &[
    "Just checking in on my last note. Any thoughts?",
    "I wanted to bump this to the top of your inbox. Let me know either way.",
    "I haven't heard back from you. This is my last email, I promise.",
    "Following up on my last email. Do you have 15 minutes for a quick call?",
    "I'll stop reaching out after this. No worries, the door is open.",
];

fn file(steps: &[&str], gap: u32) -> String {
    let mut out = String::from("sequence: S\nsteps:\n");
    for (at, step) in steps.iter().enumerate() {
        let _ = writeln!(
            out,
            "  - day: {}\n    body: {:?}",
            at as u32 * gap,
            format!("Hi Ana,\n\n{step}\n\nDana")
        );
    }
    out
}

fn total(linter: &Linter, steps: &[&str]) -> f64 {
    let report = lint(linter, "s.yaml", &file(steps, 4));
    report.sequences[0].score.as_ref().map_or(0.0, |score| score.total)
}

/// Behind a first step of a few words the others are judged all the same.
#[test]
fn a_short_first_step_hides_no_other() {
    let text = "sequence: S\nsteps:\n  - day: 0\n    body: Hi Ana, see below. Dana\n  - day: 3\n    body: \"Hi Ana,\\n\\nJust following up on my last email. We are the leading provider. Do you have 15 minutes for a quick call this week?\\n\\nDana\"\n";
    let report = lint(&Linter::new(), "s.yaml", text);
    let sequence = &report.sequences[0];
    let total = sequence.score.as_ref().expect("a score").total;
    assert!(total < 50.0, "{total}");
    assert!(sequence.findings.iter().any(|finding| finding.rule == "reads-as-blast"), "{total}");
    let short = "sequence: S\nsteps:\n  - day: 0\n    body: Hi Ana, see below. Dana\n  - day: 3\n    body: Hi Ana, any news? Dana\n";
    assert!(lint(&Linter::new(), "s.yaml", short).sequences[0].score.is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn a_step_that_adds_nothing_never_raises_the_score(
        picks in proptest::sample::subsequence((0..TELLS.len()).collect::<Vec<_>>(), 1..TELLS.len()).prop_shuffle(),
        empties in proptest::collection::vec((0usize..8, 0usize..EMPTY.len()), 0..3),
        (place, bump) in (0usize..8, 0usize..EMPTY.len()),
    ) {
        let linter = Linter::new();
        let mut steps: Vec<&str> = picks.iter().map(|pick| TELLS[*pick]).collect();
        for (place, pick) in empties {
            steps.insert(1 + place % steps.len(), EMPTY[pick]);
        }
        let before = total(&linter, &steps);
        let mut more = steps.clone();
        more.insert(1 + place % steps.len(), EMPTY[bump]);
        let after = total(&linter, &more);
        prop_assert!(after <= before + 1e-9, "{before} became {after} with {:?} in {:?}", EMPTY[bump], more);
    }

    #[test]
    fn a_sequence_is_a_fold_of_its_findings(
        own in proptest::collection::vec(proptest::collection::vec(0usize..1000, 0..8), 1..6),
        findings in proptest::collection::vec(0usize..1000, 0..8),
        more in 0usize..1000,
        empty in 0usize..6,
    ) {
        let rules = builtin::rulebook().rules;
        let entry = |pick: &usize| {
            let rule = &rules[pick % rules.len()];
            Entry { rule, points: f64::from(rule.points), severity: germane::vocabulary::Severity::Warning }
        };
        let entries = |picks: &[usize]| picks.iter().map(entry).collect::<Vec<_>>();
        let step = |(at, picks): (usize, &Vec<usize>)| StepEntries { number: at as u32 + 1, own: entries(picks), empty: at == empty && at > 0 };
        let steps: Vec<StepEntries> = own.iter().enumerate().map(step).collect();
        let before = sequence(&Start::FULL, &steps, &entries(&findings)).expect("the first step tells something");
        prop_assert!((0.0..=100.0).contains(&before.total));
        for (dimension, value) in &before.dimensions {
            let taken: f64 = before.ledger.iter().filter(|taken| taken.dimension == *dimension).map(|taken| taken.points).sum();
            prop_assert!((100.0 - taken - value).abs() < 1e-9);
        }
        let worse = sequence(&Start::FULL, &steps, &entries(&[findings.as_slice(), &[more]].concat())).expect("the same steps");
        prop_assert!(worse.total <= before.total + 1e-9);
        let mut steps = steps;
        steps[0].own.push(entry(&more));
        let worse = sequence(&Start::FULL, &steps, &entries(&findings)).expect("the same steps");
        prop_assert!(worse.total <= before.total + 1e-9);
        // A sequence of one step that has no findings as a step is worth what the step is worth.
        let one = sequence(&Start::FULL, &steps[..1], &[]).expect("one step");
        prop_assert!((one.mean - score(&steps[0].own).mean).abs() < 1e-9);
    }

    #[test]
    fn findings_point_at_their_words_in_every_scalar(
        picks in proptest::collection::vec((0usize..TELLS.len(), 0usize..4), 1..5),
        empties in proptest::collection::vec((0usize..EMPTY.len(), 0usize..4), 0..3),
    ) {
        let mut text = String::from("sequence: \"S \\u00e9\"\nsteps:\n");
        let bodies = picks.iter().map(|(pick, style)| (TELLS[*pick], *style)).chain(empties.iter().map(|(pick, style)| (EMPTY[*pick], *style)));
        for (body, style) in bodies {
            let body = format!("Hi Ana,\n\n{body}\n\nDana");
            let scalar = match style {
                0 => format!("|\n{}", body.lines().map(|line| format!("      {line}\n")).collect::<String>()),
                1 => format!(">-\n{}", body.lines().map(|line| format!("      {line}\n")).collect::<String>()),
                2 => serde_json::to_string(&body).expect("JSON"),
                _ => format!("'{}'", body.replace('\'', "''").replace('\n', "\n\n      ")),
            };
            let _ = writeln!(text, "  - wait: 3d\n    body: {scalar}");
        }
        let report = lint(&Linter::new(), "s.yaml", &text);
        prop_assert!(report.problems.is_empty(), "{:?}\n{text}", report.problems);
        for finding in report.drafts.iter().flat_map(|draft| &draft.findings).filter(|finding| !finding.matched.is_empty()) {
            let slice = &text[finding.range.start.offset..finding.range.end.offset];
            let squeeze = |text: &str| text.replace("\\n", " ").replace("''", "'").split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(squeeze(slice), squeeze(&finding.matched), "{}", finding.rule);
        }
    }

    #[test]
    fn no_text_makes_it_panic(pieces in proptest::collection::vec(0usize..PIECES.len(), 0..24), json in any::<bool>()) {
        let text: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
        let report = lint(&Linter::new(), if json { "a.json" } else { "a.yaml" }, &text);
        prop_assert!(report.drafts.iter().flat_map(|draft| &draft.findings).all(|finding| finding.range.end.offset <= text.len()));
    }
}

const PIECES: &[&str] = &[
    "sequence: S\n",
    "steps:\n",
    "  - wait: 3d\n",
    "    body: ",
    "|\n",
    "      Hi Ana,\n",
    "      \u{e9} any thoughts?\n",
    "\"a \\u00e9 b\"\n",
    "[",
    "{",
    "}",
    "]",
    ",",
    "\"steps\":",
    "\"body\": \"Hi Ana, last chance to join!\",",
    "\"day\": 4",
    "- body: x\n",
    "  day: 99999999999\n",
    "&a ",
    "*a\n",
    "variants:\n",
    "file: ../x.md\n",
    "\t",
    "'",
    "\u{feff}",
    "template: t\n",
    "delay: -1\n",
    "notes: call\n",
    "channel: call\n",
    "emails:\n",
    "touch_1:\n",
    "expires in 999999999999 hours ",
];

/// Marks of a field and a link stand in no sentence of such a step.
#[test]
fn a_step_of_nothing_but_a_link_is_read() {
    let file = "name: Two\nsteps:\n  - day: 0\n    subject: Leeds\n    body: |\n      Hi Ana,\n\n      Your July notice says that ships wait. Who owns the order?\n\n      Lee\n  - day: 3\n    body: https://x.example/{{hiring_signal}}\n";
    let report = lint(&Linter::new(), "two.sequence.yaml", file);
    assert_eq!((report.drafts.len(), report.sequences.len()), (2, 1));
}

/// `AW:` is what `Re:` is.
#[test]
fn a_draft_with_the_prefix_of_another_language_answers() {
    let answers = |subject: &str| {
        let text = format!("Subject: {subject}\n\nHi Ana,\n\nThe tug moved to noon.\n");
        crate::common::read("a.md", text.as_bytes()).drafts[0].answers()
    };
    assert_eq!(
        ["Re: Leeds", "AW: Leeds", "Fwd: Leeds", "York"].map(answers),
        [true, true, false, false]
    );
}

/// Of several sequences in one file each names a step of its own.
#[test]
fn what_to_fix_first_is_in_the_sequence_itself() {
    let of = |name: &str, line: &str| {
        format!(
            "\"{name}\": {{ \"_id\": \"{name}\", \"steps\": [\n{{ \"_id\": \"{name}1\", \"type\": \"email\", \"index\": 0, \"delay\": 0, \"subject\": \"berth waits\", \"message\": \"<p>Hi Ana,</p><p>{line} Who plans them?</p>\" }},\n{{ \"_id\": \"{name}2\", \"type\": \"email\", \"index\": 1, \"delay\": 3, \"message\": \"<p>Hi Ana,</p><p>The tug at Cobh moved to noon. Is the rota yours?</p>\" }}\n] }}"
        )
    };
    let bad = "I hope this email finds you well. Act now, this is a limited time offer!";
    let good = "Your July notice says that ships wait 19 hours at Pier 7.";
    let text = format!("{{\n{},\n{}\n}}\n", of("seq_a", bad), of("seq_b", good));
    let report = lint(&Linter::new(), "lemlist.json", &text);
    assert_eq!(report.sequences.len(), 2, "{}", describe(&report));
    let [first, second] = [0, 1]
        .map(|at| germane::outcome::first::of_sequence(&report.sequences[at], &report.drafts));
    let border = text.find("\"seq_b\"").map(|at| text[..at].matches('\n').count() + 1);
    let border = border.expect("there");
    assert!(!first.is_empty() && first.iter().all(|fix| fix.line < border), "{first:?}");
    assert!(second.iter().all(|fix| fix.line >= border), "{second:?}");
}
