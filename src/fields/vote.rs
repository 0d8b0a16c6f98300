//! The vote that names the platform of a text.

use super::{
    dialect::{Dialect, Dialects, ELSEWHERE},
    scanned::ScannedField,
};
use crate::vocabulary::FieldProblem;

/// Settles the dialect of every field, and says which fields do not belong to it.
pub(super) fn vote(found: &mut [ScannedField], hint: Option<Dialect>) {
    elect(found, hint);
    for found in found
        .iter_mut()
        .filter(|found| found.field.dialect.is_some_and(|dialect| ELSEWHERE.has(dialect)))
    {
        found.field.problems.retain(|problem| *problem != FieldProblem::NoFallback);
    }
}

fn elect(found: &mut [ScannedField], hint: Option<Dialect>) {
    if let Some(hint) = hint {
        for found in found.iter_mut().filter(|found| found.machine) {
            if found.fits.has(hint) {
                found.field.dialect = Some(hint);
            } else {
                found.field.add(FieldProblem::WrongDialect);
            }
        }
        return;
    }
    let mut counts = [0u32; Dialect::NAMES.len()];
    for found in found.iter() {
        counts
            .iter_mut()
            .zip(Dialect::NAMES)
            .for_each(|(count, (_, dialect))| *count += found.votes.has(*dialect) as u32);
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    let leaders = Dialect::NAMES.iter().zip(counts).filter(|(_, count)| *count == most);
    let leaders =
        leaders.fold(Dialects::NONE, |set, ((_, dialect), _)| set.or(Dialects::one(*dialect)));
    // Of two families of equal size the one met first counts as the text's own.
    let ours = found
        .iter()
        .map(|found| found.votes.and(leaders))
        .find(|votes| !votes.is_empty())
        .unwrap_or(Dialects::NONE);
    for found in found.iter_mut().filter(|found| !found.votes.is_empty() || found.machine) {
        if found.votes.is_empty() || !found.votes.and(ours).is_empty() {
            found.field.dialect = found.fits.and(ours).only();
        } else {
            found.field.dialect = found.votes.only();
            found.field.add(FieldProblem::MixedDialect);
        }
    }
}
