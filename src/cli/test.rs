//! `germane test [PACK]`: runs the examples of packs. A rule must flag what it says it flags, and
//! pass what it says it passes. With `--against` it also says which sentences of a folder the
//! packs' rules would mark.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Failure, Output, against};
use crate::builtin;
use crate::examples;
use crate::files;
use crate::lint;
use crate::pack::{Compiler, Page, Rulebook};
use crate::text::{count, printable_lines};

/// Arguments of `test`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  germane test outreach/our-rules.yaml\n  germane test outreach/our-rules.yaml --against sent/   what it would mark there\n  germane test germane.yaml --against sent/              the same of `avoid` in a configuration"
)]
pub struct Args {
    /// Pack files, or a `germane.yaml` with words to avoid; without any, the built-in packs
    #[arg(value_name = "PACK")]
    packs: Vec<PathBuf>,
    /// Say which sentences in the drafts of this file or folder the rules of these packs would mark
    #[arg(long, value_name = "PATH", requires = "packs")]
    against: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    let (book, pages) = if args.packs.is_empty() {
        (builtin::rulebook(), builtin::pages())
    } else {
        read(&args.packs)?
    };
    let failures = examples::failures(book.clone(), &pages);
    let examples: usize = pages.iter().map(|page| page.flag.len() + page.pass.len()).sum();
    if let Some(path) = &args.against {
        against::run(book, &pages, path, out)?;
    }
    for failure in &failures {
        out.write(&format!("{}\n", printable_lines(&failure.to_string())))?;
    }
    let without: Vec<&str> = pages
        .iter()
        .filter(|page| page.flag.is_empty() && page.pass.is_empty())
        .map(|page| page.id.as_str())
        .collect();
    if !without.is_empty() {
        let rules = count(without.len(), "rule");
        out.write(&format!(
            "note: without examples nothing checks what these rules mark ({rules}): {}\n",
            without.join(", ")
        ))?;
    }
    let (rules, examples) = (count(pages.len(), "rule"), count(examples, "example"));
    out.write(&format!("{rules}, {examples}, {} failed\n", failures.len()))?;
    Ok(if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn read(paths: &[PathBuf]) -> Result<(Rulebook, Vec<Page>), Failure> {
    let mut files = Vec::new();
    let mut compiler = Compiler::new(builtin::rulebook());
    for path in paths {
        let text =
            files::text(path, files::BESIDE).map_err(|error| Failure::of_file(path, error))?;
        if files::is_configuration(path) {
            compiler.add_avoided(&text);
        } else {
            compiler.add(&text);
        }
        files.push((path.display().to_string(), text));
    }
    compiler.finish().map_err(|problems| lint::group(&files, problems).into())
}
