//! The `germane` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    germane::cli::run()
}
