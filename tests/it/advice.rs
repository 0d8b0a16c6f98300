//! Following the advice pays: poor drafts in twelve trades, each rewritten step by step after what
//! the report says to fix first; and of twelve other trades, each rewritten at once by filling in
//! the outline that the report gives.
//!
//! A fixture is a row of texts, each under a line `===== what was followed`; the first is the draft
//! as it was written.

use std::fs;
use std::path::Path;

use germane::lint::Linter;
use germane::source::Source;

struct Steps {
    name: String,
    scores: Vec<(String, f64)>,
}

fn steps(folder: &str) -> Vec<Steps> {
    let linter = Linter::builder().build().expect("the built-in rules");
    let mut session = linter.session();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("text");
        let scores = text.split("===== ").skip(1).map(|step| {
            let (followed, draft) = step.split_once('\n').expect("a line and a draft");
            let report = session.lint(&Source::new("draft.email.md", draft.as_bytes()));
            (followed.to_string(), report.drafts[0].score.as_ref().expect("a score").total)
        });
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        all.push(Steps { name, scores: scores.collect() });
    }
    all
}

/// 25 points is what the advice as a whole is to bring; a draft that begins in the middle has less
/// to gain.
fn pays(all: &[Steps]) {
    assert_eq!(all.len(), 12);
    let gains: Vec<f64> = all
        .iter()
        .map(|steps| steps.scores[steps.scores.len() - 1].1 - steps.scores[0].1)
        .collect();
    let row = |steps: &Steps| {
        format!(
            "{}: {:.1?}",
            steps.name,
            steps.scores.iter().map(|(_, score)| score).collect::<Vec<_>>()
        )
    };
    let table = all.iter().map(row).collect::<Vec<_>>().join("\n");
    assert!(gains.iter().sum::<f64>() / gains.len() as f64 >= 25.0, "{table}");
    assert!(gains.iter().all(|gain| *gain >= 12.0), "{table}");
}

#[test]
fn following_the_advice_pays() {
    let all = steps("advice");
    pays(&all);
    let falls: Vec<String> = all
        .iter()
        .flat_map(|steps| steps.scores.windows(2).map(move |pair| (steps, pair)))
        .filter(|(_, pair)| pair[1].1 < pair[0].1 - 1.0)
        .map(|(steps, pair)| {
            format!("{}, {}: {:.1} -> {:.1}", steps.name, pair[1].0, pair[0].1, pair[1].1)
        })
        .collect();
    assert!(falls.len() <= 4, "{falls:#?}");
}

#[test]
fn filling_in_the_outline_pays() {
    pays(&steps("outlines"));
}
