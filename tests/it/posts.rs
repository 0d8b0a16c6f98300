//! Social posts: what is read from tables, that nothing but substance raises a score, and what an
//! author's posts have in common.

use std::fs;
use std::path::Path;

use germane::lint::Linter;
use germane::outcome::FileReport;
use germane::report::author;
use germane::source::Source;
use germane::vocabulary::Channel;

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)).expect("readable")
}

fn lint(linter: &Linter, name: &str, bytes: &[u8], channel: Option<Channel>) -> FileReport {
    linter.lint(&Source { channel, ..Source::new(name, bytes) })
}

/// The body of a post among the fixtures.
fn body(name: &str) -> String {
    let text = String::from_utf8(fixture(&format!("drafts/{name}.post.md"))).expect("UTF-8");
    text.splitn(3, "---\n").nth(2).expect("front matter").trim().to_string()
}

const POSTS: &[&str] = &["formula", "finding", "launch", "one-line"];

fn total(linter: &Linter, body: &str) -> f64 {
    let report = lint(linter, "a.post.md", body.as_bytes(), Some(Channel::Post));
    report.drafts[0].score.as_ref().expect("a score").total
}

fn sentences(body: &str) -> Vec<&str> {
    body.split_inclusive(['.', '!', '?', '\n'])
        .map(str::trim)
        .filter(|sentence| !sentence.is_empty())
        .collect()
}

/// What is done to the body of a post.
type Change = fn(&str) -> String;

#[test]
fn what_adds_nothing_raises_nothing() {
    let linter = Linter::new();
    let changes: &[(&str, Change)] = &[
        ("said twice", |body| format!("{body}\n\n{body}")),
        ("padded with maxims", |body| {
            let last = body.trim_end().rfind(['.', '!']).map_or(0, |at| at + 1);
            format!(
                "{} Trust the process. Stay hungry. Great teams listen. Keep going. Be kind.{}",
                &body[..last],
                &body[last..]
            )
        }),
        ("five hashtags more", |body| {
            format!("{body}\n\n#growth #mindset #leadership #success #team")
        }),
        ("a number of nothing", |body| format!("{body}\n\n87.4% of leaders agree.")),
        ("lines split", |body| sentences(body).join("\n\n")),
        ("in reverse", |body| sentences(body).into_iter().rev().collect::<Vec<_>>().join("\n\n")),
    ];
    for name in POSTS {
        let body = body(name);
        let before = total(&linter, &body);
        for (change, apply) in changes {
            let after = total(&linter, &apply(&body));
            // Rules on shares see other sentences to divide by: some points are theirs.
            assert!(after <= before + 3.5, "{name}, {change}: {before} to {after}");
        }
        // To join lines is what the rule on short lines asks for: it gives back what that rule
        // took, and little more.
        let joined = total(&linter, &body.split_whitespace().collect::<Vec<_>>().join(" "));
        assert!(joined <= before + 3.0, "{name}, joined: {before} to {joined}");
    }
}

#[test]
fn substance_raises_it() {
    let linter = Linter::new();
    let thin =
        "Night ships wait at the pier. It is a pity for all of them, and for the port as well.";
    let told = format!(
        "{thin} The tug crew at Cobh swaps at low water, so pilots who board at one have no tug until four."
    );
    let shown =
        format!("{told} We timed 61 ships in May (with a stopwatch): https://example.com/log");
    // One exact sentence more may weigh little; what can be checked must.
    assert!(
        total(&linter, thin) < total(&linter, &told) + 2.0
            && total(&linter, &told) < total(&linter, &shown)
    );
}

#[test]
fn lost_line_breaks_are_seen_and_shape_is_not_judged() {
    let linter = Linter::new();
    let shape = ["one-line-paragraphs", "wall-of-text"];
    for name in POSTS {
        let joined = body(name).split_whitespace().collect::<Vec<_>>().join(" ");
        let report = lint(&linter, "a.post.md", joined.as_bytes(), Some(Channel::Post));
        let words = joined.split_whitespace().count();
        let judged =
            report.drafts[0].findings.iter().any(|finding| shape.contains(&finding.rule.as_str()));
        assert!(words <= 60 || !judged, "{name}");
    }
}

/// The words of a paragraph in lines of at most so many characters.
fn wrapped(paragraph: &str, width: usize, end: &str) -> String {
    let mut lines = vec![String::new()];
    for word in paragraph.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.len() + 1 + word.len() <= width => *line += &format!(" {word}"),
            _ => lines.push(word.to_string()),
        }
    }
    lines.join(end)
}

