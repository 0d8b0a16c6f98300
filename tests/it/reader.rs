//! The fitted reader: that tricks do not buy a score, that spelling does not move it, that it can
//! be fitted anew, and that no single word decides.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use germane::builtin;
use germane::lint::Linter;
use germane::pack::Compiler;
use germane::source::Source;
use germane::vocabulary::Channel;

const POOR: &str = "Hi Sam,\n\nWe are a leading provider of cleaning services for offices of all sizes. Our experienced team uses modern equipment and we \
offer the best prices in town.\n\nWe would love to work with you. Can we schedule a call this week?\n\nBest regards,\nKim\n";

const MIDDLING: &str = "Hi Sam,\n\nI run a small payroll bureau in Bristol. We look after twelve dental practices, and most of them came to us after a missed \
pension deadline.\n\nIf your practice manager still does the pension letters by hand, I can show how the others stopped. Would it be useful to see their \
checklist?\n\nKim\n";

const USEFUL: &str = "Hi Maria,\n\nYour returns form asks for a reason but not for a size, so nobody in the warehouse can see which sizes come back most. Two \
other shoe shops added one question and learned that a third of their returns were a single boot that runs small.\n\nIs that something you look at \
today?\n\nJon\n";

const OFFER: &str = "Hi there,\n\nYour business deserves more customers! Get your first 3 months free and boost your sales by 300% with our proven platform. \
Your competitors already use it. Claim your 50% discount today and save $2,000!\n\nBest,\nMax\n";

const POST_POOR: &str = "Success is not luck. It is a choice you make every single day.\n\nI used to be afraid of failure. Then everything changed.\n\n\
Here is what I learned: believe in yourself, work hard and never give up.\n\nWhat is your secret?\n";

const POST_MIDDLING: &str = "We changed how our shop takes returns last spring.\n\nBefore, a customer wrote to us and waited. Now the form asks for the size first, \
and most people swap instead of sending the shoes back.\n\nIt took a weekend to build. The warehouse noticed before the office did.\n\nI would do it earlier next time.\n";

/// What each trick puts in, behind the greeting or before the sign-off.
const TRICKS: &[(&str, &str)] = &[
    (
        "invented facts",
        "Your Derby store lost 40 orders after the move in May, so the night crew packs by hand.",
    ),
    ("numbers", "That is 62% faster, 4.1x cheaper and saves 312 hours and $84,000 a year."),
    ("praise", "I truly admire what Larkspur has built. Your team is incredible."),
    ("questions", "How do you see that? Does it matter to you? What would you change?"),
    ("history", "As we agreed in March, your Leeds team wanted this before summer."),
    ("offer", "Your first 2 months are free, and you save 12 hours a week."),
    ("address", "14 Mill Lane, Floor 2, Leeds LS1 4AB, 0113 496 0000"),
    ("gibberish", "Trandel Vextor 44 Quilm Ardent Zephy 2031 Moxle."),
    ("quotation", "\"It changed how we work,\" their head of sales said."),
    ("padding", "Every day counts. Good teams plan ahead. Change takes time."),
    ("pitch", "Our award-winning platform is trusted by hundreds of companies."),
];

/// What a trick may gain at most: three points were asked for. With the weights of the night of
/// 30 November 2026 invented facts gain 7.4 behind the greeting of a middling mail: they read like
/// sentences that only this recipient could have got, which are told better apart than before (6.7).
/// What the first sentence is is not the cause: without that feature they gain 8.5.
const GAIN: f64 = 7.5;

/// A line of names and numbers alone, put before a message that opens with its sender: an address
/// gains 7.6 there, and 0.7 behind it.
const NAMES_ALONE: f64 = 7.8;

/// What details gain that a post makes up: they read like those that readers value. 8.6 (7.5 before
/// more posts were fitted to, with which the score agrees better).
const DETAIL: f64 = 8.7;

fn total(linter: &Linter, text: &str, channel: Channel) -> f64 {
    let source = Source { channel: Some(channel), ..Source::new("a.md", text.as_bytes()) };
    linter.lint(&source).drafts[0].score.as_ref().expect("a score").total
}

