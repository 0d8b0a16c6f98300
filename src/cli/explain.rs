//! `germane explain RULE`: the rule's page, made from its entry.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Failure, Output};
use crate::builtin;
use crate::pack::{Card, Page, Rule, When};
use crate::project::Projects;
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
    if args.rule == score::READER {
        out.write(&card(&book.card))?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(rule) = book.rule(&args.rule) else {
        let hint = book.nearest(&args.rule).map_or("`germane rules` lists them".to_string(), |near| format!("did you mean `{near}`?"));
        return Err(Failure::Message(format!("error: there is no rule `{}`; {hint}\n", args.rule)));
    };
    let pages = builtin::pages();
    let page = linter.pages.iter().chain(&pages).find(|page| page.id == rule.id);
    out.write(&printable_lines(&render(rule, page)))?;
    Ok(ExitCode::SUCCESS)
}

/// What the scores rest on.
fn card(card: &Card) -> String {
    let mut out = format!(
        "The fitted reader: {}\n\nWhat readers would say of a draft, from its words, marks and kinds of sentences.\n\n",
        card.title()
    );
    card.lines.iter().for_each(|(what, value)| out += &format!("  {what}: {value}\n"));
    out
}

fn render(rule: &Rule, page: Option<&Page>) -> String {
    let mut out = format!("{}  ({}, {}, {}; since {})\n\n", rule.id, rule.dimension.name(), rule.severity.name(), rule.price(), rule.since);
    let mut field = |label: &str, text: &str| out += &format!("  {label:<9} {text}\n");
    field("says", &rule.message);
    field("why", &rule.why);
    field("do", &rule.advice);
    field("runs on", &rule.on.iter().map(|channel| channel.name()).collect::<Vec<_>>().join(", "));
    if rule.when != When::default() {
        field("when", "only in some situations; see the pack's `when`");
    }
    if let Some(cap) = rule.blocker {
        field("blocker", &format!("caps the whole score at {cap}"));
    }
    if !rule.yields_to.is_empty() {
        field("yields to", &rule.yields_to.join(", "));
    }
    field("pack", &rule.pack);
    let Some(page) = page else { return out };
    if page.evidence.is_empty() {
        out += "\nEvidence: none but the judgement of practitioners (grade D).\n";
    } else {
        out += "\nEvidence (A controlled and replicated ... D opinion):\n";
    }
    for evidence in &page.evidence {
        out += &format!("  {}  {}\n     {}\n", evidence.grade, evidence.says, evidence.source);
    }
    for (title, examples) in [("Flagged", &page.flag), ("Left alone", &page.pass)] {
        out += &format!("\n{title}:\n");
        for example in examples {
            if let Some(account) = &example.account {
                let known: Vec<&str> = account.facts.iter().map(|fact| fact.text.as_str()).collect();
                out += &format!("  (known of {}: {})\n", account.say(), known.join(" / "));
            }
            out += &format!("  | {}\n\n", example.draft.trim_end().replace('\n', "\n  | "));
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out += &format!(
        "\nTo turn it off in a project: `rules: {{ {id}: off }}` in germane.yaml. In one place: `<!-- germane: allow {id} -- reason -->`.\n",
        id = rule.id
    );
    out
}
