//! Whole drafts: what is found, where, and what it costs, compared with
//! `fixtures/drafts/*.expected`. `BLESS=1` writes them.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use germane::lint::Linter;
use germane::outcome::DraftReport;
use germane::source::Source;

fn describe(draft: &DraftReport) -> String {
    let mut out = String::new();
    for finding in &draft.findings {
        let (start, end) = (finding.range.start, finding.range.end);
        let _ = writeln!(
            out,
            "{}:{}-{}:{} {} {} {:?}",
            start.line,
            start.column,
            end.line,
            end.column,
            finding.severity.name(),
            finding.rule,
            finding.matched
        );
    }
    match &draft.score {
        Err(why) => {
            let _ = writeln!(out, "no score: {why}");
        }
        Ok(score) => {
            for taken in &score.ledger {
                let _ =
                    writeln!(out, "{} -{} {}", taken.dimension.name(), taken.points, taken.rule);
            }
            let _ = writeln!(out, "swap {} of {}", draft.swap.generic, draft.swap.sentences);
            let _ = writeln!(out, "total {:.1}", score.total);
        }
    }
    out
}

#[test]
fn whole_drafts_are_read_as_expected() {
    let linter = Linter::new();
    let mut session = linter.session();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/drafts");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md" || ending == "txt"));
    paths.sort();
    assert!(paths.len() >= 8, "only {} drafts", paths.len());
    for path in paths {
        let bytes = fs::read(&path).expect("readable");
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let report = session.lint(&Source::new(&name, &bytes));
        let found: String = report.drafts.iter().map(describe).collect();
        let expected_path = path.with_extension("expected");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected_path, &found).expect("writable");
        }
        assert_eq!(
            fs::read_to_string(&expected_path).unwrap_or_default(),
            found,
            "{} (BLESS=1 writes it)",
            path.display()
        );
    }
}

#[test]
fn standard_input_gives_what_the_file_gives() {
    let linter = Linter::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/drafts");
    for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
    {
        let bytes = fs::read(&path).expect("readable");
        let of = |name: &str| {
            let report = linter.lint(&Source::new(name, &bytes));
            report.drafts.iter().map(describe).collect::<String>()
        };
        assert_eq!(of("a.md"), of("<stdin>"));
    }
}

/// A few lines are enough to tell that a draft is not English; English ones of names and figures
/// stay English.
#[test]
fn short_drafts_in_other_languages_get_no_praise() {
    let linter = Linter::new();
    let score =
        |text: &str| linter.lint(&Source::new("a.md", text.as_bytes())).drafts[0].score.clone();
    for (text, language) in [
        (
            "Hola Ana,\n\nSomos la empresa líder mundial en sensores. ¿Tiene 15 minutos el jueves para una demostración?\n",
            "`es`",
        ),
        (
            "Bonjour Ana,\n\nVotre équipe a ouvert le quai 9 en mars. Qui signe les relevés la nuit, et combien de temps faut-il ?\n",
            "`fr`",
        ),
        (
            "Hallo Ana,\n\nIhr Team hat im März das Dock 9 eröffnet. Wer unterschreibt nachts die Protokolle, und wie lange dauert es?\n",
            "`de`",
        ),
    ] {
        assert!(score(text).is_err_and(|why| why.contains(language)), "{text}");
    }
    assert!(score("Hi Ana,\n\nDover, Leeds, Cork: 40 drivers, 3 yards, 9 night jobs posted since May. Who fills them?\n\nLee\n").is_ok());
}
