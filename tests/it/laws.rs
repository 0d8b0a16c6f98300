//! Laws, as properties: of the score, of positions, and that no bytes make the program panic.

use germane::builtin;
use germane::fix::Fixer;
use germane::lint::Linter;
use germane::outcome::DraftReport;
use germane::pack::Rule;
use germane::score::{Entry, score};
use germane::source::{self, Contents, FileResolver, Format, Source};
use germane::text::{
    Span,
    edit::{self, Edit},
};
use germane::vocabulary::Applicability;
use proptest::prelude::*;

fn rules() -> Vec<Rule> {
    builtin::rulebook().rules.iter().map(|rule| (**rule).clone()).collect()
}

fn entries<'r>(rules: &'r [Rule], picks: &[usize]) -> Vec<Entry<'r>> {
    picks
        .iter()
        .map(|pick| &rules[pick % rules.len()])
        .map(|rule| Entry {
            rule,
            points: f64::from(rule.points),
            severity: germane::vocabulary::Severity::Warning,
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn order_does_not_matter(mut picks in proptest::collection::vec(0usize..1000, 0..40), seed in any::<u64>()) {
        let rules = rules();
        let before = score(&entries(&rules, &picks));
        let mut state = seed | 1;
        for at in (1..picks.len()).rev() {
            state ^= state << 13; state ^= state >> 7; state ^= state << 17;
            picks.swap(at, (state % (at as u64 + 1)) as usize);
        }
        prop_assert_eq!(before, score(&entries(&rules, &picks)));
    }

    #[test]
    fn one_more_finding_never_raises_it(picks in proptest::collection::vec(0usize..1000, 0..40), more in 0usize..1000) {
        let rules = rules();
        let before = score(&entries(&rules, &picks));
        let after = score(&entries(&rules, &[picks.as_slice(), &[more]].concat()));
        prop_assert!(after.total <= before.total + 1e-9);
        for (before, after) in before.dimensions.iter().zip(&after.dimensions) {
            prop_assert!(after.1 <= before.1 + 1e-9);
        }
    }

    #[test]
    fn ledger_is_what_is_missing_from_a_hundred(picks in proptest::collection::vec(0usize..1000, 0..60)) {
        let rules = rules();
        let score = score(&entries(&rules, &picks));
        prop_assert!((0.0..=100.0).contains(&score.total));
        for (dimension, value) in &score.dimensions {
            let taken: f64 = score.ledger.iter().filter(|taken| taken.dimension == *dimension).map(|taken| taken.points).sum();
            prop_assert!((100.0 - taken - value).abs() < 1e-9);
            prop_assert!((0.0..=100.0).contains(value));
        }
    }
}

/// Pieces that drafts are made of, good and bad, to be put together at random.
const PIECES: &[&str] = &[
    "Hi Ana,\n\n",
    "I hope this email finds you well. ",
    "Your July notice says ships wait 19 hours at Pier 7. ",
    "\r\n\r\n",
    "{{first_name}}",
    "{a|b|}",
    "[Company]",
    "We are the leading provider of AI. ",
    "```\ncode\n```\n",
    "> quoted\n",
    "<!-- germane: allow cliche-opener -- agreed -->",
    "<!--",
    "`x`",
    "\u{feff}",
    "é",
    "\u{1f680}",
    "https://example.com/a?b=c ",
    "Best,\nLee\n",
    "PS: one more thing\n",
    "- item\n",
    "**Subject:** hello\n",
    "---\nsubject: \"a \\u00e9 b\"\n---\n",
    "\\_",
    "\\{\\{x\\}\\}",
    "\u{200b}",
    "Do you have 15 minutes for a quick call? ",
    "F R E E ",
    "...",
    "?!",
    "\t",
    "\n",
    "'",
    "\u{201c}quoted words\u{201d} ",
    "$4.5M ",
    "Q3 ",
    "12% ",
];

fn check_positions(linter: &Linter, bytes: &[u8]) -> Vec<DraftReport> {
    let report = linter.lint(&Source::new("a.md", bytes));
    for draft in &report.drafts {
        for finding in &draft.findings {
            let (start, end) = (finding.range.start.offset, finding.range.end.offset);
            assert!(
                start <= end && end <= bytes.len(),
                "{}: {start}..{end} of {}",
                finding.rule,
                bytes.len()
            );
            let slice = &bytes[start..end];
            if !finding.matched.is_empty() {
                assert!(start < end, "{}: {:?} points at nothing", finding.rule, finding.matched);
            }
            // A stretch without escapes, replaced bytes or glue is a copy of the file.
            if slice.len() == finding.matched.len() {
                assert_eq!(slice, finding.matched.as_bytes(), "{}", finding.rule);
            }
        }
    }
    report.drafts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn findings_point_at_their_words(picks in proptest::collection::vec(0usize..PIECES.len(), 0..30)) {
        let text: String = picks.iter().map(|pick| PIECES[*pick]).collect();
        check_positions(&Linter::new(), text.as_bytes());
    }

    #[test]
    fn the_same_answer_every_time(picks in proptest::collection::vec(0usize..PIECES.len(), 0..30)) {
        let linter = Linter::new();
        let text: String = picks.iter().map(|pick| PIECES[*pick]).collect();
        let of = |linter: &Linter| serde_json::to_string(&check_positions(linter, text.as_bytes())).expect("JSON");
        prop_assert_eq!(of(&linter), of(&linter));
    }
}

/// How many random inputs a loop tries. `GERMANE_EXECUTIONS` sets it; CI runs a few, a release runs a
/// million.
pub fn executions() -> usize {
    std::env::var("GERMANE_EXECUTIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(4000)
}

/// Random bytes and random edits of drafts.
#[test]
fn no_bytes_make_it_panic() {
    let linter = Linter::new();
    let mut session = linter.session();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut bytes: Vec<u8> = Vec::new();
    for _ in 0..executions() {
        bytes.clear();
        for _ in 0..next() % 12 {
            match next() % 4 {
                0 => bytes.extend((0..next() % 8).map(|_| next() as u8)),
                _ => bytes.extend(PIECES[next() as usize % PIECES.len()].as_bytes()),
            }
        }
        for _ in 0..next() % 4 {
            if !bytes.is_empty() {
                let at = next() as usize % bytes.len();
                match next() % 3 {
                    0 => bytes[at] = next() as u8,
                    1 => bytes.truncate(at),
                    _ => drop(bytes.remove(at)),
                }
            }
        }
        let report =
            session.lint(&Source::new(if next() % 2 == 0 { "a.md" } else { "a.txt" }, &bytes));
        assert!(
            report.drafts.iter().flat_map(|draft| &draft.findings).all(|finding| finding
                .range
                .end
                .offset
                <= bytes.len())
        );
    }
}

#[test]
#[allow(clippy::print_stderr)]
fn real_files_do_not_make_it_panic() {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/originals");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: no folder of real files beside the project");
        return;
    };
    let linter = Linter::new();
    for path in files.map(|entry| entry.expect("an entry").path()) {
        check_positions(&linter, &std::fs::read(&path).expect("readable"));
    }
}

