//! Whose problem it is: one that somebody of another function owns, and one that nothing known of
//! the account suggests.

use super::words::words;
use super::{FactInputs, Facts};
use crate::account::Person;
use crate::analysis::Mark;
use crate::lexicon::Hit;
use crate::vocabulary::{Label, Part, label};

/// Functions: words of the roles that have one, and the lexicon of what it owns. A prior, not a
/// law.
#[rustfmt::skip]
const FUNCTIONS: &[(&[&str], Label)] = &[
    (&["finance", "financial", "cfo", "accounting", "accounts", "controller", "controlling", "treasury", "payroll", "audit", "tax"], label::FINANCE_ISSUE),
    (&["hr", "people", "chro", "talent", "recruiting", "recruitment", "payroll", "learning", "culture", "personnel"], label::PEOPLE_ISSUE),
    (&["security", "ciso", "it", "cio", "cto", "information", "infrastructure", "compliance", "risk", "legal"], label::SECURITY_ISSUE),
    (&["engineering", "software", "cto", "developer", "development", "engineer", "product", "devops", "platform", "data", "it"], label::ENGINEERING_ISSUE),
    (&["marketing", "cmo", "brand", "content", "growth", "communications", "demand", "digital", "ecommerce"], label::MARKETING_ISSUE),
    (&["sales", "cro", "revenue", "commercial", "account", "accounts", "growth", "business", "partnerships"], label::SALES_ISSUE),
    (&["operations", "coo", "plant", "production", "manufacturing", "logistics", "supply", "warehouse", "quality", "maintenance", "fleet",
       "procurement", "purchasing", "safety", "dispatch", "site", "fulfilment"], label::OPERATIONS_ISSUE),
];

/// Roles that own everything, and those that hand on.
#[rustfmt::skip]
const EVERYTHING: &[&str] =
    &["ceo", "founder", "cofounder", "owner", "managing", "general", "executive", "partner", "assistant"];

/// Puts the marks of this module on a draft.
pub fn mark(inputs: &FactInputs, facts: &Facts, marks: &mut Vec<Mark>) {
    foreign(inputs, marks);
    unfounded(inputs, facts, marks);
}

/// Matters of other functions, in a message that speaks of none of the reader's own.
fn foreign(inputs: &FactInputs, marks: &mut Vec<Mark>) {
    let Some(role) = reader(inputs).map(|person| words(&person.role)) else { return };
    let has = |list: &[&str]| role.iter().any(|word| list.contains(&word.as_str()));
    let own: Vec<Label> =
        FUNCTIONS.iter().filter(|(roles, _)| has(roles)).map(|(_, issue)| *issue).collect();
    let presides = has(&["president"]) && !has(&["vice"]);
    if own.is_empty() || has(EVERYTHING) || presides {
        return;
    }
    let issues = |own_ones: bool| {
        let is_issue = move |hit: &&Hit| FUNCTIONS.iter().any(|(_, issue)| *issue == hit.label);
        let own = &own;
        let of = move |at: usize| inputs.hits[at].iter().filter(is_issue).map(move |hit| (at, hit));
        inputs
            .draft
            .message()
            .flat_map(of)
            .filter(move |(_, hit)| own.contains(&hit.label) == own_ones)
    };
    if issues(true).next().is_none() {
        marks.extend(issues(false).map(|(at, hit)| put(inputs, label::FOREIGN_ISSUE, at, hit)));
    }
}

/// The person who is written to, when that can be known: by the address, by the greeting, or as the
/// only one.
fn reader<'r>(inputs: &'r FactInputs) -> Option<&'r Person> {
    let account = &inputs.known.account;
    let draft = inputs.draft;
    let greeted = || {
        let at = draft.sentences.iter().position(|sentence| sentence.part == Part::Greeting)?;
        let greeting = words(draft.slice(draft.sentences[at].span));
        account.people.iter().find(|person| greeting.contains(&crate::text::folded(&person.first)))
    };
    match &draft.draft.meta.to {
        Some(to) => account.person_at(&to.mail),
        None => greeted().or(account.people.first().filter(|_| account.people.len() == 1)),
    }
}

/// The first problem, when no paragraph names one together with something that is known of them and
/// goes deeper than their role.
fn unfounded(inputs: &FactInputs, facts: &Facts, marks: &mut Vec<Mark>) {
    const DEEP: u8 = 4;
    let draft = inputs.draft;
    if !facts.account.facts.iter().any(|fact| !fact.implied && fact.depth() >= DEEP) {
        return;
    }
    let deep = |mark: &&Mark| facts.at(mark.span).is_some_and(|fact| fact.depth() >= DEEP);
    let mentions = marks.iter().filter(|mark| mark.label == label::FACT_MENTIONED).filter(deep);
    let told: Vec<u32> =
        mentions.map(|mark| draft.sentences[mark.sentence as usize].paragraph).collect();
    let problems = || {
        let of = |at: usize| {
            inputs.hits[at]
                .iter()
                .filter(|hit| hit.label == label::PROBLEM_WORD)
                .map(move |hit| (at, hit))
        };
        draft.message().flat_map(of)
    };
    if !problems().any(|(at, _)| told.contains(&draft.sentences[at].paragraph))
        && let Some((at, hit)) = problems().next()
    {
        marks.push(put(inputs, label::UNFOUNDED_PROBLEM, at, hit));
    }
}

fn put(inputs: &FactInputs, label: Label, at: usize, hit: &Hit) -> Mark {
    let tokens = &inputs.draft.tokens;
    Mark { label, span: tokens[hit.first].span.join(tokens[hit.last].span), sentence: at as u32 }
}
