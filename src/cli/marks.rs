//! `germane marks DRAFT`: every sentence with its owner, its specifics and its marks.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Failure, Output, output};
use crate::files;
use crate::project::Projects;
use crate::source::Source;

/// Arguments of `marks`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: germane marks draft.md")]
pub struct Args {
    /// The drafts
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    let mut projects = Projects::new(None, false);
    for path in &args.paths {
        let name = path.display().to_string();
        let bytes =
            files::read(path, files::WHOLE).map_err(|error| Failure::Message(format!("error: {}: {error}\n", output::name(path))))?;
        let linter = projects.linter(path)?;
        let report = linter.session().marks(&Source::new(&name, &bytes));
        out.write(&serde_json::to_string(&report).unwrap_or_default())?;
        out.write("\n")?;
    }
    Ok(ExitCode::SUCCESS)
}
