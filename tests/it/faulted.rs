//! Sentences in which a rule finds a fault: they bring nothing, however good their words are. And
//! sequences that fail as a whole.

use germane::Linter;
use germane::outcome::{DraftReport, FileReport};
use germane::source::Source;

fn linted(name: &str, text: &str) -> FileReport {
    Linter::new().lint(&Source::new(name, text.as_bytes()))
}

fn total(draft: &DraftReport) -> f64 {
    draft.score.as_ref().expect("a score").total
}

/// Words that readers are glad of, and a fault in the middle of them.
const GOOD: &str = "Your returns form asks for a reason but not for a size, so nobody in your warehouse can see which sizes come back most.";
const FAULTY: &str = "Your returns form asks for a reason but not for a size, so nobody in your warehouse has a best-in-class view of which sizes come back most.";

fn mail(sentence: &str) -> String {
    format!(
        "Hi Maria,\n\n{sentence} Two other shoe shops added one question.\n\nIs that something you look at today?\n\nJon\n"
    )
}

#[test]
fn a_sentence_with_a_fault_brings_nothing() {
    let (good, faulty) = (linted("a.md", &mail(GOOD)), linted("a.md", &mail(FAULTY)));
    let brings = |report: &FileReport| {
        let effects = report.drafts[0].effects.iter();
        effects.filter(|effect| effect.text.starts_with("Your returns")).map(|e| e.points).sum()
    };
    let (of_good, of_faulty): (f64, f64) = (brings(&good), brings(&faulty));
    assert!(of_good >= 1.0, "{of_good}");
    assert!(of_faulty <= 0.0, "{of_faulty}");
    // More than the points of the finding: what the sentence brought is gone, too.
    let points: f64 = faulty.drafts[0].findings.iter().map(|finding| finding.points).sum();
    let lost = total(&good.drafts[0]) - total(&faulty.drafts[0]);
    assert!(lost > 1.0, "{lost} for {points} points");
}

/// What was said before is not read: neither what it says nor its fault counts twice.
#[test]
fn a_fault_that_is_repeated_does_not_count_twice() {
    let once = mail(FAULTY);
    let twice = once.replace("\n\nJon", &format!("\n\n{FAULTY}\n\nJon"));
    let (once, twice) = (linted("a.md", &once), linted("a.md", &twice));
    let effects = &twice.drafts[0].effects;
    let faulty = effects.iter().filter(|effect| effect.text.starts_with("Your returns"));
    assert!(faulty.count() <= 1, "{effects:?}");
    // The second finding takes half of its points from its dimension; nothing else is taken again.
    let lost = total(&once.drafts[0]) - total(&twice.drafts[0]);
    let points = |report: &FileReport| -> f64 {
        report.drafts[0].findings.iter().map(|finding| finding.points).sum()
    };
    let taken = points(&twice) - points(&once);
    assert!(lost <= taken && lost > -1.0, "lost {lost}, taken {taken}");
}

/// In all drafts of the project: no sentence in which a built-in rule finds something is said to
/// bring something, whether the fit met that rule or not.
#[test]
fn no_faulted_sentence_of_the_fixtures_is_said_to_bring_something() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/drafts");
    let linter = Linter::new();
    let (mut faulted, mut bring) = (0, 0);
    for entry in std::fs::read_dir(folder).expect("the drafts") {
        let path = entry.expect("a file").path();
        // What is expected of the drafts stands beside them.
        if path.extension().is_some_and(|ending| ending == "expected") {
            continue;
        }
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let report = linted(&path.display().to_string(), &text);
        for draft in &report.drafts {
            bring += draft.effects.iter().filter(|effect| effect.points > 0.0).count();
            let withholds =
                |rule: &str| linter.engine.book.rule(rule).is_some_and(|rule| rule.withholds);
            let faults = draft.findings.iter().filter(|finding| finding.points > 0.0);
            for finding in faults.filter(|finding| withholds(&finding.rule)) {
                let at = &finding.range;
                let inside = draft.effects.iter().filter(|effect| {
                    !finding.matched.is_empty()
                        && effect.range.start.offset <= at.start.offset
                        && at.end.offset <= effect.range.end.offset
                });
                for effect in inside {
                    faulted += 1;
                    assert!(effect.points <= 0.0, "{}: {effect:?} {finding:?}", report.path);
                }
            }
        }
    }
    assert!(faulted > 0 && bring > 10, "{faulted} {bring}");
}

