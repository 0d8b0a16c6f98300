//! What was sent is credited to the text that was sent, and compared where it can be; what is said of
//! it is what was measured.

use std::fmt::Write as _;

use germane::learn::report::{Learned, Trap};
use germane::learn::traits::Kind;
use germane::learn::{self, Answer, Settings};
use germane::lint::Linter;

use super::{exports, opened, opened_with};

const SEQUENCE: &str = "sequence: Q3\nsteps:\n  - subject: x\n    body: \"Is the night crew full at Pier 7, and who plans it?\"\n";

#[test]
fn counts_of_another_text_are_left_out() {
    let csv = "campaign,step,variant,sent,replies\nQ3,1,A,1000,50\nQ3,1,B,1000,1\nQ2,1,A,1000,2\n";
    let found = opened(&[("steps.csv", csv), ("q3.sequence.yaml", SEQUENCE)]).gathered;
    assert_eq!((found.total().delivered, found.total().replies), (1000, 50));
    let told: Vec<(usize, &str)> =
        found.problems.iter().map(|problem| (problem.row, problem.message.as_str())).collect();
    assert_eq!(
        told,
        [(3, "step 1 has no variant `B`; left out"), (4, "no sequence is called `Q2`; left out")]
    );
    // Nobody says otherwise of the one text there is.
    let csv = "campaign,step,sent,replies\nPiers,1,1000,50\n";
    let found = opened(&[("steps.csv", csv), ("q3.sequence.yaml", SEQUENCE)]).gathered;
    assert_eq!((found.total().delivered, found.faults), (1000, 0));
    // Each of several exports is a campaign, by its name.
    let csv = "step,sent,replies\n1,1000,50\n";
    let files = [("q3.csv", csv), ("q4.csv", csv), ("q3.sequence.yaml", SEQUENCE)];
    let found = opened(&files).gathered;
    assert_eq!((found.total().delivered, found.faults), (1000, 1), "{:?}", found.problems);
}

#[test]
fn texts_that_differ_in_a_spin_group_are_two() {
    let csv = "variant,text,sent,replied\nA,\"{We save you 40 hours|We spare you 40 hours} a month\",1000,20\nB,\"{Your July notice names Ward 7|Ward 7 waits} a month\",1000,80\n";
    assert_eq!(opened(&[("spin.csv", csv)]).gathered.texts.len(), 2);
}

/// An export with the values that `say` gives its rows, by the place in a campaign and the arm.
fn assigned(say: impl Fn(usize, usize) -> &'static str) -> String {
    let mut csv = "campaign,email,body,replied,ab_test\n".to_string();
    for campaign in 0..4 {
        for at in 0..400 {
            let text = ["Who plans the night crew?", "Does the quay wait at night?"][at % 2];
            let replied = if at % 10 < 2 { "yes" } else { "no" };
            let _ = writeln!(
                csv,
                "c{campaign},u{at}@c{campaign}.example,{text},{replied},{}",
                say(at, at % 2)
            );
        }
    }
    csv
}

#[test]
fn a_column_without_a_yes_is_an_error_that_has_its_values() {
    for yes in ["yes", "ja", "✓", "x", "t", "1.0", "A/B test"] {
        let csv = assigned(|_, _| yes);
        let found = opened_with(&[("sends.csv", &csv)], &[], Some("ab_test"));
        assert_eq!(found.errors, []);
        assert!(found.gathered.strata.iter().all(|stratum| stratum.random), "{yes}");
    }
    let csv = assigned(|_, arm| ["A", "B"][arm]);
    let found = opened_with(&[("sends.csv", &csv)], &[], Some("ab_test"));
    let [(path, why)] = &found.errors[..] else { panic!("{:?}", found.errors) };
    assert!(
        path.ends_with("sends.csv") && why.contains("are `A`, `B`: these are the arms"),
        "{why}"
    );
    assert!(found.gathered.cells.is_empty());
    let csv = assigned(|at, _| if at < 2 { "perhaps" } else { "yes" });
    let found = opened_with(&[("sends.csv", &csv)], &[], Some("ab_test"));
    let told = &found.gathered.problems[0].message;
    assert!(told.starts_with("`perhaps` under `ab_test` says neither yes nor no"), "{told}");
    assert!(told.contains("in 8 rows (the first is row 2)"), "{told}");
    // One odd cell costs its row.
    let csv = assigned(|at, arm| if (at, arm) == (0, 0) { "2" } else { "yes" });
    let found = opened_with(&[("sends.csv", &csv)], &[], Some("ab_test"));
    assert_eq!(found.errors, []);
    let told = &found.gathered.problems[0].message;
    assert!(
        told.starts_with("`2` under `ab_test`") && told.contains("(the first is row 2)"),
        "{told}"
    );
}