#[test]
fn lines_that_an_editor_wrapped_change_no_sentence() {
    let first = "The porters of our hospital used to set the wait at Ward 7, and nobody had asked them why. We put a log beside the lift for nine nights, and wrote down who rang for which bed.";
    let second = "Of 212 calls a third were for beds that stood made up two floors below. Nobody had told the lift. Now a slip hangs there, and the night desk turns it over.";
    let sentences = |post: &str| -> Vec<String> {
        let source = Source::new("a.post.md", post.as_bytes());
        let marks = Linter::new().session().marks(&source);
        let said = marks.drafts[0].sentences.iter();
        said.map(|own| own.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    let plain = sentences(&format!("{first}\n\n{second}\n\n#porters"));
    assert_eq!(plain.len(), 5);
    for (width, end) in [(52, "\n"), (72, "\n"), (72, "\r\n"), (80, "\n")] {
        let (first, second) = (wrapped(first, width, end), wrapped(second, width, end));
        let post = format!("{first}{end}{end}{second}{end}{end}#porters{end}");
        assert_eq!(sentences(&post), plain, "{width}, {end:?}");
    }
}

#[test]
fn an_export_is_read_row_by_row() {
    let linter = Linter::new();
    let bytes = fixture("posts/Shares.csv");
    let report = lint(&linter, "Shares.csv", &bytes, None);
    let ids: Vec<&str> = report.drafts.iter().map(|draft| draft.id.as_str()).collect();
    assert_eq!(ids.len(), 4, "the row of a post passed on is empty: {ids:?}");
    assert_eq!(ids[1], "Shares.csv row 4 (2031-05-11)");
    assert!(report.drafts.iter().all(|draft| draft.channel == Channel::Post));
    let bait = report.drafts[1]
        .findings
        .iter()
        .find(|finding| finding.rule == "engagement-bait")
        .expect("found");
    assert_eq!(&bytes[bait.range.start.offset..bait.range.end.offset], b"Agree or disagree");
    let authors = author::authors(&author::notes(&report, report.drafts.len()));
    let alike: Vec<&str> =
        authors[0].repeats.iter().map(|repeat| repeat.pattern.as_str()).collect();
    assert_eq!((authors[0].posts, authors[0].formula, authors[0].bait), (4, 3, 3));
    assert!(alike.contains(&"nobody tells you"), "{alike:?}");
}

#[test]
fn tables_of_schedulers_are_known_by_their_columns() {
    let linter = Linter::new();
    for (name, posts, problems) in [("buffer.csv", 2, 1), ("hootsuite.csv", 2, 0)] {
        let report = lint(&linter, name, &fixture(&format!("posts/{name}")), None);
        assert_eq!((report.drafts.len(), report.problems.len()), (posts, problems), "{name}");
        assert!(report.drafts.iter().all(|draft| draft.post.is_some()), "{name}");
    }
    let unknown = b"a,post\n1,The swap moved to four.\n";
    assert_eq!(lint(&linter, "x.csv", unknown, None).problems.len(), 1);
    assert_eq!(lint(&linter, "x.csv", unknown, Some(Channel::Post)).drafts[0].id, "x.csv row 2");
}

#[test]
fn reports_of_posts_fit_their_schema() {
    let germane = |args: &[&str]| {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_germane"))
            .args(args)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output();
        serde_json::from_slice::<serde_json::Value>(&run.expect("runs").stdout).expect("JSON")
    };
    let schema = jsonschema::validator_for(&germane(&["schema", "report"])).expect("a schema");
    let report = germane(&[
        "check",
        "--isolated",
        "--format",
        "json",
        "fixtures/posts",
        "fixtures/drafts/finding.post.md",
    ]);
    let errors: Vec<String> = schema
        .iter_errors(&report)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    assert_eq!(report["authors"][0]["posts"], 4);
}

/// A feed shows each line that ends; of a text that an editor wrapped, lines end anywhere.
#[test]
fn a_line_of_a_post_is_a_paragraph() {
    let line = "The night crew counted every tug that waited at the seventh pier in March, hour by hour, and wrote it on the board.";
    let finds = |text: &str| {
        let report = lint(&Linter::new(), "a.post.md", text.as_bytes(), None);
        report.findings().any(|finding| finding.rule == "wall-of-text")
    };
    let ask = "\n\nWho counts yours?";
    assert!(!finds(&([line; 9].join("\n") + ask)));
    assert!(finds(&([line; 9].join(" ") + ask)));
    assert!(finds(&(wrapped(&[line; 9].join(" "), 60, "\n") + ask)));
}