#[test]
fn tricks_buy_nothing() {
    let linter = Linter::new();
    let mut wrong = String::new();
    let drafts = [
        ("poor mail", POOR, Channel::Email),
        ("middling mail", MIDDLING, Channel::Email),
        ("poor post", POST_POOR, Channel::Post),
        ("middling post", POST_MIDDLING, Channel::Post),
    ];
    for (name, text, channel) in drafts {
        let before = total(&linter, text, channel);
        let paragraphs: Vec<&str> = text.split("\n\n").collect();
        for (trick, line) in TRICKS {
            for place in [1, paragraphs.len() - 1] {
                let mut gamed = paragraphs.clone();
                gamed.insert(place, line);
                let after = total(&linter, &gamed.join("\n\n"), channel);
                let gain = match (*trick, channel) {
                    ("invented facts", Channel::Post) => DETAIL,
                    ("address" | "gibberish", Channel::Email) => NAMES_ALONE,
                    _ => GAIN,
                };
                if after > before + gain {
                    let _ =
                        writeln!(wrong, "{name}, {trick} at {place}: {before:.1} to {after:.1}");
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn spelling_and_layout_change_nothing() {
    let linter = Linter::new();
    for text in [POOR, MIDDLING, USEFUL] {
        let before = total(&linter, text, Channel::Email);
        for same in [
            text.replace('a', "\u{430}"),
            text.replace('e', "e\u{200b}"),
            text.replace('\n', "\r\n"),
            text.replace('\n', "\r"),
            text.replace('\n', "\u{2028}"),
            text.replace("\n\n", "\u{2029}"),
            text.replace("\n\n", "\n\u{200b}\n"),
            text.replace('e', "e\u{1}"),
        ] {
            assert_eq!(before, total(&linter, &same, Channel::Email), "{same:?}");
        }
        for hidden in ['\u{200b}', '\u{2066}', '\u{180e}', '\u{3164}', '\u{e0061}', '\u{fffc}'] {
            for every in [1, 2, 3, 5, 11] {
                let mut same = String::new();
                for (at, c) in text.chars().enumerate() {
                    same.extend(at.is_multiple_of(every).then_some(hidden));
                    same.push(c);
                }
                let after = total(&linter, &same, Channel::Email);
                assert_eq!(before, after, "{hidden:?} before every {every}. character");
            }
        }
        assert!(
            (before - total(&linter, &text.to_uppercase(), Channel::Email)).abs() < 0.5,
            "{text}"
        );
    }
}

#[test]
fn an_offer_fails_and_a_useful_note_passes() {
    let linter = Linter::new();
    let errors = |text: &str| {
        let report = linter.lint(&Source::new("a.email.md", text.as_bytes()));
        report
            .findings()
            .filter(|finding| finding.severity == germane::vocabulary::Severity::Error)
            .map(|finding| finding.rule.clone())
            .collect::<Vec<_>>()
    };
    assert!(errors(OFFER).contains(&"reads-as-blast".to_string()));
    assert!(errors(USEFUL).is_empty(), "{:?}", errors(USEFUL));
    assert!(total(&linter, USEFUL, Channel::Email) > total(&linter, OFFER, Channel::Email) + 30.0);
}

/// What a word may move the whole by, when it is the only one that is known: else single words
/// would decide.
const WORD: f64 = 35.0;

#[test]
fn no_single_word_decides() {
    let book = builtin::rulebook();
    for model in [&book.models.message, &book.models.post, &book.models.sequence] {
        let worth = |weights: &[i16]| -> f64 {
            weights
                .iter()
                .zip(&model.model.step)
                .zip(model.shares)
                .map(|((weight, step), share)| f64::from(*weight) * f64::from(*step) * share)
                .sum()
        };
        let words: Vec<f64> = model
            .model
            .rows()
            .filter(|row| row.key.is_words())
            .map(|row| worth(&row.weights))
            .collect();
        assert!(words.len() > 1000 && words.len() < 8000, "{} words", words.len());
        // A text of a hundred words has a length of about ten: each word moves a tenth of its
        // worth.
        assert!(
            words.iter().all(|worth| worth.abs() < WORD),
            "{:?}",
            words.iter().map(|worth| worth.abs()).fold(0.0, f64::max)
        );
    }
}

/// Labelled drafts that differ in one thing: half of them speak of the reader's own matter.
fn labels() -> String {
    let matters = ["returns", "rota", "boiler", "hall", "stock", "ledger", "bakery", "clinic"];
    let mut out = String::new();
    for at in 0..64 {
        let matter = matters[at % matters.len()];
        let good = at % 2 == 0;
        let body = if good {
            format!(
                "Hi Sam,\n\nYour {matter} page says that people wait nine days for an answer. Who reads those notes on a Monday, and what do they do with them?\n\nKim"
            )
        } else {
            format!(
                "Hi Sam,\n\nWe are the best provider of {matter} solutions for companies of all sizes. Our platform is great and we would love to book a call.\n\nKim"
            )
        };
        let mark = if good { 4 } else { 2 };
        let row = serde_json::json!({
            "id": format!("draft-{at:02}"), "source": format!("sender-{}", at / 2), "subject": format!("About the {matter}"), "body": body,
            "overall": if good { 70 } else { 20 }, "focus": mark, "relevance": mark, "insight": mark, "respect": mark, "trust": mark, "originality": mark,
        });
        let _ = writeln!(out, "{row}");
    }
    out
}

#[test]
fn a_reader_can_be_fitted_checked_and_used() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |args: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_germane"))
            .args(args)
            .current_dir(folder.path())
            .output()
            .expect("it runs")
    };
    std::fs::write(folder.path().join("labels.jsonl"), labels()).expect("written");
    let figures =
        String::from_utf8(run(&["fit", "labels.jsonl", "--cross-validate"]).stdout).expect("text");
    let overall =
        figures.lines().find(|line| line.starts_with("email: overall ")).expect("a figure");
    let value: f64 =
        overall.split_whitespace().nth(2).and_then(|value| value.parse().ok()).expect("a number");
    assert!(value > 0.8, "{figures}");
    assert!(run(&["fit", "labels.jsonl", "--out", "house.reader.yaml"]).status.success());
    let same = run(&["fit", "labels.jsonl", "--check", "house.reader.yaml", "--name", "house"]);
    assert!(same.status.success(), "{}", String::from_utf8_lossy(&same.stdout));
    std::fs::write(
        folder.path().join("germane.yaml"),
        "reader: house.reader.yaml\nrules: { opener-self: { points: 9 } }\n",
    )
    .expect("written");
    std::fs::write(folder.path().join("a.email.md"), USEFUL).expect("written");
    let report: serde_json::Value =
        serde_json::from_slice(&run(&["check", "a.email.md", "--format", "json"]).stdout)
            .expect("JSON");
    assert!(
        report["files"][0]["reader"].as_str().is_some_and(|reader| reader.starts_with("house ")),
        "{report}"
    );
    std::fs::write(
        folder.path().join("labels.jsonl"),
        labels().replace("\"overall\":20", "\"overall\":30").replace("\"trust\":2", "\"trust\":3"),
    )
    .expect("written");
    assert_eq!(
        run(&["fit", "labels.jsonl", "--check", "house.reader.yaml"]).status.code(),
        Some(1)
    );
    // A sequence without steps is no draft; without labelled sentences there is no figure on them.
    let empty = "{\"id\": \"none\", \"steps\": [], \"overall\": 10}\n";
    std::fs::write(folder.path().join("empty.jsonl"), labels() + empty).expect("written");
    let figures =
        String::from_utf8(run(&["fit", "empty.jsonl", "--cross-validate"]).stdout).expect("text");
    assert!(
        figures.contains("email: overall ")
            && !figures.contains("NaN")
            && !figures.contains("sentence:"),
        "{figures}"
    );
    // Texts of which only sentences are labelled count in the figures of sentences alone.
    let labelled = |at: usize| {
        let sentence = |text: &str, owner: &str| serde_json::json!({ "text": text, "owner": owner, "function": "p", "specific": 1 });
        let (own, theirs) = ("We plan berths for small ports.", "Your gate at Cork opens at six.");
        let row = serde_json::json!({ "id": format!("only-{at}"), "source": format!("other-{at}"), "subject": "Gates", "body": format!("Hi Ana,\n\n{own} {theirs}\n\nLee"),
            "sentences": [sentence(own, "S"), sentence(theirs, "R")] });
        format!("{row}\n")
    };
    let more: String = (0..20).map(labelled).collect();
    std::fs::write(folder.path().join("more.jsonl"), labels() + &more).expect("written");
    let with =
        String::from_utf8(run(&["fit", "more.jsonl", "--cross-validate"]).stdout).expect("text");
    let count = |figures: &str, name: &str| {
        let line = figures.lines().find(|line| line.starts_with(name)).map(str::to_string);
        line.and_then(|line| line.split_whitespace().last()?.parse::<usize>().ok())
    };
    assert_eq!(count(&with, "email: overall "), count(&figures, "email: overall "), "{with}");
    assert_eq!(count(&with, "sentence: owner right, of all"), Some(40), "{with}");
    std::fs::write(folder.path().join("torn.jsonl"), "{\"id\": 3\n").expect("written");
    let torn = run(&["fit", "torn.jsonl"]);
    assert_eq!(torn.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&torn.stderr).contains("torn.jsonl:1"));
}

/// What passes the gate is not called unwelcome.
#[test]
fn bands_stand_in_order() {
    let models = &builtin::rulebook().models;
    for model in [&models.message, &models.post, &models.sequence] {
        let bounds = [model.unwelcome, model.gate, model.welcome];
        assert!(bounds.is_sorted(), "{bounds:?}");
    }
}

/// Sums of such numbers would be no numbers, and pass every gate.
#[test]
fn numbers_that_no_fit_gives_are_refused() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/reader/built-in.yaml");
    let weights = std::fs::read_to_string(path).expect("readable");
    let refused = |key: &str, value: &str| {
        let mut changed = false;
        let line = |line: &str| {
            let found =
                line.trim_start().starts_with(key) && !std::mem::replace(&mut changed, true);
            if found { format!("  {key} {value}\n") } else { format!("{line}\n") }
        };
        let text: String = weights.lines().map(line).collect();
        assert!(changed, "{key}");
        let mut compiler = Compiler::new(builtin::rulebook());
        compiler.add_reader(&text);
        let problems = compiler.finish().map(drop).expect_err("refused");
        problems.iter().flatten().map(|problem| problem.message.clone()).collect::<String>()
    };
    assert_eq!(refused("sentence-bound:", "-1"), "`sentence-bound` is 0 or more, not -1");
    assert_eq!(refused("least-length:", "0"), "`least-length` is 1 or more, not 0");
    for huge in ["1e300", "inf", "NaN"] {
        let said = refused("added:", huge);
        assert!(said.contains("numbers from -1000000 to 1000000"), "{said}");
    }
}