fn randomised(csv: &str) -> Learned {
    let found = opened_with(&[("sends.csv", csv)], &[], Some("ab_test"));
    let settings = Settings { randomised: true, ..Settings::default() };
    learn::learn(&Linter::new(), &found.gathered, &settings)
}

/// What is compared may be less than what is counted; the report says so, and judges the split of
/// what is compared.
#[test]
fn a_part_at_random_is_told() {
    let told = |learned: &Learned, trap| learned.warnings.iter().any(|own| own.trap == trap);
    // Of the first text 100 of 200 rows are random, of the second 100 of 200.
    let half = randomised(&assigned(|at, _| if at < 200 { "yes" } else { "no" }));
    assert!(told(&half, Trap::PartlyRandom) && half.randomised, "{:?}", half.warnings);
    let message = super::warning(&half, Trap::PartlyRandom);
    assert!(message.starts_with("800 of 1,600 messages were assigned at random"), "{message}");
    let all = randomised(&assigned(|_, _| "yes"));
    assert!(!told(&all, Trap::PartlyRandom));
    // 20 replies are compared of 320: too few.
    let few = randomised(&assigned(|at, _| if at < 30 { "yes" } else { "" }));
    assert!(few.only_a_plan.is_some_and(|why| why.starts_with("24 replies; 30 are needed")));
    // All others are uneven, and were not said to be random.
    let csv = assigned(|at, arm| if at < 100 { "yes" } else { ["drop", ""][arm] });
    let kept: Vec<&str> = csv.lines().filter(|line| !line.ends_with(",drop")).collect();
    let uneven = randomised(&kept.join("\n"));
    assert!(!told(&uneven, Trap::SampleRatio) && uneven.randomised, "{:?}", uneven.warnings);
}

/// The interval that is called one of 95 % is that of the measurement.
#[test]
fn a_sentence_says_what_was_measured() {
    let csv = exports::campaigns(12, 3_000, 2.0);
    let found = opened(&[("sends.csv", &csv)]);
    for answer in [Answer::Reply, Answer::Interest] {
        // Each reply shows interest, in a column of its own.
        let csv = csv.replace(",replied,", ",interested,");
        let found = match answer {
            Answer::Reply => &found,
            Answer::Interest => &opened(&[("sends.csv", &csv)]),
        };
        let settings = Settings { answer: Some(answer), ..Settings::default() };
        let learned = learn::learn(&Linter::new(), &found.gathered, &settings);
        let finding = learned.said.iter().find(|finding| finding.kind == Kind::Rule);
        let finding = finding.unwrap_or_else(|| panic!("{:#?}", learned.unclear));
        let (low, high) = finding.measured.interval;
        let said = format!(
            "{:.2} times the odds of {} (95 %: {low:.2} to {high:.2}",
            finding.measured.odds_ratio,
            answer.one()
        );
        assert!(finding.words.contains(&said), "{}", finding.words);
        let drawn = format!("drawn towards 1: {:.2}", finding.odds_ratio);
        for page in [
            germane::report::learn::human::draw(&learned, super::Style::PLAIN),
            germane::report::learn::html::draw(&learned),
        ] {
            let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(page.contains(&drawn), "{page}");
            assert_eq!(page.matches("says what was measured, with its interval").count(), 1);
        }
        let label = format!("95 % from {low:.2} to {high:.2}");
        assert!(germane::report::learn::html::draw(&learned).contains(&label));
    }
}
