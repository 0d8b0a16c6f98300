//! The page of a rule.

use germane::builtin;
use serde::Serialize;

#[derive(Serialize)]
pub struct Page {
    id: String,
    dimension: &'static str,
    severity: &'static str,
    why: String,
    advice: String,
    evidence: Vec<Evidence>,
    flag: Vec<String>,
    pass: Vec<String>,
}

#[derive(Serialize)]
struct Evidence {
    grade: String,
    says: String,
    source: String,
}

/// The page of a built-in rule; `None` when there is no such rule.
pub fn page(id: &str) -> Option<Page> {
    let book = builtin::rulebook();
    let rule = book.rule(id)?;
    let page = builtin::pages().into_iter().find(|page| page.id == rule.id)?;
    let evidence = page.evidence.iter().map(|one| Evidence {
        grade: one.grade.to_string(),
        says: one.says.clone(),
        source: one.source.clone(),
    });
    Some(Page {
        id: rule.id.clone(),
        dimension: rule.dimension.name(),
        severity: rule.severity.name(),
        why: rule.why.to_string(),
        advice: rule.advice.to_string(),
        evidence: evidence.collect(),
        flag: page.flag.into_iter().map(|example| example.draft).collect(),
        pass: page.pass.into_iter().map(|example| example.draft).collect(),
    })
}
