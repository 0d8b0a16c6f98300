//! `germane mcp`: which configuration applies, and the server.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::Failure;
use crate::account::Date;
use crate::config;
use crate::mcp;
use crate::project::Projects;

/// Arguments of `mcp`.
#[derive(Debug, clap::Args)]
#[command(after_help = NOTES)]
pub struct Args {
    /// Use this configuration instead of the nearest `germane.yaml`
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Use no configuration at all
    #[arg(long, conflicts_with = "config")]
    isolated: bool,
}

const NOTES: &str =
    "Tools: check_draft, explain_rule, compare_drafts. The configuration is read at the start; after that no file is read or written,
and nothing goes over the network.

Examples, for two clients:
  claude mcp add germane -- germane mcp
  { \"mcpServers\": { \"germane\": { \"command\": \"germane\", \"args\": [\"mcp\"] } } }";

/// Runs the command.
pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let config = match (&args.config, args.isolated) {
        (Some(path), _) => Some(path.clone()),
        (None, true) => None,
        (None, false) => config::nearest(Path::new(".")),
    };
    let isolated = config.is_none();
    let mut projects = Projects::new(config, isolated);
    projects.alone = true;
    projects.today = Date::today();
    // Reads the configuration and all that it names, and reports faults to the user before a client
    // asks.
    projects.linter(Path::new("draft.md"))?;
    match mcp::serve(projects, io::stdin().lock(), io::stdout().lock()) {
        // A client that does not wait for the last answer is gone, and that is all.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}
