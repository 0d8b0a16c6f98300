//! `germane test [PACK]`: runs the examples of packs. A rule must flag what it says it flags, and pass what it says it passes.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Failure, Output, output};
use crate::builtin;
use crate::examples;
use crate::files;
use crate::lint;
use crate::pack::{Compiler, Page, Rulebook};
use crate::report::{human, snippet::Style};
use crate::text::printable_lines;

/// Arguments of `test`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: germane test outreach/our-rules.yaml")]
pub struct Args {
    /// Pack files; without any, the built-in packs
    #[arg(value_name = "PACK")]
    packs: Vec<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    let (book, pages) = if args.packs.is_empty() { (builtin::rulebook(), builtin::pages()) } else { read(&args.packs)? };
    let failures = examples::failures(book, &pages);
    let examples: usize = pages.iter().map(|page| page.flag.len() + page.pass.len()).sum();
    for failure in &failures {
        out.write(&format!("{}\n", printable_lines(&failure.to_string())))?;
    }
    out.write(&format!("{} rules, {examples} examples, {} failed\n", pages.len(), failures.len()))?;
    Ok(if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn read(paths: &[PathBuf]) -> Result<(Rulebook, Vec<Page>), Failure> {
    let mut files = Vec::new();
    for path in paths {
        let shown = path.display().to_string();
        let text =
            files::text(path, files::BESIDE).map_err(|error| Failure::Message(format!("error: {}: {error}\n", output::name(path))))?;
        files.push((shown, text));
    }
    let mut compiler = Compiler::new(builtin::rulebook());
    files.iter().for_each(|(_, text)| compiler.add(text));
    compiler.finish().map_err(|faults| Failure::Message(human::broken(&lint::group(&files, &faults), Style::PLAIN)))
}