fn sequence(bodies: [&str; 2]) -> String {
    let steps = bodies.iter().zip([1, 4]).map(|(body, day)| {
        format!(
            "  - day: {day}\n    subject: your returns\n    body: |\n      {}\n",
            body.replace('\n', "\n      ")
        )
    });
    format!("sequence: winter\nsteps:\n{}", steps.collect::<String>())
}

const BLAST: [&str; 2] = [
    "Hi there,\n\nWe are a leading provider of innovative marketing solutions. Our award-winning platform helps companies like yours to increase sales and drive growth.\n\nWhen are you free for a quick call?",
    "Hi there,\n\nJust bumping this to the top of your inbox. Our best-in-class solution is a game changer.\n\nBook a demo today.",
];

#[test]
fn a_sequence_of_blasts_fails_as_a_whole() {
    let report = linted("winter.sequence.yaml", &sequence(BLAST));
    let [sequence] = &report.sequences[..] else { panic!("{report:?}") };
    let blasts: Vec<_> =
        sequence.findings.iter().filter(|finding| finding.rule == "reads-as-blast").collect();
    assert_eq!(blasts.len(), 1, "{:?}", sequence.findings);
    assert_eq!(blasts[0].range.start.line, 1, "{:?}", blasts[0].range);
    // No step fails alone.
    let mut of_steps = report.drafts.iter().flat_map(|draft| &draft.findings);
    assert!(of_steps.all(|finding| finding.rule != "reads-as-blast"));
}

#[test]
fn what_the_head_of_a_sequence_turns_off_is_off() {
    let off = sequence(BLAST)
        .replace("sequence: winter\n", "sequence: winter\nlint: { reads-as-blast: off }\n");
    let report = linted("winter.sequence.yaml", &off);
    assert!(report.sequences[0].findings.iter().all(|finding| finding.rule != "reads-as-blast"));
}

#[test]
fn what_is_found_of_a_sequence_as_a_whole_can_be_allowed() {
    let found = |report: &FileReport, rule: &str| {
        let whole = report.sequences.iter().flat_map(|sequence| &sequence.findings);
        let steps = report.drafts.iter().flat_map(|draft| &draft.findings);
        whole.chain(steps).filter(|finding| finding.rule == rule).count()
    };
    // The second step says what the first does, in other words.
    let angle = [
        "Hi Maria,\n\nYour returns form asks for a reason but not for a size, so nobody sees which sizes come back most.\n\nIs that something you look at today?\n\nJon",
        "Hi Maria,\n\nYour returns form asks for a reason but not for a size: which sizes come back most, nobody in your shop sees.\n\nDo you look at that today?\n\nJon",
    ];
    let plain = linted("winter.sequence.yaml", &sequence(angle));
    let rule = plain.sequences[0].findings.first().map(|finding| finding.rule.clone());
    let rule = rule.expect("a finding on the whole");
    let allow = format!("Jon\n\n<!-- germane: allow {rule} -- it is meant so -->");
    let allowed = [&angle[0].replace("Jon", &allow), angle[1]];
    let report = linted("winter.sequence.yaml", &sequence(allowed));
    assert_eq!(found(&report, &rule), 0, "{rule}");
    assert_eq!(found(&report, "unused-allow"), 0, "{rule}");
}

