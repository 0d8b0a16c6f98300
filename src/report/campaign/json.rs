//! The report for programs; `germane schema campaign` is its schema.

use serde::Serialize;

use crate::campaign::survey::Survey;
use crate::report::inert;

/// The whole report.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Document<'s> {
    /// Version of the program.
    germane: &'static str,
    #[serde(flatten)]
    survey: &'s Survey,
}

/// One document.
pub fn draw(survey: &Survey) -> String {
    let document = Document { germane: env!("CARGO_PKG_VERSION"), survey };
    inert::json_lines(&document) + "\n"
}
