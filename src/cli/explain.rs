//! `germane explain RULE`: the rule's page, made from its entry.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Failure, Output, output};
use crate::builtin;
use crate::project::Projects;
use crate::report::page;
use crate::report::wrap::fit;
use crate::score;
use crate::text::printable_lines;

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: germane explain self-heavy")]
pub struct Args {
    /// The rule's id, as findings show it in brackets; or `reader`, for what the scores rest on
    rule: String,
}

/// Runs the command.
pub fn run(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    let linter = Projects::new(None, false).linter(&PathBuf::from("."))?;
    let book = &linter.engine.book;
    let width = output::page_width();
    if args.rule == score::READER {
        out.write(&fit(&page::card(&book.card), width))?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(rule) = book.rule(&args.rule) else {
        let hint =
            book.nearest(&args.rule).map_or("`germane rules` lists them".to_string(), |near| {
                format!("did you mean `{near}`?")
            });
        return Err(Failure::new(format_args!("there is no rule `{}`; {hint}", args.rule)));
    };
    let pages = builtin::pages();
    let found = linter.pages.iter().chain(&pages).find(|page| page.id == rule.id);
    out.write(&fit(&printable_lines(&page::of(rule, found, &book.lexicons.labels)), width))?;
    Ok(ExitCode::SUCCESS)
}