#[test]
fn an_allow_is_unused_where_no_blast_is_found() {
    let good = "Hi Maria,\n\nYour returns form asks for a reason but not for a size, so nobody in your warehouse can see which sizes come back most. Two other shoe shops added one question.\n\nIs that something you look at today?\n\nJon\n";
    let allow = "<!-- germane: allow reads-as-blast -- short on purpose -->\n";
    let unused = |text: &str| {
        let report = linted("a.md", text);
        let found =
            report.drafts[0].findings.iter().filter(|finding| finding.rule == "unused-allow");
        found.count()
    };
    assert_eq!(unused(&format!("{allow}{good}")), 1);
    assert_eq!(unused(&format!("{allow}{}\n", BLAST[0])), 0);
    assert_eq!(unused(&format!("---\nlint: {{ unused-allow: off }}\n---\n{allow}{good}")), 0);
}

/// A low score of a post in which next to nothing is found may be that of a kind of post that the
/// reader does not know.
#[test]
fn no_post_fails_without_a_reason() {
    let post = "I was rejected by 40 companies.\n\nEverybody told me to give up.\n\nI did not listen.\n\nToday I lead a team of ten.\n\nThe lesson?\n\nNever let anybody tell you what you are worth.\n\nAgree?\n";
    let found = linted("a.post.md", post);
    let fails = |kept: &str| {
        let all = Linter::new();
        let rules = all.engine.book.rules.iter().map(|rule| rule.id.as_str());
        let off = rules.filter(|rule| *rule != "reads-as-blast" && *rule != kept);
        let rules: Vec<String> = off.map(|rule| format!("  {rule}: off\n")).collect();
        let linter = Linter::builder()
            .config("germane.yaml", &format!("rules:\n{}", rules.concat()))
            .build()
            .expect("a linter");
        let report = linter.lint(&Source::new("a.post.md", post.as_bytes()));
        let draft = &report.drafts[0];
        assert!(total(draft) < 30.0, "{}", total(draft));
        draft.findings.iter().any(|finding| finding.rule == "reads-as-blast")
    };
    let warning = found.drafts[0].findings.iter().find(|finding| {
        finding.severity == germane::vocabulary::Severity::Warning && finding.points > 0.0
    });
    assert!(fails(&warning.expect("a warning").rule), "{warning:?}");
    assert!(!fails(""));
}

#[test]
fn a_sequence_that_readers_would_like_passes() {
    let good = [
        "Hi Maria,\n\nYour returns form asks for a reason but not for a size, so nobody in your warehouse can see which sizes come back most.\n\nIs that something you look at today?\n\nJon",
        "Hi Maria,\n\nOne more thing that I saw in your shop: the two boots that are sold out have 40 questions about width below them. A shop in Leeds answered them on the page and had a fifth fewer returns.\n\nWho in your team writes these pages?\n\nJon",
    ];
    let report = linted("winter.sequence.yaml", &sequence(good));
    assert!(report.sequences[0].score.is_ok());
    assert!(report.sequences[0].findings.iter().all(|finding| finding.rule != "reads-as-blast"));
}

#[test]
fn a_tier_that_is_lighter_than_its_rule_fails_no_draft() {
    use crate::common::scratch::Scratch;
    let honest = include_str!("../../fixtures/drafts/honest.email.md");
    let scratch = Scratch::with("tiers", &[("a.email.md", honest)]);
    scratch.write("germane.yaml", "packs: [house.yaml]\n");
    for (severity, status) in [("info", 0), ("warning", 1)] {
        let tiers = format!(
            "[{{ above: 10, severity: {severity} }}, {{ above: 5000, severity: warning }}]"
        );
        let rule = format!(
            "{{ dimension: respect, severity: warning, fails-below: {{ email: 100 }}, message: A., advice: B., check: {{ count: words, tiers: {tiers} }} }}"
        );
        scratch.write("house.yaml", format!("pack: house\nrules:\n  long-mail: {rule}\n"));
        let run = scratch.run(&["check", "a.email.md", "--format", "unix"]);
        let text = String::from_utf8_lossy(&run.stdout);
        assert!(text.contains(&format!("{severity}: A. B. [long-mail]")), "{text}");
        assert_eq!(run.status.code(), Some(status), "{text}");
    }
}
