//! `germane marks DRAFT`: every sentence with its owner, its specifics and its marks.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Failure, Output, output};
use crate::files;
use crate::project::Projects;
use crate::report::{inert, marks};
use crate::vocabulary::Severity;

/// Arguments of `marks`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  germane marks draft.md\n  germane marks draft.md --format json\n  pbpaste | germane marks -"
)]
pub struct Args {
    /// The drafts; `-` for standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Forms of the marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people: without the marks that are on every word
    Human,
    /// For programs: one line for each file, every mark
    Json,
}

/// Runs the command.
pub fn run(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    let (mut projects, mut unread) = (Projects::new(None, false), false);
    for path in &args.paths {
        let name = path.display().to_string();
        let bytes = if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            files::fill(&mut bytes, std::io::stdin().lock(), files::WHOLE).map(|()| bytes)
        } else {
            files::read(path, files::WHOLE)
        };
        let bytes = bytes.map_err(|error| Failure::of_file(path, error))?;
        let (config, linter) = (projects.config(path)?, projects.linter(path)?);
        let source = config.source(path, &name, &bytes);
        let report = linter.session().marks(&source);
        if report.drafts.is_empty() {
            // Why there is none is said of the file.
            for problem in linter.lint(&source).problems {
                unread |= problem.severity == Severity::Error;
                output::print_error(&format!("{}: {problem}\n", problem.severity.name()));
            }
        }
        match args.format {
            Format::Human => {
                out.write(&marks::human(&report, output::style(anstream::ColorChoice::Never)))?
            }
            Format::Json => out.write(&(inert::json(&report) + "\n"))?,
        }
    }
    Ok(if unread { ExitCode::from(2) } else { ExitCode::SUCCESS })
}
