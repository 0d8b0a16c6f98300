//! `explain_rule`: the page of a rule.

use serde::Serialize;
use serde_json::Value;

use super::arguments::{self, Explain};
use super::draft::Judge;
use super::result::{ToolError, ToolResult};
use crate::builtin;
use crate::pack::{Example, general_message};
use crate::project::Projects;
use crate::report::page;
use crate::score;
use crate::text::{printable, printable_lines};
use crate::vocabulary::{Channel, Dimension, Severity};

/// What `explain_rule` gives back.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Explained {
    /// The rule.
    pub rule: String,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dimension: Option<Dimension>,
    /// How much its findings matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// What a finding takes, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<String>,
    /// What its findings say.
    pub says: String,
    /// Why it matters to the recipient.
    pub why: String,
    /// What to do.
    pub advice: String,
    /// Channels that it runs on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
    /// Research behind it.
    pub evidence: Vec<ExplainedEvidence>,
    /// Drafts that it flags.
    pub flagged: Vec<ExampleDraft>,
    /// Drafts that it leaves alone.
    pub left_alone: Vec<ExampleDraft>,
}

/// Research behind a rule.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExplainedEvidence {
    /// How good it is, A to D.
    pub grade: char,
    /// What was found.
    pub says: String,
    /// Who found it.
    pub source: String,
}

/// An example of a rule.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExampleDraft {
    /// The draft.
    pub draft: String,
    /// What was known of the recipient.
    pub known_of_account: Vec<String>,
}

/// Answers a call.
pub fn call(projects: &mut Projects, arguments: Value) -> Result<ToolResult, ToolError> {
    let given: Explain = arguments::read(arguments)?;
    let linter = Judge::linter(projects, "draft.md")?;
    let book = &linter.engine.book;
    if given.rule == score::READER {
        let lines: Vec<String> =
            book.card.lines.iter().map(|(what, value)| format!("{what}: {value}")).collect();
        let explained = Explained {
            rule: score::READER.into(),
            says: book.card.title(),
            why: lines.join("\n"),
            ..Explained::default()
        };
        return ToolResult::new(printable_lines(&page::card(&book.card)).into_owned(), &explained);
    }
    let Some(rule) = book.rule(&given.rule) else {
        let near = book
            .nearest(&given.rule)
            .map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        return Err(ToolError::Said(format!(
            "there is no rule `{}`{near}",
            printable(&given.rule)
        )));
    };
    let pages = builtin::pages();
    let found = linter.pages.iter().chain(&pages).find(|page| page.id == rule.id);
    let evidence = found.iter().flat_map(|page| &page.evidence).map(|evidence| ExplainedEvidence {
        grade: evidence.grade,
        says: evidence.says.clone(),
        source: evidence.source.clone(),
    });
    let explained = Explained {
        rule: rule.id.clone(),
        dimension: Some(rule.dimension),
        severity: Some(rule.severity),
        points: Some(rule.price()),
        says: general_message(&rule.message),
        why: rule.why.to_string(),
        advice: rule.advice.to_string(),
        channels: rule.on.clone(),
        evidence: evidence.collect(),
        flagged: found.map(|page| examples(&page.flag)).unwrap_or_default(),
        left_alone: found.map(|page| examples(&page.pass)).unwrap_or_default(),
    };
    ToolResult::new(
        printable_lines(&page::of(rule, found, &book.lexicons.labels)).into_owned(),
        &explained,
    )
}

fn examples(all: &[Example]) -> Vec<ExampleDraft> {
    let shown = |example: &Example| {
        let known = example
            .account
            .iter()
            .flat_map(|account| account.facts.iter().map(|fact| fact.text.clone()));
        ExampleDraft { draft: example.draft.clone(), known_of_account: known.collect() }
    };
    all.iter().map(shown).collect()
}
