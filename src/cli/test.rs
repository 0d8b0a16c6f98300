//! `germane test [PACK]`: runs the examples of packs. A rule must flag what it says it flags, and pass what it says it passes.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Failure, Output};
use crate::builtin;
use crate::engine::Engine;
use crate::lint::{self, Linter};
use crate::pack::{Compiler, Page, Rulebook, Severity};
use crate::report::{human, snippet::Style};

/// Arguments of `test`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Pack files; without any, the built-in packs
    #[arg(value_name = "PACK")]
    packs: Vec<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    let (book, pages) = if args.packs.is_empty() { (builtin::rulebook(), builtin::pages()) } else { read(&args.packs)? };
    let failures = failures(book, &pages);
    let examples: usize = pages.iter().map(|page| page.flag.len() + page.pass.len()).sum();
    for failure in &failures {
        out.write(&format!("{failure}\n"))?;
    }
    out.write(&format!("{} rules, {examples} examples, {} failed\n", pages.len(), failures.len()))?;
    Ok(if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn read(paths: &[PathBuf]) -> Result<(Rulebook, Vec<Page>), Failure> {
    let mut files = Vec::new();
    for path in paths {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| Failure::Message(format!("error: {shown}: {error}\n")))?;
        files.push((shown, text));
    }
    let mut compiler = Compiler::new(builtin::rulebook());
    files.iter().for_each(|(_, text)| compiler.add(text));
    compiler.finish().map_err(|faults| Failure::Message(human::broken(&lint::group(&files, &faults), Style::PLAIN)))
}

/// What does not hold of the examples of `pages`. Rules that are off run too: an example is a promise.
pub fn failures(mut book: Rulebook, pages: &[Page]) -> Vec<String> {
    let off: Vec<String> = book.rules.iter().filter(|rule| rule.severity == Severity::Off).map(|rule| rule.id.clone()).collect();
    book.rules.iter_mut().filter(|rule| off.contains(&rule.id)).for_each(|rule| rule.severity = Severity::Info);
    let channels: Vec<_> = book.rules.iter().map(|rule| (rule.id.clone(), rule.on.first().copied())).collect();
    let linter = Linter { engine: Engine::new(book), ..Linter::new() };
    let mut analyser = linter.analyser();
    let mut failures = Vec::new();
    for page in pages {
        let channel = channels.iter().find(|(id, _)| *id == page.id).and_then(|(_, channel)| *channel);
        for (examples, wanted) in [(&page.flag, true), (&page.pass, false)] {
            for example in examples {
                let report = linter.lint(&mut analyser, "example.md", example.as_bytes(), channel);
                let found = report.drafts.iter().flat_map(|draft| &draft.findings).find(|finding| finding.rule == page.id);
                match (found, wanted) {
                    (None, true) => failures.push(format!("{}: does not flag: {}", page.id, one_line(example))),
                    (Some(finding), false) => {
                        failures.push(format!(
                            "{}: should pass, but marks \"{}\": {}",
                            page.id,
                            one_line(&finding.matched),
                            one_line(example)
                        ));
                    }
                    _ => {}
                }
            }
        }
    }
    failures
}

fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(160) {
        Some((cut, _)) => format!("{}\u{2026}", &line[..cut]),
        None => line,
    }
}
