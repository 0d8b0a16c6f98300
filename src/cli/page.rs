//! `germane page`: one HTML file that checks drafts in a browser, without a server or a network.

use std::process::ExitCode;

use super::{Failure, Output};

/// The page, in a command that was built with it.
#[cfg(feature = "page")]
const PAGE: Option<&str> = Some(include_str!("../../page/germane.html"));
#[cfg(not(feature = "page"))]
const PAGE: Option<&str> = None;

/// What to do where it is not.
const WITHOUT: &str = "error: this germane was built without the page
  It is one file, germane.html, which every release of germane holds. From the sources it is made by
    page/build                                   writes page/germane.html (wants Node and the target wasm32-unknown-unknown of Rust)
    cargo install --locked --path . --features page   builds a germane that has it
";

/// Runs the command.
pub fn run(out: &mut Output) -> Result<ExitCode, Failure> {
    out.write(PAGE.ok_or_else(|| Failure::Message(WITHOUT.to_string()))?)?;
    Ok(ExitCode::SUCCESS)
}
