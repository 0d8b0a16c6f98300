//! What the writer allowed: inline comments with a reason, severities in the front matter.

use std::collections::{HashMap, HashSet};

use super::{Finding, Outcome};
use crate::draft::{Allow, Draft};
use crate::text::{Span, meets, tidy};
use crate::vocabulary::{Label, label};

/// Allows by the rules that they name, each list in order of place: what they cover begins and ends
/// in that order too.
type ByRule<'d> = HashMap<&'d str, Vec<&'d Allow>>;

/// The first of `allows` that covers `finding`.
fn covering<'d>(allows: &ByRule<'d>, finding: &Finding) -> Option<&'d Allow> {
    let of_rule = allows.get(finding.rule.id.as_str())?;
    if is_everywhere(finding) {
        return of_rule.first().copied();
    }
    let near = of_rule.partition_point(|allow| allow.covers.end <= finding.span.start);
    of_rule.get(near).copied().filter(|allow| allow.covers.overlaps(finding.span))
}

fn is_everywhere(finding: &Finding) -> bool {
    finding.whole || finding.span.is_empty()
}

/// The allow, with a reason, of what a rule finds in the draft, or the sequence that begins with it,
/// as a whole.
pub fn of_whole<'d>(draft: &'d Draft, rule: &str) -> Option<&'d Allow> {
    draft.allows.iter().find(|allow| {
        !allow.reason.is_empty() && allow.rules.iter().any(|(allowed, _)| allowed == rule)
    })
}

/// Moves findings that an allow covers. An allow without a reason allows nothing.
pub fn apply(draft: &Draft, outcome: &mut Outcome) {
    if draft.allows.is_empty() {
        return;
    }
    let mut allows = ByRule::new();
    for allow in draft.allows.iter().filter(|allow| !allow.reason.is_empty()) {
        allow.rules.iter().for_each(|(rule, _)| allows.entry(rule).or_default().push(allow));
    }
    for finding in std::mem::take(&mut outcome.findings) {
        match covering(&allows, &finding) {
            Some(allow) => outcome.allowed.push((finding, allow.reason.clone())),
            None => outcome.findings.push(finding),
        }
    }
}

/// The places of a rule's name in the allows, with a reason, of a draft.
pub fn places<'d>(draft: &'d Draft, rule: &'d str) -> impl Iterator<Item = Span> + 'd {
    let allows = draft.allows.iter().filter(|allow| !allow.reason.is_empty());
    let named = allows.flat_map(|allow| &allow.rules).filter(move |(allowed, _)| allowed == rule);
    named.map(|(_, place)| *place)
}

/// Allows that are not in order: label and place in the file. Of rules that come `late` it is not
/// known yet whether an allow is of use.
pub fn notes(draft: &Draft, outcome: &Outcome, late: impl Fn(&str) -> bool) -> Vec<(Label, Span)> {
    let mut everywhere: HashSet<&str> = HashSet::new();
    let mut places: HashMap<&str, Vec<Span>> = HashMap::new();
    for (finding, _) in &outcome.allowed {
        let rule = finding.rule.id.as_str();
        if is_everywhere(finding) {
            everywhere.insert(rule);
        } else {
            places.entry(rule).or_default().push(finding.span);
        }
    }
    places.values_mut().for_each(tidy);
    let is_used = |allow: &Allow, rule: &str| {
        everywhere.contains(rule)
            || places.get(rule).is_some_and(|spans| meets(spans, allow.covers))
    };
    let mut notes = Vec::new();
    for allow in &draft.allows {
        if allow.reason.is_empty() {
            notes.push((label::ALLOW_WITHOUT_REASON, allow.span));
            continue;
        }
        let is_idle = |(rule, _): &&(String, Span)| !late(rule) && !is_used(allow, rule);
        let idle: Vec<Span> = allow.rules.iter().filter(is_idle).map(|(_, place)| *place).collect();
        // Where all are idle, the whole comment is.
        let places = if idle.len() == allow.rules.len() { vec![allow.span] } else { idle };
        notes.extend(places.into_iter().map(|place| (label::UNUSED_ALLOW, place)));
    }
    notes
}
