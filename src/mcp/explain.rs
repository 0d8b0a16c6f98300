//! `explain_rule`: the page of a rule.

use serde_json::{Value, json};

use super::arguments::{self, Explain};
use super::draft::Judge;
use super::tools::{ToolError, ToolResult};
use crate::builtin;
use crate::pack::{Example, general_message};
use crate::project::Projects;
use crate::report::page;
use crate::score;
use crate::text::{printable, printable_lines};

/// Answers a call.
pub fn call(projects: &mut Projects, arguments: Value) -> Result<ToolResult, ToolError> {
    let given: Explain = arguments::read(arguments)?;
    let linter = Judge::linter(projects, "draft.md")?;
    let book = &linter.engine.book;
    if given.rule == score::READER {
        let lines: Vec<String> = book.card.lines.iter().map(|(what, value)| format!("{what}: {value}")).collect();
        let structured = json!({ "rule": score::READER, "says": book.card.title(), "why": lines.join("\n"), "advice": "", "evidence": [], "flagged": [], "left_alone": [] });
        return Ok(ToolResult { text: printable_lines(&page::card(&book.card)).into_owned(), structured });
    }
    let Some(rule) = book.rule(&given.rule) else {
        let near = book.nearest(&given.rule).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        return Err(ToolError::Said(format!("there is no rule `{}`{near}", printable(&given.rule))));
    };
    let pages = builtin::pages();
    let found = linter.pages.iter().chain(&pages).find(|page| page.id == rule.id);
    let evidence = found.iter().flat_map(|page| &page.evidence);
    let evidence: Vec<Value> =
        evidence.map(|evidence| json!({ "grade": evidence.grade, "says": evidence.says, "source": evidence.source })).collect();
    let structured = json!({
        "rule": rule.id,
        "dimension": rule.dimension.name(),
        "severity": rule.severity.name(),
        "points": rule.price(),
        "says": general_message(&rule.message),
        "why": rule.why,
        "advice": rule.advice,
        "channels": rule.on.iter().map(|channel| channel.name()).collect::<Vec<_>>(),
        "evidence": evidence,
        "flagged": found.map(|page| examples(&page.flag)).unwrap_or_default(),
        "left_alone": found.map(|page| examples(&page.pass)).unwrap_or_default(),
    });
    Ok(ToolResult { text: printable_lines(&page::of(rule, found, &book.lexicons.labels)).into_owned(), structured })
}

fn examples(all: &[Example]) -> Vec<Value> {
    let shown = |example: &Example| {
        let known = example.account.iter().flat_map(|account| account.facts.iter().map(|fact| &fact.text));
        json!({ "draft": example.draft, "known_of_account": known.collect::<Vec<_>>() })
    };
    all.iter().map(shown).collect()
}
