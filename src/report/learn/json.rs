//! For programs: one document, with a schema (`germane schema learn`).

use serde::Serialize;

use crate::learn::report::Learned;
use crate::report::inert;

/// The whole report.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Document<'l> {
    /// Version of the program.
    germane: &'static str,
    #[serde(flatten)]
    learned: &'l Learned,
}

/// Draws the report.
pub fn draw(learned: &Learned) -> String {
    inert::json(&Document { germane: env!("CARGO_PKG_VERSION"), learned }) + "\n"
}
