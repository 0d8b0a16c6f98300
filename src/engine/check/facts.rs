//! `facts`: what a draft makes of its account's facts, counted, against bounds. One finding.
//! Without an account there is nothing to find.

use super::{Hit, absence, bound, goal};
use crate::account::{Account, Fact};
use crate::analysis::{Analysis, FactUse, Facts, Status};
use crate::pack::check;
use crate::vocabulary::{FactCount, FactKind};

pub fn run(draft: &Analysis, check: &check::Facts) -> Vec<Hit> {
    let Some(facts) = &draft.facts else { return Vec::new() };
    let (count, kinds) = (check.count, &check.kinds);
    let researched = |fact: &Fact| {
        !fact.implied && !fact.private && (kinds.is_empty() || kinds.contains(&fact.kind))
    };
    let known: Vec<(&Fact, &FactUse)> = facts.all().filter(|(fact, _)| researched(fact)).collect();
    if !applies(count, &facts.account, &known) {
        return Vec::new();
    }
    let keep = |test: &dyn Fn(&Fact, &FactUse) -> bool| {
        known.iter().filter(|(fact, used)| test(fact, used)).copied().collect::<Vec<_>>()
    };
    let behind = match count {
        FactCount::Known => known.clone(),
        FactCount::Unsourced => keep(&|fact, _| !fact.is_sourced()),
        FactCount::Used | FactCount::Credit | FactCount::Depth => {
            keep(&|_, used| used.status == Status::Used)
        }
        FactCount::Idle => keep(&|_, used| used.status == Status::Mentioned),
        FactCount::Mentioned => keep(&|_, used| used.status != Status::Ignored),
        FactCount::Ignored => keep(&|_, used| used.status == Status::Ignored),
    };
    let value = match count {
        FactCount::Credit => facts.credit(),
        FactCount::Depth => f64::from(facts.depth()),
        _ => behind.len() as f64,
    };
    let value =
        if check.per_100_words { value * 100.0 / draft.words().max(1) as f64 } else { value };
    let Some(passed) = bound(&check.bounds, value) else { return Vec::new() };
    let spoken: Vec<_> = behind
        .iter()
        .filter(|(_, used)| used.status != Status::Ignored)
        .map(|(_, used)| used.span)
        .collect();
    let too_few = passed.below.is_some();
    let span = if too_few {
        absence(draft)
    } else {
        spoken.first().copied().unwrap_or_else(|| draft.first_sentence())
    };
    let fact = if too_few {
        unused(facts, kinds)
    } else {
        behind.first().map(|(fact, _)| fact.text.clone())
    };
    vec![Hit {
        span,
        whole: true,
        n: value,
        m: known.len() as f64,
        limit: passed.limit(),
        goal: goal(&check.bounds),
        list: spoken.into(),
        fact,
        severity: passed.severity,
        points: passed.points,
        ..Hit::default()
    }]
}

/// Nothing can be asked of a draft for which nothing was found out; of a row in a list nobody
/// expects research.
fn applies(count: FactCount, account: &Account, known: &[(&Fact, &FactUse)]) -> bool {
    match count {
        FactCount::Known => account.row.is_none(),
        FactCount::Unsourced => account.row.is_none() && !known.is_empty(),
        // Deeper than the deepest that is known nobody can go.
        FactCount::Depth => {
            let reached = known
                .iter()
                .filter(|(_, used)| used.status == Status::Used)
                .map(|(fact, _)| fact.depth())
                .max();
            known.iter().map(|(fact, _)| fact.depth()).max() > reached
        }
        _ => !known.is_empty(),
    }
}

fn unused(facts: &Facts, kinds: &[FactKind]) -> Option<String> {
    let of_kind = || {
        facts.all().find(|(fact, used)| {
            kinds.contains(&fact.kind) && used.status != Status::Used && !fact.private
        })
    };
    of_kind()
        .map(|(fact, _)| fact)
        .or_else(|| facts.strongest_unused())
        .map(|fact| fact.text.clone())
}