#[test]
fn a_line_of_ten_megabytes_is_read_in_linear_time() {
    let linter = Linter::new();
    let line = "We help companies like yours, and {{first_name}} knows it. ".repeat(170_000);
    let report = linter.lint(&Source::new("a.md", line.as_bytes()));
    assert_eq!(report.drafts.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn fixing_what_is_fixed_changes_nothing(picks in proptest::collection::vec(0usize..PIECES.len() + 4, 0..30)) {
        let more = ["We of of Tidewise wait ,here. ", "{{ first_name | default: \u{201c}there\u{201d} }} ", "\r\n\r\nI hope this email finds you well.\r\n\r\n", "the the "];
        let text: String = picks.iter().map(|pick| PIECES.get(*pick).unwrap_or_else(|| &more[*pick - PIECES.len()]).to_string()).collect();
        let linter = Linter::new();
        let mut session = linter.session();
        let mut fix = |bytes| Fixer { session: &mut session, source: Source::new("a.md", bytes) }.run(Applicability::Unsafe);
        let once = fix(text.as_bytes());
        prop_assert_eq!(&fix(&once.bytes).bytes, &once.bytes);
        prop_assert!(once.made > 0 || once.bytes == text.as_bytes());
    }

    #[test]
    fn edits_that_are_made_together_do_not_meet(spans in proptest::collection::vec((0usize..60, 0usize..9, 0usize..4), 0..12)) {
        let bytes: Vec<u8> = (0..64).map(|at| b'a' + at % 26).collect();
        let edits: Vec<(Edit, ())> = spans.iter().map(|(start, length, text)| {
            (Edit { span: Span::new(*start, (start + length).min(64)), text: "X".repeat(*text) }, ())
        }).collect();
        let made = edit::disjoint(edits);
        let after = edit::apply(&bytes, made.iter().map(|(edit, ())| edit));
        let expected = made.iter().fold(bytes.len(), |length, (edit, ())| length - edit.span.len() + edit.text.len());
        prop_assert_eq!(after.len(), expected);
        prop_assert!(made.windows(2).all(|pair| pair[0].0.span.end <= pair[1].0.span.start));
        // What no edit touches stays, in order.
        let kept: Vec<u8> = (0..64).filter(|at| !made.iter().any(|(edit, ())| edit.span.contains(*at))).map(|at| bytes[at]).collect();
        prop_assert_eq!(after.into_iter().filter(|byte| *byte != b'X').collect::<Vec<u8>>(), kept);
    }
}

/// Small documents, each of the format that its name shows.
const DOCUMENTS: &[(&str, &str)] = &[
    (
        "a.csv",
        "email,subject_1,body_1,email_2_body\na@orbis.example,Waits,\"Hi Ana,\n\nsay \"\"no\"\"\",<p>Hi Ana,</p>\n",
    ),
    (
        "messages.csv",
        "CONVERSATION ID,FROM,TO,DATE,CONTENT\n1,Dana,Ana,2031-05-04,Hi Ana\n1,Ana,Dana,2031-05-04,Hi Dana\n",
    ),
    ("Shares.csv", "Date,ShareLink,ShareCommentary\n2031-05-04 10:00:00,x,\"One\"\"\n\"\"two\"\n"),
    ("buffer.csv", "Text,Image URL,Posting Time\nPumps fail in May,,2031-05-04 10:00\n"),
    (
        "a.mbox",
        "From x\nSubject: =?utf-8?Q?a=C3=A9?=\nContent-Transfer-Encoding: quoted-printable\n\nHi=\n Ana\n\n>From b\n\nFrom y\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>Hi\n--b--\n",
    ),
    (
        "a.mjml",
        "<mjml><mj-head><mj-preview>x</mj-preview></mj-head><mj-body><mj-raw>{% if a %}</mj-raw><mj-text>Hi &amp; {{name}}</mj-text><mj-button href=\"x\">y</mj-button></mj-body></mjml>",
    ),
    (
        "a.html",
        "<meta charset=windows-1252><p hidden>x</p><a href='https://x.example'>y</a><ul><li>one &eacute;<blockquote>z</blockquote>",
    ),
    ("a.jsonl", "{\"subject\": \"x\", \"body\": \"Hi \\u00e9 \\ud83d\\ude00\"}\n"),
    (
        "a.md",
        "# Plan\n\n## Email 1 - Day 0\n\n**Subject A:** x\n\n> Hi Ana,\n\n### Step 2 (J+3)\n\nSubject: y\n\n```\nHi\n```\n**Note:** z\n",
    ),
    (
        "a.yaml",
        "sequence: Ports\nsteps:\n  - subject: x\n    body: |\n      Hi Ana,\n  - wait: 3d\n    body: \"Hi \\x41\"\n",
    ),
    ("apollo.json", include_str!("../../fixtures/formats/apollo.json")),
    ("hubspot.json", include_str!("../../fixtures/formats/hubspot.json")),
    ("instantly.json", include_str!("../../fixtures/formats/instantly.json")),
    ("lemlist.json", include_str!("../../fixtures/formats/lemlist.json")),
    ("mailshake.json", include_str!("../../fixtures/formats/mailshake.json")),
    ("outreach.json", include_str!("../../fixtures/formats/outreach.json")),
    ("reply.json", include_str!("../../fixtures/formats/reply.json")),
    ("salesloft.json", include_str!("../../fixtures/formats/salesloft.json")),
    ("smartlead.json", include_str!("../../fixtures/formats/smartlead-read.json")),
    ("woodpecker.json", include_str!("../../fixtures/formats/woodpecker.json")),
    (
        "a.json",
        "[{\"step\": 1, \"subject\": \"x\", \"body\": \"Hi\\n\\u00e9\"}, {\"step\": 2, \"delay_days\": 3, \"body\": \"y\"}]",
    ),
];

/// Random edits of documents, read as what they are and as every other format that there is.
#[test]
fn no_bytes_make_a_reader_panic() {
    let formats: Vec<Option<Format>> =
        [None].into_iter().chain(Format::declarable().map(|(_, format)| Some(*format))).collect();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    for execution in 0..executions() {
        let (name, document) = DOCUMENTS[execution / 2 % DOCUMENTS.len()];
        let mut bytes = document.as_bytes().to_vec();
        for _ in 0..next(5) {
            let at = next(bytes.len());
            let end = (at + next(12)).min(bytes.len());
            let piece = match next(4) {
                0 => Vec::new(),
                1 => vec![next(256) as u8],
                2 => PIECES[next(PIECES.len())].as_bytes().to_vec(),
                _ => document.as_bytes()[next(document.len())..]
                    .iter()
                    .take(next(20))
                    .copied()
                    .collect(),
            };
            bytes.splice(at..end, piece);
        }
        let source = Source {
            format: if execution % 2 == 0 { None } else { formats[next(formats.len())] },
            ..Source::new(name, &bytes)
        };
        let contents = source::read(
            &source,
            &FileResolver {
                read: |_| Err(std::io::ErrorKind::NotFound.into()),
                ..FileResolver::default()
            },
        );
        assert_inside(name, &bytes, &contents);
    }
}

/// All that a file holds stands inside of it.
pub fn assert_inside(name: &str, bytes: &[u8], contents: &Contents) {
    assert!(
        contents.problems.iter().all(|problem| problem.span.end() <= bytes.len()),
        "{name}: {bytes:?}"
    );
    for draft in &contents.drafts {
        let text = &draft.text;
        let sections = draft.sections.iter().map(|section| section.span);
        for span in
            sections.chain(draft.masks.iter().chain(&draft.quoted).chain(&draft.links).copied())
        {
            assert!(
                text.as_str().get(span.start()..span.end()).is_some(),
                "{name}: {span:?} of {:?}",
                text.as_str()
            );
            assert!(text.to_source(span).end() <= bytes.len(), "{name}: {bytes:?}");
        }
    }
}
