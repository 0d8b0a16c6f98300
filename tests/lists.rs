//! Long lists: read piece by piece they say what they say when read whole, at the same places.

use germane::lint::{FileReport, Linter};
use germane::report::{Form, human, snippet::Style};
use germane::source::Source;
use germane::source::piece::Pieces;
use proptest::prelude::*;

const HUMAN: human::Options = human::Options { style: Style::PLAIN, explain_score: false, verbose: false, brief: false, all: true };

fn whole(linter: &Linter, name: &str, bytes: &[u8]) -> FileReport {
    linter.lint(&mut linter.analyser(), &Source::new(name, bytes))
}

fn in_pieces(linter: &Linter, name: &str, bytes: &[u8], size: usize) -> Option<Vec<FileReport>> {
    let pieces = Pieces::new(name, None, bytes, size, 1 << 20).expect("readable")?;
    let mut analyser = linter.analyser();
    let mut lint = |piece: germane::source::piece::Piece| {
        linter.lint(&mut analyser, &Source { before: Some(&piece.before), ..Source::new(name, &piece.bytes) })
    };
    Some(pieces.map(|piece| lint(piece.expect("readable"))).collect())
}

fn drawn(reports: &[FileReport]) -> String {
    reports.iter().map(|report| HUMAN.file(report)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_say_what_the_whole_says(
        bodies in proptest::collection::vec("(I hope this email finds you well\\. |We help you grow, \"fast\"\\. |é🙂 |Who plans the dock\\?\n|\r\n){1,6}", 1..12),
        size in 8usize..400,
        end in prop_oneof![Just("\n"), Just("\r\n")],
        at_end: bool,
    ) {
        let linter = Linter::new();
        let cell = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
        let csv = bodies.iter().fold(format!("Text,Posting Time{end}"), |csv, body| csv + &cell(body) + ",2031-05-04 10:00" + end);
        let json = bodies.iter().map(|body| serde_json::json!({ "subject": "a", "body": body, "n": 1 }).to_string() + end).collect::<String>();
        for (name, mut text) in [("posts.csv", csv), ("mails.jsonl", json)] {
            if !at_end {
                text.truncate(text.len() - end.len());
            }
            let expected = drawn(&[whole(&linter, name, text.as_bytes())]);
            if let Some(reports) = in_pieces(&linter, name, text.as_bytes(), size) {
                let places = |reports: &[FileReport]| -> Vec<(String, usize, usize)> {
                    let drafts = reports.iter().flat_map(|report| &report.drafts);
                    drafts.map(|draft| (draft.id.clone(), draft.range.start.offset, draft.range.end.offset)).collect()
                };
                prop_assert_eq!(places(&reports), places(&[whole(&linter, name, text.as_bytes())]));
                prop_assert_eq!(drawn(&reports), expected);
            }
        }
    }
}

#[test]
fn what_cannot_be_cut_is_said() {
    let open = format!("Text,Posting Time\n\"{}", "never closed\n".repeat(5000));
    let mut pieces = Pieces::new("posts.csv", None, open.as_bytes(), 1000, 4000).expect("readable").expect("long");
    assert!(pieces.any(|piece| piece.is_err_and(|why| why.contains("a quote that is never closed"))));
    let long = format!("{{\"body\": \"{}\"}}\n", "x".repeat(50_000));
    let mut pieces = Pieces::new("mails.jsonl", None, long.as_bytes(), 1000, 4000).expect("readable").expect("long");
    assert!(pieces.next().expect("an answer").is_err_and(|why| why.contains("line 1")));
    assert!(pieces.next().is_none());
    // The messages of one export belong together; a file that one piece holds needs no pieces.
    let messages = format!("CONVERSATION ID,FROM,CONTENT\n{}", "1,Ana,hi\n".repeat(500));
    assert!(Pieces::new("messages.csv", None, messages.as_bytes(), 1000, 4000).expect("readable").is_none());
    assert!(Pieces::new("mails.jsonl", None, &b"{}"[..], 1000, 4000).expect("readable").is_none());
}
