//! `germane page`: one HTML file that checks drafts in a browser, without a server or a network.

use std::io::Read;
use std::process::ExitCode;

use flate2::read::DeflateDecoder;

use super::{Failure, Output};

/// The page, in a command that was built with it; deflated by `build.rs`.
#[cfg(feature = "page")]
const PAGE: Option<&[u8]> = Some(include_bytes!(concat!(env!("OUT_DIR"), "/page.deflated")));
#[cfg(not(feature = "page"))]
const PAGE: Option<&[u8]> = None;

/// What to do where it is not.
const WITHOUT: &str = "this germane was built without the page
  It is one file, germane.html, which every release of germane holds. From the sources it is made by
    page/build                                   writes page/germane.html (wants Node and the target wasm32-unknown-unknown of Rust)
    cargo install --locked --path . --features page   builds a germane that has it";

/// Runs the command.
pub fn run(out: &mut Output) -> Result<ExitCode, Failure> {
    let packed = PAGE.ok_or_else(|| Failure::new(WITHOUT))?;
    let mut page = String::new();
    DeflateDecoder::new(packed)
        .read_to_string(&mut page)
        .map_err(|why| Failure::new(format_args!("the page cannot be read: {why}")))?;
    out.write(&page)?;
    Ok(ExitCode::SUCCESS)
}
